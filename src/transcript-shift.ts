// Transcripts that slipped by one line: a list with a line too many or too few gives every clip its neighbour's words.
import { createHash } from 'node:crypto';

/** What is needed of a clip. */
interface Worded {
  readonly id: string;
  readonly originalName: string;
  readonly transcript: string | null;
}

/** Where each clip's words stand: with the clip before it, or with the one after. */
export type Shift = 'before' | 'after';

const byName = new Intl.Collator('en', { numeric: true });

/**
 * The words of clips if each had its neighbour's, in the order of their names; the clip at the end gets the words that are
 * left. Those without words stay as they are.
 * @returns transcripts by clip id
 */
export function shiftedWords(clips: readonly Worded[], shift: Shift): Map<string, string> {
  const worded = clips
    .flatMap(({ id, originalName, transcript }) => (transcript === null ? [] : [{ id, originalName, transcript }]))
    .sort((a, b) => byName.compare(a.originalName, b.originalName) || (a.id < b.id ? -1 : 1));
  const step = shift === 'before' ? worded.length - 1 : 1;
  return new Map(worded.map(({ id }, i) => [id, worded[(i + step) % worded.length].transcript]));
}

/** Digest of which words which clips have, to tell later whether they are the same. */
export function transcriptsDigest(clips: readonly Pick<Worded, 'id' | 'transcript'>[]): string {
  const words = clips.map(({ id, transcript }) => [id, transcript] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(words)).digest('hex');
}
