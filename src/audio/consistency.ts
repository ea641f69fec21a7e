// Compares a new clip with the clips a voice has: the same recording once more, somebody else speaking, other conditions or
// another manner of speaking.
import { type Note, noteOf } from '../i18n/notes.ts';
import { type ClipDescriptor, type ClipMeasures, type HeldBackReason, semitones } from './clip.ts';
import { median } from '../statistics.ts';
import { cepstrumOrder, wordFrames } from './descriptor.ts';
import { centroid, leastAlike, similarity, vectorOf } from '../speakers/embedding.ts';
import { framesPerSecond } from './activity.ts';

/** A clip as it is compared. */
export interface ComparedClip {
  readonly measures: ClipMeasures;
  readonly descriptor: ClipDescriptor;
  /** What is said, if known. */
  readonly transcript: string | null;
}

/** Fewer clips than this say too little of a voice to judge others by. */
export const enoughClips = 4;

/** Share of equal recordings' bits that differ: up to 0.27 (echo, noise, mp3, shifted by half a word); of others: from 0.37. */
const mostBitErrors = 0.32;
/** How much may have been cut off either end, seconds. */
const mostTrimmed = 1.2;
/** Overlap that is compared, as a share of the shorter clip's words with speech, and words. */
const leastOverlap = 0.6;
const fewestWords = 20;

const wordsOf = ({ descriptor }: ComparedClip): Uint16Array => {
  const bytes = Buffer.from(descriptor.fingerprint, 'base64');
  return Uint16Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readUInt16LE(2 * i));
};

const bitCounts = new Uint8Array(2 ** 16);
for (let word = 1; word < bitCounts.length; word++) bitCounts[word] = bitCounts[word >> 1] + (word & 1);

const spoken = (words: Uint16Array): number => words.reduce((sum, word) => sum + Number(word !== 0), 0);

/** Smallest share of different bits over all shifts, 0 to 1; 1 when they never overlap enough. */
function bitErrors(a: Uint16Array, b: Uint16Array): number {
  const mostShift = Math.round((mostTrimmed * framesPerSecond) / wordFrames);
  if (Math.abs(a.length - b.length) > 2 * mostShift) return 1;
  const least = Math.max(fewestWords, leastOverlap * Math.min(spoken(a), spoken(b)));
  let best = 1;
  for (let shift = -mostShift; shift <= mostShift; shift++) {
    let [words, errors] = [0, 0];
    for (let i = Math.max(0, shift); i < a.length && i - shift < b.length; i++) {
      const other = b[i - shift];
      if (a[i] === 0 || other === 0) continue;
      words++;
      errors += bitCounts[a[i] ^ other];
    }
    if (words >= least) best = Math.min(best, errors / (16 * words));
  }
  return best;
}

/**
 * The clip of which `clip` is another copy (encoded anew, louder, equalized, trimmed), by its fingerprint.
 * @returns its index in `known`, or null
 */
export function findCopy(clip: ComparedClip, known: readonly ComparedClip[]): number | null {
  const words = wordsOf(clip);
  const index = known.findIndex((other) => bitErrors(words, wordsOf(other)) < mostBitErrors);
  return index < 0 ? null : index;
}

/** Semitones by which a clip is usually higher than others; 0 where either has no voice. */
function pitchAbove(known: readonly ComparedClip[], { measures: { f0 } }: ComparedClip): number {
  const usual = median(known.flatMap(({ measures }) => measures.f0?.medianHz ?? []));
  return f0 === null || usual === null ? 0 : semitones(usual, f0.medianHz);
}

/** Place in a lower triangle that is stored by rows. */
const at = (row: number, column: number): number => (row * (row + 1)) / 2 + column;

/** Distance of `x` from 0, squared, in units of the covariance (lower triangle by rows), by Cholesky decomposition. */
function squaredMahalanobis(x: readonly number[], covariance: readonly number[]): number {
  const factor = [...covariance];
  const y: number[] = [];
  for (let row = 0; row < x.length; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = factor[at(row, column)];
      for (let k = 0; k < column; k++) sum -= factor[at(row, k)] * factor[at(column, k)];
      factor[at(row, column)] = column === row ? Math.sqrt(sum) : sum / factor[at(column, column)];
    }
    y.push(y.reduce((sum, value, k) => sum - value * factor[at(row, k)], x[row]) / factor[at(row, row)]);
  }
  return y.reduce((sum, value) => sum + value * value, 0);
}

/** Part of the mean variance that is added to each: no direction of a short clip is certain. */
const shrinkage = 0.02;
/** What a semitone of difference in pitch counts, squared, against a squared distance of spectra; people vary theirs. */
const pitchWeight = 0.1;
const mostSemitones = 6;
/** Means of so many seconds are twice as uncertain as those of long clips. */
const shortSeconds = 1;

/**
 * How far a clip's speaker is from a voice: squared Mahalanobis distance of the mean mel-cepstra over voiced frames in the
 * covariance of the voice's frames (Bimbot et al., "Second-order statistical measures for text-independent speaker
 * identification", 1995, without its covariance term), and the difference in pitch, less for short clips.
 * @returns about 0.5 for the same speaker, 2 and more for others; null when there is too little to compare
 */
export function speakerDistance(clip: ComparedClip, known: readonly ComparedClip[]): number | null {
  const { voice } = clip.descriptor;
  const descriptors = known.flatMap(({ descriptor }) => descriptor.voice ?? []);
  if (voice === null || descriptors.length < enoughClips) return null;
  const seconds = descriptors.reduce((sum, descriptor) => sum + descriptor.voicedSeconds, 0);
  const pooled = (of: (descriptor: NonNullable<ClipDescriptor['voice']>) => readonly number[]): number[] =>
    of(voice).map((_, i) =>
      descriptors.reduce((sum, descriptor) => sum + (of(descriptor)[i] * descriptor.voicedSeconds) / seconds, 0),
    );
  const mean = pooled((descriptor) => descriptor.mean);
  const covariance = pooled((descriptor) => descriptor.covariance);
  const trace = mean.reduce((sum, _, row) => sum + covariance[at(row, row)], 0);
  for (let row = 0; row < cepstrumOrder; row++) covariance[at(row, row)] += (shrinkage * trace) / cepstrumOrder;
  const spectrum = squaredMahalanobis(
    voice.mean.map((value, i) => value - mean[i]),
    covariance,
  );
  const pitch = Math.min(Math.abs(pitchAbove(known, clip)), mostSemitones);
  const distance = spectrum + pitchWeight * pitch ** 2;
  return distance / (1 + shortSeconds / voice.voicedSeconds);
}

/**
 * How like a voice a clip's speaker sounds to the speaker encoder: cosine of its embedding to the mean of the voice's.
 * @returns about 0.9 for the same speaker, at most 0.75 for others; null when there is too little to compare
 */
function speakerSimilarity({ descriptor: { embedding } }: ComparedClip, known: readonly ComparedClip[]): number | null {
  const vector = embedding === null ? null : vectorOf(embedding, embedding.model);
  if (embedding === null || vector === null) return null;
  const vectors = known.flatMap(({ descriptor }) => vectorOf(descriptor.embedding, embedding.model) ?? []);
  const mean = vectors.length < enoughClips ? null : centroid(vectors);
  return mean === null ? null : similarity(vector, mean);
}

/** From this distance on it is somebody else; sound-alikes of the same sex and age may stay below. */
const otherSpeaker = 1.8;
/** {@link leastAlike} where the pitch is another one, where it is whispered, and in another band. */
const leastAtOtherPitch = 0.7;
const leastWhispered = 0.6;
const leastInOtherBand = 0.6;
/** Share of speech that is voiced: below, it is whispered. */
const leastVoiced = 0.25;

/** Differences from the voice's median that are worth a remark: octaves, dB, LU, semitones, and as factors. */
const otherBandwidth = 0.6;
const otherSnrDb = 8;
const audibleSnrDb = 25;
const otherLoudness = 12;
const otherPitch = 3;
const otherRange = 2;
const otherRate = 1.6;

type Figure = (clip: ComparedClip) => number | null;

const liveliness: Figure = ({ measures: { f0 } }) => f0 && semitones(f0.lowHz, f0.highHz);
/** Letters per second of speech. */
const rate: Figure = ({ measures, transcript }) =>
  transcript === null
    ? null
    : transcript.replaceAll(/[^\p{L}]/gu, '').length / (measures.speechShare * measures.durationSeconds);

/** What a clip's other conditions and its other manner are called; each a difference from the median of the voice. */
const differences: readonly {
  readonly of: 'conditions' | 'manner';
  readonly figure: Figure;
  readonly words: (value: number, usual: number) => Note | null;
}[] = [
  {
    of: 'conditions',
    figure: ({ measures }) => measures.bandwidthHz,
    words: (value, usual) =>
      Math.abs(Math.log2(value / usual)) < otherBandwidth
        ? null
        : noteOf('other-band', { now: value / 1000, usual: usual / 1000 }),
  },
  {
    of: 'conditions',
    figure: ({ measures }) => measures.snrDb,
    // How silent a quiet background is says nothing: gates and editors make it.
    words: (value, usual) =>
      value > audibleSnrDb || usual - value < otherSnrDb
        ? null
        : noteOf('more-noise', { db: Math.round(usual - value) }),
  },
  {
    of: 'conditions',
    figure: ({ measures }) => measures.loudnessLufs,
    words: (value, usual) => {
      const db = Math.round(Math.abs(value - usual));
      if (Math.abs(value - usual) < otherLoudness) return null;
      return value < usual ? noteOf('quieter', { db }) : noteOf('louder', { db });
    },
  },
  {
    of: 'manner',
    figure: ({ measures }) => measures.f0 && measures.f0.medianHz,
    words: (value, usual) => {
      const difference = semitones(usual, value);
      if (Math.abs(difference) < otherPitch) return null;
      const by = { semitones: Math.round(Math.abs(difference)) };
      return difference < 0 ? noteOf('lower', by) : noteOf('higher', by);
    },
  },
  {
    of: 'manner',
    figure: liveliness,
    words: (value, usual) =>
      value > usual * otherRange ? noteOf('livelier') : value < usual / otherRange ? noteOf('more-evenly') : null,
  },
  {
    of: 'manner',
    figure: rate,
    words: (value, usual) =>
      value > usual * otherRate ? noteOf('faster') : value < usual / otherRate ? noteOf('slower') : null,
  },
];

/** What speaks for and against training on a clip, given what the voice has. */
export interface Consistency {
  /** Why it should wait until the person says that it is meant; null: nothing. */
  readonly heldBack: HeldBackReason | null;
  readonly remarks: readonly Note[];
}

/** In what a clip differs from those of a voice. */
export interface Differences {
  readonly speaker: boolean;
  readonly conditions: readonly Note[];
  readonly manner: readonly Note[];
}

/** Compare a clip with those that the voice is trained on; nothing differs while they are few. */
export function compareClip(clip: ComparedClip, known: readonly ComparedClip[]): Differences {
  if (known.length < enoughClips) return { speaker: false, conditions: [], manner: [] };
  const found = { conditions: [] as Note[], manner: [] as Note[] };
  for (const { of, figure, words } of differences) {
    const value = figure(clip);
    const others = known.flatMap((other) => figure(other) ?? []);
    const usual = others.length < enoughClips ? null : median(others);
    const difference = value === null || usual === null ? null : words(value, usual);
    if (difference !== null) found[of].push(difference);
  }
  return { speaker: isSomebodyElse(clip, known), ...found };
}

/**
 * Whether somebody else speaks: the similarity is less than it is in the same person's clip like this one. Without embeddings
 * by the distance alone.
 */
function isSomebodyElse(clip: ComparedClip, known: readonly ComparedClip[]): boolean {
  const distance = speakerDistance(clip, known);
  const isFar = distance !== null && distance > otherSpeaker;
  const likeness = speakerSimilarity(clip, known);
  return likeness === null ? isFar : likeness < leastLikeness(clip, known, isFar);
}

/**
 * The least similarity of the same person's clip: less in another voice, and less from a telephone, which changes an embedding
 * nearly as much as another person does. But it leaves alone what is measured within its band: who is far there is another one.
 */
function leastLikeness(clip: ComparedClip, known: readonly ComparedClip[], isFar: boolean): number {
  const { measures, descriptor } = clip;
  const voiced = (descriptor.voice?.voicedSeconds ?? 0) / (measures.speechShare * measures.durationSeconds);
  if (voiced < leastVoiced) return leastWhispered;
  const usualBandwidth = median(known.map((other) => other.measures.bandwidthHz)) ?? measures.bandwidthHz;
  const isOtherBand = Math.abs(Math.log2(measures.bandwidthHz / usualBandwidth)) >= otherBandwidth;
  if (isOtherBand && !isFar) return leastInOtherBand;
  return Math.abs(pitchAbove(known, clip)) < otherPitch ? leastAlike : leastAtOtherPitch;
}

/** Judge a clip by those that the voice is trained on; nothing is said while they are few. */
export function judgeConsistency(clip: ComparedClip, known: readonly ComparedClip[]): Consistency {
  const { speaker, conditions, manner } = compareClip(clip, known);
  const remarks = [
    ...(conditions.length > 0 ? [noteOf('other-conditions', { what: conditions })] : []),
    ...(manner.length > 0 ? [noteOf('other-manner', { what: manner })] : []),
  ];
  return { heldBack: speaker ? 'other-speaker' : null, remarks };
}
