// Whom one hears: in recordings, and in what a natural source says of their words.
import { decodePcm } from '../../../../audio/decode.ts';
import { centroid, keep, similarity, vectorOf } from '../../../../speakers/embedding.ts';
import type { KeptEmbedding } from '../../../../speakers/embedding.ts';
import { encodedRate } from '../../../../speakers/encoder.ts';
import { resample } from '../../../../dsp/resample.ts';
import { mean } from '../../../../statistics.ts';
import type { EngineClip } from '../../engine.ts';
import { cached } from '../source/cache.ts';
import { sampleRate } from '../source/features.ts';
import { joinFloats } from '../source/floats.ts';
import type { KokoroSource } from '../source/kokoro-source.ts';
import type { Tools } from './corpus.ts';

/** Whom one hears in a recording, from the cache where it is; null of silence, or where nobody tells. */
async function readEmbedding(tools: Tools, clip: EngineClip): Promise<KeptEmbedding | null> {
  const encoder = (await tools.encoder?.()) ?? null;
  if (encoder === null) return null;
  const kept = await cached(tools.cacheDir, `${clip.sha256}.${encoder.id}.embedding`, async () => {
    await tools.fetch?.(clip);
    const samples = await decodePcm(tools.ffmpeg, clip.path, { sampleRate: encodedRate, signal: tools.signal });
    const data = (await encoder.embed(samples)) ?? new Float32Array();
    return new Map([['embedding', { shape: [data.length], data }]]);
  });
  const vector = kept.get('embedding')!.data;
  return vector.length === 0 ? null : keep(encoder.id, vector);
}

/** Whom one hears in recordings; null where nobody tells. */
export async function meanEmbedding(tools: Tools, clips: readonly EngineClip[]): Promise<KeptEmbedding | null> {
  const vectors: Float32Array[] = [];
  let model = '';
  for (const clip of clips) {
    const embedding = await readEmbedding(tools, clip);
    if (embedding === null) continue;
    model = embedding.model;
    vectors.push(vectorOf(embedding, model) ?? new Float32Array());
  }
  const mean = centroid(vectors);
  return mean && keep(model, mean);
}

/**
 * How like a person a source sounds that says the words of recordings as it would: mean cosine to them.
 * @returns null where nobody tells, or nothing can be said
 */
export async function likenessOfSaid(
  tools: Tools,
  source: KokoroSource,
  words: readonly EngineClip[],
  person: KeptEmbedding,
): Promise<number | null> {
  const encoder = (await tools.encoder?.()) ?? null;
  const vector = encoder && vectorOf(person, encoder.id);
  if (encoder === null || vector === null) return null;
  const cosines: number[] = [];
  for (const { transcript } of words) {
    tools.signal.throwIfAborted();
    const sound = await source.sound(tools.cacheDir, transcript ?? '');
    const said = sound && (await encoder.embed(resample(joinFloats([...sound]), sampleRate, encodedRate)));
    if (said) cosines.push(similarity(said, vector));
  }
  return cosines.length === 0 ? null : mean(cosines);
}
