// Scripts that English is not written in, and which of them a text has.

/** Scripts that English is not written in. */
const scripts = [
  [/\p{Script=Cyrillic}/u, 'cyrillic'],
  [/\p{Script=Greek}/u, 'greek'],
  [/\p{Script=Hiragana}|\p{Script=Katakana}/u, 'japanese'],
  [/\p{Script=Hangul}/u, 'korean'],
  [/\p{Script=Han}/u, 'chinese'],
  [/\p{Script=Arabic}/u, 'arabic'],
  [/\p{Script=Hebrew}/u, 'hebrew'],
  [/\p{Script=Thai}/u, 'thai'],
  [/\p{Script=Devanagari}/u, 'devanagari'],
] as const;

/** A script that English is not written in; `other`: one of no name here. */
export type Script = (typeof scripts)[number][1] | 'other';

/** Names of what in a text is written in letters that are left out when it is read as English. */
export function unreadScripts(text: string): Script[] {
  // Compatibility forms (full-width letters, ligatures) are read.
  const foreign = (text.normalize('NFKC').match(/(?!\p{Script=Latin})\p{L}/gu) ?? []).join('');
  const named = scripts.filter(([pattern]) => pattern.test(foreign));
  const rest = named.reduce((letters, [pattern]) => letters.replace(new RegExp(pattern, 'gu'), ''), foreign);
  const others = /(?!\p{Script=Common})\p{L}/u.test(rest) ? (['other'] as const) : [];
  return [...named.map(([, name]) => name), ...others];
}
