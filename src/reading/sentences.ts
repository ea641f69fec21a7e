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

/** Characters of a sentence that is said before anybody has waited long: two seconds. */
const soonSaid = 30;
/** Characters that are worth a piece of their own: what surrounds a piece is made, too, and takes as long. */
const leastPiece = 12;
/** While a piece is heard, the next one is made, which may be so many times as long. */
const growth = 1.7;

/** The same sentences, a long one at the start cut at its pauses into pieces that grow, so that its first words are heard soon. */
export function heardSooner(sentences: readonly string[]): string[] {
  const [first, ...rest] = sentences;
  if (first === undefined) return [];
  const pieces: string[] = [];
  let left = first;
  for (let most = soonSaid; left.length > most; most = growth * pieces.at(-1)!.length) {
    const cuts = [...left.matchAll(/[,;:](?=\s)/g)]
      .map(({ index }) => index + 1)
      .filter((at) => at >= leastPiece && left.length - at >= leastPiece);
    const cut = pieces.length === 0 ? cuts[0] : (cuts.findLast((at) => at <= most) ?? cuts[0]);
    if (cut === undefined) break;
    pieces.push(left.slice(0, cut));
    left = left.slice(cut).trim();
  }
  return [...pieces, left, ...rest];
}
