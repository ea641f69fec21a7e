// Pitch beyond what a source sings: it sings lower and as much more slowly, which played faster has the time and the pitch that were
// wanted, and the resonances, which rise along with the pitch, are put back by a filter.
import { resample } from '../../../../dsp/resample.ts';
import { putBack } from '../speaking/difference.ts';
import { analyse, cepstrumWidth, sampleRate } from './features.ts';
import { kokoroSampleRate } from './kokoro/kokoro.ts';

/**
 * Samples so many times as high and as fast, with the spectral envelope that they had.
 * @param samples at {@link kokoroSampleRate}
 * @param ratio in twentieths, above 1
 */
export function raisePitch(samples: Float32Array, ratio: number): Float32Array {
  const raised = resample(samples, Math.round(20 * ratio), 20);
  const { cepstrum, frames } = analyse(resample(samples, kokoroSampleRate, sampleRate), false);
  const kept = Math.ceil(frames / ratio);
  const before = new Float32Array(kept * cepstrumWidth);
  for (let frame = 0; frame < kept; frame++) {
    const at = Math.min(frames - 1, Math.round(frame * ratio)) * cepstrumWidth;
    before.set(cepstrum.subarray(at, at + cepstrumWidth), frame * cepstrumWidth);
  }
  return putBack(raised, kokoroSampleRate, before, ratio);
}
