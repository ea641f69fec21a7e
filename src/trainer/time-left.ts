// What a run says of the time that its present phase still takes: nothing before it can be known, and then a number that
// falls. An engine's own estimate jumps with every clip and batch.
import type { RunProgress } from '../storage/records.ts';

/** Share of a phase that must be done before the rest can be told from it: the first clips pay for starting up. */
const knownFrom = 0.15;
/** An estimate this much longer than what was said is a correction that must be told; less is held. */
const correction = { factor: 1.5, seconds: 10 };

/**
 * The seconds that are left, made steady. Call with every progress of one run, in order.
 * @returns seconds, or null while nothing can be said
 */
export function steadyTimeLeft(): (
  progress: Pick<RunProgress, 'phase' | 'done' | 'total' | 'secondsLeft'>,
) => number | null {
  let phase: RunProgress['phase'] | undefined;
  let said: number | null = null;
  return ({ phase: now, done, total, secondsLeft }) => {
    if (now !== phase) said = null;
    phase = now;
    if (secondsLeft === null || total <= 0 || done / total < knownFrom) return said;
    const mustCorrect =
      said !== null && secondsLeft > said * correction.factor && secondsLeft > said + correction.seconds;
    said = said === null || mustCorrect ? secondsLeft : Math.min(said, secondsLeft);
    return said;
  };
}
