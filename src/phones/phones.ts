// Words as sounds: a sentence in the IPA that Kokoro speaks.
import { englishPhones, type LettersToSound } from './english/english.ts';
import { espeakPhones } from './espeak.ts';

export type { LettersToSound } from './english/english.ts';

export interface Pronunciation {
  /** Kokoro's IPA: stress marks ˈ ˌ right before vowels, punctuation for pauses; empty when there is nothing to say. */
  readonly ipa: string;
  /** Words whose sounds were guessed from their spelling, in lower case. */
  readonly unknown: readonly string[];
}

/**
 * How a sentence sounds.
 * @param text one sentence of a few hundred characters at most: as `toSentences` makes it, or `sentencesOf` in other languages
 * @param language BCP 47
 * @param lettersToSound asked for English words that no list knows
 * @throws UserError for a language other than English where eSpeak NG is not there
 */
export async function toPhones(text: string, language: string, lettersToSound: LettersToSound): Promise<Pronunciation> {
  const [tongue] = language.toLowerCase().split('-');
  if (tongue !== 'en') return { ipa: await espeakPhones(text, tongue), unknown: [] };
  return await englishPhones(text, lettersToSound);
}
