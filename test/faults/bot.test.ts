// The bot is killed while an upload is taken in or a training shown, the intake worker in the middle of a file: the next ones
// go on, and everything is told once.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Discord, startDiscord } from '../discord/standin.ts';
import type { Person } from '../discord/person.ts';
import type { Guild } from '../discord/world.ts';
import { atEnd } from '../support/at-end.ts';
import { answersUpload, fileOptions, patience, recordingsOf, shortPrompts } from '../support/conversation.ts';
import { registerCommands, startTimbre, temporaryDataDir, type Timbre } from '../support/timbre.ts';
import { seedVoices } from '../support/voices.ts';
import { checkFinishedOnce, followToEnd, startTraining } from './training.ts';

test('kill -9 of the bot', async (t) => {
  const parts = await start(t);
  await t.test('during a training', () => duringTraining(parts));
  await t.test('and of the intake worker, during a download', () => duringDownload(parts));
  await stopCleanly(parts);
});

async function duringDownload({ discord, timbre, ada, guild }: Parts): Promise<void> {
  const channel = guild.channel('uploads');
  const { uploads, transcripts } = await recordingsOf(shortPrompts(4, 4));
  const stalled = uploads[2]?.name;
  discord.cdn.fail({ kind: 'stall', only: (file) => file.name === stalled });
  const upload = ada.slash(channel, 'addsamples', fileOptions(uploads, transcripts));
  await discord.waitForDownload((download) => download.file.name === stalled && download.sentBytes > 0, patience);
  await timbre.until('the other three files', async () => {
    const [intake] = await timbre.storage.intakes.unfinished();
    return intake?.items.filter((item) => item.outcome?.kind === 'added').length === 3 || undefined;
  });
  process.kill(timbre.pid('bot'), 'SIGKILL');
  process.kill(timbre.pid('intake'), 'SIGKILL');

  const answer = await upload.answer(answersUpload, patience);
  assert.match(answer.text, /Added 4 recordings/);
  for (const { name } of uploads) {
    const downloads = discord.cdn.downloads.filter((download) => download.file.name === name);
    assert.equal(downloads.length, name === stalled ? 2 : 1, `downloads of ${name}`);
  }
  const [voice] = await timbre.storage.voices.list(ada.id);
  assert.ok(voice);
  const names = (await timbre.storage.samples.list(voice.id)).map((sample) => sample.originalName);
  for (const { name } of uploads) assert.equal(names.filter((one) => one === name).length, 1, name);
  assert.deepEqual(channel.messagesSeenBy(ada), [upload.message], 'one answer');
  await timbre.until('the end of the intake', async () =>
    (await timbre.storage.intakes.unfinished()).length === 0 ? true : undefined,
  );
}

async function duringTraining({ timbre, ada, guild }: Parts): Promise<void> {
  const channel = guild.channel('trainings');
  // Long enough for the next bot to see it.
  const training = await startTraining(timbre, ada, channel, 160);
  const { message: progress } = training.interaction;
  assert.ok(progress);
  await progress.until((message) => /Analysing|Training\W/.test(message.text), patience);
  const before = progress.revisions.length;
  process.kill(timbre.pid('bot'), 'SIGKILL');

  const { run } = await followToEnd(timbre, training);
  assert.equal(run.attempts, 1, 'the trainer does not notice');
  await checkFinishedOnce(timbre, training, run);
  const after = progress.revisions.slice(before).map((revision) => revision.content);
  assert.ok(
    after.some((text) => /\d %\n(epoch|about)|Saving|Measuring/.test(text)),
    `the same message goes on: ${after.join(' | ')}`,
  );
  assert.equal(run.progressMessageId, progress.id);
}

interface Parts {
  readonly discord: Discord;
  readonly timbre: Timbre;
  readonly ada: Person;
  readonly guild: Guild;
}

/** Ada has a voice with four clips. */
async function start(t: TestContext): Promise<Parts> {
  const discord = await startDiscord();
  atEnd(t, () => discord.close());
  const guild = discord.guild('Studio');
  const ada = discord.person('Ada');
  const dataDir = await temporaryDataDir(t);
  await Promise.all([registerCommands(discord), seedVoices(dataDir, [ada], shortPrompts(0, 4))]);
  return { discord, ada, guild, timbre: await startTimbre(t, discord, { dataDir, leaseSeconds: 5 }) };
}

async function stopCleanly({ timbre, discord }: Parts): Promise<void> {
  await timbre.stop();
  await timbre.workIsEmpty();
  assert.deepEqual(timbre.errors, []);
  assert.deepEqual(discord.violations, []);
}
