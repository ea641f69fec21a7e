// The mel scale (O'Shaughnessy 1987), by which bands are spaced as they are heard.
export const mel = (hz: number): number => 1127 * Math.log(1 + hz / 700);
/** Hz. */
export const melInverse = (value: number): number => 700 * (Math.exp(value / 1127) - 1);
