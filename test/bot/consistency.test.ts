// Uploads that do not fit the voice they are for: copies of what it has, and somebody else speaking.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { processRecording } from '../../src/audio/intake.ts';
import pino from 'pino';
import { REST } from 'discord.js';
import { createUploads } from '../../src/bot/uploads/uploads.ts';
import { createMessenger } from '../../src/bot/discord/messenger.ts';
import { keep } from '../../src/speakers/embedding.ts';
import type { Person, Upload } from '../discord/person.ts';
import { newSample, sha256 } from '../storage/support.ts';
import { spokenByOther } from '../support/other-speaker.ts';
import { type Lab, assertClean, recordings, startLab } from './support.ts';

/** For what ffmpeg does meanwhile, on a machine that has other things to do. */
const sentence = 'The old boat drifts slowly past the harbour wall while the children play.';

describe('an upload that does not fit', () => {
  let lab: Lab;
  let speech: (Upload & { text: string })[];
  let stranger: Upload;
  before(async () => {
    speech = await recordings(6);
    stranger = { name: 'stranger.wav', data: await spokenByOther('rms', sentence) };
  });
  beforeEach(async () => {
    lab = await startLab();
    await lab.startBot();
  });
  afterEach(() => lab.close());

  /** A voice with the first five recordings. */
  const voiceWithClips = async (person: Person): Promise<string> => {
    const { storage, ffmpeg } = lab;
    const voice = await lab.readyVoice(person, 0);
    const folder = await mkdtemp(path.join(tmpdir(), 'timbre-consistency-'));
    try {
      for (const { name, data, text } of speech.slice(0, 5)) {
        const file = { path: path.join(folder, 'upload'), fileName: name, sha256: sha256(Buffer.from(data)) };
        await writeFile(file.path, data);
        const [clip] = (await processRecording(ffmpeg, file, { folder })).clips;
        assert.ok(clip);
        const { measures, verdict, descriptor } = clip;
        const blob = await storage.blobs.put(clip.path);
        const changes = {
          originalName: name,
          sourceSha256: file.sha256,
          transcript: text,
          measures,
          verdict,
          descriptor,
        };
        await storage.samples.add(voice.id, [newSample(0, { ...changes, sha256: blob.sha256 })]);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return voice.id;
  };

  it('is held back when somebody else speaks, from a stranger’s press, and where consent is spoken from its owner’s', async () => {
    const { ann, ben, channel, storage } = lab;
    const voiceId = await voiceWithClips(ann);
    const [, , , , , own] = speech;
    assert.ok(own);
    const asked = ann.slash(channel, 'addsamples', { file: own, file2: stranger });
    const answer = await asked.answer((message) => message.embeds.length > 0);
    assert.match(answer.text, /Added 1 of 2 recordings/);
    assert.match(answer.text, /⏸ \*\*stranger\.wav\*\* · .* · \*\*on hold\*\*: it doesn’t sound like the person/);
    assert.match(answer.text, /What is new.* more \(\+\d+ %\)/s);
    assert.match(answer.text, /in 6 clips; 5 with transcript, 1 test clip .*; 1 more on hold\./);
    const listed = await ann.slash(channel, 'samples list').answer();
    assert.match(listed.text, /⏸ \*\*stranger\.wav\*\* · .*on hold/);

    const held = (await storage.samples.list(voiceId)).filter((sample) => sample.heldBack !== null);
    assert.deepEqual(
      held.map((sample) => sample.originalName),
      ['stranger.wav'],
    );

    // Nobody else sees the button, but its id could be sent all the same.
    const intakeId = answer.button('That’s me: use them').custom_id.replace('its-me:', '');
    const clock = { now: () => 0, elapsed: () => 0, after: () => () => {} };
    const log = pino({ level: 'silent' });
    const messenger = createMessenger(new REST(), clock);
    const runner = createUploads({ ...lab, log, clock, messenger }, 'another bot', () => {});
    assert.equal(await runner.useAnyway(intakeId, ben.id, 'speaker'), null);
    assert.equal(await runner.useAnyway(`${intakeId}0`, ann.id, 'speaker'), null);
    assert.equal(
      await runner.useAnyway(intakeId, ann.id, 'words'),
      null,
      'that its words are right says nothing of who speaks',
    );
    assert.equal((await storage.samples.get(held[0]?.id ?? ''))?.heldBack, held[0]?.heldBack);

    // Where consent is spoken, whoever the encoder takes for somebody else than the person who agreed is no press away.
    const [clip] = held;
    const strict = { ...lab.config, spokenConsent: true };
    const careful = createUploads({ ...lab, config: strict, log, clock, messenger }, 'a third bot', () => {});
    const press = (): Promise<unknown> => careful.useAnyway(intakeId, ann.id, 'speaker');
    await assert.rejects(press(), { code: 'consent-not-spoken' });
    assert.ok(clip.descriptor !== null);
    const spokenBy = (x: number, y: number) => ({
      measures: clip.measures,
      descriptor: { ...clip.descriptor!, embedding: keep('encoder', Float32Array.of(x, y)) },
    });
    await storage.samples.describe(clip.id, spokenBy(0.6, 0.8).descriptor);
    const asked2 = { consentVersion: 3, language: 'en', sentence: 'I agree.', words: [] };
    await storage.consents.ask(ann.id, asked2);
    const awaited = await storage.consents.awaited(ann.id);
    assert.ok(awaited);
    const { sha256: recording } = await storage.blobs.put(Buffer.from('I agree.'));
    const spoken = { recording, fileName: 'me.ogg', check: 'length' as const };
    assert.ok(await storage.consents.speak(awaited, { ...spoken, clip: spokenBy(1, 0) }));
    await assert.rejects(press(), { code: 'consent-somebody-else', message: /a press alone doesn’t make them yours/ });
    assert.equal((await storage.samples.get(clip.id))?.heldBack, clip.heldBack);
    await storage.samples.describe(clip.id, spokenBy(0.8, 0.6).descriptor);
    assert.notEqual(await press(), null, 'whoever agreed may say that a clip is theirs');
    assert.equal((await storage.samples.get(clip.id))?.heldBack, null);
  });

  it('is used when its owner says that it is them', async () => {
    const { ann, channel, storage } = lab;
    const voiceId = await voiceWithClips(ann);
    const [, , , , , own] = speech;
    assert.ok(own);
    const asked = ann.slash(channel, 'addsamples', { file: own, file2: stranger });
    const answer = await asked.answer((message) => message.embeds.length > 0);
    ann.click(answer, 'That’s me: use them');
    await answer.until((message) => message.text.includes('Added 2 recordings'));
    assert.doesNotMatch(answer.text, /on hold/);
    assert.deepEqual(
      answer.buttons.map(({ label }) => label),
      ['Add more recordings'],
    );
    await answer.until((message) => message.files[0]?.name === 'recording.webp');
    assert.match(answer.text, /Added 2 recordings/);
    assert.deepEqual(
      answer.buttons.map(({ label }) => label),
      ['Add more recordings'],
    );
    assert.ok((await storage.samples.list(voiceId)).every((sample) => sample.heldBack === null));
    assertClean(lab);
  });

  it('is known when it is a copy in another format, at another level', async () => {
    const { ann, channel, storage } = lab;
    const voiceId = await voiceWithClips(ann);
    const [first] = speech;
    assert.ok(first);
    const folder = await mkdtemp(path.join(tmpdir(), 'timbre-copy-'));
    let data: Buffer;
    try {
      const [original, copy] = [path.join(folder, 'original.wav'), path.join(folder, 'copy.mp3')];
      await writeFile(original, first.data);
      await promisify(execFile)('ffmpeg', ['-v', 'error', '-i', original, '-af', 'volume=-6dB', '-b:a', '64k', copy]);
      data = await readFile(copy);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    const asked = ann.slash(channel, 'addsamples', { file: { name: 'copy.mp3', data } });
    const answer = await asked.answer((message) => message.embeds.length > 0);
    assert.match(answer.text, /＝ \*\*copy\.mp3\*\* · your voice already has this recording: “/);
    assert.equal((await storage.samples.list(voiceId)).length, 5);
    assertClean(lab);
  });
});
