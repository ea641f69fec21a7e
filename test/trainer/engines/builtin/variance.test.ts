// What a prediction has lost of a person's variance is given back, in each sentence, and not more than one of its length has.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Random } from '../../../../src/learning/random.ts';
import { cepstrumWidth } from '../../../../src/trainer/engines/builtin/source/features.ts';
import { restoreVariance, utteranceDeviation } from '../../../../src/trainer/engines/builtin/speaking/variance.ts';

/** Mean and deviation of a coefficient where there is speech. */
function statistics(rows: Float32Array, speech: Uint8Array, k: number): { mean: number; deviation: number } {
  const values = [...speech.keys()]
    .filter((frame) => speech[frame] === 1)
    .map((frame) => rows[frame * cepstrumWidth + k]);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

/** Rows that deviate by so much from 0.2, speech but for every fifth frame. */
function rowsOf(frames: number, deviation: number): { rows: Float32Array; speech: Uint8Array } {
  const random = Random.seeded(1);
  const rows = Float32Array.from(
    { length: frames * cepstrumWidth },
    () => 0.2 + deviation * Math.sqrt(12) * (random.uniform() - 0.5),
  );
  return { rows, speech: Uint8Array.from({ length: frames }, (_, frame) => (frame % 5 === 0 ? 0 : 1)) };
}

describe('restoreVariance', () => {
  it('gives each coefficient but c0 what an utterance of its length has, around its own mean', () => {
    for (const [frames, before] of [
      [500, 0.6],
      [100, 0.6],
      [500, 1.4],
    ] as const) {
      const { rows, speech } = rowsOf(frames, before);
      const restored = restoreVariance(rows, speech);
      const count = speech.reduce((sum, speaks) => sum + speaks, 0);
      for (const k of [1, 12, 24]) {
        const { mean, deviation } = statistics(restored, speech, k);
        assert.ok(Math.abs(deviation - utteranceDeviation(count)) < 1e-3, `${frames} frames, c${k}: ${deviation}`);
        assert.ok(Math.abs(mean - statistics(rows, speech, k).mean) < 1e-4);
      }
      for (const frame of speech.keys()) {
        const kept = speech[frame] === 0 ? cepstrumWidth : 1;
        const at = frame * cepstrumWidth;
        assert.deepEqual(restored.subarray(at, at + kept), rows.subarray(at, at + kept));
      }
    }
  });

  it('makes no noise of what hardly varies, and nothing of a sound too short to tell', () => {
    const { rows, speech } = rowsOf(500, 0.01);
    assert.ok(statistics(restoreVariance(rows, speech), speech, 3).deviation < 0.031);
    assert.ok(restoreVariance(new Float32Array(rows.length), speech).every((value) => value === 0));
    const short = rowsOf(20, 0.6);
    assert.deepEqual(restoreVariance(short.rows, short.speech), short.rows);
  });
});
