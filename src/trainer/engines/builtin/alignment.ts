// Which frames of a recording belong to which frame of the source voice speaking the same text, and how well they fit.
import { alignFrames } from '../../../dsp/dtw.ts';
import { cepstrumWidth } from './features.ts';

/** What the speaker did while the source voice spoke each of its frames. */
export interface Alignment {
  /** Mean of the recording's normalized frames that fell to this source frame, [source frames × 25]. */
  readonly cepstrum: Float32Array;
  /** 1 where both speak. */
  readonly speech: Uint8Array;
  /** Mean mel-cepstral distortion along the path where both speak, dB; infinite when they never do. */
  readonly distortionDb: number;
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
export function alignUtterance(
  source: Float32Array,
  sourceSpeech: Uint8Array,
  target: Float32Array,
  targetSpeech: Uint8Array,
  deviation: readonly number[],
): Alignment {
  const path = alignFrames(inProportion(source, deviation), inProportion(target, deviation), cepstrumWidth, 0);
  const frames = sourceSpeech.length;
  const cepstrum = new Float32Array(frames * cepstrumWidth);
  const counts = new Int32Array(frames);
  const speaking = new Int32Array(frames);
  let distortion = 0;
  let pairs = 0;
  for (let i = 0; i < path.a.length; i++) {
    const a = path.a[i];
    const b = path.b[i];
    counts[a]++;
    speaking[a] += targetSpeech[b];
    let squares = 0;
    for (let k = 0; k < cepstrumWidth; k++) {
      const value = target[b * cepstrumWidth + k];
      cepstrum[a * cepstrumWidth + k] += value;
      if (k > 0) squares += (deviation[k] * (value - source[a * cepstrumWidth + k])) ** 2;
    }
    if (sourceSpeech[a] === 1 && targetSpeech[b] === 1) {
      distortion += (10 / Math.LN10) * Math.sqrt(2 * squares);
      pairs++;
    }
  }
  const speech = new Uint8Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    const count = counts[frame];
    for (let k = 0; k < cepstrumWidth; k++) cepstrum[frame * cepstrumWidth + k] /= count;
    speech[frame] = sourceSpeech[frame] === 1 && 2 * speaking[frame] >= count ? 1 : 0;
  }
  return { cepstrum, speech, distortionDb: pairs > 0 ? distortion / pairs : Infinity };
}
