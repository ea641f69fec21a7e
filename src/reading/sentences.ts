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
/** What is no longer is soon enough to be left whole between its pauses: a cut is heard a little. */
const soonEnough = 1.4 * soonSaid;
/** While a piece is heard, the next one is made, which may be so many times as long. */
const growth = 1.7;
/** The same where it is cut for nothing but that. */
const mostGrowth = 2.2;

/** Words that begin a part of a sentence before which one may draw breath: what joins clauses, and, less good, what begins an adverbial. */
const openers: Readonly<Record<string, readonly [string, string]>> = {
  en: [
    'and but or because that which who when while where if before after until since although though whether unless',
    'with without from into during through between against across behind under toward towards in for',
  ],
  es: [
    'y e o u pero porque que cuando mientras donde si aunque como sino',
    'con sin desde hasta en para entre sobre durante contra hacia',
  ],
  fr: [
    "et ou mais parce car que qu' qui quand lorsque lorsqu' où si comme puisque",
    'avec sans depuis dans chez pour entre sur sous pendant contre vers avant après',
  ],
  it: [
    'e ed o ma perché che quando mentre dove se anche come oppure',
    'con senza da in per tra fra su durante contro verso dopo prima',
  ],
  pt: [
    'e ou mas porque que quando enquanto onde se embora como',
    'com sem desde até em para entre sobre durante contra',
  ],
  hi: ['और या लेकिन मगर क्योंकि कि जब अगर तो जो', ''],
  ru: [
    'и а но или потому что чтобы когда пока где если хотя как который которая которое',
    'с без от до в на за перед после между через для',
  ],
};

/** Places in a text before a word of a list, and before the space there. */
function before(words: string, text: string): number[] {
  if (words === '') return [];
  const listed = new Set(words.split(' '));
  return [...text.matchAll(/ (?=([\p{L}\p{M}]+['’]?))/gu)]
    .filter(([, word]) => listed.has(word.toLowerCase().replace('’', "'")))
    .map(({ index }) => index);
}

/** A part of a text that is made by itself. */
export interface Piece {
  readonly text: string;
  /** What the sentence goes on with; empty at its end. */
  readonly rest: string;
  /** Whether it goes on with the piece before. */
  readonly isRest: boolean;
}

/**
 * The same sentences, a long one at the start cut into pieces that grow, so that its first words are heard soon: at its pauses, and
 * where there is none soon enough before a word that begins a part of it.
 * @param language BCP 47, of the words before which it may be cut; null: only at pauses
 */
export function heardSooner(sentences: readonly string[], language: string | null): Piece[] {
  const [first, ...others] = sentences;
  if (first === undefined) return [];
  const [joins, adverbials] = openers[language?.toLowerCase().split('-')[0] ?? ''] ?? ['', ''];
  const pieces: string[] = [];
  let left = first;
  for (let most = soonSaid; left.length > most; most = growth * pieces.at(-1)!.length) {
    const fits = (at: number): boolean => at >= leastPiece && left.length - at >= leastPiece;
    const pauses = [...left.matchAll(/[,;:](?=\s)/g)].map(({ index }) => index + 1).filter(fits);
    const pause = pieces.length === 0 ? pauses[0] : (pauses.findLast((at) => at <= most) ?? pauses[0]);
    const isSoon =
      pieces.length > 0 ? left.length <= mostGrowth * pieces.at(-1)!.length : (pause ?? left.length) <= soonEnough;
    const words = isSoon ? [] : [before(joins, left), before(adverbials, left)].map((places) => places.filter(fits));
    const cut =
      words.map((places) => places.findLast((at) => at <= most)).find((at) => at !== undefined) ??
      (words.length === 0 ? pause : Math.min(...words.flat(), pause ?? Infinity));
    if (cut === undefined || cut === Infinity) break;
    pieces.push(left.slice(0, cut));
    left = left.slice(cut).trim();
  }
  const all = [...pieces, left];
  return [
    ...all.map((text, i) => ({ text, rest: all.slice(i + 1).join(' '), isRest: i > 0 })),
    ...others.map((text) => ({ text, rest: '', isRest: false })),
  ];
}
