// How the manners of a voice sound beside its usual one, by what the measures of both say.
import type { MannerTrait, VersionManner } from '../../../../storage/records.ts';
import { basis, sampleRate } from '../source/features.ts';
import type { Manner } from './manners.ts';

const semitone = Math.LN2 / 12;
const decibels = 20 / Math.LN10;

/** From where to where a band reaches, Hz. */
const bands = { low: [80, 250], middle: [500, 2500], high: [3800, 7000] } as const;
type Band = keyof typeof bands;

/**
 * From where on that is what a manner is called by, dB and semitones. Measured on Allison’s prompts: a telephone takes 15 dB of
 * the low band and 27 of the high one, 2.4 semitones higher 1.3 of each; white noise 15 dB below adds 9.6 to the high one, and the
 * level ranges 0.31 times as far.
 */
const differs = { telephoneLow: 6, telephoneHigh: 10, high: 4, noisyRange: 0.6, semitones: 1 };

/** Mean level of a band over all speech of a manner, dB. */
function level({ cepstrum: { mean } }: Manner, band: Band): number {
  const { bins, order, toLogAmplitude } = basis();
  const [first, last] = bands[band].map((hertz) => Math.round((2 * (bins - 1) * hertz) / sampleRate));
  let sum = 0;
  for (let bin = first; bin <= last; bin++) {
    for (let m = 0; m <= order; m++) sum += toLogAmplitude[bin * (order + 1) + m] * mean[m];
  }
  return (decibels * sum) / (last - first + 1);
}

/** By how much a band stands out more from the middle than in the other manner, dB. */
const standsOut = (one: Manner, other: Manner, band: Band): number =>
  level(one, band) - level(one, 'middle') - (level(other, band) - level(other, 'middle'));

/** How many times as far the level of speech ranges as in the other manner. */
const range = (one: Manner, other: Manner): number => one.cepstrum.deviation[0] / other.cepstrum.deviation[0];

/** How a manner sounds beside another one; empty: otherwise, in a way that has no name here. */
function traitsOf(one: Manner, other: Manner): MannerTrait[] {
  const raised = (one.pitch.mean - other.pitch.mean) / semitone;
  const [low, high] = [standsOut(one, other, 'low'), standsOut(one, other, 'high')];
  const traits: MannerTrait[] = [];
  if (low < -differs.telephoneLow && high < -differs.telephoneHigh) traits.push('telephone');
  else if (low > differs.telephoneLow && high > differs.telephoneHigh) traits.push('fuller');
  else if (high < -differs.high) traits.push('duller');
  else if (high > differs.high) traits.push(range(one, other) < differs.noisyRange ? 'noisier' : 'brighter');
  if (Math.abs(raised) >= differs.semitones) traits.push(raised > 0 ? 'higher' : 'lower');
  return traits;
}

/** All manners but the usual one. */
export const otherManners = (manners: readonly Manner[], usual: number): VersionManner[] =>
  manners.flatMap((manner, index) => (index === usual ? [] : [{ index, traits: traitsOf(manner, manners[usual]) }]));
