// What past trainings tell of the next ones: rates by what there is to do, whatever held one of them up.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expectations, wholeTime } from '../src/run-times.ts';
import type { RunTimes, TrainingWork } from '../src/storage/records.ts';

const work = (seconds: number, changes: Partial<TrainingWork> = {}): TrainingWork => ({
  seconds,
  newSeconds: seconds,
  testClips: Math.round(seconds / 20),
  hasRival: false,
  epochSeconds: 20 * seconds,
  ...changes,
});

/** A machine on which each second to prepare takes a quarter, each second of an epoch a hundredth, and some things always as long. */
const took = (done: TrainingWork, slower = 1, source: string | null = 'flite'): RunTimes => ({
  source,
  work: done,
  phases: {
    preparing: slower * (2 + 0.25 * done.newSeconds),
    training: slower * (3 + 0.01 * (done.epochSeconds ?? 0)),
    evaluating: slower * 0.5 * done.testClips * (done.hasRival ? 2 : 1),
    publishing: slower * 4,
  },
});

const near = (actual: number | undefined, expected: number, share = 0.02): void =>
  assert.ok(actual !== undefined && Math.abs(actual / expected - 1) < share, `${actual} instead of ${expected}`);

/** Runs of a voice that learns its timbre at first, and not later. */
const isNew = { learnsTimbre: true, epochSeconds: 1000 };
const first = (seconds: number): RunTimes => took(work(seconds, isNew), 8, 'natural');
const later = (seconds: number): RunTimes =>
  took(work(seconds, { learnsTimbre: false, newSeconds: 20, epochSeconds: 1000 }), 1, 'natural');
/** One that learns again, for which all is said again. */
const again = (seconds: number): TrainingWork => work(seconds, { ...isNew, newSeconds: 20 });
const takes = (seconds: number): RunTimes => {
  const { phases, ...run } = took(again(seconds), 1, 'natural');
  return { ...run, phases: { ...phases, training: 50 + seconds } };
};

describe('how long a training takes', () => {
  const past = [30, 120, 60, 240, 45].map((seconds, index) =>
    took(work(seconds, { epochSeconds: (index + 1) * 400, hasRival: index % 2 === 0 })),
  );

  it('is told by those before it, for another size too', () => {
    const asked = work(480, { epochSeconds: 5000, hasRival: true });
    const told = expectations(past)(asked, 'flite');
    assert.ok(told);
    for (const [phase, seconds] of Object.entries(took(asked).phases)) near(told[phase as keyof typeof told], seconds);
  });

  it('is told no otherwise because the machine was busy now and then', () => {
    const asked = work(90, { epochSeconds: 900 });
    const told = expectations([...past, took(work(100), 6), took(work(20), 4)])(asked, 'flite');
    near(told === null ? undefined : wholeTime(told), wholeTime(took(asked).phases), 0.05);
  });

  it('is told before its plan is made', () => {
    const usual = [30, 60, 120].map((seconds) => took(work(seconds)));
    const told = expectations(usual)(work(90, { epochSeconds: null }), 'flite');
    near(told === null ? undefined : wholeTime(told), wholeTime(took(work(90)).phases), 0.05);
  });

  it('is not known from none or one, nor from voices that are made from something else', () => {
    assert.equal(expectations([])(work(30), null), null);
    assert.equal(expectations([took(work(30))])(work(30), 'flite'), null);
    assert.equal(expectations(past)(work(30), 'natural'), null);
  });

  it('of a new voice is that of what new ones are made from', () => {
    const newest = [30, 60].map((seconds) => took(work(seconds), 3, 'natural'));
    const told = expectations([...newest, ...past])(work(45, { epochSeconds: 900 }), null);
    near(told === null ? undefined : wholeTime(told), wholeTime(took(work(45)).phases) * 3, 0.1);
  });

  it('of a quick or long one is told by others that were', () => {
    const long = [40, 80].map((seconds) => took(work(seconds, { effort: 'long', epochSeconds: 40_000 }), 1));
    const asked = work(60, { effort: 'long', epochSeconds: null });
    assert.equal(expectations([...past, long[0]])(asked, 'flite'), null);
    const told = expectations([...past, ...long])(asked, 'flite');
    near(told?.training, 403);
    near(told?.preparing, 17);
    const usual = work(60, { epochSeconds: 1200 });
    near(expectations([...long, ...past])(usual, 'flite')?.training, 15);
  });

  describe('where a timbre may be learnt', () => {
    const mixed = [later(80), first(40), later(50), first(30), first(60), later(90)];
    const training = (asked: TrainingWork, told = mixed): number | undefined =>
      expectations(told)(asked, 'natural')?.training;

    it('is told by those that did the same', () => {
      near(training(again(70)), 8 * 13);
      near(training({ ...again(70), learnsTimbre: false }), 13);
    });

    it('is not known where only others tell', () => {
      const none = [later(80), later(60), first(40)];
      assert.equal(training(work(70, isNew), none), undefined);
      assert.ok(training(work(70, { ...isNew, learnsTimbre: false, newSeconds: 20 }), none));
    });

    it('is that of first trainings or of later ones, before anybody has looked', () => {
      for (const epochSeconds of [null, 1000]) {
        near(training(work(45, { epochSeconds })), 8 * 13);
        near(training(work(70, { newSeconds: 20, epochSeconds })), 13);
      }
    });

    it('is not known before that where some did and some did not', () => {
      const near = [30, 50].map((seconds) => took(work(seconds, { ...isNew, learnsTimbre: false }), 1, 'natural'));
      assert.equal(training(work(45), [...mixed, ...near]), undefined);
    });

    it('grows with all that must be said anew in it', () => {
      near(training(again(240), [60, 100, 180].map(takes)), 290);
    });

    it('is told by those of before it was noted only where the engine does no such thing', () => {
      assert.equal(training(work(70, isNew), [took(work(60), 1, 'natural'), took(work(80), 1, 'natural')]), undefined);
      assert.ok(training(work(70), [took(work(60), 1, 'natural'), took(work(80), 1, 'natural')]));
    });
  });

  it('is learnt once from the same trainings', () => {
    assert.equal(expectations(past), expectations(structuredClone(past)));
    assert.notEqual(expectations(past), expectations(past.slice(1)));
  });

  it('is never less than nothing', () => {
    const odd = [took(work(200), 0.1), took(work(20), 5), took(work(100))];
    for (const seconds of [0, 1, 1000]) {
      const told = expectations(odd)(work(seconds), 'flite');
      assert.ok(told && Object.values(told).every((time) => time >= 0 && Number.isFinite(time)));
    }
  });
});
