// What a sentence exercises of a language: its sounds and which of them follow each other. Where no sounds of a language are
// known, its letters stand for them.
import { toPhones } from '../phones/phones.ts';

export interface Units {
  /** Each once. */
  readonly sounds: ReadonlySet<string>;
  /** Neighbours, each pair once. */
  readonly pairs: ReadonlySet<string>;
}

/** Variants of a sound that nobody has to say apart: the flap of "water", weak vowels. */
const sameSounds: Readonly<Record<string, string>> = { T: 't', ᵊ: 'ə', ᵻ: 'ɪ', ɐ: 'ə' };
const noSound = /[^\p{L}\s]|[ˈˌː]/gu;

const isEnglish = (language: string): boolean => /^en\b/i.test(language);

/** Whether the sounds of a language are known, rather than its letters. */
export const hasSounds: (language: string) => boolean = isEnglish;

function unitsOfWords(words: readonly string[]): Units {
  const sounds = new Set<string>();
  const pairs = new Set<string>();
  for (const word of words) {
    const said = Array.from(word, (sound) => sameSounds[sound] ?? sound);
    for (const [index, sound] of said.entries()) {
      sounds.add(sound);
      if (index > 0) pairs.add(said[index - 1] + sound);
    }
  }
  return { sounds, pairs };
}

/** @param language BCP 47 */
export async function unitsOf(text: string, language: string): Promise<Units> {
  const written = text.normalize('NFC');
  const said = isEnglish(language) ? (await toPhones(written, language, async () => [])).ipa : written.toLowerCase();
  return unitsOfWords(said.replaceAll(noSound, '').split(/\s+/u));
}
