// Envelopes of synthetic voices with a known one, of noise, and of signals that are hardly any.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { envelopeFftSize, estimateEnvelope } from '../../src/dsp/envelope.ts';
import { frameCount, spectrumLevels } from '../../src/dsp/frames.ts';
import { formantPower, harmonicVoice, whiteNoise } from './signals.ts';

for (const [sampleRate, hertz] of [
  [16000, 65],
  [16000, 110],
  [16000, 220],
  [24000, 110],
  [24000, 300],
] as const) {
  test(`the envelope of a voice of ${hertz} Hz at ${sampleRate} Hz is found at every frame`, () => {
    const fftSize = envelopeFftSize(sampleRate);
    const bins = fftSize / 2 + 1;
    const voice = harmonicVoice(0.4, sampleRate, () => hertz);
    const f0 = new Float64Array(frameCount(voice.length, sampleRate)).fill(hertz);
    const envelope = estimateEnvelope(voice, sampleRate, f0);
    assert.equal(envelope.length, f0.length * bins);
    for (let frame = 15; frame < f0.length - 15; frame++) {
      let squares = 0;
      let count = 0;
      for (let k = Math.ceil((1.5 * hertz * fftSize) / sampleRate); k < (4000 / sampleRate) * fftSize; k++) {
        const decibels = 10 * Math.log10(envelope[frame * bins + k] / formantPower((k * sampleRate) / fftSize));
        squares += decibels * decibels;
        count++;
      }
      // Formants narrower than the distance of harmonics cannot be seen at high F0.
      const allowed = hertz > 250 ? 2.5 : 1.5;
      assert.ok(Math.sqrt(squares / count) < allowed, `frame ${frame}: ${Math.sqrt(squares / count)} dB`);
    }
  });
}

test('noise has a flat envelope of its own power', () => {
  const bins = envelopeFftSize(16000) / 2 + 1;
  const envelope = estimateEnvelope(whiteNoise(16000, 0.1), 16000, new Float64Array(201));
  const mean = new Float64Array(bins);
  for (let i = 0; i < envelope.length; i++) mean[i % bins] += envelope[i] / 201;
  for (let k = 5; k < bins - 5; k++) assert.ok(Math.abs(10 * Math.log10(mean[k] / 0.01)) < 2, `bin ${k}: ${mean[k]}`);
  const levels = spectrumLevels(envelope, bins).subarray(2, -2);
  assert.ok(Math.abs(levels.reduce((sum, level) => sum + level, 0) / levels.length + 20) < 0.5);
});

test('silence, a constant and tiny signals are finite and above 0', () => {
  for (const samples of [
    new Float32Array(2000),
    new Float32Array(2000).fill(0.7),
    whiteNoise(1, 0.1),
    whiteNoise(100, 0.1),
    new Float32Array(),
  ]) {
    for (const hertz of [0, 20, 60, 600]) {
      const f0 = new Float64Array(frameCount(samples.length, 16000)).fill(hertz);
      const envelope = estimateEnvelope(samples, 16000, f0);
      assert.ok(envelope.every((power) => power >= 1e-10 && Number.isFinite(Math.log(power))));
    }
  }
});

/** Power transfer of one resonance at 400 Hz. */
const resonance = (hertz: number) => 1e-6 + 1e-2 / (1 + ((hertz - 400) / 30) ** 2);

test('a resonance narrower than the distance of harmonics keeps the power of the voice', () => {
  for (const hertz of [133, 200, 270]) {
    const voice = harmonicVoice(0.4, 16000, () => hertz, resonance);
    const power = voice.reduce((sum, sample) => sum + sample * sample, 0) / voice.length;
    const f0 = new Float64Array(81).fill(hertz);
    const envelope = estimateEnvelope(voice, 16000, f0);
    let sum = 0;
    for (let h = 1; h * hertz < 8000; h++) {
      sum += (2 * hertz * envelope[40 * 513 + Math.round((h * hertz * 1024) / 16000)]) / 16000;
    }
    assert.ok(Math.abs(10 * Math.log10(sum / power)) < 0.3, `${hertz} Hz: ${10 * Math.log10(sum / power)} dB`);
  }
});
