// What a process found, to be read later by whoever in their language: what is kept of it, and how it is said.
import { z } from 'zod';
import { en } from './en.ts';
import { type TellableError, errorIn, errorTexts } from './errors.ts';
import { sentences } from './sentences.ts';
import type { Note, Params, Plural, Translate } from './types.ts';

export type { Note };

/** What names a note in the catalogues. */
type NoteKey = Plural<keyof typeof en.notes>;

export const note: z.ZodType<Note> = z.object({
  note: z.string(),
  params: z
    .record(
      z.string(),
      z.union([z.string(), z.number(), z.array(z.string()).readonly(), z.array(z.lazy(() => note)).readonly()]),
    )
    .optional(),
});

/** Something that is told: a note, an error that stopped nothing, or, in rows of earlier times, a sentence in English. */
export const told = z.union([
  z.string(),
  note,
  z.object({ message: z.string(), hint: z.string(), texts: errorTexts.optional() }),
]);
export type Told = string | Note | TellableError;

/** @param params what the text is filled in with */
export function noteOf<K extends NoteKey>(key: K, ...params: Params<`notes.${K}`>): Note {
  const [filledIn] = params as [Note['params']?];
  return { note: key, ...(filledIn && { params: filledIn }) };
}

/** In the language of whoever reads it. */
export function toldIn(what: Told, t: Translate): string {
  if (typeof what === 'string') return what;
  if ('note' in what) {
    return (t as (key: string, params: object) => string)(`notes.${what.note}`, what.params ?? {});
  }
  const { message, hint } = errorIn(what, t);
  return sentences(t, message, hint);
}
