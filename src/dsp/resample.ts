// A signal at another sample rate, by windowed sinc: for what is computed, where a call of ffmpeg would cost more than the work.

/** Zero crossings of the sinc on either side, and of the Kaiser window the shape: 80 dB. */
const crossings = 24;
const kaiser = 8;
/** The band that is kept, as a share of what the lower rate can hold. */
const kept = 0.95;

/** Modified Bessel function of order 0. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** Samples at the rate `to`, Hz; the first lies where the first lay. Outside of the signal there is silence. */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
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
