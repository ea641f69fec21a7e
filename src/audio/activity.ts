// Where in a recording somebody speaks, and how loud the background is meanwhile. Works on band powers of short frames, so
// that even background noise of any colour is told from speech, which stands out of it in many bands at once.
import { RealFft } from '../dsp/fft.ts';
import { mel, melInverse } from '../dsp/mel.ts';

export const framesPerSecond = 100;
const fftSeconds = 0.032;
const bandCount = 24;
const lowestHz = 100;
const highestHz = 8000;
/** Power added to every bin, far below 16-bit rounding: the log of digital silence stays finite. */
const powerFloor = 1e-14;
/** Frames below this level (dBFS) are digital silence: a noise gate or an editor made them, they tell nothing of the room. */
const digitalSilenceDb = -85;
/** The background may change during a recording; it is estimated for stretches of this length. */
const stretchFrames = 30 * framesPerSecond;
/** Quantile over time of a band's power that stands for the background in it. */
const backgroundQuantile = 0.1;
/** Mean excess over the background, dB, of the most salient bands, from which a frame is speech. */
const speechExcessDb = 4.5;
const salientBands = 6;
/** Frames on either side over which band powers are averaged for it. */
const smoothing = 3;
/** Frames this far below the level of speech are not speech, however silent the background: breath, cloth, reverberation. */
const speechRangeDb = 32;

export interface Activity {
  /** 1 for frames with speech, `framesPerSecond` of them a second; frame i covers the samples of its hop. */
  readonly speech: Uint8Array;
  /** Level of each frame between 100 Hz and 8 kHz, dB relative to full scale. */
  readonly levels: Float32Array;
  /** Background power between 100 Hz and 8 kHz (mean square) that shines through within each stretch, also during speech. */
  readonly backgroundPower: Float32Array;
}

/** Power of `samples` in mel-spaced bands, [frames × bands], mean square. */
export class BandAnalysis {
  readonly size: number;
  readonly hop: number;
  readonly edges: readonly number[];
  readonly #fft: RealFft;
  readonly #window: Float64Array;
  readonly #frame: Float64Array;
  readonly #spectrum: Float64Array;
  readonly #scale: number;

  constructor(sampleRate: number) {
    this.size = 2 ** Math.round(Math.log2(sampleRate * fftSeconds));
    this.hop = sampleRate / framesPerSecond;
    this.#fft = new RealFft(this.size);
    this.#window = Float64Array.from(
      { length: this.size },
      (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / this.size),
    );
    const energy = this.#window.reduce((sum, weight) => sum + weight * weight, 0);
    // One-sided power, so that the bins add up to the mean square.
    this.#scale = 2 / (energy * this.size);
    this.#frame = new Float64Array(this.size);
    this.#spectrum = new Float64Array(this.size + 2);
    const [low, high] = [mel(lowestHz), mel(highestHz)];
    this.edges = Array.from({ length: bandCount + 1 }, (_, band) =>
      Math.round((melInverse(low + ((high - low) * band) / bandCount) * this.size) / sampleRate),
    );
  }

  /** Power of each bin (size / 2 + 1 of them) of the window that is centred on sample `centre`. */
  spectrum(samples: Float32Array, centre: number, power: Float64Array): void {
    const first = Math.round(centre) - this.size / 2;
    for (let i = 0; i < this.size; i++) this.#frame[i] = (samples[first + i] ?? 0) * this.#window[i];
    this.#fft.forward(this.#frame, this.#spectrum);
    for (let k = 0; k < power.length; k++) {
      power[k] = this.#scale * (this.#spectrum[2 * k] ** 2 + this.#spectrum[2 * k + 1] ** 2) + powerFloor;
    }
  }

  /** Band powers of a recording that is read piece by piece. */
  bands(length: number, read: (from: number, count: number) => Float32Array): Float32Array {
    const frames = Math.max(1, Math.floor(length / this.hop));
    const result = new Float32Array(frames * bandCount);
    const power = new Float64Array(this.size / 2 + 1);
    const piece = framesPerSecond * 10;
    for (let first = 0; first < frames; first += piece) {
      const count = Math.min(piece, frames - first);
      const margin = this.size;
      const from = first * this.hop - margin;
      const samples = read(from, count * this.hop + 2 * margin);
      const silent = samples.every((sample) => sample === 0);
      for (let frame = 0; frame < count; frame++) {
        const row = (first + frame) * bandCount;
        if (silent) {
          result.fill(powerFloor, row, row + bandCount);
          continue;
        }
        this.spectrum(samples, margin + (frame + 0.5) * this.hop, power);
        for (let band = 0; band < bandCount; band++) {
          let sum = 0;
          for (let k = this.edges[band]; k < this.edges[band + 1]; k++) sum += power[k];
          result[row + band] = sum;
        }
      }
    }
    return result;
  }

  /**
   * How much a low quantile of a band's power over time lies below its mean, for noise: the power of n bins is close to
   * gamma distributed; its quantile by Wilson and Hilferty (1931). Neighbouring bins of a Hann window share noise.
   */
  quantileBias(band: number): number {
    const shape = Math.max(1, (this.edges[band + 1] - this.edges[band]) / 1.5);
    const z = -1.2816; // of the standard normal at 0.1
    return (1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3;
  }
}

/** Adds up the last {@link salientBands} of the sorted bands. */
const salientSum = (sum: number, value: number, band: number): number =>
  band < bandCount - salientBands ? sum : sum + value;

function quantile(values: Float32Array, share: number): number {
  return values.toSorted()[Math.floor(share * (values.length - 1))] ?? 0;
}

/** Close gaps of at most `longest` frames between runs of 1. */
function closeGaps(flags: Uint8Array, longest: number): void {
  let last = -1;
  for (let i = 0; i < flags.length; i++) {
    if (flags[i] === 0) continue;
    if (last >= 0 && i - last - 1 <= longest) flags.fill(1, last, i);
    last = i;
  }
}

/** Remove runs of 1 shorter than `shortest` frames. */
function dropBursts(flags: Uint8Array, shortest: number): void {
  for (let i = 0; i < flags.length; i++) {
    if (flags[i] === 0) continue;
    let end = i;
    while (flags[end] === 1) end++;
    if (end - i < shortest) flags.fill(0, i, end);
    i = end;
  }
}

/**
 * Find speech.
 * @param length samples in the recording
 * @param read gives `count` samples from `from` on; zeros outside of the recording
 */
export function findSpeech(
  length: number,
  sampleRate: number,
  read: (from: number, count: number) => Float32Array,
): Activity {
  const analysis = new BandAnalysis(sampleRate);
  const bands = analysis.bands(length, read);
  const frames = bands.length / bandCount;
  const levels = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    let sum = 0;
    for (let band = 0; band < bandCount; band++) sum += bands[frame * bandCount + band];
    levels[frame] = 10 * Math.log10(sum);
  }

  // Excess of each frame over the background: speech is seen where a quarter of the bands stands out, on average over 70 ms.
  const excess = new Float32Array(frames);
  const backgroundPower = new Float32Array(frames);
  const ratios = new Float32Array(bandCount);
  const stretches = Math.max(1, Math.round(frames / stretchFrames));
  for (let stretch = 0; stretch < stretches; stretch++) {
    const start = Math.floor((stretch * frames) / stretches);
    const end = Math.floor(((stretch + 1) * frames) / stretches);
    const heard = Array.from({ length: end - start }, (_, i) => start + i).filter((i) => levels[i] > digitalSilenceDb);
    const background = Array.from({ length: bandCount }, (_, band) => {
      const values = Float32Array.from(heard, (frame) => bands[frame * bandCount + band]);
      return quantile(values, backgroundQuantile) / analysis.quantileBias(band) + powerFloor;
    });
    backgroundPower.fill(
      background.reduce((sum, value) => sum + value, 0),
      start,
      end,
    );
    for (const frame of heard) {
      const [from, to] = [Math.max(0, frame - smoothing), Math.min(frames - 1, frame + smoothing)];
      for (let band = 0; band < bandCount; band++) {
        let sum = 0;
        for (let near = from; near <= to; near++) sum += bands[near * bandCount + band];
        ratios[band] = Math.min(10 * Math.log10(sum / (to - from + 1) / background[band]), 30);
      }
      excess[frame] = ratios.sort().reduce(salientSum, 0) / salientBands;
    }
  }

  const clear = levels.filter((_, i) => excess[i] > speechExcessDb);
  const speechLevel = clear.length > 0 ? quantile(clear, 0.9) : 0;
  const speech = Uint8Array.from(excess, (value, i) =>
    value > speechExcessDb && levels[i] > speechLevel - speechRangeDb ? 1 : 0,
  );
  closeGaps(speech, 6);
  dropBursts(speech, 7);
  closeGaps(speech, 12);
  return { speech, levels, backgroundPower };
}
