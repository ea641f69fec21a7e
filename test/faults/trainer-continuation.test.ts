// A trainer process that is killed (often, in killed-at-random.long.ts), and a voice that moves to another machine in the middle: the state
// has the very bits of one that was trained in one go.
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { shortPrompts } from '../support/conversation.ts';
import { undisturbed } from '../support/kills.ts';
import { Machine, stateBits } from '../support/machine.ts';
import { seedVoices } from '../support/voices.ts';

const userId = '100000000000000001';
const epochs = 20;

/**
 * Train for half of the epochs.
 * @param isKilled the trainer is, in its midst, and another one goes on
 * @returns SHA-256 of the state's files
 */
async function half(dataDir: string, isKilled: boolean): Promise<Record<string, string>> {
  const machine = await Machine.open(dataDir);
  try {
    machine.startTrainer();
    const runId = await machine.train(userId, epochs / 2);
    if (isKilled) {
      await machine.until(runId, ({ progress }) => progress?.phase === 'training' && progress.epoch >= epochs / 8);
      await machine.endTrainer('SIGKILL');
      machine.startTrainer();
    }
    const version = await machine.finish(runId);
    const { fence: claims } = await machine.until(runId, () => true);
    assert.equal(claims, isKilled ? 2 : 1);
    await machine.endTrainer('SIGTERM');
    return stateBits(version);
  } finally {
    await machine.close();
  }
}

describe('a training in one go', () => {
  let folder: string;
  let seed: string;
  /** SHA-256 of the files of the state that nobody disturbed. */
  let whole: Record<string, string>;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-continuation-'));
    seed = path.join(folder, 'seed');
    await seedVoices(seed, [{ id: userId, locale: 'en-US' }], shortPrompts(0, 4));
    whole = await undisturbed(seed, userId, epochs);
  });
  after(() => rm(folder, { recursive: true }));

  test('has the bits of two halves on two machines, also when the trainer of the first is killed', async () => {
    const [first, second] = ['first', 'second'].map((name) => path.join(folder, name));
    await cp(seed, first, { recursive: true });
    assert.notDeepEqual(await half(first, true), whole);
    // What moves is the database and the blobs. Features of the recordings alone are taken along to save time.
    const made = /\.(summary|fit|alignment|figures)$/;
    for (const name of ['timbre.sqlite', 'blobs', 'cache']) {
      const filter = (file: string): boolean => !made.test(file);
      await cp(path.join(first, name), path.join(second, name), { recursive: true, filter });
    }
    assert.deepEqual(await half(second, false), whole);
  });
});
