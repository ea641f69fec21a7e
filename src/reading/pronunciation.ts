// Words that are said otherwise than they are written, because somebody said so: names, nicknames, words of a game.

/** One word (or a few), and how it is written when it is to be said right. */
export interface Pronunciation {
  readonly word: string;
  readonly spoken: string;
}

/** What makes two spellings the same word: composed, without case, white space folded. */
export const wordKey = (word: string): string =>
  word.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase().normalize('NFC');

const escape = (literal: string): string => literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replaceAll(' ', '\\s+');

/**
 * A text as it is to be read: every word of the list in its place, whole words only, whatever their case. What was put in is
 * not looked at again; of several that fit the longest counts.
 * @param list no two of them of one {@link wordKey}
 */
export function pronounced(text: string, list: readonly Pronunciation[]): string {
  if (list.length === 0) return text;
  const spoken = new Map(list.map((entry) => [wordKey(entry.word), entry.spoken]));
  const words = [...spoken.keys()].sort((a, b) => b.length - a.length).map(escape);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return text.normalize('NFC').replace(pattern, (word) => spoken.get(wordKey(word)) ?? word);
}
