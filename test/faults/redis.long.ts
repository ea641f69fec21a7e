// Redis dies while one training goes on and another one waits for it, in the whole system: both are finished, once. (A trainer
// alone whose Redis dies or forgets everything: test/queue/processes; a Redis that keeps dying: restarts.test.ts.)
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Discord, startDiscord } from '../discord/standin.ts';
import { atEnd } from '../support/at-end.ts';
import { patience, shortPrompts } from '../support/conversation.ts';
import { isAlive, registerCommands, startTimbre, temporaryDataDir, type Timbre } from '../support/timbre.ts';
import { seedVoices } from '../support/voices.ts';
import { checkFinishedOnce, followToEnd, startTraining, type Training } from './training.ts';

const epochs = 60;

test('two trainings survive kill -9 of Redis', async (t) => {
  const { discord, timbre, trainings } = await oneTrainsOneWaits(t);
  const redis = await timbre.redisPid();
  process.kill(redis, 'SIGKILL');
  await timbre.logged('the restart', (line) => line.msg === 'Redis ended; starting it again');
  await bothFinishOnce(timbre, trainings);
  assert.ok(!isAlive(redis));
  assert.notEqual(await timbre.redisPid(), redis);
  await stopCleanly(timbre, discord);
});

/** Ada's voice is being trained, and Ben's run lies in Redis. */
async function oneTrainsOneWaits(
  t: TestContext,
): Promise<{ discord: Discord; timbre: Timbre; trainings: readonly Training[] }> {
  const discord = await startDiscord();
  atEnd(t, () => discord.close());
  const channel = discord.guild('Studio').channel('voices');
  const [ada, ben] = [discord.person('Ada'), discord.person('Ben')];
  const dataDir = await temporaryDataDir(t);
  await Promise.all([registerCommands(discord), seedVoices(dataDir, [ada, ben], shortPrompts(0, 4))]);
  const timbre = await startTimbre(t, discord, { dataDir });
  const first = await startTraining(timbre, ada, channel, epochs);
  await timbre.until('the first training', async () => {
    const run = await timbre.storage.runs.get(first.runId);
    return run?.state === 'training' || undefined;
  });
  const second = await startTraining(timbre, ben, channel, epochs);
  await second.interaction.answer((message) => message.text.includes('1 training before yours'), patience);
  await timbre.until('an empty outbox', async () =>
    (await timbre.storage.outbox.pending(1)).length === 0 ? true : undefined,
  );
  return { discord, timbre, trainings: [first, second] };
}

async function bothFinishOnce(timbre: Timbre, trainings: readonly Training[]): Promise<void> {
  for (const training of trainings) {
    const { run } = await followToEnd(timbre, training);
    assert.equal(run.attempts, 1, 'Redis is no reason to begin again');
    await checkFinishedOnce(timbre, training, run);
  }
}

async function stopCleanly(timbre: Timbre, discord: Discord): Promise<void> {
  await timbre.stop();
  await timbre.workIsEmpty();
  assert.deepEqual(timbre.errors, []);
  assert.deepEqual(discord.violations, []);
}
