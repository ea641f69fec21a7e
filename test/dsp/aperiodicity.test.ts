// Aperiodicity: low for a clean voice, rising with added noise, 1 without a voice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aperiodicityBands, estimateAperiodicity } from '../../src/dsp/aperiodicity.ts';
import { frameCount } from '../../src/dsp/frames.ts';
import { harmonicVoice, whiteNoise } from './signals.ts';

/** Mean over the inner frames, by band. */
function meanAperiodicity(samples: Float32Array, sampleRate: number, hertz: number): number[] {
  const bands = aperiodicityBands(sampleRate);
  const f0 = new Float64Array(frameCount(samples.length, sampleRate)).fill(hertz);
  const all = estimateAperiodicity(samples, sampleRate, f0);
  assert.equal(all.length, f0.length * bands);
  assert.ok(all.every((ratio) => ratio > 0 && ratio <= 1));
  return Array.from({ length: bands }, (_, band) => {
    const values = all.filter((_, i) => i % bands === band).subarray(10, -10);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}

for (const [sampleRate, hertz] of [
  [16000, 80],
  [16000, 220],
  [24000, 120],
] as const) {
  test(`the share of noise in a voice of ${hertz} Hz at ${sampleRate} Hz is measured`, () => {
    const voice = harmonicVoice(
      1,
      sampleRate,
      () => hertz,
      (frequency) => (frequency < 1500 ? 0.3 : 1e-3),
    );
    const noise = whiteNoise(voice.length, 1);
    for (const ratio of [0.03, 0.1, 0.3, 0.6]) {
      // White noise of the power density that is `ratio`² of the sum.
      const deviation = Math.sqrt((1e-3 * ratio * ratio) / (1 - ratio * ratio));
      const [measured] = meanAperiodicity(
        voice.map((sample, n) => sample + deviation * noise[n]),
        sampleRate,
        hertz,
      );
      assert.ok(measured > 0.4 * ratio && measured < ratio, `${ratio}: ${measured}`);
    }
  });
}

test('unvoiced frames, noise taken for voiced, silence and tiny signals have aperiodicity 1', () => {
  const noise = whiteNoise(8000, 0.1);
  assert.ok(estimateAperiodicity(noise, 16000, new Float64Array(101)).every((ratio) => ratio === 1));
  const asVoiced = estimateAperiodicity(noise, 16000, new Float64Array(101).fill(150));
  assert.ok(asVoiced.filter((ratio) => ratio === 1).length > 80);
  for (const length of [0, 1, 200]) {
    const f0 = new Float64Array(frameCount(length, 16000)).fill(100);
    assert.ok(estimateAperiodicity(new Float32Array(length), 16000, f0).every((ratio) => ratio === 1));
  }
});
