// The pilot of a continuation: its first epochs, after which the voice must still speak what it knew as well as before.
// When it does not, they are made once more from the parent, more gently; when that does not help, nothing is changed.
import { UserError } from '../../../../errors.ts';
import { mean } from '../../../../statistics.ts';
import type { TrainingPlan } from '../../../../storage/records.ts';

/**
 * A rise of the loss up to this share of it is no harm yet: clips in another manner cost 2 %, which the rest of the training
 * takes back; somebody else's cost 20 %, and 9 % with the second plan. How it ended is for the comparison of versions to say.
 */
const tolerance = 0.05;

/**
 * By how much the loss rose, when that is more than what passes.
 * @param before loss of each held-out clip that the parent was measured on; `after` the pilot
 * @returns a share of the loss; 0: it did not get worse
 */
export function worsening(before: readonly number[], after: readonly number[]): number {
  if (before.length === 0) return 0;
  const change = mean(after) / mean(before) - 1;
  return change > tolerance ? change : 0;
}

/** Thrown by an attempt whose pilot failed, inside the engine only. */
export class PilotFailed extends Error {
  readonly change: number;

  /** @param change share by which the loss rose */
  constructor(change: number) {
    super(`the loss on test clips rose by ${(100 * change).toFixed(1)} %`);
    this.change = change;
  }
}

/** The plan of the second attempt. */
export const gentler = (plan: TrainingPlan): TrainingPlan => ({
  ...plan,
  learningRate: plan.learningRate / 2,
  replayShare: Math.max(1, 2 * plan.replayShare),
});

/** What the owner is told when both attempts failed. */
export function harmful({ change }: PilotFailed): UserError {
  return new UserError('pilot-failed', { worse: change });
}
