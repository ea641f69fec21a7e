// What is kept of a clip to compare later clips with: statistics of the voice, which say who speaks, and a fingerprint of the
// recording, which is recognized in another file format, at another level, with other ends.
import { mel, melInverse } from '../dsp/mel.ts';
import { BandAnalysis, framesPerSecond } from './activity.ts';
import type { ClipDescriptor } from './clip.ts';

/** Mel-spaced triangular bands within what telephones carry, so that the equipment matters less than the voice. */
const bandCount = 20;
const lowestHz = 200;
const highestHz = 3500;
/** Mel-cepstral coefficients c1…c12: the shape of the spectrum without its level. */
export const cepstrumOrder = 12;
/** Voiced speech of less than this tells too little of a voice. */
const leastVoicedFrames = 0.6 * framesPerSecond;

/** One word of the fingerprint every 40 ms, from band powers over 130 ms; a bit for each pair of neighbouring bands. */
export const wordFrames = 4;
const wordReach = 6;
const wordBits = 16;

/** Powers of the triangular bands, [frames × bands]. */
function bandPowers(samples: Float32Array, sampleRate: number, frames: number): Float64Array {
  const analysis = new BandAnalysis(sampleRate);
  const [low, high] = [mel(lowestHz), mel(highestHz)];
  const edges = Array.from(
    { length: bandCount + 2 },
    (_, i) => (melInverse(low + ((high - low) * i) / (bandCount + 1)) * analysis.size) / sampleRate,
  );
  const power = new Float64Array(analysis.size / 2 + 1);
  const bands = new Float64Array(frames * bandCount);
  for (let frame = 0; frame < frames; frame++) {
    analysis.spectrum(samples, (frame + 0.5) * analysis.hop, power);
    for (let band = 0; band < bandCount; band++) {
      const [from, peak, to] = edges.slice(band, band + 3);
      let sum = 0;
      for (let k = Math.ceil(from); k < to; k++) {
        sum += power[k] * (k < peak ? (k - from) / (peak - from) : (to - k) / (to - peak));
      }
      bands[frame * bandCount + band] = sum;
    }
  }
  return bands;
}

/** Numbers go into JSON: five digits are plenty. */
const short = (value: number) => Number(value.toPrecision(5));

/** Mean and covariance of the mel-cepstra of the chosen frames. */
function voiceOf(bands: Float64Array, frames: readonly number[]): ClipDescriptor['voice'] {
  if (frames.length < leastVoicedFrames) return null;
  const cepstra = frames.map((frame) => {
    const log = bands.subarray(frame * bandCount, (frame + 1) * bandCount).map(Math.log);
    return Array.from({ length: cepstrumOrder }, (_, m) =>
      log.reduce((sum, value, band) => sum + value * Math.cos((Math.PI * (m + 1) * (band + 0.5)) / bandCount), 0),
    );
  });
  const mean = Array.from(
    { length: cepstrumOrder },
    (_, m) => cepstra.reduce((sum, c) => sum + c[m], 0) / frames.length,
  );
  const covariance = mean.flatMap((meanM, m) =>
    mean
      .slice(0, m + 1)
      .map((meanN, n) => cepstra.reduce((sum, c) => sum + (c[m] - meanM) * (c[n] - meanN), 0) / frames.length),
  );
  return { voicedSeconds: frames.length / framesPerSecond, mean: mean.map(short), covariance: covariance.map(short) };
}

/**
 * After Haitsma and Kalker, "A highly robust audio fingerprinting system" (2002): each bit tells whether the difference of
 * two neighbouring bands rises or falls; in logarithms, so that levels and equalizers cancel out. 0 where nobody speaks.
 */
function fingerprintOf(bands: Float64Array, speech: Uint8Array): string {
  const levels: Float64Array[] = [];
  for (let centre = wordFrames / 2; centre < speech.length; centre += wordFrames) {
    const level = new Float64Array(wordBits + 1);
    for (let frame = Math.max(0, centre - wordReach); frame <= centre + wordReach && frame < speech.length; frame++) {
      for (let band = 0; band < level.length; band++) level[band] += bands[frame * bandCount + band];
    }
    levels.push(level.map(Math.log));
  }
  const words = Buffer.alloc(2 * levels.length);
  for (let i = 1; i < levels.length; i++) {
    if (speech[wordFrames / 2 + i * wordFrames] === 0) continue;
    const rise = levels[i].map((value, band) => value - levels[i - 1][band]);
    let word = 0;
    for (let bit = 0; bit < wordBits; bit++) word |= Number(rise[bit] > rise[bit + 1]) << bit;
    words.writeUInt16LE(word, 2 * i);
  }
  return words.toString('base64');
}

/**
 * Describe a clip.
 * @param speech flags, `framesPerSecond` of them a second
 * @param f0 Hz, as many as flags, 0 where unvoiced
 */
export function describeClip(
  samples: Float32Array,
  sampleRate: number,
  speech: Uint8Array,
  f0: Float64Array,
): ClipDescriptor {
  const bands = bandPowers(samples, sampleRate, speech.length);
  const voiced = [...speech.keys()].filter((frame) => speech[frame] === 1 && f0[frame] > 0);
  return { voice: voiceOf(bands, voiced), fingerprint: fingerprintOf(bands, speech), embedding: null };
}
