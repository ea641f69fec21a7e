// From what people write in a chat to what can be read out: markup, links, emoji and signs become words or go away, and a
// text becomes sentences. What flite reads well by itself is left to it.
import { readFigures } from './figures.ts';
import { withoutMarkup } from './markup.ts';
import { readShortForms } from './short-forms.ts';

/** Longest piece that is spoken in one go, characters. */
const longestSentence = 240;

/** Signs between words. */
const signs: readonly (readonly [RegExp, string])[] = [
  [/\s*(?:[–—]|--+(?!>))\s*/g, ', '],
  [/\s*(?:->|=>|→|⇒)\s*/g, ', '],
  [/\s*&\s*/g, ' and '],
  [/\s*[÷]\s*/g, ' divided by '],
  [/\s*≈\s*/g, ' about '],
  [/\s[≠]\s|\s!=\s/g, ' is not '],
  [/\s<\s/g, ' is less than '],
  [/\s>\s/g, ' is more than '],
  [/#(?=\w)/g, 'hashtag '],
  [/\s=\s|(?<=\w)=(?=\w)/g, ' equals '],
  [/(?<=[A-Za-z])\/(?=[A-Za-z])/g, ' or '],
  [/\*(?=\s|$)/g, 'star '],
  [/#(?=\s|$)/g, 'hash '],
];

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  ø: 'o',
  Ø: 'O',
  œ: 'oe',
  ł: 'l',
  Ł: 'L',
  ð: 'd',
  Ð: 'D',
  đ: 'd',
  Đ: 'D',
  þ: 'th',
  Þ: 'Th',
  ħ: 'h',
  ı: 'i',
};

/** Signs that compatibility forms (NFKC) would turn into something that is read otherwise. */
const beforeFolding: readonly (readonly [RegExp, string])[] = [
  [/[\u00AD\u200B\u200C\u2060\uFEFF]/g, ''],
  [/[™®©℠]/g, ''],
  [/№\s?/g, 'number '],
  [/(?<=\d)\s?(?=[½⅓⅔¼¾⅛])/g, ' '],
  [/²/g, ' squared'],
  [/³/g, ' cubed'],
  [/[‐‑]/g, '-'],
];

/**
 * The words of a chat message in plain ASCII, ready for flite; empty when nothing in it can be spoken.
 * @param text anything a person can type; English is assumed
 */
export function normalizeText(text: string): string {
  let words = text;
  for (const [pattern, reading] of beforeFolding) words = words.replace(pattern, reading);
  words = words
    .normalize('NFKC')
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/\u2044/g, '/')
    .replace(/[^\S\r\n]+/g, ' ');
  // What was markup leaves spaces in rows, through which later patterns would go again and again.
  words = withoutMarkup(words)
    .replace(/[^\S\r\n]+/g, ' ')
    .replace(/ ?[\r\n][\r\n ]*/g, '\n');
  words = words.replaceAll('\n', (_break, at: number) => (/[.!?,;:]/.test(words[at - 1] ?? '') ? ' ' : '. '));
  words = readShortForms(readFigures(words));
  for (const [pattern, reading] of signs) words = words.replace(pattern, reading);
  words = words
    .replace(/[ßæÆøØœłŁðÐđĐþÞħı]/g, (letter) => letters[letter] ?? '')
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/\b\w*([a-z])\1{2,}\w*/gi, (word) =>
      /^[IVX]+$|^(.)\1+$/.test(word) ? word : word.replace(/([a-z])\1{2,}/gi, '$1$1'),
    )
    .replace(/[^\x20-\x7e]|[\\<>^_{}[\]|~=*/](?!\d)/g, ' ')
    .replace(/([!?])[!?]+/g, '$1')
    .replace(/\s+(?=[.,;:!?](?:\s|$))/g, '')
    .replace(/(?:[.,;:]\s)+(?=[.,;:!?])/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.,;:!?-]+/, '')
    .trim();
  return /[a-z0-9]/i.test(words) ? words : '';
}

/** Pieces short enough to be spoken in one go, cut at the last boundary that leaves both parts speakable, the strongest kind first. */
export function inPieces(sentence: string): string[] {
  if (sentence.length <= longestSentence) return [sentence];
  const head = sentence.slice(0, longestSentence);
  const at = Math.max(
    ...[
      /[;:,](?=\s)(?!.*[;:,]\s)/,
      /\s(?:and|or|but|because|which|that)\s(?!.*\s(?:and|or|but|because|which|that)\s)/,
    ].map((pattern) => head.search(pattern)),
  );
  const end = at > longestSentence / 4 ? at + 1 : head.lastIndexOf(' ') > 0 ? head.lastIndexOf(' ') : longestSentence;
  return [sentence.slice(0, end).trim(), ...inPieces(sentence.slice(end).trim())];
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Sentences to be spoken one after the other, each normalized and at most 240 characters.
 * @param text what a person wrote, or a transcript
 */
export function toSentences(text: string): string[] {
  return [...segmenter.segment(normalizeText(text))]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => /[a-z0-9]/i.test(sentence))
    .flatMap(inPieces);
}
