// Ears that hear what a test lets them.
import type { Ears } from '../../src/ears/ears.ts';
import type { Hearing } from '../../src/ears/hearing.ts';

export interface HearingEars extends Ears {
  /** How many clips they have listened to. */
  listened: number;
}

/** @param hearings of one clip after the other; a text alone is heard surely, and what is left after the last is silence */
export const hears = (...hearings: readonly (string | Partial<Hearing>)[]): HearingEars => ({
  listened: 0,
  modelFor: (language) => (language === 'en' ? 'test' : null),
  async hear() {
    const hearing = hearings[this.listened++] ?? '';
    const sure = { text: '', meanLogProbability: -0.05, compressionRatio: 1 };
    return { ...sure, ...(typeof hearing === 'string' ? { text: hearing } : hearing) };
  },
  close: async () => {},
});
