// FLAC (RFC 9639) of one channel and 16 bit, as clips are kept: written, and read without a start of ffmpeg, which costs more
// than the work. What is not like this is for ffmpeg to read.
import { createHash } from 'node:crypto';

const magic = 'fLaC';
/** Bytes of the magic word, of the header of the first block, and of that block. */
const streamInfoAt = 8;
const streamInfoBytes = 34;
const bits = 16;
const blockSize = 4096;
/** Of the predictor: its most coefficients, and the bits of each. */
const mostCoefficients = 12;
const coefficientBits = 14;
const mostShift = 15;
/** Of the residual: parts a block is divided into at most, 2 to the power of it, and the largest parameter of a part. */
const mostPartitions = 6;
const mostRice = 14;
/** What a residual may be; beyond it a block is written as it is. */
const mostResidual = 2 ** 24;
/** Sample rates that have a number of their own in the header of a frame, by that number. */
const rateCodes = [0, 88_200, 176_400, 192_000, 8000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000];

const crcTable = (width: number, polynomial: number): Uint16Array =>
  Uint16Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & (1 << (width - 1)) ? polynomial : 0);
    return crc & (2 ** width - 1);
  });
const crc8Table = crcTable(8, 0x07);
const crc16Table = crcTable(16, 0x8005);

function crc8(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  for (let i = from; i < to; i++) crc = crc8Table[crc ^ bytes[i]];
  return crc;
}

function crc16(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  for (let i = from; i < to; i++) crc = ((crc << 8) & 0xffff) ^ crc16Table[(crc >> 8) ^ bytes[i]];
  return crc;
}

class BitWriter {
  bytes: Uint8Array;
  length = 0;
  #held = 0;
  #heldBits = 0;

  constructor(most: number) {
    this.bytes = new Uint8Array(most);
  }

  /** The lowest `count` bits of `value`, at most 24 of them. */
  write(value: number, count: number): void {
    this.#held = (this.#held << count) | (value & ((1 << count) - 1));
    this.#heldBits += count;
    while (this.#heldBits >= 8) {
      this.#heldBits -= 8;
      this.bytes[this.length++] = this.#held >>> this.#heldBits;
    }
    this.#held &= (1 << this.#heldBits) - 1;
  }

  /** So many zeros, and a one. */
  unary(zeros: number): void {
    for (; zeros > 16; zeros -= 16) this.write(0, 16);
    this.write(1, zeros + 1);
  }

  align(): void {
    if (this.#heldBits > 0) this.write(0, 8 - this.#heldBits);
  }
}

interface Predictor {
  readonly coefficients: readonly number[];
  /** The sum of what they say is divided by 2 to the power of it. */
  readonly shift: number;
}

/** The window before the spectrum is estimated: level in the middle, a cosine down at both ends. */
function windowed(samples: Int16Array): Float64Array {
  const slope = Math.max(1, Math.floor(samples.length / 4));
  return new Float64Array(samples).map((sample, i) => {
    const edge = Math.min(i, samples.length - 1 - i);
    return edge >= slope ? sample : sample * (0.5 - 0.5 * Math.cos((Math.PI * (edge + 0.5)) / slope));
  });
}

/** The linear predictor that costs the fewest bits (Levinson and Durbin), in whole numbers; null where nothing can be predicted. */
function predictorOf(samples: Int16Array): Predictor | null {
  const most = Math.min(mostCoefficients, samples.length - 1);
  const values = windowed(samples);
  const correlation = Float64Array.from({ length: most + 1 }, (_, lag) => {
    let sum = 0;
    for (let i = lag; i < values.length; i++) sum += values[i] * values[i - lag];
    return sum;
  });
  let error = correlation[0];
  if (!(error > 0)) return null;
  let current: number[] = [];
  let best: readonly number[] = [];
  let fewest = Infinity;
  for (let order = 1; order <= most; order++) {
    let sum = correlation[order];
    for (const [i, value] of current.entries()) sum -= value * correlation[order - 1 - i];
    const reflection = sum / error;
    current = [...current.map((value, i) => value - reflection * current[order - 2 - i]), reflection];
    error *= 1 - reflection * reflection;
    if (!(error > 0)) break;
    const cost = (samples.length * Math.log2(error)) / 2 + order * (coefficientBits + bits);
    if (cost < fewest) [fewest, best] = [cost, current];
  }
  const largest = Math.max(...best.map(Math.abs));
  if (!(largest > 0)) return null;
  const top = 2 ** (coefficientBits - 1) - 1;
  const shift = Math.max(0, Math.min(mostShift, Math.floor(Math.log2(top / largest))));
  let rest = 0;
  const coefficients = best.map((value) => {
    const exact = value * 2 ** shift + rest;
    const whole = Math.max(-top, Math.min(top, Math.round(exact)));
    rest = exact - whole;
    return whole;
  });
  return { coefficients, shift };
}

/** What the predictor says wrongly, from its first sample on, folded to whole numbers from 0 on; null: too wrong. */
function residualOf(samples: Int16Array, { coefficients, shift }: Predictor): Uint32Array | null {
  const order = coefficients.length;
  const weights = Float64Array.from(coefficients);
  const unit = 2 ** -shift;
  const folded = new Uint32Array(samples.length - order);
  for (let i = order; i < samples.length; i++) {
    let sum = 0;
    for (let k = 0; k < order; k++) sum += weights[k] * samples[i - 1 - k];
    const residual = samples[i] - Math.floor(sum * unit);
    if (residual >= mostResidual || residual <= -mostResidual) return null;
    folded[i - order] = (residual << 1) ^ (residual >> 31);
  }
  return folded;
}

interface Coding {
  readonly partitionOrder: number;
  readonly rice: readonly number[];
  readonly cost: number;
}

/** The parameter of a part of the residual of so many values with this sum, and the bits it takes: half a bit more a value at most. */
function riceOf(count: number, sum: number): { rice: number; cost: number } {
  let best = { rice: 0, cost: Infinity };
  for (let rice = 0; rice <= mostRice; rice++) {
    const cost = count * (rice + 1) + Math.max(0, sum - ((2 ** rice - 1) * count) / 2) / 2 ** rice;
    if (cost >= best.cost) break;
    best = { rice, cost };
  }
  return best;
}

/** How to divide the residual so that it takes the fewest bits. */
function codingOf(folded: Uint32Array, length: number, order: number): Coding {
  const fits = (partitionOrder: number): boolean =>
    length % 2 ** partitionOrder === 0 && length / 2 ** partitionOrder > order;
  let partitionOrder = 0;
  while (partitionOrder < mostPartitions && fits(partitionOrder + 1)) partitionOrder++;
  let sums = new Float64Array(2 ** partitionOrder);
  const size = length / sums.length;
  for (let i = 0; i < folded.length; i++) sums[Math.floor((i + order) / size)] += folded[i];
  let best: Coding | undefined;
  for (; partitionOrder >= 0; partitionOrder--) {
    const parts = Array.from(sums, (sum, part) => riceOf(length / sums.length - (part === 0 ? order : 0), sum));
    const cost = parts.reduce((total, part) => total + part.cost + 4, 0);
    if (best === undefined || cost < best.cost) best = { partitionOrder, rice: parts.map(({ rice }) => rice), cost };
    sums = Float64Array.from({ length: sums.length / 2 }, (_, i) => sums[2 * i] + sums[2 * i + 1]);
  }
  return best!;
}

function writeSubframe(out: BitWriter, samples: Int16Array): void {
  if (samples.every((sample) => sample === samples[0])) {
    out.write(0, 8);
    out.write(samples[0], bits);
    return;
  }
  const predictor = predictorOf(samples);
  const folded = predictor && residualOf(samples, predictor);
  const order = predictor?.coefficients.length ?? 0;
  const coding = folded && codingOf(folded, samples.length, order);
  if (predictor === null || folded === null || coding === null || coding.cost > samples.length * (bits - 1)) {
    out.write(0b10, 8);
    for (const sample of samples) out.write(sample, bits);
    return;
  }
  out.write((0b100000 | (order - 1)) << 1, 8);
  for (let i = 0; i < order; i++) out.write(samples[i], bits);
  out.write(coefficientBits - 1, 4);
  out.write(predictor.shift, 5);
  for (const coefficient of predictor.coefficients) out.write(coefficient, coefficientBits);
  out.write(coding.partitionOrder, 6);
  const size = samples.length / coding.rice.length;
  let i = 0;
  for (const [part, rice] of coding.rice.entries()) {
    out.write(rice, 4);
    for (const end = (part + 1) * size - order; i < end; i++) {
      const zeros = folded[i] >>> rice;
      if (zeros + 1 + rice <= 24) {
        out.write((1 << rice) | (folded[i] & ((1 << rice) - 1)), zeros + 1 + rice);
        continue;
      }
      out.unary(zeros);
      out.write(folded[i], rice);
    }
  }
}

/** The number of a frame as UTF-8 codes it. */
const frameNumber = (number: number): Uint8Array => Buffer.from(String.fromCodePoint(number));

/**
 * A FLAC file of one channel. Same samples: same bytes.
 * @param sampleRate Hz
 * @throws RangeError for more than 200 million samples
 */
export function encodeFlac(samples: Int16Array, sampleRate: number): Buffer {
  const frames = Math.ceil(samples.length / blockSize);
  // Up to here numbers of frames are code points like any other.
  if (frames > 0xd800) throw new RangeError('Too long for a clip');
  // A block is never longer than it would be as it is.
  const out = new BitWriter(streamInfoAt + streamInfoBytes + samples.length * 2 + frames * 64);
  for (const character of Buffer.from(magic)) out.write(character, 8);
  // The one block of what is known of the file, which is the last one.
  out.write(0x80, 8);
  out.write(streamInfoBytes, 24);
  out.write(blockSize, 16);
  out.write(blockSize, 16);
  // Sizes of frames: not known.
  out.write(0, 24);
  out.write(0, 24);
  out.write(sampleRate, 20);
  out.write(0, 3);
  out.write(bits - 1, 5);
  out.write(0, 4);
  out.write(samples.length >>> 16, 16);
  out.write(samples.length, 16);
  const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  for (const byte of createHash('md5').update(bytes).digest()) out.write(byte, 8);
  const rateCode = Math.max(0, rateCodes.indexOf(sampleRate));
  for (let frame = 0; frame < frames; frame++) {
    const block = samples.subarray(frame * blockSize, (frame + 1) * blockSize);
    const start = out.length;
    out.write(0xff_f8, 16);
    // Its length: the usual one, or, of the last one, 16 bits of its own.
    out.write(block.length === blockSize ? 0b1100 : 0b0111, 4);
    out.write(rateCode, 4);
    out.write(0b0000_1000, 8);
    for (const byte of frameNumber(frame)) out.write(byte, 8);
    if (block.length !== blockSize) out.write(block.length - 1, 16);
    out.write(crc8(out.bytes, start, out.length), 8);
    writeSubframe(out, block);
    out.align();
    out.write(crc16(out.bytes, start, out.length), 16);
  }
  return Buffer.from(out.bytes.buffer, 0, out.length);
}

/** Whatever is wrong with a file: ffmpeg is asked then. */
class Unreadable extends Error {}

class BitReader {
  readonly #bytes: Uint8Array;
  /** In bits. */
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get byte(): number {
    return Math.ceil(this.#at / 8);
  }

  set byte(byte: number) {
    this.#at = byte * 8;
  }

  /** The next 24 bits or more at the top of 32; zeros behind the end. */
  #peek(): number {
    const at = this.#at >> 3;
    const bytes = this.#bytes;
    const next = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    return next << (this.#at & 7);
  }

  /** At most 24 bits. */
  read(count: number): number {
    const value = count === 0 ? 0 : this.#peek() >>> (32 - count);
    this.#at += count;
    return value;
  }

  /** The same with a sign. */
  signed(count: number): number {
    const value = count === 0 ? 0 : this.#peek() >> (32 - count);
    this.#at += count;
    return value;
  }

  /** How many zeros come before a one. */
  unary(): number {
    let zeros = 0;
    for (;;) {
      const run = Math.clz32(this.#peek() & 0xff_ff_ff_00);
      if (run < 24) {
        this.#at += run + 1;
        return zeros + run;
      }
      zeros += 24;
      this.#at += 24;
      if (this.#at > this.#bytes.length * 8) throw new Unreadable();
    }
  }
}

/** The coefficients of the four predictors that need not be written. */
const fixedPredictors = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

function readResidual(input: BitReader, samples: Float64Array, order: number): void {
  const method = input.read(2);
  if (method > 1) throw new Unreadable();
  const parameterBits = method === 0 ? 4 : 5;
  const parts = 2 ** input.read(4);
  const size = samples.length / parts;
  if (!Number.isInteger(size) || size < order) throw new Unreadable();
  let i = order;
  for (let part = 1; part <= parts; part++) {
    const rice = input.read(parameterBits);
    const end = part * size;
    if (rice === 2 ** parameterBits - 1) {
      const width = input.read(5);
      if (width > 24) throw new Unreadable();
      for (; i < end; i++) samples[i] = input.signed(width);
      continue;
    }
    if (rice > 24) throw new Unreadable();
    const unit = 2 ** rice;
    for (; i < end; i++) {
      const folded = input.unary() * unit + input.read(rice);
      samples[i] = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    }
  }
}

/** What was predicted is added to what was written. */
function predict(samples: Float64Array, { coefficients, shift }: Predictor): void {
  const weights = Float64Array.from(coefficients);
  const unit = 2 ** -shift;
  for (let i = weights.length; i < samples.length; i++) {
    let sum = 0;
    for (let k = 0; k < weights.length; k++) sum += weights[k] * samples[i - 1 - k];
    samples[i] += Math.floor(sum * unit);
  }
}

function readSubframe(input: BitReader, samples: Float64Array): void {
  if (input.read(1) !== 0) throw new Unreadable();
  const type = input.read(6);
  const wasted = input.read(1) === 0 ? 0 : input.unary() + 1;
  const width = bits - wasted;
  if (width < 1) throw new Unreadable();
  if (type === 0) {
    samples.fill(input.signed(width));
  } else if (type === 1) {
    for (let i = 0; i < samples.length; i++) samples[i] = input.signed(width);
  } else {
    const isFixed = type >= 8 && type <= 12;
    if (!isFixed && type < 32) throw new Unreadable();
    const order = isFixed ? type - 8 : type - 31;
    if (order > samples.length) throw new Unreadable();
    for (let i = 0; i < order; i++) samples[i] = input.signed(width);
    let predictor: Predictor = { coefficients: fixedPredictors[order], shift: 0 };
    if (!isFixed) {
      const precision = input.read(4) + 1;
      const shift = input.signed(5);
      if (precision > 15 || shift < 0) throw new Unreadable();
      predictor = { coefficients: Array.from({ length: order }, () => input.signed(precision)), shift };
    }
    readResidual(input, samples, order);
    predict(samples, predictor);
  }
  if (wasted > 0) for (let i = 0; i < samples.length; i++) samples[i] *= 2 ** wasted;
}

/** Reads the header of a frame. @returns how many samples it has */
function readFrameHeader(input: BitReader, bytes: Uint8Array): number {
  const start = input.byte;
  if (input.read(15) !== 0x7ffc) throw new Unreadable();
  input.read(1);
  const sizeCode = input.read(4);
  const rateCode = input.read(4);
  // One channel of 16 bit, or of as many as the file begins with.
  const rest = input.read(8);
  if (rest !== 0b0000_1000 && rest !== 0) throw new Unreadable();
  for (let more = Math.clz32(~(input.read(8) << 24)); more > 1; more--) input.read(8);
  const size =
    sizeCode === 1
      ? 192
      : sizeCode >= 2 && sizeCode <= 5
        ? 144 * 2 ** sizeCode
        : sizeCode === 6
          ? input.read(8) + 1
          : sizeCode === 7
            ? input.read(16) + 1
            : sizeCode >= 8
              ? 2 ** sizeCode
              : 0;
  if (rateCode === 12) input.read(8);
  if (rateCode === 13 || rateCode === 14) input.read(16);
  const end = input.byte;
  if (size === 0 || input.read(8) !== crc8(bytes, start, end)) throw new Unreadable();
  return size;
}

/**
 * Read a FLAC file of one channel and 16 bit.
 * @param mostSamples what is longer is not read
 * @returns null where it is another one, or anything is wrong with it
 */
export function decodeFlac(
  bytes: Buffer,
  mostSamples: number,
): { readonly samples: Float32Array; readonly sampleRate: number } | null {
  try {
    return read(bytes, mostSamples);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function read(bytes: Buffer, mostSamples: number): { samples: Float32Array; sampleRate: number } | null {
  if (bytes.toString('latin1', 0, 4) !== magic || (bytes[4] & 0x7f) !== 0) return null;
  const input = new BitReader(bytes);
  input.byte = streamInfoAt + 10;
  const sampleRate = input.read(20);
  const channels = input.read(3) + 1;
  const width = input.read(5) + 1;
  const length = input.read(4) * 2 ** 32 + input.read(16) * 2 ** 16 + input.read(16);
  if (channels !== 1 || width !== bits || sampleRate === 0 || length === 0 || length > mostSamples) return null;
  for (let at = 4, isLast = false; !isLast;) {
    if (at + 4 > bytes.length) return null;
    isLast = bytes[at] >= 0x80;
    at += 4 + bytes.readUIntBE(at + 1, 3);
    input.byte = at;
  }
  const samples = new Float32Array(length);
  let done = 0;
  while (done < length) {
    const start = input.byte;
    const block = new Float64Array(readFrameHeader(input, bytes));
    readSubframe(input, block);
    const end = input.byte;
    input.byte = end;
    if (end + 2 > bytes.length || input.read(16) !== crc16(bytes, start, end)) return null;
    if (done + block.length > length) return null;
    for (let i = 0; i < block.length; i++) samples[done + i] = block[i] / 2 ** (bits - 1);
    done += block.length;
  }
  return { samples, sampleRate };
}
