// Fundamental frequency of speech and which frames are voiced: candidates by normalized cross-correlation, the best
// path through them by dynamic programming, values refined by the instantaneous frequencies of the harmonics.
import { FRAME_PERIOD_MS, frameCount, frameLevels } from './frames.ts';

/** F0 of each frame in Hz, 0 where unvoiced; frame `i` is centred at `i · framePeriodMs`. */
export interface F0Track {
  readonly f0: Float64Array;
  readonly framePeriodMs: number;
}

/** Candidates of a frame that enter the search, besides unvoiced. */
const CANDIDATES = 6;
/** Correlation below which a lag is no candidate. */
const LEAST_CORRELATION = 0.25;
/** A lag twice as long must correlate better by this much, or every multiple of the period would do as well. */
const OCTAVE_COST = 0.03;
/** Strength of the unvoiced state: a candidate that correlates less does not sound voiced. */
const UNVOICED_STRENGTH = 0.5;
/** Cost of a jump of one octave between neighbouring frames. */
const JUMP_COST = 0.7;
/** Cost of a change between voiced and unvoiced. */
const VOICING_COST = 0.2;
/** Voiced runs shorter than this are chance. */
const SHORTEST_RUN = 20 / FRAME_PERIOD_MS;

/**
 * Estimate F0 of a recording of one speaker.
 *
 * After Talkin, "A robust algorithm for pitch tracking (RAPT)" (1995), but with the two correlated segments centred on
 * the frame and one period long, and a refinement after Morise, Kawahara and Nishiura (StoneMask, 2009).
 *
 * @param samples mono, −1 to 1
 * @param sampleRate Hz, at least 8000
 * @param options lowest and highest F0 to look for, Hz; 60 and 600 when left out
 */
export function estimateF0(
  samples: Float32Array,
  sampleRate: number,
  options: { readonly floorHz?: number; readonly ceilHz?: number } = {},
): F0Track {
  const floorHz = options.floorHz ?? 60;
  const ceilHz = options.ceilHz ?? 600;
  const frames = frameCount(samples.length, sampleRate);
  const levels = frameLevels(samples, sampleRate);
  const f0 = trackCandidates(findCandidates(samples, sampleRate, frames, floorHz, ceilHz), levels);
  refine(f0, samples, sampleRate, floorHz, ceilHz);
  dropShortRuns(f0);
  return { f0, framePeriodMs: FRAME_PERIOD_MS };
}

/** Up to CANDIDATES pairs of F0 and strength a frame, row-major; unused places have strength 0. */
interface Candidates {
  readonly hertz: Float64Array;
  readonly strength: Float64Array;
}

function findCandidates(
  samples: Float32Array,
  sampleRate: number,
  frames: number,
  floorHz: number,
  ceilHz: number,
): Candidates {
  const hertz = new Float64Array(frames * CANDIDATES);
  const strength = new Float64Array(frames * CANDIDATES);
  const factor = Math.max(1, Math.floor(sampleRate / 8000));
  const rate = sampleRate / factor;
  const shortest = Math.floor(rate / ceilHz);
  const longest = Math.ceil(rate / floorHz);
  const leastWindow = Math.round(rate * 0.008);
  const margin = 2 * longest + leastWindow;
  const wave = lowBand(samples, sampleRate, factor, margin);
  const energy = new Float64Array(wave.length + 1);
  for (let n = 0; n < wave.length; n++) energy[n + 1] = energy[n] + wave[n] * wave[n];
  // Keeps the correlation of what is far below speech level, however regular, near 0.
  const faint = 1e-9 + 3e-4 * loudPower(energy, rate);

  const correlation = new Float64Array(longest + 2);
  for (let frame = 0; frame < frames; frame++) {
    const centre = margin + Math.round((frame * FRAME_PERIOD_MS * rate) / 1000);
    for (let lag = shortest - 1; lag <= longest + 1; lag++) {
      const window = Math.max(leastWindow, lag);
      const first = centre - ((window + lag) >> 1);
      const second = first + lag;
      let product = 0;
      for (let i = 0; i < window; i++) product += wave[first + i] * wave[second + i];
      const energies = (energy[first + window] - energy[first]) * (energy[second + window] - energy[second]);
      correlation[lag] = product / Math.sqrt(energies + (window * faint) ** 2);
    }
    for (let lag = shortest; lag <= longest; lag++) {
      const peak = correlation[lag];
      const before = correlation[lag - 1];
      const after = correlation[lag + 1];
      if (peak < LEAST_CORRELATION || peak < before || peak <= after) continue;
      // The vertex of the parabola through the three points.
      const curvature = before - 2 * peak + after;
      const offset = (0.5 * (before - after)) / curvature;
      const height = Math.min(1, peak - 0.25 * (before - after) * offset);
      const candidate = Math.min(ceilHz, Math.max(floorHz, rate / (lag + offset)));
      insert(hertz, strength, frame, candidate, height + OCTAVE_COST * Math.log2(candidate / ceilHz));
    }
  }
  return { hertz, strength };
}

/** Put a candidate in its place among those of its frame, strongest first; the weakest falls out. */
function insert(hertz: Float64Array, strength: Float64Array, frame: number, candidate: number, value: number): void {
  const first = frame * CANDIDATES;
  let place = first + CANDIDATES - 1;
  if (value <= strength[place]) return;
  while (place > first && strength[place - 1] < value) {
    hertz[place] = hertz[place - 1];
    strength[place] = strength[place - 1];
    place--;
  }
  hertz[place] = candidate;
  strength[place] = value;
}

/** 95th percentile of the power of 25 ms segments, from the running sum of squares. */
function loudPower(energy: Float64Array, rate: number): number {
  const length = Math.round(rate * 0.025);
  const count = Math.floor((energy.length - 1) / length);
  const powers = Float64Array.from(
    { length: count },
    (_, i) => (energy[(i + 1) * length] - energy[i * length]) / length,
  );
  return powers.sort()[Math.floor(0.95 * (count - 1))];
}

/**
 * The band that decides on periodicity, below 2 kHz and above rumble, at a rate divided by `factor`, with `margin`
 * zeros at both ends.
 */
function lowBand(samples: Float32Array, sampleRate: number, factor: number, margin: number): Float64Array {
  const half = Math.round(sampleRate * 0.0015);
  const cutoff = 2000 / sampleRate;
  const taps = Float64Array.from({ length: 2 * half + 1 }, (_, i) => {
    const n = i - half;
    const sinc = n === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * n) / (Math.PI * n);
    return sinc * (0.5 + 0.5 * Math.cos((Math.PI * n) / (half + 1)));
  });
  // Without it a constant offset would be a step at both ends.
  const offset = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
  const length = Math.ceil(samples.length / factor);
  const wave = new Float64Array(length + 2 * margin);
  for (let n = 0; n < length; n++) {
    const start = n * factor - half;
    const from = Math.max(0, -start);
    const to = Math.min(taps.length, samples.length - start);
    let sum = 0;
    for (let i = from; i < to; i++) sum += taps[i] * (samples[start + i] - offset);
    wave[margin + n] = sum;
  }
  // A first-order high-pass at 40 Hz, there and back, so that nothing is delayed.
  const decay = Math.exp((-2 * Math.PI * 40 * factor) / sampleRate);
  for (const step of [1, -1]) {
    let mean = 0;
    for (let i = 0; i < length; i++) {
      const n = margin + (step === 1 ? i : length - 1 - i);
      mean = decay * mean + (1 - decay) * wave[n];
      wave[n] -= mean;
    }
  }
  return wave;
}

/** The path of least cost through the candidates and the unvoiced state of all frames (Viterbi); F0, 0 where unvoiced. */
function trackCandidates({ hertz, strength }: Candidates, levels: Float64Array): Float64Array {
  const frames = levels.length;
  const states = CANDIDATES + 1;
  const f0 = new Float64Array(frames);
  if (frames === 0) return f0;
  const octaves = hertz.map((value) => Math.log2(value));
  const loud = levels.toSorted()[Math.floor(0.95 * (frames - 1))];
  let scores = new Float64Array(states);
  let next = new Float64Array(states);
  const origins = new Uint8Array(frames * states);
  for (let frame = 0; frame < frames; frame++) {
    const row = frame * CANDIDATES;
    for (let state = 0; state < states; state++) {
      const voiced = state < CANDIDATES;
      if (voiced && strength[row + state] === 0) {
        next[state] = -Infinity;
        continue;
      }
      let best = -Infinity;
      let origin = 0;
      for (let before = 0; before < states; before++) {
        const wasVoiced = before < CANDIDATES;
        let cost = 0;
        if (frame === 0) cost = 0;
        else if (voiced !== wasVoiced) cost = VOICING_COST;
        else if (voiced) cost = JUMP_COST * Math.abs(octaves[row + state] - octaves[row - CANDIDATES + before]);
        if (scores[before] - cost > best) {
          best = scores[before] - cost;
          origin = before;
        }
      }
      // Far below speech level, regularity is no voice.
      const silence = Math.min(1, Math.max(0, (loud - 30 - levels[frame]) / 20));
      next[state] = best + (voiced ? strength[row + state] : UNVOICED_STRENGTH + silence);
      origins[frame * states + state] = origin;
    }
    [scores, next] = [next, scores];
  }
  let state = scores.indexOf(Math.max(...scores));
  for (let frame = frames - 1; frame >= 0; frame--) {
    if (state < CANDIDATES) f0[frame] = hertz[frame * CANDIDATES + state];
    state = origins[frame * states + state];
  }
  return f0;
}

/** Replace each F0 by the mean of the instantaneous frequencies of its first harmonics, weighted by their amplitudes. */
function refine(f0: Float64Array, samples: Float32Array, sampleRate: number, floorHz: number, ceilHz: number): void {
  const longest = 2 * Math.ceil((1.5 * sampleRate) / floorHz) + 1;
  const windowed = new Float64Array(longest);
  const slope = new Float64Array(longest);
  for (let frame = 0; frame < f0.length; frame++) {
    if (f0[frame] === 0) continue;
    const centre = (frame * FRAME_PERIOD_MS * sampleRate) / 1000;
    const half = Math.ceil((1.5 * sampleRate) / f0[frame]);
    const middle = Math.round(centre);
    const span = 2 * half + 1;
    for (let i = 0; i < span; i++) {
      const n = middle - half + i;
      const sample = n >= 0 && n < samples.length ? samples[n] : 0;
      // Blackman window of three periods and its derivative by time in samples.
      const phase = (2 * Math.PI * (n - centre) * f0[frame]) / (3 * sampleRate);
      const inside = Math.abs(phase) < Math.PI;
      windowed[i] = inside ? sample * (0.42 + 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase)) : 0;
      slope[i] = inside ? sample * (-0.5 * Math.sin(phase) - 0.16 * Math.sin(2 * phase)) : 0;
    }
    const slopeScale = (2 * Math.PI * f0[frame]) / (3 * sampleRate);
    const rough = harmonicMean(windowed, slope, span, slopeScale, f0[frame], sampleRate, 2);
    const fine = harmonicMean(windowed, slope, span, slopeScale, rough, sampleRate, 6);
    // Where harmonics are missing or noisy the mean wanders: then the correlation was right.
    if (Math.abs(fine / f0[frame] - 1) < 0.1) f0[frame] = Math.min(ceilHz, Math.max(floorHz, fine));
  }
}

/** F0 by the first `harmonics` instantaneous frequencies around multiples of `hertz`; NaN for silence. */
function harmonicMean(
  windowed: Float64Array,
  slope: Float64Array,
  span: number,
  slopeScale: number,
  hertz: number,
  sampleRate: number,
  harmonics: number,
): number {
  let weighted = 0;
  let weights = 0;
  for (let h = 1; h <= harmonics && h * hertz < 0.45 * sampleRate; h++) {
    const omega = (2 * Math.PI * h * hertz) / sampleRate;
    const turnRe = Math.cos(omega);
    const turnIm = -Math.sin(omega);
    let re = 1;
    let im = 0;
    let mainRe = 0;
    let mainIm = 0;
    let slopeRe = 0;
    let slopeIm = 0;
    for (let i = 0; i < span; i++) {
      mainRe += windowed[i] * re;
      mainIm += windowed[i] * im;
      slopeRe += slope[i] * re;
      slopeIm += slope[i] * im;
      const turned = re * turnRe - im * turnIm;
      im = re * turnIm + im * turnRe;
      re = turned;
    }
    const power = mainRe * mainRe + mainIm * mainIm;
    if (power === 0) continue;
    // Flanagan's formula: the deviation from the analysis frequency is −Im(X_slope / X).
    const deviation = ((mainIm * slopeRe - mainRe * slopeIm) * slopeScale) / power;
    const amplitude = Math.sqrt(power);
    weighted += (amplitude * ((omega + deviation) * sampleRate)) / (2 * Math.PI);
    weights += amplitude * h;
  }
  return weighted / weights;
}

function dropShortRuns(f0: Float64Array): void {
  let start = 0;
  for (let frame = 0; frame <= f0.length; frame++) {
    if (frame < f0.length && f0[frame] > 0) continue;
    if (frame - start < SHORTEST_RUN) f0.fill(0, start, frame);
    start = frame + 1;
  }
}
