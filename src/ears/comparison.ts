// Whether a transcript says what is heard: the same, half of it, or something else. Letters are compared and not words, so
// that names spelt otherwise and words heard for one another count for little.
import type { HeldBackReason } from '../audio/clip.ts';
import { normalizeText } from '../reading/english.ts';

const few =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** A number in letters: models write figures where people write words, and the other way round. */
function inLetters(number: number): string {
  const rest = (size: number): string => (number % size === 0 ? '' : inLetters(number % size));
  if (number < 20) return few[number];
  if (number < 100) return tens[Math.floor(number / 10)] + rest(10);
  if (number < 1000) return `${few[Math.floor(number / 100)]}hundred${rest(100)}`;
  return `${inLetters(Math.floor(number / 1000))}thousand${rest(1000)}`;
}

/** The letters of a text as it is spoken. */
function lettersOf(text: string, language: string): string {
  const spoken = /^en\b/i.test(language)
    ? normalizeText(text).replaceAll(/\d{1,6}/g, (digits) => inLetters(Number(digits)))
    : text.normalize('NFKD');
  return spoken.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Letters to be changed, put in or left out to make one text of the other (Levenshtein's distance). */
function distance(a: string, b: string, isWithin: boolean): number {
  let row = Int32Array.from({ length: b.length + 1 }, (_, j) => (isWithin ? 0 : j));
  for (let i = 0; i < a.length; i++) {
    const next = new Int32Array(b.length + 1);
    next[0] = i + 1;
    for (let j = 0; j < b.length; j++) {
      next[j + 1] = Math.min(row[j + 1] + 1, next[j] + 1, row[j] + (a[i] === b[j] ? 0 : 1));
    }
    row = next;
  }
  return isWithin ? Math.min(...row) : row[b.length];
}

/** Longest text that is compared, letters; clips hold some 200. */
const mostLetters = 2000;

/**
 * How much a transcript differs from what is heard, 0 (not at all) to 1: letters that differ, of those of the longer text.
 * @param language BCP 47
 */
export function difference(transcript: string, heard: string, language: string): number {
  const [a, b] = [transcript, heard].map((text) => lettersOf(text, language).slice(0, mostLetters));
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 0 : distance(a, b, false) / longer;
}

/** The share of a text's letters that are not found, in their order, in one stretch of the other. */
function missing(part: string, whole: string): number {
  return part.length === 0 ? 1 : distance(part, whole, true) / part.length;
}

/** A sentence is what is heard where no more of it differs: names are heard as anything, dates in figures or in words. */
const mostOtherwise = 0.45;
/** Of a word that must be in it so much is misheard at most. */
const mostMisheard = 0.34;

/**
 * Whether what is heard is this sentence, each of these words of it among it. Its first half must be there for itself: a date in
 * figures and the words are many letters, and who says them alone has not said what comes before.
 * @param language BCP 47
 */
export function isSaid(sentence: string, words: readonly string[], heard: string, language: string): boolean {
  const all = lettersOf(heard, language).slice(0, mostLetters);
  const asked = lettersOf(sentence, language).slice(0, mostLetters);
  return (
    difference(sentence, heard, language) <= mostOtherwise &&
    missing(asked.slice(0, asked.length >> 1), all) <= mostOtherwise &&
    words.every((word) => missing(lettersOf(word, language), all) <= mostMisheard)
  );
}

/** What is heard is another transcript's, rather than its own: it differs from its own by so much more, and from that hardly. */
const clearlyMore = 0.15;
const hardly = 0.1;

/** `more`: the transcript goes on where nothing is heard; `less`: more is heard than it says. */
export type Doubt = 'other' | 'more' | 'less';

/** Texts of other recordings differ by more. */
const othersFrom = 0.5;
/** Of a half so much is not found at most. */
const mostMissing = 0.2;
/** What is left out must be this share of the longer text. */
const leastLeftOut = 0.3;
/** Shorter texts are no part of anything by more than chance. */
const fewestLetters = 8;

/**
 * What is wrong with a transcript, by what is heard; null: nothing that could be told.
 * @param language BCP 47
 * @param others transcripts that came with other recordings at the same time, and that may be this one's
 */
export function doubtOf(
  transcript: string,
  heard: string,
  language: string,
  others: readonly string[] = [],
): Doubt | null {
  const [given, said] = [transcript, heard].map((text) => lettersOf(text, language).slice(0, mostLetters));
  const [shorter, longer] = given.length < said.length ? [given, said] : [said, given];
  const isPart = shorter.length >= fewestLetters && shorter.length <= (1 - leastLeftOut) * longer.length;
  if (isPart && missing(shorter, longer) <= mostMissing) return given.length < said.length ? 'less' : 'more';
  const own = difference(transcript, heard, language);
  const isAnothers = (): boolean =>
    others.some((other) => difference(other, heard, language) < Math.min(hardly, own - clearlyMore));
  return own > othersFrom || isAnothers() ? 'other' : null;
}

/** Whether a clip waits because its transcript is doubted, and for nothing else. */
export const isDoubted = ({ heldBack }: { readonly heldBack: HeldBackReason | null }): boolean =>
  heldBack?.startsWith('doubt-') ?? false;
