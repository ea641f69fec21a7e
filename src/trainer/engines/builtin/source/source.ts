// What a voice is made from: a source speaks a text and tells its phones, and the person's voice is learnt as what differs
// from it. Which one a voice has is chosen at its first training.
import { createHash } from 'node:crypto';
import { cached, isCached } from './cache.ts';
import { extractorVersion, fromSourceTensors, sourceTensors } from './features.ts';
import type { SourceFeatures } from './features.ts';

/** One voice that speaks. Same sentences: same features. */
export interface Source {
  /** The sentences in which it speaks a text; empty when nothing in it can be spoken. */
  sentences(text: string): string[];
  /** Names what it speaks, with all that its speech depends on, by a SHA-256. */
  spokenKey(sentences: readonly string[]): string;
  /** Begins the names of what is cached of its speech: with a SHA-256 that follows from the sentences alone. */
  cacheName(sentences: readonly string[]): string;
  /** Speak sentences one after the other. @throws RangeError without sentences */
  speak(sentences: readonly string[]): Promise<SourceFeatures>;
}

/** Names sentences that somebody speaks. */
export function spokenKey(speaker: string, sentences: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([speaker, sentences]))
    .digest('hex');
}

/**
 * Features of a source speaking a transcript, from the cache where they are.
 * @returns null when nothing in the transcript can be spoken
 */
export async function transcriptFeatures(
  cacheDir: string,
  source: Source,
  transcript: string,
): Promise<SourceFeatures | null> {
  const sentences = source.sentences(transcript);
  if (sentences.length === 0) return null;
  const name = nameOfFeatures(source, sentences);
  return fromSourceTensors(await cached(cacheDir, name, async () => sourceTensors(await source.speak(sentences))));
}

/** Whether {@link transcriptFeatures} has little to do: they are in the cache, or nothing can be spoken. */
export async function isSaid(cacheDir: string, source: Source, transcript: string): Promise<boolean> {
  const sentences = source.sentences(transcript);
  return sentences.length === 0 || isCached(cacheDir, nameOfFeatures(source, sentences));
}

const nameOfFeatures = (source: Source, sentences: readonly string[]): string =>
  `${source.cacheName(sentences)}.v${extractorVersion}.source`;

/** Put what {@link transcriptFeatures} would make into the cache. */
export async function keepFeatures(
  cacheDir: string,
  source: Source,
  sentences: readonly string[],
  features: SourceFeatures,
): Promise<void> {
  await cached(cacheDir, nameOfFeatures(source, sentences), () => Promise.resolve(sourceTensors(features)));
}
