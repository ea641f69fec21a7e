// The fast Fourier transform of real signals: one complex transform of half the size, in buffers that are used again.
import FFT from 'fft.js';

/** Smallest power of two that is at least `n` (and at least 1). */
export function powerOfTwoAtLeast(n: number): number {
  let size = 1;
  while (size < n) size *= 2;
  return size;
}

/**
 * Forward and inverse transform between `size` real samples and the `size / 2 + 1` complex bins from 0 Hz to Nyquist.
 * Bins are interleaved (re, im), so a spectrum is a Float64Array of `size + 2`. Not scaled forward, scaled by 1/size back.
 *
 * @example
 * const fft = new RealFft(1024);
 * const spectrum = new Float64Array(1026);
 * fft.forward(signal, spectrum);
 */
export class RealFft {
  readonly size: number;
  readonly #half: FFT;
  readonly #work: Float64Array;
  readonly #cosine: Float64Array;
  readonly #sine: Float64Array;

  /** @param size number of real samples, a power of two, at least 4 */
  constructor(size: number) {
    if (size < 4 || powerOfTwoAtLeast(size) !== size) {
      throw new RangeError(`FFT size must be a power of two of at least 4, not ${size}`);
    }
    this.size = size;
    const half = size / 2;
    this.#half = new FFT(half);
    this.#work = new Float64Array(size);
    this.#cosine = Float64Array.from({ length: half + 1 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.#sine = Float64Array.from({ length: half + 1 }, (_, k) => Math.sin((2 * Math.PI * k) / size));
  }

  /** `signal` (size) → `spectrum` (size + 2). */
  forward(signal: Float64Array, spectrum: Float64Array): void {
    const half = this.size / 2;
    const packed = this.#work;
    const cosine = this.#cosine;
    const sine = this.#sine;
    // Even samples as real and odd samples as imaginary parts: the layout of a real array already.
    this.#half.transform(packed, signal);
    for (let k = 0; k <= half; k++) {
      const a = k === half ? 0 : 2 * k;
      const b = k === 0 ? 0 : 2 * (half - k);
      const evenRe = 0.5 * (packed[a] + packed[b]);
      const evenIm = 0.5 * (packed[a + 1] - packed[b + 1]);
      const oddRe = 0.5 * (packed[a + 1] + packed[b + 1]);
      const oddIm = 0.5 * (packed[b] - packed[a]);
      spectrum[2 * k] = evenRe + cosine[k] * oddRe + sine[k] * oddIm;
      spectrum[2 * k + 1] = evenIm + cosine[k] * oddIm - sine[k] * oddRe;
    }
  }

  /** `spectrum` (size + 2) → `signal` (size). The imaginary parts at 0 Hz and at Nyquist must be 0. */
  inverse(spectrum: Float64Array, signal: Float64Array): void {
    const half = this.size / 2;
    const packed = this.#work;
    const cosine = this.#cosine;
    const sine = this.#sine;
    for (let k = 0; k < half; k++) {
      const a = 2 * k;
      const b = 2 * (half - k);
      const evenRe = 0.5 * (spectrum[a] + spectrum[b]);
      const evenIm = 0.5 * (spectrum[a + 1] - spectrum[b + 1]);
      const differenceRe = 0.5 * (spectrum[a] - spectrum[b]);
      const differenceIm = 0.5 * (spectrum[a + 1] + spectrum[b + 1]);
      const oddRe = cosine[k] * differenceRe - sine[k] * differenceIm;
      const oddIm = cosine[k] * differenceIm + sine[k] * differenceRe;
      packed[a] = evenRe - oddIm;
      packed[a + 1] = evenIm + oddRe;
    }
    this.#half.inverseTransform(signal, packed);
  }
}
