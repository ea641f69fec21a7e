// A filter of gains over time and frequency: nothing where they are 0, their spectrum where they stay, nothing before its cause.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterFftSize, filterSpectrum } from '../../src/dsp/spectral-filter.ts';
import { resample } from '../../src/dsp/resample.ts';
import { whiteNoise } from './signals.ts';

const rate = 24_000;
const bins = filterFftSize(rate) / 2 + 1;
const gains = (frames: number, of: (frame: number, hertz: number) => number): Float64Array =>
  Float64Array.from({ length: frames * bins }, (_, i) =>
    of(Math.floor(i / bins), ((i % bins) * rate) / 2 / (bins - 1)),
  );
const tone = (hertz: number, length: number, at = rate): Float32Array =>
  Float32Array.from({ length }, (_, i) => 0.3 * Math.sin((2 * Math.PI * hertz * i) / at));
const rms = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

test('gains of 0 give the signal back, to its first and last sample', () => {
  const samples = whiteNoise(7001, 0.1);
  const same = filterSpectrum(
    samples,
    rate,
    gains(60, () => 0),
  );
  assert.equal(same.length, samples.length);
  assert.ok(same.every((value, i) => Math.abs(value - samples[i]) < 1e-6));
});

const shelf = (_: number, hertz: number): number => 1.2 * Math.tanh((hertz - 3000) / 1500);

test('gains that stay are those of each tone, and those of the last frame go on', () => {
  for (const hertz of [300, 1000, 3000, 6000, 9000]) {
    const made = filterSpectrum(tone(hertz, 12_000), rate, gains(20, shelf)).subarray(3000, 9000);
    const gain = Math.log(rms(made) / rms(tone(hertz, 12_000).subarray(3000, 9000)));
    assert.ok(Math.abs(gain - shelf(0, hertz)) < 0.02, `${hertz} Hz: ${gain}`);
  }
});

test('a gain holds where its frame is', () => {
  const samples = tone(1000, 12_000);
  const louder = filterSpectrum(
    samples,
    rate,
    gains(101, (frame) => (frame < 50 ? 0 : 1)),
  );
  assert.ok(Math.abs(rms(louder.subarray(0, 5600)) / rms(samples.subarray(0, 5600)) - 1) < 1e-3);
  assert.ok(Math.abs(rms(louder.subarray(6400)) / rms(samples.subarray(6400)) - Math.E) < 1e-2);
});

test('nothing is heard before an onset, however sharp the gains', () => {
  const samples = new Float32Array(6000);
  samples.set(whiteNoise(3000, 0.1), 3000);
  const peaks = gains(51, (_, hertz) => 3 * Math.cos(hertz / 90));
  const made = filterSpectrum(samples, rate, peaks);
  assert.ok(rms(made.subarray(0, 3000)) < 1e-4 * rms(made.subarray(3000)), `${rms(made.subarray(0, 3000))}`);
});

test('wrong rates and no gains are refused', () => {
  assert.throws(() => filterSpectrum(tone(100, 100), 22_050, new Float64Array(9999)), RangeError);
  assert.throws(() => filterSpectrum(tone(100, 100), rate, new Float64Array(0)), RangeError);
});

test('a signal at another rate is the same signal, without what the rate cannot hold', () => {
  const made = resample(tone(1000, 2400), 24_000, 16_000);
  assert.equal(made.length, 1600);
  const wanted = tone(1000, 1600, 16_000);
  assert.ok(made.subarray(50, 1550).every((value, i) => Math.abs(value - wanted[i + 50]) < 1e-3));
  assert.ok(rms(resample(tone(9500, 2400), 24_000, 16_000).subarray(50, 1550)) < 1e-3);
  const back = resample(tone(1000, 1600, 16_000), 16_000, 24_000);
  const up = tone(1000, 2400);
  assert.ok(back.subarray(75, 2300).every((value, i) => Math.abs(value - up[i + 75]) < 1e-3));
});
