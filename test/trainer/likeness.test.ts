// How like its owner a voice sounds, from embeddings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClipDescriptor } from '../../src/audio/clip.ts';
import { keep } from '../../src/speakers/embedding.ts';
import { likenessTo } from '../../src/trainer/likeness.ts';

const at = (degrees: number, model = 'a') =>
  keep(model, Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)));
const descriptor = (embedding: ReturnType<typeof at> | null): ClipDescriptor => ({
  voice: null,
  fingerprint: '',
  embedding,
});
const sample = (id: string, degrees: number, split: 'train' | 'held-out' = 'train') => ({
  id,
  split,
  descriptor: descriptor(at(degrees)),
});
const cosine = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);
const near = (value: number | null, expected: number): void =>
  assert.ok(value !== null && Math.abs(value - expected) < 1e-6, `${value} ${expected}`);

test('speech and test clips are held against the recordings that were learnt from', () => {
  const likeness = likenessTo([
    ...[-10, 0, 10].map((degrees) => sample(`${degrees}`, degrees)),
    sample('test', 20, 'held-out'),
    { id: 'none', split: 'train', descriptor: null },
    { id: 'silent', split: 'held-out', descriptor: descriptor(null) },
  ]);
  near(likeness.ofSpeech({ embedding: at(60) }), 0.5);
  assert.equal(likeness.ofSpeech({ embedding: null }), null);
  const { similarity, ownSimilarity } = likeness.metrics([
    { clipId: 'test', embedding: at(30) },
    { clipId: 'silent', embedding: at(50) },
    { clipId: 'gone', embedding: null },
  ]);
  near(similarity, (cosine(30) + cosine(50)) / 2);
  near(ownSimilarity, cosine(20));
});

test('few recordings, or those of another model, tell nothing', () => {
  const few = likenessTo([0, 1].map((degrees) => sample(`${degrees}`, degrees)));
  assert.equal(few.ofSpeech({ embedding: at(0) }), null);
  const enough = likenessTo([0, 1, 2].map((degrees) => sample(`${degrees}`, degrees)));
  assert.equal(enough.ofSpeech({ embedding: at(0, 'b') }), null);
  assert.deepEqual(enough.metrics([]), { similarity: null, ownSimilarity: null });
});
