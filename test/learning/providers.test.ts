// The choice of a provider, by real trials in real child processes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../src/errors.ts';
import { chooseProvider, wholeReason } from '../../src/learning/providers.ts';
import { compare, trainOn } from '../../src/learning/trial.ts';

describe('providers', () => {
  test('the first that works is taken, the others are refused with their reasons', async () => {
    const { provider, refused } = await chooseProvider('auto');
    const tried = [...refused.map((refusal) => refusal.provider), provider];
    assert.deepEqual(tried, ['cuda', 'webgpu', 'cpu'].slice(0, tried.length));
    for (const { reason } of refused) assert.match(reason, /\w/);
    // What is thrown is only that a library could not be loaded: which one, only the log tells.
    const unloaded = refused.find(({ reason }) => reason.includes('Failed to load shared library'));
    if (unloaded) assert.match(unloaded.reason, /lib\w+\.so[\w.]*: cannot open shared object file/);
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

  test('a reason is told whole, however long, and without the places in the source of the runtime', () => {
    const folder = '/somewhere/deep'.repeat(40);
    const log = [
      `\u001B[1;31m2026-11-01 10:00:00.0 [E:onnxruntime:onnxruntime-node, bridge.cc:2146 Create] /src/bridge.cc:1988 Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library ${folder}/libcuda.so with error: libcudnn.so.9: cannot open shared object file`,
      '\u001B[m',
      '(node:1) ExperimentalWarning: nothing of this',
      'Warning: vkCreateInstance: Found no drivers!',
      'Warning: vkCreateInstance: Found no drivers!',
    ].join('\n');
    assert.equal(
      wholeReason('/src/context.cc:136 void f()::<lambda()> status == Success was false. No adapter:\n none.\n', log),
      `No adapter: none; Failed to load library ${folder}/libcuda.so with error: libcudnn.so.9: cannot open shared object file; vkCreateInstance: Found no drivers!`,
    );
    assert.equal(wholeReason('no answer within 30 s', ''), 'no answer within 30 s');
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
