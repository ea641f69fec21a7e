import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { steadyTimeLeft } from '../../src/trainer/time-left.ts';

/** What is said of raw estimates after each of ten equal parts of a phase. */
function said(raw: readonly (number | null)[], phase: 'preparing' | 'training' = 'training'): (number | null)[] {
  const steady = steadyTimeLeft();
  return raw.map((secondsLeft, i) => steady({ phase, done: i, total: 10, secondsLeft }));
}

describe('the time that is left', () => {
  it('is not told before it can be known, and falls', () => {
    assert.deepEqual(said([40, 40, 12, 10, 11, 17, 8, 9, 1]), [null, null, 12, 10, 10, 10, 8, 8, 1]);
  });

  it('is corrected when it was far too short', () => {
    assert.deepEqual(said([null, null, 20, 29, 31, 45, 44]), [null, null, 20, 20, 31, 31, 31]);
  });

  it('begins anew with every phase', () => {
    const steady = steadyTimeLeft();
    assert.equal(steady({ phase: 'preparing', done: 9, total: 10, secondsLeft: 1 }), 1);
    assert.equal(steady({ phase: 'training', done: 0, total: 10, secondsLeft: 30 }), null);
    assert.equal(steady({ phase: 'training', done: 2, total: 10, secondsLeft: 30 }), 30);
  });
});
