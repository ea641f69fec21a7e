// The phones in which every source tells what it speaks: those of flite's US English voices.

/** Every phone of flite's US English voices; `pau` is silence. The order is part of every stored model. */
// oxfmt-ignore
export const phones = [
  'pau', 'aa', 'ae', 'ah', 'ao', 'aw', 'ax', 'axr', 'ay', 'b', 'ch', 'd', 'dh', 'eh', 'er', 'ey', 'f', 'g', 'hh', 'ih', 'iy',
  'jh', 'k', 'l', 'm', 'n', 'ng', 'ow', 'oy', 'p', 'r', 's', 'sh', 't', 'th', 'uh', 'uw', 'v', 'w', 'y', 'z', 'zh',
] as const;
export type Phone = (typeof phones)[number];

export interface PhoneSpan {
  readonly phone: Phone;
  /** Seconds from the start of the waveform. */
  readonly start: number;
  readonly end: number;
}
