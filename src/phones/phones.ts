// Words as sounds: a sentence in the IPA that Kokoro speaks.
import { englishPhones, type LettersToSound } from './english/english.ts';

export type { LettersToSound } from './english/english.ts';

export interface Pronunciation {
  /** Kokoro's IPA: stress marks ˈ ˌ right before vowels, punctuation for pauses; empty when there is nothing to say. */
  readonly ipa: string;
  /** Words whose sounds were guessed from their spelling, in lower case. */
  readonly unknown: readonly string[];
}

/**
 * How a sentence sounds.
 * @param text one sentence, normalized (English: as `toSentences` makes it); a few hundred characters at most
 * @param language BCP 47
 * @param lettersToSound asked for English words that no list knows
 */
export async function toPhones(text: string, language: string, lettersToSound: LettersToSound): Promise<Pronunciation> {
  if (!/^en\b/i.test(language)) throw new RangeError(`no words of ${language} are known`);
  return await englishPhones(text, lettersToSound);
}
