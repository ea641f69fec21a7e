// What is known of an imported graph before it runs: weights, and all that shapes and other constants determine.
import { sizeOf } from './graph.ts';
import type { ElementType, Graph, Shape, Tensor } from './graph.ts';

/** A constant of an imported graph, row-major. Truth values are 0 and 1. */
export interface Literal {
  readonly shape: Shape;
  readonly type: ElementType;
  readonly data: ArrayLike<number>;
}

/** The literal as a tensor of a graph. Floats are arrays, fed at every run, so that weights are in memory once. */
export function asTensor(graph: Graph, name: string, { shape, type, data }: Literal): Tensor {
  if (type !== 'float32' || shape.length === 0) return graph.constant(Array.from(data), shape, type);
  return graph.array(name, shape, () => (data instanceof Float32Array ? data : Float32Array.from(data)));
}

/** Row-major strides of a shape, 0 where a size is 1 and broadcast. */
const stridesOf = (shape: Shape): number[] => shape.map((size, i) => (size === 1 ? 0 : sizeOf(shape.slice(i + 1))));

/** For each element of a shape its coordinates. */
function* coordinates(shape: Shape): Generator<readonly number[]> {
  const at = shape.map(() => 0);
  for (let left = sizeOf(shape); left > 0; left--) {
    yield at;
    for (let axis = shape.length - 1; axis >= 0 && ++at[axis] === shape[axis]; axis--) at[axis] = 0;
  }
}

function made(shape: Shape, type: ElementType, element: (at: readonly number[]) => number): Literal {
  const data = Array.from(coordinates(shape), element);
  return { shape, type, data: type === 'float32' ? Float32Array.from(data) : data };
}

function elementAt({ shape, data }: Literal, at: readonly number[]): number {
  const strides = stridesOf(shape);
  const skipped = at.length - shape.length;
  return data[strides.reduce((offset, stride, axis) => offset + stride * at[axis + skipped], 0)];
}

function broadcastShape(...shapes: Shape[]): Shape {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, i) => {
    const sizes = shapes.map((shape) => shape[i - rank + shape.length] ?? 1);
    return sizes.find((size) => size !== 1) ?? 1;
  });
}

const elementwise =
  (operation: (...values: number[]) => number, type?: ElementType) =>
  (...inputs: Literal[]): Literal =>
    made(broadcastShape(...inputs.map(({ shape }) => shape)), type ?? inputs.at(-1)!.type, (at) =>
      operation(...inputs.map((input) => elementAt(input, at))),
    );

/** Attributes of a node: a number, or a list of numbers. */
export type NodeAttributes = Readonly<Record<string, number | readonly number[] | string | undefined>>;

const axisIn = (rank: number, axis: number): number => (axis < 0 ? axis + rank : axis);

const reshaped = (x: Literal, shape: Shape): Literal => {
  const known = sizeOf(shape.filter((size) => size !== -1));
  return { ...x, shape: shape.map((size) => (size === -1 ? sizeOf(x.shape) / known : size)) };
};

/** ONNX's Reshape: 0 keeps the size of the axis. */
export const targetShape = (from: Shape, to: ArrayLike<number>): Shape =>
  Array.from(to, (size, i) => (size === 0 ? from[i] : size));

/** The shape with axes of size 1 put in. */
export function unsqueezed(shape: Shape, axes: ArrayLike<number>): Shape {
  const rank = shape.length + axes.length;
  const added = new Set(Array.from(axes, (axis) => axisIn(rank, axis)));
  const rest = [...shape];
  return Array.from({ length: rank }, (_, i) => (added.has(i) ? 1 : rest.shift()!));
}

/** The shape without axes of size 1; default: all of them. */
export function squeezed(shape: Shape, axes?: ArrayLike<number>): Shape {
  const gone = axes && new Set(Array.from(axes, (axis) => axisIn(shape.length, axis)));
  return shape.filter((size, i) => !(gone ? gone.has(i) : size === 1));
}

/** First and last element of ONNX's Slice along an axis, with a step of 1. */
export const sliceBounds = (size: number, start: number, end: number): readonly [number, number] => {
  const within = (at: number): number => Math.max(0, Math.min(size, at < 0 ? at + size : at));
  return [within(start), within(end)];
};

/** Axes, which are an attribute in older operator sets and an input in newer ones. */
const axesOf = (given: Literal | undefined, { axes }: NodeAttributes): ArrayLike<number> | undefined =>
  Array.isArray(axes) ? (axes as readonly number[]) : given?.data;

/** What an operator makes of constants; an operator that is not here waits until the graph runs. */
export const foldings: Readonly<Record<string, (inputs: readonly Literal[], attributes: NodeAttributes) => Literal>> = {
  Identity: ([x]) => x,
  Add: (inputs) => elementwise((a, b) => a + b)(...inputs),
  Sub: (inputs) => elementwise((a, b) => a - b)(...inputs),
  Mul: (inputs) => elementwise((a, b) => a * b)(...inputs),
  Div: (inputs) => elementwise(inputs[0].type === 'float32' ? (a, b) => a / b : (a, b) => Math.trunc(a / b))(...inputs),
  Equal: (inputs) => elementwise((a, b) => Number(a === b), 'bool')(...inputs),
  Greater: (inputs) => elementwise((a, b) => Number(a > b), 'bool')(...inputs),
  Less: (inputs) => elementwise((a, b) => Number(a < b), 'bool')(...inputs),
  Where: (inputs) => elementwise((condition, a, b) => (condition ? a : b))(...inputs),
  Reshape: ([x, shape]) => reshaped(x, targetShape(x.shape, shape.data)),
  Unsqueeze: ([x, given], attributes) => ({ ...x, shape: unsqueezed(x.shape, axesOf(given, attributes) ?? []) }),
  Squeeze: ([x, given], attributes) => ({ ...x, shape: squeezed(x.shape, axesOf(given, attributes)) }),
  Expand: ([x, shape]) => made(broadcastShape(x.shape, Array.from(shape.data)), x.type, (at) => elementAt(x, at)),
  Transpose: ([x], { perm }) => {
    const axes = (perm as readonly number[] | undefined) ?? x.shape.map((_, i) => x.shape.length - 1 - i);
    return made(
      axes.map((axis) => x.shape[axis]),
      x.type,
      (at) =>
        elementAt(
          x,
          x.shape.map((_, axis) => at[axes.indexOf(axis)]),
        ),
    );
  },
  Range: ([start, limit, step]) => {
    const count = Math.max(0, Math.ceil((limit.data[0] - start.data[0]) / step.data[0]));
    if (!Number.isFinite(count)) throw new Error(`Range: there is no end to steps of ${step.data[0]}`);
    return made([count], start.type, ([i]) => start.data[0] + i * step.data[0]);
  },
  Concat: (inputs, { axis }) => {
    const at = axisIn(inputs[0].shape.length, Number(axis));
    const sizes = inputs.map(({ shape }) => shape[at]);
    const total = sizes.reduce((a, b) => a + b, 0);
    return made(inputs[0].shape.with(at, total), inputs[0].type, (where) => {
      let [part, along] = [0, where[at]];
      while (along >= sizes[part]) along -= sizes[part++];
      return elementAt(inputs[part], where.with(at, along));
    });
  },
  Slice: ([x, starts, ends, axes, steps]) => {
    if (steps && Array.from(steps.data).some((step) => step !== 1)) throw new Error('Slice: only steps of 1 are known');
    let result = x;
    for (let i = 0; i < starts.data.length; i++) {
      const axis = axisIn(x.shape.length, axes?.data[i] ?? i);
      const from = result;
      const [start, end] = sliceBounds(x.shape[axis], starts.data[i], ends.data[i]);
      result = made(from.shape.with(axis, Math.max(0, end - start)), x.type, (at) =>
        elementAt(from, at.with(axis, at[axis] + start)),
      );
    }
    return result;
  },
  Gather: ([x, indices], { axis = 0 }) => {
    const at = axisIn(x.shape.length, Number(axis));
    const rank = indices.shape.length;
    return made([...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)], x.type, (where) => {
      const chosen = axisIn(x.shape[at], elementAt(indices, where.slice(at, at + rank)));
      return elementAt(x, [...where.slice(0, at), chosen, ...where.slice(at + rank)]);
    });
  },
  NonZero: ([x]) => {
    const found = Array.from(coordinates(x.shape), (at) => [...at]).filter((_, i) => x.data[i] !== 0);
    return made([x.shape.length, found.length], 'int64', ([axis, i]) => found[i][axis]);
  },
};
