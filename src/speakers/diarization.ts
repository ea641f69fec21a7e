// Who speaks when in one recording: its windows are divided into two people as often as that makes two who differ.
import { centroid, leastAlike, similarity } from './embedding.ts';

/** A stretch of a recording, in seconds of it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What was encoded at once, and what came of it. */
export interface EmbeddedWindow extends Stretch {
  /** Of unit length. */
  readonly embedding: Float32Array;
}

export interface Person {
  /** From one change of speakers to the next, in order; pauses are in them. */
  readonly turns: readonly Stretch[];
  readonly embedding: Float32Array;
}

/** What makes two of the halves of a recording two people. */
interface Bar {
  /** Halves of one person's are more alike. */
  readonly mostAlike: number;
  /** Fewer windows are no person: a laugh, a cough, one word in another tone. */
  readonly fewestWindows: number;
}

/** What makes them two, any of these: the more is heard of both, the less they need to differ (docs/measured/speakers.md). */
const bars: readonly Bar[] = [
  { mostAlike: 0.8, fewestWindows: 3 },
  { mostAlike: 0.84, fewestWindows: 10 },
];
/** Of a half, which has in it what is left of the other: it takes more to be a third person. */
const furtherBars: readonly Bar[] = [{ mostAlike: 0.72, fewestWindows: 10 }];
/** What it takes to believe in a change of speakers between two windows, in units of their distance (1 − cosine). */
const changePenalty = 0.2;
const rounds = 12;

const mean = (windows: readonly EmbeddedWindow[]): Float32Array =>
  centroid(windows.map(({ embedding }) => embedding)) ?? new Float32Array(windows[0].embedding.length);

/** The direction in which embeddings differ most from their mean (power iteration). */
function mainDifference(windows: readonly EmbeddedWindow[]): number[] {
  const middle = mean(windows);
  const differences = windows.map(({ embedding }) => embedding.map((value, i) => value - middle[i]));
  let direction: Float32Array = differences.reduce((far, one) => (Math.hypot(...one) > Math.hypot(...far) ? one : far));
  for (let round = 0; round < rounds; round++) {
    const next = new Float32Array(direction.length);
    for (const one of differences) {
      const along = similarity(one, direction);
      for (let i = 0; i < next.length; i++) next[i] += along * one[i];
    }
    direction = centroid([next]) ?? direction;
  }
  return differences.map((one) => similarity(one, direction));
}

/** Which of two people speaks in each window, most likely in sum (Viterbi): 0 or 1. */
function likeliest(windows: readonly EmbeddedWindow[], people: readonly [Float32Array, Float32Array]): number[] {
  let costs = [0, 0];
  const from: [number, number][] = [];
  for (const { embedding } of windows) {
    const came = ([0, 1] as const).map((who) => (costs[who] <= costs[1 - who] + changePenalty ? who : 1 - who));
    costs = came.map(
      (before, who) => costs[before] + (before === who ? 0 : changePenalty) + 1 - similarity(people[who], embedding),
    );
    from.push([came[0], came[1]]);
  }
  let who = costs[0] <= costs[1] ? 0 : 1;
  return from
    .toReversed()
    .map((came) => {
      const here = who;
      who = came[who];
      return here;
    })
    .reverse();
}

/** The windows of two people; null where one speaks, or nothing tells that there are two. */
function divide(windows: readonly EmbeddedWindow[], by: readonly Bar[]): [EmbeddedWindow[], EmbeddedWindow[]] | null {
  const fewestWindows = Math.min(...by.map((bar) => bar.fewestWindows));
  if (windows.length < 2 * fewestWindows) return null;
  let labels: number[] = mainDifference(windows).map((along) => (along < 0 ? 0 : 1));
  for (let round = 0; round < rounds; round++) {
    const [one, other] = [0, 1].map((who) => windows.filter((_, i) => labels[i] === who));
    if (Math.min(one.length, other.length) < fewestWindows) return null;
    const next = likeliest(windows, [mean(one), mean(other)]);
    if (next.every((who, i) => who === labels[i])) {
      const fewer = Math.min(one.length, other.length);
      const alike = similarity(mean(one), mean(other));
      return by.some((bar) => fewer >= bar.fewestWindows && alike <= bar.mostAlike) ? [one, other] : null;
    }
    labels = next;
  }
  return null;
}

const tellApart = (windows: readonly EmbeddedWindow[], by: readonly Bar[]): (readonly EmbeddedWindow[])[] =>
  divide(windows, by)?.flatMap((part) => tellApart(part, furtherBars)) ?? [windows];

const middle = ({ start, end }: Stretch): number => (start + end) / 2;

/**
 * Tell the people in a recording apart.
 * @param windows in order; may overlap
 * @returns whoever has most windows first; one person, or nobody, where nothing tells that there are more
 */
export function peopleIn(windows: readonly EmbeddedWindow[]): Person[] {
  if (windows.length === 0) return [];
  const parts = tellApart(windows, bars).toSorted((a, b) => b.length - a.length);
  const turns = parts.map((): Stretch[] => []);
  const who = windows.map((window) => parts.findIndex((part) => part.includes(window)));
  let start = windows[0].start;
  for (let i = 1; i <= windows.length; i++) {
    if (who[i] === who[i - 1]) continue;
    const end = i < windows.length ? (middle(windows[i - 1]) + middle(windows[i])) / 2 : windows[i - 1].end;
    turns[who[i - 1]].push({ start, end });
    start = end;
  }
  return parts.map((part, at) => ({ turns: turns[at], embedding: mean(part) }));
}

/** Where one person ends and another begins, seconds, in order. */
export const changesOf = (people: readonly Person[]): number[] =>
  people
    .flatMap(({ turns }) => turns.map(({ start }) => start))
    .sort((a, b) => a - b)
    .slice(1);

/** Who of them speaks most of a stretch. */
export function speakerOf(people: readonly Person[], { start, end }: Stretch): Person | undefined {
  const seconds = ({ turns }: Person): number =>
    turns.reduce((sum, turn) => sum + Math.max(0, Math.min(end, turn.end) - Math.max(start, turn.start)), 0);
  return people.toSorted((a, b) => seconds(b) - seconds(a))[0];
}

/** Parts of one person's recording are as like the voice as each other, but for so much; sound-alikes are not. */
const mostLessAlike = 0.1;

/**
 * Who of several people in a recording is not the owner of the voice: of those who are clearly less like it than another one,
 * or not like it at all, all but the one who is most like it; where nothing is known of it yet, all but the one who speaks most.
 * @param people as {@link peopleIn} has them
 * @param voice embeddings of its clips
 */
export function strangersAmong(people: readonly Person[], voice: readonly Float32Array[]): Person[] {
  const known = centroid(voice);
  const likeness = ({ embedding }: Person): number => (known === null ? 0 : similarity(embedding, known));
  const [owner, ...others] = people.toSorted((a, b) => likeness(b) - likeness(a));
  return others.filter((person) => likeness(person) < Math.max(leastAlike, likeness(owner) - mostLessAlike));
}
