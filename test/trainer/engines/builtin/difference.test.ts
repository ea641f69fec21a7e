// The filter between a source and the person, above the features: what is known there is added there, and there alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { topBands, topLevels, topRate } from '../../../../src/dsp/top-band.ts';
import { Random } from '../../../../src/learning/random.ts';
import { mean } from '../../../../src/statistics.ts';
import { cepstrumWidth } from '../../../../src/trainer/engines/builtin/source/features.ts';
import { applyDifference } from '../../../../src/trainer/engines/builtin/speaking/difference.ts';

const frames = 100;
const random = Random.seeded(5);
const noise = Float32Array.from({ length: (frames * topRate) / 200 }, () => 0.1 * random.normal());
const still = new Float32Array(frames * cepstrumWidth);

/** Mean level of the bands from 8 kHz on, nepers. */
function levels(samples: Float32Array): number[] {
  const found = topLevels(samples, new Float32Array(frames));
  return Array.from({ length: topBands }, (_, band) =>
    mean(Array.from({ length: frames }, (_, frame) => found[frame * topBands + band])),
  );
}
/** The same gains in every frame. */
const throughout = (gains: readonly number[]): Float32Array =>
  Float32Array.from({ length: frames * gains.length }, (_, i) => gains[i % gains.length]);

test('what is known of the bands above the features is added there, and there alone', () => {
  const gains = [0.8, 0.4, 0.1];
  const changed = levels(applyDifference(noise, topRate, still, throughout(gains)));
  for (const [band, level] of levels(noise).entries()) {
    assert.ok(Math.abs(changed[band] - level - gains[band]) < 0.15, `${changed[band] - level}`);
  }
  // The last one goes on to the end.
  const [first, , last] = levels(applyDifference(noise, topRate, still, throughout([0.6])));
  assert.ok(Math.abs(last - first - (levels(noise)[2] - levels(noise)[0])) < 0.02);
  assert.deepEqual(applyDifference(noise, 16_000, still, throughout(gains)), applyDifference(noise, 16_000, still));
});

test('where nothing is known of them the band below goes on', () => {
  const brighter = still.map((_, i) => (i % cepstrumWidth === 1 ? -0.5 : 0));
  const [before] = levels(noise);
  assert.ok(levels(applyDifference(noise, topRate, brighter))[0] > before + 0.3);
  assert.ok(Math.abs(levels(applyDifference(noise, topRate, brighter, throughout([0, 0, 0])))[0] - before) < 0.1);
});
