// Loudness and true peak of mono recordings: ITU-R BS.1770-4 / EBU R128, the measure behind ffmpeg's loudnorm and ebur128.
import { mean } from '../statistics.ts';

interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/** The K-weighting of BS.1770 (a shelf for the head, a high-pass) for any sampling rate, from its analogue prototype. */
function kWeighting(sampleRate: number): readonly [Biquad, Biquad] {
  const shelf = () => {
    const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
    const q = 0.7071752369554196;
    const vh = 10 ** (3.999843853973347 / 20);
    const vb = vh ** 0.4996667741545416;
    const a0 = 1 + k / q + k * k;
    return {
      b: [(vh + (vb * k) / q + k * k) / a0, (2 * (k * k - vh)) / a0, (vh - (vb * k) / q + k * k) / a0],
      a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0],
    } as const;
  };
  const highPass = () => {
    const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
    const q = 0.5003270373238773;
    const a0 = 1 + k / q + k * k;
    return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0] } as const;
  };
  return [shelf(), highPass()];
}

const loudnessOf = (power: number) => -0.691 + 10 * Math.log10(power);

/**
 * Integrated loudness: mean of the K-weighted power of 400 ms blocks (overlap 75 %), gated at −70 LUFS and then at 10 LU
 * below the mean of what is left. A recording shorter than one block is taken as one block.
 * @returns LUFS, null when nothing passes the gate
 */
export function integratedLoudness(samples: Float32Array, sampleRate: number): number | null {
  const stages = kWeighting(sampleRate).map((stage) => ({ ...stage, z1: 0, z2: 0 }));
  const hop = Math.round(sampleRate / 10);
  const hops = new Float64Array(Math.max(1, Math.floor(samples.length / hop)));
  for (let i = 0; i < samples.length; i++) {
    let x = samples[i];
    for (const stage of stages) {
      const y = stage.b[0] * x + stage.z1;
      stage.z1 = stage.b[1] * x - stage.a[0] * y + stage.z2;
      stage.z2 = stage.b[2] * x - stage.a[1] * y;
      x = y;
    }
    const index = Math.floor(i / hop);
    if (index < hops.length) hops[index] += x * x;
  }
  const hopsInBlock = Math.min(4, hops.length);
  const blockSamples = Math.min(hopsInBlock * hop, samples.length);
  const blocks = Array.from(
    { length: hops.length - hopsInBlock + 1 },
    (_, first) => hops.subarray(first, first + hopsInBlock).reduce((sum, power) => sum + power, 0) / blockSamples,
  );
  const audible = blocks.filter((power) => loudnessOf(power) > -70);
  if (audible.length === 0) return null;
  const gate = mean(audible) / 10;
  return loudnessOf(mean(audible.filter((power) => power > gate)));
}

const phases = 4;
const tapsPerPhase = 12;

/** Polyphase low-pass that interpolates fourfold: a Kaiser-windowed sinc as long as the one in BS.1770-4, annex 2. */
const interpolator = Array.from({ length: phases }, (_, phase) => {
  const taps = Float64Array.from({ length: tapsPerPhase }, (_, tap) => {
    const x = tap - tapsPerPhase / 2 + 1 - phase / phases;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    const window = Math.cos((Math.PI * x) / (tapsPerPhase + 2)) ** 2;
    return sinc * window;
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
});

/**
 * True peak: the highest magnitude between and on the samples, by fourfold oversampling.
 * @returns dBTP, null for digital silence
 */
export function truePeakDb(samples: Float32Array): number | null {
  let samplePeak = 0;
  for (const sample of samples) samplePeak = Math.max(samplePeak, Math.abs(sample));
  if (samplePeak === 0) return null;
  let peak = samplePeak;
  // Only near large samples can the wave between the samples be higher than the highest sample.
  const worthALook = samplePeak / 2;
  for (let i = 0; i < samples.length - 1; i++) {
    if (Math.abs(samples[i]) < worthALook && Math.abs(samples[i + 1]) < worthALook) continue;
    for (let phase = 1; phase < phases; phase++) {
      const taps = interpolator[phase];
      let value = 0;
      for (let tap = 0; tap < tapsPerPhase; tap++) {
        value += taps[tap] * (samples[i + tap - tapsPerPhase / 2 + 1] ?? 0);
      }
      peak = Math.max(peak, Math.abs(value));
    }
  }
  return 20 * Math.log10(peak);
}
