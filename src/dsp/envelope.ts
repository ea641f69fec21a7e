// Spectral envelope of speech: the power spectrum without the traces of the harmonics. After M. Morise, "CheapTrick, a
// spectral envelope estimator for high-quality speech synthesis", Speech Communication 67 (2015).
import { powerOfTwoAtLeast, RealFft } from './fft.ts';
import { FRAME_PERIOD_MS, POWER_FLOOR } from './frames.ts';
import { addMirroredBelow, smoothSpectrum, WindowedFrame } from './spectra.ts';

/** Unvoiced frames are analysed as if they had this F0: a short window and broad smoothing. */
const UNVOICED_HZ = 500;
/** Weight of the neighbouring harmonics in undoing the smoothing at the harmonics (q₁ in the paper). */
const RECOVERY = -0.15;

/** Size of the transform whose bins the envelopes have: room for three periods of 60 Hz; 1024 at 16 kHz, 2048 at 24 kHz. */
export function envelopeFftSize(sampleRate: number): number {
  return powerOfTwoAtLeast((3 * sampleRate) / 60 + 1);
}

/**
 * Spectral envelope of each frame of an F0 track, as power density: its mean over all bins is the mean square of the
 * signal around the frame. Never below the floor of 16-bit rounding noise, so its log is finite.
 *
 * @param samples mono, −1 to 1
 * @param f0 Hz by frame of 5 ms, 0 where unvoiced, see estimateF0
 * @returns [frames × (envelopeFftSize / 2 + 1)], row-major
 */
export function estimateEnvelope(samples: Float32Array, sampleRate: number, f0: Float64Array): Float64Array {
  const fftSize = envelopeFftSize(sampleRate);
  const bins = fftSize / 2 + 1;
  const fft = new RealFft(fftSize);
  const frame = new WindowedFrame(samples, fftSize);
  const spectrum = new Float64Array(fftSize + 2);
  const power = new Float64Array(bins);
  const smooth = new Float64Array(bins);
  const log = new Float64Array(fftSize);
  const envelope = new Float64Array(f0.length * bins);
  const lowestHz = (3 * sampleRate) / (fftSize - 3);
  // Most unvoiced frames follow another one.
  const lifter = new Float64Array(bins);
  let lifterHz = 0;
  for (let i = 0; i < f0.length; i++) {
    const hertz = f0[i] > 0 ? Math.max(f0[i], lowestHz) : UNVOICED_HZ;
    frame.cut((i * FRAME_PERIOD_MS * sampleRate) / 1000, (3 * sampleRate) / hertz, 'hann');
    fft.forward(frame.signal, spectrum);
    for (let k = 0; k < bins; k++) {
      power[k] = (spectrum[2 * k] ** 2 + spectrum[2 * k + 1] ** 2) / frame.windowEnergy;
    }
    const measured = meanPower(power);
    addMirroredBelow(power, (hertz * fftSize) / sampleRate);
    smoothSpectrum(power, smooth, (2 * hertz * fftSize) / (3 * sampleRate));
    log[0] = Math.log(smooth[0] + POWER_FLOOR);
    for (let k = 1; k < bins; k++) log[k] = log[fftSize - k] = Math.log(smooth[k] + POWER_FLOOR);
    fft.forward(log, spectrum);
    if (hertz !== lifterHz) fillLifter(lifter, (lifterHz = hertz), sampleRate);
    for (let q = 0; q < bins; q++) {
      spectrum[2 * q] *= lifter[q];
      spectrum[2 * q + 1] = 0;
    }
    fft.inverse(spectrum, log);
    for (let k = 0; k < bins; k++) smooth[k] = Math.exp(log[k]);
    // Undoing the smoothing raises narrow peaks too far, by 1 to 2 dB in all: keep the power that the frame has.
    const expected = f0[i] > 0 ? harmonicPower(smooth, (hertz * fftSize) / sampleRate) : meanPower(smooth);
    const scale = (measured + POWER_FLOOR) / expected;
    for (let k = 0; k < bins; k++) envelope[i * bins + k] = Math.max(POWER_FLOOR, scale * smooth[k]);
  }
  return envelope;
}

/** What smooths a cepstrum over F0, and undoes that at the harmonics. */
function fillLifter(lifter: Float64Array, hertz: number, sampleRate: number): void {
  for (let q = 0; q < lifter.length; q++) {
    const angle = (Math.PI * hertz * q) / sampleRate;
    const smoothing = q === 0 ? 1 : Math.sin(angle) / angle;
    lifter[q] = smoothing * (1 - 2 * RECOVERY + 2 * RECOVERY * Math.cos(2 * angle));
  }
}

/** Mean over all bins of the two-sided spectrum: the mean square of noise with this power density. */
function meanPower(power: Float64Array): number {
  const last = power.length - 1;
  let sum = 0.5 * (power[0] + power[last]);
  for (let k = 1; k < last; k++) sum += power[k];
  return sum / last;
}

/** Mean square of a voice whose harmonics have this power density. `f0Bins`: F0 in bins, may be a fraction. */
function harmonicPower(power: Float64Array, f0Bins: number): number {
  const last = power.length - 1;
  let sum = 0;
  for (let position = f0Bins; position < last; position += f0Bins) {
    const below = Math.floor(position);
    sum += power[below] + (position - below) * (power[below + 1] - power[below]);
  }
  return (sum * f0Bins) / last;
}
