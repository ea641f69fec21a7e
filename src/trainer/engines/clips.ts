// What every engine asks of clips, whatever it makes of them: how long they are, whether they are there, how many are done.
import { access, constants } from 'node:fs/promises';
import type { EngineClip, EngineEvent } from './engine.ts';

/** Their length together. */
export const secondsOf = (clips: readonly { readonly durationSeconds: number }[]): number =>
  clips.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);

/** Those that can't be read. */
export async function missingOnDisk(clips: readonly EngineClip[]): Promise<EngineClip[]> {
  const missing: EngineClip[] = [];
  for (const clip of clips) {
    await access(clip.path, constants.R_OK).catch(() => missing.push(clip));
  }
  return missing;
}

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
  return {
    type: 'progress',
    progress: {
      phase,
      done: Math.floor(done),
      total,
      epoch: 0,
      epochs: 0,
      step: 0,
      trainLoss: null,
      heldOutLoss: null,
      secondsLeft: done > 0 ? (spent * (total - done)) / done : null,
    },
  };
}
