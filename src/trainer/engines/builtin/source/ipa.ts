// What is written in the International Phonetic Alphabet, as it is given to a neural source, in the phones that the engine
// knows: a sound that those lack counts as the nearest.
import { phones } from './phones.ts';
import type { Phone } from './phones.ts';

/** Phones by the characters that are theirs. The capitals are diphthongs, as the neural source writes them. */
const charactersOf: Partial<Readonly<Record<Phone, string>>> = {
  aa: 'ɑɒaɐ',
  ae: 'æ',
  ah: 'ʌ',
  ao: 'ɔ',
  aw: 'W',
  ax: 'əᵊɨᵻɘɤɯ',
  axr: 'ɚ',
  ay: 'I',
  b: 'bβ',
  ch: 'ʧʨc',
  d: 'dɾɖ',
  dh: 'ð',
  eh: 'ɛ',
  er: 'ɜœøɝ',
  ey: 'Ae',
  f: 'fɸ',
  g: 'ɡgɣɟʝ',
  hh: 'hxχħɦ',
  ih: 'ɪ',
  iy: 'i',
  jh: 'ʤʥ',
  k: 'kqʔ',
  l: 'lɫɬʎ',
  m: 'm',
  n: 'nɲɳ',
  ng: 'ŋɴ',
  ow: 'OoQ',
  oy: 'Y',
  p: 'p',
  r: 'ɹrʁɻɽR',
  s: 'sʦ',
  sh: 'ʃɕʂSç',
  t: 'tʈT',
  th: 'θ',
  uh: 'ʊ',
  uw: 'uyʉ',
  v: 'vʋ',
  w: 'wɥʍ',
  y: 'j',
  z: 'zʣ',
  zh: 'ʒʐ',
};
const phoneOf = new Map(
  Object.entries(charactersOf).flatMap(([phone, characters]) =>
    Array.from(characters, (character) => [character, phones.indexOf(phone as Phone)] as const),
  ),
);
const pause = phones.indexOf('pau');
/** What ends a breath. Quotes and brackets don't. */
const stops = ';:,.!?—…';
const stresses = 'ˈˌ';

const isStop = (token: string | null): boolean => token === null || stops.includes(token);

const isSolid = (token: string | null): boolean => isStop(token) || phoneOf.has(token!) || stresses.includes(token!);

/** Characters in groups that are one sound or one pause each. */
export interface Grouped {
  /** Index into `phones` of each group. */
  readonly segments: Uint8Array;
  /** Group of each token: the start, each character, the end. */
  readonly groups: Int32Array;
}

/**
 * Group the characters of a sentence. A stress belongs to the sound that follows; length marks, tones and the space between two words to
 * the sound before; the start, the end and what stands beside a stop are pauses.
 */
export function groupCharacters(characters: readonly string[]): Grouped {
  const tokens = [null, ...characters, null];
  /** The next sound, stress or stop in a direction. */
  const beside = (i: number, step: number): string | null => {
    let at = i + step;
    while (!isSolid(tokens[at])) at += step;
    return tokens[at];
  };
  const kinds = tokens.map((token, i): number | 'before' | 'after' => {
    if (isStop(token)) return pause;
    if (stresses.includes(token!)) return 'after';
    if (token === ' ' && (isStop(beside(i, -1)) || isStop(beside(i, 1)))) return pause;
    return phoneOf.get(token!) ?? 'before';
  });
  const segments: number[] = [];
  const groups = new Int32Array(tokens.length);
  let waiting = 0;
  for (const [i, kind] of kinds.entries()) {
    if (kind === 'after') {
      waiting++;
      continue;
    }
    const joins = kind === 'before' || (kind === pause && segments.at(-1) === pause);
    if (!joins) segments.push(kind);
    groups.fill(segments.length - 1, i - waiting, i + 1);
    waiting = 0;
  }
  return { segments: Uint8Array.from(segments), groups };
}
