// Mean and deviation of what a speaker does: of each mel-cepstral coefficient, and of log F0.
import { cepstrumWidth } from './features.ts';
import type { Features } from './features.ts';

/** Of each mel-cepstral coefficient, over frames with speech. */
export interface Normalization {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Of ln F0 (Hz) over voiced frames. */
export interface Pitch {
  readonly mean: number;
  readonly deviation: number;
}

/** Where nothing is voiced. */
export const someonesPitch: Pitch = { mean: Math.log(150), deviation: 0.2 };

/** Least deviation, so that a constant can be divided by it. */
const leastDeviation = 1e-3;

/** @throws RangeError when no frame holds speech */
export function cepstrumStatistics(utterances: Iterable<Pick<Features, 'cepstrum' | 'speech'>>): Normalization {
  const sum = new Float64Array(cepstrumWidth);
  const squares = new Float64Array(cepstrumWidth);
  let count = 0;
  for (const { cepstrum, speech } of utterances) {
    for (let frame = 0; frame < speech.length; frame++) {
      if (speech[frame] === 0) continue;
      count++;
      for (let k = 0; k < cepstrumWidth; k++) {
        const value = cepstrum[frame * cepstrumWidth + k];
        sum[k] += value;
        squares[k] += value * value;
      }
    }
  }
  if (count === 0) throw new RangeError('No frame holds speech');
  return normalizationOf(sum, squares, count);
}

/** From sums of values and of their squares, one of each coefficient, over so many frames. */
export function normalizationOf(sum: Float64Array, squares: Float64Array, frames: number): Normalization {
  const mean = [...sum].map((value) => value / frames);
  const deviation = [...squares].map((value, k) =>
    Math.max(leastDeviation, Math.sqrt(Math.max(0, value / frames - mean[k] ** 2))),
  );
  return { mean, deviation };
}

/** Of ln F0 over all voiced frames; null when none is voiced. */
export function pitchStatistics(utterances: Iterable<Pick<Features, 'f0'>>): Pitch | null {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (const { f0 } of utterances) {
    for (const hertz of f0) {
      if (hertz <= 0) continue;
      const value = Math.log(hertz);
      sum += value;
      squares += value * value;
      count++;
    }
  }
  if (count === 0) return null;
  const mean = sum / count;
  return { mean, deviation: Math.max(leastDeviation, Math.sqrt(Math.max(0, squares / count - mean * mean))) };
}

/** (cepstrum − mean) / deviation of each coefficient, [frames × 25]. */
export function normalize(cepstrum: Float32Array, { mean, deviation }: Normalization): Float32Array {
  return cepstrum.map((value, i) => (value - mean[i % cepstrumWidth]) / deviation[i % cepstrumWidth]);
}

/** The way back from {@link normalize}. */
export function denormalize(normalized: Float32Array, { mean, deviation }: Normalization): Float32Array {
  return normalized.map((value, i) => value * deviation[i % cepstrumWidth] + mean[i % cepstrumWidth]);
}
