// The time that is left of a phase and of a whole run: falls, and is corrected only where it must be.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { steadyTimeLeft, wholeTimeLeft } from '../../src/trainer/time-left.ts';

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

  it('begins anew with what is prepared in the training', () => {
    const steady = steadyTimeLeft();
    assert.equal(steady({ phase: 'preparing', done: 10, total: 10, secondsLeft: 0 }, 'preparing'), 0);
    assert.equal(steady({ phase: 'preparing', done: 0, total: 90, secondsLeft: 90 }, 'training'), null);
    assert.equal(steady({ phase: 'preparing', done: 18, total: 90, secondsLeft: 72 }, 'training'), 72);
  });
});

describe('the time until the end of a run', () => {
  const nothing = { phase: 'preparing', done: 0, total: 0, secondsLeft: null } as const;
  const times = { preparing: 20, training: 100, evaluating: 10, publishing: 10 };
  /** A run that others tell of, and its clock. */
  const begun = (expected: typeof times | null = times) => {
    let now = 1000;
    const whole = wholeTimeLeft(() => now);
    whole.expect(expected);
    return { whole, pass: (seconds: number) => (now += seconds) };
  };

  it('is not told where no other run tells', () => {
    assert.equal(begun(null).whole.left(nothing), null);
  });

  it('is what others took, less what has passed', () => {
    const { whole, pass } = begun();
    assert.equal(whole.left(nothing), 140);
    pass(5);
    assert.equal(whole.left(nothing), 135);
    pass(15);
    whole.enter('training');
    assert.equal(whole.left({ ...nothing, phase: 'training' }), 120);
  });

  it('follows its own pace, the more of it is done', () => {
    const { whole, pass } = begun();
    pass(20);
    whole.enter('training');
    whole.left({ ...nothing, phase: 'training' });
    pass(10);
    const half = whole.left({ phase: 'training', done: 5, total: 10, secondsLeft: 10 }) ?? 0;
    assert.ok(half > 30 && half < 110, `${half} s, between 10 and 90 of training and 20 after it`);
    pass(9);
    const nearly = whole.left({ phase: 'training', done: 19, total: 20, secondsLeft: 0.5 }) ?? 0;
    assert.ok(nearly > 20 && nearly < 26, `${nearly} s`);
  });

  it('falls and does not jump up, but for a correction that is large', () => {
    const { whole, pass } = begun();
    let before = whole.left(nothing) ?? 0;
    for (const secondsLeft of [20, 24, 18, 25]) {
      pass(1);
      const left = whole.left({ phase: 'preparing', done: 5, total: 10, secondsLeft }) ?? 0;
      assert.ok(left <= before - 1, `${left} s after ${before} s`);
      before = left;
    }
    pass(1);
    assert.ok((whole.left({ phase: 'preparing', done: 5, total: 10, secondsLeft: 400 }) ?? 0) > 1.5 * before);
  });

  it('is no less than what an engine still prepares in its training, and what comes after that', () => {
    const { whole, pass } = begun({ preparing: 2, training: 24, evaluating: 4, publishing: 4 });
    whole.left(nothing);
    pass(2);
    whole.enter('training');
    for (let done = 20; done < 200; done += 10) {
      pass(10);
      const told = whole.left({ phase: 'preparing', done, total: 200, secondsLeft: 200 - done }) ?? 0;
      if (done >= 30) assert.ok(told >= (200 - done) / 1.5, `${told} s, and ${200 - done} s of preparing`);
    }
  });

  it('is told anew when it is known that the run is another kind of run, also that nobody knows', () => {
    const { whole, pass } = begun();
    whole.left(nothing);
    pass(20);
    whole.enter('training');
    whole.expect({ ...times, training: 150 });
    assert.equal(whole.left(nothing), 170, 'a third more, which is no correction');
    whole.expect(null);
    assert.equal(whole.left(nothing), null);
  });

  it('is never over before its end', () => {
    const { whole, pass } = begun();
    whole.left(nothing);
    pass(1000);
    assert.ok((whole.left(nothing) ?? 0) > 100);
  });
});
