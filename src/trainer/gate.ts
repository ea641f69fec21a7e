// A new version must earn its place: it becomes active only when it is not worse than the one that speaks now.
import { type Note, noteOf } from '../i18n/notes.ts';
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
  readonly words: (change: number, rival: number) => Note;
  readonly sameWords: (tolerance: number, rival: number) => Note;
}

/** Mel-cepstral distortion, dB. Usual deviation: 0.118 and 0.100 on 24 unseen clips for increments of 2 and 10 clips. */
const distance: Measure = {
  of: ({ means: { mcd } }) => (mcd.weight > 0 ? { value: mcd.sum / mcd.weight, weight: mcd.weight } : null),
  leastTolerance: 0.05,
  usualDeviation: 0.11,
  words: (change, rival) =>
    change > 0 ? noteOf('further-db', { by: change, rival }) : noteOf('closer-db', { by: -change, rival }),
  sameWords: (tolerance, rival) => noteOf('same-db', { tolerance, rival }),
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
  words: (change) => (change > 0 ? noteOf('less-like', { by: change }) : noteOf('more-like', { by: -change })),
  sameWords: () => noteOf('as-like'),
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

interface GateInput {
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
  /** For the owner of the voice. */
  readonly reason: Note;
  /** The same with its figures. */
  readonly details: Note[];
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

/** How close it is, in figures. */
const closeness = (changes: readonly Change[], rival: number): Note[] =>
  changes.map((change) => {
    const { measure, by, tolerance } = change;
    return isFurther(change) || isCloser(change) ? measure.words(by, rival) : measure.sameWords(tolerance, rival);
  });

/** How close it is on those of both kinds of clips that there are. */
function onBoth(old: readonly Change[], fresh: readonly Change[], rival: number): Note[] {
  const figures = (changes: readonly Change[]) => ({
    clips: changes[0].clips,
    rival,
    how: closeness(changes, rival),
  });
  return [
    ...(old.length === 0 ? [] : [noteOf('on-old-clips', figures(old))]),
    ...(fresh.length === 0 ? [] : [noteOf('on-new-clips', figures(fresh))]),
  ];
}

/**
 * Decide whether a new version becomes active, by mel-cepstral distortion and by how like its owner it sounds, where that is
 * known: what a voice forgets may show in either, unless the other shows more clearly that it has come closer. Old and new clips are judged apart, as a large gain on some must not hide a
 * loss on others.
 * @returns `active: false` when the new version forgot (worse on the old clips) or is worse on the new ones
 */
export function judge(input: GateInput): Decision {
  const { rivalNumber: rival, oldIds } = input;
  const old = changesOn(input, (clipId) => oldIds.has(clipId));
  const fresh = changesOn(input, (clipId) => !oldIds.has(clipId));
  const details = onBoth(old, fresh, rival);
  if (lost(old)) return { active: false, reason: noteOf('forgot', { rival }), details, comparison: 'further' };
  if (lost(fresh)) return { active: false, reason: noteOf('worse-on-new', { rival }), details, comparison: 'further' };
  if (old.length + fresh.length === 0) {
    return { active: true, reason: noteOf('unmeasured', { rival }), details, comparison: null };
  }
  const comparison = gained(old) || gained(fresh) ? 'closer' : 'same';
  const both = old.length > 0 && fresh.length > 0;
  const reason =
    comparison === 'closer'
      ? noteOf(both ? 'closer-nothing-forgotten' : 'closer', { rival })
      : noteOf(both ? 'same-nothing-forgotten' : 'same', { rival });
  return { active: true, reason, details, comparison };
}
