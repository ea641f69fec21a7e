// What every engine asks of clips, whatever it makes of them: how many are done, what they speak, the first of them.
import { secondsOf } from '../../audio/clip.ts';
import type { EngineClip, EngineEvent } from './engine.ts';

/**
 * A progress event of a phase that works through clips.
 * @param started `performance.now()` when it began
 * @param done of `total`; a part of a clip counts for the time that is left
 */
export function clipProgress(
  phase: 'preparing' | 'evaluating',
  started: number,
  done: number,
  total: number,
): EngineEvent {
  const spent = (performance.now() - started) / 1000;
  return progressOf(phase, Math.floor(done), total, done > 0 ? (spent * (total - done)) / done : null);
}

/** A progress event of a phase without epochs. */
export const progressOf = (
  phase: 'preparing' | 'evaluating',
  done: number,
  total: number,
  secondsLeft: number | null,
): EngineEvent => ({
  type: 'progress',
  progress: { phase, done, total, epoch: 0, epochs: 0, step: 0, trainLoss: null, heldOutLoss: null, secondsLeft },
});

/** Language of clips with transcripts, as in `en`; null: there are none, or several. */
export function languageOf(clips: readonly EngineClip[]): string | null {
  const spoken = clips.filter(({ transcript }) => transcript !== null);
  const languages = new Set(spoken.map(({ language }) => language.toLowerCase().split('-')[0]));
  return languages.size === 1 ? [...languages][0] : null;
}

/** The first of these that are as long together; one at least. */
export function firstOf(clips: readonly EngineClip[], seconds: number): EngineClip[] {
  let before = 0;
  return clips.filter(({ durationSeconds }, i) => {
    before += durationSeconds;
    return i === 0 || before <= seconds;
  });
}

/**
 * The first of these in each group, as long together; one of each at least. What a group has not enough clips for goes to the others.
 * @returns them in the order that they are in
 */
export function firstOfEach(
  clips: readonly EngineClip[],
  seconds: number,
  groupOf: (clip: EngineClip) => number,
): EngineClip[] {
  const groups = Map.groupBy(clips, groupOf);
  const taken = new Set<EngineClip>();
  let left = seconds;
  const shortestFirst = [...groups].toSorted(([a, one], [b, other]) => secondsOf(one) - secondsOf(other) || a - b);
  for (const [i, [, group]] of shortestFirst.entries()) {
    const own = firstOf(group, left / (groups.size - i));
    for (const clip of own) taken.add(clip);
    left -= secondsOf(own);
  }
  return clips.filter((clip) => taken.has(clip));
}
