// How far two sounds are from each other as the ear hears it, as a loss with gradients: log-mel spectra in three
// resolutions, and the same spectra in plain JavaScript for what is aimed at.
import { RealFft } from '../dsp/fft.ts';
import { convolution } from './convolution.ts';
import { sameShape } from './graph.ts';
import type { Tensor } from './graph.ts';
import { abs, add, div, fail, log, mean, mul, reshape, slice, sqrt, square, sub, sum } from './operators.ts';

export interface Resolution {
  /** Samples of the Hann window at 16 kHz. */
  readonly window: number;
  /** Samples of the Fourier transform at 16 kHz. */
  readonly size: number;
  readonly bands: number;
}

/** The resolutions, in the order of the spectra. */
export const melResolutions: readonly Resolution[] = [
  { window: 200, size: 512, bands: 40 },
  { window: 400, size: 1024, bands: 80 },
  { window: 800, size: 2048, bands: 80 },
];

/** Of the sounds that are aimed at, in Hz. */
const targetRate = 16_000;
/** Frames a second; the first one is centred on the first sample. */
export const framesPerSecond = 200;
const [lowest, highest] = [40, 7600];
/** Added to the power, where a full-scale sine is 1/4 at its peak bin: silence has a finite logarithm. */
const floor = 1e-9;
/** What the frames count together, at least. */
const leastWeight = 5;

/** The spectrum's frames of a sound. */
export const frameCount = (samples: number, rate: number): number => Math.floor((samples * framesPerSecond) / rate) + 1;

/** Frames at each end whose longest window reaches beyond the sound. */
const edgeOf = (resolutions: readonly Resolution[]): number =>
  Math.ceil((Math.max(...resolutions.map(({ window }) => window)) / 2 / targetRate) * framesPerSecond);

const melOf = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700);
const hertzOf = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);

/** Highest bin that any band looks at, plus one. Bins are as far apart at every rate. */
const binCount = ({ size }: Resolution): number => Math.floor((highest * size) / targetRate) + 1;

/** Triangles, equally wide in mel, each with a sum of 1: [bands, bins]. */
function filterbank(resolution: Resolution): Float32Array {
  const { bands, size } = resolution;
  const [low, high] = [melOf(lowest), melOf(highest)];
  const corners = Array.from({ length: bands + 2 }, (_, i) => hertzOf(low + ((high - low) * i) / (bands + 1)));
  const bins = binCount(resolution);
  const weights = new Float32Array(bands * bins);
  for (let band = 0; band < bands; band++) {
    const [from, peak, to] = corners.slice(band);
    const row = Float64Array.from({ length: bins }, (_, bin) => {
      const hertz = (bin * targetRate) / size;
      return Math.max(0, Math.min((hertz - from) / (peak - from), (to - hertz) / (to - peak)));
    });
    // Of the lowest bands some are narrower than the distance of two bins: they have little or nothing.
    const total = Math.max(
      row.reduce((a, b) => a + b),
      1e-3,
    );
    weights.set(
      row.map((weight) => weight / total),
      band * bins,
    );
  }
  return weights;
}

const hann = (length: number): Float64Array =>
  Float64Array.from({ length }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / length));

/** Log-mel spectrum, in nepers. */
export interface LogMel {
  readonly bands: number;
  readonly frames: number;
  /** [bands, frames], row-major */
  readonly data: Float32Array;
}

/**
 * The spectra that {@link melLoss} compares, of a sound of any length, one for each resolution. Beyond its ends is
 * silence.
 *
 * @param samples at 16 kHz
 */
export function logMels(samples: ArrayLike<number>, resolutions = melResolutions): LogMel[] {
  const hop = targetRate / framesPerSecond;
  const frames = frameCount(samples.length, targetRate);
  return resolutions.map((resolution) => {
    const { window, size, bands } = resolution;
    const [bins, weights, shape, fft] = [binCount(resolution), filterbank(resolution), hann(window), new RealFft(size)];
    const data = new Float32Array(bands * frames);
    const [signal, spectrum, power] = [new Float64Array(size), new Float64Array(size + 2), new Float64Array(bins)];
    const spans = Array.from({ length: bands }, (_, band) => {
      const row = weights.subarray(band * bins, (band + 1) * bins);
      return [row.findIndex((weight) => weight > 0), row.findLastIndex((weight) => weight > 0)] as const;
    });
    for (let frame = 0; frame < frames; frame++) {
      const start = frame * hop - window / 2;
      for (let n = 0; n < window; n++) signal[n] = (samples[start + n] ?? 0) * shape[n];
      fft.forward(signal, spectrum);
      for (let bin = 0; bin < bins; bin++) {
        power[bin] = (spectrum[2 * bin] ** 2 + spectrum[2 * bin + 1] ** 2) / (window / 2) ** 2;
      }
      for (let band = 0; band < bands; band++) {
        const [first, last] = spans[band];
        let total = 0;
        // Nothing where a band has no bin: −1 to −1.
        for (let bin = Math.max(0, first); bin <= last; bin++) total += weights[band * bins + bin] * power[bin];
        data[band * frames + frame] = 0.5 * Math.log(total + floor);
      }
    }
    return { bands, frames, data };
  });
}

const made = new Map<string, WeakRef<Float32Array>>();

/** What every graph of a name is fed, made once while any of them has it: a training's and its measure's need the same. */
function once(name: string, make: () => Float32Array): () => Float32Array {
  return () => {
    const values = made.get(name)?.deref() ?? make();
    made.set(name, new WeakRef(values));
    return values;
  };
}

/** Log-mel spectrum of all frames but the `edge` ones at each end: [batch, samples] → [batch, bands, frames − 2 · edge]. */
function spectrumOf(audio: Tensor, rate: number, resolution: Resolution, edge: number): Tensor {
  const { graph, shape } = audio;
  const [batch, samples] = shape;
  const hop = rate / framesPerSecond;
  const window = (resolution.window * rate) / targetRate;
  const size = (resolution.size * rate) / targetRate;
  const bins = binCount(resolution);
  const start = edge * hop - window / 2;
  const end = (frameCount(samples, rate) - 1 - edge) * hop + window / 2;
  const fourier = `Fourier ${size} ${window}`;
  const waves = once(fourier, () => {
    const weights = hann(window).map((weight) => weight / (window / 2));
    const angles = Float64Array.from({ length: size }, (_, step) => (2 * Math.PI * step) / size);
    const [cosine, sine] = [angles.map(Math.cos), angles.map(Math.sin)];
    const values = new Float32Array(2 * bins * window);
    for (let row = 0; row < 2 * bins; row++) {
      const wave = row < bins ? cosine : sine;
      for (let n = 0; n < window; n++) values[row * window + n] = weights[n] * wave[((row % bins) * n) % size];
    }
    return values;
  });
  const kernel = graph.array(fourier, [2 * bins, 1, window], waves);
  const parts = convolution(reshape(slice(audio, 1, start, end), [batch, 1, end - start]), kernel, { stride: hop });
  const mel = `mel ${resolution.size} ${resolution.bands}`;
  const bands = once(mel, () => {
    const weights = filterbank(resolution);
    return Float32Array.from(
      { length: 2 * weights.length },
      (_, i) => weights[Math.floor(i / (2 * bins)) * bins + (i % bins)],
    );
  });
  const bank = graph.array(mel, [resolution.bands, 2 * bins, 1], bands);
  return mul(log(add(convolution(square(parts), bank), floor)), 0.5);
}

/**
 * Distance of sounds from log-mel spectra with frames of the same time, mean over the resolutions: the mean over bands of
 * |difference|, plus half of how far apart each band's mean and its deviation over time are. The frames at both ends do not
 * count, nor does what was cut off there.
 *
 * @param audio [batch, samples]
 * @param targets for each resolution, [batch, bands, frames]
 * @param frameWeights how much each frame counts, [batch, frames]
 * @param options.rate of `audio` in Hz, a multiple of 8000
 * @returns one figure a row, in nepers, [batch]
 */
export function melLoss(
  audio: Tensor,
  targets: readonly Tensor[],
  frameWeights: Tensor,
  options: { readonly rate?: number; readonly resolutions?: readonly Resolution[] } = {},
): Tensor {
  const { rate = 24_000, resolutions = melResolutions } = options;
  const edge = edgeOf(resolutions);
  const [batch, samples] = audio.shape;
  const frames = frameCount(samples, rate);
  if (audio.shape.length !== 2 || frames <= 2 * edge) fail('mel loss', 'needs [batch, samples], and some more', audio);
  const shapes = resolutions.map(({ bands }) => [batch, bands, frames]);
  if (targets.length !== shapes.length || targets.some((target, i) => !sameShape(target.shape, shapes[i]))) {
    fail('mel loss', `needs targets of [${shapes.join('] [')}]`, audio, ...targets);
  }
  const inner = (x: Tensor): Tensor => slice(x, -1, edge, frames - edge);
  const raw = inner(frameWeights);
  const { graph } = audio;
  // Where next to nothing counts, a frame does not count for all.
  const total = graph.node('Max', [sum(raw, [1], true), graph.constant(leastWeight)], [batch, 1]);
  const weights = reshape(div(raw, total), [batch, 1, frames - 2 * edge]);
  const statistics = (x: Tensor): [mean: Tensor, deviation: Tensor] => {
    const centre = sum(mul(x, weights), [2], true);
    return [centre, sqrt(add(sum(mul(square(sub(x, centre)), weights), [2], true), 1e-4))];
  };
  const losses = resolutions.map((resolution, i) => {
    const [ours, theirs] = [spectrumOf(audio, rate, resolution, edge), inner(targets[i])];
    const pointwise = sum(mul(abs(sub(ours, theirs)), weights), [2]);
    const [[mean1, deviation1], [mean2, deviation2]] = [statistics(ours), statistics(theirs)];
    const apart = add(abs(sub(mean1, mean2)), abs(sub(deviation1, deviation2)));
    return mean(add(pointwise, mul(reshape(apart, [batch, resolution.bands]), 0.5)), [1]);
  });
  return mul(losses.reduce(add), 1 / losses.length);
}
