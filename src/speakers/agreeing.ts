// Whether whoever speaks in a clip is the person who agreed aloud.
import { type KeptEmbedding, similarity, vectorOf } from './embedding.ts';

/** Two clips that are less alike are of two people: less than of a clip and a whole voice (docs/operating.md has the figures). */
const leastAlikeAlone = 0.65;

interface Spoken {
  readonly descriptor: { readonly embedding: KeptEmbedding | null };
}

/** Whether somebody else speaks in a clip than in the consent, where the encoder can tell. */
export function isOfSomebodyElse(clip: Spoken, consent: Spoken): boolean {
  const { embedding } = clip.descriptor;
  const vector = embedding === null ? null : vectorOf(embedding, embedding.model);
  const theirs = embedding === null ? null : vectorOf(consent.descriptor.embedding, embedding.model);
  return vector !== null && theirs !== null && similarity(vector, theirs) < leastAlikeAlone;
}
