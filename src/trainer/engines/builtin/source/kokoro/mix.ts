// The mix of Kokoro's voices that is nearest to a person: in closed form from averages of their recordings, so it is the same
// in whichever order these came. One that there is stays until another one is nearer by what can be heard.
import { type KeptEmbedding, similarity, vectorOf } from '../../../../../speakers/embedding.ts';
import { nonNegativeLeastSquares } from './nnls.ts';
import { type VoiceAverages, type VoiceTable, readVoiceTable } from './voice-table.ts';
import { traitsOf } from './voices.ts';

/** Averages of a person's speech. */
export interface PersonAverages {
  /** Mean mel-cepstrum of speech, at 16 kHz. */
  readonly cepstrum: readonly number[];
  /** Mean ln F0, Hz. */
  readonly pitch: number;
  /** Mean of the clips'; null or absent: there is no encoder. */
  readonly embedding?: KeptEmbedding | null;
}

/** Shares of voices: sorted by name, above 0, their sum is 1. */
export type Timbre = readonly (readonly [string, number])[];

export interface VoiceMix {
  readonly timbre: Timbre;
  /** Voices whose melody and rhythm may fit: of the language and within five semitones, or else the nearest; the nearest in pitch first. */
  readonly melodies: readonly string[];
}

const semitone = Math.LN2 / 12;
/** Farther away, a voice is one of another sex or age. */
const farthest = 5 * semitone;
/** Voices that are mixed at least, however far their pitch. */
const fewest = 3;
/** Of a semitone, where a mel-cepstral coefficient weighs 1. */
const pitchWeight = 0.03;
/** Keeps shares apart that do nearly the same. */
const cepstralPenalty = 0.02;
const embeddedPenalty = 0.02;
/** Of the sum of shares, which is to be 1. */
const sumWeight = 10;
/** Of the mix by embeddings, where there are such; the rest is the one by mel-cepstra. */
const embeddedShare = 0.7;
/** Smaller shares are not heard. */
const leastShare = 0.005;

/**
 * By so much a mix may be further from a person than the nearest one, and is kept: in its mean mel-cepstrum, dB, and in the cosine
 * of its embedding. Mixes of sixteen seconds are so near to a minute's speaker.
 */
const unheard = { cepstrum: 0.2, embedding: 0.01 };

/** Languages that no voice is of, and whose voices say them well enough to be understood; with an accent. */
const lenders: Readonly<Record<string, string>> = { ru: 'es' };

/**
 * @param language as in `en`, or with an accent that Kokoro speaks, as in `en-GB`
 * @param available voices that the model brings
 * @throws RangeError when no voice speaks the language
 */
export async function mixStyle(
  person: PersonAverages,
  language: string,
  available?: readonly string[],
  table?: VoiceTable,
): Promise<VoiceMix> {
  const known = Object.entries(table ?? (await readVoiceTable()))
    .filter(([name]) => available?.includes(name) ?? true)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const away = ([, voice]: readonly [string, VoiceAverages]): number => Math.abs(voice.pitch - person.pitch);
  const nearest = known.toSorted((a, b) => away(a) - away(b));
  const spoken = lenders[language] ?? language;
  const native = nearest.filter(([name]) => `${traitsOf(name).language}-`.startsWith(`${spoken}-`));
  if (native.length === 0) throw new RangeError(`No voice speaks ${language}`);
  const within = nearest.filter((voice, place) => place < fewest || away(voice) <= farthest);
  const voices = known.filter((voice) => within.includes(voice));
  const shares = blended(
    cepstralShares(
      person,
      voices.map(([, voice]) => voice),
    ),
    embeddedShares(
      person,
      voices.map(([, voice]) => voice),
    ),
  );
  const kept = shares.map((share) => (share < leastShare ? 0 : share));
  const total = kept.reduce((sum, share) => sum + share, 0);
  return {
    timbre: voices.flatMap(([name], i) => (kept[i] > 0 ? [[name, kept[i] / total] as const] : [])),
    melodies: native.filter((voice, place) => place === 0 || away(voice) <= farthest).map(([name]) => name),
  };
}

/** How like a person a mix is, as far as the mean embeddings of its voices tell: cosine; null where nobody tells. */
export async function likenessOf(timbre: Timbre, person: PersonAverages, table?: VoiceTable): Promise<number | null> {
  const { embedding } = person;
  const voices = table ?? (await readVoiceTable());
  const isKnown = timbre.every(([name]) => vectorOf(voices[name]?.embedding ?? null, embedding?.model ?? '') !== null);
  return embedding && isKnown ? 1 - distancesFrom(person, timbre, voices).embedding : null;
}

function blended(cepstral: readonly number[], embedded: readonly number[] | null): readonly number[] {
  if (embedded === null) return cepstral;
  return cepstral.map((share, i) => (1 - embeddedShare) * share + embeddedShare * embedded[i]);
}

/**
 * Whether a mix still is about as near to a person as another one.
 * @param nearest the mix that is nearest to them
 */
export async function staysNear(
  kept: Timbre,
  nearest: Timbre,
  person: PersonAverages,
  table?: VoiceTable,
): Promise<boolean> {
  const voices = table ?? (await readVoiceTable());
  if (!kept.every(([name]) => name in voices)) return false;
  const [before, now] = [distancesFrom(person, kept, voices), distancesFrom(person, nearest, voices)];
  return before.cepstrum - now.cepstrum <= unheard.cepstrum && before.embedding - now.embedding <= unheard.embedding;
}

/** In the mean mel-cepstrum, dB, and 1 − cosine of the embeddings; 0 where there are none. */
function distancesFrom(
  { cepstrum, embedding }: PersonAverages,
  timbre: Timbre,
  table: VoiceTable,
): Record<keyof typeof unheard, number> {
  const difference = cepstrum.map((value) => -value);
  const vector = embedding ? vectorOf(embedding, embedding.model) : null;
  const mixed = vector?.map(() => 0) ?? null;
  for (const [name, share] of timbre) {
    const voice = table[name];
    for (const [k, value] of voice.cepstrum.entries()) difference[k] += share * value;
    const own = vectorOf(voice.embedding ?? null, embedding?.model ?? '');
    for (const [i, value] of own?.entries() ?? []) if (mixed !== null) mixed[i] += share * value;
  }
  const squares = difference.slice(1).reduce((sum, value) => sum + value ** 2, 0);
  const length = Math.hypot(...(mixed ?? []));
  return {
    cepstrum: (10 / Math.LN10) * Math.sqrt(2 * squares),
    embedding: vector === null || mixed === null || length === 0 ? 0 : 1 - similarity(mixed, vector) / length,
  };
}

/** By mean mel-cepstra, but for the level, and pitch. */
function cepstralShares(person: PersonAverages, voices: readonly VoiceAverages[]): number[] {
  const features = ({ cepstrum, pitch }: PersonAverages): number[] => [
    ...cepstrum.slice(1),
    (pitchWeight * pitch) / semitone,
  ];
  return sharesOf(features(person), voices.map(features), cepstralPenalty);
}

/** Null where there are no embeddings that can be compared. */
function embeddedShares({ embedding }: PersonAverages, voices: readonly VoiceAverages[]): number[] | null {
  if (!embedding) return null;
  const vectors = [embedding, ...voices.map((voice) => voice.embedding ?? null)].map((kept) =>
    vectorOf(kept, embedding.model),
  );
  const [target, ...columns] = vectors.filter((vector) => vector !== null);
  return columns.length === voices.length ? sharesOf(target, columns, embeddedPenalty) : null;
}

/** Products of two columns, each with the sum of shares as one more row. */
const products = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = sumWeight ** 2;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
};

/** Shares of columns that come nearest to a target, their sum 1. @param penalty of the sum of their squares */
function sharesOf(target: ArrayLike<number>, columns: readonly ArrayLike<number>[], penalty: number): number[] {
  const n = columns.length;
  const gram = Float64Array.from({ length: n * n }, (_, i) => {
    const [row, column] = [Math.floor(i / n), i % n];
    return products(columns[row], columns[column]) + (row === column ? penalty : 0);
  });
  const shares = nonNegativeLeastSquares(
    gram,
    Float64Array.from(columns, (column) => products(column, target)),
  );
  const total = shares.reduce((sum, share) => sum + share, 0);
  return Array.from(shares, (share) => share / total);
}
