// Steps that the analyses of envelope, aperiodicity and the band above share: windowed frames, and smoothing along frequency.

type WindowShape = 'hann' | 'blackman';

/** Cuts windowed pieces out of a signal into one buffer that is used again. Outside of the signal there is silence. */
export class WindowedFrame {
  /** The windowed piece from index 0, zeros behind it. */
  readonly signal: Float64Array;
  /** Sum of the squares of the window. */
  windowEnergy = 0;
  readonly #samples: Float32Array;
  readonly #window: Float64Array;

  constructor(samples: Float32Array, size: number) {
    this.signal = new Float64Array(size);
    this.#samples = samples;
    this.#window = new Float64Array(size);
  }

  /** Cut a piece of `width` samples centred at `centre` (both may be fractions), and take its offset away. */
  cut(centre: number, width: number, shape: WindowShape): void {
    const samples = this.#samples;
    const signal = this.signal;
    const window = this.#window;
    const first = Math.ceil(centre - width / 2);
    const length = Math.min(signal.length, Math.floor(centre + width / 2) - first + 1);
    let energy = 0;
    let weights = 0;
    let sum = 0;
    for (let i = 0; i < length; i++) {
      const angle = (2 * Math.PI * (first + i - centre)) / width;
      const cosine = Math.cos(angle);
      const weight = shape === 'hann' ? 0.5 + 0.5 * cosine : 0.42 + 0.5 * cosine + 0.08 * (2 * cosine * cosine - 1);
      const n = first + i;
      const value = n >= 0 && n < samples.length ? samples[n] * weight : 0;
      window[i] = weight;
      signal[i] = value;
      energy += weight * weight;
      weights += weight;
      sum += value;
    }
    const offset = sum / weights;
    for (let i = 0; i < length; i++) signal[i] -= offset * window[i];
    signal.fill(0, length);
    this.windowEnergy = energy;
  }
}

/**
 * Below F0 a voice has no harmonics: fill the gap down to 0 Hz by adding the mirror image about half of F0, in place.
 * @param f0Bins F0 in bins, may be a fraction
 */
export function addMirroredBelow(power: Float64Array, f0Bins: number): void {
  const last = Math.min(power.length - 2, Math.floor(f0Bins));
  const original = power.slice(0, last + 2);
  for (let k = 0; k <= last; k++) {
    const mirrored = f0Bins - k;
    const below = Math.floor(mirrored);
    const fraction = mirrored - below;
    power[k] += original[below] * (1 - fraction) + original[Math.min(below + 1, last + 1)] * fraction;
  }
}

/**
 * Mean of a spectrum over a window of `width` bins (may be a fraction) around each bin; the spectrum goes on mirrored
 * below 0 Hz and above Nyquist.
 */
export function smoothSpectrum(spectrum: Float64Array, out: Float64Array, width: number): void {
  const bins = spectrum.length;
  const margin = Math.ceil(width / 2) + 1;
  if (integral.length < bins + 2 * margin + 1) integral = new Float64Array(bins + 2 * margin + 1);
  // integral[j] holds the area left of the edge between the bins j − margin − 1 and j − margin.
  integral[0] = 0;
  for (let j = 0; j < bins + 2 * margin; j++) {
    let k = Math.abs(j - margin);
    if (k >= bins) k = 2 * (bins - 1) - k;
    integral[j + 1] = integral[j] + spectrum[k];
  }
  for (let k = 0; k < bins; k++) {
    const high = k + margin + 0.5 + width / 2;
    const low = high - width;
    const highEdge = Math.floor(high);
    const lowEdge = Math.floor(low);
    const highArea = integral[highEdge] + (high - highEdge) * (integral[highEdge + 1] - integral[highEdge]);
    const lowArea = integral[lowEdge] + (low - lowEdge) * (integral[lowEdge + 1] - integral[lowEdge]);
    out[k] = (highArea - lowArea) / width;
  }
}

let integral = new Float64Array(0);
