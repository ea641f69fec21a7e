// Recordings that nobody typed a transcript of: who listens, what is learnt from, and what is only shown.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import pino from 'pino';
import { type Ears, type HeardWords, createEars, openEars } from '../../src/ears/ears.ts';
import { createRecordings } from '../../src/intake/recordings.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { ffmpegHere, make, promptInput, scratch } from '../audio/material.ts';
import { someVoice } from '../storage/support.ts';
import { writeSmallWhisper } from './small-whisper.ts';

/** Ears that hear what a test lets them, and count what they listened to. */
const hears = (...words: readonly (HeardWords | null)[]): Ears & { listened: number } => ({
  listened: 0,
  understands: (language) => language === 'en',
  async hear() {
    return words[this.listened++] ?? null;
  },
  close: async () => {},
});

test('sure words are learnt from, unsure ones are only shown, and typed ones are not listened for', async (t) => {
  const folder = await scratch(t);
  const ffmpeg = await ffmpegHere();
  const storage = await openStorage({ dataDir: path.join(folder, 'data') });
  t.after(() => storage.close());
  const voice = await someVoice(storage);
  const ears = hears({ text: 'What I said.', isSure: true }, { text: 'What eyes head.', isSure: false }, null);
  const recordings = createRecordings({ storage, ffmpeg, ears });
  const add = async (index: number, transcript: string | null) => {
    const fileName = `${index}.wav`;
    const file = path.join(folder, fileName);
    await make(...promptInput(4, index), file);
    const recording = { path: file, sha256: String(index).repeat(64), fileName, transcript };
    const { sampleIds } = await recordings.add(voice.id, recording, { folder });
    return await storage.samples.get(sampleIds[0] ?? '');
  };
  const sure = await add(1, null);
  assert.deepEqual([sure?.transcript, sure?.heard], ['What I said.', { text: 'What I said.', isSure: true }]);
  const unsure = await add(2, null);
  assert.deepEqual([unsure?.transcript, unsure?.heard?.text], [null, 'What eyes head.']);
  const nothing = await add(3, null);
  assert.deepEqual([nothing?.transcript, nothing?.heard], [null, null]);
  const typed = await add(4, 'As typed.');
  assert.deepEqual([typed?.transcript, typed?.heard, ears.listened], ['As typed.', null, 3]);
});

test('a fetched model listens in a thread of its own; without one nobody does', async (t) => {
  const folder = await scratch(t);
  const ffmpeg = await ffmpegHere();
  assert.equal(await openEars(path.join(folder, 'none'), ffmpeg, pino({ level: 'silent' })), null);
  const model = path.join(folder, 'model');
  await writeSmallWhisper(model);
  const clip = path.join(folder, 'clip.flac');
  await make(...promptInput(4), clip);
  const ears = createEars(model, ffmpeg);
  assert.deepEqual([ears.understands('en'), ears.understands('en-GB'), ears.understands('fr')], [true, true, false]);
  const [first, second] = await Promise.all([ears.hear(clip), ears.hear(clip)]);
  assert.deepEqual(first, second);
  await assert.rejects(ears.hear(clip, AbortSignal.abort(new Error('no more'))), /no more/);
  await ears.close();
});
