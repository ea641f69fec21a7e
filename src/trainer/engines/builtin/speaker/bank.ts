// The frame bank: real frames of the speaker. What the network predicts is drawn towards the nearest of them, which
// gives back detail that a mean over many frames has lost (the retrieval of RVC and kNN-VC, over mel-cepstra).
import { Random } from '../../../../learning/random.ts';
import { cepstrumWidth } from '../source/features.ts';
import type { Features } from '../source/features.ts';
import { joinFloats } from '../source/floats.ts';
import { Neighbours, rowWidth } from './neighbours.ts';
import { normalize } from '../source/statistics.ts';
import type { Normalization } from '../source/statistics.ts';

/** Frames that are kept: 100 s of speech, 2 MB. */
const capacity = 20_000;
const neighbours = 8;
/** Share of the neighbours' mean in the result. */
const share = 0.7;
/** Frames on either side over which the neighbours' mean is smoothed. */
const smoothing = 2;

/** Frames of a speaker in the order of their priorities. */
export interface Bank {
  /** Normalized, [frames × 25]. */
  readonly frames: Float32Array;
  /** Drawn for each frame by its recording and place: the bank holds those with the lowest. */
  readonly priorities: Float32Array;
}

export const emptyBank: Bank = { frames: new Float32Array(), priorities: new Float32Array() };

/** A recording by its SHA-256. */
export interface BankClip {
  readonly sha256: string;
  readonly features: Features;
}

const row = (rows: Float32Array, i: number): Float32Array => rows.subarray(i * cepstrumWidth, (i + 1) * cepstrumWidth);

/**
 * Add recordings to a bank. A bank is the same whether its recordings came at once or one by one: of each speech frame a
 * priority is drawn, and those with the lowest are kept (bottom-k sampling).
 */
export function extendBank(bank: Bank | null, clips: readonly BankClip[], normalization: Normalization): Bank {
  const drawn: { readonly priority: number; readonly frame: Float32Array }[] = [];
  for (const [i, priority] of bank?.priorities.entries() ?? []) drawn.push({ priority, frame: row(bank!.frames, i) });
  for (const { sha256, features } of clips) {
    const random = Random.seeded(Number.parseInt(sha256.slice(0, 8), 16));
    const normalized = normalize(features.cepstrum, normalization);
    for (const [i, speaks] of features.speech.entries()) {
      // 24 bits are what a float32 holds.
      const priority = random.bits() >>> 8;
      if (speaks === 1) drawn.push({ priority, frame: row(normalized, i) });
    }
  }
  const kept = drawn.sort((a, b) => a.priority - b.priority || compareFrames(a.frame, b.frame)).slice(0, capacity);
  return {
    frames: joinFloats(kept.map(({ frame }) => frame)),
    priorities: Float32Array.from(kept, ({ priority }) => priority),
  };
}

/** Some order of two frames that does not depend on where they stood. */
function compareFrames(a: Float32Array, b: Float32Array): number {
  const k = a.findIndex((value, i) => value !== b[i]);
  return k < 0 ? 0 : a[k] - b[k];
}

const searches = new WeakMap<Bank, Neighbours>();

/** Finds what is nearest in a bank by c1 to c12: finer coefficients tell speakers' moments apart, not sounds. */
function searchOf(bank: Bank): Neighbours {
  const known = searches.get(bank);
  if (known) return known;
  const rows = bank.frames.length / cepstrumWidth;
  const side = new Float32Array(rows * rowWidth);
  for (let i = 0; i < rows; i++) side.set(row(bank.frames, i).subarray(1, 1 + rowWidth), i * rowWidth);
  const search = new Neighbours(side, neighbours);
  searches.set(bank, search);
  return search;
}

/**
 * Draw predicted frames towards real ones, where there is speech.
 * @param predicted normalized, [frames × 25]; not changed
 * @param speech which frames hold speech; the others stay as they are
 */
export function blendWithBank(predicted: Float32Array, speech: Uint8Array, bank: Bank): Float32Array {
  if (bank.frames.length < neighbours * cepstrumWidth) return predicted;
  const frames = speech.length;
  const search = searchOf(bank);
  const retrieved = predicted.slice();
  for (let frame = 0; frame < frames; frame++) {
    if (speech[frame] === 0) continue;
    const at = frame * cepstrumWidth;
    // c0 is left as it is.
    const nearest = search.of(predicted, at + 1);
    for (let k = 1; k < cepstrumWidth; k++) {
      let sum = 0;
      for (const place of nearest) sum += bank.frames[place * cepstrumWidth + k];
      retrieved[at + k] = sum / neighbours;
    }
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
