// All of Timbre is killed, or the trainer stopped, in the middle of a training: it is finished from its checkpoint, once, to
// the very bits of a training that nobody disturbed. (Trainers that are killed: trainer-continuation.test.ts.)
import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Run, Version } from '../../src/storage/storage.ts';
import { startDiscord } from '../discord/standin.ts';
import { atEnd } from '../support/at-end.ts';
import { shortPrompts } from '../support/conversation.ts';
import { Machine, stateBits } from '../support/machine.ts';
import { registerCommands, startTimbre, temporaryDataDir } from '../support/timbre.ts';
import { seedVoices } from '../support/voices.ts';
import { checkFinishedOnce, followToEnd, inTheMiddle, startTraining } from './training.ts';

/** Seconds that a dead trainer keeps its run. */
const leaseSeconds = 2;

/** Long enough for two checkpoints, and for a third trainer to go on from there. */
const epochs = 140;

/** SHA-256 of each file of a version's state, and of its preview. */
function bitsOf(version: Version, { result }: Run): Record<string, string> {
  assert.ok(result?.kind === 'train');
  return { ...stateBits(version), preview: result.preview.blob };
}

/** The bits of such a training in a copy of the folder, by a trainer that nobody disturbs. */
async function inOneGo(t: TestContext, dataDir: string, userId: string): Promise<Record<string, string>> {
  const copy = await temporaryDataDir(t);
  await cp(dataDir, copy, { recursive: true });
  const machine = await Machine.open(copy);
  try {
    machine.startTrainer();
    const runId = await machine.train(userId, epochs);
    const version = await machine.finish(runId);
    return bitsOf(version, await machine.until(runId, () => true));
  } finally {
    await machine.close();
    // What is computed from clips alone need not be computed again.
    await cp(path.join(copy, 'cache'), path.join(dataDir, 'cache'), { recursive: true });
  }
}

test('a training survives all of Timbre, and a trainer that sleeps past its lease and wakes up beside its successor', async (t) => {
  const discord = await startDiscord();
  atEnd(t, () => discord.close());
  const channel = discord.guild('Studio').channel('voices');
  const ada = discord.person('Ada');
  const dataDir = await temporaryDataDir(t);
  await Promise.all([registerCommands(discord), seedVoices(dataDir, [ada], shortPrompts(0, 4))]);
  // Nobody disturbs this one: the same samples, plan and seed, and a trainer alone.
  const whole = await inOneGo(t, dataDir, ada.id);

  const timbre = await startTimbre(t, discord, { dataDir, leaseSeconds });
  const training = await startTraining(timbre, ada, channel, epochs);
  const reached = await inTheMiddle(timbre, training);
  await timbre.killSupervisor();
  await timbre.startAgain();
  const before = await timbre.storage.runs.latestCheckpoint(training.runId);
  const seen: number[] = [];
  const again = await timbre.until('a checkpoint of the next trainer', async () => {
    const run = await timbre.storage.runs.get(training.runId);
    if (run === null || run.fence === 1 || run.state !== 'training') return undefined;
    if (run.progress?.phase === 'training') seen.push(run.progress.epoch);
    const checkpoint = await timbre.storage.runs.latestCheckpoint(run.id);
    return checkpoint !== null && before !== null && checkpoint.epoch > before.epoch ? run : undefined;
  });

  const sleeper = timbre.pid('trainer');
  await timbre.suspend(sleeper);
  const successor = await timbre.startTrainer();
  await timbre.logged('the successor', (line) => line.pid === successor && line.msg === 'run claimed');
  await timbre.until('training by the successor', async () => {
    const run = await timbre.storage.runs.get(training.runId);
    return (run?.fence ?? 0) > again.fence && run?.state === 'training' ? run : undefined;
  });
  process.kill(sleeper, 'SIGCONT');
  const woken = await timbre.logged('the sleeper', (line) => line.pid === sleeper && line.msg === 'run stopped');
  assert.equal(woken['why'], 'lost');

  const { run, epochsByFence } = await followToEnd(timbre, training);
  assert.equal(run.fence, again.fence + 1);
  // Nobody began anew.
  seen.push(...[...epochsByFence.values()].flat());
  assert.ok(seen.length > 0 && seen.every((epoch) => epoch >= reached), `after epoch ${reached}: ${seen.join(', ')}`);
  assert.deepEqual(bitsOf(await checkFinishedOnce(timbre, training, run), run), whole);
  await timbre.stop();
  await timbre.workIsEmpty();
  assert.deepEqual(timbre.errors, []);
  assert.deepEqual(discord.violations, []);
});
