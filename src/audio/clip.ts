// What is known of clips of speech: measures, what they are compared by, and how long they are.
import { z } from 'zod';
import { told } from '../i18n/notes.ts';
import { keptEmbedding } from '../speakers/embedding.ts';

/** Sampling rate of clips, Hz. */
export const clipSampleRate = 32_000;

/** Measures of a normalized clip. Every figure is measured on the clip as it will be trained on, except where said. */
export const clipMeasures = z.object({
  durationSeconds: z.number().nonnegative(),
  /** EBU R128 integrated loudness of the upload before normalization, LUFS; null when too quiet to gate. */
  loudnessLufs: z.number().nullable(),
  /** True peak of the upload before normalization, dBTP; null for digital silence. */
  truePeakDb: z.number().nullable(),
  /** Samples of the upload at or above full scale in runs of three or more, in the worst channel (see clipping.ts). */
  clippedSamples: z.number().int().nonnegative(),
  /** Estimated signal-to-noise ratio, dB; null when there is no speech or no pause to compare. */
  snrDb: z.number().nullable(),
  /** Share of frames with speech, 0 to 1. */
  speechShare: z.number().min(0).max(1),
  /** Highest frequency that still carries speech energy, Hz. */
  bandwidthHz: z.number().nonnegative(),
  /** 5th and 95th percentile and median of F0 over voiced frames, Hz; null when nothing is voiced. */
  f0: z.object({ lowHz: z.number(), medianHz: z.number(), highHz: z.number() }).nullable(),
});
export type ClipMeasures = z.infer<typeof clipMeasures>;

export interface PitchRange {
  readonly lowHz: number;
  readonly highHz: number;
}

/** From the lowest to the highest pitch of any of these clips; null where none has a voice. */
export function pitchRange(clips: readonly { readonly measures: Pick<ClipMeasures, 'f0'> }[]): PitchRange | null {
  const ranges = clips.flatMap(({ measures }) => measures.f0 ?? []);
  if (ranges.length === 0) return null;
  return {
    lowHz: Math.min(...ranges.map(({ lowHz }) => lowHz)),
    highHz: Math.max(...ranges.map(({ highHz }) => highHz)),
  };
}

/** From one frequency up to another one. */
export const semitones = (from: number, to: number): number => 12 * Math.log2(to / from);

export const clipVerdict = z.object({
  /** `good` and `fair` are trained on; `rejected` is answered and not kept. */
  grade: z.enum(['good', 'fair', 'rejected']),
  /** The most important first: what is wrong and what to do. Empty when all is well. */
  remarks: z.array(told),
});
export type ClipVerdict = z.infer<typeof clipVerdict>;

/** Why a clip waits for its owner's word: for what is in it, or (`doubt`) for what its transcript says of that. */
export const heldBackReason = z.enum([
  'other-speaker',
  'stranger',
  'cut-off',
  'doubt-other',
  'doubt-more',
  'doubt-less',
]);
export type HeldBackReason = z.infer<typeof heldBackReason>;

/** What its owner must say of a held-back clip: that they speak in it, or that its words are right. */
export type HeldFor = 'speaker' | 'words';
export const heldFor = (reason: HeldBackReason): HeldFor =>
  reason === 'other-speaker' || reason === 'stranger' ? 'speaker' : 'words';

/** What is kept of a clip to compare later clips with (see descriptor.ts). */
export const clipDescriptor = z.object({
  /** Null when there is too little voiced speech. */
  voice: z
    .object({
      voicedSeconds: z.number().positive(),
      /** Mean of mel-cepstra c1…c12 (200 Hz to 3.5 kHz) over voiced frames. */
      mean: z.array(z.number()).length(12),
      /** Their covariance: lower triangle by rows. */
      covariance: z.array(z.number()).length(78),
    })
    .nullable(),
  /** Base64 of 16-bit words, little-endian, 25 a second; 0 where nobody speaks. */
  fingerprint: z.string(),
  /** Who speaks, where the speaker encoder is there. */
  embedding: keptEmbedding.nullable().default(null),
});
export type ClipDescriptor = z.infer<typeof clipDescriptor>;

/** How long clips are together. */
export const secondsOf = (clips: readonly { readonly durationSeconds: number }[]): number =>
  clips.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
