// The bot is killed while an upload is taken in, a training shown or a voice recorded, the intake worker in the middle of a file:
// the next ones go on, and everything is told once.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Discord, startDiscord } from '../discord/standin.ts';
import type { Person } from '../discord/person.ts';
import { encodeOpus } from '../discord/voice/opus.ts';
import type { Guild, Message } from '../discord/world.ts';
import { atEnd } from '../support/at-end.ts';
import { answersUpload, fileOptions, patience, recordingsOf, shortPrompts } from '../support/conversation.ts';
import { registerCommands, startTimbre, temporaryDataDir, type Timbre } from '../support/timbre.ts';
import { seedVoices } from '../support/voices.ts';
import { checkFinishedOnce, followToEnd, startTraining } from './training.ts';

test('kill -9 of the bot', async (t) => {
  const parts = await start(t);
  await t.test('during a training', () => duringTraining(parts));
  await t.test('and of the intake worker, during a download', () => duringDownload(parts));
  await t.test('during a recording by voice', (t) => duringRecording(t, parts));
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
  const training = await startTraining(timbre, ada, channel, 40);
  const { message: progress } = training.interaction;
  assert.ok(progress);
  await timbre.until(
    'the training',
    async () => (await timbre.storage.runs.get(training.runId))?.progress?.phase === 'training' || undefined,
  );
  // Else a quick one would be over before the next bot takes the place of this one, which is ten seconds later.
  await timbre.suspendTrainer(training.runId);
  const before = progress.revisions.length;
  process.kill(timbre.pid('bot'), 'SIGKILL');
  await progress.until(({ revisions }) => revisions.length > before, patience);
  process.kill(timbre.pid('trainer'), 'SIGCONT');

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

/** Six sentences over a bad line, with somebody else who talks all the while; then the voice speaks where they are. */
async function duringRecording(t: TestContext, { discord, timbre, ada, guild }: Parts): Promise<void> {
  const { voice } = discord;
  const channel = guild.channel('recordings');
  const lounge = guild.voiceChannel('lounge');
  const bob = discord.person('Bob');
  const [mine, others] = await Promise.all(
    shortPrompts(2, 2).map((prompt) => encodeOpus('-f', 'g722', '-i', prompt.path)),
  );
  const seat = voice.join(ada, lounge);
  seat.impair({ seed: 9, loss: 0.05, reordered: 0.02, jitterMs: 3 });
  const talked = new AbortController();
  const talking = voice.join(bob, lounge).speak(Array.from({ length: 200 }, () => others).flat(), 15, talked.signal);
  const begin = async (): Promise<Message> => {
    const panel = await ada.slash(channel, 'record').answer((message) => sentenceOf(message) !== null, patience);
    await voice.ready(lounge);
    return panel;
  };
  const read = async (panel: Message, count: number): Promise<void> => {
    for (let n = 0; n < count; n++) {
      const shown = sentenceOf(panel);
      await seat.speak(mine, 1);
      await panel.until((message) => sentenceOf(message) !== null && sentenceOf(message) !== shown, patience);
    }
  };

  const interrupted = await begin();
  await read(interrupted, 3);
  process.kill(timbre.pid('bot'), 'SIGKILL');
  const told = await interrupted.until(({ content }) => content.includes('goes on from there'), patience);
  assert.match(told.text, /recordings?\b/);
  const panel = await begin();
  await read(panel, 3);
  ada.click(panel, 'Stop');
  await panel.until(({ text }) => text.includes('recordings'), patience);

  const takes = [interrupted, panel].flatMap(({ embeds }) => embeds[0]?.description?.split('\n') ?? []);
  assert.equal(takes.length, 6, takes.join('\n'));

  const asked = performance.now();
  await ada.slash(channel, 'say', { text: 'Good morning to you all.' }).answer(undefined, patience);
  await discord.world.waitFor('a word', () => seat.heard.length || undefined, patience);
  t.diagnostic(`first sound ${Math.round(performance.now() - asked)} ms after /say`);
  ada.slash(channel, 'leave');
  await discord.world.waitFor('the bot to leave', () => voice.botIn(guild) === null || undefined, patience);
  talked.abort();
  await talking;

  const files = await readdir(timbre.dataDir, { recursive: true, withFileTypes: true });
  const kept = Buffer.concat([
    ...(await Promise.all(files.filter((f) => f.isFile()).map((f) => readFile(path.join(f.parentPath, f.name))))),
    Buffer.from(JSON.stringify(timbre.lines)),
  ]);
  assert.ok(kept.includes(ada.id), 'what is kept can be found');
  assert.equal(kept.includes(bob.id), false);
  for (const packet of others.filter(({ length }) => length > 40)) {
    assert.equal(kept.includes(packet.subarray(2, 34)), false);
  }
}

const sentenceOf = ({ content }: Pick<Message, 'content'>): string | null => /^# (.+)$/m.exec(content)?.[1] ?? null;

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
