// Which sentence a person reads next: the one that has most of what their voice was not heard saying yet.
import { english } from './sentences/english.ts';
import { french } from './sentences/french.ts';
import { german } from './sentences/german.ts';
import { italian } from './sentences/italian.ts';
import { portuguese } from './sentences/portuguese.ts';
import { spanish } from './sentences/spanish.ts';
import { type Units, hasSounds, unitsOf } from './units.ts';

/** What there is to read, by the language's two letters. */
export type Sentences = Readonly<Record<string, readonly string[]>>;

/** Those that come with it. */
export const usualSentences: Sentences = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
  it: italian,
  pt: portuguese,
};

/** @param language BCP 47 @returns null where there is nothing to read in it */
export const sentencesIn = (language: string, sentences = usualSentences): readonly string[] | null =>
  sentences[language.slice(0, 2).toLowerCase()] ?? null;

/** A new sound is worth so many new neighbours. */
const soundWorth = 4;
/** Characters that cost as much as one new pair brings, so that short sentences come first. */
const charactersAPair = 6;

export interface Coverage {
  readonly heard: number;
  readonly all: number;
  /** What is counted. */
  readonly what: 'sounds' | 'letters';
}

export interface ReadingList {
  /** The sentence that brings most; null when all were read. The same one until it is heard, skipped or replaced. */
  next(): string | null;
  /** A sentence was said: it does not come again. */
  heard(sentence: string): Promise<void>;
  /** It does not come again this time. */
  skip(sentence: string): void;
  /** It was not said as it should be: it comes next. */
  again(sentence: string): void;
  coverage(): Coverage;
}

const unitsOfLists = new WeakMap<readonly string[], Promise<ReadonlyMap<string, Units>>>();

/** The units of all sentences of a language, found once. */
async function unitsOfAll(language: string, all: readonly string[]): Promise<ReadonlyMap<string, Units>> {
  const known = unitsOfLists.get(all);
  if (known !== undefined) return await known;
  const found = (async () => {
    const units = new Map<string, Units>();
    for (const sentence of all) units.set(sentence, await unitsOf(sentence, language));
    return units;
  })();
  unitsOfLists.set(all, found);
  return await found;
}

/**
 * The sentences of a language, greedily by what is missing; ties in the order of the list.
 * @param language BCP 47; one that there are sentences in
 * @param said transcripts of what the voice has
 * @throws RangeError for another language
 */
export async function readingList(
  language: string,
  said: readonly string[],
  sentences = usualSentences,
): Promise<ReadingList> {
  const all = sentencesIn(language, sentences);
  if (all === null) throw new RangeError(`nothing to read in ${language}`);
  const units = await unitsOfAll(language, all);
  // A few sentences of the operator's own are not all that a language sounds like.
  const usual = await unitsOfAll(language, sentencesIn(language) ?? all);
  const every = new Set([...units.values(), ...usual.values()].flatMap(({ sounds }) => [...sounds]));
  const sounds = new Set<string>();
  const pairs = new Set<string>();
  const done = new Set<string>();
  const back: string[] = [];

  const note = async (text: string): Promise<void> => {
    const heard = units.get(text) ?? (await unitsOf(text, language));
    for (const sound of heard.sounds) sounds.add(sound);
    for (const pair of heard.pairs) pairs.add(pair);
  };
  const worth = (sentence: string): number => {
    const of = units.get(sentence);
    if (of === undefined) return 0;
    const gain = soundWorth * of.sounds.difference(sounds).size + of.pairs.difference(pairs).size;
    return gain / (sentence.length + charactersAPair);
  };

  const skip = (sentence: string): void => {
    done.add(sentence);
    if (back.includes(sentence)) back.splice(back.indexOf(sentence), 1);
  };

  for (const text of new Set(said)) {
    await note(text);
    if (units.has(text)) done.add(text);
  }
  return {
    next() {
      const [waiting] = back;
      if (waiting !== undefined) return waiting;
      const open = all.filter((sentence) => !done.has(sentence));
      return open.reduce<string | null>(
        (best, sentence) => (best === null || worth(sentence) > worth(best) ? sentence : best),
        null,
      );
    },
    async heard(sentence) {
      await note(sentence);
      skip(sentence);
    },
    skip,
    again(sentence) {
      if (!back.includes(sentence)) back.unshift(sentence);
    },
    coverage: () => ({
      heard: every.intersection(sounds).size,
      all: every.size,
      what: hasSounds(language) ? 'sounds' : 'letters',
    }),
  };
}
