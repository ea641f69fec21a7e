// Learning rates and the average over the steps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { averageDecays, learningRates } from '../../../../src/trainer/engines/builtin/training/schedule.ts';

test('learning rates warm up and stay, and do not depend on where one begins to ask', () => {
  const pace = { peak: 8, warmup: 4 };
  assert.deepEqual(learningRates(pace, 0, 6), Float32Array.of(2, 4, 6, 8, 8, 8));
  assert.deepEqual(learningRates(pace, 2, 6), learningRates(pace, 0, 6).subarray(2));
  assert.deepEqual(learningRates({ peak: 8, warmup: 0 }, 0, 2), Float32Array.of(8, 8));
});

test('the average begins anew and then spans the last fifth or so of the steps', () => {
  const decays = averageDecays(0, 1000);
  assert.equal(decays[0], 0);
  assert.deepEqual(averageDecays(600, 1000), decays.subarray(600));
  // Weight of each step in the average after the last one, and how far back they lie on the mean.
  let later = 1;
  let age = 0;
  for (let step = 999; step >= 0; step--) {
    age += later * (1 - decays[step]) * (999 - step);
    later *= decays[step];
  }
  assert.ok(age > 140 && age < 200, `${age} steps`);
});
