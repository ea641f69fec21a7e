// Checks what is built of operators: its value against a float64 evaluation, its gradient against central differences.
import assert from 'node:assert/strict';
import { Tensor as OrtTensor } from 'onnxruntime-node';
import { gradients } from '../../src/learning/gradients.ts';
import { Graph, encodeModel, sizeOf, valueInfo } from '../../src/learning/graph.ts';
import type { Shape, Tensor } from '../../src/learning/graph.ts';
import * as ops from '../../src/learning/operators.ts';
import { Random } from '../../src/learning/random.ts';
import { openSession } from '../../src/learning/runtime.ts';
import { evaluate } from './reference.ts';
import type { Value } from './reference.ts';

/** Of the central differences. */
const STEP = 1e-5;

export interface Case {
  readonly shapes: readonly Shape[];
  /** Range of the inputs' elements; default −2 to 2. */
  readonly range?: readonly [number, number];
  readonly build: (...inputs: Tensor[]) => Tensor;
  /** Of each input, that many elements are checked, evenly spread. */
  readonly elements?: number;
}

const info = (tensors: readonly Tensor[]) => tensors.map((tensor) => valueInfo(tensor, tensor.shape));

async function runGraph(
  graph: Graph,
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
  feeds: Record<string, Value>,
) {
  const given = [...inputs, ...graph.arraysFor(info(outputs)).map(({ tensor }) => tensor)];
  const session = await openSession(encodeModel(graph.toProto(info(given), info(outputs))));
  const results = await session.run(
    Object.fromEntries(
      given.map(({ name, shape }) => [name, new OrtTensor('float32', Float32Array.from(feeds[name].data), shape)]),
    ),
  );
  await session.release();
  return outputs.map((output) => ({
    shape: results[output.name].dims,
    data: [...(results[output.name].data as Float32Array)],
  }));
}

/** Each element within `tolerance` of the largest expected one (at least of 0.1). */
export function assertClose(
  actual: ArrayLike<number>,
  expected: readonly number[],
  tolerance: number,
  what: string,
): void {
  assert.equal(actual.length, expected.length, what);
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0.1);
  for (const [i, value] of expected.entries()) {
    const off = Math.abs(actual[i] - value);
    assert.ok(off <= tolerance * scale, `${what}: element ${i} is ${actual[i]}, expected ${value}`);
  }
}

/** The value and the gradients by all inputs, at a random point. @throws AssertionError */
export async function checkGradients({
  shapes,
  range: [low, high] = [-2, 2],
  build,
  elements = 60,
}: Case): Promise<void> {
  const random = Random.seeded(7);
  const graph = new Graph();
  const inputs = shapes.map((shape, i) => graph.symbol(`x${i}`, shape));
  const y = build(...inputs);
  // Project the result onto random weights, so that each of its elements counts on its own.
  const weights = graph.constant(
    Array.from({ length: sizeOf(y.shape) }, () => random.normal()),
    y.shape,
  );
  const loss = ops.sum(ops.mul(y, weights));
  const forward = graph.toProto([], [valueInfo(y, y.shape), valueInfo(loss, [])]);
  const slopes = gradients(loss, inputs);
  const feeds: Record<string, Value> = Object.fromEntries(
    inputs.map(({ name, shape }) => [
      name,
      // float32 values, so that both evaluations begin with the same numbers
      { shape, data: Array.from({ length: sizeOf(shape) }, () => Math.fround(low + (high - low) * random.uniform())) },
    ]),
  );
  for (const { tensor, data } of graph.arraysFor(info([y, loss, ...slopes]))) {
    feeds[tensor.name] = { shape: tensor.shape, data: [...data] };
  }
  const [value, ...analytic] = await runGraph(graph, inputs, [y, ...slopes], feeds);
  const expected = evaluate(forward, feeds).get(y.name)!;
  assert.deepEqual(value.shape, y.shape);
  assert.deepEqual(expected.shape, y.shape);
  assertClose(value.data, expected.data, 2e-6, 'value');
  for (const [n, { name, shape }] of inputs.entries()) {
    const chosen = feeds[name].data.flatMap((_, i) => (i % Math.ceil(sizeOf(shape) / elements) === 0 ? [i] : []));
    const differences = chosen.map((i) => {
      const element = feeds[name].data[i];
      const lossAt = (moved: number): number =>
        evaluate(forward, { ...feeds, [name]: { shape, data: feeds[name].data.with(i, moved) } }).get(loss.name)!
          .data[0];
      return (lossAt(element + STEP) - lossAt(element - STEP)) / (2 * STEP);
    });
    const found = chosen.map((i) => analytic[n].data[i]);
    assertClose(found, differences, 5e-6, `gradient by input ${n}`);
  }
}
