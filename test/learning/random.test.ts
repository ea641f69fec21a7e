// The random generator against its published algorithm, its continuation, and what is drawn with it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Random, batchesOf, shuffledEpoch } from '../../src/learning/random.ts';

describe('random', () => {
  test('xoshiro128** 1.1 in exact integers gives the same bits', () => {
    const random = Random.restored([1, 2, 3, 4]);
    const mask = 2n ** 32n - 1n;
    const rotate = (x: bigint, k: bigint): bigint => ((x << k) | (x >> (32n - k))) & mask;
    let [s0, s1, s2, s3] = [1n, 2n, 3n, 4n];
    for (let i = 0; i < 1000; i++) {
      assert.equal(BigInt(random.bits()), (rotate((s1 * 5n) & mask, 7n) * 9n) & mask);
      const shifted = (s1 << 9n) & mask;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = rotate(s3, 11n);
    }
  });

  test('goes on from a stored state', () => {
    const random = Random.seeded(42);
    for (let i = 0; i < 10; i++) random.normal();
    const copy = Random.restored(JSON.parse(JSON.stringify(random.state())) as number[]);
    assert.deepEqual(
      Array.from({ length: 50 }, () => copy.bits()),
      Array.from({ length: 50 }, () => random.bits()),
    );
    for (const state of [[], [0, 0, 0, 0], [1, 2, 3], [1, 2, 3, 4.5], [1, 2, 3, -1], [1, 2, 3, 2 ** 32]]) {
      assert.throws(() => Random.restored(state), /not a state/);
    }
  });

  test('seeds differ, and numbers are spread as they should be', () => {
    assert.notEqual(Random.seeded(0).bits(), Random.seeded(1).bits());
    const random = Random.seeded(5);
    const counts = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 60_000; i++) counts[random.below(6)]++;
    // χ² with 5 degrees of freedom: above 20.5 in one of a thousand seeds
    assert.ok(counts.reduce((chi, n) => chi + (n - 10_000) ** 2 / 10_000, 0) < 20.5, counts.join());
    const normals = Array.from({ length: 50_000 }, () => random.normal());
    const mean = normals.reduce((a, b) => a + b) / normals.length;
    const variance = normals.reduce((a, b) => a + (b - mean) ** 2, 0) / normals.length;
    assert.ok(Math.abs(mean) < 0.015 && Math.abs(variance - 1) < 0.02, `${mean} ${variance}`);
  });

  test('an epoch has each row once, and fills the last batch with weight 0', () => {
    const { indices, weights } = shuffledEpoch(Random.seeded(9), 10, 4);
    assert.equal(indices.length, 12);
    assert.deepEqual(
      [...indices.subarray(0, 10)].sort((a, b) => a - b),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    assert.notDeepEqual([...indices.subarray(0, 10)], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.deepEqual([...weights], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
    assert.deepEqual([...indices.subarray(10)], [indices[8], indices[8]]);
    assert.deepEqual([...batchesOf(Int32Array.of(5, 7), 2, (row) => row / 2).weights], [2.5, 3.5]);
  });
});
