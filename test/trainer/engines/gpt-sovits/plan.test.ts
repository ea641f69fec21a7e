// Plans for GPT-SoVITS, and the arithmetic of its steps and batches.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PlanInput } from '../../../../src/trainer/engines/engine.ts';
import { planTraining } from '../../../../src/trainer/engines/gpt-sovits/plan.ts';
import { formatS1Settings, parseS1Settings } from '../../../../src/trainer/engines/gpt-sovits/s1-settings.ts';
import {
  passedOver,
  s1Batch,
  s1Steps,
  s2Steps,
  saveInterval,
} from '../../../../src/trainer/engines/gpt-sovits/steps.ts';
import { inEnglish } from '../../../support/told.ts';

const GiB = 2 ** 30;
const first: PlanInput = {
  mode: 'continue',
  epochs: null,
  newSeconds: 120,
  oldSeconds: 0,
  news: null,
  heldOutClips: 2,
  parent: null,
  voiceId: '1',
  device: { provider: 'cuda', name: 'card', freeBytes: 12 * GiB },
};
const topUp: PlanInput = { ...first, newSeconds: 60, oldSeconds: 540, parent: { id: 'v', number: 3, steps: 900 } };
const card = (gigabytes: number) => ({ provider: 'cuda', name: 'card', freeBytes: gigabytes * GiB });
/** A clip of so many seconds. */
const clip = (seconds: number, sounds = Math.round(12 * seconds)) => ({
  wavBytes: 44 + 64_000 * seconds,
  sounds,
  tokens: Math.floor(25 * seconds),
});

describe('a plan for GPT-SoVITS', () => {
  test('follows its authors at first, and is gentler and shorter for a top-up', () => {
    const begin = planTraining(first, true);
    assert.deepEqual([begin.epochs, begin.secondEpochs, begin.learningRate, begin.batchSize], [8, 15, 1e-4, 6]);
    const more = planTraining(topUp, true);
    assert.deepEqual([more.epochs, more.secondEpochs, more.replayShare], [3, 4, 9]);
    assert.ok(more.learningRate < 0.5e-4);
    assert.ok(inEnglish(more.reasons).includes('10 % of the speech is new'));
    assert.deepEqual(planTraining(topUp, true), more);
    assert.notEqual(more.seed, begin.seed);
  });

  test('has as few epochs as can be heard where it is to be quick, half as many again where it may be long', () => {
    const [quick, long] = (['quick', 'long'] as const).map((effort) => planTraining({ ...first, effort }, true));
    assert.deepEqual([quick.epochs, quick.secondEpochs, quick.effort], [3, 4, 'quick']);
    assert.deepEqual([long.epochs, long.secondEpochs, long.effort], [12, 23, 'long']);
    assert.match(inEnglish(quick.reasons), /Quick, as you asked/);
    assert.match(inEnglish(long.reasons), /half as many epochs again/);
  });

  test('has the epochs that were asked for, of both models, and warns of too many', () => {
    const { epochs, secondEpochs, warnings } = planTraining({ ...first, epochs: 40 }, true);
    assert.deepEqual([epochs, secondEpochs], [40, 40]);
    assert.match(inEnglish(warnings), /40 epochs are many/);
  });

  test('takes no more at a time than fits, and says how slow a processor is', () => {
    const batch = (device: PlanInput['device'], isHalf: boolean): number =>
      planTraining({ ...first, device }, isHalf).batchSize;
    assert.deepEqual(
      [1, 4, 8, 24, 80].map((size) => batch(card(size), true)),
      [1, 2, 4, 12, 16],
    );
    assert.equal(batch(card(8), false), 2);
    const slow = planTraining({ ...first, device: { provider: 'cpu', name: 'cpu', freeBytes: null } }, false);
    assert.equal(slow.batchSize, 1);
    assert.match(inEnglish(slow.warnings), /no graphics card/);
  });

  test('goes over a choice of what it knows when that is far more than what is new', () => {
    const { replayShare, reasons } = planTraining({ ...topUp, oldSeconds: 36_000 }, true);
    assert.equal(replayShare, 10);
    assert.match(inEnglish(reasons), /Goes over 600 s of what it knows/);
  });
});

describe('the arithmetic of GPT-SoVITS', () => {
  test('S2: few clips are repeated, batches are made of similar lengths and filled up', () => {
    assert.equal(
      s2Steps(
        Array.from({ length: 5 }, () => clip(3)),
        8,
      ),
      13,
    );
    assert.equal(
      s2Steps(
        Array.from({ length: 34 }, () => clip(3)),
        17,
      ),
      4,
    );
    assert.equal(
      s2Steps([...Array.from({ length: 60 }, () => clip(3)), ...Array.from({ length: 60 }, () => clip(7))], 50),
      4,
    );
  });

  test('S1: batches are chosen so that an epoch makes steps; the web interface’s would make none', () => {
    assert.equal(s1Steps(5, 25), 0);
    assert.equal(s1Steps(5, 4), 6);
    for (let clips = 1; clips <= 400; clips++) {
      for (const limit of [1, 4, 16]) assert.ok(s1Steps(clips, s1Batch(clips, limit)) >= 4, `${clips} clips`);
    }
  });

  test('the last epoch is always saved, and not many others', () => {
    for (let before = 0; before < 30; before++) {
      for (let epochs = 1; epochs < 30; epochs++) {
        const every = saveInterval(before + epochs, epochs);
        assert.equal((before + epochs) % every, 0);
        assert.ok(every <= Math.ceil(epochs / 4));
      }
    }
    assert.equal(saveInterval(24, 16), 4);
  });

  test('clips that training would pass over are known beforehand', () => {
    assert.equal(passedOver(clip(3), 54), null);
    assert.match(inEnglish(passedOver(clip(0.64), 54)), /too short/);
    assert.match(inEnglish(passedOver(clip(38.1), 54)), /longer than 38 s/);
    assert.match(inEnglish(passedOver(clip(13), 12)), /longer than 12 s/);
    assert.match(inEnglish(passedOver(clip(3, 100), 54)), /does not fit: 100 sounds in 3\.0 s/);
    assert.match(inEnglish(passedOver(clip(3, 8), 54)), /does not fit/);
  });
});

describe('the settings of S1', () => {
  test('keep what is written, and get our values in a form that YAML reads as we mean it', () => {
    const template = parseS1Settings('train:\n  epochs: 20 # many\n  lr: 1.0e-05\n\nmodel:\n  size: 3\n');
    const text = formatS1Settings(template, {
      train: { epochs: 4, best: false, name: 'a: "b"' },
      '': { output: '/x y' },
    });
    assert.equal(
      text,
      'output: "/x y"\ntrain:\n  epochs: 4\n  lr: 1.0e-05\n  best: false\n  name: "a: \\"b\\""\nmodel:\n  size: 3\n',
    );
    for (const strange of ['- a', 'a:\n  - b', 'a: {b: c}\n    d: e', '? x']) {
      assert.throws(() => formatS1Settings(parseS1Settings(`${strange}\n\tx`), {}), /form that is not known/);
    }
  });
});
