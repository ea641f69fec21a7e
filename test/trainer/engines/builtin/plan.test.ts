// The planner: what the user named wins, every choice has a reason, and continuing is gentler than beginning.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { efforts, trainingPlan } from '../../../../src/storage/records.ts';
import { memoryNeeded } from '../../../../src/trainer/engines/builtin/network/memory.ts';
import { planTraining } from '../../../../src/trainer/engines/builtin/plan.ts';
import type { News, PlanInput } from '../../../../src/trainer/engines/engine.ts';
import { inEnglish } from '../../../support/told.ts';

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
    assert.ok(inEnglish(plan.reasons).includes('as you asked'));
  });

  it('goes over it less often where it is to be quick, and more often where it may be long, and says so', () => {
    const [quick, usual, long] = efforts.map((effort) => planTraining({ ...grown, effort }));
    assert.ok(4 * quick.epochs <= usual.epochs + 2 && usual.epochs < long.epochs);
    assert.deepEqual(
      [quick, usual, long].map(({ earlyStopPatience }) => earlyStopPatience),
      [8, 8, 16],
    );
    assert.match(inEnglish(quick.reasons), /Quick, as you asked/);
    assert.match(inEnglish(long.reasons), /up to 3 times the usual passes, for as long as the test clips gain/);
    assert.match(inEnglish(planTraining({ ...grown, heldOutClips: 0, effort: 'long' }).reasons), /no test clip tells/);
    const { effort, ...same } = usual;
    assert.deepEqual([effort, same], ['usual', planTraining(grown)]);
    // Numbers that are named stay.
    const named = planTraining({ ...grown, epochs: 20, effort: 'quick' });
    assert.deepEqual({ ...named, effort: undefined }, { ...planTraining({ ...grown, epochs: 20 }), effort: undefined });
  });

  it('gives learning the timbre of a voice that goes on as many steps as this machine makes in the time', () => {
    const stepsAt = (stepSeconds: number, input = grown): number | undefined =>
      planTraining({ ...input, device: { ...grown.device, stepSeconds } }).timbreSteps;
    assert.deepEqual([planTraining(grown).timbreSteps, stepsAt(1), stepsAt(0.1), stepsAt(100)], [50, 30, 300, 24]);
    // From the base it takes its time, and where it may be long.
    assert.deepEqual([stepsAt(1, young), stepsAt(1, { ...grown, effort: 'long' })], [undefined, undefined]);
  });

  it('continues more gently the more mature the voice is, and replays what is known', () => {
    const first = planTraining(young);
    const topUp = planTraining(grown);
    const mature = planTraining({ ...grown, parent: { id: 'v9', number: 9, steps: 9000 } });
    assert.ok(mature.learningRate < topUp.learningRate && topUp.learningRate < first.learningRate);
    assert.equal(first.replayShare, 0);
    assert.match(inEnglish(topUp.reasons), /Continues from v3: 30 s of new speech/);
    assert.match(inEnglish(topUp.reasons), /Replays 180 s of the earlier speech/);
  });

  it('makes a top-up cost what is new, however much the voice knows', () => {
    const young = planTraining({ ...grown, oldSeconds: 600 });
    const old = planTraining({ ...grown, oldSeconds: 36_000 });
    assert.deepEqual([old.replayShare, old.epochs], [young.replayShare, young.epochs]);
    assert.ok(steps({ ...grown, newSeconds: 600, oldSeconds: 600 }) > steps(grown));
  });

  it('is more careful with speech that is not like the old, and says in what', () => {
    const news: News = {
      otherSpeaker: 0,
      otherConditions: 0.6,
      otherManner: 0.1,
      snrDb: 14,
      usualSnrDb: 40,
      widerPitch: 4,
      newWords: 12,
    };
    const usual = planTraining(grown);
    const odd = planTraining({ ...grown, news });
    assert.equal(odd.learningRate, usual.learningRate / 2);
    const reasons = inEnglish(odd.reasons);
    assert.match(reasons, /60 % was recorded in another way \(26 dB more noise\)\./);
    assert.match(reasons, /brings 12 new words and 4 semitones more range/);
  });

  it('says that the inner layers learn slowly while there is little speech', () => {
    const tiny = { ...young, newSeconds: 40, oldSeconds: 0 };
    assert.match(
      inEnglish(planTraining(tiny).reasons),
      /The inner layers learn at 4 % of that: .* only 40 s of yours\./,
    );
    assert.doesNotMatch(inEnglish(planTraining({ ...tiny, newSeconds: 400 }).reasons), /inner layers/);
    assert.doesNotMatch(inEnglish(planTraining({ ...grown, newSeconds: 0, oldSeconds: 40 }).reasons), /inner layers/);
  });

  it('lets a pilot go before what it chose itself, and only where it can be measured', () => {
    assert.ok(planTraining(grown).pilotEpochs >= 1);
    for (const input of [young, { ...grown, epochs: 20 }, { ...grown, heldOutClips: 0 }, { ...grown, newSeconds: 0 }]) {
      assert.equal(planTraining(input).pilotEpochs, 0);
    }
  });

  it('warns of numbers that will hurt, and takes them all the same', () => {
    const hasty = planTraining({ ...grown, newSeconds: 200, epochs: 1 });
    assert.equal(hasty.epochs, 1);
    assert.match(inEnglish(hasty.warnings), /1 epoch is little for 200 s of speech.* I would have taken \d+\./);
    const endless = planTraining({ ...young, newSeconds: 30, epochs: 500 });
    assert.equal(endless.epochs, 500);
    assert.match(inEnglish(endless.warnings), /500 epochs on 30 s of speech: it will be learnt by heart/);
    assert.match(
      inEnglish(planTraining({ ...young, heldOutClips: 0, epochs: 500 }).warnings),
      /there is no test clip yet/,
    );
    assert.deepEqual(planTraining({ ...young, epochs: 20 }).warnings, []);
    assert.deepEqual(planTraining(grown).warnings, []);
  });

  it('takes smaller batches where memory is short', () => {
    const device = { ...young.device, freeBytes: memoryNeeded(60, 64) };
    const plan = planTraining({ ...young, device });
    assert.equal(plan.batchSize, 64);
    assert.match(inEnglish(plan.reasons), /Batches of 64: more does not fit into the memory/);
  });

  it('goes on where it stopped when nothing is new', () => {
    assert.match(inEnglish(planTraining({ ...grown, newSeconds: 0 }).reasons), /goes on where the last one stopped/);
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
    assert.match(inEnglish(planTraining({ ...young, heldOutClips: 0 }).reasons), /There is no test clip yet/);
  });
});
