// What a person reads of how their timbre was learnt, or why it was not.
import { noteOf } from '../../../../i18n/notes.ts';
import type { Note } from '../../../../i18n/notes.ts';
import type { Tuned } from './tune.ts';

/** What became of it. */
export function reasonsFor({ steps, speech, lossBefore, loss, unlike, isShort }: Tuned): Note[] {
  if (speech === 0) return [noteOf('timbre-little-speech')];
  if (steps === 0) return [noteOf(unlike.length > 0 ? 'timbre-less-like' : 'timbre-no-nearer')];
  const learnt = { seconds: speech, steps };
  return [
    lossBefore === null || loss === null
      ? noteOf('timbre-learnt', learnt)
      : noteOf('timbre-learnt-tested', { ...learnt, nearer: 1 - loss / lossBefore }),
    ...(isShort ? [noteOf('timbre-fewer-steps')] : []),
    ...(unlike.length > 0 ? [noteOf('timbre-less-like-in-some')] : []),
  ];
}
