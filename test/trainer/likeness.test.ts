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

test('speech is judged by the recordings of test clips, and told by those that were learnt from', () => {
  const likeness = likenessTo([
    ...[-10, 0, 10].map((degrees) => sample(`${degrees}`, degrees)),
    ...[15, 20, 25].map((degrees) => sample(`test ${degrees}`, degrees, 'held-out')),
    { id: 'none', split: 'train', descriptor: null },
    { id: 'silent', split: 'held-out', descriptor: descriptor(null) },
  ]);
  near(likeness.ofSpeech({ embedding: at(80) }), 0.5);
  assert.equal(likeness.ofSpeech({ embedding: null }), null);
  const { similarity, ownSimilarity } = likeness.metrics([
    { clipId: 'test 20', embedding: at(30) },
    { clipId: 'silent', embedding: at(50) },
    { clipId: 'gone', embedding: null },
  ]);
  near(similarity, (cosine(30) + cosine(50)) / 2);
  near(ownSimilarity, cosine(20));
});

test('few recordings, or those of another model, tell nothing', () => {
  const some = [sample('learnt', 0), ...[0, 1, 2].map((degrees) => sample(`${degrees}`, degrees, 'held-out'))];
  assert.equal(likenessTo(some.slice(0, 3)).ofSpeech({ embedding: at(0) }), null);
  const enough = likenessTo(some);
  near(enough.ofSpeech({ embedding: at(1) }), 1);
  assert.equal(enough.ofSpeech({ embedding: at(0, 'b') }), null);
  assert.deepEqual(enough.metrics([{ clipId: '1', embedding: at(0) }]), { similarity: null, ownSimilarity: null });
});
