// Gives speech another spectrum and leaves all else of it alone: each short stretch is multiplied by gains over frequency
// (a time-varying filter by short-time Fourier transform, Allen 1977). Its filters have minimum phase, so nothing is heard
// before what caused it.
import { powerOfTwoAtLeast, RealFft } from './fft.ts';
import { FRAME_PERIOD_MS } from './frames.ts';

/** Length of a stretch in frame periods, each of which begins one later. */
const windowPeriods = 5;
/** Stretches and the tail of their filter's response, seconds. */
const responseSeconds = 0.08;
/** Sum of the Hann windows that cover a sample. */
const overlap = windowPeriods / 2;

/** Size of the transform: gains have `size / 2 + 1` bins from 0 Hz to Nyquist. */
export const filterFftSize = (sampleRate: number): number => powerOfTwoAtLeast(sampleRate * responseSeconds);

/**
 * Filter a signal by gains that change from frame to frame; those of the first and last frame go on beyond the ends.
 * @param samples mono, at a rate of which a frame period is a whole number of samples
 * @param logGains nepers, [frames × (filterFftSize / 2 + 1)], frame `i` centred at `i · FRAME_PERIOD_MS`; 0 leaves all as it is
 * @returns as many samples
 * @throws RangeError without a frame, or at another rate
 */
export function filterSpectrum(samples: Float32Array, sampleRate: number, logGains: Float64Array): Float32Array {
  const hop = (sampleRate * FRAME_PERIOD_MS) / 1000;
  if (!Number.isInteger(hop)) throw new RangeError(`At ${sampleRate} Hz a frame period is no whole number of samples`);
  const size = filterFftSize(sampleRate);
  const bins = size / 2 + 1;
  const frames = logGains.length / bins;
  if (!(frames >= 1)) throw new RangeError('There are no gains');
  const width = windowPeriods * hop;
  const window = Float64Array.from({ length: width }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / width));
  const minimumPhase = new MinimumPhase(size);
  const fft = new RealFft(size);
  const piece = new Float64Array(size);
  const spectrum = new Float64Array(size + 2);
  const filtered = new Float64Array(samples.length);
  const reach = Math.ceil(windowPeriods / 2);
  const last = Math.ceil(samples.length / hop) + reach;
  for (let frame = -reach; frame <= last; frame++) {
    const start = Math.round(frame * hop - width / 2);
    piece.fill(0);
    for (let i = Math.max(0, -start); i < width && start + i < samples.length; i++) {
      piece[i] = window[i] * samples[start + i];
    }
    fft.forward(piece, spectrum);
    const gains = Math.min(frames - 1, Math.max(0, frame)) * bins;
    minimumPhase.apply(logGains.subarray(gains, gains + bins), spectrum);
    fft.inverse(spectrum, piece);
    for (let i = Math.max(0, -start); i < size && start + i < samples.length; i++) filtered[start + i] += piece[i];
  }
  return Float32Array.from(filtered, (value) => value / overlap);
}

/** Filters of minimum phase from their gains, by the folded cepstrum (Oppenheim and Schafer). */
class MinimumPhase {
  readonly #fft: RealFft;
  readonly #spectrum: Float64Array;
  readonly #cepstrum: Float64Array;

  constructor(size: number) {
    this.#fft = new RealFft(size);
    this.#spectrum = new Float64Array(size + 2);
    this.#cepstrum = new Float64Array(size);
  }

  /** Multiply a spectrum by the filter with these gains, in place. */
  apply(logGains: Float64Array, spectrum: Float64Array): void {
    const response = this.#spectrum;
    const cepstrum = this.#cepstrum;
    const half = cepstrum.length / 2;
    for (let k = 0; k <= half; k++) {
      response[2 * k] = logGains[k];
      response[2 * k + 1] = 0;
    }
    this.#fft.inverse(response, cepstrum);
    for (let n = 1; n < half; n++) cepstrum[n] *= 2;
    cepstrum.fill(0, half + 1);
    this.#fft.forward(cepstrum, response);
    for (let k = 0; k <= half; k++) {
      const gain = Math.exp(response[2 * k]);
      const phase = response[2 * k + 1];
      const [re, im] = [gain * Math.cos(phase), gain * Math.sin(phase)];
      const [a, b] = [spectrum[2 * k], spectrum[2 * k + 1]];
      spectrum[2 * k] = a * re - b * im;
      spectrum[2 * k + 1] = a * im + b * re;
    }
    // At 0 Hz and at Nyquist a real signal has no phase.
    spectrum[1] = 0;
    spectrum[2 * half + 1] = 0;
  }
}
