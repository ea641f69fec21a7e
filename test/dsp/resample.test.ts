// Another sample rate: what is kept and what is not, by short filters and by long ones.
import assert from 'node:assert/strict';
import test from 'node:test';
import { asSoxr, resample } from '../../src/dsp/resample.ts';
import { Random } from '../../src/learning/random.ts';

const tone = (hertz: number, rate: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));
/** Power of a difference, dB. */
const apart = (a: Float32Array, b: Float32Array): number =>
  10 * Math.log10(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 1e-30) / a.length);

for (const [from, to] of [
  [32_000, 16_000],
  [32_000, 24_000],
  [32_000, 48_000],
  [24_000, 16_000],
] as const) {
  test(`from ${from} to ${to} Hz a tone stays where it was, and what the rate can't hold is gone`, () => {
    for (const sharpness of [undefined, asSoxr]) {
      for (const hertz of [100, 3000, 0.42 * Math.min(from, to)]) {
        const got = resample(tone(hertz, from, from), from, to, sharpness);
        assert.equal(got.length, to);
        const middle = [0.1 * to, 0.9 * to];
        const wanted = tone(hertz, to, to);
        const difference = apart(got.subarray(...middle), wanted.subarray(...middle));
        assert.ok(difference < (sharpness ? -110 : -75), `${hertz} Hz: ${difference} dB`);
      }
      if (to > from) continue;
      const gone = resample(tone(0.51 * to + 0.01 * from, from, from), from, to, sharpness).subarray(
        0.1 * to,
        0.9 * to,
      );
      assert.ok(
        apart(
          gone,
          gone.map(() => 0),
        ) < (sharpness ? -110 : -50),
      );
    }
  });
}

test('with a long filter it is all one where its blocks begin, and where the signal ends', () => {
  const random = Random.seeded(5);
  for (const length of [1, 2, 479, 3617, 20_000]) {
    const noise = Float32Array.from({ length }, () => random.normal());
    for (const to of [16_000, 24_000, 48_000]) {
      const got = resample(noise, 32_000, to, asSoxr);
      const shifted = resample(Float32Array.from([...new Float32Array(4000), ...noise]), 32_000, to, asSoxr);
      const expected = shifted.subarray((4000 * to) / 32_000);
      assert.equal(got.length, expected.length);
      assert.ok(apart(got, expected) < -120, `${length} to ${to} Hz: ${apart(got, expected)} dB`);
    }
  }
});
