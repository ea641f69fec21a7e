// When a natural source is to learn a timbre, and in which manners.
import type { KokoroVoice } from '../source/source-choice.ts';

/** Speech that a timbre is learnt from, at most: more of it brings little and takes its time. */
export const timbreSeconds = { usual: 60, long: 120 };

export const mannersOf = (count: number): number[] => Array.from({ length: count }, (_, manner) => manner);

/**
 * In which manners a voice is to learn its timbre: in all for the first time and, until it has learnt from as much as it can, when there is
 * twice the speech, else in those that are new or had nothing to learn from. It costs more than all else, as what is replayed must be said anew,
 * and a top-up changes little of it.
 * @param seconds of speech that there is; `manners` of the voice
 */
export function dueManners(voice: KokoroVoice, seconds: number, manners: number): number[] {
  const { learnt } = voice;
  const isAnew = learnt !== undefined && learnt.seconds < timbreSeconds.usual && seconds >= 2 * learnt.seconds;
  return isAnew ? mannersOf(manners) : untriedManners(voice, manners);
}

/** Those that have never learnt, nor tried to. */
export function untriedManners({ learnt }: KokoroVoice, manners: number): number[] {
  const all = mannersOf(manners);
  if (learnt === undefined) return all;
  const { timbres, untried = [] } = learnt;
  // Where the mix was not bettered, it suffices for manners that come later, too.
  return all.filter((manner) => untried.includes(manner) || (timbres.length > 0 && manner >= timbres.length));
}
