// Which frames of a recording belong to which frame of the source voice speaking the same text, and how well they fit.
import { alignFrames } from '../../../../dsp/dtw.ts';
import { cepstrumWidth } from '../source/features.ts';

/** The recording's frames that belong to each source frame: `first` to `last`, both included. */
export interface Alignment {
  readonly first: Int32Array;
  readonly last: Int32Array;
}

/** Weight of the level, c0, as a share of that of c1: it tells pauses and vowels, but people stress differently. */
const levelWeight = 0.5;

/**
 * Normalized frames back in the proportions of a spectrum, where what is loud in a log spectrum counts most. With equal
 * weights the many high coefficients, which say little about the phone, would decide.
 */
function inProportion(normalized: Float32Array, deviation: readonly number[]): Float32Array {
  const weights = deviation.with(0, levelWeight * deviation[1]);
  return normalized.map((value, i) => value * weights[i % cepstrumWidth]);
}

/**
 * Pair two utterances of the same text by dynamic time warping of their mel-cepstra.
 * @param source normalized frames of the source voice, [frames × 25]; `target` of the recording likewise
 * @param deviation of each of the speaker's coefficients
 */
export function alignUtterance(source: Float32Array, target: Float32Array, deviation: readonly number[]): Alignment {
  const path = alignFrames(inProportion(source, deviation), inProportion(target, deviation), cepstrumWidth, 0);
  const frames = source.length / cepstrumWidth;
  const first = new Int32Array(frames).fill(-1);
  const last = new Int32Array(frames);
  for (let i = 0; i < path.a.length; i++) {
    if (first[path.a[i]] < 0) first[path.a[i]] = path.b[i];
    last[path.a[i]] = path.b[i];
  }
  return { first, last };
}

/**
 * What the speaker did while the source voice spoke each of its frames.
 * @param target frames of the recording, [frames × 25]
 * @returns the mean of those that belong to each source frame, [source frames × 25], and 1 where both speak
 */
export function alongSource(
  { first, last }: Alignment,
  sourceSpeech: Uint8Array,
  target: Float32Array,
  targetSpeech: Uint8Array,
): { readonly cepstrum: Float32Array; readonly speech: Uint8Array } {
  const frames = sourceSpeech.length;
  const cepstrum = new Float32Array(frames * cepstrumWidth);
  const speech = new Uint8Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    const count = last[frame] - first[frame] + 1;
    let speaking = 0;
    for (let b = first[frame]; b <= last[frame]; b++) {
      speaking += targetSpeech[b];
      for (let k = 0; k < cepstrumWidth; k++) cepstrum[frame * cepstrumWidth + k] += target[b * cepstrumWidth + k];
    }
    for (let k = 0; k < cepstrumWidth; k++) cepstrum[frame * cepstrumWidth + k] /= count;
    speech[frame] = sourceSpeech[frame] === 1 && 2 * speaking >= count ? 1 : 0;
  }
  return { cepstrum, speech };
}

interface Spoken {
  /** Normalized, [frames × 25]. */
  readonly cepstrum: Float32Array;
  readonly speech: Uint8Array;
}

/** Mean mel-cepstral distortion along an alignment where both speak, dB; infinite when they never do. */
export function distortionDb(
  { first, last }: Alignment,
  source: Spoken,
  target: Spoken,
  deviation: readonly number[],
): number {
  let distortion = 0;
  let pairs = 0;
  for (let a = 0; a < first.length; a++) {
    if (source.speech[a] === 0) continue;
    for (let b = first[a]; b <= last[a]; b++) {
      if (target.speech[b] === 0) continue;
      let squares = 0;
      for (let k = 1; k < cepstrumWidth; k++) {
        squares +=
          (deviation[k] * (target.cepstrum[b * cepstrumWidth + k] - source.cepstrum[a * cepstrumWidth + k])) ** 2;
      }
      distortion += (10 / Math.LN10) * Math.sqrt(2 * squares);
      pairs++;
    }
  }
  return pairs > 0 ? distortion / pairs : Infinity;
}
