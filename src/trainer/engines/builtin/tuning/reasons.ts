// What a person reads of how their timbre was learnt, or why it was not.
import { noteOf } from '../../../../i18n/notes.ts';
import type { Note } from '../../../../i18n/notes.ts';
import type { Tuned } from './tune.ts';

/** What became of it. */
export function reasonFor({ steps, speech, lossBefore, loss }: Tuned): Note {
  if (speech === 0) return noteOf('timbre-little-speech');
  if (steps === 0) return noteOf('timbre-no-nearer');
  const learnt = { seconds: speech, steps };
  if (lossBefore === null || loss === null) return noteOf('timbre-learnt', learnt);
  return noteOf('timbre-learnt-tested', { ...learnt, nearer: 1 - loss / lossBefore });
}
