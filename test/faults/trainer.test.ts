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
import { stateBits } from '../support/machine.ts';
import { launchTimbre, registerCommands, startTimbre, temporaryDataDir, type Timbre } from '../support/timbre.ts';
import { seedVoices } from '../support/voices.ts';
import { checkFinishedOnce, followToEnd, inTheMiddle, startTraining } from './training.ts';

/** Seconds that a dead trainer keeps its run. */
const leaseSeconds = 2;

/** SHA-256 of each file of a version's state, and of its preview. */
function bitsOf(version: Version, { result }: Run): Record<string, string> {
  assert.ok(result?.kind === 'train');
  return { ...stateBits(version), preview: result.preview.blob };
}

test('a training survives its trainer', async (t) => {
  const discord = await startDiscord();
  atEnd(t, () => discord.close());
  const guild = discord.guild('Studio');
  const ada = discord.person('Ada');
  const seed = await temporaryDataDir(t);
  await Promise.all([registerCommands(discord), seedVoices(seed, [ada], shortPrompts(0, 4))]);

  /** The same voice in a folder of its own: same samples, same plan, same seed. */
  const copyOfSeed = async (t: TestContext): Promise<string> => {
    const dataDir = await temporaryDataDir(t);
    await cp(seed, dataDir, { recursive: true });
    return dataDir;
  };
  const stopCleanly = async (timbre: Timbre): Promise<void> => {
    await timbre.stop();
    await timbre.workIsEmpty();
    assert.deepEqual(timbre.errors, []);
    assert.deepEqual(discord.violations, []);
  };

  let undisturbed: Record<string, string> = {};
  await t.test('undisturbed', async (t) => {
    const dataDir = await copyOfSeed(t);
    const timbre = await startTimbre(t, discord, { dataDir, leaseSeconds });
    const training = await startTraining(timbre, ada, guild.channel('undisturbed'));
    const { run } = await followToEnd(timbre, training);
    assert.equal(run.fence, 1);
    undisturbed = bitsOf(await checkFinishedOnce(timbre, training, run), run);
    await stopCleanly(timbre);
    // What is computed from clips alone need not be computed again.
    await cp(path.join(dataDir, 'cache'), path.join(seed, 'cache'), { recursive: true });
  });

  await t.test('kill -9 of the supervisor', async (t) => {
    const timbre = await startTimbre(t, discord, { dataDir: await copyOfSeed(t), leaseSeconds });
    const training = await startTraining(timbre, ada, guild.channel('supervisor'));
    const reached = await inTheMiddle(timbre, training);
    await timbre.killSupervisor();
    await timbre.startAgain();
    const { run, epochsByFence } = await followToEnd(timbre, training);
    const seen = epochsByFence.get(run.fence) ?? [];
    assert.ok(seen.length > 0 && seen.every((epoch) => epoch >= reached), `after epoch ${reached}: ${seen.join(', ')}`);
    assert.deepEqual(bitsOf(await checkFinishedOnce(timbre, training, run), run), undisturbed);
    await stopCleanly(timbre);
  });

  await t.test('a trainer that sleeps past its lease and wakes up beside its successor', async (t) => {
    const timbre = await startTimbre(t, discord, { dataDir: await copyOfSeed(t), leaseSeconds });
    const training = await startTraining(timbre, ada, guild.channel('asleep'));
    await inTheMiddle(timbre, training);
    const sleeper = timbre.pid('trainer');
    await timbre.suspend(sleeper);
    const successor = await timbre.startTrainer();
    await timbre.logged('the successor', (line) => line.pid === successor && line.msg === 'run claimed');
    await timbre.until('training by the successor', async () => {
      const run = await timbre.storage.runs.get(training.runId);
      return (run?.fence ?? 0) > 1 && run?.state === 'training' ? run : undefined;
    });
    process.kill(sleeper, 'SIGCONT');
    const woken = await timbre.logged('the sleeper', (line) => line.pid === sleeper && line.msg === 'run stopped');
    assert.equal(woken['why'], 'lost');
    const { run } = await followToEnd(timbre, training);
    assert.equal(run.fence, 2);
    assert.deepEqual(bitsOf(await checkFinishedOnce(timbre, training, run), run), undisturbed);
    await stopCleanly(timbre);
  });
});

test('kill -9 of the supervisor while its children start', async (t) => {
  const discord = await startDiscord();
  atEnd(t, () => discord.close());
  const timbre = await launchTimbre(t, discord);
  await timbre.logged('the last child', (line) => line['child'] === 'bot' && line.msg === 'bot started');
  await timbre.killSupervisor();
});
