// Mel-cepstra: the two matrices are inverses, plain cepstra are the case without warping, speech-like spectra survive.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { melAlpha, melCepstrumBasis, melCepstrumToPower, powerToMelCepstrum } from '../../src/dsp/mel-cepstrum.ts';
import { formantPower, whiteNoise } from './signals.ts';

for (const [sampleRate, order, fftSize] of [
  [16000, 24, 1024],
  [24000, 34, 2048],
] as const) {
  const basis = melCepstrumBasis(order, melAlpha(sampleRate), fftSize);

  test(`mel-cepstra at ${sampleRate} Hz come back from their own spectrum`, () => {
    const cepstra = whiteNoise((order + 1) * 7, 0.3);
    const back = powerToMelCepstrum(basis, melCepstrumToPower(basis, cepstra));
    assert.equal(back.length, cepstra.length);
    for (let i = 0; i < back.length; i++) assert.ok(Math.abs(back[i] - cepstra[i]) < 1e-5);
  });

  test(`formants at ${sampleRate} Hz survive with less than 1 dB of error below 4 kHz`, () => {
    const power = Float64Array.from({ length: basis.bins }, (_, k) => formantPower((k * sampleRate) / fftSize));
    const back = melCepstrumToPower(basis, powerToMelCepstrum(basis, power));
    let squares = 0;
    const bins = Math.floor((4000 / sampleRate) * fftSize);
    for (let k = 0; k < bins; k++) squares += (10 * Math.log10(back[k] / power[k])) ** 2;
    assert.ok(Math.sqrt(squares / bins) < 1, `${Math.sqrt(squares / bins)} dB`);
  });
}

test('without warping, coefficients are those of the cosine series', () => {
  const basis = melCepstrumBasis(3, 0, 64);
  const power = Float64Array.from({ length: basis.bins }, (_, k) =>
    Math.exp(2 * (0.5 - 0.2 * Math.cos((Math.PI * k) / 16))),
  );
  const cepstrum = powerToMelCepstrum(basis, power);
  [0.5, 0, -0.2, 0].forEach((expected, m) => assert.ok(Math.abs(cepstrum[m] - expected) < 1e-6));
});

test('no frames give no frames, unknown rates are refused', () => {
  const basis = melCepstrumBasis(24, 0.42, 1024);
  assert.equal(powerToMelCepstrum(basis, new Float64Array()).length, 0);
  assert.equal(melCepstrumToPower(basis, new Float32Array()).length, 0);
  assert.throws(() => melAlpha(12345), RangeError);
});
