// Gradients with less memory: the same bits, and less that is alive at a time.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gradients } from '../../src/learning/gradients.ts';
import { Graph, sizeOf } from '../../src/learning/graph.ts';
import type { Tensor } from '../../src/learning/graph.ts';
import { readModel } from '../../src/learning/import.ts';
import { mul, sin, square, sum } from '../../src/learning/operators.ts';
import { Random } from '../../src/learning/random.ts';
import { Trainer } from '../../src/learning/trainer.ts';
import { learningStyle, shapes, smallDecoder } from './small-decoder.ts';

const decoder = readModel(smallDecoder());

/** Elements that are alive at most while the gradient of a deep graph is computed node by node. */
function mostAlive(parts: number): number {
  const graph = new Graph();
  const begin = graph.symbol('x', [50]);
  let x = begin;
  for (let layer = 0; layer < 36; layer++) x = sin(mul(x, 1.1));
  const [slope] = gradients(sum(square(x)), [begin], parts);
  const needed = new Set<Tensor>([slope]);
  const nodes = graph.tape.toReversed().filter(({ outputs, inputs }) => {
    const isNeeded = outputs.some((output) => needed.has(output));
    if (isNeeded) for (const input of inputs) needed.add(input);
    return isNeeded;
  });
  const lastUse = new Map<Tensor, number>();
  const order = nodes.reverse();
  for (const [i, { inputs }] of order.entries()) for (const input of inputs) lastUse.set(input, i);
  let [alive, most] = [0, 0];
  for (const [i, { inputs, outputs, proto }] of order.entries()) {
    // Another shape of the same memory.
    if (proto.opType !== 'Reshape') for (const { shape } of outputs) alive += sizeOf(shape);
    most = Math.max(most, alive);
    const made = new Set(
      order.slice(0, i + 1).flatMap((node) => (node.proto.opType === 'Reshape' ? [] : node.outputs)),
    );
    for (const input of new Set(inputs)) if (lastUse.get(input) === i && made.has(input)) alive -= sizeOf(input.shape);
  }
  return most;
}

describe('recomputed activations', () => {
  test('less is alive at a time', () => {
    const [all, some] = [1, 6].map(mostAlive);
    assert.ok(some < 0.5 * all, `${some} of ${all} elements`);
  });

  test('the same training, bit for bit', async () => {
    const random = Random.seeded(4);
    const normal = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal());
    const data = { phones: normal(sizeOf(shapes.phones)), source: normal(sizeOf(shapes.source)), audio: normal(72) };
    const [all, some, many] = await Promise.all(
      [1, 3, 9].map(async (parts) => {
        const trainer = await Trainer.create(learningStyle(decoder), { batchSize: 1, seed: 1, parts });
        const epoch = { data, indices: new Int32Array(4), learningRates: new Float32Array(4).fill(0.05) };
        const report = await trainer.runEpoch(epoch);
        const state = trainer.state();
        await trainer.dispose();
        return { report, state };
      }),
    );
    assert.deepEqual(some, all);
    assert.deepEqual(many, all);
  });
});
