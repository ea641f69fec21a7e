// Cuts a recording into clips: at pauses, by the cheapest of all ways to cut (dynamic programming over the pauses).
import { framesPerSecond } from './activity.ts';

/** A part of a recording in frames of `framesPerSecond`, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const longest = 12 * framesPerSecond;
const shortest = 2 * framesPerSecond;
const favourite = 6 * framesPerSecond;
/** Kept around speech. */
const pad = framesPerSecond / 10;
/** A pause from which on cutting there costs nothing, and one that is too long to be kept within a clip. */
const easyPause = 0.35 * framesPerSecond;
const longPause = 1 * framesPerSecond;

interface Stretch extends Span {
  /** Frames of pause before it; 0: cut within speech. */
  readonly pause: number;
}

/** Where to cut stretches of speech that are too long for one clip: at their quietest frames. */
function splitLong(span: Span, levels: Float32Array): Span[] {
  const limit = longest - 2 * pad;
  const length = span.end - span.start;
  if (length <= limit) return [span];
  const from = span.start + shortest;
  const to = Math.min(span.start + limit, span.end - shortest);
  let cut = from;
  let best = Infinity;
  for (let frame = from; frame <= to; frame++) {
    const around = levels.subarray(frame - 3, frame + 4);
    const level = around.reduce((sum, value) => sum + value, 0) / around.length;
    if (level < best) [best, cut] = [level, frame];
  }
  return [{ start: span.start, end: cut }, ...splitLong({ start: cut, end: span.end }, levels)];
}

function speechRuns(speech: Uint8Array): Span[] {
  const runs: Span[] = [];
  for (let start = speech.indexOf(1); start >= 0; start = speech.indexOf(1, start)) {
    const stop = speech.indexOf(0, start);
    const end = stop < 0 ? speech.length : stop;
    runs.push({ start, end });
    start = end;
  }
  return runs;
}

/** What is wrong with a clip of this length; 0 at the favourite length. */
function lengthCost(frames: number): number {
  const off = (frames - favourite) / favourite;
  return 0.5 * off * off + (frames < shortest ? 2 + (2 * (shortest - frames)) / shortest : 0);
}

/** What is wrong with ending a clip at a pause of this length. */
function cutCost(pause: number): number {
  return pause === 0 ? 8 : 3 * Math.max(0, 1 - pause / easyPause);
}

/** How far from where a change of speakers was heard a pause may lie, frames. */
const changeReach = framesPerSecond;

/** Where to cut at a change of speakers: in the middle of the longest pause nearby, or else where it is quietest. */
function placeOfChange(change: number, speech: Uint8Array, levels: Float32Array): number {
  const [from, to] = [Math.max(0, change - changeReach), Math.min(speech.length, change + changeReach)];
  const pauses = speechRuns(speech.subarray(from, to).map((flag) => 1 - flag));
  if (pauses.length > 0) {
    const { start, end } = pauses.reduce((longest, pause) =>
      pause.end - pause.start > longest.end - longest.start ? pause : longest,
    );
    return from + Math.round((start + end) / 2);
  }
  const near = levels.subarray(from, to);
  return from + near.indexOf(near.reduce((least, level) => Math.min(least, level), Infinity));
}

/**
 * Choose the clips of a recording, see {@link clipsOf}, so that none holds two people.
 * @param changes frames near which one speaker ends and another begins, in order
 */
export function chooseClips(speech: Uint8Array, levels: Float32Array, changes: readonly number[] = []): Span[] {
  const edges = [0, ...changes.map((change) => placeOfChange(change, speech, levels)), speech.length];
  return edges.slice(1).flatMap((end, i) => {
    const from = edges[i];
    return clipsOf(speech.subarray(from, end), levels.subarray(from, end)).map((span) => ({
      start: span.start + from,
      end: span.end + from,
    }));
  });
}

/**
 * Choose the clips of what one person says. What fits into one clip of 12 s once silence at its edges is trimmed stays whole; longer
 * ones become clips of 2 to 12 s that end in pauses. Only where nobody pauses for 12 s a cut falls into speech, at its
 * quietest point. About 100 ms around the speech are kept.
 * @param speech flags and `levels` in dB, one a frame, as from `findSpeech`
 */
function clipsOf(speech: Uint8Array, levels: Float32Array): Span[] {
  const runs = speechRuns(speech);
  const [first, last] = [runs[0], runs.at(-1)];
  if (!first || !last) return [];
  if (last.end - first.start + 2 * pad <= longest) {
    return [{ start: Math.max(0, first.start - pad), end: Math.min(speech.length, last.end + pad) }];
  }
  const stretches: Stretch[] = runs
    .flatMap((run) => splitLong(run, levels))
    .map((run, index, all) => ({ ...run, pause: index === 0 ? Infinity : run.start - (all[index - 1]?.end ?? 0) }));

  // cheapest[n]: cost of the best way to cut the first n stretches, and where its last clip begins.
  const cheapest: { cost: number; from: number }[] = [{ cost: 0, from: 0 }];
  for (let n = 1; n <= stretches.length; n++) {
    const end = stretches[n - 1];
    let best = { cost: Infinity, from: n - 1 };
    let within = 0;
    for (let from = n - 1; from >= 0; from--) {
      const begin = stretches[from];
      const frames = end.end - begin.start + 2 * pad;
      if (frames > longest && from < n - 1) break;
      const cost = cheapest[from].cost + lengthCost(frames) + cutCost(begin.pause) + within;
      if (cost < best.cost) best = { cost, from };
      within += 4 * Math.max(0, begin.pause / longPause - 1);
    }
    cheapest.push(best);
  }
  const clips: Span[] = [];
  for (let n = stretches.length; n > 0; n = cheapest[n].from) {
    const { from } = cheapest[n];
    const [begin, end] = [stretches[from], stretches[n - 1]];
    const after = stretches[n]?.pause ?? Infinity;
    clips.push({
      start: Math.max(0, begin.start - Math.min(pad, Math.floor(begin.pause / 2))),
      end: Math.min(speech.length, end.end + Math.min(pad, Math.floor(after / 2))),
    });
  }
  return clips.reverse();
}
