// An English sentence in Kokoro's IPA: words as they are said beside each other (weak forms, "the apple", words written alike),
// numbers, and the punctuation that makes pauses.
import { beginsWithVowel, fromFlite, lighter, toIpa } from './sounds.ts';
import { lookUp } from './dictionary.ts';
import { numberWords, timeWords } from './numbers.ts';
import { shortForms } from './own-words.ts';
import { isKnown, sayWord, spelled } from './words.ts';

/** Flite's phones for a word that no list knows, without stress; `pau` is silence. */
export type LettersToSound = (word: string) => Promise<readonly string[]>;

interface Token {
  readonly kind: 'word' | 'initials' | 'mark';
  readonly text: string;
  /** Whether a hyphen ties it to the word before. */
  readonly isTied: boolean;
}

const marks = /^[.,!?;:—…()“”]$/;
const token =
  /\d{1,2}:\d\d(?!\d)|\d+(?:,\d{3})*(?:\.\d+)*(?:(?:st|nd|rd|th|'?s)(?![a-z]))?|[A-Za-z']+|[.,!?;:—…()"“”%$+&=-]/gi;
const signs: Readonly<Record<string, string>> = {
  '%': 'percent',
  $: 'dollars',
  '+': 'plus',
  '&': 'and',
  '=': 'equals',
};

/** Words within a piece that is written together: "playTime" is two; "McDonald" is one, and so is what is known as one. */
const humps = (word: string): string[] => {
  const parts = word.split(/(?<=[a-z]{2})(?=[A-Z][a-z'])/);
  return parts.length === 1 || word.startsWith('Mac') || isKnown(word.toLowerCase().replace(/'s$/, ''))
    ? [word]
    : parts;
};

/** Words and marks of a sentence, numbers in words. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pieces =
    text
      .replaceAll(/[‘’ʼ]/g, "'")
      .replaceAll(/\.{2,}/g, '…')
      .replaceAll(/(?<![A-Za-z]|[A-Za-z]\.)(?:[A-Za-z]\.){2,}(?=\W|$)/g, (letters) =>
        letters.replaceAll('.', ' ').toUpperCase(),
      )
      .replaceAll(/(?<=[A-Za-z\d])\.(?=[A-Za-z])/g, ' dot ')
      .match(token) ?? [];
  let isTied = false;
  let isQuoted = false;
  const word = (said: string, kind: Token['kind'] = 'word'): void => {
    tokens.push({ kind, text: said, isTied });
    isTied = false;
  };
  for (const [index, piece] of pieces.entries()) {
    if (piece === '-') {
      isTied = tokens.at(-1)?.kind === 'word';
    } else if (piece === '"') {
      isQuoted = !isQuoted;
      word(isQuoted ? '“' : '”', 'mark');
    } else if (marks.test(piece)) {
      word(piece, 'mark');
    } else if (signs[piece] !== undefined) {
      word(signs[piece]);
    } else if (/^\d/.test(piece)) {
      for (const said of piece.includes(':') ? timeWords(piece) : numberWords(piece)) word(said);
    } else if (/^(?:am|pm)$/i.test(piece) && /^\d/.test(pieces[index - 1] ?? '')) {
      word(piece, 'initials');
    } else if (shortForms.has(piece)) {
      for (const said of shortForms.get(piece)?.match(/[\w']+|,/g) ?? []) word(said, said === ',' ? 'mark' : 'word');
    } else if (/[a-z]/i.test(piece)) {
      for (const part of humps(piece)) word(part);
    }
  }
  return joinLetters(tokens);
}

/** "U", "S" and "B" one after the other are initials. */
function joinLetters(tokens: readonly Token[]): Token[] {
  const isLetter = ({ kind, text }: Token): boolean => kind === 'word' && /^[A-Z]$/.test(text);
  const joined: Token[] = [];
  for (const next of tokens) {
    const last = joined.at(-1);
    const goesOn = last !== undefined && (last.kind === 'initials' || isLetter(last));
    if (goesOn && isLetter(next) && !(last.text === 'I' && next.text === 'A'))
      joined[joined.length - 1] = { kind: 'initials', text: last.text + next.text, isTied: last.isTied };
    else joined.push(next);
  }
  return joined;
}

/** Words said weakly between others; the second form is the one at the end of a phrase. */
// oxfmt-ignore
const weak: Readonly<Record<string, string | readonly [within: string, atEnd: string]>> = {
  a: 'ɐ', an: 'ɐn', of: 'ʌv', and: 'ænd', for: ['fɔɹ', 'fˈɔɹ'], in: ['ɪn', 'ˈɪn'], on: ['ˌɔn', 'ˈɔn'], at: ['æt', 'ˈæt'], by: ['bI', 'bˈI'], from: ['fɹʌm', 'fɹˈʌm'],
  with: ['wɪð', 'wˈɪð'], as: 'æz', is: ['ɪz', 'ˈɪz'], are: ['ɑɹ', 'ˈɑɹ'], was: ['wʌz', 'wˈʌz'], were: ['wɜɹ', 'wˈɜɹ'], be: ['bi', 'bˈi'], been: ['bɪn', 'bˌɪn'],
  am: ['æm', 'ˈæm'], have: ['hæv', 'hˈæv'], has: ['hæz', 'hˈæz'], had: ['hæd', 'hˌæd'], can: ['kæn', 'kˈæn'], could: ['kʊd', 'kˈʊd'], will: ['wɪl', 'wˈɪl'],
  would: ['wʊd', 'wˈʊd'], shall: 'ʃˌæl', should: 'ʃˌʊd', might: 'mˌIt', i: 'ˌI', you: 'ju', he: 'hi', she: 'ʃi', it: 'ɪt', we: 'wi', they: 'ðA', me: 'mˌi', him: 'hˌɪm',
  her: ['hɜɹ', 'hˌɜɹ'], us: 'ˌʌs', them: 'ðˌɛm', my: 'mI', your: 'jʊɹ', his: ['hɪz', 'hˌɪz'], its: 'ɪts', our: 'ˌWəɹ', their: 'ðɛɹ', this: ['ðɪs', 'ðˈɪs'],
  that: ['ðæt', 'ðˈæt'], these: ['ðiz', 'ðˈiz'], those: ['ðOz', 'ðˈOz'], there: ['ðɛɹ', 'ðˈɛɹ'], who: 'hˌu', what: 'wˌʌt', when: 'wˌɛn', where: 'wˌɛɹ', why: 'wˌI', how: 'hˌW',
  which: 'wˌɪʧ', whose: 'hˌuz', if: 'ɪf', or: 'ɔɹ', but: 'bˌʌt', so: 'sˌO', not: 'nˌɑt', than: 'ðən', though: 'ðˌO', because: 'bəkˈʌz', while: 'wˌIl', some: 'sˌʌm',
  up: ['ˌʌp', 'ˈʌp'], down: ['dˌWn', 'dˈWn'], through: ['θɹu', 'θɹˈu'], "i'm": 'ˌIm', "i've": 'ˌIv', "i'll": 'ˌIl', "i'd": 'ˌId', "you're": 'jʊɹ', "you've": 'juv', "you'll": 'jul',
  "he's": 'hiz', "she's": 'ʃiz', "it's": 'ɪts', "that's": 'ðæts', "there's": 'ðɛɹz', "we're": 'wɪɹ', "we've": 'wiv', "we'll": 'wil', "they're": 'ðɛɹ', "they've": 'ðAv',
  "they'll": 'ðAl', "what's": 'wˌʌts', "aren't": 'ˌɑɹnt', "weren't": 'wˌɜɹnt', "won't": 'wOnt', "couldn't": ['kˌʊdᵊnt', 'kˈʊdᵊnt'], "'cause": 'kʌz', "'em": 'əm', the: 'ðə', to: 'tə',
};

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
/** What stands before a verb. */
const beforeVerbs = words(
  "to i you we they who will would can could should must may might do don't didn't doesn't won't can't couldn't shouldn't let's please i'll you'll we'll they'll he'll she'll i'd you'd we'd they'd not never always also and",
);
const beforeNouns = words(
  'a an the my your his her its our their this that no any some of in for each every one first last new',
);
/** What stands before a participle. */
const beforeParticiples = words(
  "have has had having i've you've we've they've he's she's is was were be been being are already just never ever he she it get got",
);

/** Words said by their kind: [elsewhere, where the test holds]. The list is short: what matters most in a chat. */
interface Homograph {
  readonly usual: string;
  readonly other: string;
  readonly isOther: (before: string, after: string) => boolean;
}
const afterBroadcast = words(
  'stream streams streaming streamed music show shows concert chat event session broadcast tv television audience performance recording feed video now on from at today tonight coverage update updates wire action band version',
);
const homographs: Readonly<Record<string, Homograph>> = {
  read: { usual: 'ɹˈid', other: 'ɹˈɛd', isOther: (before) => beforeParticiples.has(before) },
  live: {
    usual: 'lˈɪv',
    other: 'lˈIv',
    isOther: (before, after) =>
      before === 'go' ||
      before === 'going' ||
      before === 'went' ||
      before === 'goes' ||
      before === 'a' ||
      before === 'is' ||
      before === "we're" ||
      before === "i'm" ||
      (afterBroadcast.has(after) && !beforeVerbs.has(before)),
  },
  close: {
    usual: 'klˈOz',
    other: 'klˈOs',
    isOther: (before, after) =>
      after === 'to' ||
      after === 'by' ||
      after === 'enough' ||
      after === 'friend' ||
      after === 'friends' ||
      after === 'call' ||
      words('so very too really is was are were that how pretty a stay get got come came be').has(before),
  },
  use: { usual: 'jˈuz', other: 'jˈus', isOther: (before, after) => after === 'of' || beforeNouns.has(before) },
  used: { usual: 'jˈuzd', other: 'jˈust', isOther: (_before, after) => after === 'to' },
  excuse: { usual: 'ɪkskjˈuz', other: 'ɪkskjˈus', isOther: (before) => beforeNouns.has(before) },
  house: { usual: 'hˈWs', other: 'hˈWz', isOther: (before) => before === 'to' },
  wind: { usual: 'wˈɪnd', other: 'wˈInd', isOther: (_before, after) => after === 'up' || after === 'down' },
  tear: {
    usual: 'tˈɪɹ',
    other: 'tˈɛɹ',
    isOther: (before, after) => beforeVerbs.has(before) || after === 'up' || after === 'apart' || after === 'down',
  },
  wound: { usual: 'wˈund', other: 'wˈWnd', isOther: (_before, after) => after === 'up' },
  bass: { usual: 'bˈAs', other: 'bˈæs', isOther: (_before, after) => after === 'fishing' || after === 'boat' },
  bow: {
    usual: 'bˈO',
    other: 'bˈW',
    isOther: (before, after) => before === 'to' || after === 'to' || before === 'take',
  },
  lead: {
    usual: 'lˈid',
    other: 'lˈɛd',
    isOther: (_before, after) => after === 'pipe' || after === 'pipes' || after === 'poisoning',
  },
};

/** Nouns with the stress in front whose verbs have it behind; the dictionary has both. */
const nounsAndVerbs = words(
  'record records present presents project projects object objects content contents produce conduct contract contracts contest contests export exports import imports increase increases permit permits progress protest protests rebel rebels refuse subject subjects suspect suspects conflict conflicts convert converts decrease decreases desert detail insult insults perfect reject rejects research transfer transfers transport upset upgrade upgrades address',
);

const primaryAt = (phones: readonly string[]): number =>
  phones.filter((phone) => /\d$/.test(phone)).findIndex((phone) => phone.endsWith('1'));

/** The pronunciation that fits the place of a word that is both a noun and a verb. */
function nounOrVerb(word: string, before: string): string | undefined {
  const said = lookUp(word);
  const asVerb = said.find((phones) => primaryAt(phones) > 0);
  const asNoun = said.find((phones) => primaryAt(phones) === 0);
  const fitting = beforeVerbs.has(before) && before !== 'and' ? asVerb : asNoun;
  return fitting && toIpa(fitting);
}

/** Words written in parts ("well-known"): the part that is not the last has less stress. */
const joinHyphens = (said: readonly Spoken[]): Spoken[] =>
  said.map((word, at) => (said[at + 1]?.isTied && word.ipa.includes('ˈ') ? { ...word, ipa: lighter(word.ipa) } : word));

interface Spoken {
  readonly ipa: string;
  readonly isMark: boolean;
  readonly isTied: boolean;
}

/**
 * An English sentence in Kokoro's IPA.
 * @param text as `toSentences` makes it; anything is taken
 * @returns the sounds, and the words that were guessed from their spelling; no sounds where there is nothing to say
 */
export async function englishPhones(
  text: string,
  lettersToSound: LettersToSound,
): Promise<{ ipa: string; unknown: string[] }> {
  const tokens = tokensOf(text);
  const unknown = new Set<string>();
  const lower = tokens.map(({ text: word }) => word.toLowerCase());
  const spoken: Spoken[] = [];
  // Backwards: what follows decides how "the" and "to" are said.
  for (let at = tokens.length - 1; at >= 0; at--) {
    const { kind, text: word, isTied } = tokens[at];
    const next = spoken.at(-1);
    let ipa = '';
    if (kind === 'mark') ipa = word;
    else if (kind === 'initials') ipa = spelled(word).map(toIpa).join('');
    else {
      const fixed = inContext(lower, at, next);
      if (fixed !== undefined) ipa = fixed;
      else {
        const said = sayWord(word);
        if (said === null) unknown.add(lower[at]);
        ipa = said === null ? toIpa(fromFlite(await lettersToSound(lower[at]))) : said.map(toIpa).join('');
      }
    }
    if (ipa !== '') spoken.push({ ipa, isMark: kind === 'mark', isTied });
  }
  return { ipa: written(joinHyphens(spoken.reverse())), unknown: [...unknown].reverse() };
}

/** How a word is said that its neighbours decide on. */
function inContext(lower: readonly string[], at: number, next: Spoken | undefined): string | undefined {
  const word = lower[at];
  const isEnd = next === undefined || next.isMark;
  if (word === 'the') return !isEnd && beginsWithVowel(next.ipa) ? 'ði' : 'ðə';
  if (word === 'to') return isEnd ? 'tˈu' : beginsWithVowel(next.ipa) ? 'tʊ' : 'tə';
  if (word === 'a' && isEnd) return 'ˈA';
  const form = weak[word];
  if (form !== undefined) return typeof form === 'string' ? form : form[isEnd ? 1 : 0];
  const [before, after] = [lower[at - 1] ?? '', isEnd ? '' : (lower[at + 1] ?? '')];
  const homograph = homographs[word];
  if (homograph !== undefined) return homograph.isOther(before, after) ? homograph.other : homograph.usual;
  return nounsAndVerbs.has(word) ? nounOrVerb(word, before) : undefined;
}

const opens = (sound: string): boolean => sound === '(' || sound === '“';

/** Words with spaces between them, marks at the word before. */
function written(said: readonly Spoken[]): string {
  return said
    .map(({ ipa, isMark }, at) => {
      const isJoined = at === 0 || opens(said[at - 1].ipa) || (isMark && !opens(ipa));
      return isJoined ? ipa : ` ${ipa}`;
    })
    .join('');
}
