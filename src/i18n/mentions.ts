// Commands and options where texts speak of them: written by their English names, read by those that the language has for them.
import type { CommandTexts } from './types.ts';

const command = /(?<![\p{L}\p{N}/<])\/([a-z]+)(?: ([a-z]+))?/gu;
const option = /(?<![\p{L}\p{N}{])([a-z]+):/gu;

/** The commands and options that a text speaks of, by their English names. */
export function mentioned(text: string, names: ReadonlySet<string>, options: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const [, name, sub] of text.matchAll(command)) {
    if (names.has(name)) found.push(`/${name}${sub !== undefined && names.has(sub) ? ` ${sub}` : ''}`);
  }
  for (const [, name] of text.matchAll(option)) if (options.has(name)) found.push(`${name}:`);
  return found.sort();
}

/** A text with commands and options called as they are in a language. */
export function renamed(text: string, { names }: CommandTexts): string {
  return text
    .replaceAll(command, (whole, name: string, sub?: string) =>
      names[name] === undefined ? whole : `/${names[name]}${sub === undefined ? '' : ` ${names[sub] ?? sub}`}`,
    )
    .replaceAll(option, (whole, name: string) => (names[name] === undefined ? whole : `${names[name]}:`));
}
