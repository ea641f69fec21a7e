// What a language asks of its texts beside the words: done here, so that who translates writes as they type.
import type { Language, Translated } from './languages.ts';

/** Before one of the pairs below, in texts of ours: what people write is left as it is. */
const mark = '\uE000';

/** Korean particles, as they are written where the word before them is filled in: after a consonant, after a vowel. */
const particles: Readonly<Record<string, readonly [afterConsonant: string, afterVowel: string]>> = {
  '은(는)': ['은', '는'],
  '이(가)': ['이', '가'],
  '을(를)': ['을', '를'],
  '과(와)': ['과', '와'],
  '(으)로': ['으로', '로'],
  '(이)에요': ['이에요', '예요'],
  '(이)라': ['이라', '라'],
  '(이)면': ['이면', '면'],
};
const pairs = Object.keys(particles)
  .map((pair) => pair.replaceAll(/[()]/g, String.raw`\$&`))
  .join('|');
const unmarked = new RegExp(pairs, 'g');
const marked = new RegExp(`${mark}(${pairs})`, 'g');

/** How 0 to 9 end when they are read in Korean: 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구. */
const endsOfDigits = ['ng', 'l', '', 'm', '', '', 'k', 'l', 'l', ''] as const;

/** The sound that ends a Korean text: empty for a vowel, `l` for ㄹ; null where it isn't known, as after Latin letters. */
function endOf(text: string): string | null {
  const last = text
    .replace(/\([^()]*\)$/, '')
    .replace(/[\s”"`)\]*_~:…]+$/, '')
    .at(-1);
  if (last === undefined) return null;
  if (/\d/.test(last)) return endsOfDigits[Number(last)] ?? null;
  if (last === '%') return '';
  if (!/[가-힣]/.test(last)) return null;
  // Syllables come in order, 28 endings for each beginning: none is the first, ㄹ the ninth.
  const ending = ((last.codePointAt(0) ?? 0) - 0xac00) % 28;
  return ending === 0 ? '' : ending === 8 ? 'l' : 'other';
}

const withParticles = (text: string): string =>
  text.replaceAll(marked, (_, pair: string, at: number) => {
    const end = endOf(text.slice(0, at));
    const [afterConsonant, afterVowel] = particles[pair] ?? [pair, pair];
    if (end === null) return pair;
    return end === '' || (end === 'l' && pair === '(으)로') ? afterVowel : afterConsonant;
  });

/** No line of French begins with a colon or ends with an opening quotation mark. */
const unbroken = (text: string): string => text.replaceAll(/ (?=[:;!?»%])|(?<=«) /g, '\u00A0');

/** A text of a catalogue, before it is filled in. */
export function prepared(text: string, language: Translated): string {
  if (language === 'ko') return text.replaceAll(unmarked, `${mark}$&`);
  return language === 'fr' ? unbroken(text) : text;
}

/** A text that is filled in. */
export const finished = (text: string, language: Language): string =>
  language === 'ko' && text.includes(mark) ? withParticles(text) : text;
