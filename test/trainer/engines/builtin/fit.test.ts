// When a transcript counts as another recording's: by fits as they were measured on recorded speakers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { misfits } from '../../../../src/trainer/engines/builtin/speaker/fit.ts';

const named = (...fits: readonly number[]): Map<string, number> =>
  new Map(fits.map((fit, index) => [`clip ${index}`, fit]));

test('a fit is judged by the other clips of its speaker', () => {
  assert.deepEqual(misfits(named(0.67, 0.72, 0.74, 0.76, 0.83, 0.88)), ['clip 5']);
  // One that fits as those of many speakers do is right, however well the others fit.
  assert.deepEqual(misfits(named(0.7, 0.72, 0.74, 0.75, 0.76, 0.85)), []);
  // Whose voice is less like the source's fits worse, also where the transcript is right.
  assert.deepEqual(misfits(named(0.78, 0.82, 0.84, 0.86, 0.89, 0.96)), ['clip 5']);
  assert.deepEqual(misfits(named(0.78, 0.82, 0.84, 0.86, 0.89, 0.92)), []);
});

test('where most transcripts are wrong, what is usual tells nothing', () => {
  const shifted = named(0.8, 0.91, 0.93, 0.96, 0.96, 0.98, 1.02, 1.05);
  assert.deepEqual(misfits(shifted), [...shifted.keys()].slice(1));
});

test('a few clips are judged by what holds for most speakers', () => {
  assert.deepEqual(misfits(named(0.89, 0.96)), ['clip 1']);
  assert.deepEqual(misfits(named()), []);
});
