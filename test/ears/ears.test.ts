// Recordings and what is heard in them: who listens, what is learnt from, what waits, and that a clip is heard once.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import pino from 'pino';
import { createEars, openEars } from '../../src/ears/ears.ts';
import { createRecordings } from '../../src/intake/recordings.ts';
import { ffmpegHere, promptWav, scratch } from '../audio/material.ts';
import { temporaryStorage, someVoice } from '../storage/support.ts';
import { type HearingEars, hears } from './listeners.ts';
import { writeSmallWhisper } from './small-whisper.ts';
import { inEnglish } from '../support/told.ts';

async function laboratory(t: TestContext, ears: HearingEars) {
  const folder = await scratch(t);
  const storage = await temporaryStorage(t);
  const recordings = createRecordings({ storage, ffmpeg: await ffmpegHere(), ears, speakers: null });
  const voice = await someVoice(storage);
  const remarks: string[] = [];
  return {
    storage,
    voice,
    /** What was remarked of all. */
    remarks,
    /** Add the prompt of this number, as a file of its own kind. */
    add: async (index: number, transcript: string | null, voiceId = voice.id) => {
      const fileName = `${index}.wav`;
      const file = path.join(folder, fileName);
      await writeFile(file, await promptWav(4, index));
      const recording = { path: file, sha256: String(index).repeat(64), fileName, transcript };
      const outcome = await recordings.add(voiceId, recording, { folder });
      if ('remarks' in outcome) remarks.push(...outcome.remarks.map((remark) => inEnglish(remark)));
      return await storage.samples.get(outcome.sampleIds[0] ?? '');
    },
  };
}

test('sure words are learnt from, unsure ones and doubted transcripts wait for their owner', async (t) => {
  const ears = hears('What I said.', { text: 'What eyes head.', meanLogProbability: -0.6 }, 'Enter it again.');
  const { add, storage } = await laboratory(t, ears);
  const sure = await add(1, null);
  assert.equal(sure?.transcript, 'What I said.');
  assert.deepEqual(sure.heard, { text: 'What I said.', isSure: true, owner: null });
  const unsure = await add(2, null);
  assert.deepEqual([unsure?.transcript, unsure?.heard?.text], [null, 'What eyes head.']);
  const more = await add(3, 'Enter it again. Then wait for the tone.');
  assert.deepEqual([more?.heldBack, more?.heard?.owner], ['doubt-more', 'given']);

  assert.equal(await storage.samples.settle(more?.id ?? '', 'something else', 'Enter it again.', 'corrected'), false);
  assert.equal(
    await storage.samples.settle(more?.id ?? '', more?.transcript ?? '', 'Enter it again.', 'corrected'),
    true,
  );
  const settled = await storage.samples.get(more?.id ?? '');
  assert.deepEqual(
    [settled?.transcript, settled?.heldBack, settled?.heard?.owner],
    ['Enter it again.', null, 'corrected'],
  );
});

test('a clip is heard once, whoever sends it, until nobody has it', async (t) => {
  const ears = hears('What I said.');
  const { add, storage, voice, remarks } = await laboratory(t, ears);
  const other = await someVoice(storage, 'ben');
  const [one, two] = [await add(1, null), await add(1, null, other.id)];
  assert.deepEqual([one?.heard, ears.listened], [two?.heard, 1]);
  const clip = one?.sha256 ?? '';
  await storage.forget(voice.ownerId);
  assert.notEqual(await storage.hearings.get(clip, 'test'), null, 'Ben has it still');
  assert.equal(await storage.hearings.sweep(-1), 0);
  await storage.samples.remove(two?.id ?? '');
  assert.equal(await storage.hearings.get(clip, 'test'), null);

  await storage.voices.setLanguage(other.id, 'ja');
  assert.deepEqual([(await add(1, null, other.id))?.heard, ears.listened], [null, 1]);
  assert.deepEqual(remarks, ['Nobody here understands Japanese, so only your transcript tells what you say.']);
  await storage.hearings.put('f'.repeat(64), other.id, 'test', {
    text: 'lost',
    meanLogProbability: 0,
    compressionRatio: 1,
  });
  assert.equal(await storage.hearings.sweep(60_000), 0, 'it may be on its way into a voice');
  assert.equal(await storage.hearings.sweep(-1), 1);
});

test('a fetched model listens in a thread of its own; without one nobody does', async (t) => {
  const folder = await scratch(t);
  const ffmpeg = await ffmpegHere();
  assert.equal(await openEars(path.join(folder, 'none'), ffmpeg, pino({ level: 'silent' })), null);
  const model = path.join(folder, 'model');
  await writeSmallWhisper(model);
  const clip = path.join(folder, 'clip.wav');
  await writeFile(clip, await promptWav(4));
  const ears = createEars([{ folder: model, name: 'small', languages: ['en'] }], ffmpeg, pino({ level: 'silent' }));
  assert.equal(ears.modelFor('en-GB'), 'small');
  assert.equal(ears.modelFor('fr'), null);
  const [first, second] = await Promise.all([ears.hear(clip, 'en'), ears.hear(clip, 'en')]);
  assert.deepEqual(first, second);
  await ears.close();
});
