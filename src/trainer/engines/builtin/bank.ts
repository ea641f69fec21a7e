// The frame bank: real frames of the speaker. What the network predicts is drawn towards the nearest of them, which
// gives back detail that a mean over many frames has lost (the retrieval of RVC and kNN-VC, over mel-cepstra).
import { cepstrumWidth } from './features.ts';
import type { Features } from './features.ts';
import { joinFloats } from './model.ts';
import { normalize } from './statistics.ts';
import type { Normalization } from './statistics.ts';

/** Frames that are kept: 100 s of speech, 2 MB. */
const capacity = 20_000;
const neighbours = 8;
/** Coefficients that are compared, c1 to c12: finer ones tell speakers' moments apart, not sounds. */
const compared = 13;
/** Share of the neighbours' mean in the result. */
const share = 0.7;
/** Frames on either side over which the neighbours' mean is smoothed. */
const smoothing = 2;

/** Speech frames of recordings, evenly thinned to the bank's capacity; normalized, [frames × 25]. */
export function makeBank(clips: readonly Features[], normalization: Normalization): Float32Array {
  const total = clips.reduce((sum, { speech }) => sum + speech.reduce((count, speaks) => count + speaks, 0), 0);
  const step = Math.max(1, total / capacity);
  const kept: Float32Array[] = [];
  let seen = 0;
  let next = 0;
  for (const { cepstrum, speech } of clips) {
    const normalized = normalize(cepstrum, normalization);
    for (let frame = 0; frame < speech.length; frame++) {
      if (speech[frame] === 0) continue;
      if (seen >= next) {
        kept.push(normalized.subarray(frame * cepstrumWidth, (frame + 1) * cepstrumWidth));
        next += step;
      }
      seen++;
    }
  }
  return joinFloats(kept);
}

/** Mean of the nearest frames of the bank for one normalized frame; c0 is left as it is. */
function nearestMean(bank: Float32Array, query: Float32Array, out: Float32Array): void {
  const nearest = new Int32Array(neighbours);
  const distances = new Float64Array(neighbours).fill(Infinity);
  for (let row = 0; row < bank.length; row += cepstrumWidth) {
    const limit = distances[neighbours - 1];
    let distance = 0;
    for (let k = 1; k < compared && distance < limit; k++) distance += (bank[row + k] - query[k]) ** 2;
    if (distance >= limit) continue;
    let place = neighbours - 1;
    while (place > 0 && distances[place - 1] > distance) {
      distances[place] = distances[place - 1];
      nearest[place] = nearest[place - 1];
      place--;
    }
    distances[place] = distance;
    nearest[place] = row;
  }
  out[0] = query[0];
  for (let k = 1; k < cepstrumWidth; k++) {
    let sum = 0;
    for (const row of nearest) sum += bank[row + k];
    out[k] = sum / neighbours;
  }
}

/**
 * Draw predicted frames towards real ones, where there is speech.
 * @param predicted normalized, [frames × 25]; not changed
 * @param speech which frames hold speech; the others stay as they are
 */
export function blendWithBank(predicted: Float32Array, speech: Uint8Array, bank: Float32Array): Float32Array {
  if (bank.length < neighbours * cepstrumWidth) return predicted;
  const frames = speech.length;
  const retrieved = predicted.slice();
  for (let frame = 0; frame < frames; frame++) {
    if (speech[frame] === 0) continue;
    const at = frame * cepstrumWidth;
    nearestMean(bank, predicted.subarray(at, at + cepstrumWidth), retrieved.subarray(at, at + cepstrumWidth));
  }
  const blended = predicted.slice();
  for (let frame = 0; frame < frames; frame++) {
    if (speech[frame] === 0) continue;
    const first = Math.max(0, frame - smoothing);
    const last = Math.min(frames - 1, frame + smoothing);
    for (let k = 1; k < cepstrumWidth; k++) {
      let sum = 0;
      for (let near = first; near <= last; near++) sum += retrieved[near * cepstrumWidth + k];
      const at = frame * cepstrumWidth + k;
      blended[at] = (1 - share) * predicted[at] + (share * sum) / (last - first + 1);
    }
  }
  return blended;
}
