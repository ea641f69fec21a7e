// Building blocks of everything people read: limits kept by construction, untrusted names made harmless, figures in words.

/** Discord's limits that replies are built against (characters). */
export const limits = {
  content: 2000,
  embedDescription: 4096,
  embedField: 1024,
  choiceName: 100,
  fileDescription: 1024,
  customId: 100,
} as const;

/** Cut `text` to at most `max` UTF-16 units, ending in an ellipsis where something was cut; no surrogate pair is split. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/**
 * A name or text that came from a person, harmless inside a message: control, bidirectional and zero-width characters
 * gone, white space folded, shortened, markdown and mentions escaped.
 */
export function untrusted(text: string, max = 60): string {
  return shorten(plain(text), max).replaceAll(/[\\*_~`|>#[\]()<@:-]/g, String.raw`\$&`);
}

/** As {@link untrusted} for places that render no markdown (choice names, picture titles). */
export function plain(text: string, max = Number.MAX_SAFE_INTEGER): string {
  const clean = text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/[\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .trim();
  return shorten(clean === '' ? 'unnamed' : clean, max);
}

/** As many of `lines` as fit into `max` characters, then "… and N more". */
export function listWithin(lines: readonly string[], max: number): string {
  const whole = lines.join('\n');
  if (whole.length <= max) return whole;
  const kept: string[] = [];
  let length = '… and 9999 more'.length;
  for (const line of lines) {
    if (length + line.length + 1 > max) break;
    kept.push(line);
    length += line.length + 1;
  }
  return [...kept, `… and ${lines.length - kept.length} more`].join('\n');
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

/** A date that Discord shows in the reader's own zone and language. */
export function date(utcMs: number): string {
  return `<t:${Math.floor(utcMs / 1000)}:f>`;
}

/** A text progress bar of `width` cells for a share of 0 to 1. */
export function bar(share: number, width = 20): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width);
  return '█'.repeat(filled) + '░'.repeat(width - filled);
}
