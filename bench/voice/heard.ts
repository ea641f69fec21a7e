// What is heard of an utterance, from its samples alone, whatever made them: the same analysis as of a recording, two
// speaker encoders, naturalness, words.
import path from 'node:path';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Listener } from '../../src/ears/whisper.ts';
import { centroid, similarity } from '../../src/speakers/embedding.ts';
import type { Encoder } from '../../src/speakers/encoder.ts';
import { mean } from '../../src/statistics.ts';
import { clipFeatures } from '../../src/trainer/engines/builtin/source/features.ts';
import { wordErrors } from '../../test/support/word-errors.ts';
import { Comparison, figuresOf } from './figures.ts';
import type { Judges, Verdict } from './judges.ts';
import { sampleHash } from './judges.ts';
import type { Spoken } from './sources.ts';

/** Units in the names; NaN where nobody could tell. */
export interface HeardFigures {
  readonly heardMcdDb: number;
  readonly heardF0RmseCents: number;
  readonly heardF0FineCents: number;
  readonly heardF0GrossPercent: number;
  /** Cosine to the mean of the person's other held-out recordings: by the encoder that voices may be fitted to … */
  readonly similarity: number;
  /** … and by the one that nothing is fitted to. */
  readonly judgedSimilarity: number;
  readonly p808: number;
  readonly signal: number;
  readonly background: number;
  readonly overall: number;
  /** By Whisper, of hundred words. */
  readonly heardWordErrorPercent: number;
}

/** Those who hear; null: not there. */
export interface Hearers {
  readonly encoder: Encoder | null;
  readonly judges: Judges | null;
  readonly listener: Listener | null;
  /** Keeps what was heard. */
  readonly cacheDir: string;
}

interface Impression {
  readonly vectors: readonly (Float32Array | null)[];
  readonly verdict: Verdict | null;
  readonly text: string | null;
}

const keptImpression = z.object({ vector: z.array(z.number()).nullable(), text: z.string().nullable() });

/** What the encoder and the listener here make of samples, from the cache where it is. */
async function hear(
  { encoder, listener, cacheDir }: Hearers,
  { samples, clip }: Spoken,
): Promise<z.infer<typeof keptImpression>> {
  const folder = path.join(cacheDir, 'impressions');
  await mkdir(folder, { recursive: true });
  const file = path.join(
    folder,
    `${sampleHash(samples)}.${encoder?.id ?? ''}.${listener === null ? '' : 'words'}.json`,
  );
  if (!existsSync(file)) {
    const vector = (await encoder?.embed(samples)) ?? null;
    // What is fetched hears English alone.
    const text =
      listener === null || clip.language !== 'en' ? null : (await listener.hear(samples, clip.language)).text;
    await writeFile(file, JSON.stringify({ vector: vector === null ? null : [...vector], text }));
  }
  return keptImpression.parse(JSON.parse(await readFile(file, 'utf8')));
}

async function impressionsOf(hearers: Hearers, utterances: readonly Spoken[]): Promise<Impression[]> {
  const verdicts = await hearers.judges?.judge(utterances.map(({ samples }) => samples));
  const impressions: Impression[] = [];
  for (const [i, spoken] of utterances.entries()) {
    const { vector, text } = await hear(hearers, spoken);
    const verdict = verdicts?.[i] ?? null;
    const vectors = [vector, verdict?.embedding ?? null];
    impressions.push({ vectors: vectors.map((found) => found && Float32Array.from(found)), verdict, text });
  }
  return impressions;
}

/**
 * Figures by what spoke.
 * @param utterances of one person, the natural ones of all clips among them
 */
export async function figuresByEar(
  hearers: Hearers,
  utterances: readonly Spoken[],
): Promise<ReadonlyMap<string, HeardFigures>> {
  const impressions = await impressionsOf(hearers, utterances);
  const all = utterances.map((spoken, i) => ({ ...spoken, ...impressions[i] }));
  const natural = all.filter(({ by }) => by === 'natural');
  const similarities = (heard: readonly (typeof all)[number][], which: number): number[] =>
    heard.flatMap(({ clip, vectors }) => {
      const others = natural.flatMap((other) => (other.clip.id === clip.id ? [] : (other.vectors[which] ?? [])));
      const [reference, vector] = [centroid(others), vectors[which]];
      return reference === null || vector === null ? [] : [similarity(vector, reference)];
    });
  const figures = new Map<string, HeardFigures>();
  for (const speaker of new Set(utterances.map(({ by }) => by))) {
    const heard = all.filter(({ by }) => by === speaker);
    const sums = new Comparison();
    const words = { wrong: 0, words: 0 };
    for (const { samples, natural, clip, text } of heard) {
      const features = await clipFeatures(hearers.cacheDir, sampleHash(samples), () => Promise.resolve(samples));
      sums.add(features, null, natural);
      if (text === null) continue;
      const found = wordErrors(clip.transcript ?? '', text);
      words.wrong += found.wrong;
      words.words += found.words;
    }
    const { mcdDb, f0RmseCents, f0FineCents, f0GrossPercent } = figuresOf(sums);
    const score = (which: Exclude<keyof Verdict, 'embedding'>): number =>
      mean(heard.flatMap(({ verdict }) => verdict?.[which] ?? []));
    figures.set(speaker, {
      heardMcdDb: mcdDb,
      heardF0RmseCents: f0RmseCents,
      heardF0FineCents: f0FineCents,
      heardF0GrossPercent: f0GrossPercent,
      similarity: mean(similarities(heard, 0)),
      judgedSimilarity: mean(similarities(heard, 1)),
      p808: score('p808'),
      signal: score('signal'),
      background: score('background'),
      overall: score('overall'),
      heardWordErrorPercent: (100 * words.wrong) / words.words,
    });
  }
  return figures;
}
