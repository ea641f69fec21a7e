// Synthesis: F0, level and envelope of the parameters come back; the same bits for the same input; no steps, no NaN.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aperiodicityBands, estimateAperiodicity } from '../../src/dsp/aperiodicity.ts';
import { envelopeFftSize, estimateEnvelope } from '../../src/dsp/envelope.ts';
import { estimateF0 } from '../../src/dsp/f0.ts';
import { frameCount, frameLevels } from '../../src/dsp/frames.ts';
import { type SpeechParameters, synthesize } from '../../src/dsp/synthesis.ts';
import { formantPower, harmonicVoice, whiteNoise } from './signals.ts';

function parametersOf(
  sampleRate: number,
  frames: number,
  f0: (frame: number) => number,
  aperiodicity: number,
): SpeechParameters {
  const fftSize = envelopeFftSize(sampleRate);
  const bins = fftSize / 2 + 1;
  return {
    f0: Float64Array.from({ length: frames }, (_, frame) => f0(frame)),
    envelope: Float64Array.from({ length: frames * bins }, (_, i) => formantPower(((i % bins) * sampleRate) / fftSize)),
    aperiodicity: new Float32Array(frames * aperiodicityBands(sampleRate)).fill(aperiodicity),
  };
}

function meanSquare(samples: Float32Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
}

const glide = (frame: number) => 90 * 2 ** (frame / 200);
const constantly = (hertz: number) => () => hertz;

for (const sampleRate of [16000, 24000]) {
  test(`a glide at ${sampleRate} Hz is sung as written`, () => {
    const samples = synthesize(parametersOf(sampleRate, 201, glide, 0.1), sampleRate);
    assert.equal(frameCount(samples.length, sampleRate), 201);
    const { f0 } = estimateF0(samples, sampleRate);
    for (let frame = 10; frame < 190; frame++) {
      assert.ok(Math.abs(1200 * Math.log2(f0[frame] / glide(frame))) < 10, `frame ${frame}: ${f0[frame]}`);
    }
  });

  for (const [name, hertz, aperiodicity] of [
    ['a low voice', 60, 0.05],
    ['a voice', 140, 0.3],
    ['a high voice', 600, 0.05],
    ['noise', 0, 1],
  ] as const) {
    test(`${name} at ${sampleRate} Hz has the power of its envelope`, () => {
      const parameters = parametersOf(sampleRate, 401, constantly(hertz), aperiodicity);
      const measured = meanSquare(synthesize(parameters, sampleRate).subarray(sampleRate / 10, -sampleRate / 10));
      const bins = parameters.envelope.length / 401;
      let expected = 0;
      if (hertz === 0) for (let k = 0; k < bins; k++) expected += parameters.envelope[k] / bins;
      else
        for (let h = 1; h * hertz < sampleRate / 2; h++) expected += (2 * hertz * formantPower(h * hertz)) / sampleRate;
      const decibels = 10 * Math.log10(measured / expected);
      assert.ok(Math.abs(decibels) < 0.5, `${decibels} dB`);
    });
  }
}

test('a voice comes back from its analysis', () => {
  const original = harmonicVoice(1, 16000, (seconds) => 120 + 40 * seconds);
  const { f0 } = estimateF0(original, 16000);
  const envelope = estimateEnvelope(original, 16000, f0);
  const aperiodicity = estimateAperiodicity(original, 16000, f0);
  const copy = synthesize({ f0, envelope, aperiodicity }, 16000);
  assert.ok(Math.abs(10 * Math.log10(meanSquare(copy) / meanSquare(original))) < 0.5);
  const again = estimateEnvelope(copy, 16000, f0);
  let squares = 0;
  let count = 0;
  for (let frame = 20; frame < 180; frame++) {
    for (let k = 10; k < 256; k++) {
      squares += (10 * Math.log10(again[frame * 513 + k] / envelope[frame * 513 + k])) ** 2;
      count++;
    }
  }
  assert.ok(Math.sqrt(squares / count) < 1, `${Math.sqrt(squares / count)} dB`);
});

test('the same parameters and seed give the same bits, another seed other noise', () => {
  const parameters = parametersOf(16000, 100, (frame) => (frame < 50 ? 120 : 0), 0.5);
  const first = synthesize(parameters, 16000, 7);
  assert.deepEqual(synthesize(parameters, 16000, 7), first);
  assert.notDeepEqual(synthesize(parameters, 16000, 8), first);
});

test('voicing that comes and goes leaves no steps: nothing below 40 Hz', () => {
  const samples = synthesize(
    parametersOf(16000, 400, (frame) => (frame % 40 < 20 ? 200 : 0), 0.1),
    16000,
  );
  // Sums over 25 ms hold what is far below 40 Hz; whole periods of 200 Hz cancel.
  let rumble = 0;
  for (let start = 0; start + 400 <= samples.length; start += 400) {
    const mean = samples.subarray(start, start + 400).reduce((sum, sample) => sum + sample, 0) / 400;
    rumble += (mean * mean) / Math.floor(samples.length / 400);
  }
  assert.ok(10 * Math.log10(rumble / meanSquare(samples)) < -25, `${10 * Math.log10(rumble / meanSquare(samples))} dB`);
});

test('silence stays silent; no frames, one frame and extreme values give finite samples', () => {
  const quiet = parametersOf(16000, 100, (frame) => (frame % 2 === 0 ? 0 : 100), 0.5);
  quiet.envelope.fill(1e-10);
  assert.ok(frameLevels(synthesize(quiet, 16000), 16000).every((level) => level < -90));
  assert.equal(synthesize(parametersOf(16000, 0, glide, 1), 16000).length, 0);
  assert.equal(synthesize(parametersOf(16000, 1, glide, 1), 16000).length, 1);
  const hertz = whiteNoise(200, 1).map((value) => (value < 0 ? 0 : 20 + 700 * value));
  const wild = parametersOf(16000, 200, (frame) => hertz[frame], 0);
  assert.ok(synthesize(wild, 16000).every((sample) => Number.isFinite(sample)));
});

test('parameters of another rate are refused', () => {
  assert.throws(() => synthesize(parametersOf(16000, 10, glide, 1), 24000), RangeError);
});
