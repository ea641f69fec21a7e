// Who speaks in an upload: each clip keeps its embedding, and those of before the model was there get theirs.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { createRecordings } from '../../src/intake/recordings.ts';
import { embedSamples } from '../../src/speakers/describe.ts';
import { vectorOf } from '../../src/speakers/embedding.ts';
import { createSpeakers } from '../../src/speakers/speakers.ts';
import { ffmpegHere, promptWav, scratch } from '../audio/material.ts';
import { someVoice, temporaryStorage } from '../storage/support.ts';
import { smallShape, writeSmallEncoder } from './small-encoder.ts';

test('clips keep who speaks in them, also those of before the model was there', async (t) => {
  const folder = await scratch(t);
  const storage = await temporaryStorage(t);
  const ffmpeg = await ffmpegHere();
  await writeSmallEncoder(folder);
  const speakers = createSpeakers(folder, ffmpeg);
  t.after(() => speakers.close());
  const voice = await someVoice(storage);
  const add = async (index: number, who: typeof speakers | null) => {
    const recordings = createRecordings({ storage, ffmpeg, ears: null, speakers: who });
    const file = path.join(folder, `${index}.wav`);
    await writeFile(file, await promptWav(4, index));
    const recording = { path: file, sha256: String(index).repeat(64), fileName: `${index}.wav`, transcript: null };
    const { sampleIds } = await recordings.add(voice.id, recording, { folder });
    return sampleIds[0] ?? '';
  };
  const embeddingOf = async (id: string) => (await storage.samples.get(id))?.descriptor?.embedding ?? null;
  const before = await add(1, null);
  assert.equal(await embeddingOf(before), null, 'without a model nothing changes');
  const [descriptor] = (await storage.samples.list(voice.id)).map((sample) => sample.descriptor);
  const after = await add(2, speakers);
  const [first, second] = [await embeddingOf(before), await embeddingOf(after)];
  assert.ok(first && second);
  assert.equal(first.model, second.model);
  assert.notEqual(first.vector, second.vector);
  assert.equal(vectorOf(first, first.model)?.length, smallShape.size);
  assert.deepEqual((await storage.samples.get(before))?.descriptor, { ...descriptor, embedding: first });
  // What is there is not made again, and what is lost on disk stands in nobody's way.
  const silent = { ...speakers, embed: () => Promise.reject(new Error('nobody asked')) };
  const samples = await storage.samples.list(voice.id);
  assert.deepEqual(await embedSamples(storage, silent, samples, { folder }), samples);
  const lost = samples.map((sample) => ({
    ...sample,
    sha256: 'f'.repeat(64),
    descriptor: sample.descriptor && { ...sample.descriptor, embedding: null },
  }));
  assert.deepEqual(await embedSamples(storage, silent, lost, { folder }), lost);
});
