// Embeddings: who speaks, as numbers of unit length. How they are kept, averaged and held against each other.
import { z } from 'zod';

/** An embedding as it is kept. */
export const keptEmbedding = z.object({
  /** What made it (see Encoder.id): those of different models can't be compared. */
  model: z.string(),
  /** Base64 of 32-bit floats, little-endian. */
  vector: z.base64(),
});
export type KeptEmbedding = z.infer<typeof keptEmbedding>;

export const keep = (model: string, vector: Float32Array): KeptEmbedding => ({
  model,
  vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64'),
});

/** The numbers of an embedding that this model made; null of any other. */
export function vectorOf(kept: KeptEmbedding | null, model: string): Float32Array | null {
  if (kept === null || kept.model !== model) return null;
  const bytes = Buffer.from(kept.vector, 'base64');
  return Float32Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readFloatLE(4 * i));
}

/** Mean of embeddings, of unit length; null when there is none, or they are all zero. */
export function centroid(embeddings: readonly Float32Array[]): Float32Array | null {
  const [first] = embeddings;
  if (first === undefined) return null;
  const sum = new Float64Array(first.length);
  for (const embedding of embeddings) for (let i = 0; i < sum.length; i++) sum[i] += embedding[i];
  const norm = Math.hypot(...sum);
  return norm > 0 ? Float32Array.from(sum, (value) => value / norm) : null;
}

/** Cosine of the angle between two embeddings of unit length: 1 when they are the same. */
export const similarity = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);

/** Below this similarity to the mean of a voice's embeddings somebody else speaks, all else being equal. */
export const leastAlike = 0.77;
