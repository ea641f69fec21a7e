// The real transform against the definition of the discrete Fourier transform.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { powerOfTwoAtLeast, RealFft } from '../../src/dsp/fft.ts';
import { whiteNoise } from './signals.ts';

for (const size of [4, 8, 64, 1024]) {
  test(`a transform of ${size} samples equals the sum of its definition and returns`, () => {
    const signal = Float64Array.from(whiteNoise(size, 1, size));
    const fft = new RealFft(size);
    const spectrum = new Float64Array(size + 2);
    fft.forward(signal, spectrum);
    for (let k = 0; k <= size / 2; k += Math.max(1, size / 64)) {
      let re = 0;
      let im = 0;
      for (let n = 0; n < size; n++) {
        re += signal[n] * Math.cos((2 * Math.PI * k * n) / size);
        im -= signal[n] * Math.sin((2 * Math.PI * k * n) / size);
      }
      assert.ok(Math.abs(spectrum[2 * k] - re) < 1e-9 && Math.abs(spectrum[2 * k + 1] - im) < 1e-9, `bin ${k}`);
    }
    const back = new Float64Array(size);
    fft.inverse(spectrum, back);
    for (let n = 0; n < size; n++) assert.ok(Math.abs(back[n] - signal[n]) < 1e-12);
  });
}

test('sizes that are no power of two are refused', () => {
  for (const size of [0, 2, 3, 100]) assert.throws(() => new RealFft(size), RangeError);
  assert.deepEqual([1, 2, 3, 1024, 1025].map(powerOfTwoAtLeast), [1, 2, 4, 1024, 2048]);
});
