// A text in any language as sentences to be spoken. English is put into words here; in other languages numbers, signs and
// short forms are left to who speaks them, and only what is written for the eye goes away.
import { inPieces, toSentences } from './english.ts';
import { withoutMarkup } from './markup.ts';

/** What is neither said nor makes a pause. */
const silent = /[^\p{L}\p{M}\p{N}\p{Sc}\s.,;:!?…'’¿¡()%+&=°/@-]/gu;

/**
 * Sentences to be spoken one after the other, each at most 240 characters.
 * @param language BCP 47
 */
export function sentencesOf(text: string, language: string): string[] {
  if (/^en\b/i.test(language)) return toSentences(text);
  const words = withoutMarkup(text.normalize('NFC').replaceAll(/[^\S\r\n]+/g, ' '), false)
    .replaceAll(/[\u00AD\u200B\u2060\uFEFF]/g, '')
    .replaceAll(/\s*[–—]+\s*/g, ', ')
    .replaceAll(/[।॥]/g, '.')
    .replaceAll(silent, ' ')
    .replaceAll(/[^\S\r\n]+/g, ' ')
    .replaceAll(/ ?[\r\n][\r\n ]*/g, '\n')
    .replaceAll('\n', (_break, at: number, whole: string) => (/[.!?,;:…]/.test(whole[at - 1] ?? '') ? ' ' : '. '));
  return [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(words)]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
    .flatMap(inPieces);
}

/** Characters of a sentence that is said before anybody has waited long. */
const soonSaid = 60;
/** Of a sentence must come before the cut at least: the rest is made while it is heard. */
const firstShare = 1 / 3;
/** Characters that are worth a piece of their own. */
const leastRest = 12;

/** The same sentences, a long one at the start cut at a pause, so that its first words are heard sooner. */
export function heardSooner(sentences: readonly string[]): string[] {
  const [first = '', ...rest] = sentences;
  const pauses = first.length > soonSaid ? [...first.matchAll(/[,;:](?=\s)/g)] : [];
  const end = pauses
    .map(({ index }) => index + 1)
    .find((at) => at >= firstShare * first.length && first.length - at >= leastRest);
  return end === undefined ? [...sentences] : [first.slice(0, end), first.slice(end).trim(), ...rest];
}
