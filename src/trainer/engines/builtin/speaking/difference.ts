// What a natural source's sound lacks of the speaker's: a difference of spectra, gentle enough to filter with.
import { filterFftSize, filterSpectrum } from '../../../../dsp/spectral-filter.ts';
import { melAlpha, warpedAngle } from '../../../../dsp/mel-cepstrum.ts';
import { cepstrumWidth, sampleRate } from '../source/features.ts';

/** Most that a frequency is raised or lowered, nepers. */
const mostGain = 3;
/** Frames on either side over which the difference is smoothed. */
const smoothing = 2;
/** Hz: what the features tell ends here; above, the mean of the band from `lowestOfTop` goes on. */
const lowestOfTop = 6000;
const fadeFrom = 7000;

/**
 * By how much each frame's mel-cepstrum is to be changed, [frames × 25]: the level stays, pauses take the mean of the
 * speech, and from frame to frame it moves smoothly.
 * @param source mel-cepstrum of the source; `wanted` of the speaker
 */
export function differenceOf(source: Float32Array, wanted: Float32Array, speech: Uint8Array): Float32Array {
  const frames = speech.length;
  const raw = new Float32Array(source.length);
  const mean = new Float64Array(cepstrumWidth);
  const speaking = speech.reduce((sum, speaks) => sum + speaks, 0);
  for (let frame = 0; frame < frames; frame++) {
    for (let k = 1; k < cepstrumWidth; k++) {
      const at = frame * cepstrumWidth + k;
      raw[at] = wanted[at] - source[at];
      if (speech[frame] === 1) mean[k] += raw[at] / speaking;
    }
  }
  for (let frame = 0; frame < frames; frame++) {
    if (speech[frame] === 0) raw.set(mean, frame * cepstrumWidth);
  }
  const window = Array.from(
    { length: 2 * smoothing + 1 },
    (_, i) => 1 - Math.cos((Math.PI * (i + 1)) / (smoothing + 1)),
  );
  const total = window.reduce((sum, weight) => sum + weight, 0);
  const smooth = new Float32Array(raw.length);
  for (let frame = 0; frame < frames; frame++) {
    for (const [i, weight] of window.entries()) {
      const near = Math.min(frames - 1, Math.max(0, frame + i - smoothing)) * cepstrumWidth;
      for (let k = 1; k < cepstrumWidth; k++) {
        smooth[frame * cepstrumWidth + k] += (weight / total) * raw[near + k];
      }
    }
  }
  return smooth;
}

/** Log amplitude of a coefficient at a frequency. */
const cosineAt = (hertz: number, k: number): number =>
  Math.cos(k * warpedAngle((2 * Math.PI * hertz) / sampleRate, melAlpha(sampleRate)));

const matrices = new Map<string, Float64Array>();

/**
 * [bins × 25]: what each coefficient adds to the log amplitude at each bin of a filter at `rate`.
 * @param stretch less what it adds at a frequency so many times lower; 1: nothing less
 */
function gainMatrix(rate: number, stretch: number): Float64Array {
  const known = matrices.get(`${rate}/${stretch}`);
  if (known) return known;
  const gainAt = (hertz: number, k: number): number =>
    stretch === 1 ? cosineAt(hertz, k) : cosineAt(hertz, k) - cosineAt(hertz / stretch, k);
  const bins = filterFftSize(rate) / 2 + 1;
  const hertzOf = (bin: number): number => (bin * rate) / 2 / (bins - 1);
  const matrix = new Float64Array(bins * cepstrumWidth);
  const top = Array.from({ length: bins }, (_, bin) => hertzOf(bin)).filter(
    (hertz) => hertz >= lowestOfTop && hertz <= sampleRate / 2,
  );
  for (let k = 0; k < cepstrumWidth; k++) {
    const beyond = top.reduce((sum, hertz) => sum + gainAt(hertz, k), 0) / top.length;
    for (let bin = 0; bin < bins; bin++) {
      const hertz = hertzOf(bin);
      const share = rate <= sampleRate ? 0 : Math.min(1, Math.max(0, (hertz - fadeFrom) / (sampleRate / 2 - fadeFrom)));
      const inside = share < 1 ? (1 - share) * gainAt(hertz, k) : 0;
      matrix[bin * cepstrumWidth + k] = inside + share * beyond;
    }
  }
  matrices.set(`${rate}/${stretch}`, matrix);
  return matrix;
}

/** Samples whose spectrum is changed by a difference of mel-cepstra, [frames × 25]. */
export const applyDifference = (samples: Float32Array, rate: number, difference: Float32Array): Float32Array =>
  filtered(samples, rate, difference, gainMatrix(rate, 1));

/**
 * Samples whose spectrum was stretched along frequency, as it was before.
 * @param cepstrum of them before, [frames × 25]
 * @param stretch by how many times
 */
export const putBack = (samples: Float32Array, rate: number, cepstrum: Float32Array, stretch: number): Float32Array =>
  filtered(samples, rate, cepstrum, gainMatrix(rate, stretch));

function filtered(samples: Float32Array, rate: number, difference: Float32Array, matrix: Float64Array): Float32Array {
  const bins = matrix.length / cepstrumWidth;
  const frames = difference.length / cepstrumWidth;
  const gains = new Float64Array(frames * bins);
  for (let frame = 0; frame < frames; frame++) {
    for (let bin = 0; bin < bins; bin++) {
      let gain = 0;
      for (let k = 0; k < cepstrumWidth; k++) {
        gain += matrix[bin * cepstrumWidth + k] * difference[frame * cepstrumWidth + k];
      }
      gains[frame * bins + bin] = Math.min(mostGain, Math.max(-mostGain, gain));
    }
  }
  return filterSpectrum(samples, rate, gains);
}
