// The tree finds what a scan of all rows finds, to the last bit and in the same order.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Random } from '../../../../src/learning/random.ts';
import { Neighbours, rowWidth } from '../../../../src/trainer/engines/builtin/speaker/neighbours.ts';

/** The places of the nearest rows, nearest first, of equal ones the first in the table first. */
function scan(table: Float32Array, query: Float32Array, count: number): number[] {
  const distances = Array.from({ length: table.length / rowWidth }, (_, place) => {
    let sum = 0;
    for (let k = 0; k < rowWidth; k += 4) {
      const [a, b, c, d] = [0, 1, 2, 3].map((i) => table[place * rowWidth + k + i] - query[k + i]);
      sum += a * a + b * b + c * c + d * d;
    }
    return { place, sum };
  });
  const sorted = distances.sort((a, b) => a.sum - b.sum || a.place - b.place);
  return sorted.slice(0, count).map(({ place }) => place);
}

/** @param step of the values: with a coarse one many rows are the same, or equally far away */
function rows(count: number, seed: number, step: number): Float32Array {
  const random = Random.seeded(seed);
  return Float32Array.from({ length: count * rowWidth }, () => step * Math.round(random.normal() / step));
}

describe('nearest rows', () => {
  for (const [count, step] of [
    [8, 1e-3],
    [33, 1e-3],
    [3000, 1e-3],
    [3000, 1],
    [500, 100],
  ] as const) {
    test(`are those of a scan of all: ${count} rows, values in steps of ${step}`, () => {
      const table = rows(count, 1, step);
      const search = new Neighbours(table, 8);
      const far = rows(20, 2, step).map((value) => 10 * value);
      // Rows themselves, points between them on a way that jumps now and then, and points far away from all.
      const near = rows(100, 3, step / 2).map((value, i) => (value + table[i % table.length]) / 2);
      const queries = Float32Array.of(...table.subarray(0, 50 * rowWidth), ...near, ...far);
      for (let from = 0; from < queries.length; from += rowWidth) {
        const expected = scan(table, queries.subarray(from, from + rowWidth), 8);
        assert.deepEqual([...search.of(queries, from)], expected, `query ${from / rowWidth}`);
      }
    });
  }

  test('fewer rows than are looked for are refused', () => {
    assert.throws(() => new Neighbours(rows(7, 1, 1), 8), RangeError);
  });
});
