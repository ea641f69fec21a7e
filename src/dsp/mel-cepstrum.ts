// Mel-cepstrum: a log spectrum as a few cosines over a frequency axis that is warped like hearing. Both directions are
// one fixed matrix, so they can also live inside a network.

/** All-pass constants that bring the warped axis closest to the mel scale, by sample rate in Hz. */
const MEL_ALPHA: ReadonlyMap<number, number> = new Map([
  [8000, 0.31],
  [16000, 0.42],
  [22050, 0.455],
  [24000, 0.466],
  [32000, 0.504],
  [44100, 0.544],
  [48000, 0.554],
]);

/**
 * The all-pass constant for a sample rate.
 * @throws RangeError for a rate that has none
 */
export function melAlpha(sampleRate: number): number {
  const alpha = MEL_ALPHA.get(sampleRate);
  if (alpha === undefined) throw new RangeError(`No mel-cepstrum warping is known for ${sampleRate} Hz`);
  return alpha;
}

/** Where a frequency (radians a sample) lies on the warped axis: the phase response of a first-order all-pass. */
export const warpedAngle = (omega: number, alpha: number): number =>
  omega + 2 * Math.atan2(alpha * Math.sin(omega), 1 - alpha * Math.cos(omega));

/** The pair of matrices between mel-cepstra of `order + 1` coefficients and log amplitude spectra of `bins` bins. */
export interface MelCepstrumBasis {
  readonly order: number;
  readonly alpha: number;
  readonly bins: number;
  /** [bins × (order + 1)], row-major: log amplitude = matrix · mel-cepstrum. */
  readonly toLogAmplitude: Float64Array;
  /** [(order + 1) × bins], row-major: mel-cepstrum = matrix · log amplitude; the weighted pseudo-inverse of the other. */
  readonly toMelCepstrum: Float64Array;
}

/**
 * Matrices for the convention of SPTK (Tokuda et al., "Mel-generalized cepstral analysis", 1994):
 * ln|H(ω)| = Σ c[m]·cos(m·w(ω)) with the phase response w of a first-order all-pass. The way back is the least-squares
 * fit with each bin weighted by the width it has on the warped axis.
 *
 * @param order highest coefficient, for example 24 at 16 kHz
 * @param alpha all-pass constant, see {@link melAlpha}
 * @param fftSize size of the transform whose `fftSize / 2 + 1` bins the spectra have
 */
export function melCepstrumBasis(order: number, alpha: number, fftSize: number): MelCepstrumBasis {
  const bins = fftSize / 2 + 1;
  const width = order + 1;
  if (width > bins) throw new RangeError(`Order ${order} needs more than ${bins} bins`);
  const toLogAmplitude = new Float64Array(bins * width);
  const weights = new Float64Array(bins);
  for (let k = 0; k < bins; k++) {
    const omega = (2 * Math.PI * k) / fftSize;
    const warped = warpedAngle(omega, alpha);
    for (let m = 0; m < width; m++) toLogAmplitude[k * width + m] = Math.cos(m * warped);
    const edge = k === 0 || k === bins - 1 ? 0.5 : 1;
    weights[k] = (edge * (1 - alpha * alpha)) / (1 + alpha * alpha - 2 * alpha * Math.cos(omega));
  }
  // Normal equations (Cᵀ W C) X = Cᵀ W, solved for X in place; the matrix is close to diagonal, so no pivoting is needed.
  const normal = new Float64Array(width * width);
  const toMelCepstrum = new Float64Array(width * bins);
  for (let m = 0; m < width; m++) {
    for (let k = 0; k < bins; k++) {
      const weighted = toLogAmplitude[k * width + m] * weights[k];
      toMelCepstrum[m * bins + k] = weighted;
      for (let n = 0; n < width; n++) normal[m * width + n] += weighted * toLogAmplitude[k * width + n];
    }
  }
  for (let pivot = 0; pivot < width; pivot++) {
    const scale = 1 / normal[pivot * width + pivot];
    for (let n = 0; n < width; n++) normal[pivot * width + n] *= scale;
    for (let k = 0; k < bins; k++) toMelCepstrum[pivot * bins + k] *= scale;
    for (let row = 0; row < width; row++) {
      const factor = normal[row * width + pivot];
      if (row === pivot || factor === 0) continue;
      for (let n = 0; n < width; n++) normal[row * width + n] -= factor * normal[pivot * width + n];
      for (let k = 0; k < bins; k++) toMelCepstrum[row * bins + k] -= factor * toMelCepstrum[pivot * bins + k];
    }
  }
  return { order, alpha, bins, toLogAmplitude, toMelCepstrum };
}

/** Power spectra [frames × bins] (all above 0) → mel-cepstra [frames × (order + 1)], row-major. */
export function powerToMelCepstrum(basis: MelCepstrumBasis, power: Float64Array): Float32Array {
  const { bins, order, toMelCepstrum } = basis;
  const width = order + 1;
  const frames = power.length / bins;
  const cepstra = new Float32Array(frames * width);
  const logAmplitude = new Float64Array(bins);
  for (let frame = 0; frame < frames; frame++) {
    for (let k = 0; k < bins; k++) logAmplitude[k] = 0.5 * Math.log(power[frame * bins + k]);
    // Five sums side by side: a processor need not wait for one addition to begin the next. Each has its own order.
    let m = 0;
    for (; m + 5 <= width; m += 5) {
      const row = m * bins;
      let [a, b, c, d, e] = [0, 0, 0, 0, 0];
      for (let k = 0; k < bins; k++) {
        const value = logAmplitude[k];
        a += toMelCepstrum[row + k] * value;
        b += toMelCepstrum[row + bins + k] * value;
        c += toMelCepstrum[row + 2 * bins + k] * value;
        d += toMelCepstrum[row + 3 * bins + k] * value;
        e += toMelCepstrum[row + 4 * bins + k] * value;
      }
      cepstra.set([a, b, c, d, e], frame * width + m);
    }
    for (; m < width; m++) {
      let sum = 0;
      for (let k = 0; k < bins; k++) sum += toMelCepstrum[m * bins + k] * logAmplitude[k];
      cepstra[frame * width + m] = sum;
    }
  }
  return cepstra;
}

/** Mel-cepstra [frames × (order + 1)] → power spectra [frames × bins], row-major. */
export function melCepstrumToPower(basis: MelCepstrumBasis, cepstra: Float32Array): Float64Array {
  const { bins, order, toLogAmplitude } = basis;
  const width = order + 1;
  const frames = cepstra.length / width;
  const power = new Float64Array(frames * bins);
  for (let frame = 0; frame < frames; frame++) {
    for (let k = 0; k < bins; k++) {
      let sum = 0;
      for (let m = 0; m < width; m++) sum += toLogAmplitude[k * width + m] * cepstra[frame * width + m];
      power[frame * bins + k] = Math.exp(2 * sum);
    }
  }
  return power;
}
