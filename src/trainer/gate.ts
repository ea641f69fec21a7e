// A new version must earn its place: it becomes active only when it is not worse than the one that speaks now.
import type { VoiceMetrics } from '../storage/records.ts';

/** A rise of distortion up to this, dB, is noise however many clips it was measured on. */
const leastToleranceDb = 0.05;
/**
 * Standard deviation over clips of the change of distortion between two versions, dB: 0.118 and 0.100 on 24 unseen clips
 * for increments of 2 and 10 clips.
 */
const clipDeviationDb = 0.11;

/** What is taken for noise, dB, when it was measured on so many clips: two standard deviations of their mean. */
export const toleranceDb = (clips: number): number =>
  Math.max(leastToleranceDb, (2 * clipDeviationDb) / Math.sqrt(Math.max(1, clips)));

export interface GateInput {
  /** Number of the version that is active now. */
  readonly rivalNumber: number;
  /** Both versions on all held-out clips, and on those that were there when the rival was trained. */
  readonly all: { readonly candidate: VoiceMetrics; readonly rival: VoiceMetrics };
  readonly old: { readonly candidate: VoiceMetrics; readonly rival: VoiceMetrics };
}

export interface Decision {
  readonly active: boolean;
  /** One sentence for the owner of the voice. */
  readonly reason: string;
}

const clips = (metrics: VoiceMetrics): string =>
  `${metrics.heldOutClips} held-out ${metrics.heldOutClips === 1 ? 'clip' : 'clips'}`;
/** By how much the candidate is further away, dB; null where nothing was measured. */
const change = ({ candidate, rival }: GateInput['all']): number | null =>
  candidate.mcdDb === null || rival.mcdDb === null ? null : candidate.mcdDb - rival.mcdDb;
const decibel = (value: number): string => `${Math.abs(value).toFixed(2)} dB`;

/**
 * Decide whether a new version becomes active. Distances are held-out mel-cepstral distortions: lower is closer.
 * @returns `active: false` when the new version forgot (worse on the old clips) or is worse on the whole
 */
export function judge({ rivalNumber, all, old }: GateInput): Decision {
  const forgotten = change(old);
  if (forgotten !== null && forgotten > toleranceDb(old.candidate.heldOutClips)) {
    return {
      active: false,
      reason: `On the ${clips(old.candidate)} that v${rivalNumber} was measured on it is ${decibel(forgotten)} further from you than v${rivalNumber}: it forgot something.`,
    };
  }
  const worse = change(all);
  const noise = toleranceDb(all.candidate.heldOutClips);
  if (worse !== null && worse > noise) {
    return {
      active: false,
      reason: `On all ${clips(all.candidate)} it is ${decibel(worse)} further from you than v${rivalNumber}.`,
    };
  }
  if (worse === null) {
    return { active: true, reason: 'Nothing is held out that both versions could be compared on.' };
  }
  return {
    active: true,
    reason:
      worse < -noise
        ? `On ${clips(all.candidate)} it is ${decibel(worse)} closer to you than v${rivalNumber}${forgotten === null ? '' : ', and it forgot nothing'}.`
        : `On ${clips(all.candidate)} it is as close to you as v${rivalNumber} (within the ${noise.toFixed(2)} dB that this few clips can tell apart).`,
  };
}
