// Warping paths against an exhaustive search and known warpings; distortion against its formula.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alignFrames, melCepstralDistortion } from '../../src/dsp/dtw.ts';
import { randomNumbers, whiteNoise } from './signals.ts';

function pathCost(a: Float32Array, b: Float32Array, path: { a: Int32Array; b: Int32Array }): number {
  return path.a.reduce((sum, frame, i) => sum + Math.abs(a[frame] - b[path.b[i]]), 0);
}

function cheapest(a: Float32Array, b: Float32Array, i: number, j: number): number {
  const here = Math.abs(a[i] - b[j]);
  if (i === 0 && j === 0) return here;
  return (
    here +
    Math.min(
      i > 0 ? cheapest(a, b, i - 1, j) : Infinity,
      j > 0 ? cheapest(a, b, i, j - 1) : Infinity,
      i > 0 && j > 0 ? cheapest(a, b, i - 1, j - 1) : Infinity,
    )
  );
}

test('the path is the cheapest of all', () => {
  const random = randomNumbers(5);
  for (let trial = 0; trial < 30; trial++) {
    const a = whiteNoise(1 + Math.floor(random() * 7), 1, trial);
    const b = whiteNoise(1 + Math.floor(random() * 7), 1, trial + 100);
    const found = pathCost(a, b, alignFrames(a, b, 1, 0));
    assert.ok(Math.abs(found - cheapest(a, b, a.length - 1, b.length - 1)) < 1e-6);
  }
});

test('a path steps by at most one frame and joins both ends, for any lengths and bands', () => {
  for (const [rows, columns, band] of [
    [1, 1, 1],
    [1, 50, 1],
    [50, 1, 1],
    [2, 300, 1],
    [300, 2, 1],
    [120, 100, 3],
    [333, 1000, 0],
  ] as const) {
    const path = alignFrames(whiteNoise(rows, 1, 3), whiteNoise(columns, 1, 4), 1, 0, band);
    assert.deepEqual([path.a[0], path.b[0], path.a.at(-1), path.b.at(-1)], [0, 0, rows - 1, columns - 1]);
    for (let i = 1; i < path.a.length; i++) {
      const stepA = path.a[i] - path.a[i - 1];
      const stepB = path.b[i] - path.b[i - 1];
      assert.ok(stepA >= 0 && stepA <= 1 && stepB >= 0 && stepB <= 1 && stepA + stepB > 0);
    }
  }
});

test('a known warping is found', () => {
  const width = 4;
  const frames = 200;
  const original = whiteNoise(frames * width, 1);
  const source = Int32Array.from({ length: 260 }, (_, i) => Math.round(199 * (i / 259) ** 1.2));
  const warped = new Float32Array(source.length * width);
  source.forEach((frame, i) => warped.set(original.subarray(frame * width, (frame + 1) * width), i * width));
  const path = alignFrames(warped, original, width, 0);
  path.a.forEach((frame, i) => assert.equal(path.b[i], source[frame]));
});

test('distortion of a known difference is that of the formula, c0 and silence left out', () => {
  const width = 25;
  const frames = 40;
  const a = new Float32Array(frames * width);
  for (let i = 0; i < frames; i++) a.fill(i, i * width + 1, i * width + 3);
  const b = a.slice();
  for (let i = 0; i < frames; i++) {
    b[i * width] += 100;
    b[i * width + 5] += 0.3;
    b[i * width + 6] -= 0.4;
  }
  const speech = new Uint8Array(frames).fill(1);
  const { distortionDb, pairs } = melCepstralDistortion(a, b, width, speech, speech);
  assert.equal(pairs, frames);
  assert.ok(Math.abs(distortionDb - (10 / Math.LN10) * Math.SQRT2 * 0.5) < 1e-5);
  const halfSilent = speech.slice().fill(0, 20);
  b.fill(50, 25 * width);
  const spoken = melCepstralDistortion(a, b, width, halfSilent, halfSilent);
  assert.equal(spoken.pairs, 20);
  assert.ok(Math.abs(spoken.distortionDb - distortionDb) < 1e-5);
  assert.ok(Number.isNaN(melCepstralDistortion(a, new Float32Array(), width, speech, speech).distortionDb));
});

test('empty sequences are refused', () => {
  assert.throws(() => alignFrames(new Float32Array(), new Float32Array(25), 25, 1), RangeError);
});
