// The value at a place of a sorted list, against a list that is sorted.
import assert from 'node:assert/strict';
import test from 'node:test';
import { nthSmallest } from '../../src/dsp/nth-smallest.ts';
import { Random } from '../../src/learning/random.ts';

test('is that of the sorted list, at every place, whatever is equal or in order already', () => {
  const random = Random.seeded(3);
  const lists = [
    Float64Array.of(7),
    Float64Array.from({ length: 40 }, (_, i) => i),
    Float64Array.from({ length: 40 }, (_, i) => -i),
    new Float64Array(40).fill(2),
    Float64Array.from({ length: 101 }, () => random.normal()),
    Float64Array.from({ length: 101 }, () => random.below(4)),
  ];
  for (const list of lists) {
    const sorted = list.toSorted();
    for (const place of list.keys()) assert.equal(nthSmallest(list.slice(), place), sorted[place], `${place}`);
  }
});
