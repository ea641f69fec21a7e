// Counts clipped and broken samples in what a decoder writes, before anything is filtered, mixed or resampled.
import { framesPerSecond } from './activity.ts';
import type { AudioFormat } from './format.ts';

/** Two steps of 16 bit below full scale. */
const fullScale = 1 - 2 / 32768;
/**
 * Lossy coding bends flat tops and lowers them: of speech clipped by 6 dB and then coded as MP3 or AAC at 96 to 128 kbit/s
 * next to no sample is left at full scale, but 2.3 to 2.6 % are above nine tenths of it; of unclipped speech with its
 * peak at full scale 0.01 %.
 */
const lossyFullScale = 0.9;
/** What floating-point files hold beyond this is no sound; below are also samples that were scaled like 16-bit integers. */
export const largestSample = 2 ** 17;
const shortestRun = 3;
const losslessFormats: ReadonlySet<AudioFormat['demuxer']> = new Set(['wav', 'w64', 'aiff', 'caf', 'flac']);

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** Takes a WAV stream of 32-bit floats piece by piece, and counts samples in runs of three or more at full scale. */
export class ClippingCounter {
  readonly #threshold: number;
  /** Clipped samples of each channel, in each frame of `framesPerSecond`. */
  #perFrame: number[][] = [];
  #runs: number[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #sampleRate = 0;
  #samples = 0;
  #broken = 0;

  /** @param format of the upload: lossy ones are judged by another threshold */
  constructor(format: AudioFormat) {
    this.#threshold = losslessFormats.has(format.demuxer) ? fullScale : lossyFullScale;
  }

  /** Channels of the upload; 0 before the header has come. */
  get channels(): number {
    return this.#runs.length;
  }

  /** Hz; 0 before the header has come. */
  get sampleRate(): number {
    return this.#sampleRate;
  }

  /** Samples of all channels. */
  get samples(): number {
    return this.#samples;
  }

  /** Samples that are no number, infinite, or beyond {@link largestSample}. */
  get broken(): number {
    return this.#broken;
  }

  /** Clipped samples in each frame of `framesPerSecond` (the last ones may be missing), of the worst channel. */
  perFrame(): readonly number[] {
    return this.#perFrame.toSorted((a, b) => total(b) - total(a))[0] ?? [];
  }

  /** Take the next bytes, of any length. */
  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const start = this.#sampleRate > 0 ? 0 : this.#readHeader(bytes);
    const whole = this.#sampleRate > 0 ? (bytes.length - start) & ~3 : 0;
    this.#rest = Buffer.from(bytes.subarray(start + whole));
    const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + start + whole));
    const channels = this.#runs.length;
    for (let i = 0; i < values.length; i++) {
      const channel = (this.#samples + i) % channels;
      if (values[i] < this.#threshold && values[i] > -this.#threshold) {
        this.#runs[channel] = 0;
        continue;
      }
      if (!(Math.abs(values[i]) < largestSample)) {
        this.#broken++;
        this.#runs[channel] = 0;
        continue;
      }
      const run = ++this.#runs[channel];
      if (run < shortestRun) continue;
      const frame = Math.floor(((this.#samples + i) * framesPerSecond) / (channels * this.#sampleRate));
      const counts = this.#perFrame[channel];
      while (counts.length <= frame) counts.push(0);
      counts[frame] += run === shortestRun ? shortestRun : 1;
    }
    this.#samples += values.length;
  }

  /** Find the `fmt ` and `data` chunks; returns the offset of the first sample, 0 while there are too few bytes. */
  #readHeader(bytes: Buffer): number {
    let format = 0;
    for (let offset = 12; offset + 8 <= bytes.length; offset += 8 + bytes.readUInt32LE(offset + 4)) {
      const id = bytes.toString('latin1', offset, offset + 4);
      if (id === 'fmt ' && offset + 16 <= bytes.length) format = offset;
      if (id === 'data' && format > 0) {
        this.#sampleRate = bytes.readUInt32LE(format + 12);
        this.#runs = Array.from({ length: bytes.readUInt16LE(format + 10) }, () => 0);
        this.#perFrame = this.#runs.map(() => []);
        return offset + 8;
      }
    }
    return 0;
  }
}
