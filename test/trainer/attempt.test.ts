// What an attempt tells while it goes on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StepProgress } from '../../src/storage/records.ts';
import { curveFrom } from '../../src/trainer/training/attempt.ts';
import { progress } from '../storage/support.ts';

const at = (epoch: number, changes: Partial<StepProgress> = {}): StepProgress => ({ ...progress, epoch, ...changes });

test('the curve so far has a point an epoch, goes on where an attempt was interrupted, and is no longer than can be seen', () => {
  const curve = curveFrom([]);
  assert.deepEqual(curve(at(0, { phase: 'preparing' })), []);
  assert.deepEqual(curve(at(0, { trainLoss: null, heldOutLoss: null })), [], 'an engine that tells no loss');
  curve(at(0, { trainLoss: null }));
  curve(at(1, { trainLoss: 0.9 }));
  const points = curve(at(1, { trainLoss: 0.8 }));
  assert.deepEqual(points, [
    { epoch: 0, train: null, heldOut: 0.6 },
    { epoch: 1, train: 0.8, heldOut: 0.6 },
  ]);
  assert.deepEqual(curve(at(2, { phase: 'evaluating' })), points, 'it stays when nothing is learnt any more');

  const again = curveFrom([0, 1, 2, 3].map((epoch) => ({ epoch, train: 1, heldOut: 1 })));
  assert.deepEqual(
    again(at(2, { trainLoss: 0.7 })).map(({ epoch, train }) => [epoch, train]),
    [
      [0, 1],
      [1, 1],
      [2, 0.7],
    ],
  );

  const long = curveFrom([]);
  const all = Array.from({ length: 1000 }, (_, epoch) => long(at(epoch, { epochs: 1000 }))).at(-1) ?? [];
  assert.equal(all.length, 201);
  assert.equal(all.at(-1)?.epoch, 999);
  assert.equal(all[1].epoch, 5);
});
