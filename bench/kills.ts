// `npm run bench -- kills`: one training whose trainer, the real process, is ended at random moments, with SIGKILL or
// SIGTERM. Prints each moment and whether every file of the state has the SHA-256 of a training that nobody disturbed.
//   --kills 25  --epochs 400  --seed 1
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Random } from '../src/learning/random.ts';
import { shortPrompts } from '../test/support/conversation.ts';
import { killedAtRandom, undisturbed } from '../test/support/kills.ts';
import { seedVoices } from '../test/support/voices.ts';

const options = {
  kills: { type: 'string', default: '25' },
  epochs: { type: 'string', default: '400' },
  seed: { type: 'string', default: '1' },
} as const;
const wholeNumber = z.coerce.number().int().positive();
const userId = '100000000000000001';

/** Print a line for each kill, then what became of the runs. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options });
  const [kills, epochs] = [wholeNumber.parse(values.kills), wholeNumber.parse(values.epochs)];
  const random = Random.seeded(wholeNumber.parse(values.seed));
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-bench-'));
  try {
    const seed = path.join(folder, 'seed');
    await seedVoices(seed, [{ id: userId, locale: 'en-US' }], shortPrompts(0, 4));
    const whole = await undisturbed(seed, userId, epochs);
    console.log('| run | kill | by | while | after epoch |\n|---|---|---|---|---|');
    let killed = 0;
    for (let runs = 1; killed < kills; runs++) {
      const survivor = await killedAtRandom(seed, userId, epochs, random, kills - killed);
      for (const { signal, state, epoch } of survivor.kills) {
        killed++;
        console.log(`| ${runs} | ${killed} | ${signal} | ${state} | ${epoch} |`);
      }
      assert.deepEqual(survivor.bits, whole);
      console.log(`| ${runs} | ended, every file as undisturbed | claimed ${survivor.claims} times | | ${epochs} |`);
    }
    console.log(`\n${killed} kills; SHA-256 of ${Object.keys(whole).join(', ')} as undisturbed.`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
