// Counts clipped samples in what a decoder writes, before anything is filtered, mixed or resampled.
import { framesPerSecond } from './activity.ts';

/** One step of 16-bit below full scale. */
const fullScale = 1 - 2 / 32768;
const shortestRun = 3;

/** Takes a WAV stream of 32-bit floats piece by piece, and counts samples in runs of three or more at full scale. */
export class ClippingCounter {
  /** Clipped samples of all channels, in each frame of `framesPerSecond`. */
  readonly #perFrame: number[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #header: { readonly channels: number; readonly sampleRate: number } | null = null;
  #runs = new Uint32Array(0);
  #samples = 0;

  /** Channels of the upload; 0 before the header has come. */
  get channels(): number {
    return this.#header?.channels ?? 0;
  }

  /** Clipped samples of all channels, in each frame of `framesPerSecond`, the last of which may be missing. */
  get perFrame(): readonly number[] {
    return this.#perFrame;
  }

  /** Take the next bytes, of any length. */
  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const start = this.#header ? 0 : this.#readHeader(bytes);
    const whole = this.#header ? (bytes.length - start) & ~3 : 0;
    this.#rest = Buffer.from(bytes.subarray(start + whole));
    if (!this.#header || whole === 0) return;
    const { channels, sampleRate } = this.#header;
    const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + start + whole));
    for (let i = 0; i < values.length; i++) {
      const channel = (this.#samples + i) % channels;
      if (values[i] < fullScale && values[i] > -fullScale) {
        this.#runs[channel] = 0;
        continue;
      }
      const run = ++this.#runs[channel];
      if (run < shortestRun) continue;
      const frame = Math.floor(((this.#samples + i) * framesPerSecond) / (channels * sampleRate));
      while (this.#perFrame.length <= frame) this.#perFrame.push(0);
      this.#perFrame[frame] += run === shortestRun ? shortestRun : 1;
    }
    this.#samples += values.length;
  }

  /** Find the `fmt ` and `data` chunks; returns the offset of the first sample, 0 while there are too few bytes. */
  #readHeader(bytes: Buffer): number {
    let format: { channels: number; sampleRate: number } | null = null;
    for (let offset = 12; offset + 8 <= bytes.length; offset += 8 + bytes.readUInt32LE(offset + 4)) {
      const id = bytes.toString('latin1', offset, offset + 4);
      if (id === 'fmt ' && offset + 16 <= bytes.length) {
        format = { channels: bytes.readUInt16LE(offset + 10), sampleRate: bytes.readUInt32LE(offset + 12) };
      }
      if (id === 'data' && format) {
        this.#header = format;
        this.#runs = new Uint32Array(format.channels);
        return offset + 8;
      }
    }
    return 0;
  }
}
