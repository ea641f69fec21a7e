// What of a text would be heard and how long that takes, known before anything is spoken.
import { UserError } from '../errors.ts';
import { toSentences } from './english.ts';
import { unreadScripts } from './scripts.ts';

/** Most that is spoken at once, seconds. */
const longestSpeechSeconds = 60;

/** Seconds that flite's voices take: for a sentence, a letter, a digit… Fitted to prompts, lists of digits and initials. */
const seconds = {
  sentence: 0.35,
  pause: 0.15,
  letter: 0.075,
  spelledLetter: 0.3,
  loneLetter: 0.1,
  digit: 0.33,
  /** "thousand", "million" */
  digitGroup: 0.6,
  sign: 0.45,
  /** Of a script other than Latin. */
  foreignLetter: 0.2,
};

const countOf = (words: string, pattern: RegExp): number => words.match(pattern)?.length ?? 0;

/**
 * How long sentences take to speak, seconds, to about a quarter.
 * @param sentences as `toSentences` makes them, or as they were written
 */
export function secondsToSpeak(sentences: readonly string[]): number {
  const words = sentences.join(' ');
  const spelled = (words.match(/\b(?:[A-Z]{2,}|[b-df-hj-np-tv-xz]{2,})\b/g) ?? []).join('').length;
  return (
    seconds.sentence * sentences.length +
    seconds.pause * countOf(words, /[,;:](?!\d)/g) +
    seconds.letter * (countOf(words, /[a-z]/gi) - spelled) +
    seconds.spelledLetter * spelled +
    seconds.loneLetter * countOf(words, /\b[a-z]\b/gi) +
    seconds.digit * countOf(words, /\d/g) +
    seconds.digitGroup * countOf(words, /(?<=\d),(?=\d)/g) +
    seconds.foreignLetter * countOf(words, /(?!\p{Script=Latin})\p{L}/gu) +
    seconds.sign * countOf(words, /[^\p{L}\w\s.,;:!?'"()-]/gu)
  );
}

/** Who reads a text: the built-in engine puts English into words by itself; other engines, and other languages, read every script. */
export type Reader = 'english' | 'every script';

/**
 * @param engine its name, as versions carry it and the settings choose it
 * @param language of the voice, BCP 47
 */
export const readerOf = (engine: string, language: string): Reader =>
  engine === 'builtin' && /^en\b/i.test(language) ? 'english' : 'every script';

const withLetters = (text: string): string[] => (/[\p{L}\p{N}]/u.test(text) ? [text] : []);

/** Whether anything in a text can be spoken. */
export const hasSpeech = (text: string, reader: Reader): boolean =>
  (reader === 'english' ? toSentences(text) : withLetters(text)).length > 0;

/**
 * The sentences in which a text is spoken; the text itself where the reader makes its own.
 * @throws UserError when nothing in it can be spoken, or when that would take too long
 */
export function speakableSentences(text: string, reader: Reader = 'english'): string[] {
  const sentences = reader === 'english' ? toSentences(text) : withLetters(text);
  if (sentences.length === 0) {
    const scripts = reader === 'english' ? unreadScripts(text) : [];
    throw scripts.length === 0 ? new UserError('nothing-to-say') : new UserError('unspeakable-script', { scripts });
  }
  const needed = secondsToSpeak(sentences);
  if (needed > longestSpeechSeconds) {
    throw new UserError('text-too-long', { needed, most: longestSpeechSeconds });
  }
  return sentences;
}
