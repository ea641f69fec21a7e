// Mel spectra of 25 ms every 10 ms, and their logarithms as Whisper takes them (Radford et al. 2022,
// github.com/openai/whisper, audio.py; MIT).

/** Samples a second of what is analysed. */
export const whisperSampleRate = 16_000;
const window = 400;
const hop = 160;
const bins = window / 2 + 1;

/** Slaney's mel scale: linear below 1 kHz, logarithmic above. */
const toMel = (hz: number): number => (hz < 1000 ? (3 * hz) / 200 : 15 + (27 * Math.log(hz / 1000)) / Math.log(6.4));
const toHz = (mel: number): number => (mel < 15 ? (200 * mel) / 3 : 1000 * Math.exp(((mel - 15) * Math.log(6.4)) / 27));

/** Triangles of equal area over power spectra of 0 to 8 kHz, [bands × bins] (librosa's `filters.mel`). */
export function melFilters(bands: number): Float64Array {
  const top = toMel(whisperSampleRate / 2);
  const edges = Array.from({ length: bands + 2 }, (_, i) => toHz((i * top) / (bands + 1)));
  const filters = new Float64Array(bands * bins);
  for (let band = 0; band < bands; band++) {
    const [low, middle, high] = [edges[band], edges[band + 1], edges[band + 2]];
    for (let bin = 0; bin < bins; bin++) {
      const hz = (bin * whisperSampleRate) / window;
      const height = Math.min((hz - low) / (middle - low), (high - hz) / (high - middle));
      filters[band * bins + bin] = (Math.max(0, height) * 2) / (high - low);
    }
  }
  return filters;
}

const hann = Float64Array.from({ length: window }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / window));
const cosines = Float64Array.from({ length: window }, (_, i) => Math.cos((2 * Math.PI * i) / window));
const sines = Float64Array.from({ length: window }, (_, i) => Math.sin((2 * Math.PI * i) / window));

/** Power spectrum of one frame of `window` samples (a plain transform: 400 is no power of two). */
function powerSpectrum(frame: Float64Array, power: Float64Array): void {
  const half = window / 2;
  // What is even about the middle meets cosines, what is odd meets sines: half of the products.
  const even = new Float64Array(half + 1);
  const odd = new Float64Array(half + 1);
  even[0] = frame[0];
  even[half] = frame[half];
  for (let i = 1; i < half; i++) {
    even[i] = frame[i] + frame[window - i];
    odd[i] = frame[i] - frame[window - i];
  }
  for (let bin = 0; bin < bins; bin++) {
    let [real, imaginary] = [0, 0];
    for (let i = 0, at = 0; i <= half; i++) {
      real += even[i] * cosines[at];
      imaginary += odd[i] * sines[at];
      at += bin;
      if (at >= window) at -= window;
    }
    power[bin] = real * real + imaginary * imaginary;
  }
}

/**
 * Mel spectra of power, each around a sample that is a multiple of 10 ms.
 * @param frames how many
 * @param at the sample at an index, which may lie outside of what there is
 * @returns [frames × bands]
 */
export function melPowers(frames: number, bands: number, at: (index: number) => number): Float64Array {
  const filters = melFilters(bands);
  const powers = new Float64Array(frames * bands);
  const frame = new Float64Array(window);
  const power = new Float64Array(bins);
  for (let t = 0; t < frames; t++) {
    for (let i = 0; i < window; i++) frame[i] = hann[i] * at(t * hop - window / 2 + i);
    powerSpectrum(frame, power);
    for (let band = 0; band < bands; band++) {
      let sum = 0;
      for (let bin = 0; bin < bins; bin++) sum += filters[band * bins + bin] * power[bin];
      powers[t * bands + band] = sum;
    }
  }
  return powers;
}

/**
 * @param samples mono, 16 kHz; what is longer than `seconds` is left out; after the end all is zero, as in faster-whisper
 * @returns [bands × frames], 100 frames a second, scaled as Whisper was trained with
 */
export function logMel(samples: Float32Array, bands: number, seconds: number): Float32Array {
  const length = seconds * whisperSampleRate;
  const frames = length / hop;
  const spectra = new Float32Array(bands * frames);
  const heard = Math.min(length, samples.length);
  const voiced = Math.min(frames, Math.floor(heard / hop) + 1);
  // Mirrored at the beginning; silent after the end.
  const powers = melPowers(voiced, bands, (index) => (Math.abs(index) < heard ? samples[Math.abs(index)] : 0));
  let loudest = -10;
  for (let t = 0; t < voiced; t++) {
    for (let band = 0; band < bands; band++) {
      const value = Math.log10(Math.max(1e-10, powers[t * bands + band]));
      spectra[band * frames + t] = value;
      loudest = Math.max(loudest, value);
    }
  }
  for (let band = 0; band < bands; band++) {
    for (let at = band * frames; at < band * frames + voiced; at++) {
      spectra[at] = (Math.max(spectra[at], loudest - 8) + 4) / 4;
    }
  }
  return spectra;
}
