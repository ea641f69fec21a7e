// What a person reads of how their timbre was learnt, or why it was not.
import { noteOf } from '../../../../i18n/notes.ts';
import type { Note } from '../../../../i18n/notes.ts';
import { hasLearnt } from '../source/source-choice.ts';
import type { Tuned } from './tune.ts';

/**
 * What became of it.
 * @param isGone whether a timbre that had been learnt went with recordings that are gone
 */
export function reasonsFor(tuned: Tuned, isGone: boolean): Note[] {
  const { voice, steps, speech, lossBefore, loss, unlike, isStarved, isShort } = tuned;
  const before = isGone && !hasLearnt(voice) ? [noteOf('timbre-gone')] : [];
  if (speech === 0) return [...before, noteOf('timbre-little-speech')];
  if (isStarved) return [...before, noteOf('timbre-little-memory')];
  if (steps === 0) return [...before, noteOf(unlike.length > 0 ? 'timbre-less-like' : 'timbre-no-nearer')];
  const learnt = { seconds: speech, steps };
  return [
    lossBefore === null || loss === null
      ? noteOf('timbre-learnt', learnt)
      : noteOf('timbre-learnt-tested', { ...learnt, nearer: 1 - loss / lossBefore }),
    ...(isShort ? [noteOf('timbre-fewer-steps')] : []),
    ...(unlike.length > 0 ? [noteOf('timbre-less-like-in-some')] : []),
  ];
}
