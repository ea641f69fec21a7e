import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Random } from '../../../../src/learning/random.ts';
import {
  findManners,
  mostManners,
  nearestManner,
  raisedOf,
} from '../../../../src/trainer/engines/builtin/network/manners.ts';
import type { Sound } from '../../../../src/trainer/engines/builtin/network/manners.ts';

const someone = { mean: Math.log(150), deviation: 0.2 };

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
    assert.equal(findManners([], recordings(300, 0, 3), someone).length, 1);
  });

  test('a new voice has the manner with the most speech first, whatever came first', () => {
    const manners = findManners([], [...telephone, ...usual], someone);
    assert.equal(manners.length, 2);
    assert.ok(usual.every((sound) => nearestManner(sound, manners) === 0));
    assert.ok(telephone.every((sound) => nearestManner(sound, manners) === 1));
    assert.deepEqual(findManners([], [...usual, ...telephone], someone), manners);
  });

  test('what a voice knows stays as it was when another manner comes', () => {
    const known = findManners([], usual, someone);
    assert.deepEqual(findManners(known, recordings(9, 0, 4), someone), known);
    const grown = findManners(known, [...recordings(9, 0, 4), ...telephone], someone);
    assert.deepEqual(grown.slice(0, -1), known);
    assert.ok(telephone.every((sound) => nearestManner(sound, grown) === 1));
    assert.ok(Math.abs((grown[1]?.cepstrum.mean[5] ?? 0) - (1 + 2 * 0.8)) < 0.2);
  });

  test('a few seconds of something else are no manner', () => {
    const known = findManners([], usual, someone);
    assert.deepEqual(findManners(known, telephone.slice(0, 3), someone), known);
  });

  test('another pitch alone makes one when it is far', () => {
    const known = findManners([], usual, someone);
    assert.equal(findManners(known, recordings(10, 0, 5, 220), someone).length, 1);
    const high = findManners(known, recordings(10, 0, 5, 300), someone);
    assert.equal(high.length, 2);
    assert.ok(Math.abs(raisedOf(high, 1) - Math.log(1.5)) < 0.05);
  });

  test('there is an end to them, and to those that nothing is heard of', () => {
    const many = [1, 2, 3, 4, 5, 6].flatMap((away) => recordings(10, away, 5 + away));
    assert.equal(findManners([], many, someone).length, mostManners);
    const silent: Sound = { speechFrames: 0, voicedFrames: 0, cepstrum: null, pitch: null };
    assert.equal(findManners([], [...usual, silent], someone).length, 1);
    assert.throws(() => findManners([], [silent], someone), RangeError);
  });
});
