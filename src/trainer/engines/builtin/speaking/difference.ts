// What a natural source's sound lacks of the speaker's: a difference of spectra, gentle enough to filter with.
import { filterFftSize, filterSpectrum } from '../../../../dsp/spectral-filter.ts';
import { melAlpha, warpedAngle } from '../../../../dsp/mel-cepstrum.ts';
import { topEdges } from '../../../../dsp/top-band.ts';
import { cepstrumWidth, sampleRate } from '../source/features.ts';

/** Most that a frequency is raised or lowered, nepers. */
const mostGain = 3;
/** Frames on either side over which the difference is smoothed. */
const smoothing = 2;
/** Hz: what the features tell ends here; above, where nothing is known of it, the mean of the band from `lowestOfTop` goes on. */
const lowestOfTop = 6000;
const fadeFrom = 7000;

/**
 * By how much each frame's mel-cepstrum is to be changed, [frames × 25]: the level stays, pauses take the mean of the
 * speech, and from frame to frame it moves smoothly.
 * @param source mel-cepstrum of the source; `wanted` of the speaker
 */
export function differenceOf(source: Float32Array, wanted: Float32Array, speech: Uint8Array): Float32Array {
  const raw = wanted.map((value, i) => (i % cepstrumWidth === 0 ? 0 : value - source[i]));
  return steady(raw, cepstrumWidth, speech);
}

/** Rows of a frame each, [frames × width], moving smoothly, with the mean of the speech in pauses. */
export function steady(rows: Float32Array, width: number, speech: Uint8Array): Float32Array {
  const frames = speech.length;
  const raw = rows.slice();
  const mean = new Float64Array(width);
  const speaking = speech.reduce((sum, speaks) => sum + speaks, 0);
  for (let frame = 0; frame < frames; frame++) {
    if (speech[frame] === 0) continue;
    for (let k = 0; k < width; k++) mean[k] += raw[frame * width + k] / speaking;
  }
  for (let frame = 0; frame < frames; frame++) {
    if (speech[frame] === 0) raw.set(mean, frame * width);
  }
  const window = Array.from(
    { length: 2 * smoothing + 1 },
    (_, i) => 1 - Math.cos((Math.PI * (i + 1)) / (smoothing + 1)),
  );
  const total = window.reduce((sum, weight) => sum + weight, 0);
  const smooth = new Float32Array(raw.length);
  for (let frame = 0; frame < frames; frame++) {
    for (const [i, weight] of window.entries()) {
      const near = Math.min(frames - 1, Math.max(0, frame + i - smoothing)) * width;
      for (let k = 0; k < width; k++) smooth[frame * width + k] += (weight / total) * raw[near + k];
    }
  }
  return smooth;
}

/** Log amplitude of a coefficient at a frequency. */
const cosineAt = (hertz: number, k: number): number =>
  Math.cos(k * warpedAngle((2 * Math.PI * hertz) / sampleRate, melAlpha(sampleRate)));

const matrices = new Map<string, Float64Array>();

/** Share of a frequency that lies above the features: from 7 kHz to 8 they fade out. */
const shareAbove = (hertz: number): number =>
  Math.min(1, Math.max(0, (hertz - fadeFrom) / (sampleRate / 2 - fadeFrom)));

/** Frequency of each bin of a filter at `rate`, Hz. */
const binsOf = (rate: number): number[] => {
  const last = filterFftSize(rate) / 2;
  return Array.from({ length: last + 1 }, (_, bin) => (bin * rate) / 2 / last);
};

/**
 * [bins × 25]: what each coefficient adds to the log amplitude at each bin of a filter at `rate`.
 * @param stretch less what it adds at a frequency so many times lower; 1: nothing less
 * @param goesOn whether the mean of the band from `lowestOfTop` goes on above the features
 */
function gainMatrix(rate: number, stretch: number, goesOn: boolean): Float64Array {
  const name = `${rate}/${stretch}/${goesOn}`;
  const known = matrices.get(name);
  if (known) return known;
  const gainAt = (hertz: number, k: number): number =>
    stretch === 1 ? cosineAt(hertz, k) : cosineAt(hertz, k) - cosineAt(hertz / stretch, k);
  const frequencies = binsOf(rate);
  const matrix = new Float64Array(frequencies.length * cepstrumWidth);
  const top = frequencies.filter((hertz) => hertz >= lowestOfTop && hertz <= sampleRate / 2);
  for (let k = 0; k < cepstrumWidth; k++) {
    const beyond = goesOn ? top.reduce((sum, hertz) => sum + gainAt(hertz, k), 0) / top.length : 0;
    for (const [bin, hertz] of frequencies.entries()) {
      const share = rate <= sampleRate ? 0 : shareAbove(hertz);
      const inside = share < 1 ? (1 - share) * gainAt(hertz, k) : 0;
      matrix[bin * cepstrumWidth + k] = inside + share * beyond;
    }
  }
  matrices.set(name, matrix);
  return matrix;
}

/** [bins × bands]: what the gain of each band above the features adds at each bin: in its middle all, between two as much as is near. */
function topMatrix(frequencies: readonly number[], bands: number): Float64Array {
  const middles = Array.from({ length: bands }, (_, band) => (topEdges[band] + topEdges[band + 1]) / 2);
  const matrix = new Float64Array(frequencies.length * bands);
  for (const [bin, hertz] of frequencies.entries()) {
    const next = middles.findIndex((middle) => middle > hertz);
    const share = next > 0 ? (hertz - middles[next - 1]) / (middles[next] - middles[next - 1]) : 1;
    matrix[bin * bands + (next < 0 ? bands - 1 : next)] = share * shareAbove(hertz);
    if (next > 0) matrix[bin * bands + next - 1] = (1 - share) * shareAbove(hertz);
  }
  return matrix;
}

/**
 * Samples whose spectrum is changed by a difference of mel-cepstra, [frames × 25].
 * @param top nepers by which bands above the features are to be louder, [frames × bands]; absent: as the mean of the band below
 */
export function applyDifference(
  samples: Float32Array,
  rate: number,
  difference: Float32Array,
  top?: Float32Array,
): Float32Array {
  const above = rate > sampleRate ? top : undefined;
  return filtered(samples, rate, difference, gainMatrix(rate, 1, above === undefined), above);
}

/**
 * Samples whose spectrum was stretched along frequency, as it was before.
 * @param cepstrum of them before, [frames × 25]
 * @param stretch by how many times
 */
export const putBack = (samples: Float32Array, rate: number, cepstrum: Float32Array, stretch: number): Float32Array =>
  filtered(samples, rate, cepstrum, gainMatrix(rate, stretch, true));

function filtered(
  samples: Float32Array,
  rate: number,
  difference: Float32Array,
  matrix: Float64Array,
  above: Float32Array = new Float32Array(),
): Float32Array {
  const bins = matrix.length / cepstrumWidth;
  const frames = difference.length / cepstrumWidth;
  const bands = above.length / frames;
  const aboveMatrix = topMatrix(binsOf(rate), bands);
  const gains = new Float64Array(frames * bins);
  for (let frame = 0; frame < frames; frame++) {
    for (let bin = 0; bin < bins; bin++) {
      let gain = 0;
      for (let k = 0; k < cepstrumWidth; k++) {
        gain += matrix[bin * cepstrumWidth + k] * difference[frame * cepstrumWidth + k];
      }
      for (let k = 0; k < bands; k++) gain += aboveMatrix[bin * bands + k] * above[frame * bands + k];
      gains[frame * bins + bin] = Math.min(mostGain, Math.max(-mostGain, gain));
    }
  }
  return filterSpectrum(samples, rate, gains);
}
