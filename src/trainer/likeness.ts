// How like its owner a voice sounds: what it says on test clips against the recordings it learnt from, by the speaker encoder.
import type { VoiceMetrics } from '../storage/records.ts';
import type { Sample } from '../storage/storage.ts';
import { centroid, similarity, vectorOf } from '../speakers/embedding.ts';
import type { ClipFigures } from './engines/measuring/figures.ts';

export interface Likeness {
  /** Of what was said for a test clip, 1: the same; null where nobody can tell. */
  ofSpeech(clip: Pick<ClipFigures, 'embedding'>): number | null;
  /** Means over test clips, of what was said and of their own recordings. */
  metrics(
    clips: readonly Pick<ClipFigures, 'clipId' | 'embedding'>[],
  ): Pick<VoiceMetrics, 'similarity' | 'ownSimilarity'>;
}

/** Fewer recordings than this say too little of how somebody sounds. */
const fewestRecordings = 3;

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param samples of the voice; it is those trained on that test clips and speech are held against */
export function likenessTo(samples: readonly Pick<Sample, 'id' | 'split' | 'descriptor'>[]): Likeness {
  const recorded = new Map(samples.map(({ id, descriptor }) => [id, descriptor?.embedding ?? null]));
  const references = new Map<string, Float32Array | null>();
  const referenceOf = (model: string): Float32Array | null => {
    const known = references.get(model);
    if (known !== undefined) return known;
    const vectors = samples.flatMap(({ split, descriptor }) =>
      split === 'train' ? (vectorOf(descriptor?.embedding ?? null, model) ?? []) : [],
    );
    const reference = vectors.length < fewestRecordings ? null : centroid(vectors);
    references.set(model, reference);
    return reference;
  };
  const of = (embedding: ClipFigures['embedding']): number | null => {
    const reference = embedding === null ? null : referenceOf(embedding.model);
    const vector = embedding === null ? null : vectorOf(embedding, embedding.model);
    return reference === null || vector === null ? null : similarity(vector, reference);
  };
  return {
    ofSpeech: ({ embedding }) => of(embedding),
    metrics: (clips) => ({
      similarity: mean(clips.flatMap(({ embedding }) => of(embedding) ?? [])),
      ownSimilarity: mean(clips.flatMap(({ clipId }) => of(recorded.get(clipId) ?? null) ?? [])),
    }),
  };
}
