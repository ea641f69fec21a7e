// Every operator: its value against a float64 evaluation, its gradient against central differences of that evaluation.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gradients } from '../../src/learning/gradients.ts';
import { Graph } from '../../src/learning/graph.ts';
import * as ops from '../../src/learning/operators.ts';
import { checkGradients } from './gradient-check.ts';
import type { Case } from './gradient-check.ts';

const cases: Record<string, Case> = {
  'add, equal shapes': {
    shapes: [
      [2, 3],
      [2, 3],
    ],
    build: ops.add,
  },
  'add, one row broadcast': { shapes: [[4, 3], [3]], build: ops.add },
  'add, both broadcast': {
    shapes: [
      [2, 1, 3],
      [4, 1],
    ],
    build: ops.add,
  },
  'sub, scalar broadcast': { shapes: [[], [2, 3]], build: ops.sub },
  'sub from a number': { shapes: [[5]], build: (x) => ops.sub(1, x) },
  'mul, column broadcast': {
    shapes: [
      [3, 4],
      [3, 1],
    ],
    build: ops.mul,
  },
  square: { shapes: [[5]], build: ops.square },
  'mul of a tensor with itself': { shapes: [[3]], build: (x) => ops.mul(x, x) },
  'div, broadcast': { shapes: [[2, 3], [3]], range: [0.5, 2], build: ops.div },
  neg: { shapes: [[3]], build: ops.neg },
  exp: { shapes: [[3, 2]], build: ops.exp },
  log: { shapes: [[6]], range: [0.3, 3], build: ops.log },
  sqrt: { shapes: [[6]], range: [0.3, 3], build: ops.sqrt },
  sin: { shapes: [[6]], build: ops.sin },
  cos: { shapes: [[6]], build: ops.cos },
  abs: { shapes: [[8]], build: ops.abs },
  tanh: { shapes: [[8]], build: ops.tanh },
  sigmoid: { shapes: [[8]], build: ops.sigmoid },
  relu: { shapes: [[4, 4]], build: ops.relu },
  'leaky relu': { shapes: [[4, 4]], build: (x) => ops.leakyRelu(x, 0.2) },
  gelu: { shapes: [[8]], build: ops.gelu },
  reshape: { shapes: [[2, 6]], build: (x) => ops.reshape(x, [3, -1]) },
  transpose: { shapes: [[2, 3, 4]], build: (x) => ops.transpose(x, [2, 0, 1]) },
  slice: { shapes: [[4, 5]], build: (x) => ops.slice(x, -1, 1, 4) },
  pad: { shapes: [[2, 3, 2]], build: (x) => ops.pad(x, 1, 2, 1) },
  repeat: { shapes: [[2, 3, 2]], build: (x) => ops.repeat(x, 1, 3) },
  reflect: { shapes: [[2, 4]], build: (x) => ops.reflect(x, -1, 2, 3) },
  scatter: {
    shapes: [[2, 3], [2]],
    build: (x, values) => ops.scatter(x, [4, 1], values),
  },
  pick: { shapes: [[2, 3]], build: (x) => ops.pick(x, [5, 0, 2]) },
  concat: {
    shapes: [
      [2, 3],
      [2, 1],
      [2, 2],
    ],
    build: (...parts) => ops.concat(parts, 1),
  },
  'concat of a tensor with itself': { shapes: [[2, 3]], build: (x) => ops.concat([x, x], 0) },
  'concat into a product': {
    shapes: [
      [3, 2],
      [3, 1],
      [3, 3],
    ],
    build: (a, b, w) => ops.gemm(ops.concat([a, b], 1), w),
  },
  'concat into a transposed product': {
    shapes: [
      [4, 2],
      [4, 1],
      [4, 3],
    ],
    build: (a, b, w) => ops.gemm(ops.concat([a, b], 1), w, { transA: true }),
  },
  'concat into a product with a transposed matrix': {
    shapes: [
      [4, 2],
      [4, 1],
      [5, 3],
    ],
    build: (a, b, w) => ops.gemm(ops.concat([a, b], 1), w, { transB: true }),
  },
  'concat of rows into a product': {
    shapes: [
      [2, 3],
      [1, 3],
      [3, 2],
    ],
    build: (a, b, w) => ops.gemm(ops.concat([a, b], 0), w),
  },
  'gather, repeated rows': {
    shapes: [[4, 3]],
    build: (table) => ops.gather(table, table.graph.constant([2, 0, 2, 3, 2, 0], [3, 2], 'int32')),
  },
  'sum of all': { shapes: [[2, 3]], build: (x) => ops.sum(x) },
  'sum over an axis': { shapes: [[2, 3, 4]], build: (x) => ops.sum(x, [1]) },
  'sum over axes, kept': { shapes: [[2, 3, 4]], build: (x) => ops.sum(x, [0, -1], true) },
  'mean over axes': { shapes: [[2, 3, 4]], build: (x) => ops.mean(x, [0, 2]) },
  'mean, kept': { shapes: [[3, 1, 4]], build: (x) => ops.mean(x, [-1], true) },
  gemm: {
    shapes: [
      [2, 3],
      [3, 4],
    ],
    build: (a, b) => ops.gemm(a, b),
  },
  'gemm, A transposed': {
    shapes: [
      [3, 2],
      [3, 4],
    ],
    build: (a, b) => ops.gemm(a, b, { transA: true }),
  },
  'gemm, A transposed, many columns': {
    shapes: [
      [3, 2],
      [3, 130],
    ],
    build: (a, b) => ops.gemm(a, b, { transA: true }),
  },
  'gemm, B transposed': {
    shapes: [
      [2, 3],
      [4, 3],
    ],
    build: (a, b) => ops.gemm(a, b, { transB: true }),
  },
  'gemm, both transposed': {
    shapes: [
      [3, 2],
      [4, 3],
    ],
    build: (a, b) => ops.gemm(a, b, { transA: true, transB: true }),
  },
  'gemm with bias': { shapes: [[2, 3], [3, 4], [4]], build: (a, b, bias) => ops.gemm(a, b, { bias: bias }) },
  'matmul, one matrix for all': {
    shapes: [
      [2, 3, 4],
      [4, 2],
    ],
    build: ops.matmul,
  },
  'matmul, batched': {
    shapes: [
      [2, 3, 4],
      [2, 4, 2],
    ],
    build: ops.matmul,
  },
  conv1d: {
    shapes: [
      [2, 5, 3],
      [3, 3, 2],
    ],
    build: (x, k) => ops.conv1d(x, k),
  },
  'conv1d, bias and dilation': {
    shapes: [[2, 6, 2], [3, 2, 3], [3]],
    build: (x, k, bias) => ops.conv1d(x, k, { bias: bias, dilation: 2 }),
  },
  'layer norm': { shapes: [[3, 5], [5], [5]], build: (x, scale, shift) => ops.layerNorm(x, scale, shift) },
  'mean squared error': {
    shapes: [
      [3, 4],
      [3, 4],
    ],
    build: ops.meanSquaredError,
  },
};

describe('operators', () => {
  for (const [name, definition] of Object.entries(cases)) test(name, () => checkGradients(definition));

  test('wrong shapes are refused when the graph is built, with the shapes', () => {
    const graph = new Graph();
    const a = graph.symbol('a', [2, 3]);
    const b = graph.symbol('b', [4, 5]);
    assert.throws(() => ops.add(a, b), /Add: the shapes can't be broadcast \(a \[2,3\], b \[4,5\]\)/);
    assert.throws(() => ops.gemm(a, b), /Gemm: the inner sizes differ/);
    assert.throws(() => ops.reshape(a, [4, -1]), /Reshape: can't become \[4,-1\]/);
    assert.throws(() => ops.slice(a, 1, 2, 4), /Slice: there is no range 2 to 4/);
    assert.throws(() => ops.concat([a, b], 0), /Concat: the shapes differ/);
    assert.throws(() => ops.sum(a, [2]), /there is no axis 2/);
    assert.throws(() => ops.transpose(a, [0, 0]), /no permutation/);
    assert.throws(() => ops.repeat(a, 0, 0), /can't repeat 0 times/);
    assert.throws(() => ops.reflect(a, 1, 3, 0), /can't mirror 3 and 0/);
    assert.throws(() => ops.scatter(a, [1, 1], graph.symbol('v', [2])), /not different/);
    assert.throws(() => ops.scatter(a, [1], graph.symbol('v', [2])), /as many values/);
    assert.throws(
      () => ops.conv1d(graph.symbol('x', [1, 4, 2]), graph.symbol('k', [2, 2, 1])),
      /the width must be odd/,
    );
    assert.throws(() => ops.meanSquaredError(a, b), /differ in shape/);
    assert.throws(() => gradients(a, [a]), /must be a scalar/);
    assert.throws(() => gradients(ops.sum(a), [b]), /does not depend on "b"/);
  });
});
