// Aperiodicity of speech: which part of a voice is noise, by band of frequency. After M. Morise, "D4C, a band-aperiodicity
// estimator for high-quality speech synthesis", Speech Communication 84 (2016).
import { powerOfTwoAtLeast, RealFft } from './fft.ts';
import { FRAME_PERIOD_MS } from './frames.ts';
import { addMirroredBelow, smoothSpectrum, WindowedFrame } from './spectra.ts';

/** Distance of the centres of bands, Hz; the first is as far from 0 Hz. */
export const BAND_HZ = 3000;
/** Lowest F0 that the windows have room for, Hz. */
const LOWEST_HZ = 47;

/** Number of bands: one at 16 kHz (centred at 3 kHz), three at 24 kHz (3, 6 and 9 kHz). */
export function aperiodicityBands(sampleRate: number): number {
  return Math.max(1, Math.floor(Math.min(15000, sampleRate / 2 - BAND_HZ) / BAND_HZ));
}

/**
 * Aperiodicity of each frame and band as a ratio of amplitudes: 0 all harmonics, 1 all noise. 1 where unvoiced, and where
 * the spectrum has too little of its power at low frequencies for a voice.
 *
 * Additive white noise reads about half as high as it is (0.14 for 0.3), as with the original: most of a real voice's
 * aperiodicity is modulation, and scaling it up drowns weak voicing in noise.
 *
 * @param samples mono, −1 to 1
 * @param f0 Hz by frame of 5 ms, 0 where unvoiced, see estimateF0
 * @returns [frames × aperiodicityBands], row-major
 */
export function estimateAperiodicity(samples: Float32Array, sampleRate: number, f0: Float64Array): Float32Array {
  const bands = aperiodicityBands(sampleRate);
  const aperiodicity = new Float32Array(f0.length * bands).fill(1);
  const analysis = new GroupDelayAnalysis(samples, sampleRate);
  for (let frame = 0; frame < f0.length; frame++) {
    if (f0[frame] === 0) continue;
    const hertz = Math.max(f0[frame], LOWEST_HZ);
    const centre = (frame * FRAME_PERIOD_MS * sampleRate) / 1000;
    if (!analysis.soundsVoiced(centre, hertz)) continue;
    analysis.measure(centre, hertz);
    for (let band = 0; band < bands; band++) {
      // The residue grows with F0 by the method itself; 2 dB by 100 Hz above 100 Hz are taken off, as in the paper's program.
      const decibels = analysis.bandResidueDb((band + 1) * BAND_HZ) + (hertz - 100) / 50;
      aperiodicity[frame * bands + band] = Math.min(1, 10 ** (decibels / 20));
    }
  }
  return aperiodicity;
}

/** The group delay of a frame, freed of the parts that a purely periodic signal has; what is left varies with the noise. */
class GroupDelayAnalysis {
  readonly #sampleRate: number;
  readonly #size: number;
  readonly #fft: RealFft;
  readonly #frame: WindowedFrame;
  readonly #spectrum: Float64Array;
  readonly #ramped: Float64Array;
  readonly #rampedSpectrum: Float64Array;
  readonly #centroid: Float64Array;
  readonly #power: Float64Array;
  readonly #delay: Float64Array;
  readonly #smooth: Float64Array;
  readonly #bandWindow: Float64Array;
  readonly #strongest: Float64Array;

  constructor(samples: Float32Array, sampleRate: number) {
    this.#sampleRate = sampleRate;
    this.#size = powerOfTwoAtLeast((4 * sampleRate) / LOWEST_HZ + 1);
    this.#fft = new RealFft(this.#size);
    this.#frame = new WindowedFrame(samples, this.#size);
    this.#spectrum = new Float64Array(this.#size + 2);
    this.#ramped = new Float64Array(this.#size);
    this.#rampedSpectrum = new Float64Array(this.#size + 2);
    const bins = this.#size / 2 + 1;
    this.#centroid = new Float64Array(bins);
    this.#power = new Float64Array(bins);
    this.#delay = new Float64Array(bins);
    this.#smooth = new Float64Array(bins);
    // Nuttall's window with four terms, whose side lobes are below −90 dB.
    const half = Math.floor((BAND_HZ * this.#size) / sampleRate);
    this.#bandWindow = Float64Array.from({ length: 2 * half + 1 }, (_, i) => {
      const angle = (Math.PI * i) / half;
      return 0.355768 - 0.487396 * Math.cos(angle) + 0.144232 * Math.cos(2 * angle) - 0.012604 * Math.cos(3 * angle);
    });
    this.#strongest = new Float64Array(Math.round((8 * this.#size) / this.#bandWindow.length) + 1);
  }

  /** Whether the share of power below 4 kHz is that of a voice (the D4C LoveTrain test). */
  soundsVoiced(centre: number, hertz: number): boolean {
    this.#frame.cut(centre, (3 * this.#sampleRate) / hertz, 'blackman');
    this.#fft.forward(this.#frame.signal, this.#spectrum);
    const bin = (frequency: number) => Math.ceil((frequency * this.#size) / this.#sampleRate);
    let low = 0;
    let all = 0;
    const split = bin(4000);
    const end = bin(Math.min(7900, 0.49 * this.#sampleRate));
    for (let k = bin(100); k <= end; k++) {
      const power = this.#spectrum[2 * k] ** 2 + this.#spectrum[2 * k + 1] ** 2;
      all += power;
      if (k <= split) low += power;
    }
    return low > 0.85 * all;
  }

  /** Compute the freed group delay of a frame, for {@link bandResidueDb}. */
  measure(centre: number, hertz: number): void {
    const bins = this.#centroid.length;
    const f0Bins = (hertz * this.#size) / this.#sampleRate;
    const quarter = (0.25 * this.#sampleRate) / hertz;
    this.#centroid.fill(0);
    this.#addCentroid(centre - quarter, hertz);
    this.#addCentroid(centre + quarter, hertz);
    addMirroredBelow(this.#centroid, f0Bins);
    this.#frame.cut(centre, (4 * this.#sampleRate) / hertz, 'hann');
    this.#fft.forward(this.#frame.signal, this.#spectrum);
    for (let k = 0; k < bins; k++) this.#power[k] = this.#spectrum[2 * k] ** 2 + this.#spectrum[2 * k + 1] ** 2;
    addMirroredBelow(this.#power, f0Bins);
    smoothSpectrum(this.#power, this.#smooth, f0Bins);
    for (let k = 0; k < bins; k++) this.#delay[k] = this.#centroid[k] / (this.#smooth[k] + Number.MIN_VALUE);
    smoothSpectrum(this.#delay, this.#power, f0Bins / 2);
    smoothSpectrum(this.#power, this.#smooth, f0Bins);
    for (let k = 0; k < bins; k++) this.#delay[k] = this.#power[k] - this.#smooth[k];
  }

  /** Add the spectral centroid (power times group delay) of the frame at a place. */
  #addCentroid(centre: number, hertz: number): void {
    const signal = this.#frame.signal;
    this.#frame.cut(centre, (4 * this.#sampleRate) / hertz, 'blackman');
    let energy = 0;
    for (let n = 0; n < signal.length; n++) energy += signal[n] * signal[n];
    if (energy === 0) return;
    for (let n = 0; n < signal.length; n++) this.#ramped[n] = (signal[n] * (n + 1)) / energy;
    this.#fft.forward(signal, this.#spectrum);
    this.#fft.forward(this.#ramped, this.#rampedSpectrum);
    const spectrum = this.#spectrum;
    const ramped = this.#rampedSpectrum;
    for (let k = 0; k < this.#centroid.length; k++) {
      this.#centroid[k] += spectrum[2 * k] * ramped[2 * k] + spectrum[2 * k + 1] * ramped[2 * k + 1];
    }
  }

  /** Power of the freed group delay around a frequency without its strongest components, relative to all of it, in dB. */
  bandResidueDb(hertz: number): number {
    const window = this.#bandWindow;
    const first = Math.round((hertz * this.#size) / this.#sampleRate) - (window.length - 1) / 2;
    const signal = this.#ramped.fill(0);
    for (let i = 0; i < window.length; i++) signal[i] = this.#delay[first + i] * window[i];
    this.#fft.forward(signal, this.#spectrum);
    // As many components as the main lobe of the window is wide belong to the periodic part; strongest first.
    const strongest = this.#strongest.fill(0);
    let all = 0;
    for (let k = 0; k < this.#power.length; k++) {
      const power = this.#spectrum[2 * k] ** 2 + this.#spectrum[2 * k + 1] ** 2;
      all += power;
      let place = strongest.length - 1;
      if (power <= strongest[place]) continue;
      for (; place > 0 && strongest[place - 1] < power; place--) strongest[place] = strongest[place - 1];
      strongest[place] = power;
    }
    if (all === 0) return 0;
    let rest = all;
    for (let i = 0; i < strongest.length; i++) rest -= strongest[i];
    return 10 * Math.log10(Math.max(rest / all, 1e-6));
  }
}
