// A new version must earn its place: it becomes active only when it is not worse than the one that speaks now.
import type { ClipFigures } from './engines/measuring/figures.ts';

/** What is judged of a version on a test clip. */
interface Measure {
  /** Higher is further from its owner; null where it was not measured on this clip. */
  readonly of: (clip: ClipFigures, input: GateInput) => { readonly value: number; readonly weight: number } | null;
  /** A change up to this is noise however many clips it was measured on. */
  readonly leastTolerance: number;
  /** Standard deviation over clips of the change between two versions, as it usually is. */
  readonly usualDeviation: number;
  /** How a change is said, given that it is more than noise, or that it is not. */
  readonly words: (change: number, than: string) => string;
  readonly sameWords: (tolerance: number, than: string) => string;
}

/** Mel-cepstral distortion, dB. Usual deviation: 0.118 and 0.100 on 24 unseen clips for increments of 2 and 10 clips. */
const distance: Measure = {
  of: ({ means: { mcd } }) => (mcd.weight > 0 ? { value: mcd.sum / mcd.weight, weight: mcd.weight } : null),
  leastTolerance: 0.05,
  usualDeviation: 0.11,
  words: (change, than) =>
    `it is ${Math.abs(change).toFixed(2)} dB ${change > 0 ? 'further from' : 'closer to'} you than ${than}`,
  sameWords: (tolerance, than) =>
    `it is as close to you as ${than} (within the ${tolerance.toFixed(2)} dB that so few clips can tell apart)`,
};

/**
 * What it lacks of sounding like its owner to the speaker encoder, in hundredths of the cosine. Usual deviation: 0.9 and 2.4 on
 * 12 unseen clips for increments of 2 and 10 clips; between two seeds 0.3, the mean within 0.2 of none.
 */
const unlikeness: Measure = {
  of: (clip, { similarityOf }) => {
    const similarity = similarityOf?.(clip) ?? null;
    return similarity === null ? null : { value: -100 * similarity, weight: 1 };
  },
  leastTolerance: 0.5,
  usualDeviation: 1.6,
  words: (change) => `it sounds ${Math.abs(change).toFixed(1)} % ${change > 0 ? 'less' : 'more'} like you`,
  sameWords: () => 'it sounds as much like you',
};

const measures = [distance, unlikeness] as const;

/** How many clips of one comparison weigh as much as what is usual. */
const usualWeight = 4;

/**
 * What is taken for noise: two standard deviations of the mean change. The deviation over clips is that of this very
 * comparison, shrunk towards the usual one, as a few clips tell little of it.
 * @param changes one a clip
 */
function toleranceOf(
  { leastTolerance, usualDeviation }: Pick<Measure, 'leastTolerance' | 'usualDeviation'>,
  changes: readonly number[],
): number {
  const clips = Math.max(1, changes.length);
  const mean = changes.reduce((sum, change) => sum + change, 0) / clips;
  const squares = changes.reduce((sum, change) => sum + (change - mean) ** 2, 0);
  const variance = (usualWeight * usualDeviation ** 2 + squares) / (usualWeight + clips - 1);
  return Math.max(leastTolerance, 2 * Math.sqrt(variance / clips));
}

/** {@link toleranceOf} changes of distortion, dB. */
export const toleranceDb = (changes: readonly number[]): number => toleranceOf(distance, changes);

export interface GateInput {
  /** Number of the version that is active now. */
  readonly rivalNumber: number;
  /** Both versions on all held-out clips. */
  readonly candidate: readonly ClipFigures[];
  readonly rival: readonly ClipFigures[];
  /** Held-out clips that were there when the rival was trained. */
  readonly oldIds: ReadonlySet<string>;
  /** How like its owner a version sounds on a clip (see Likeness); absent: nobody can tell. */
  readonly similarityOf?: (clip: ClipFigures) => number | null;
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
  readonly measure: Measure;
  readonly clips: number;
  /** Weighted by frames, as the figures of a version are. */
  readonly by: number;
  readonly tolerance: number;
}

function changeOn(measure: Measure, input: GateInput, counts: (clipId: string) => boolean): Change | null {
  const before = new Map(input.rival.map((clip) => [clip.clipId, measure.of(clip, input)]));
  const changes: number[] = [];
  let [sum, weight] = [0, 0];
  for (const clip of input.candidate) {
    const known = before.get(clip.clipId) ?? null;
    const now = measure.of(clip, input);
    if (known === null || now === null || !counts(clip.clipId)) continue;
    const change = now.value - known.value;
    changes.push(change);
    sum += change * now.weight;
    weight += now.weight;
  }
  if (changes.length === 0) return null;
  return { measure, clips: changes.length, by: sum / weight, tolerance: toleranceOf(measure, changes) };
}

/** By every measure there is; empty where nothing was measured. */
const changesOn = (input: GateInput, counts: (clipId: string) => boolean): Change[] =>
  measures.flatMap((measure) => changeOn(measure, input, counts) ?? []);

const isFurther = ({ by, tolerance }: Change): boolean => by > tolerance;
const isCloser = ({ by, tolerance }: Change): boolean => by < -tolerance;

/** All measures together, each in its tolerances: where they contradict each other, the clearer one counts. */
const together = (changes: readonly Change[]): number =>
  changes.reduce((sum, { by, tolerance }) => sum + by / tolerance, 0);
const lost = (changes: readonly Change[]): boolean => changes.some(isFurther) && together(changes) > 0;
const gained = (changes: readonly Change[]): boolean => changes.some(isCloser) && together(changes) < 0;

const clips = ([change]: readonly Change[], kind: string): string =>
  `${change.clips} ${kind}test ${change.clips === 1 ? 'clip' : 'clips'}`;

/** How close it is, in figures. */
const closeness = (changes: readonly Change[], than: string): string =>
  changes
    .map((change) => {
      const { measure, by, tolerance } = change;
      return isFurther(change) || isCloser(change) ? measure.words(by, than) : measure.sameWords(tolerance, than);
    })
    .join(', and ');

/** How close it is on those of both kinds of clips that there are. */
const onBoth = (old: readonly Change[], fresh: readonly Change[], rival: string): string =>
  [
    ...(old.length === 0 ? [] : [`n the ${clips(old, '')} that ${rival} was measured on ${closeness(old, rival)}`]),
    ...(fresh.length === 0 ? [] : [`n the ${clips(fresh, 'new ')} ${closeness(fresh, rival)}`]),
  ]
    .map((words, index) => `${index === 0 ? 'O' : 'o'}${words}`)
    .join('; ');

/**
 * Decide whether a new version becomes active, by mel-cepstral distortion and by how like its owner it sounds, where that is
 * known: what a voice forgets may show in either, unless the other shows more clearly that it has come closer. Old and new clips are judged apart, as a large gain on some must not hide a
 * loss on others.
 * @returns `active: false` when the new version forgot (worse on the old clips) or is worse on the new ones
 */
export function judge(input: GateInput): Decision {
  const { rivalNumber, oldIds } = input;
  const rival = `v${rivalNumber}`;
  const old = changesOn(input, (clipId) => oldIds.has(clipId));
  const fresh = changesOn(input, (clipId) => !oldIds.has(clipId));
  if (lost(old)) {
    return {
      active: false,
      reason: `It forgot something: on what ${rival} already knew, ${rival} is closer to you.`,
      details: `${onBoth(old, fresh, rival)}.`,
      comparison: 'further',
    };
  }
  if (lost(fresh)) {
    return {
      active: false,
      reason: `On the new recordings ${rival} is closer to you.`,
      details: `${onBoth(old, fresh, rival)}.`,
      comparison: 'further',
    };
  }
  const only = old.length > 0 ? old : fresh;
  if (only.length === 0) {
    const reason = `There is no test clip yet to measure both on, so I can’t say whether it is closer to you than ${rival}.`;
    return { active: true, reason, details: '', comparison: null };
  }
  const better = gained(old) || gained(fresh);
  const comparison = better ? 'closer' : 'same';
  const words = better ? `Closer to you than ${rival}` : `As close to you as ${rival}`;
  if (old.length === 0 || fresh.length === 0) {
    return {
      active: true,
      reason: `${words}.`,
      details: `On ${clips(only, '')} ${closeness(only, rival)}.`,
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
