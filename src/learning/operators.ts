// The operators of the models: shapes are checked here, when the graph is built, and each operator knows its gradient.
// What can be composed of other operators is, and gets its gradient from them.
import { sameShape, sizeOf } from './graph.ts';
import type { Shape, Tensor } from './graph.ts';

/** A tensor, or a number that stands for a constant. */
type Operand = Tensor | number;

export function fail(operator: string, reason: string, ...tensors: readonly Tensor[]): never {
  throw new Error(`${operator}: ${reason} (${tensors.map((t) => `${t.name} [${t.shape.join()}]`).join(', ')})`);
}

/** An axis counted from the beginning; counted from the end it is negative. @throws Error when there is none */
export function axisOf(operator: string, x: Tensor, axis: number): number {
  const found = axis < 0 ? axis + x.shape.length : axis;
  if (!Number.isInteger(found) || found < 0 || found >= x.shape.length) fail(operator, `there is no axis ${axis}`, x);
  return found;
}

/** A list of integers, as many operators take it. */
export const int64s = (x: Tensor, values: readonly number[]): Tensor =>
  x.graph.constant(values, [values.length], 'int64');

// --- elementwise -----------------------------------------------------------------------------------------------------

function operands(a: Operand, b: Operand): [Tensor, Tensor] {
  const graph = typeof a === 'object' ? a.graph : (b as Tensor).graph;
  const lift = (x: Operand): Tensor => (typeof x === 'number' ? graph.constant(x) : x);
  return [lift(a), lift(b)];
}

/** The shape of two tensors that are broadcast against each other (numpy's rules). */
function broadcast(operator: string, a: Tensor, b: Tensor): Shape {
  const rank = Math.max(a.shape.length, b.shape.length);
  return Array.from({ length: rank }, (_, i) => {
    const m = a.shape[i - rank + a.shape.length] ?? 1;
    const n = b.shape[i - rank + b.shape.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) fail(operator, "the shapes can't be broadcast", a, b);
    return m === 1 ? n : m;
  });
}

/** Sum a gradient over the axes along which `shape` was broadcast. */
export function unbroadcast(gradient: Tensor, shape: Shape): Tensor {
  const extra = gradient.shape.length - shape.length;
  const axes = gradient.shape.flatMap((size, i) => (i < extra || (shape[i - extra] === 1 && size !== 1) ? [i] : []));
  return reshape(axes.length > 0 ? sum(gradient, axes) : gradient, shape);
}

function binary(
  operator: string,
  left: Operand,
  right: Operand,
  backward: (upstream: Tensor, a: Tensor, b: Tensor) => [Tensor, Tensor],
): Tensor {
  const [a, b] = operands(left, right);
  return a.graph.node(operator, [a, b], broadcast(operator, a, b), {
    backward: (upstream) => {
      const [da, db] = backward(upstream, a, b);
      return [unbroadcast(da, a.shape), unbroadcast(db, b.shape)];
    },
  });
}

/** a + b, broadcast. */
export const add = (a: Operand, b: Operand): Tensor => binary('Add', a, b, (dy) => [dy, dy]);
/** a − b, broadcast. */
export const sub = (a: Operand, b: Operand): Tensor => binary('Sub', a, b, (dy) => [dy, neg(dy)]);
/** a · b elementwise, broadcast. */
export const mul = (a: Operand, b: Operand): Tensor => binary('Mul', a, b, (dy, a, b) => [mul(dy, b), mul(dy, a)]);
/** a / b elementwise, broadcast. */
export const div = (a: Operand, b: Operand): Tensor =>
  binary('Div', a, b, (dy, a, b) => [div(dy, b), neg(div(mul(dy, a), mul(b, b)))]);

function unary(
  operator: string,
  x: Tensor,
  backward: (upstream: Tensor, y: Tensor) => Tensor,
  attributes: Readonly<Record<string, number>> = {},
): Tensor {
  const y: Tensor = x.graph.node(operator, [x], x.shape, { attributes, backward: (dy) => [backward(dy, y)] });
  return y;
}

export const neg = (x: Tensor): Tensor => unary('Neg', x, (dy) => neg(dy));
export const exp = (x: Tensor): Tensor => unary('Exp', x, (dy, y) => mul(dy, y));
export const log = (x: Tensor): Tensor => unary('Log', x, (dy) => div(dy, x));
export const sin = (x: Tensor): Tensor => unary('Sin', x, (dy) => mul(dy, cos(x)));
export const cos = (x: Tensor): Tensor => unary('Cos', x, (dy) => mul(dy, neg(sin(x))));
export const sqrt = (x: Tensor): Tensor => unary('Sqrt', x, (dy, y) => div(dy, mul(y, 2)));
export const abs = (x: Tensor): Tensor => unary('Abs', x, (dy) => mul(dy, sign(x)));
/** −1, 0 or 1; constant as far as gradients go. */
const sign = (x: Tensor): Tensor => x.graph.node('Sign', [x], x.shape);
export const tanh = (x: Tensor): Tensor => unary('Tanh', x, (dy, y) => mul(dy, sub(1, mul(y, y))));
export const sigmoid = (x: Tensor): Tensor => unary('Sigmoid', x, (dy, y) => mul(dy, mul(y, sub(1, y))));
export const square = (x: Tensor): Tensor =>
  x.graph.node('Mul', [x, x], x.shape, { backward: (dy) => [mul(dy, mul(x, 2))] });
/**
 * 1 where x is positive, else 0: a sigmoid of straight lines, so steep that no activation lies on its slope. One pass;
 * measured twice as fast as two casts, and ten times as fast as Sign, which is not vectorized.
 */
const positive = (x: Tensor): Tensor =>
  x.graph.node('HardSigmoid', [x], x.shape, { attributes: { alpha: 1e30, beta: 0 } });
export const relu = (x: Tensor): Tensor => unary('Relu', x, (dy, y) => mul(dy, positive(y)));
/** x where it is positive, else `slope` · x. */
export const leakyRelu = (x: Tensor, slope = 0.01): Tensor =>
  unary('LeakyRelu', x, (dy, y) => mul(dy, add(mul(positive(y), 1 - slope), slope)), { alpha: slope });
const erf = (x: Tensor): Tensor => unary('Erf', x, (dy) => mul(dy, mul(exp(neg(mul(x, x))), 2 / Math.sqrt(Math.PI))));
/** Gaussian error linear unit, exact form (Hendrycks & Gimpel 2016): x · Φ(x). */
export const gelu = (x: Tensor): Tensor => mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1));

// --- shape -----------------------------------------------------------------------------------------------------------

/** The same elements in another shape; one size may be −1. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  const known = sizeOf(shape.filter((size) => size !== -1));
  const full = shape.map((size) => (size === -1 ? sizeOf(x.shape) / known : size));
  if (sizeOf(full) !== sizeOf(x.shape) || full.some((size) => !Number.isInteger(size) || size < 0)) {
    fail('Reshape', `can't become [${shape.join()}]`, x);
  }
  if (sameShape(full, x.shape)) return x;
  return x.graph.node('Reshape', [x, int64s(x, full)], full, {
    backward: (dy) => [reshape(dy, x.shape)],
    type: x.type,
  });
}

/** Axis i of the result is axis `permutation[i]` of x. */
export function transpose(x: Tensor, permutation: readonly number[]): Tensor {
  const inverse = x.shape.map((_, axis) => permutation.indexOf(axis));
  if (permutation.length !== x.shape.length || inverse.includes(-1)) {
    fail('Transpose', `[${permutation.join()}] is no permutation of the axes`, x);
  }
  return x.graph.node(
    'Transpose',
    [x],
    permutation.map((axis) => x.shape[axis]),
    { attributes: { perm: permutation }, backward: (dy) => [transpose(dy, inverse)] },
  );
}

/** Elements `start` up to, not including, `end` along an axis. */
export function slice(x: Tensor, axis: number, start: number, end: number): Tensor {
  const at = axisOf('Slice', x, axis);
  const size = x.shape[at];
  if (!(start >= 0 && start < end && end <= size))
    fail('Slice', `there is no range ${start} to ${end} on axis ${axis}`, x);
  const inputs = [x, ...[[start], [end], [at]].map((values) => int64s(x, values))];
  return x.graph.node('Slice', inputs, x.shape.with(at, end - start), {
    backward: (dy) => [pad(dy, at, start, size - end)],
  });
}

/** `before` and `after` zeros around x along an axis. */
export function pad(x: Tensor, axis: number, before: number, after: number): Tensor {
  const at = axisOf('Pad', x, axis);
  if (before === 0 && after === 0) return x;
  if (!(before >= 0 && after >= 0)) fail('Pad', `can't pad by ${before} and ${after}`, x);
  const size = x.shape[at];
  const widths = (width: number): number[] => x.shape.map((_, i) => (i === at ? width : 0));
  return x.graph.node(
    'Pad',
    [x, int64s(x, [...widths(before), ...widths(after)])],
    x.shape.with(at, before + size + after),
    {
      backward: (dy) => [slice(dy, at, before, before + size)],
    },
  );
}

/** Tensors one after another along an axis; all other axes are of the same size. */
export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const [first] = parts;
  if (!first) throw new Error('Concat: there is nothing to join');
  const at = axisOf('Concat', first, axis);
  for (const part of parts) {
    const other = part.shape.length === first.shape.length ? part.shape.with(at, first.shape[at]) : [];
    if (!sameShape(other, first.shape)) fail('Concat', 'the shapes differ', ...parts);
  }
  const ends = parts.map((_, i) => parts.slice(0, i + 1).reduce((end, part) => end + part.shape[at], 0));
  return first.graph.node('Concat', parts, first.shape.with(at, ends.at(-1)!), {
    attributes: { axis: at },
    backward: (dy) => parts.map((part, i) => cut(dy, at, ends[i] - part.shape[at], ends[i])),
  });
}

/**
 * A slice of a gradient. Columns of a product are a product with fewer columns: of the gradient by a layer's joined inputs
 * only those columns are computed that lead on to parameters.
 */
function cut(x: Tensor, axis: number, start: number, end: number): Tensor {
  const producer = x.graph.tape.find(({ outputs }) => outputs.includes(x));
  if (producer?.proto.opType !== 'Gemm' || producer.inputs.length > 2 || axis !== 1) return slice(x, axis, start, end);
  const [a, b] = producer.inputs;
  const [transA, transB] = ['transA', 'transB'].map((name) =>
    producer.proto.attribute?.some((attribute) => attribute.name === name && attribute.i === 1),
  );
  return gemm(a, slice(b, transB ? 0 : 1, start, end), { transA, transB });
}

/** Each element along an axis `times` times, one after the other: nearest-neighbour interpolation. */
export function repeat(x: Tensor, axis: number, times: number): Tensor {
  const at = axisOf('Expand', x, axis);
  if (!(Number.isInteger(times) && times > 0)) fail('Expand', `can't repeat ${times} times`, x);
  const shape = x.shape.with(at, x.shape[at] * times);
  const apart = [...x.shape.slice(0, at + 1), times, ...x.shape.slice(at + 1)];
  const single = reshape(x, apart.with(at + 1, 1));
  const spread = x.graph.node('Expand', [single, int64s(x, apart)], apart, {
    backward: (dy) => [sum(dy, [at + 1], true)],
  });
  return reshape(spread, shape);
}

/** `before` and `after` elements around x along an axis, mirrored at its first and last element. */
export function reflect(x: Tensor, axis: number, before: number, after: number): Tensor {
  const at = axisOf('Pad', x, axis);
  const last = x.shape[at] - 1;
  if (!(before >= 0 && before <= last && after >= 0 && after <= last)) {
    fail('Pad', `can't mirror ${before} and ${after} elements`, x);
  }
  const element = (i: number): Tensor => slice(x, at, i, i + 1);
  const left = Array.from({ length: before }, (_, i) => element(before - i));
  const right = Array.from({ length: after }, (_, i) => element(last - 1 - i));
  return concat([...left, x, ...right], at);
}

/** x with other values at some places: `places` are different row-major positions, `values` as many elements. */
export function scatter(x: Tensor, places: readonly number[], values: Tensor): Tensor {
  const size = sizeOf(x.shape);
  if (new Set(places).size !== places.length || places.some((place) => !(place >= 0 && place < size))) {
    fail('ScatterND', 'the places are not different ones of x', x);
  }
  if (places.length !== sizeOf(values.shape)) fail('ScatterND', 'there are not as many values as places', x, values);
  const indices = x.graph.constant(places, [places.length, 1], 'int64');
  const inputs = [reshape(x, [size]), indices, reshape(values, [places.length])];
  const y = x.graph.node('ScatterND', inputs, [size], {
    backward: (dy) => {
      const zeros = x.graph.constant(Array<number>(places.length).fill(0), [places.length]);
      return [scatter(dy, places, zeros), undefined, pick(dy, places)];
    },
  });
  return reshape(y, x.shape);
}

/** The elements of x at different row-major positions. */
export function pick(x: Tensor, places: readonly number[]): Tensor {
  const size = sizeOf(x.shape);
  const flat = reshape(x, [size]);
  const indices = x.graph.constant(places, [places.length], 'int64');
  return x.graph.node('Gather', [flat, indices], [places.length], {
    attributes: { axis: 0 },
    backward: (dy) => [scatter(x.graph.constant(Array<number>(size).fill(0), [size]), places, dy)],
  });
}

/** Rows of `table` [rows, …] chosen by int32 `indices`: an embedding. */
export function gather(table: Tensor, indices: Tensor): Tensor {
  const [rows, ...row] = table.shape;
  if (rows === undefined || indices.type !== 'int32') fail('Gather', 'needs a table and int32 indices', table, indices);
  return table.graph.node('Gather', [table, indices], [...indices.shape, ...row], {
    attributes: { axis: 0 },
    // A product with rows of the identity adds in a fixed order, which ONNX's scatter-add does not promise, and is faster
    // than its OneHot for tables of up to some hundred rows.
    backward: (dy) => {
      const count = sizeOf(indices.shape);
      const diagonal = Array.from({ length: rows * rows }, (_, i) => (i % (rows + 1) === 0 ? 1 : 0));
      const identity = table.graph.constant(diagonal, [rows, rows]);
      const chosen = gather(identity, reshape(indices, [count]));
      return [reshape(gemm(chosen, reshape(dy, [count, sizeOf(row)]), { transA: true }), table.shape)];
    },
  });
}

// --- reductions ------------------------------------------------------------------------------------------------------

/** Sum over `axes` (default: all), which vanish, or stay with size 1 when `keep`. */
export function sum(x: Tensor, axes: readonly number[] = x.shape.map((_, i) => i), keep = false): Tensor {
  const gone = new Set(axes.map((axis) => axisOf('ReduceSum', x, axis)));
  if (gone.size === 0) return x;
  const kept = x.shape.map((size, i) => (gone.has(i) ? 1 : size));
  return x.graph.node('ReduceSum', [x, int64s(x, [...gone])], keep ? kept : x.shape.filter((_, i) => !gone.has(i)), {
    attributes: { keepdims: keep ? 1 : 0 },
    backward: (dy) => [x.graph.node('Expand', [reshape(dy, kept), int64s(x, x.shape)], x.shape)],
  });
}

/** Mean over `axes` (default: all). */
export function mean(x: Tensor, axes: readonly number[] = x.shape.map((_, i) => i), keep = false): Tensor {
  const count = sizeOf(axes.map((axis) => x.shape[axisOf('ReduceMean', x, axis)]));
  return mul(sum(x, axes, keep), 1 / count);
}

// --- products --------------------------------------------------------------------------------------------------------

/**
 * A product of matrices, either one transposed, plus a bias of one row: A · B + bias. Transposing B costs nothing. A is
 * transposed anew for every 128 columns of the result: where these are many, a transposed copy is faster (an eighth).
 */
export function gemm(
  a: Tensor,
  b: Tensor,
  options: { readonly transA?: boolean; readonly transB?: boolean; readonly bias?: Tensor } = {},
): Tensor {
  const { transA = false, transB = false, bias } = options;
  if (a.shape.length !== 2 || b.shape.length !== 2) fail('Gemm', 'needs two matrices', a, b);
  const [m, inner] = transA ? a.shape.toReversed() : a.shape;
  const [innerB, n] = transB ? b.shape.toReversed() : b.shape;
  if (inner !== innerB) fail('Gemm', 'the inner sizes differ', a, b);
  if (bias && !sameShape(bias.shape, [n])) fail('Gemm', `the bias must be [${n}]`, bias);
  if (transA && n > 128) return gemm(transpose(a, [1, 0]), b, { ...options, transA: false });
  return a.graph.node('Gemm', bias ? [a, b, bias] : [a, b], [m, n], {
    attributes: { transA: transA ? 1 : 0, transB: transB ? 1 : 0 },
    backward: (dy) => [
      transA ? gemm(b, dy, { transA: transB, transB: true }) : gemm(dy, b, { transB: !transB }),
      transB ? gemm(dy, a, { transA: true, transB: transA }) : gemm(a, dy, { transA: !transA }),
      ...(bias ? [columnSums(dy)] : []),
    ],
  });
}

/** Sum over the rows of a matrix, as a product: measured five times faster than ReduceSum over the first axis. */
function columnSums(x: Tensor): Tensor {
  const [rows, columns] = x.shape;
  const ones = x.graph.constant(Array<number>(rows).fill(1), [1, rows]);
  return reshape(gemm(ones, x), [columns]);
}

/** Matrix product over the last two axes; leading axes are equal, or b is one matrix for all. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const inner = a.shape.at(-1);
  if (a.shape.length < 2 || b.shape.length < 2 || inner !== b.shape.at(-2))
    fail('MatMul', 'the inner sizes differ', a, b);
  const lead = a.shape.slice(0, -1);
  if (b.shape.length === 2) return reshape(gemm(reshape(a, [-1, inner!]), b), [...lead, b.shape[1]]);
  if (!sameShape(a.shape.slice(0, -2), b.shape.slice(0, -2))) fail('MatMul', 'the leading sizes differ', a, b);
  const rank = a.shape.length;
  const swap = [...Array(rank - 2).keys(), rank - 1, rank - 2];
  return a.graph.node('MatMul', [a, b], [...lead, b.shape.at(-1)!], {
    backward: (dy) => [matmul(dy, transpose(b, swap)), matmul(transpose(a, swap), dy)],
  });
}

/**
 * 1-D convolution (cross-correlation) that keeps the length: x [batch, time, channels], kernel [width, channels, filters],
 * zeros beyond both ends, an odd width. It is one matrix product with the windows of x (im2col); its gradient by x is a
 * convolution with the mirrored kernel, which is faster than adding up the windows' gradients.
 */
export function conv1d(
  x: Tensor,
  kernel: Tensor,
  options: { readonly bias?: Tensor; readonly dilation?: number } = {},
): Tensor {
  const { bias, dilation = 1 } = options;
  const [batch, time, channels] = x.shape;
  const [width, kernelChannels, filters] = kernel.shape;
  if (x.shape.length !== 3 || kernel.shape.length !== 3 || kernelChannels !== channels) {
    fail('Conv', 'needs [batch, time, channels] and [width, channels, filters]', x, kernel);
  }
  if (width % 2 !== 1) fail('Conv', 'the width must be odd', kernel);
  const columns = windows(x, width, dilation);
  const flat = reshape(kernel, [width * channels, filters]);
  const inputs = bias ? [columns, flat, bias] : [columns, flat];
  const product = x.graph.node('Gemm', inputs, [batch * time, filters], {
    sources: bias ? [x, kernel, bias] : [x, kernel],
    backward: (dy) => {
      const order = x.graph.constant([...Array(width).keys()].reverse(), [width], 'int32');
      const mirrored = transpose(gather(kernel, order), [0, 2, 1]);
      return [
        conv1d(reshape(dy, [batch, time, filters]), mirrored, { dilation }),
        reshape(gemm(columns, dy, { transA: true }), kernel.shape),
        ...(bias ? [columnSums(dy)] : []),
      ];
    },
  });
  return reshape(product, [batch, time, filters]);
}

/** For each frame of x [batch, time, channels] the frames around it side by side: [batch · time, width · channels]. */
function windows(x: Tensor, width: number, dilation: number): Tensor {
  const [batch, time, channels] = x.shape;
  const reach = ((width - 1) / 2) * dilation;
  const frames = Array.from({ length: time * width }, (_, i) => Math.floor(i / width) + (i % width) * dilation);
  const columns = x.graph.node(
    'Gather',
    [pad(x, 1, reach, reach), x.graph.constant(frames, [frames.length], 'int32')],
    [batch, frames.length, channels],
    { attributes: { axis: 1 } },
  );
  return reshape(columns, [batch * time, width * channels]);
}

// --- normalizations --------------------------------------------------------------------------------------------------

/** Layer normalization over the last axis (Ba et al. 2016): zero mean, unit variance, then scale and shift, both [size]. */
export function layerNorm(x: Tensor, scale: Tensor, shift: Tensor, epsilon = 1e-5): Tensor {
  const size = x.shape.at(-1) ?? fail('LayerNormalization', 'needs an axis', x);
  if (!sameShape(scale.shape, [size]) || !sameShape(shift.shape, [size])) {
    fail('LayerNormalization', `scale and shift must be [${size}]`, x, scale, shift);
  }
  const ones = x.graph.constant(
    Array.from({ length: size }, () => 1),
    [size],
  );
  const statistic = { shape: [...x.shape.slice(0, -1), 1] };
  const [normal, , inverseDeviation] = x.graph.nodes(
    'LayerNormalization',
    [x, ones],
    [{ shape: x.shape }, statistic, statistic],
    {
      attributes: { axis: -1, epsilon },
      backward: (dy) => {
        const along = mean(mul(dy, normal), [-1], true);
        return [mul(inverseDeviation, sub(sub(dy, mean(dy, [-1], true)), mul(normal, along)))];
      },
    },
  );
  return add(mul(normal, scale), shift);
}

// --- losses: one figure per row --------------------------------------------------------------------------------------

/** Mean squared error of each row: [batch, …] → [batch]. */
export function meanSquaredError(prediction: Tensor, target: Tensor): Tensor {
  if (!sameShape(prediction.shape, target.shape))
    fail('loss', 'prediction and target differ in shape', prediction, target);
  const figures = square(sub(prediction, target));
  return mean(
    figures,
    figures.shape.map((_, i) => i).filter((i) => i > 0),
  );
}
