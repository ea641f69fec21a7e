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
