// Speech from F0, spectral envelope and aperiodicity: one response of the vocal tract a glottal pulse, with its share of
// noise, added up. After M. Morise, F. Yokomori and K. Ozawa, "WORLD: a vocoder-based high-quality speech synthesis
// system for real-time applications", IEICE Transactions E99-D (2016).
import { aperiodicityBands, BAND_HZ } from './aperiodicity.ts';
import { RealFft } from './fft.ts';
import { FRAME_PERIOD_MS } from './frames.ts';

/** What a voice does, every 5 ms; frame `i` is centred at `i · 5 ms`. */
export interface SpeechParameters {
  /** Hz by frame, 0 where unvoiced. */
  readonly f0: Float64Array;
  /** Power density [frames × bins], row-major, above 0; bins are those of a power-of-two transform. */
  readonly envelope: Float64Array;
  /** Ratio of amplitudes 0 to 1 [frames × aperiodicityBands], row-major. */
  readonly aperiodicity: Float32Array;
}

/** Unvoiced sound is made in pieces of this length. */
const NOISE_SECONDS = 0.003;
/** Voiced frames with more noise than this in all bands are made as noise. */
const ALL_NOISE = 0.94;
/** Aperiodicity at 0 Hz: 60 dB below the envelope. */
const AT_ZERO_HZ = 1e-3;

/**
 * Synthesize speech. The same parameters and seed give the same samples, bit by bit.
 *
 * @param seed any integer, chooses the noise
 * @returns mono samples at the level of the envelope, `(frames − 1) · 5 ms` long plus one sample; nothing for no frames
 */
export function synthesize(parameters: SpeechParameters, sampleRate: number, seed = 1): Float32Array {
  const { f0 } = parameters;
  if (f0.length === 0) return new Float32Array();
  const length = Math.floor(((f0.length - 1) * FRAME_PERIOD_MS * sampleRate) / 1000) + 1;
  const responses = new ResponseBuilder(parameters, sampleRate, seed);
  const out = new Float64Array(length);
  const framesPerSample = 1000 / (FRAME_PERIOD_MS * sampleRate);
  const noiseLength = Math.round(NOISE_SECONDS * sampleRate);
  let start = 0;
  while (start < length) {
    const position = start * framesPerSample;
    if (!soundsVoiced(parameters, position)) {
      const count = Math.min(noiseLength, length - start);
      responses.addNoise(out, start, count, position + 0.5 * count * framesPerSample);
      start += count;
      continue;
    }
    // Follow the phase of the voice from pulse to pulse until voicing ends; pulses fall between samples.
    let pulse = start;
    while (pulse < length && soundsVoiced(parameters, pulse * framesPerSample)) {
      const next = pulse + periodAt(f0, pulse, framesPerSample, sampleRate);
      const first = Math.floor(pulse);
      const count = Math.min(Math.floor(next), length) - first;
      responses.addPulse(out, pulse, next - pulse, count, pulse * framesPerSample);
      pulse = next;
    }
    start = Math.floor(pulse);
  }
  return Float32Array.from(out);
}

function soundsVoiced({ f0, aperiodicity }: SpeechParameters, position: number): boolean {
  const frame = Math.min(f0.length - 1, Math.round(position));
  if (f0[frame] === 0) return false;
  const bands = aperiodicity.length / f0.length;
  for (let band = 0; band < bands; band++) if (aperiodicity[frame * bands + band] < ALL_NOISE) return true;
  return false;
}

/** Samples from one pulse to the next: the time in which the phase makes one turn, F0 taken at the middle of it. */
function periodAt(f0: Float64Array, pulse: number, framesPerSample: number, sampleRate: number): number {
  let period = sampleRate / interpolatedF0(f0, pulse * framesPerSample);
  for (let i = 0; i < 2; i++) period = sampleRate / interpolatedF0(f0, (pulse + 0.5 * period) * framesPerSample);
  return period;
}

/** F0 between frames; beside an unvoiced frame that of the nearest voiced one. */
function interpolatedF0(f0: Float64Array, position: number): number {
  const last = f0.length - 1;
  const before = Math.min(last, Math.floor(position));
  const after = Math.min(last, before + 1);
  const fraction = Math.min(1, position - before);
  if (f0[before] > 0 && f0[after] > 0) return f0[before] + fraction * (f0[after] - f0[before]);
  return f0[before] || f0[after] || 500;
}

/** Makes the responses of single pulses and pieces of noise, in buffers that are used again. */
class ResponseBuilder {
  readonly #parameters: SpeechParameters;
  readonly #fft: RealFft;
  readonly #random: () => number;
  readonly #bins: number;
  /** Where each bin lies between the bands, in bands: −1 is 0 Hz, the number of bands is Nyquist. */
  readonly #bandPosition: Float64Array;
  readonly #decibels: Float64Array;
  readonly #power: Float64Array;
  readonly #noiseShare: Float64Array;
  readonly #time: Float64Array;
  readonly #work: Float64Array;
  readonly #filter: Float64Array;
  readonly #sum: Float64Array;
  readonly #noise: Float64Array;
  /** A raised cosine around time 0 of area 1, for taking the offset of a pulse away without a step. */
  readonly #offsetShape: Float64Array;

  constructor(parameters: SpeechParameters, sampleRate: number, seed: number) {
    const bins = parameters.envelope.length / parameters.f0.length;
    const size = 2 * (bins - 1);
    const bands = aperiodicityBands(sampleRate);
    if (parameters.aperiodicity.length !== parameters.f0.length * bands) {
      throw new RangeError(`Aperiodicity at ${sampleRate} Hz has ${bands} bands a frame`);
    }
    this.#parameters = parameters;
    this.#fft = new RealFft(size);
    this.#random = normalNoise(seed);
    this.#bins = bins;
    this.#decibels = new Float64Array(bands + 2);
    this.#bandPosition = Float64Array.from({ length: bins }, (_, k) => {
      const hertz = (k * sampleRate) / size;
      if (hertz <= bands * BAND_HZ) return hertz / BAND_HZ;
      return bands + (hertz - bands * BAND_HZ) / (sampleRate / 2 - bands * BAND_HZ);
    });
    this.#power = new Float64Array(bins);
    this.#noiseShare = new Float64Array(bins);
    this.#time = new Float64Array(size);
    this.#work = new Float64Array(size + 2);
    this.#filter = new Float64Array(size + 2);
    this.#sum = new Float64Array(size + 2);
    this.#noise = new Float64Array(size + 2);
    const quarter = size / 4;
    this.#offsetShape = Float64Array.from(
      { length: 2 * quarter + 1 },
      (_, i) => (0.5 - 0.5 * Math.cos((Math.PI * i) / quarter)) / quarter,
    );
  }

  /** Add `count` samples of filtered noise from sample `start` on. */
  addNoise(out: Float64Array, start: number, count: number, position: number): void {
    this.#interpolateEnvelope(position);
    this.#minimumPhase();
    this.#drawNoise(count);
    multiplySpectra(this.#noise, this.#filter, this.#sum);
    this.#fft.inverse(this.#sum, this.#time);
    addResponse(out, this.#time, start);
  }

  /**
   * Add one pulse at the fractional sample `pulse`, with the power of `period` samples of the voice, and its noise from
   * the sample before on, `count` samples long.
   */
  addPulse(out: Float64Array, pulse: number, period: number, count: number, position: number): void {
    const start = Math.floor(pulse);
    const size = this.#time.length;
    this.#interpolateEnvelope(position);
    this.#interpolateNoiseShare(position);
    for (let k = 0; k < this.#bins; k++) this.#power[k] *= 1 - this.#noiseShare[k];
    this.#minimumPhase();
    const sum = this.#sum;
    const filter = this.#filter;
    const gain = Math.sqrt(period);
    const turn = (-2 * Math.PI * (pulse - start)) / size;
    for (let k = 0; k < this.#bins; k++) {
      const re = gain * Math.cos(turn * k);
      const im = gain * Math.sin(turn * k);
      sum[2 * k] = filter[2 * k] * re - filter[2 * k + 1] * im;
      sum[2 * k + 1] = filter[2 * k] * im + filter[2 * k + 1] * re;
    }
    const offset = sum[0];
    if (count > 0) {
      this.#interpolateEnvelope(position);
      for (let k = 0; k < this.#bins; k++) this.#power[k] *= this.#noiseShare[k];
      this.#minimumPhase();
      this.#drawNoise(count);
      multiplySpectra(this.#noise, filter, this.#work);
      for (let i = 0; i < sum.length; i++) sum[i] += this.#work[i];
    }
    sum[2 * this.#bins - 1] = 0;
    this.#fft.inverse(sum, this.#time);
    const shape = this.#offsetShape;
    const quarter = (shape.length - 1) / 2;
    for (let i = 0; i < shape.length; i++) this.#time[(size + i - quarter) % size] -= offset * shape[i];
    addResponse(out, this.#time, start);
  }

  /** Envelope between frames → #power. */
  #interpolateEnvelope(position: number): void {
    const { f0, envelope } = this.#parameters;
    const bins = this.#bins;
    const before = Math.min(f0.length - 1, Math.floor(position));
    const after = Math.min(f0.length - 1, before + 1);
    const fraction = Math.min(1, position - before);
    for (let k = 0; k < bins; k++) {
      this.#power[k] = (1 - fraction) * envelope[before * bins + k] + fraction * envelope[after * bins + k];
    }
  }

  /** Aperiodicity between frames and bands → #noiseShare, the share of the power that is noise. */
  #interpolateNoiseShare(position: number): void {
    const { f0, aperiodicity } = this.#parameters;
    const decibels = this.#decibels;
    const bands = decibels.length - 2;
    const before = Math.min(f0.length - 1, Math.floor(position));
    const after = Math.min(f0.length - 1, before + 1);
    const fraction = Math.min(1, position - before);
    decibels[0] = Math.log(AT_ZERO_HZ);
    for (let band = 0; band < bands; band++) {
      const ratio =
        (1 - fraction) * aperiodicity[before * bands + band] + fraction * aperiodicity[after * bands + band];
      decibels[band + 1] = Math.log(Math.min(1, Math.max(AT_ZERO_HZ, ratio)));
    }
    decibels[bands + 1] = 0;
    for (let k = 0; k < this.#bins; k++) {
      const band = Math.min(bands, Math.floor(this.#bandPosition[k]));
      const share = this.#bandPosition[k] - band;
      this.#noiseShare[k] = Math.min(
        1 - 1e-9,
        Math.exp(2 * ((1 - share) * decibels[band] + share * decibels[band + 1])),
      );
    }
  }

  /** #power → #filter, the spectrum of the causal response with the least delay, by the folded cepstrum. */
  #minimumPhase(): void {
    const size = this.#time.length;
    const time = this.#time;
    const filter = this.#filter;
    time[0] = 0.5 * Math.log(this.#power[0]);
    for (let k = 1; k < this.#bins; k++) time[k] = time[size - k] = 0.5 * Math.log(this.#power[k]);
    this.#fft.forward(time, filter);
    const scale = 1 / size;
    time[0] = filter[0] * scale;
    for (let q = 1; q < size / 2; q++) time[q] = 2 * filter[2 * q] * scale;
    time[size / 2] = filter[size] * scale;
    time.fill(0, size / 2 + 1);
    this.#fft.forward(time, filter);
    for (let k = 0; k < this.#bins; k++) {
      const amplitude = Math.exp(filter[2 * k]);
      const phase = filter[2 * k + 1];
      filter[2 * k] = amplitude * Math.cos(phase);
      filter[2 * k + 1] = amplitude * Math.sin(phase);
    }
  }

  /** Spectrum of `count` samples of white noise of power 1 → #noise. */
  #drawNoise(count: number): void {
    const time = this.#time;
    for (let n = 0; n < count; n++) time[n] = this.#random();
    time.fill(0, count);
    this.#fft.forward(time, this.#noise);
  }
}

function multiplySpectra(a: Float64Array, b: Float64Array, out: Float64Array): void {
  for (let i = 0; i < a.length; i += 2) {
    const re = a[i] * b[i] - a[i + 1] * b[i + 1];
    out[i + 1] = a[i] * b[i + 1] + a[i + 1] * b[i];
    out[i] = re;
  }
}

/** Add a response that begins at sample `start`; its last quarter is what comes before. */
function addResponse(out: Float64Array, response: Float64Array, start: number): void {
  const size = response.length;
  const tail = size / 4;
  for (let i = -Math.min(tail, start); i < size - tail && start + i < out.length; i++) {
    out[start + i] += response[i < 0 ? size + i : i];
  }
}

/** Numbers of about normal distribution with variance 1: sums of uniform ones from a xorshift generator. */
function normalNoise(seed: number): () => number {
  // Spread the bits of small seeds; the state must not be 0.
  let state = Math.imul(seed, 0x9e3779b1) ^ 0x6d2b79f5 || 1;
  return () => {
    let sum = 0;
    for (let i = 0; i < 6; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      sum += state;
    }
    // Six uniform numbers in ±2³¹ have variance 6 · 2⁶² / 3.
    return sum / (Math.SQRT2 * 2 ** 31);
  };
}
