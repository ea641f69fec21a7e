// How one English word is said: by our own list, by the dictionary, from the parts of a word that are there, letter by letter,
// or, at last, guessed from its spelling.
import { type Arpabet, lookUp } from './dictionary.ts';
import { ownWords } from './own-words.ts';
import { isVowel } from './sounds.ts';

/** Longest word that is looked at for its parts, letters. */
const longestWord = 32;

const known = (word: string): Arpabet | undefined => ownWords.get(word)?.split(' ') ?? lookUp(word)[0];

/** @param word lower case */
export const isKnown = (word: string): boolean => known(word) !== undefined;

/** The phones of a word with the ending -s, -'s. */
function withS(stem: Arpabet): Arpabet {
  const last = stem.at(-1) ?? '';
  if (['S', 'Z', 'SH', 'ZH', 'CH', 'JH'].includes(last)) return [...stem, 'IH0', 'Z'];
  return [...stem, ['P', 'T', 'K', 'F', 'TH'].includes(last) ? 'S' : 'Z'];
}

function withEd(stem: Arpabet): Arpabet {
  const last = stem.at(-1) ?? '';
  if (last === 'T' || last === 'D') return [...stem, 'IH0', 'D'];
  return [...stem, ['P', 'K', 'F', 'TH', 'S', 'SH', 'CH'].includes(last) ? 'T' : 'D'];
}

const withPhones =
  (...ending: string[]) =>
  (stem: Arpabet): Arpabet => [...stem, ...ending];

/** Endings, how they are said after a stem, and how the stem may be written without them. */
const endings: readonly (readonly [ending: RegExp, say: (stem: Arpabet) => Arpabet, ...stems: readonly string[]])[] = [
  [/'s$/, withS, ''],
  [/s'$/, withS, ''],
  [/'$/, (stem) => stem, ''],
  [/n't$/, withPhones('AH0', 'N', 'T'), ''],
  [/'ll$/, withPhones('AH0', 'L'), ''],
  [/'ve$/, withPhones('AH0', 'V'), ''],
  [/'re$/, withPhones('ER0'), ''],
  [/'d$/, withEd, ''],
  [/in'$/, withPhones('IH0', 'N'), '', 'e'],
  [/ies$/, withS, 'y'],
  [/es$/, withS, '', 'e'],
  [/(?<!s)s$/, withS, ''],
  [/ied$/, withEd, 'y'],
  [/(?:([b-df-hj-np-tv-z])\1)ed$/, withEd, '$1'],
  [/ed$/, withEd, '', 'e'],
  [/(?:([b-df-hj-np-tv-z])\1)ing$/, withPhones('IH0', 'NG'), '$1'],
  [/ing$/, withPhones('IH0', 'NG'), '', 'e'],
  [/ings$/, withPhones('IH0', 'NG', 'Z'), '', 'e'],
  [/(?:([b-df-hj-np-tv-z])\1)ers?$/, withPhones('ER0'), '$1'],
  [/ers$/, withPhones('ER0', 'Z'), '', 'e'],
  [/er$/, withPhones('ER0'), '', 'e'],
  [/(?:([b-df-hj-np-tv-z])\1)ier$/, withPhones('IY0', 'ER0'), '$1'],
  [/ier$/, withPhones('ER0'), 'y'],
  [/iest$/, withPhones('AH0', 'S', 'T'), 'y'],
  [/est$/, withPhones('AH0', 'S', 'T'), '', 'e'],
  [/ically$/, withPhones('L', 'IY0'), 'ic'],
  [/ily$/, (stem) => [...stem.slice(0, -1), 'AH0', 'L', 'IY0'], 'y'],
  [/iness$/, withPhones('N', 'AH0', 'S'), 'y'],
  [/(?<=[^aeiou])ly$/, (stem) => [...stem.slice(0, -2), 'L', 'IY0'], 'le'],
  [/ly$/, withPhones('L', 'IY0'), ''],
  [/(?:([b-df-hj-np-tv-z])\1)y$/, withPhones('IY0'), '$1'],
  [/(?:y|ie)$/, withPhones('IY0'), '', 'e'],
  [/ness$/, withPhones('N', 'AH0', 'S'), ''],
  [/less$/, withPhones('L', 'AH0', 'S'), ''],
  [/ful$/, withPhones('F', 'AH0', 'L'), ''],
  [/(?:([b-df-hj-np-tv-z])\1)able$/, withPhones('AH0', 'B', 'AH0', 'L'), '$1'],
  [/able$/, withPhones('AH0', 'B', 'AH0', 'L'), '', 'e'],
  [/ish$/, withPhones('IH0', 'SH'), '', 'e'],
  [/ment$/, withPhones('M', 'AH0', 'N', 'T'), ''],
];

const beginnings: readonly (readonly [string, string])[] = [
  ['un', 'AH2 N'],
  ['re', 'R IY2'],
  ['non', 'N AA2 N'],
  ['pre', 'P R IY2'],
  ['anti', 'AE2 N T IY0'],
  ['multi', 'M AH2 L T IY0'],
  ['mini', 'M IH2 N IY0'],
  ['super', 'S UW2 P ER0'],
  ['hyper', 'HH AY2 P ER0'],
  ['cyber', 'S AY2 B ER0'],
  ['auto', 'AO2 T OW0'],
  ['mega', 'M EH2 G AH0'],
  ['micro', 'M AY2 K R OW0'],
  ['over', 'OW2 V ER0'],
  ['under', 'AH2 N D ER0'],
  ['mis', 'M IH2 S'],
  ['dis', 'D IH2 S'],
  ['de', 'D IY2'],
];

/** A word with one ending or beginning taken off, where what is left is known. */
function fromStem(word: string): Arpabet | undefined {
  for (const [ending, say, ...stems] of endings) {
    if (!ending.test(word)) continue;
    for (const stem of stems) {
      const written = word.replace(ending, stem);
      if (written.length < 2) continue;
      const phones = known(written) ?? (/'/.test(word) ? fromStem(written) : undefined);
      if (phones?.some(isVowel)) return say(phones);
    }
  }
  for (const [beginning, phones] of beginnings) {
    const stem = word.startsWith(beginning) ? word.slice(beginning.length) : '';
    const said = stem.length > 3 ? known(stem) : undefined;
    if (said) return [...phones.split(' '), ...said];
  }
  return undefined;
}

const secondary = (phones: Arpabet): string[] => phones.map((phone) => phone.replace('1', '2'));

/** Two known words written as one ("gameplay"), neither of them short if that can be. */
function compound(word: string): Arpabet | undefined {
  let best: Arpabet | undefined;
  let shorter = 2;
  for (let at = 3; at <= word.length - 3; at++) {
    const length = Math.min(at, word.length - at);
    const head = word.slice(0, at);
    // A plural does not begin such a word: "clean skin", not "cleans kin".
    if (length <= shorter || (head.endsWith('s') && known(head.slice(0, -1)))) continue;
    const [first, second] = [known(head), known(word.slice(at))];
    if (!first?.some(isVowel) || !second?.some(isVowel)) continue;
    best = [...first, ...secondary(second)];
    shorter = length;
  }
  return best;
}

/** What the letters are called. */
// oxfmt-ignore
const letterNames: Readonly<Record<string, string>> = {
  a: 'EY1', b: 'B IY1', c: 'S IY1', d: 'D IY1', e: 'IY1', f: 'EH1 F', g: 'JH IY1', h: 'EY1 CH', i: 'AY1', j: 'JH EY1', k: 'K EY1', l: 'EH1 L', m: 'EH1 M',
  n: 'EH1 N', o: 'OW1', p: 'P IY1', q: 'K Y UW1', r: 'AA1 R', s: 'EH1 S', t: 'T IY1', u: 'Y UW1', v: 'V IY1', w: 'D AH1 B AH0 L Y UW2', x: 'EH1 K S', y: 'W AY1', z: 'Z IY1',
};

/** A word spelled letter by letter, the last letter stressed; one pronunciation a letter. */
export const spelled = (letters: string): Arpabet[] =>
  letters
    .toLowerCase()
    .split('')
    .map((letter, at) => {
      const name = (letterNames[letter] ?? '').split(' ');
      return at + 1 === letters.length ? name : secondary(name);
    });

/** Whether nobody could say a word: it has no vowel, or is written in capitals and short enough to be initials. */
const isInitials = (word: string): boolean =>
  !/[aeiouy]/i.test(word) || (/^[A-Z]{2,5}$/.test(word) && !known(word.toLowerCase()));

/** The beginning "un-" is a full vowel, though the dictionary has a weak one. */
const withUn = (word: string, phones: Arpabet): Arpabet =>
  word.startsWith('un') && phones[0] === 'AH0' && phones[1] === 'N' ? ['AH2', ...phones.slice(1)] : phones;

/** How a word is said; for one that nothing is known of, null. */
export type Said = readonly Arpabet[] | null;

/**
 * How a word is said. Several pronunciations are parts said one after the other, as in a spelled word.
 * @param word letters and apostrophes, as it was written
 */
export function sayWord(word: string): Said {
  const lower = word.toLowerCase();
  const whole = known(lower);
  const isSpelled = (whole ?? []).filter((phone) => phone.endsWith('1')).length > 1 && /^[A-Z]{2,5}$/.test(word);
  if (whole && !isSpelled) return [withUn(lower, whole)];
  const bare = lower.replaceAll(/^'+|'+$/g, '');
  const stripped = bare === lower || bare === '' ? undefined : known(bare);
  if (stripped) return [stripped];
  if (lower.length > longestWord) return null;
  const initials = /^([A-Z]+|[a-z]+)('?s)?$/i.exec(word.replace(/(?<=^[A-Z]+)s$/, "'s"));
  if (initials && (isSpelled || isInitials(initials[1]))) {
    const letters = spelled(initials[1]);
    return initials[2] ? [...letters.slice(0, -1), withS(letters.at(-1) ?? [])] : letters;
  }
  const built = fromStem(lower) ?? compound(lower) ?? compoundWithEnding(lower);
  return built ? [built] : null;
}

function compoundWithEnding(word: string): Arpabet | undefined {
  const stem = /^(.{6,}?)'?s$/.exec(word)?.[1];
  const phones = stem === undefined ? undefined : compound(stem);
  return phones && withS(phones);
}
