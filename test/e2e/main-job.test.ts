// The main job as a person sees it, through the real processes: recordings, a voice, more recordings, a better voice, and
// back again.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { badUploads, transcriptsFile } from '../../demo/recordings.ts';
import { locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import { type Discord, startDiscord } from '../discord/standin.ts';
import { opusSeconds } from '../discord/voice-message.ts';
import type { Channel, Message } from '../discord/world.ts';
import { atEnd } from '../support/at-end.ts';
import { soundIn } from '../support/bytes.ts';
import {
  answersUpload,
  fileOptions,
  firstUpload,
  patience,
  type Recordings,
  recordingsOf,
  shortPrompts,
} from '../support/conversation.ts';
import { registerCommands, startTimbre, type Timbre } from '../support/timbre.ts';

/** The bot edits every 3 s; what a busy machine delays one edit by, the next seems too early. */
const leastEditGapMs = 2500;

const prompts = shortPrompts(0, 8);

test('the main job', async (t) => {
  const discord = await startDiscord();
  atEnd(t, () => discord.close());
  await registerCommands(discord);
  const [timbre, first, more] = await Promise.all([
    startTimbre(t, discord),
    recordingsOf(prompts.slice(0, 5)),
    recordingsOf(prompts.slice(5)),
  ]);
  await t.test('recordings become a voice that grows and can be rolled back', () =>
    growAndGoBack(discord, first, more),
  );
  await t.test('two people at once do not disturb each other', () => twoAtOnce(discord, timbre, first, more));
  await timbre.stop();
  await timbre.workIsEmpty();
  assert.deepEqual(discord.violations, []);
  assert.deepEqual(timbre.errors, []);
});

async function growAndGoBack(discord: Discord, first: Recordings, more: Recordings): Promise<void> {
  const channel = discord.guild('Studio').channel('voices');
  const ada = discord.person('Ada');

  const added = await firstUpload(ada, channel, first);
  assert.match(added.text, /Added 5 recordings/);
  assert.match(added.text, /5 with transcript, 1 test clip/);
  await added.until((message) => message.files[0]?.name === 'recording.webp', patience);
  assert.ok((added.files[0]?.data.length ?? Infinity) < 120_000);

  // Version 1.
  const training = ada.slash(channel, 'train continue', { epochs: 2 });
  const spoken1 = await nextVoiceMessage(channel, []);
  const result1 = await training.followUp((message) => message.text.includes('Version 1'), patience);
  assert.match(result1.text, /Trained from the base with \d+ s of speech/);
  const why1 = await ada.click(result1, 'Why this plan?').followUp(undefined, patience);
  assert.match(why1.text, /Starts from the base voice with \d+ s of speech\.[^]*2 epochs, as you asked\./);
  const figures1 = await ada.click(result1, 'Figures').followUp(undefined, patience);
  assert.match(figures1.text, /Sound\W+ \d+\.\d\d dB mel-cepstral distortion/);
  assert.deepEqual(
    result1.files.map((file) => file.name),
    ['loss-curve.png'],
  );
  checkVoiceMessage(spoken1);

  // More recordings, version 2. What the one or two clips held out say of it depends on the machine: both ways lead on.
  const addedMore = await ada
    .slash(channel, 'addsamples', fileOptions(more.uploads, more.transcripts))
    .answer(answersUpload, patience);
  assert.match(addedMore.text, /Added 3 recordings/);
  const continued = ada.slash(channel, 'train continue', { epochs: 80 });
  const progress = await continued.answer(undefined, patience);
  const spoken2 = await nextVoiceMessage(channel, [spoken1]);
  checkProgress(progress);
  const result2 = await continued.followUp((message) => message.text.includes('Version 2'), patience);
  assert.match(result2.text, /Continued from v1/);
  const isActive = result2.text.includes('Version 2 is ready and active');
  assert.match(
    result2.text,
    isActive ? /(Closer to|As close to) you (than|as) v1/ : /kept aside; v1 stays active[^]*v1 is closer to you/,
  );
  const why = await ada.click(result2, 'Why this plan?').followUp(undefined, patience);
  assert.match(why.text, /Continues from v1: \d+ s of new speech on top of \d+ s it already knows\./);
  const figures = await ada.click(result2, 'Figures').followUp(undefined, patience);
  assert.match(figures.text, /\(v1: \d+\.\d\d\)/, 'figures of the parent');
  checkVoiceMessage(spoken2);
  assert.ok(!bytes(spoken2).equals(bytes(spoken1)), 'v2 says it differently');
  const previews = (): Message[] => channel.messages.filter((message) => message.isVoiceMessage);
  if (!isActive) {
    // Both previews came; it is chosen all the same, and says who it is once more.
    ada.click(result2, 'Use v2 anyway');
    await channel.waitForMessage(() => previews().length === 4, patience);
  }
  const versions = await ada.slash(channel, 'versions list').answer(undefined, patience);
  assert.match(versions.text, /v1/);
  assert.match(versions.text, /v2/);

  // Back to version 1.
  const before = previews();
  const back = await ada.slash(channel, 'rollback').answer((message) => message.text.includes('v1'), patience);
  assert.equal(back.ephemeral, false);
  const spokenAgain = await nextVoiceMessage(channel, before);
  assert.ok(bytes(spokenAgain).equals(bytes(spoken1)), 'v1 speaks as before, byte for byte');

  // Files that nothing can be learnt from.
  const bad = await ada
    .slash(channel, 'addsamples', fileOptions(await threeBadFiles()))
    .answer(answersUpload, patience);
  assert.match(bad.text, /Nothing was added/);
  for (const name of ['not-really.wav', 'silence.wav', 'too-loud.wav']) {
    assert.match(withoutEscapes(bad), new RegExp(`✗ \\W*${name}\\W+ · .{20,}`), name);
  }
}

/** Their recordings are Ada's: what is computed of those alone is known, what becomes of them is each one's own. */
async function twoAtOnce(discord: Discord, timbre: Timbre, first: Recordings, more: Recordings): Promise<void> {
  const channel = discord.guild('Duet').channel('voices');
  const people = [discord.person('Ben'), discord.person('Cleo')] as const;
  const uploads = [...first.uploads, ...more.uploads];
  const recordings = [0, 4].map((from) => ({
    uploads: uploads.slice(from, from + 4),
    transcripts: transcriptsFile(prompts.slice(from, from + 4), uploads.slice(from, from + 4)),
  }));

  const spoken = await Promise.all(
    people.map(async (person, index) => {
      const mine = recordings[index];
      assert.ok(mine);
      const added = await firstUpload(person, channel, mine);
      assert.match(added.text, /Added 4 recordings/);
      for (const { name } of mine.uploads)
        assert.ok(withoutEscapes(added).includes(name), `${person.name} is told of ${name}`);
      const training = person.slash(channel, 'train continue', { epochs: 4 });
      const voice = await training.followUp((message) => message.isVoiceMessage, patience);
      const [question, result] = [true, false].map((isPrivate) =>
        training.followUps.find(({ ephemeral }) => ephemeral === isPrivate),
      );
      assert.match(question?.text ?? '', /How shall I tell you when a training is done/);
      assert.match(result?.text ?? '', /Version 1 is ready/);
      checkVoiceMessage(voice);
      return voice;
    }),
  );
  assert.ok(!bytes(spoken[0]).equals(bytes(spoken[1])), 'each has a voice of their own');
  for (const person of people) {
    const [voice, ...others] = await timbre.storage.voices.list(person.id);
    assert.ok(voice);
    assert.deepEqual(others, []);
    const samples = await timbre.storage.samples.list(voice.id);
    const [version] = await timbre.storage.versions.list(voice.id);
    assert.ok(version);
    const train = samples.filter((sample) => sample.split === 'train').map((sample) => sample.id);
    assert.deepEqual((await timbre.storage.versions.sampleIds(version.id)).toSorted(), train.toSorted());
  }
}

const bytes = (message: Message | undefined): Buffer => soundIn(message?.files[0]?.data);

/** What people read: Markdown's backslashes are for Discord. */
const withoutEscapes = (message: Message): string => message.text.replaceAll('\\', '');

function nextVoiceMessage(channel: Channel, before: readonly Message[]): Promise<Message> {
  return channel.waitForMessage((message) => message.isVoiceMessage && !before.includes(message), patience);
}

function checkVoiceMessage(message: Message): void {
  const [file, ...others] = message.files;
  assert.ok(file);
  assert.deepEqual(others, []);
  assert.equal(file.contentType, 'audio/ogg');
  const seconds = opusSeconds(file.data);
  assert.ok(seconds !== null && seconds > 3 && seconds < 15, `Opus of ${seconds} s`);
  assert.ok(Math.abs((file.durationSecs ?? 0) - seconds) < 0.1, `says ${file.durationSecs} s, is ${seconds} s`);
  const waveform = Buffer.from(file.waveform ?? '', 'base64');
  assert.ok(waveform.length > 10 && new Set(waveform).size > 10, 'a waveform with ups and downs');
}

/** One message, edited now and then, each time with something new, from the queue to the end. */
function checkProgress(message: Message): void {
  const texts = message.revisions.map((revision) => revision.content);
  assert.equal(new Set(texts).size, texts.length, 'each edit says something new');
  assert.match(texts.at(0) ?? '', /Queued|Starting/);
  assert.ok(
    texts.some((text) => /Training\W+[^]*epoch \d+ of 80 · loss \d/.test(text)),
    texts.join('\n'),
  );
  assert.match(texts.at(-1) ?? '', /100 %\nTraining finished/);
  assert.deepEqual(message.buttons, [], 'nothing left to cancel');
  // The last edit does not wait.
  const times = message.revisions.slice(0, -1).map((revision) => revision.at);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  assert.ok(
    gaps.every((gap) => gap >= leastEditGapMs),
    `edits came after ${gaps.join(', ')} ms`,
  );
}

async function threeBadFiles(): ReturnType<typeof badUploads> {
  const { ffmpeg } = await locateFfmpeg(process.env['FFMPEG_PATH']);
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-bad-'));
  const [prompt] = shortPrompts(0, 1);
  assert.ok(prompt);
  try {
    return await badUploads(ffmpeg, prompt, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
