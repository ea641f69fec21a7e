// Recordings that sound otherwise than the rest: found, named, and told apart.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import { clipSampleRate } from '../../../../src/audio/clip.ts';
import { Random } from '../../../../src/learning/random.ts';
import {
  findManners,
  mostManners,
  nearestManner,
  raisedOf,
} from '../../../../src/trainer/engines/builtin/network/manners.ts';
import type { Sound } from '../../../../src/trainer/engines/builtin/network/manners.ts';
import { readSummary } from '../../../../src/trainer/engines/builtin/speaker/corpus.ts';
import { compileFlite, Flite } from '../../../../src/trainer/engines/builtin/source/flite.ts';
import { recordedPrompts } from '../../../support/speech.ts';

const run = promisify(execFile);

/** Recordings of four seconds whose means scatter as those of one person do, around one that is `away` deviations off. */
function recordings(count: number, away: number, seed: number, hertz = 200): Sound[] {
  const random = Random.seeded(seed);
  return Array.from({ length: count }, () => ({
    speechFrames: 600,
    voicedFrames: 300,
    cepstrum: {
      mean: Array.from({ length: 25 }, () => 1 + 2 * (away + 0.18 * random.normal())),
      deviation: Array.from({ length: 25 }, () => 2),
    },
    pitch: { mean: Math.log(hertz) + 0.05 * random.normal(), deviation: 0.2 },
  }));
}

const usual = recordings(30, 0, 1);
const telephone = recordings(10, 0.8, 2);

describe('the manners of a voice', () => {
  test('what sounds alike is one manner, however much it is', () => {
    assert.equal(findManners([], recordings(300, 0, 3)).length, 1);
  });

  test('a new voice has the manner with the most speech first, whatever came first', () => {
    const manners = findManners([], [...telephone, ...usual]);
    assert.equal(manners.length, 2);
    assert.ok(usual.every((sound) => nearestManner(sound, manners) === 0));
    assert.ok(telephone.every((sound) => nearestManner(sound, manners) === 1));
    assert.deepEqual(findManners([], [...usual, ...telephone]), manners);
  });

  test('what a voice knows stays as it was when another manner comes', () => {
    const known = findManners([], usual);
    assert.deepEqual(findManners(known, recordings(9, 0, 4)), known);
    const grown = findManners(known, [...recordings(9, 0, 4), ...telephone]);
    assert.deepEqual(grown.slice(0, -1), known);
    assert.ok(telephone.every((sound) => nearestManner(sound, grown) === 1));
    assert.ok(Math.abs((grown[1]?.cepstrum.mean[5] ?? 0) - (1 + 2 * 0.8)) < 0.2);
  });

  test('a few seconds of something else are no manner', () => {
    const known = findManners([], usual);
    assert.deepEqual(findManners(known, telephone.slice(0, 3)), known);
  });

  test('another pitch alone makes one when it is far', () => {
    const known = findManners([], usual);
    assert.equal(findManners(known, recordings(10, 0, 5, 220)).length, 1);
    const high = findManners(known, recordings(10, 0, 5, 300));
    assert.equal(high.length, 2);
    assert.ok(Math.abs(raisedOf(high, 1) - Math.log(1.5)) < 0.05);
  });

  test('there is an end to them, and to those that nothing is heard of', () => {
    const many = [1, 2, 3, 4, 5, 6].flatMap((away) => recordings(10, away, 5 + away));
    assert.equal(findManners([], many).length, mostManners);
    const silent: Sound = { speechFrames: 0, voicedFrames: 0, cepstrum: null, pitch: null };
    assert.equal(findManners([], [...usual, silent]).length, 1);
    assert.throws(() => findManners([], [silent]), RangeError);
  });

  test('an encoder’s edge is none, a telephone’s is', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'timbre-manners-'));
    try {
      const ffmpeg = await locateFfmpeg();
      const signal = new AbortController().signal;
      const flite = new Flite(await compileFlite(), folder);
      const [prompt] = recordedPrompts(4, 5);
      const soundOf = async (name: string, encoder: readonly string[]): Promise<Sound> => {
        const [upload, kept] = [path.join(folder, name), path.join(folder, `${name}.flac`)];
        const quietly = ['-nostdin', '-v', 'error'];
        await run(ffmpeg.ffmpeg, [...quietly, '-f', 'g722', '-i', prompt.path, ...encoder, upload]);
        await run(ffmpeg.ffmpeg, [...quietly, '-i', upload, '-ar', `${clipSampleRate}`, kept]);
        const clip = { id: name, sha256: name, path: kept, durationSeconds: 4.5, transcript: null, language: 'en' };
        return readSummary({ ffmpeg, flite, cacheDir: folder, signal, provider: 'cpu' }, clip);
      };
      const wave = await soundOf('usual.wav', []);
      const encoded = await soundOf('encoded.mp3', ['-b:a', '128k']);
      const called = await soundOf('called.wav', ['-af', 'highpass=f=300,highpass=f=300', '-ar', '8000']);
      // Ten seconds and more of each.
      assert.equal(findManners([], [wave, wave, wave, encoded, encoded, encoded]).length, 1);
      assert.equal(findManners([], [wave, wave, wave, called, called, called]).length, 2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
