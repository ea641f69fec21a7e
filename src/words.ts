// Names and figures in words, wherever they are read: names made harmless, lengths and counts as people say them.

/** Cut `text` to at most `max` UTF-16 units, ending in an ellipsis where something was cut; no surrogate pair is split. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** A text that came from a person, as every database takes it: without U+0000 and without halves of surrogate pairs. */
export const keepable = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

/** Letters that nobody sees: fillers of Hangul, and the empty cell of Braille. */
const unseen = /[\u115f\u1160\u2800\u3164\uffa0]/g;
/** No writing needs more marks on a letter; towers of them reach into the lines above and below. */
const towers = /(\p{M}{4})\p{M}+/gu;

/**
 * A name or text that came from a person, harmless where no markup is rendered: control, bidirectional, zero-width and
 * unseen characters gone, no towers of marks, white space folded, shortened.
 */
export function plain(text: string, max = Number.MAX_SAFE_INTEGER): string {
  const clean = text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/[\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replaceAll(unseen, '')
    .replaceAll(towers, '$1')
    .trim();
  return shorten(clean === '' ? 'unnamed' : clean, max);
}

/** `1 clip`, `2 clips`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** A length of audio or time: `4.2 s`, `48 s`, `1 min 05 s`, `2 h 10 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`;
}

/** A place in a recording: `0:07`, `12:30`. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

/** What a language (BCP 47) is called. */
export const languageName = (language: string): string => languageNames.of(language) ?? language;

const fewLanguages = 8;

/** `English and German`; of more than a few the first, and how many. */
export function languagesInWords(languages: readonly string[]): string {
  const names = languages.map(languageName);
  const told = names.length <= fewLanguages ? names : [...names.slice(0, 3), `${names.length - 3} more languages`];
  return told.length < 2 ? told.join('') : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`;
}
