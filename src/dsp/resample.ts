// A signal at another sample rate, by windowed sinc: for what is computed, where a call of ffmpeg would cost more than the work.
import { RealFft, powerOfTwoAtLeast } from './fft.ts';

/** How a filter tells what is kept from what is not. */
interface Sharpness {
  /** Zero crossings of the sinc on either side, and of the Kaiser window the shape. */
  readonly crossings: number;
  readonly kaiser: number;
  /** The band that is kept, as a share of what the lower rate can hold. */
  readonly kept: number;
}

/** 80 dB. */
const usual: Sharpness = { crossings: 24, kaiser: 8, kept: 0.95 };
/**
 * What soxr does at the precision that ffmpeg is asked for: of white noise from 32 to 16 kHz the results differ by −73 dB. Spectra
 * of speech tell resamplers apart by their edges.
 */
export const asSoxr: Sharpness = { crossings: 114.6, kaiser: 15, kept: 0.9557 };

/** Modified Bessel function of order 0. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** Filters from so many taps on are applied to spectra. */
const longFilter = 200;

/**
 * The same for long filters, a tenth of the work: spectra of blocks (overlap-save), folded for the lower rate.
 * @param filters of each phase, all of one even length
 * @param down a power of two
 */
function byBlocks(samples: Float32Array, filters: readonly Float64Array[], down: number): Float32Array {
  const up = filters.length;
  const taps = filters[0].length;
  const size = powerOfTwoAtLeast(8 * taps);
  const fft = new RealFft(size);
  const low = size / down;
  const lowFft = new RealFft(low);
  const block = new Float64Array(size);
  // Output r of each `up` comes from the filter of its phase, so many samples further on.
  const responses = filters.map((_, r) => {
    const response = new Float64Array(size + 2);
    block.fill(0);
    block.set(filters[(r * down) % up], Math.floor((r * down) / up));
    fft.forward(block, response);
    return response;
  });
  const count = Math.floor((size - taps - down) / down) + 1;
  const result = new Float32Array(Math.ceil((samples.length * up) / down));
  const spectrum = new Float64Array(size + 2);
  const folded = new Float64Array(low + 2);
  const output = new Float64Array(low);
  for (let first = 0; first * up < result.length; first += count) {
    const from = first * down - taps / 2 + 1;
    const start = Math.max(0, from);
    block.fill(0);
    block.set(samples.subarray(start, Math.max(start, from + size)), start - from);
    fft.forward(block, spectrum);
    for (const [r, response] of responses.entries()) {
      folded.fill(0);
      for (let k = 0; k <= low / 2; k++) {
        for (let at = k; at < size; at += low) {
          // The upper half of a real signal's spectrum mirrors the lower one.
          const bin = at <= size / 2 ? at : size - at;
          const [re, im] = [spectrum[2 * bin], spectrum[2 * bin + 1]];
          const [filterRe, filterIm] = [response[2 * bin], response[2 * bin + 1]];
          folded[2 * k] += (re * filterRe + im * filterIm) / down;
          folded[2 * k + 1] += ((at <= size / 2 ? 1 : -1) * (im * filterRe - re * filterIm)) / down;
        }
      }
      folded[1] = 0;
      folded[low + 1] = 0;
      lowFft.inverse(folded, output);
      for (let q = 0; q < count && (first + q) * up + r < result.length; q++) result[(first + q) * up + r] = output[q];
    }
  }
  return result;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** Samples at the rate `to`, Hz; the first lies where the first lay. Outside of the signal there is silence. */
export function resample(
  samples: Float32Array,
  from: number,
  to: number,
  { crossings, kaiser, kept }: Sharpness = usual,
): Float32Array {
  if (from === to) return samples;
  const common = divisor(from, to);
  const [up, down] = [to / common, from / common];
  const cutoff = kept * Math.min(1, to / from);
  const reach = Math.ceil(crossings / cutoff);
  // One filter for each place that an output sample can have between two input samples.
  const filters = Array.from({ length: up }, (_, phase) =>
    Float64Array.from({ length: 2 * reach }, (_, i) => {
      const distance = i - reach + 1 - phase / up;
      const x = Math.PI * cutoff * distance;
      const window = bessel(kaiser * Math.sqrt(Math.max(0, 1 - (distance / reach) ** 2))) / bessel(kaiser);
      return cutoff * window * (x === 0 ? 1 : Math.sin(x) / x);
    }),
  );
  if (2 * reach >= longFilter && powerOfTwoAtLeast(down) === down) return byBlocks(samples, filters, down);
  const result = new Float32Array(Math.ceil((samples.length * up) / down));
  for (let n = 0; n < result.length; n++) {
    const place = n * down;
    const first = Math.floor(place / up) - reach + 1;
    const filter = filters[place % up];
    let sum = 0;
    const end = Math.min(filter.length, samples.length - first);
    for (let i = Math.max(0, -first); i < end; i++) sum += filter[i] * samples[first + i];
    result[n] = sum;
  }
  return result;
}
