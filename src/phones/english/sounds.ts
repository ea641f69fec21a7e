// From ARPAbet to the IPA that Kokoro was trained on: stress marks stand right before the vowel, diphthongs are one letter each,
// and American reductions (taps, syllabic consonants, weak vowels) are written out.
import type { Arpabet } from './dictionary.ts';

// oxfmt-ignore
const letters: Readonly<Record<string, string>> = {
  AA: 'ɑ', AE: 'æ', AH: 'ʌ', AO: 'ɔ', AW: 'W', AY: 'I', EH: 'ɛ', ER: 'ɜɹ', EY: 'A', IH: 'ɪ', IY: 'i', OW: 'O', OY: 'Y', UH: 'ʊ', UW: 'u',
  B: 'b', CH: 'ʧ', D: 'd', DH: 'ð', F: 'f', G: 'ɡ', HH: 'h', JH: 'ʤ', K: 'k', L: 'l', M: 'm', N: 'n', NG: 'ŋ', P: 'p', R: 'ɹ', S: 's',
  SH: 'ʃ', T: 't', TH: 'θ', V: 'v', W: 'w', Y: 'j', Z: 'z', ZH: 'ʒ',
};

export const isVowel = (phone: string | undefined): boolean => phone !== undefined && /\d$/.test(phone);
const isWeak = (phone: string | undefined): boolean => phone !== undefined && phone.endsWith('0');

/** How a weak vowel is said: by its place in the word and its neighbours. */
function weakVowel(phones: Arpabet, at: number): string {
  const [before, vowel, after] = [phones[at - 1], phones[at], phones[at + 1]];
  const isLast = !phones.slice(at + 1).some(isVowel);
  const ends = at > 0 && at + 2 === phones.length;
  switch (vowel) {
    case 'ER0':
      return 'əɹ';
    case 'AH0':
      if (isLast && after === 'L' && before !== undefined) return 'ᵊ';
      if (isLast && after === 'N' && (['Z', 'ZH', 'T'].includes(before) || (before === 'D' && phones[at - 2] !== 'N')))
        return 'ᵊ';
      if (ends && ((after === 'D' && /^[DT]$/.test(before)) || (after === 'Z' && /^(?:[SZ]H?|[CJ]H)$/.test(before))))
        return 'ᵻ';
      return isLast && after === 'JH' ? 'ɪ' : 'ə';
    case 'IH0':
      if (ends && (after === 'D' || after === 'Z')) return 'ᵻ';
      if (before === undefined || after === 'NG' || isVowel(after) || after === 'R') return 'ɪ';
      return isLast && ['K', 'V', 'SH', 'S', 'JH'].includes(after) ? 'ɪ' : 'ə';
    case 'UW0':
      return isVowel(after) ? 'əw' : before !== undefined && after === 'L' && !isLast ? 'ə' : 'u';
    default:
      return letters[vowel.slice(0, -1)];
  }
}

/** Whether a T between these is a tap of the tongue, as in "water", "party" and "little". */
const isTap = (phones: Arpabet, at: number): boolean =>
  (isVowel(phones[at - 1]) || phones[at - 1] === 'R') &&
  (isWeak(phones[at + 1]) || (phones[at + 1] === 'IY2' && at + 2 === phones.length)) &&
  !isTn(phones, at);

/** Whether a T is held and let go through the nose, as in "button" and "certain". */
const isTn = (phones: Arpabet, at: number): boolean =>
  (isVowel(phones[at - 1]) || phones[at - 1] === 'R') &&
  (phones[at + 1] === 'AH0' || phones[at + 1] === 'IH0') &&
  phones[at + 2] === 'N' &&
  !isVowel(phones[at + 3]);

/** @param phones of ARPAbet, with stress */
export function toIpa(phones: Arpabet): string {
  let ipa = '';
  for (let at = 0; at < phones.length; at++) {
    const phone = phones[at];
    if (phone === 'T' && isTn(phones, at)) {
      ipa += 't';
      at++;
    } else if (phone === 'T') {
      ipa += isTap(phones, at) ? 'T' : 't';
    } else if (!isVowel(phone)) {
      ipa += letters[phone] ?? '';
    } else if (isWeak(phone)) {
      ipa += weakVowel(phones, at);
    } else {
      const name = phone.slice(0, -1);
      // The dictionary gives a light ending ("party", "photo") a stress that nobody hears.
      const isLight = phone.endsWith('2') && at + 1 === phones.length && (name === 'IY' || name === 'OW') && at > 1;
      ipa += (isLight ? '' : phone.endsWith('1') ? 'ˈ' : 'ˌ') + letters[name];
    }
  }
  return ipa;
}

const vowelOfIpa = /[AIOWYiuæɑəɛɪɜɔʊʌᵻᵊɐ]/;

/** Whether a word begins with a vowel. */
export const beginsWithVowel = (ipa: string): boolean => vowelOfIpa.test(ipa.replace(/^[ˈˌ]/, '')[0] ?? '');

/** A word said with less stress, beside another that carries it. */
export const lighter = (ipa: string): string => ipa.replaceAll('ˌ', '').replace('ˈ', 'ˌ');

/** What flite calls two weak vowels. */
const fliteWeak: Readonly<Record<string, string>> = { ax: 'AH0', axr: 'ER0' };
const fliteVowels = new Set('aa ae ah ao aw ay eh er ey ih iy ow oy uh uw'.split(' '));

const isFull = (phone: string): boolean => fliteVowels.has(phone.toLowerCase());

/** Endings before whose vowel the stress stands, as phones of ARPAbet without stress. */
const stressedBefore = /(?: (?:SH|ZH) AH N| IH K| (?:IH|AH) T IY| IY AH N| IY AH| AH K AH L)(?: Z| S)?$/;

/**
 * Flite's phones for a word as ARPAbet; it tells no stress, so that is guessed: before "-tion", "-ic", "-ity", "-ian", else on
 * the first vowel that is not weak.
 */
export function fromFlite(spoken: readonly string[]): string[] {
  const plain = spoken.filter((phone) => phone !== 'pau').map((phone) => fliteWeak[phone] ?? phone.toUpperCase());
  const vowels = plain.flatMap((phone, at) => (isFull(phone) || phone.endsWith('0') ? [at] : []));
  if (vowels.length === 0) return plain;
  const full = vowels.filter((at) => isFull(plain[at]));
  const ending = stressedBefore.exec(` ${plain.map((phone) => phone.replace('0', '')).join(' ')}`);
  const endsFrom = ending === null ? -1 : plain.length - ending[0].trim().split(' ').length;
  const before = vowels.filter((at) => at < endsFrom).at(-1);
  const light = (at: number): boolean => plain[at] === 'IH' || (plain[at] === 'IY' && at === plain.length - 1);
  const stressed = before ?? full.find((at) => !light(at)) ?? full[0] ?? vowels[0];
  return plain.map((phone, at) => {
    if (at === stressed) return `${phone.replace('0', '').replace(/^AX$/, 'AH')}1`;
    if (!vowels.includes(at) || phone.endsWith('0')) return phone;
    // A full vowel far behind the stress has some of its own ("livestream").
    const isFar = at > stressed && vowels.indexOf(at) - vowels.indexOf(stressed) > 1;
    return `${phone}${isFar && !light(at) ? 2 : 0}`;
  });
}
