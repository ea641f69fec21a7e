// The manners of a voice: recordings that sound alike, by how the person spoke and by what the sound came through. A higher
// pitch, a telephone or a noisy room move the whole spectrum. Each manner has statistics, real frames and a small part of
// the network of its own, so that a new one is learnt without pulling at the others.
import { cepstrumWidth } from '../source/features.ts';
import { normalizationOf, someonesPitch } from '../source/statistics.ts';
import type { Normalization, Pitch } from '../source/statistics.ts';

/** A voice has so many manners at most; what sounds otherwise still counts to the nearest. The network's size depends on it. */
export const mostManners = 4;

/** How a recording sounds as a whole. */
export interface Sound {
  readonly speechFrames: number;
  readonly voicedFrames: number;
  /** Over frames with speech; null: there are none. */
  readonly cepstrum: Normalization | null;
  /** Over voiced frames; null: there are none. */
  readonly pitch: Pitch | null;
}

/** In what terms recordings of one manner are held: frozen when it was found. */
export interface Manner {
  readonly cepstrum: Normalization;
  readonly pitch: Pitch;
}

/** Frames of speech that make a manner: ten seconds. */
const leastFrames = 2000;
/**
 * Distance of means from which on a manner is one of its own, in squared deviations of frames. Measured on Allison, p225
 * and p226: recordings of one manner lie up to 0.1 from their common mean, single ones, and groups of them far less; 2.5
 * semitones higher 0.12, white noise 15 dB below 0.11, a telephone 0.8.
 */
const leastDistance = 0.08;
/** What a semitone counts, squared. */
const pitchWeight = 0.006;
const semitone = Math.LN2 / 12;
/** How many of the recordings that fit least are tried as the seed of a new manner, and how often its borders are drawn. */
const seeds = 4;
const rounds = 10;

/** Pitch of several recordings; null when none is voiced. */
export function commonPitch(sounds: readonly Pick<Sound, 'voicedFrames' | 'pitch'>[]): Pitch | null {
  let frames = 0;
  let sum = 0;
  let squares = 0;
  for (const { voicedFrames, pitch } of sounds) {
    if (!pitch) continue;
    frames += voicedFrames;
    sum += voicedFrames * pitch.mean;
    squares += voicedFrames * (pitch.deviation ** 2 + pitch.mean ** 2);
  }
  if (frames === 0) return null;
  const mean = sum / frames;
  return { mean, deviation: Math.max(1e-3, Math.sqrt(Math.max(0, squares / frames - mean ** 2))) };
}

/** Statistics of several recordings. @throws RangeError when none holds speech */
export function commonCepstrum(sounds: readonly Pick<Sound, 'speechFrames' | 'cepstrum'>[]): Normalization {
  const sum = new Float64Array(cepstrumWidth);
  const squares = new Float64Array(cepstrumWidth);
  let frames = 0;
  for (const { speechFrames, cepstrum } of sounds) {
    if (!cepstrum) continue;
    frames += speechFrames;
    for (const [k, mean] of cepstrum.mean.entries()) {
      sum[k] += speechFrames * mean;
      squares[k] += speechFrames * (mean ** 2 + cepstrum.deviation[k] ** 2);
    }
  }
  if (frames === 0) throw new RangeError('No frame holds speech');
  return normalizationOf(sum, squares, frames);
}

type Terms = Pick<Sound, 'cepstrum' | 'pitch'>;

/** Mean squared difference of the means of c1 to c24, in deviations of `b`, and that of the pitches. */
function distance(a: Terms, b: Terms): number {
  if (!a.cepstrum || !b.cepstrum) return 0;
  let squares = 0;
  for (let k = 1; k < cepstrumWidth; k++) {
    squares += ((a.cepstrum.mean[k] - b.cepstrum.mean[k]) / b.cepstrum.deviation[k]) ** 2;
  }
  const semitones = a.pitch && b.pitch ? (a.pitch.mean - b.pitch.mean) / semitone : 0;
  return squares / (cepstrumWidth - 1) + pitchWeight * semitones ** 2;
}

/** By how much a manner lies above the first, ln Hz. */
export const raisedOf = (manners: readonly Pick<Manner, 'pitch'>[], manner: number): number =>
  manners[manner].pitch.mean - manners[0].pitch.mean;

/** Which manner a recording sounds like. */
export function nearestManner(sound: Terms, manners: readonly Terms[]): number {
  const distances = manners.map((manner) => distance(sound, manner));
  return distances.indexOf(Math.min(...distances));
}

const common = (sounds: readonly Sound[]): Terms => ({
  cepstrum: commonCepstrum(sounds),
  pitch: commonPitch(sounds),
});

const framesOf = (sounds: readonly Sound[]): number => sounds.reduce((sum, { speechFrames }) => sum + speechFrames, 0);

/**
 * Grow a group around a sound: those that are nearer to its middle than to any other, until its borders stay (k-means with
 * one free middle, or two).
 * @param fixed middles of other groups
 * @param isLoose the rest of the sounds is a group, too
 * @returns the group and the middles of the others; null when it swallows all or nothing
 */
function growGroup(
  seed: Sound,
  sounds: readonly Sound[],
  fixed: readonly Terms[],
  isLoose: boolean,
): { readonly group: readonly Sound[]; readonly others: readonly Terms[] } | null {
  let group: readonly Sound[] = [seed];
  for (let round = 0; round < rounds; round++) {
    const inside = new Set(group);
    const rest = sounds.filter((sound) => !inside.has(sound));
    if (isLoose && rest.length === 0) return null;
    const others = isLoose ? [...fixed, common(rest)] : fixed;
    const middles = [...others, common(group)];
    const found = sounds.filter((sound) => nearestManner(sound, middles) === others.length);
    if (found.length === 0) return null;
    if (found.length === group.length && found.every((sound) => inside.has(sound))) return { group, others };
    group = found;
  }
  return null;
}

/** A group that is large enough and far enough from all else; null: there is none. */
function findGroup(sounds: readonly Sound[], fixed: readonly Terms[], isLoose: boolean): readonly Sound[] | null {
  const middles = isLoose ? [...fixed, common(sounds)] : fixed;
  const away = (sound: Sound): number => Math.min(...middles.map((middle) => distance(sound, middle)));
  const far = sounds.toSorted((a, b) => away(b) - away(a)).slice(0, seeds);
  for (const seed of far) {
    const grown = growGroup(seed, sounds, fixed, isLoose);
    if (!grown) continue;
    const { group, others } = grown;
    const isEnough = framesOf(group) >= leastFrames && (!isLoose || framesOf(sounds) - framesOf(group) >= leastFrames);
    const middle = common(group);
    if (isEnough && others.every((other) => distance(middle, other) >= leastDistance)) return group;
  }
  return null;
}

/**
 * Manners of a voice with recordings that came new: those it had, and those that enough of the new ones make which are far
 * from them. A new voice has one at least, the one with the most speech first.
 * @param known manners so far; empty: of a new voice
 * @throws RangeError when a new voice has no speech
 */
export function findManners(known: readonly Manner[], sounds: readonly Sound[]): Manner[] {
  const isNew = known.length === 0;
  const found: (readonly Sound[])[] = [];
  let rest: readonly Sound[] = sounds.filter(({ speechFrames }) => speechFrames > 0);
  while (rest.length > 0 && known.length + found.length + (isNew ? 1 : 0) < mostManners) {
    const group = findGroup(rest, [...known, ...found.map(common)], isNew);
    if (!group) break;
    found.push(group);
    rest = rest.filter((sound) => !group.includes(sound));
  }
  const groups = isNew ? [rest, ...found].sort((a, b) => framesOf(b) - framesOf(a)) : found;
  return [
    ...known,
    ...groups.map((group) => ({ cepstrum: commonCepstrum(group), pitch: commonPitch(group) ?? someonesPitch })),
  ];
}
