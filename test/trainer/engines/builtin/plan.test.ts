// The planner: what the user named wins, every choice has a reason, and continuing is gentler than beginning.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { trainingPlan } from '../../../../src/storage/records.ts';
import { planTraining } from '../../../../src/trainer/engines/builtin/plan.ts';
import type { PlanInput } from '../../../../src/trainer/engines/engine.ts';

const young: PlanInput = {
  mode: 'continue',
  epochs: null,
  newSeconds: 60,
  oldSeconds: 0,
  news: null,
  heldOutClips: 2,
  parent: null,
  voiceId: 'voice',
  device: { provider: 'cpu', name: 'test', freeBytes: null },
};
const grown: PlanInput = { ...young, newSeconds: 30, oldSeconds: 300, parent: { id: 'v3', number: 3, steps: 2000 } };

function steps(input: PlanInput): number {
  const plan = planTraining(input);
  return plan.epochs * Math.ceil((input.newSeconds * (1 + plan.replayShare) * 200) / plan.batchSize);
}

describe('planTraining', () => {
  it('takes the epochs the user named, and then does not stop early', () => {
    const plan = planTraining({ ...grown, epochs: 20 });
    assert.equal(plan.epochs, 20);
    assert.equal(plan.earlyStopPatience, null);
    assert.ok(plan.reasons.some((reason) => reason.includes('as you asked')));
  });

  it('continues more gently the less of the speech is new, and replays what is known', () => {
    const first = planTraining(young);
    const topUp = planTraining(grown);
    const doubled = planTraining({ ...grown, newSeconds: 300 });
    assert.ok(topUp.learningRate < doubled.learningRate && doubled.learningRate < first.learningRate);
    assert.equal(first.replayShare, 0);
    assert.equal(topUp.replayShare, 1);
    assert.match(topUp.reasons.join(' '), /Continues from v3: 30 s of new speech/);
  });

  it('makes more optimizer steps when more of the speech is new', () => {
    assert.ok(steps({ ...grown, newSeconds: 300 }) > steps(grown));
  });

  it('is valid, explained and the same every time, also for odd amounts', () => {
    for (const newSeconds of [0, 0.4, 3, 60, 5000]) {
      for (const oldSeconds of [0, 2, 9000]) {
        for (const parent of [null, { id: 'v1', number: 1, steps: 600 }]) {
          if (newSeconds + oldSeconds === 0) continue;
          const input = { ...young, newSeconds, oldSeconds, parent };
          const plan = planTraining(input);
          trainingPlan.parse(plan);
          assert.ok(plan.reasons.length >= 3);
          assert.deepEqual(planTraining(input), plan);
        }
      }
    }
  });

  it('says so when nothing is held out', () => {
    assert.match(planTraining({ ...young, heldOutClips: 0 }).reasons.join(' '), /Nothing is held out/);
  });
});
