// What a run says of the time that is left: of its present phase nothing before it can be known, and of all of it what others
// like it took, more and more by its own pace. Both are numbers that fall; an engine's own estimate jumps with every clip and batch.
import type { PhaseTimes } from '../run-times.ts';
import { type RunProgress, type WorkPhase, workPhases } from '../storage/records.ts';

/** Share of a phase that must be done before the rest can be told from it: the first clips pay for starting up. */
const knownFrom = 0.15;
/** An estimate this much longer than what was said is a correction that must be told; less is held. */
const correction = { factor: 1.5, seconds: 10 };

/**
 * The seconds that are left, made steady. Call with every progress of one run, in order.
 * @param within phase that the run is in: an engine may prepare something in its training, too
 * @returns seconds, or null while nothing can be said
 */
export function steadyTimeLeft(): (
  progress: Pick<RunProgress, 'phase' | 'done' | 'total' | 'secondsLeft'>,
  within?: string,
) => number | null {
  let step: string | undefined;
  let said: number | null = null;
  return ({ phase, done, total, secondsLeft }, within = phase) => {
    const now = `${within}/${phase}`;
    if (now !== step) said = null;
    step = now;
    if (secondsLeft === null || total <= 0 || done / total < knownFrom) return said;
    const mustCorrect =
      said !== null && secondsLeft > said * correction.factor && secondsLeft > said + correction.seconds;
    said = said === null || mustCorrect ? secondsLeft : Math.min(said, secondsLeft);
    return said;
  };
}

/** A phase that takes longer than expected goes on for at least this share of what it has taken. */
const overtime = 0.15;
/** The phases before tell as much of a run's pace as what was expected of this share of it. */
const paceWeight = 0.5;

export interface WholeTimeLeft {
  /** What is said from now on may be more than before, as more is known. @param times how long a run like this one takes; null: nobody knows */
  expect(times: PhaseTimes | null): void;
  enter(phase: WorkPhase): void;
  /** Seconds until its end; null: not known. @param progress the newest of the engine */
  left(progress: Pick<RunProgress, 'phase' | 'done' | 'total' | 'secondsLeft'>): number | null;
}

/** @param now seconds, of a clock that goes on */
export function wholeTimeLeft(now: () => number = () => performance.now() / 1000): WholeTimeLeft {
  let expected: PhaseTimes | null = null;
  let phase: WorkPhase = 'preparing';
  let since = now();
  /** Of the phases that are over: what they took, and what had been expected. */
  const over = { took: 0, expected: 0 };
  let endAt: number | null = null;

  /** How many times as long as expected it takes, as far as that is known. */
  const pace = (times: PhaseTimes): number => {
    const known = paceWeight * workPhases.reduce((sum, one) => sum + times[one], 0);
    return known > 0 ? (over.took + known) / (over.expected + known) : 1;
  };

  return {
    expect(times) {
      expected = times;
      endAt = null;
    },
    enter(next) {
      if (next === phase) return;
      if (expected !== null) {
        over.took += now() - since;
        over.expected += expected[phase];
      }
      [phase, since] = [next, now()];
    },
    left({ phase: step, done, total, secondsLeft }) {
      if (expected === null) return null;
      const times = expected;
      const spent = now() - since;
      const factor = pace(times);
      const later = workPhases.slice(workPhases.indexOf(phase) + 1).reduce((sum, one) => sum + times[one], 0);
      const byOthers = Math.max(times[phase] * factor - spent, spent * overtime);
      const share = total > 0 ? Math.min(1, done / total) : 0;
      const own = secondsLeft === null || share < knownFrom ? null : secondsLeft;
      // What an engine prepares in its training comes before the training itself, so it takes as long at least.
      const here =
        own === null ? byOthers : step === phase ? share * own + (1 - share) * byOthers : Math.max(byOthers, own);
      const left = here + later * factor;
      const said = endAt === null ? null : Math.max(0, endAt - now());
      const mustCorrect = said !== null && left > said * correction.factor && left > said + correction.seconds;
      if (said === null || mustCorrect || left < said) endAt = now() + left;
      return Math.max(0, (endAt ?? 0) - now());
    },
  };
}
