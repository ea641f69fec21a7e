// Networks average, and so do the neighbours of a frame: what comes of them varies less than a person does. Here an utterance
// is given the deviation that a person's has (after Toda and Tokuda, "Considering global variance", 2005, but by its length).
import { cepstrumWidth } from '../source/features.ts';

/**
 * An utterance of n frames of speech deviates from its mean by √(n / (n + this)) of what all of a person's frames do.
 * Measured on Allison's and p226's recordings, cut into pieces of 0.2 to 5 s of speech.
 */
const halfVarianceFrames = 36;
/** What a coefficient is raised by at most; and frames of speech that tell of a deviation at all. */
const mostGain = 3;
const fewestFrames = 20;

/** Deviation of an utterance with so many frames of speech, as a share of the person's. */
export const utteranceDeviation = (frames: number): number => Math.sqrt(frames / (frames + halfVarianceFrames));

/**
 * Give each coefficient but c0 the deviation that an utterance of its length has, around the mean that it has.
 * @param normalized by the person's mean and deviation, [frames × 25]; not changed
 * @param speech which frames hold speech; the others stay as they are
 */
export function restoreVariance(normalized: Float32Array, speech: Uint8Array): Float32Array {
  const count = speech.reduce((sum, speaks) => sum + speaks, 0);
  if (count < fewestFrames) return normalized;
  const wanted = utteranceDeviation(count);
  const restored = normalized.slice();
  for (let k = 1; k < cepstrumWidth; k++) {
    let [sum, squares] = [0, 0];
    for (const [frame, speaks] of speech.entries()) {
      if (speaks === 0) continue;
      const value = normalized[frame * cepstrumWidth + k];
      sum += value;
      squares += value * value;
    }
    const mean = sum / count;
    const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
    const gain = Math.min(mostGain, wanted / Math.max(deviation, wanted / mostGain));
    for (const [frame, speaks] of speech.entries()) {
      if (speaks === 0) continue;
      const at = frame * cepstrumWidth + k;
      restored[at] = mean + gain * (normalized[at] - mean);
    }
  }
  return restored;
}
