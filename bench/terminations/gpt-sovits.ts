// A trainer that drives the double of GPT-SoVITS, told to end or killed at random moments: what its children left behind,
// whether all that was asked for is done in the end, and whether every file is whole.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hashFile } from '../../src/files.ts';
import type { Random } from '../../src/learning/random.ts';
import { shortPrompts } from '../../test/support/conversation.ts';
import { Machine } from '../../test/support/machine.ts';
import { type Moment, terminate, type Termination } from '../../test/support/terminations.ts';
import { seedVoices } from '../../test/support/voices.ts';
import { makeCheckout } from '../../test/trainer/engines/gpt-sovits/checkout.ts';

const userId = '100000000000000001';
const epochs = 4;
/** Of the double, seconds: so long that a training has a middle. */
const secondsPerStep = 0.05;
/** Each of its programs starts Python. */
const slower = 3;

/**
 * End it so many times, each time while it does one of `moments`.
 * @param onEnd hears of each
 * @returns what was undone, left or broken when a last trainer had been left alone: nothing, where all is right
 */
export async function endGptSovits(
  count: number,
  moments: readonly Moment[],
  random: Random,
  onEnd: (end: Termination) => void,
): Promise<readonly string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-bench-gpt-sovits-'));
  const dataDir = path.join(folder, 'data');
  try {
    await seedVoices(dataDir, [{ id: userId, locale: 'en-US' }], shortPrompts(0, 8));
    const home = path.join(folder, 'checkout');
    const checkout = await makeCheckout(home);
    await checkout.turn({ sleep: secondsPerStep });
    const env = { GPT_SOVITS_HOME: home, GPT_SOVITS_PYTHON: await completePython(folder, checkout.python) };
    const machine = await Machine.open(dataDir, { engine: 'gpt-sovits', env });
    try {
      machine.startTrainer();
      const version = await machine.finish(await machine.train(userId, epochs));
      await machine.endTrainer('SIGTERM');
      for (let i = 0; i < count; i++) {
        // What is prepared is kept: here its programs are to run every time.
        await rm(path.join(dataDir, 'cache', 'gpt-sovits'), { recursive: true, force: true });
        const asked = { userId, epochs, versionId: version.id, slower } as const;
        const moment = moments[i % moments.length] ?? 'idle';
        onEnd(await terminate(machine, moment, random, { ...asked, ways: ['SIGTERM', 'SIGINT', 'SIGKILL'] }));
      }
      machine.startTrainer();
      for (const { id } of await machine.storage.runs.active()) {
        await machine.until(id, ({ endedAt }) => endedAt !== null);
      }
      await machine.finish(await machine.train(userId, epochs, 'continue'));
      await machine.endTrainer('SIGTERM');
      const undone = (await machine.storage.runs.active()).map(({ id, state }) => `run ${id}: ${state}`);
      return [
        ...undone,
        ...(await machine.processesLeft()),
        ...(await machine.filesLeft()),
        ...(await broken(dataDir)),
      ];
    } finally {
      await machine.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A Python that is asked for packages, of which the double uses none, and has them all. */
async function completePython(folder: string, python: string): Promise<string> {
  const file = path.join(folder, 'python');
  const report = JSON.stringify({ version: [3, 11, 7], missing: {}, cuda: null, english: [] });
  const script = ['#!/bin/sh', `[ "$2" != -c ] || exec echo '${report}'`, `exec ${python} "$@"`, ''].join('\n');
  await writeFile(file, script, { mode: 0o755 });
  return file;
}

/** Blobs whose bytes are not those that they are named after. */
async function broken(dataDir: string): Promise<string[]> {
  const home = path.join(dataDir, 'blobs');
  const files = (await readdir(home, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const wrong = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      const blob = path.relative(home, file);
      return blob.replace(path.sep, '') === (await hashFile(file)) ? [] : [`blob ${blob}`];
    }),
  );
  return wrong.flat();
}
