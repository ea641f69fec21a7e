// How loud a voice is above 8 kHz is learnt of recordings that reach there, and of none where they are few.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import { topBands } from '../../../../src/dsp/top-band.ts';
import { learnTop, predictTop } from '../../../../src/trainer/engines/builtin/speaker/top.ts';
import type { TopFit } from '../../../../src/trainer/engines/builtin/speaker/top.ts';
import type { Pair } from '../../../../src/trainer/engines/builtin/speaker/corpus.ts';
import { cepstrumWidth } from '../../../../src/trainer/engines/builtin/source/features.ts';
import type { SourceFeatures } from '../../../../src/trainer/engines/builtin/source/features.ts';
import type { EngineClip } from '../../../../src/trainer/engines/engine.ts';
import { promptClips, wideBand } from './fixtures.ts';

/** A recording and a source at one level throughout, which lies so far `below` that above 8 kHz, nepers. */
function pairOf(clip: EngineClip, below: number | null): Pair {
  const frames = Math.floor(200 * clip.durationSeconds);
  const none = new Float32Array(frames);
  const speech = new Uint8Array(frames).fill(1, 200);
  const target = { frames, cepstrum: new Float32Array(frames * cepstrumWidth), f0: none, aperiodicity: none, speech };
  const source: SourceFeatures = {
    ...target,
    segments: Uint8Array.of(0),
    segment: new Int32Array(frames),
    position: none,
    duration: none,
    ...(below !== null && { top: new Float32Array(topBands * frames).fill(-below) }),
  };
  return { clip, source, target, manner: 0 };
}

const terms = { mean: Array<number>(cepstrumWidth).fill(0), deviation: Array<number>(cepstrumWidth).fill(1) };

test('how loud it is above 8 kHz is learnt of recordings that reach there, if they are half of all', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-top-'));
  t.after(() => rm(folder, { recursive: true }));
  const cacheDir = path.join(folder, 'cache');
  await mkdir(cacheDir);
  const tools = { ffmpeg: await locateFfmpeg(), cacheDir, signal: new AbortController().signal };
  const wide = await promptClips(folder, 4, 2, 3, { filter: wideBand });
  const narrow = await promptClips(folder, 5, 2, 3, { skip: 6 });
  const topOf = (clips: readonly EngineClip[], below: number | null = 3): Promise<TopFit[]> => {
    const pairs = clips.map((clip) => pairOf(clip, below));
    const alignments = pairs.map(({ source }) => {
      const inStep = Int32Array.from({ length: source.frames }, (_, frame) => frame);
      return { first: inStep, last: inStep };
    });
    return learnTop(tools, pairs, alignments, terms);
  };
  const top = await topOf(wide);
  assert.equal(top.length, topBands);
  const softer = await topOf(wide, 4);
  const [first] = wide;
  const gains = predictTop(pairOf(first, 3).source, top, terms);
  for (const [i, gain] of predictTop(pairOf(first, 4).source, softer, terms).entries()) {
    assert.ok(Math.abs(gain - gains[i] - 1) < 1e-5);
  }
  // Files that end below say nothing, and do not pull it down.
  assert.deepEqual(await topOf([...wide, ...narrow.slice(0, 2)]), top);
  assert.deepEqual(await topOf([...wide, ...narrow]), []);
  // Too little, and what the source said before anybody looked.
  assert.deepEqual(await topOf(wide.slice(0, 1)), []);
  assert.deepEqual(await topOf(wide, null), []);
});
