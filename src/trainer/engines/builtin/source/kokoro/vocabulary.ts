// Kokoro's alphabet: one token for each character of IPA, stress and punctuation (config.json of huggingface.co/hexgrad/
// Kokoro-82M, Apache-2.0). Part of the trained model, so it is written down here.

// oxfmt-ignore
const ids: Readonly<Record<string, number>> = {
  ';': 1, ':': 2, ',': 3, '.': 4, '!': 5, '?': 6, '—': 9, '…': 10, '"': 11, '(': 12, ')': 13, '“': 14, '”': 15, ' ': 16,
  '\u0303': 17, 'ʣ': 18, 'ʥ': 19, 'ʦ': 20, 'ʨ': 21, 'ᵝ': 22, 'ꭧ': 23, A: 24, I: 25, O: 31, Q: 33, S: 35, T: 36, W: 39, Y: 41,
  'ᵊ': 42, a: 43, b: 44, c: 45, d: 46, e: 47, f: 48, h: 50, i: 51, j: 52, k: 53, l: 54, m: 55, n: 56, o: 57, p: 58, q: 59,
  r: 60, s: 61, t: 62, u: 63, v: 64, w: 65, x: 66, y: 67, z: 68, 'ɑ': 69, 'ɐ': 70, 'ɒ': 71, 'æ': 72, 'β': 75, 'ɔ': 76,
  'ɕ': 77, 'ç': 78, 'ɖ': 80, 'ð': 81, 'ʤ': 82, 'ə': 83, 'ɚ': 85, 'ɛ': 86, 'ɜ': 87, 'ɟ': 90, 'ɡ': 92, 'ɥ': 99, 'ɨ': 101,
  'ɪ': 102, 'ʝ': 103, 'ɯ': 110, 'ɰ': 111, 'ŋ': 112, 'ɳ': 113, 'ɲ': 114, 'ɴ': 115, 'ø': 116, 'ɸ': 118, 'θ': 119, 'œ': 120,
  'ɹ': 123, 'ɾ': 125, 'ɻ': 126, 'ʁ': 128, 'ɽ': 129, 'ʂ': 130, 'ʃ': 131, 'ʈ': 132, 'ʧ': 133, 'ʊ': 135, 'ʋ': 136, 'ʌ': 138,
  'ɣ': 139, 'ɤ': 140, 'χ': 142, 'ʎ': 143, 'ʒ': 147, 'ʔ': 148, 'ˈ': 156, 'ˌ': 157, 'ː': 158, 'ʰ': 162, 'ʲ': 164, '↓': 169,
  '→': 171, '↗': 172, '↘': 173, 'ᵻ': 177,
};

const idOf = new Map(Object.entries(ids));

/** Every character that has a token. */
export const alphabet: readonly string[] = Object.keys(ids);

/** Stands at both ends of what is spoken. */
const end = 0;

/** Most characters that are spoken at once: the text encoder has 512 places, both ends included. */
export const mostCharacters = 510;

/**
 * Tokens of a sentence, without the two ends. Characters that have none are left out.
 * @param ipa in {@link alphabet}; composed and decomposed nasal vowels are the same
 */
export function tokensOf(ipa: string): number[] {
  return Array.from(ipa.normalize('NFD').replaceAll('c\u0327', 'ç'), (character) => idOf.get(character) ?? -1).filter(
    (id) => id >= 0,
  );
}

/** With both ends, as the model takes them. */
export const withEnds = (tokens: readonly number[]): number[] => [end, ...tokens, end];

/** Where a long sentence may be cut, the best first. */
const breaks = [/[.!?…]/, /[;:—]/, /,/, / /];

/**
 * Cut a sentence into pieces that can be spoken one after the other, at the best place in the second half of what fits: the
 * end of a sentence before a colon before a comma before a space, and between any two characters where there is none.
 * @param most characters of a piece
 */
export function splitIpa(ipa: string, most = mostCharacters): string[] {
  const characters = Array.from(ipa.trim());
  if (characters.length <= most) return characters.length === 0 ? [] : [characters.join('')];
  const isBreak = (pattern: RegExp) => (character: string, place: number) =>
    place >= most / 2 && place < most && pattern.test(character);
  const place = breaks
    .map((pattern) => characters.slice(0, most).findLastIndex(isBreak(pattern)))
    .find((found) => found >= 0);
  const cut = (place ?? most - 1) + 1;
  const [head, tail] = [characters.slice(0, cut).join('').trim(), characters.slice(cut).join('')];
  return [...(head === '' ? [] : [head]), ...splitIpa(tail, most)];
}
