// Takes an ONNX graph in: its nodes become operators with gradients, its weights constants. What is to be learnt, or comes
// from elsewhere, is given under the name that it has in the ONNX graph.
//
//   const decoder = readModel(bytes); // once: keep it
//   const model = defineModel({
//     inputs: { phones: { shape: [512, 32] } },
//     targets: { … },
//     predict(scope, { phones }) {
//       const style = scope('style', [1, 128], () => begin.slice());
//       const { audio } = importGraph(phones.graph, decoder, {
//         given: { '/decoder/Slice_output_0': style, '/encoder/MatMul_1_output_0': phones },
//         wanted: ['audio'],
//       });
//       return { audio: reshape(audio, [1, -1]) };
//     },
//     loss: ({ audio }, targets) => …,
//   });
//
// Only what leads from given tensors to the loss gets a backward, and constants no gradient. Gradients of a weight are had by
// giving it: `given: { [name]: add(weightOf(graph, decoder, name), scope('change', shape, zeros)) }`.
import { adaptiveNorm, convolution, instanceNorm, snake, transposedConvolution } from './convolution.ts';
import type { Graph, Tensor } from './graph.ts';
import { sameShape, sizeOf } from './graph.ts';
import { asTensor, foldings, sliceBounds, squeezed, targetShape, unsqueezed } from './literal.ts';
import type { Literal } from './literal.ts';
import { elementType } from './onnx-model.ts';
import type { OnnxModel, OnnxNode } from './onnx-model.ts';
import * as ops from './operators.ts';

export { readModel } from './onnx-model.ts';
export type { OnnxModel } from './onnx-model.ts';

type Value = Tensor | Literal;
const isTensor = (value: Value): value is Tensor => 'graph' in value;

/** A weight as a constant of a graph. @throws Error when there is none of this name */
export function weightOf(graph: Graph, model: OnnxModel, name: string): Tensor {
  const literal = model.constants.get(name);
  if (!literal) throw new Error(`the model has no weight "${name}"`);
  return asTensor(graph, name, literal);
}

/**
 * Append the nodes that `wanted` need, all sizes known.
 *
 * @param options.given by name in the ONNX graph: inputs, inner tensors (what leads to them is left out), weights
 * @returns `wanted`, by name
 * @throws Error naming an operator that is not known, or a tensor that must be given
 */
export function importGraph<Name extends string>(
  graph: Graph,
  model: OnnxModel,
  options: { readonly given: Readonly<Record<string, Tensor>>; readonly wanted: readonly Name[] },
): Record<Name, Tensor> {
  const importing = new Import(graph, model, new Map(Object.entries(options.given)));
  return Object.fromEntries(options.wanted.map((name) => [name, importing.tensor(name)])) as Record<Name, Tensor>;
}

class Import {
  readonly graph: Graph;
  readonly #model: OnnxModel;
  readonly #given: ReadonlyMap<string, Tensor>;
  readonly #values = new Map<string, Value>();
  readonly #makers: ReadonlyMap<string, OnnxNode>;

  constructor(graph: Graph, model: OnnxModel, given: ReadonlyMap<string, Tensor>) {
    this.graph = graph;
    this.#model = model;
    this.#given = given;
    this.#makers = new Map(model.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
    for (const name of given.keys()) {
      if (!this.#makers.has(name) && !model.nodes.some((node) => node.inputs.includes(name))) {
        throw new Error(`the graph has no tensor "${name}" that could be given`);
      }
    }
  }

  /** The node that makes a tensor; undefined: it is given, or a constant, or an input. */
  maker(name: string): OnnxNode | undefined {
    return this.#given.has(name) ? undefined : this.#makers.get(name);
  }

  /** A value that is not a constant as far as this import knows. */
  value(name: string): Value {
    const known = this.#given.get(name) ?? this.#values.get(name) ?? this.#model.constants.get(name);
    if (known) return known;
    // Without recursion: a graph may be deeper than the stack. It ends because the nodes are in order.
    const open = [name];
    for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
      const node = this.maker(next);
      if (!node) throw new Error(`"${next}" must be given: nothing in the graph makes it`);
      const pattern = patternOf(this, node);
      const missing = (pattern?.needs ?? node.inputs).filter((input) => input !== '' && !this.#knows(input));
      if (missing.length > 0) {
        open.push(...missing);
        continue;
      }
      for (const [i, made] of (pattern ? [pattern.make()] : this.#made(node)).entries()) {
        if (node.outputs[i]) this.#values.set(node.outputs[i], made);
      }
      while (open.length > 0 && this.#knows(open.at(-1)!)) open.pop();
    }
    return this.#values.get(name)!;
  }

  tensor(name: string): Tensor {
    const value = this.value(name);
    return isTensor(value) ? value : asTensor(this.graph, name, value);
  }

  /** What a constant holds; undefined: it is none. */
  literal(name: string): Literal | undefined {
    if (this.#given.has(name)) return undefined;
    const value = this.#values.get(name) ?? this.#model.constants.get(name);
    return value && !isTensor(value) ? value : undefined;
  }

  #knows(name: string): boolean {
    return this.#given.has(name) || this.#values.has(name) || this.#model.constants.has(name);
  }

  #made(node: OnnxNode): Value[] {
    const values = node.inputs.map((name) => (name === '' ? undefined : this.value(name)));
    if (node.operator === 'Shape') return [shapeOf(values[0]!)];
    if (node.operator === 'Cast') return [cast(node, values[0]!)];
    const literals = values.map((value) => (value && !isTensor(value) ? value : undefined));
    const fold = foldings[node.operator];
    if (fold && literals.every((literal, i) => literal !== undefined || values[i] === undefined)) {
      return [fold(literals as Literal[], node.attributes)];
    }
    const translate = translations[node.operator];
    if (!translate) {
      throw new Error(
        `the operator ${node.operator}, which makes "${node.outputs[0]}", is not known here: give this tensor, or one after it`,
      );
    }
    return translate(new Operation(this, node));
  }
}

/** A node that is translated, and how to read it. */
class Operation {
  readonly node: OnnxNode;
  readonly #importing: Import;

  constructor(importing: Import, node: OnnxNode) {
    this.#importing = importing;
    this.node = node;
  }

  /** @throws Error, saying which node can't be translated */
  fail(reason: string): never {
    throw new Error(`${this.node.operator}, which makes "${this.node.outputs[0]}": ${reason}`);
  }

  has(input: number): boolean {
    return Boolean(this.node.inputs[input]);
  }

  tensor(input: number): Tensor {
    return this.has(input)
      ? this.#importing.tensor(this.node.inputs[input])
      : this.fail(`its input ${input} is missing`);
  }

  /** An input that must be a constant; undefined: it is left out. */
  numbers(input: number): readonly number[] | undefined {
    if (!this.has(input)) return undefined;
    const literal = this.#importing.literal(this.node.inputs[input]);
    return literal ? Array.from(literal.data) : this.fail(`its input "${this.node.inputs[input]}" must be a constant`);
  }

  shapeOf(input: number): readonly number[] {
    return this.#importing.literal(this.node.inputs[input])?.shape ?? this.tensor(input).shape;
  }

  number(name: string, otherwise: number): number {
    const value = this.node.attributes[name];
    return typeof value === 'number' ? value : otherwise;
  }

  list(name: string): readonly number[] | undefined {
    const value = this.node.attributes[name];
    return Array.isArray(value) ? (value as readonly number[]) : undefined;
  }

  text(name: string, otherwise: string): string {
    const value = this.node.attributes[name];
    return typeof value === 'string' ? value : otherwise;
  }

  /** Axes, which are an attribute in older operator sets and an input in newer ones. */
  axes(input: number): readonly number[] | undefined {
    return this.list('axes') ?? this.numbers(input);
  }
}

function shapeOf({ shape }: Value): Literal {
  return { shape: [shape.length], type: 'int64', data: shape };
}

function cast(node: OnnxNode, value: Value): Value {
  const type = elementType(Number(node.attributes.to));
  if (type === value.type) return value;
  if (isTensor(value) || !type) throw new Error(`Cast, which makes "${node.outputs[0]}": only constants are cast`);
  if (type === 'float32') return { ...value, type, data: Float32Array.from(value.data) };
  const round = type === 'bool' ? (x: number) => Number(x !== 0) : Math.trunc;
  return { ...value, type, data: Array.from(value.data, round) };
}

const unary = (operator: (x: Tensor) => Tensor) => (o: Operation) => [operator(o.tensor(0))];
const binary = (operator: (a: Tensor, b: Tensor) => Tensor) => (o: Operation) => [operator(o.tensor(0), o.tensor(1))];

/** What the attributes say of a convolution over time. */
function geometryOf(o: Operation) {
  if (o.text('auto_pad', 'NOTSET') !== 'NOTSET') o.fail('its padding must be written out');
  const [before = 0, after = 0] = o.list('pads') ?? [];
  return {
    stride: o.list('strides')?.[0] ?? 1,
    dilation: o.list('dilations')?.[0] ?? 1,
    padding: [before, after] as const,
    groups: o.number('group', 1),
    ...(o.has(2) && { bias: o.tensor(2) }),
  };
}

const reduction = (reduce: (x: Tensor, axes?: readonly number[], keep?: boolean) => Tensor) => (o: Operation) => [
  reduce(o.tensor(0), o.axes(1), o.number('keepdims', 1) === 1),
];

/** Row-major position of coordinates. */
const position = (shape: readonly number[], at: readonly number[]): number =>
  at.reduce((offset, i, axis) => offset * shape[axis] + (i < 0 ? i + shape[axis] : i), 0);

const translations: Readonly<Record<string, (o: Operation) => Tensor[]>> = {
  Identity: unary((x) => x),
  Add: binary(ops.add),
  Sub: binary(ops.sub),
  Mul: binary((a, b) => (a === b ? ops.square(a) : ops.mul(a, b))),
  Div: binary(ops.div),
  Neg: unary(ops.neg),
  Exp: unary(ops.exp),
  Log: unary(ops.log),
  Sqrt: unary(ops.sqrt),
  Abs: unary(ops.abs),
  Sin: unary(ops.sin),
  Cos: unary(ops.cos),
  Tanh: unary(ops.tanh),
  Sigmoid: unary(ops.sigmoid),
  Relu: unary(ops.relu),
  LeakyRelu: (o) => [ops.leakyRelu(o.tensor(0), o.number('alpha', 0.01))],
  Pow: (o) => (o.numbers(1)?.join() === '2' ? [ops.square(o.tensor(0))] : o.fail('only squares are known')),
  MatMul: binary(ops.matmul),
  ReduceMean: reduction(ops.mean),
  ReduceSum: reduction(ops.sum),
  Conv: (o) => [convolution(o.tensor(0), o.tensor(1), geometryOf(o))],
  ConvTranspose: (o) => [
    transposedConvolution(o.tensor(0), o.tensor(1), { ...geometryOf(o), extra: o.list('output_padding')?.[0] ?? 0 }),
  ],
  Transpose: (o) => [ops.transpose(o.tensor(0), o.list('perm') ?? [...o.shapeOf(0).keys()].reverse())],
  Reshape: (o) => [ops.reshape(o.tensor(0), targetShape(o.shapeOf(0), o.numbers(1)!))],
  Unsqueeze: (o) => [ops.reshape(o.tensor(0), unsqueezed(o.shapeOf(0), o.axes(1)!))],
  Squeeze: (o) => [ops.reshape(o.tensor(0), squeezed(o.shapeOf(0), o.axes(1)))],
  Concat: (o) => [
    ops.concat(
      o.node.inputs.map((_, i) => o.tensor(i)),
      o.number('axis', 0),
    ),
  ],
  Split: (o) => {
    const [x, axis] = [o.tensor(0), o.number('axis', 0)];
    const sizes = o.numbers(1) ?? o.list('split') ?? o.fail('the sizes of its parts must be constants');
    const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((a, b) => a + b, 0));
    return sizes.map((size, i) => ops.slice(x, axis, starts[i], starts[i] + size));
  },
  Slice: (o) => {
    const [starts, ends] = [o.numbers(1)!, o.numbers(2)!];
    if (o.numbers(4)?.some((step) => step !== 1)) o.fail('only steps of 1 are known');
    return [
      starts.reduce((x, start, i) => {
        const axis = ops.axisOf('Slice', x, o.numbers(3)?.[i] ?? i);
        return ops.slice(x, axis, ...sliceBounds(x.shape[axis], start, ends[i]));
      }, o.tensor(0)),
    ];
  },
  Pad: (o) => {
    const [x, widths, mode] = [o.tensor(0), o.numbers(1)!, o.text('mode', 'constant')];
    if (mode === 'constant' && o.numbers(2)?.some((value) => value !== 0)) o.fail('only zeros are padded with');
    if (mode !== 'constant' && mode !== 'reflect') o.fail(`the mode "${mode}" is not known`);
    const extend = mode === 'reflect' ? ops.reflect : ops.pad;
    const axes = o.numbers(3) ?? [...x.shape.keys()];
    return [
      axes.reduce((result, axis, i) => {
        const [before, after] = [widths[i], widths[i + axes.length]];
        return before === 0 && after === 0 ? result : extend(result, axis, before, after);
      }, x),
    ];
  },
  Resize: (o) => {
    const x = o.tensor(0);
    const factors = o.numbers(2)?.length ? o.numbers(2)! : o.numbers(3)?.map((size, axis) => size / x.shape[axis]);
    const isNearest =
      o.text('mode', 'nearest') === 'nearest' &&
      o.text('coordinate_transformation_mode', 'half_pixel') === 'asymmetric' &&
      o.text('nearest_mode', 'round_prefer_floor') === 'floor';
    if (!isNearest || !factors?.every((factor) => Number.isInteger(factor)))
      return o.fail('only whole repeats are known');
    return [factors.reduce((result, factor, axis) => (factor === 1 ? result : ops.repeat(result, axis, factor)), x)];
  },
  Gather: (o) => {
    const [x, indices] = [o.tensor(0), o.numbers(1)!];
    const axis = ops.axisOf('Gather', x, o.number('axis', 0));
    const shape = [...x.shape.slice(0, axis), ...o.shapeOf(1), ...x.shape.slice(axis + 1)];
    const size = x.shape[axis];
    if (indices.length === 1) {
      const at = indices[0] < 0 ? indices[0] + size : indices[0];
      return [ops.reshape(ops.slice(x, axis, at, at + 1), shape)];
    }
    const [outer, inner] = [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis + 1))];
    const places = Array.from({ length: outer }, (_, a) =>
      indices.flatMap((i) => Array.from({ length: inner }, (_, b) => (a * size + (i < 0 ? i + size : i)) * inner + b)),
    ).flat();
    return [ops.reshape(ops.pick(x, places), shape)];
  },
  ScatterND: (o) => {
    const [x, indices, width] = [o.tensor(0), o.numbers(1)!, o.shapeOf(1).at(-1)!];
    if (o.text('reduction', 'none') !== 'none' || width !== x.shape.length) o.fail('only single elements are replaced');
    const places = Array.from({ length: indices.length / width }, (_, i) =>
      position(x.shape, indices.slice(i * width, (i + 1) * width)),
    );
    return [ops.scatter(x, places, o.tensor(2))];
  },
};

/** Several nodes that are one operator of ours, found at the last of them. */
interface Pattern {
  readonly needs: readonly string[];
  readonly make: () => Tensor;
}

function patternOf(importing: Import, node: OnnxNode): Pattern | undefined {
  if (node.operator === 'Div') return instanceNormAt(importing, node);
  return node.operator === 'Add' ? (adaptiveNormAt(importing, node) ?? snakeAt(importing, node)) : undefined;
}

/** A node's inputs in both orders. */
const bothOrders = ({ inputs: [a, b] }: OnnxNode): [string, string][] => [
  [a, b],
  [b, a],
];

const made = (importing: Import, name: string, operator: string): OnnxNode | undefined => {
  const maker = importing.maker(name);
  return maker?.operator === operator ? maker : undefined;
};

/** What is squared, by a product with itself or a power. */
function squaredBy(importing: Import, name: string): string | undefined {
  const [a, b] = made(importing, name, 'Mul')?.inputs ?? [];
  if (a !== undefined && a === b) return a;
  const [base, power] = made(importing, name, 'Pow')?.inputs ?? [];
  return base !== undefined && importing.literal(power)?.data[0] === 2 ? base : undefined;
}

/** What is averaged along a single axis that stays, and that axis. */
function averagedBy(importing: Import, name: string): { x: string; axis: number } | undefined {
  const mean = made(importing, name, 'ReduceMean');
  if (!mean || mean.attributes.keepdims === 0) return undefined;
  const axes = mean.attributes.axes ?? importing.literal(mean.inputs[1] ?? '')?.data;
  return typeof axes === 'object' && axes.length === 1 ? { x: mean.inputs[0], axis: axes[0] } : undefined;
}

interface WrittenNorm {
  readonly x: string;
  readonly epsilon: number;
  readonly axis: number;
}

/** (x − mean(x)) / √(mean((x − mean(x))²) + ε) along one axis. */
function normAt(importing: Import, { inputs: [centred, deviation] }: OnnxNode): WrittenNorm | undefined {
  const [x, average] = made(importing, centred, 'Sub')?.inputs ?? [];
  const sum = made(importing, made(importing, deviation, 'Sqrt')?.inputs[0] ?? '', 'Add');
  if (x === undefined || !sum) return undefined;
  const mean = averagedBy(importing, average);
  if (mean?.x !== x) return undefined;
  for (const [variance, epsilon] of bothOrders(sum)) {
    const [constant, spread] = [importing.literal(epsilon), averagedBy(importing, variance)];
    if (constant?.data.length !== 1 || spread?.axis !== mean.axis) continue;
    if (squaredBy(importing, spread.x) === centred) return { x, epsilon: constant.data[0], axis: mean.axis };
  }
  return undefined;
}

function instanceNormAt(importing: Import, node: OnnxNode): Pattern | undefined {
  const norm = normAt(importing, node);
  return norm && { needs: [norm.x], make: () => instanceNorm(importing.tensor(norm.x), norm.epsilon, norm.axis) };
}

/** scale · norm(x) + shift. */
function adaptiveNormAt(importing: Import, node: OnnxNode): Pattern | undefined {
  for (const [product, shift] of bothOrders(node)) {
    const scaled = made(importing, product, 'Mul');
    for (const [scale, normal] of scaled ? bothOrders(scaled) : []) {
      const division = made(importing, normal, 'Div');
      const norm = division && normAt(importing, division);
      if (!norm) continue;
      const make = (): Tensor => {
        const [x, by, to] = [norm.x, scale, shift].map((name) => importing.tensor(name));
        const isAlong =
          sameShape(by.shape, to.shape) &&
          by.shape.length === x.shape.length &&
          by.shape[ops.axisOf('norm', x, norm.axis)] === 1;
        return isAlong
          ? adaptiveNorm(x, by, to, norm.epsilon, norm.axis)
          : ops.add(ops.mul(instanceNorm(x, norm.epsilon, norm.axis), by), to);
      };
      return { needs: [norm.x, scale, shift], make };
    }
  }
  return undefined;
}

/** x + share · sin²(rate · x) with constants as share and rate. */
function snakeAt(importing: Import, node: OnnxNode): Pattern | undefined {
  for (const [x, product] of bothOrders(node)) {
    const wave = made(importing, product, 'Mul');
    for (const [share, power] of wave ? bothOrders(wave) : []) {
      const sine = made(importing, squaredBy(importing, power) ?? '', 'Sin');
      const angle = sine && made(importing, sine.inputs[0], 'Mul');
      for (const [rate, inner] of angle ? bothOrders(angle) : []) {
        if (inner !== x || !importing.literal(share) || !importing.literal(rate)) continue;
        return {
          needs: [x],
          make: () => snake(importing.tensor(x), importing.tensor(rate), importing.tensor(share)),
        };
      }
    }
  }
  return undefined;
}
