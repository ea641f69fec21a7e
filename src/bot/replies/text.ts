// Building blocks of everything people read in Discord: limits kept by construction, untrusted names made harmless.
import { type Translate, translate } from '../../i18n/i18n.ts';
import { plain, shorten } from '../../words.ts';

export { sentences } from '../../i18n/i18n.ts';
export { count, duration, plain, shorten } from '../../words.ts';

/** Discord's limits that replies are built against (characters). */
export const limits = {
  content: 2000,
  embedDescription: 4096,
  embedField: 1024,
  choiceName: 100,
  fileDescription: 1024,
  customId: 100,
  formTitle: 45,
  formText: 4000,
} as const;

/**
 * A name or text that came from a person, harmless inside a message: control, bidirectional and zero-width characters
 * gone, white space folded, shortened, markdown and mentions escaped.
 */
export function untrusted(text: string, max = 60): string {
  return shorten(plain(text), max).replaceAll(/[\\*_~`|>#[\]()<@:-]/g, String.raw`\$&`);
}

/** As many of `lines` as fit into `max` characters, then "… and N more". */
export function listWithin(lines: readonly string[], max: number, t: Translate = translate('en')): string {
  const whole = lines.join('\n');
  if (whole.length <= max) return whole;
  const kept: string[] = [];
  let length = t('andMore', { number: 9999 }).length;
  for (const line of lines) {
    if (length + line.length + 1 > max) break;
    kept.push(line);
    length += line.length + 1;
  }
  return [...kept, t('andMore', { number: lines.length - kept.length })].join('\n');
}

/** Lines in pages of at most so many lines and characters; a longer line is cut. At least one page. */
export function pagesOf(lines: readonly string[], mostLines: number, maxCharacters: number): string[][] {
  const pages: string[][] = [[]];
  let length = 0;
  for (const whole of lines) {
    const line = shorten(whole, maxCharacters);
    if (pages[pages.length - 1].length >= mostLines || length + line.length + 1 > maxCharacters) {
      pages.push([]);
      length = 0;
    }
    pages[pages.length - 1].push(line);
    length += line.length + 1;
  }
  return pages;
}

/** A date that Discord shows in the reader's own zone and language. */
export function date(utcMs: number): string {
  return `<t:${Math.floor(utcMs / 1000)}:f>`;
}

/** A text progress bar of `width` cells for a share of 0 to 1. */
export function bar(share: number, width = 20): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width);
  return '█'.repeat(filled) + '░'.repeat(width - filled);
}
