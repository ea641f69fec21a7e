// A recording that is sent again with what is said in it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Ears } from '../../src/ears/ears.ts';
import { createRecordings } from '../../src/intake/recordings.ts';
import { ffmpegHere, promptWav, scratch } from '../audio/material.ts';
import { hears } from '../ears/listeners.ts';
import { someVoice, temporaryStorage } from '../storage/support.ts';

const heard = ['the quick brown fox jumps', 'over the lazy dog today', 'and then it sleeps well'];

/** A voice with a recording of several clips, and what is in it. */
async function startLong(t: TestContext, ears: Ears | null) {
  const folder = await scratch(t);
  const storage = await temporaryStorage(t, folder);
  const ffmpeg = await ffmpegHere();
  const voice = await someVoice(storage);
  const wav = await promptWav(24);
  const file = path.join(folder, 'long.wav');
  await writeFile(file, wav);
  const sha256 = createHash('sha256').update(wav).digest('hex');
  const recordings = createRecordings({ storage, ffmpeg, ears, speakers: null });
  const send = async (transcript: string | null) =>
    await recordings.add(voice.id, { path: file, sha256, fileName: 'long.wav', transcript }, { folder });
  const clips = async () => await storage.samples.list(voice.id);
  return { storage, send, clips };
}

test('each clip of a long recording takes the words that come later', async (t) => {
  const { storage, send, clips } = await startLong(t, hears(...heard));
  assert.equal((await send(null)).kind, 'added');
  const before = await clips();
  assert.deepEqual(
    before.map(({ transcript }) => transcript),
    heard,
  );
  const right = heard.map((words) => words.replace('lazy', 'crazy').replace('fox', 'ox'));
  assert.deepEqual(await send(right.join(' ')), {
    kind: 'duplicate',
    sampleIds: [],
    copyOf: null,
    words: [0, 1].map((clip) => ({ sampleId: before[clip].id, before: heard[clip], now: right[clip] })),
    transcriptUnused: false,
  });
  assert.deepEqual(
    (await clips()).map(({ transcript }) => transcript),
    right,
  );

  // One of them was removed: it comes back, and the others get their words all the same.
  await storage.samples.remove(before[2].id);
  const back = await send(heard.join(' '));
  assert.ok(back.kind === 'added' && back.sampleIds.length === 1);
  assert.deepEqual(
    back.words.map(({ sampleId, now }) => [sampleId, now]),
    [0, 1].map((clip) => [before[clip].id, heard[clip]]),
  );
});

test('words that can’t be spread over the clips are said to be unused', async (t) => {
  for (const ears of [null, hears(...heard)]) {
    const { send } = await startLong(t, ears);
    await send(null);
    const again = await send('nothing of this can be heard in there at all');
    assert.ok(again.kind === 'duplicate' && again.transcriptUnused && again.words.length === 0);
  }
});
