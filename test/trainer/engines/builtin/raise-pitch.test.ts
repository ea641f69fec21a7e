// Pitch beyond what a source sings.
import assert from 'node:assert/strict';
import test from 'node:test';
import { estimateF0 } from '../../../../src/dsp/f0.ts';
import { resample } from '../../../../src/dsp/resample.ts';
import { median } from '../../../../src/statistics.ts';
import { analyse, sampleRate } from '../../../../src/trainer/engines/builtin/source/features.ts';
import { raisePitch } from '../../../../src/trainer/engines/builtin/source/raise-pitch.ts';

const rate = 24_000;

/** A second of a vowel: pulses through three resonances. */
function vowel(hertz: number): Float32Array {
  let samples = Float64Array.from({ length: rate }, (_, n) => (n % Math.round(rate / hertz) === 0 ? 1 : 0));
  for (const [centre, width] of [
    [700, 90],
    [1200, 110],
    [2600, 160],
  ]) {
    const radius = Math.exp((-Math.PI * width) / rate);
    const turn = 2 * radius * Math.cos((2 * Math.PI * centre) / rate);
    const filtered = new Float64Array(samples.length);
    for (let n = 0; n < samples.length; n++) {
      filtered[n] = samples[n] + turn * (filtered[n - 1] ?? 0) - radius ** 2 * (filtered[n - 2] ?? 0);
    }
    samples = filtered;
  }
  const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Float32Array.from(samples, (value) => (0.5 * value) / peak);
}

/** Mean mel-cepstrum but for the level, over the middle. */
function colour(samples: Float32Array): number[] {
  const { cepstrum, frames } = analyse(resample(samples, rate, sampleRate), false);
  const [from, to] = [Math.round(0.2 * frames), Math.round(0.8 * frames)];
  return Array.from({ length: 24 }, (_, k) => {
    let sum = 0;
    for (let frame = from; frame < to; frame++) sum += cepstrum[25 * frame + k + 1];
    return sum / (to - from);
  });
}

test('speech becomes so many times as high and as fast, and its resonances stay', () => {
  const [said, ratio] = [vowel(200), 1.5];
  const raised = raisePitch(said, ratio);
  assert.equal(raised.length, rate / ratio);
  const heard = median([...estimateF0(raised, rate).f0].filter((hertz) => hertz > 0))!;
  assert.ok(Math.abs(heard - 300) < 2, `${heard} Hz`);
  const usual = colour(said);
  const away = (samples: Float32Array): number => Math.hypot(...colour(samples).map((value, k) => value - usual[k]));
  const [faster, kept] = [away(resample(said, 3, 2)), away(raised)];
  assert.ok(kept < 0.3 * faster, `${kept} for ${faster}`);
});
