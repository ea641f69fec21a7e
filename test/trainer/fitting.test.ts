// Transcripts that are not those of their recordings, with the built-in engine on real speech: the person is asked before
// a training costs anything.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import type { Sample } from '../../src/storage/storage.ts';
import { createBuiltinEngine } from '../../src/trainer/engines/builtin/engine.ts';
import type { EngineClip, VoiceEngine } from '../../src/trainer/engines/engine.ts';
import { TranscriptsShifted, prepareFitting } from '../../src/trainer/training/fitting.ts';
import { shiftedWords } from '../../src/transcript-shift.ts';
import { keepFeatures, lendFeatures } from '../support/shared.ts';
import { engineContext, promptClips, trainRequest } from './engines/builtin/fixtures.ts';

describe('transcripts', () => {
  let folder: string;
  let engine: VoiceEngine;
  let clips: EngineClip[];
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-fitting-'));
    engine = createBuiltinEngine({ ffmpeg: await locateFfmpeg(), compute: 'cpu' });
    clips = (await promptClips(folder, 8, 2, 4)).sort((a, b) => (a.id < b.id ? -1 : 1));
    await lendFeatures(engine, clips, path.join(folder, 'cache'));
  });
  after(async () => {
    await engine.close();
    await keepFeatures(path.join(folder, 'cache'));
    await rm(folder, { recursive: true });
  });

  const worded = (words: (index: number) => string): EngineClip[] =>
    clips.map((clip, index) => ({ ...clip, transcript: words(index) }));
  const text = (index: number): string => clips[(index + clips.length) % clips.length]?.transcript ?? '';
  const prepared = (given: readonly EngineClip[]): ReturnType<typeof prepareFitting> => {
    const samples = given.map(({ id, transcript }) => ({ id, transcript, originalName: `${id}.ogg` }) as Sample);
    const request = trainRequest({ stateDir: folder, trainClips: given.slice(0, 6), heldOutClips: given.slice(6) });
    const newClipIds = new Set(given.map(({ id }) => id));
    return prepareFitting(
      engine,
      { ...request, newClipIds },
      new Set(),
      { samples },
      engineContext(path.join(folder, 'cache')),
    );
  };

  test('that fit are used, those of test clips too', async () => {
    const { fitting } = await prepared(worded(text));
    assert.deepEqual([fitting.trainClips.length, fitting.heldOutClips.length], [6, 2]);
  });

  test('of which one is wrong: that clip is left out, and nothing of it is counted', async () => {
    const { fitting, prepared: report } = await prepared(worded((index) => text(index === 2 ? 5 : index)));
    assert.deepEqual(
      report.failed.map(({ clipId }) => clipId),
      [clips[2]?.id],
    );
    assert.equal(fitting.trainClips.length, 5);
    assert.equal(fitting.newClipIds.has(clips[2]?.id ?? ''), false);
  });

  for (const [by, step] of [
    ['after', 1],
    ['before', -1],
  ] as const) {
    test(`that stand with the clip ${by === 'after' ? 'before' : 'after'} their own are asked about`, async () => {
      // The words of each are those of its neighbour, so its own stand on the other side.
      const given = worded((index) => text(index - step));
      await assert.rejects(prepared(given), (error) => {
        assert.ok(error instanceof TranscriptsShifted);
        assert.match(error.message, /\d of 8 new clips don’t fit .*shifted by one line/);
        assert.equal(error.shift.by, by);
        const named = given.map(({ id, transcript }) => ({ id, transcript, originalName: `${id}.ogg` }));
        const mended = shiftedWords(named, error.shift.by);
        assert.deepEqual(
          clips.map(({ id }) => mended.get(id)),
          clips.map(({ transcript }) => transcript),
        );
        return true;
      });
    });
  }

  test('that are shifted among clips that say nearly the same are asked about, though few are far off', async () => {
    const alike = (await promptClips(folder, 8, 2, 12)).sort((a, b) => (a.id < b.id ? -1 : 1));
    await lendFeatures(engine, alike, path.join(folder, 'cache'));
    const given = alike.map((clip, index) => ({ ...clip, transcript: alike[(index + 7) % 8]?.transcript ?? '' }));
    const report = await engine.prepare(given, engineContext(path.join(folder, 'cache')));
    assert.ok(report.failed.length <= 4, `${report.failed.length} of 8 are misfits`);
    await assert.rejects(prepared(given), (error) => error instanceof TranscriptsShifted && error.shift.by === 'after');
    assert.equal((await prepared(alike)).fitting.trainClips.length, 6);
  });

  test('in no order at all: which ones is said', async () => {
    const order = [3, 6, 0, 5, 7, 2, 4, 1];
    await assert.rejects(prepared(worded((index) => text(order[index] ?? 0))), {
      code: 'transcripts-misfit',
      message: /\d of 8 new clips don’t fit what is said in them: .*\.ogg/,
      hint: /\/samples transcript/,
    });
  });
});
