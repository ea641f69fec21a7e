// A new version must earn its place: it becomes active only when it is not worse than the one that speaks now.
import type { ClipFigures } from './engines/measuring/figures.ts';

/** A rise of distortion up to this, dB, is noise however many clips it was measured on. */
const leastToleranceDb = 0.05;
/**
 * Standard deviation over clips of the change of distortion between two versions, dB, as it usually is (0.118 and 0.100 on
 * 24 unseen clips for increments of 2 and 10 clips), and how many clips of one comparison weigh as much as that knowledge.
 */
const usualDeviationDb = 0.11;
const usualWeight = 4;

/**
 * What is taken for noise, dB: two standard deviations of the mean change. The deviation over clips is that of this very
 * comparison, shrunk towards the usual one, as a few clips tell little of it.
 * @param changes of distortion, one a clip, dB
 */
export function toleranceDb(changes: readonly number[]): number {
  const clips = Math.max(1, changes.length);
  const mean = changes.reduce((sum, change) => sum + change, 0) / clips;
  const squares = changes.reduce((sum, change) => sum + (change - mean) ** 2, 0);
  const variance = (usualWeight * usualDeviationDb ** 2 + squares) / (usualWeight + clips - 1);
  return Math.max(leastToleranceDb, 2 * Math.sqrt(variance / clips));
}

export interface GateInput {
  /** Number of the version that is active now. */
  readonly rivalNumber: number;
  /** Both versions on all held-out clips. */
  readonly candidate: readonly ClipFigures[];
  readonly rival: readonly ClipFigures[];
  /** Held-out clips that were there when the rival was trained. */
  readonly oldIds: ReadonlySet<string>;
}

export interface Decision {
  readonly active: boolean;
  /** One sentence in words for the owner of the voice. */
  readonly reason: string;
  /** The same with its figures. */
  readonly details: string;
  /** To its owner's voice, beside the rival; null where nothing could be compared. */
  readonly comparison: 'closer' | 'same' | 'further' | null;
}

/** By how much the candidate is further away on the clips that both were measured on. */
interface Change {
  readonly clips: number;
  /** Weighted by frames, as the figures of a version are. */
  readonly db: number;
  readonly tolerance: number;
}

function changeOn({ candidate, rival }: GateInput, counts: (clipId: string) => boolean): Change | null {
  const before = new Map(rival.map((clip) => [clip.clipId, clip.means.mcd]));
  const changes: number[] = [];
  let [sum, weight] = [0, 0];
  for (const { clipId, means } of candidate) {
    const known = before.get(clipId);
    if (known === undefined || known.weight <= 0 || means.mcd.weight <= 0 || !counts(clipId)) continue;
    const change = means.mcd.sum / means.mcd.weight - known.sum / known.weight;
    changes.push(change);
    sum += change * means.mcd.weight;
    weight += means.mcd.weight;
  }
  return changes.length === 0 ? null : { clips: changes.length, db: sum / weight, tolerance: toleranceDb(changes) };
}

const clips = (count: number, kind: string): string => `${count} ${kind}test ${count === 1 ? 'clip' : 'clips'}`;
const decibel = (value: number): string => `${Math.abs(value).toFixed(2)} dB`;
const isCloser = ({ db, tolerance }: Change): boolean => db < -tolerance;

/** How close it is, in figures. */
const closeness = (change: Change, than: string): string =>
  change.db > change.tolerance
    ? `${decibel(change.db)} further from you than ${than}`
    : isCloser(change)
      ? `${decibel(change.db)} closer to you than ${than}`
      : `as close to you as ${than} (within the ${decibel(change.tolerance)} that so few clips can tell apart)`;

/** How close it is on those of both kinds of clips that there are. */
const onBoth = (old: Change | null, fresh: Change | null, rival: string): string =>
  [
    ...(old === null
      ? []
      : [`n the ${clips(old.clips, '')} that ${rival} was measured on it is ${closeness(old, rival)}`]),
    ...(fresh === null ? [] : [`n the ${clips(fresh.clips, 'new ')} it is ${closeness(fresh, rival)}`]),
  ]
    .map((words, index) => `${index === 0 ? 'O' : 'o'}${words}`)
    .join('; ');

/**
 * Decide whether a new version becomes active. Distances are mel-cepstral distortions on test clips: lower is closer. Old and
 * new clips are judged apart, as a large gain on some must not hide a loss on others.
 * @returns `active: false` when the new version forgot (worse on the old clips) or is worse on the new ones
 */
export function judge(input: GateInput): Decision {
  const { rivalNumber, oldIds } = input;
  const rival = `v${rivalNumber}`;
  const old = changeOn(input, (clipId) => oldIds.has(clipId));
  const fresh = changeOn(input, (clipId) => !oldIds.has(clipId));
  if (old !== null && old.db > old.tolerance) {
    return {
      active: false,
      reason: `It forgot something: on what ${rival} already knew, ${rival} is closer to you.`,
      details: `${onBoth(old, fresh, rival)}.`,
      comparison: 'further',
    };
  }
  if (fresh !== null && fresh.db > fresh.tolerance) {
    return {
      active: false,
      reason: `On the new recordings ${rival} is closer to you.`,
      details: `${onBoth(old, fresh, rival)}.`,
      comparison: 'further',
    };
  }
  const only = old ?? fresh;
  if (only === null) {
    const reason = `There is no test clip yet to measure both on, so I can’t say whether it is closer to you than ${rival}.`;
    return { active: true, reason, details: '', comparison: null };
  }
  const better = [old, fresh].some((change) => change !== null && isCloser(change));
  const comparison = better ? 'closer' : 'same';
  const words = better ? `Closer to you than ${rival}` : `As close to you as ${rival}`;
  if (old === null || fresh === null) {
    return {
      active: true,
      reason: `${words}.`,
      details: `On ${clips(only.clips, '')} it is ${closeness(only, rival)}.`,
      comparison,
    };
  }
  return {
    active: true,
    reason: `${words}, and it forgot nothing.`,
    details: `${onBoth(old, fresh, rival)}.`,
    comparison,
  };
}
