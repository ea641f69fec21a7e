// Which frames of a recording belong to which frame of the source voice speaking the same text, and how well they fit.
import { alignFrames } from '../../../dsp/dtw.ts';
import { cepstrumWidth } from './features.ts';

/** What the speaker did while the source voice spoke each of its frames. */
export interface Alignment {
  /** Mean of the recording's normalized frames that fell to this source frame, [source frames × 25]. */
  readonly cepstrum: Float32Array;
  /** 1 where both speak. */
  readonly speech: Uint8Array;
  /** Mean distance along the path over frames in which both speak, in deviations a coefficient. */
  readonly distance: number;
}

/**
 * Pair two utterances of the same text by dynamic time warping of their normalized mel-cepstra without c0.
 * @param source normalized frames of the source voice, [frames × 25]; `target` of the recording likewise
 */
export function alignUtterance(
  source: Float32Array,
  sourceSpeech: Uint8Array,
  target: Float32Array,
  targetSpeech: Uint8Array,
): Alignment {
  const path = alignFrames(source, target, cepstrumWidth, 1);
  const frames = sourceSpeech.length;
  const cepstrum = new Float32Array(frames * cepstrumWidth);
  const counts = new Int32Array(frames);
  const speaking = new Int32Array(frames);
  let distance = 0;
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
      if (k > 0) squares += (value - source[a * cepstrumWidth + k]) ** 2;
    }
    if (sourceSpeech[a] === 1 && targetSpeech[b] === 1) {
      distance += Math.sqrt(squares / (cepstrumWidth - 1));
      pairs++;
    }
  }
  const speech = new Uint8Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    const count = counts[frame];
    for (let k = 0; k < cepstrumWidth; k++) cepstrum[frame * cepstrumWidth + k] /= count;
    speech[frame] = sourceSpeech[frame] === 1 && 2 * speaking[frame] >= count ? 1 : 0;
  }
  return { cepstrum, speech, distance: pairs > 0 ? distance / pairs : Infinity };
}
