// How like its owner a voice sounds: what it says on test clips against its owner's recordings, by the speaker encoder.
import type { VoiceMetrics } from '../storage/records.ts';
import type { Sample } from '../storage/storage.ts';
import { centroid, similarity, vectorOf } from '../speakers/embedding.ts';
import type { ClipFigures } from './engines/measuring/figures.ts';

export interface Likeness {
  /**
   * Of what was said for a test clip to the recordings of all test clips, 1: the same; null where nobody can tell. Not to what was
   * learnt: where that is wrong, the voice comes closer to it.
   */
  ofSpeech(clip: Pick<ClipFigures, 'embedding'>): number | null;
  /** Means over test clips, of what was said and of their own recordings, to the recordings that were learnt from. */
  metrics(
    clips: readonly Pick<ClipFigures, 'clipId' | 'embedding'>[],
  ): Pick<VoiceMetrics, 'similarity' | 'ownSimilarity'>;
}

/** Fewer recordings than this say too little of how somebody sounds. */
const fewestRecordings = 3;

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param samples of the voice */
export function likenessTo(samples: readonly Pick<Sample, 'id' | 'split' | 'descriptor'>[]): Likeness {
  const recorded = new Map(samples.map(({ id, descriptor }) => [id, descriptor?.embedding ?? null]));
  const references = new Map<string, Float32Array | null>();
  const referenceOf = (split: Sample['split'], model: string): Float32Array | null => {
    const key = `${split} ${model}`;
    const known = references.get(key);
    if (known !== undefined) return known;
    const vectors = samples.flatMap((sample) =>
      sample.split === split ? (vectorOf(sample.descriptor?.embedding ?? null, model) ?? []) : [],
    );
    const reference = vectors.length < fewestRecordings ? null : centroid(vectors);
    references.set(key, reference);
    return reference;
  };
  const of = (embedding: ClipFigures['embedding'], split: Sample['split']): number | null => {
    const reference = embedding === null ? null : referenceOf(split, embedding.model);
    const vector = embedding === null ? null : vectorOf(embedding, embedding.model);
    return reference === null || vector === null ? null : similarity(vector, reference);
  };
  return {
    ofSpeech: ({ embedding }) => of(embedding, 'held-out'),
    metrics: (clips) => ({
      similarity: mean(clips.flatMap(({ embedding }) => of(embedding, 'train') ?? [])),
      ownSimilarity: mean(clips.flatMap(({ clipId }) => of(recorded.get(clipId) ?? null, 'train') ?? [])),
    }),
  };
}
