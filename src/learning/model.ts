// What a model is: named inputs, named parameters, a prediction and a loss, declared by plain functions over tensors.
import { Graph, sizeOf } from './graph.ts';
import type { Shape, Tensor } from './graph.ts';
import { conv1d, gather, gemm, layerNorm, reshape } from './operators.ts';
import type { Random } from './random.ts';

/** One row's shape of an input or target, and what its elements are; int32 is for the indices of embeddings. */
export interface Feature {
  readonly shape: Shape;
  readonly type?: 'float32' | 'int32';
}
export type Features = Readonly<Record<string, Feature>>;
export type Tensors<Keys extends string = string> = Readonly<Record<Keys, Tensor>>;

/** Draws a new parameter's value. */
export type Initializer = (shape: Shape, random: Random) => Float32Array;

export interface Parameter {
  readonly name: string;
  readonly shape: Shape;
  readonly initializer: Initializer;
}

/** Hands out the parameters of a model while it is declared. */
export type Scope = (name: string, shape: Shape, initializer: Initializer) => Tensor;

export interface Model<Inputs extends Features = Features, Targets extends Features = Features> {
  /** What a prediction needs. */
  readonly inputs: Inputs;
  /** What only the loss needs. */
  readonly targets: Targets;
  /** All tensors have a leading batch axis. */
  predict(scope: Scope, inputs: Tensors<keyof Inputs & string>): Tensors;
  /** The loss of each row, [batch]. */
  loss(outputs: Tensors, data: Tensors<(keyof Inputs | keyof Targets) & string>): Tensor;
}

/** Let TypeScript infer the names of a model's inputs and targets. */
export const defineModel = <Inputs extends Features, Targets extends Features>(
  model: Model<Inputs, Targets>,
): Model<Inputs, Targets> => model;

/** A model traced into a graph. */
export interface Trace {
  readonly parameters: readonly Parameter[];
  /** By parameter name. */
  readonly weights: ReadonlyMap<string, Tensor>;
  readonly outputs: Tensors;
}

/** Run a model's declaration over tensors; each parameter becomes a symbol of `graph` named `p:<name>`. */
export function trace(model: Model, graph: Graph, inputs: Tensors): Trace {
  const parameters: Parameter[] = [];
  const weights = new Map<string, Tensor>();
  const scope: Scope = (name, shape, initializer) => {
    if (weights.has(name)) throw new Error(`the parameter "${name}" is declared twice`);
    const weight = graph.symbol(`p:${name}`, shape);
    parameters.push({ name, shape, initializer });
    weights.set(name, weight);
    return weight;
  };
  return { parameters, weights, outputs: model.predict(scope, inputs) };
}

/** Symbols for a batch of each feature. */
export function batchSymbols(graph: Graph, features: Features, batch: number): Tensors {
  return Object.fromEntries(
    Object.entries(features).map(([name, { shape, type }]) => [name, graph.symbol(name, [batch, ...shape], type)]),
  );
}

/** The parameters that a model declares, in order of declaration. */
export function parametersOf(model: Model): readonly Parameter[] {
  const graph = new Graph();
  return trace(model, graph, batchSymbols(graph, model.inputs, 1)).parameters;
}

// --- initializers ----------------------------------------------------------------------------------------------------

const draw = (shape: Shape, value: () => number): Float32Array => Float32Array.from({ length: sizeOf(shape) }, value);
const fanIn = (shape: Shape): number => sizeOf(shape.slice(0, -1));

export const zeros: Initializer = (shape) => new Float32Array(sizeOf(shape));
const ones: Initializer = (shape) => draw(shape, () => 1);
/** For layers before a rectifier (He et al. 2015): normal, variance 2 / fan-in. The last axis is the output's. */
const he: Initializer = (shape, random) => draw(shape, () => random.normal() * Math.sqrt(2 / fanIn(shape)));
/** Normal with a deviation, for embeddings. */
const normal =
  (deviation: number): Initializer =>
  (shape, random) =>
    draw(shape, () => random.normal() * deviation);

// --- layers ----------------------------------------------------------------------------------------------------------

/** x · weight + bias over the last axis of x, [..., n] → [..., units]. Parameters: `<name>.weight`, `<name>.bias`. */
export function dense(scope: Scope, name: string, x: Tensor, units: number, initializer: Initializer = he): Tensor {
  const size = x.shape.at(-1)!;
  const weight = scope(`${name}.weight`, [size, units], initializer);
  const bias = scope(`${name}.bias`, [units], zeros);
  return reshape(gemm(reshape(x, [-1, size]), weight, { bias }), [...x.shape.slice(0, -1), units]);
}

/** Convolution over time, [batch, time, channels] → [batch, time, filters]. Parameters: `<name>.weight`, `<name>.bias`. */
export function convolution(
  scope: Scope,
  name: string,
  x: Tensor,
  filters: number,
  options: { readonly width: number; readonly dilation?: number; readonly initializer?: Initializer },
): Tensor {
  const { width, dilation = 1, initializer = he } = options;
  const kernel = scope(`${name}.weight`, [width, x.shape.at(-1)!, filters], initializer);
  return conv1d(x, kernel, { bias: scope(`${name}.bias`, [filters], zeros), dilation });
}

/** Layer normalization with learnt scale and shift. Parameters: `<name>.scale`, `<name>.shift`. */
export function normalization(scope: Scope, name: string, x: Tensor): Tensor {
  const size = [x.shape.at(-1)!];
  return layerNorm(x, scope(`${name}.scale`, size, ones), scope(`${name}.shift`, size, zeros));
}

/** A learnt vector for each int32 index, [...] → [..., size]. Parameter: `<name>.table`. */
export function embedding(scope: Scope, name: string, indices: Tensor, count: number, size: number): Tensor {
  return gather(scope(`${name}.table`, [count, size], normal(0.1)), indices);
}
