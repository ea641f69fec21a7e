// Operators over sound: value against a float64 evaluation, gradients against central differences of that evaluation.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  adaptiveNorm,
  convolution,
  instanceNorm,
  snake,
  transposedConvolution,
} from '../../src/learning/convolution.ts';
import { Graph, sizeOf } from '../../src/learning/graph.ts';
import type { Shape, Tensor } from '../../src/learning/graph.ts';
import { Random } from '../../src/learning/random.ts';
import { checkGradients } from './gradient-check.ts';
import type { Case } from './gradient-check.ts';

/** A frozen weight. */
function frozen(like: Tensor, shape: Shape): Tensor {
  const random = Random.seeded(11);
  const values = Float32Array.from({ length: sizeOf(shape) }, () => random.normal());
  return like.graph.array(`frozen ${shape.join()}`, shape, () => values);
}

const cases: Record<string, Case> = {
  convolution: { shapes: [[2, 3, 7], [4, 3, 3], [4]], build: (x, k, bias) => convolution(x, k, { bias }) },
  'convolution, dilated and padded': {
    shapes: [
      [1, 2, 9],
      [3, 2, 3],
    ],
    build: (x, k) => convolution(x, k, { dilation: 3, padding: [3, 1] }),
  },
  'convolution, strided, the last sample unseen': {
    shapes: [
      [2, 2, 10],
      [3, 2, 4],
    ],
    build: (x, k) => convolution(x, k, { stride: 3, padding: [1, 1] }),
  },
  'convolution in groups': {
    shapes: [
      [2, 4, 6],
      [6, 2, 3],
    ],
    build: (x, k) => convolution(x, k, { groups: 2, padding: [1, 1] }),
  },
  'convolution with a frozen kernel': {
    shapes: [[2, 4, 9], [6]],
    build: (x, bias) => convolution(x, frozen(x, [6, 2, 3]), { bias, groups: 2, dilation: 2, padding: [2, 3] }),
  },
  'convolution with a frozen kernel, padded beyond its reach': {
    shapes: [[1, 2, 5]],
    build: (x) => convolution(x, frozen(x, [3, 2, 3]), { padding: [4, 0] }),
  },
  'strided convolution with a frozen kernel': {
    shapes: [[1, 2, 9]],
    build: (x) => convolution(x, frozen(x, [3, 2, 4]), { stride: 2, padding: [1, 0] }),
  },
  'transposed convolution': {
    shapes: [[2, 3, 4], [3, 2, 5], [2]],
    build: (x, k, bias) => transposedConvolution(x, k, { bias, stride: 3, padding: [1, 2] }),
  },
  'transposed convolution, each channel on its own, with room after the end': {
    shapes: [[2, 3, 4], [3, 1, 3], [3]],
    build: (x, k, bias) => transposedConvolution(x, k, { bias, stride: 2, padding: [1, 1], extra: 1, groups: 3 }),
  },
  'transposed convolution, dilated, frozen': {
    shapes: [[1, 2, 5]],
    build: (x) => transposedConvolution(x, frozen(x, [2, 3, 3]), { dilation: 2 }),
  },
  'instance norm': { shapes: [[2, 3, 6]], build: (x) => instanceNorm(x) },
  'instance norm along the first axis': { shapes: [[5, 2]], build: (x) => instanceNorm(x, 0.1, 0) },
  'adaptive norm': {
    shapes: [
      [2, 3, 6],
      [2, 3, 1],
      [2, 3, 1],
    ],
    build: (x, scale, shift) => adaptiveNorm(x, scale, shift),
  },
  'adaptive norm, one scale for all rows': {
    shapes: [
      [2, 3, 4],
      [1, 3, 1],
      [1, 3, 1],
    ],
    build: (x, scale, shift) => adaptiveNorm(x, scale, shift, 0.1),
  },
  snake: {
    shapes: [[1, 2, 5]],
    build: (x) => snake(x, x.graph.constant([0.5, 2], [1, 2, 1]), x.graph.constant([2, 0.7], [1, 2, 1])),
  },
};

describe('operators over sound', () => {
  for (const [name, definition] of Object.entries(cases)) test(name, () => checkGradients(definition));

  test('what does not fit is refused when the graph is built, with the shapes', () => {
    const graph = new Graph();
    const [x, kernel] = [graph.symbol('x', [1, 4, 6]), graph.symbol('k', [3, 2, 3])];
    assert.throws(() => convolution(x, kernel), /Conv: needs .* \(x \[1,4,6\], k \[3,2,3\]\)/);
    assert.throws(() => convolution(graph.symbol('y', [1, 2, 2]), kernel), /Conv: the kernel is wider/);
    assert.throws(() => transposedConvolution(x, kernel), /ConvTranspose: needs/);
    const narrow = graph.symbol('n', [1, 3, 6]);
    assert.throws(() => transposedConvolution(narrow, kernel, { padding: [9, 9] }), /leaves nothing/);
    assert.throws(() => transposedConvolution(narrow, kernel, { stride: 2, extra: 2 }), /can't add 2/);
    assert.throws(() => adaptiveNorm(x, x, x), /adaptive norm: scale and shift must be/);
  });

  test('an array has one shape', () => {
    const graph = new Graph();
    const array = (length: number) => graph.array('w', [length], () => new Float32Array(length));
    assert.equal(array(2), array(2));
    assert.throws(() => array(3), /the array "w" has two shapes/);
  });
});
