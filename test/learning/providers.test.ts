// The choice of a provider, by real trials in real child processes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../src/errors.ts';
import { chooseProvider } from '../../src/learning/providers.ts';
import { compare, trainOn } from '../../src/learning/trial.ts';

describe('providers', () => {
  test('the first that works is taken, the others are refused with their reasons', async () => {
    const { provider, refused } = await chooseProvider('auto');
    const tried = [...refused.map((refusal) => refusal.provider), provider];
    assert.deepEqual(tried, ['cuda', 'webgpu', 'cpu'].slice(0, tried.length));
    for (const { reason } of refused) assert.match(reason, /\w/);
    // What is slow can be had by name; what does not work can't.
    const broken = refused.filter(({ reason }) => !reason.includes('times as fast'));
    await Promise.all(
      broken.map((refusal) =>
        assert.rejects(chooseProvider(refusal.provider), (error) => {
          assert.ok(error instanceof UserError);
          assert.equal(error.code, 'compute-unavailable');
          assert.ok(error.message.includes(refusal.reason), error.message);
          return true;
        }),
      ),
    );
  });

  test('the processor needs no trial', async () => {
    assert.deepEqual(await chooseProvider('cpu'), { provider: 'cpu', refused: [] });
  });

  test('figures that are off are refused, and so is what is not a number', async () => {
    const right = await trainOn('cpu');
    assert.ok(right.figures.losses[0] > right.figures['later losses'].at(-1)!, 'the trial learns');
    assert.deepEqual(compare(right, { ...right, milliseconds: right.milliseconds / 4 }), { speed: 4 });
    for (const [name, values] of Object.entries(right.figures)) {
      const at = values.length >> 1;
      for (const wrong of [values[at] + 0.05 * Math.max(...values), NaN]) {
        const off = { ...right, figures: { ...right.figures, [name]: values.with(at, wrong) } };
        const found = compare(right, off);
        assert.ok('problem' in found && found.problem.startsWith(`wrong ${name}: `), name);
      }
    }
  });
});
