// The recording of somebody who agrees: what is taken for it and what is not, what is kept of it, and who may be recorded after it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import type { Ears } from '../../src/ears/ears.ts';
import { UserError } from '../../src/errors.ts';
import { createConsentTaking } from '../../src/intake/consent.ts';
import { createRecordings } from '../../src/intake/recordings.ts';
import type { Speakers } from '../../src/speakers/speakers.ts';
import { ffmpegHere, make, promptInput, scratch } from '../audio/material.ts';
import { hears } from '../ears/listeners.ts';
import { byPitch } from '../speakers/by-pitch.ts';
import { sharedFolder } from '../support/shared.ts';
import { someVoice, temporaryStorage } from '../storage/support.ts';

const asked = {
  consentVersion: 3,
  language: 'en',
  sentence:
    'I, Zoë Smith, agree that this bot learns my voice from my recordings. Today is March 3, 2030. My words are river, candle and bridge.',
  words: ['river', 'candle', 'bridge'],
};
/** As a model hears it. */
const said =
  'I’m so ease Smith agree that this bot learns my voice from my recordings. Today is March 3rd 2030. My words are River Candle and Bridge.';

const recordingOf = async (at: string) => {
  const sha256 = createHash('sha256')
    .update(await readFile(at))
    .digest('hex');
  return { path: at, fileName: path.basename(at), sha256, transcript: null };
};

async function startTaking(t: TestContext) {
  const folder = await scratch(t);
  const storage = await temporaryStorage(t, folder);
  const ffmpeg = await ffmpegHere();
  const voice = await someVoice(storage);
  const { ownerId } = voice;
  await storage.consents.ask(ownerId, asked);
  const file = async (name: string, seconds: number, ...filter: string[]): Promise<string> => {
    const target = path.join(folder, name);
    const made = await sharedFolder(['consent', name, seconds, filter], (into) =>
      make(...promptInput(seconds), ...filter, '-t', String(seconds), path.join(into, name)),
    );
    await copyFile(path.join(made, name), target);
    return target;
  };
  const take = async (at: string, ears: Ears | null, speakers: Speakers | null = null) => {
    const taking = createConsentTaking({ storage, ffmpeg, ears, speakers });
    const { signal } = new AbortController();
    return await taking(ownerId, await recordingOf(at), { folder, signal, turn: (work) => work() });
  };
  return { folder, storage, ffmpeg, voice, ownerId, file, take };
}

const refusal = (code: string) => (error: unknown) => error instanceof UserError && error.texts?.key === code;

test('a consent is taken for one when the sentence is heard in it, with the words of this very one', async (t) => {
  const { storage, ownerId, file, take } = await startTaking(t);
  const recording = await file('consent.ogg', 9);
  for (const other of [
    'Something else entirely, and for quite as long as that.',
    said.replace('Candle', 'Window'),
    '',
  ]) {
    await assert.rejects(take(recording, hears(other)), refusal('consent-other-words'));
  }
  await assert.rejects(take(await file('short.ogg', 2), hears(said)), refusal('consent-other-length'));
  await assert.rejects(take(await file('long.ogg', 36), hears(said)), refusal('consent-other-length'));
  assert.equal(await storage.consents.isSpoken(ownerId, 3), false);

  assert.deepEqual(await take(recording, hears(said)), { kind: 'consent', sampleIds: [], check: 'heard' });
  assert.equal(await storage.consents.isSpoken(ownerId, 3), true);
  assert.equal(await storage.consents.isSpoken(ownerId, 4), false, 'another text is asked for anew');
  const { sha256 } = await recordingOf(recording);
  const kept = await storage.consents.latest(ownerId);
  assert.deepEqual([kept?.recording, kept?.fileName, kept?.check], [sha256, 'consent.ogg', 'heard']);
  // A worker that was interrupted comes again; whoever sends something else is told that nothing is waited for.
  assert.deepEqual(await take(recording, null), { kind: 'consent', sampleIds: [], check: 'heard' });
  await assert.rejects(take(await file('later.ogg', 8), null), refusal('consent-not-awaited'));

  // A new text leaves the proof of the old one.
  await storage.consents.ask(ownerId, { ...asked, consentVersion: 4 });
  await storage.sweepBlobs(-1000);
  assert.ok(await storage.blobs.has(sha256));
  assert.equal((await storage.consents.latest(ownerId))?.recording, sha256);
  assert.equal((await storage.consents.awaited(ownerId))?.consentVersion, 4);
  assert.equal((await storage.users.holdings(ownerId))?.spokenConsents, 1);
  await storage.forget(ownerId);
  await storage.sweepBlobs(-1000);
  assert.equal(await storage.blobs.has(sha256), false);
  assert.deepEqual(await storage.consents.list(ownerId), []);
});

test('where nobody hears the language only the length is checked, and that is what is written down', async (t) => {
  const { storage, ownerId, file, take } = await startTaking(t);
  await storage.consents.ask(ownerId, { ...asked, language: 'pt-BR' });
  const recording = await file('consent.ogg', 9);
  assert.deepEqual(await take(recording, hears(said)), { kind: 'consent', sampleIds: [], check: 'length' });
});

test('a sentence of yesterday counts no more', async (t) => {
  const { folder, storage, ownerId, file, take } = await startTaking(t);
  const db = new DatabaseSync(path.join(folder, 'timbre.sqlite'));
  db.exec('update spoken_consents set asked_at = asked_at - 86400001');
  db.close();
  assert.equal(await storage.consents.awaited(ownerId), null);
  await assert.rejects(take(await file('consent.ogg', 9), hears(said)), refusal('consent-not-awaited'));
});

test('who agrees is who was recorded, and who is recorded is who agreed', async (t) => {
  const { folder, storage, ffmpeg, voice, file, take } = await startTaking(t);
  const speakers = byPitch(ffmpeg);
  const recordings = createRecordings({ storage, ffmpeg, ears: null, speakers });
  const add = async (at: string) => {
    await recordings.add(voice.id, await recordingOf(at), { folder });
    return (await storage.samples.list(voice.id)).map(({ heldBack }) => heldBack);
  };
  const low = ['-af', 'asetrate=8800,aresample=16000'];
  assert.deepEqual(await add(await file('one.wav', 3)), [null]);
  const stranger = await file('stranger.ogg', 9, ...low);
  await assert.rejects(take(stranger, hears(said), speakers), refusal('consent-somebody-else'));
  assert.equal((await take(await file('consent.ogg', 9), hears(said), speakers))?.kind, 'consent');
  assert.deepEqual(await add(await file('two.wav', 5, ...low)), [null, 'other-speaker']);
});
