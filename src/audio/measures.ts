// The measures of one clip: what the verdict, the pictures and later the planner of training go by.
import { estimateF0 } from '../dsp/f0.ts';
import { BandAnalysis, framesPerSecond } from './activity.ts';
import type { Activity } from './activity.ts';
import type { ClipMeasures, ClipDescriptor } from './clip.ts';
import { integratedLoudness, truePeakDb } from './loudness.ts';
import { describeClip } from './descriptor.ts';
import type { Span } from './slicing.ts';
import { estimateSnr } from './snr.ts';

/** Neighbouring bins over which spectra are averaged for the bandwidth. */
const bandwidthBins = 9;
/** Speech energy this far below the strongest part of the spectrum no longer counts: rounding, dither, codec leakage. */
const bandwidthRangeDb = 75;
/** A frequency carries speech where its loudest twentieth of frames (hisses of consonants) stands this far out of the
 * background in power; noise alone reaches twice its mean there. */
const bandwidthExcess = 4;

/**
 * Highest frequency that still carries speech, Hz, to about 0.1 kHz; 0 without speech.
 * @param speech flags, one a frame of `samples`
 */
export function speechBandwidth(samples: Float32Array, sampleRate: number, speech: Uint8Array): number {
  const analysis = new BandAnalysis(sampleRate);
  const power = new Float64Array(analysis.size / 2 + 1);
  const points = power.length - bandwidthBins + 1;
  // Every second frame.
  const indices = Array.from({ length: Math.ceil(speech.length / 2) }, (_, i) => 2 * i);
  const spoken = indices.filter((frame) => speech[frame] === 1).length;
  if (spoken === 0) return 0;
  // Power of each band of nine bins over time, [points × frames]; and while somebody speaks.
  const [all, during] = [new Float64Array(points * indices.length), new Float64Array(points * spoken)];
  let row = 0;
  for (const [index, frame] of indices.entries()) {
    analysis.spectrum(samples, (frame + 0.5) * analysis.hop, power);
    let sum = 0;
    for (let bin = 0; bin < bandwidthBins; bin++) sum += power[bin];
    for (let point = 0; point < points; point++) {
      all[point * indices.length + index] = sum;
      if (speech[frame] === 1) during[point * spoken + row] = sum;
      sum += power[point + bandwidthBins] - power[point];
    }
    if (speech[frame] === 1) row++;
  }
  const quantiles = (values: Float64Array, frames: number, share: number): number[] =>
    Array.from(
      { length: points },
      (_, point) => values.subarray(point * frames, (point + 1) * frames).sort()[Math.floor(share * (frames - 1))],
    );
  const loud = quantiles(during, spoken, 0.95);
  // A tenth of the frames of noise lie below half of its mean power.
  const background = quantiles(all, indices.length, 0.1).map((least) => 2 * least);
  const faintest = Math.max(...loud) * 10 ** (-bandwidthRangeDb / 10);
  const carries = loud.map((value, point) => value > bandwidthExcess * background[point] && value > faintest);
  // A stretch of frequencies, not a single whistle.
  const highest = carries.findLastIndex(
    (_, point) => point >= 16 && carries.slice(point - 16, point + 1).every(Boolean),
  );
  return highest < 0 ? 0 : ((highest + (bandwidthBins - 1) / 2) * sampleRate) / analysis.size;
}

/** Frames on either side within which F0 must stay for a held note, 50 ms, and how far it may move, cents. */
const noteFrames = 10;
const noteCents = 20;

/** Share of the voiced frames in which F0 stands still as in notes of music, 0 to 1: 0.00 in speech, which always glides. */
function heldShare(f0: Float64Array): number {
  let [voiced, held] = [0, 0];
  for (let frame = noteFrames; frame < f0.length - noteFrames; frame++) {
    const around = f0.subarray(frame - noteFrames, frame + noteFrames + 1);
    const lowest = Math.min(...around);
    if (lowest === 0) continue;
    voiced++;
    if (1200 * Math.log2(Math.max(...around) / lowest) < noteCents) held++;
  }
  return held / Math.max(1, voiced);
}

/** What {@link measureClip} finds. */
export interface MeasuredClip {
  readonly measures: ClipMeasures;
  readonly descriptor: ClipDescriptor;
  /** Shares that only the verdict needs, 0 to 1: clipped samples, voiced frames of speech, held notes of voiced frames. */
  readonly clippedShare: number;
  readonly voicedShare: number;
  readonly heldShare: number;
}

/**
 * Measure a clip of a recording.
 * @param samples the clip, mono, before its loudness is normalized
 * @param clip where it lies in the recording that `activity` describes
 * @param clippedSamples how many samples of the upload were clipped within it
 * @param uploadSampleRate Hz, of those samples
 */
export function measureClip(
  samples: Float32Array,
  sampleRate: number,
  activity: Activity,
  clip: Span,
  clippedSamples: number,
  uploadSampleRate: number,
): MeasuredClip {
  const speech = activity.speech.subarray(clip.start, clip.end);
  const speechFrames = speech.reduce((sum, flag) => sum + flag, 0);
  const { f0, framePeriodMs } = estimateF0(samples, sampleRate);
  const withinSpeech = f0.filter((_, i) => speech[Math.floor((i * framePeriodMs * framesPerSecond) / 1000)] === 1);
  const voiced = withinSpeech.filter((hz) => hz > 0).sort();
  const f0OfSpeech = Float64Array.from(
    speech,
    (_, i) => f0[Math.round(((i + 0.5) * 1000) / (framesPerSecond * framePeriodMs))] ?? 0,
  );
  const at = (share: number) => voiced[Math.floor(share * (voiced.length - 1))];
  return {
    measures: {
      durationSeconds: samples.length / sampleRate,
      loudnessLufs: integratedLoudness(samples, sampleRate),
      truePeakDb: truePeakDb(samples),
      clippedSamples,
      snrDb: estimateSnr(activity, clip),
      speechShare: speechFrames / speech.length,
      bandwidthHz: speechBandwidth(samples, sampleRate, speech),
      f0: voiced.length > 0 ? { lowHz: at(0.05), medianHz: at(0.5), highHz: at(0.95) } : null,
    },
    descriptor: describeClip(samples, sampleRate, speech, f0OfSpeech),
    clippedShare: (clippedSamples * sampleRate) / (samples.length * uploadSampleRate),
    heldShare: heldShare(f0),
    voicedShare: withinSpeech.length > 0 ? voiced.length / withinSpeech.length : 0,
  };
}
