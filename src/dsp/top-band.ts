// What lies above the engine's features, which end at 8 kHz: how loud it is beside the rest, in bands that files of 22 kHz and
// more have one after the other, and how many of them a recording has.
import { findBandEdge } from './band-edge.ts';
import { RealFft } from './fft.ts';
import { mean } from '../statistics.ts';
import { FRAME_PERIOD_MS, POWER_FLOOR } from './frames.ts';
import { WindowedFrame } from './spectra.ts';

/** Rate at which it is looked at, Hz. */
export const topRate = 24_000;
/**
 * Edges of the bands, Hz. What is resampled from 16 kHz reaches to 9.2 kHz, from 22.05 kHz to 10.8 kHz, from more to 11.6 kHz (measured on
 * recordings of these rates).
 */
export const topEdges = [8000, 9400, 10_700, 11_500] as const;
export const topBands = topEdges.length - 1;

const fftSize = 1024;
const bins = fftSize / 2 + 1;
const windowLength = 0.025 * topRate;
const hop = (topRate * FRAME_PERIOD_MS) / 1000;
/** A band whose speech is not so much louder than its most silent frames holds nothing but noise, nepers: 6 dB. */
const leastAboveNoise = 0.7;
const silentShare = 0.05;

/** Power spectra, [frames × bins], of a Hann window. */
function spectra(samples: Float32Array, frames: number): Float64Array {
  const fft = new RealFft(fftSize);
  const piece = new WindowedFrame(samples, fftSize);
  const spectrum = new Float64Array(fftSize + 2);
  const power = new Float64Array(frames * bins);
  for (let frame = 0; frame < frames; frame++) {
    piece.cut(frame * hop, windowLength, 'hann');
    fft.forward(piece.signal, spectrum);
    for (let bin = 0; bin < bins; bin++) {
      power[frame * bins + bin] = spectrum[2 * bin] ** 2 + spectrum[2 * bin + 1] ** 2 + POWER_FLOOR;
    }
  }
  return power;
}

/** Level of a band in each frame, log amplitude. */
function levelsOf(power: Float64Array, frames: number, band: number): Float64Array {
  const [first, end] = [topEdges[band], topEdges[band + 1]].map((hertz) => Math.ceil((hertz * fftSize) / topRate));
  return Float64Array.from({ length: frames }, (_, frame) => {
    const own = power.subarray(frame * bins + first, frame * bins + end);
    return 0.5 * Math.log(own.reduce((sum, value) => sum + value, 0) / own.length);
  });
}

/**
 * Level of each band in each frame beside the level that the frame has, log amplitude, [frames × topBands].
 * @param samples mono, at {@link topRate}
 * @param reference level of each frame, log amplitude
 */
export function topLevels(samples: Float32Array, reference: ArrayLike<number>): Float32Array {
  const { length: frames } = reference;
  return beside(spectra(samples, frames), reference);
}

/**
 * As {@link topLevels}, of a recording, whose file may end below or noise may cover what is there.
 * @param speech which frames hold speech
 * @returns how many bands from 8 kHz on it has, besides
 */
export function recordedTop(
  samples: Float32Array,
  reference: ArrayLike<number>,
  speech: Uint8Array,
): { readonly levels: Float32Array; readonly bands: number } {
  const power = spectra(samples, speech.length);
  const edge = findBandEdge(power, bins, speech, topRate);
  const isHeard = (band: number): boolean => {
    const level = levelsOf(power, speech.length, band);
    const spoken = level.filter((_, frame) => speech[frame] === 1);
    const silent = level.toSorted()[Math.floor(silentShare * (level.length - 1))];
    return topEdges[band + 1] <= edge && mean([...spoken]) - silent >= leastAboveNoise;
  };
  let bands = 0;
  while (bands < topBands && isHeard(bands)) bands++;
  return { levels: beside(power, reference), bands };
}

function beside(power: Float64Array, reference: ArrayLike<number>): Float32Array {
  const found = new Float32Array(reference.length * topBands);
  for (let band = 0; band < topBands; band++) {
    for (const [frame, level] of levelsOf(power, reference.length, band).entries()) {
      found[frame * topBands + band] = level - reference[frame];
    }
  }
  return found;
}
