// The tape: tensors that are only names and shapes, and the ONNX nodes that make one of the other. Operators (operators.ts)
// append to it, gradients (gradients.ts) walk it backwards.
import onnxProto from 'onnx-proto';
import type { onnx } from 'onnx-proto';

/** ONNX's numbers of the element types. */
export const ELEMENT_CODES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9 } as const;
export type ElementType = keyof typeof ELEMENT_CODES;
/** Sizes of a tensor's axes; every size is known when the graph is built. */
export type Shape = readonly number[];
export type Attributes = Readonly<Record<string, number | readonly number[] | onnx.IGraphProto>>;

/** A value that will exist when the graph runs. */
export interface Tensor {
  readonly graph: Graph;
  readonly name: string;
  readonly shape: Shape;
  readonly type: ElementType;
}

/** The gradient of the loss by each source of a node, given the one by its output; undefined: not differentiable. */
type Backward = (upstream: Tensor) => readonly (Tensor | undefined)[];

export interface Node {
  readonly proto: onnx.INodeProto;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** What `backward` gives gradients for: the inputs, or what these were made of. */
  readonly sources: readonly Tensor[];
  readonly backward: Backward | undefined;
}

interface NodeOptions {
  readonly attributes?: Attributes;
  readonly backward?: Backward;
  /** Default: the inputs. */
  readonly sources?: readonly Tensor[];
}

/** Number of elements of a shape. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((size, i) => size === b[i]);

/** The node with other inputs. */
export const withInputs = (node: Node, inputs: readonly Tensor[]): Node => ({
  ...node,
  inputs,
  proto: { ...node.proto, input: inputs.map(({ name }) => name) },
});

/** ONNX nodes under construction, in an order in which they can be run. */
export class Graph {
  readonly #prefix: string;
  #nodes: Node[] = [];
  readonly #constants = new Map<string, { tensor: Tensor; proto: onnx.ITensorProto }>();
  readonly #arrays = new Map<string, { tensor: Tensor; values: () => Float32Array }>();
  #count = 0;

  /** @param prefix begins the names of all tensors made here; a graph and the body of its loop need different ones */
  constructor(prefix = '') {
    this.#prefix = prefix;
  }

  /** A tensor that is given from outside: an input of the graph, or a value of the graph around this one. */
  symbol(name: string, shape: Shape, type: ElementType = 'float32'): Tensor {
    return { graph: this, name, shape, type };
  }

  /** A constant; `values` fill `shape` in row-major order. Equal constants are one tensor. */
  constant(values: number | readonly number[], shape: Shape = [], type: ElementType = 'float32'): Tensor {
    const list = typeof values === 'number' ? [values] : [...values];
    const key = `${type}[${shape.join()}]${list.join()}`;
    let entry = this.#constants.get(key);
    if (!entry) {
      if (list.length !== sizeOf(shape))
        throw new Error(`${list.length} values can't fill the shape [${shape.join()}]`);
      const tensor = this.symbol(`${this.#prefix}c${this.#constants.size}`, shape, type);
      const field = type === 'float32' ? 'floatData' : type === 'int64' ? 'int64Data' : 'int32Data';
      const proto = { name: tensor.name, dataType: ELEMENT_CODES[type], dims: [...shape], [field]: list };
      entry = { tensor, proto };
      this.#constants.set(key, entry);
    }
    return entry.tensor;
  }

  /**
   * A large constant. It is no part of the graph's bytes but fed at every run, so that it is in memory once however many
   * graphs need it. Equal names are one tensor.
   *
   * @param values called for those that {@link arraysFor} some outputs
   */
  array(name: string, shape: Shape, values: () => Float32Array): Tensor {
    let entry = this.#arrays.get(name);
    entry ??= { tensor: this.symbol(`array:${name}`, shape), values };
    if (!sameShape(entry.tensor.shape, shape)) throw new Error(`the array "${name}" has two shapes`);
    this.#arrays.set(name, entry);
    return entry.tensor;
  }

  /** What a tensor made by {@link array} holds; undefined: it is another. */
  valuesOf(tensor: Tensor): (() => Float32Array) | undefined {
    const entry = this.#arrays.get(tensor.name.replace(/^array:/, ''));
    return entry?.tensor === tensor ? entry.values : undefined;
  }

  /** Append a node; the shapes of its outputs are the caller's promise. Only the first output carries gradients. */
  nodes(
    operator: string,
    inputs: readonly Tensor[],
    outputs: readonly { readonly shape: Shape; readonly type?: ElementType }[],
    options: NodeOptions = {},
  ): Tensor[] {
    const made = outputs.map(({ shape, type }) => this.symbol(`${this.#prefix}t${this.#count++}`, shape, type));
    this.#nodes.push({
      proto: {
        opType: operator,
        input: inputs.map((input) => input.name),
        output: made.map((output) => output.name),
        attribute: Object.entries(options.attributes ?? {}).map(([name, value]) => attributeProto(name, value)),
      },
      inputs,
      outputs: made,
      sources: options.sources ?? inputs,
      backward: options.backward,
    });
    return made;
  }

  /** Append a node with one output. */
  node(
    operator: string,
    inputs: readonly Tensor[],
    shape: Shape,
    options: NodeOptions & { readonly type?: ElementType } = {},
  ): Tensor {
    return this.nodes(operator, inputs, [{ shape, type: options.type ?? 'float32' }], options)[0];
  }

  /** Append a node like another, of other inputs, without gradients. */
  copy(node: Node, inputs: readonly Tensor[]): Tensor[] {
    const outputs = node.outputs.map(({ shape, type }) => this.symbol(`${this.#prefix}t${this.#count++}`, shape, type));
    const proto = { ...node.proto, output: outputs.map(({ name }) => name) };
    this.#nodes.push(withInputs({ ...node, proto, outputs, backward: undefined }, inputs));
    return outputs;
  }

  /** Put the tape into another order, with other inputs here and there. */
  retape(nodes: readonly Node[]): void {
    this.#nodes = [...nodes];
  }

  /** The nodes so far, in the order in which they run. */
  get tape(): readonly Node[] {
    return this.#nodes;
  }

  /** The graph with only those nodes and constants that `outputs` need; it takes {@link arraysFor} them as further inputs. */
  toProto(inputs: readonly onnx.IValueInfoProto[], outputs: readonly onnx.IValueInfoProto[]): onnx.IGraphProto {
    const { node, names } = this.#neededBy(outputs);
    const initializer = [...this.#constants.values()].map((c) => c.proto).filter((proto) => names.has(proto.name));
    return { name: this.#prefix || 'graph', node, initializer, input: [...inputs], output: [...outputs] };
  }

  /** The arrays that `outputs` need. */
  arraysFor(outputs: readonly onnx.IValueInfoProto[]): { readonly tensor: Tensor; readonly data: Float32Array }[] {
    const { names } = this.#neededBy(outputs);
    return [...this.#arrays.values()]
      .filter(({ tensor }) => names.has(tensor.name))
      .map(({ tensor, values }) => ({ tensor, data: values() }));
  }

  #neededBy(outputs: readonly onnx.IValueInfoProto[]): { node: onnx.INodeProto[]; names: ReadonlySet<unknown> } {
    const names = new Set<unknown>(outputs.map((output) => output.name));
    const node: onnx.INodeProto[] = [];
    for (const { proto, inputs, outputs: made } of this.#nodes.toReversed()) {
      if (!made.some((output) => names.has(output.name))) continue;
      node.push(proto);
      for (const input of inputs) names.add(input.name);
    }
    return { node: node.reverse(), names };
  }
}

function attributeProto(name: string, value: Attributes[string]): onnx.IAttributeProto {
  const { AttributeType } = onnxProto.onnx.AttributeProto;
  if (Array.isArray(value)) return { name, type: AttributeType.INTS, ints: value };
  if (typeof value === 'object') return { name, type: AttributeType.GRAPH, g: value as onnx.IGraphProto };
  return FLOAT_ATTRIBUTES.has(name)
    ? { name, type: AttributeType.FLOAT, f: value }
    : { name, type: AttributeType.INT, i: value };
}
/** Attributes that ONNX defines as floats; a JavaScript number does not tell. */
const FLOAT_ATTRIBUTES = new Set(['alpha', 'beta', 'epsilon']);

/** Description of an input or output; a dimension that is only known when the graph runs has a name instead of a size. */
export function valueInfo(
  { name, type }: Pick<Tensor, 'name' | 'type'>,
  dimensions: readonly (number | string)[],
): onnx.IValueInfoProto {
  const dim = dimensions.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size }));
  return { name, type: { tensorType: { elemType: ELEMENT_CODES[type], shape: { dim } } } };
}

/** The bytes of an ONNX model (IR 8, operator set 17) with this graph. */
export function encodeModel(graph: onnx.IGraphProto): Uint8Array {
  const { ModelProto } = onnxProto.onnx;
  return ModelProto.encode(
    ModelProto.fromObject({ irVersion: 8, opsetImport: [{ domain: '', version: 17 }], producerName: 'timbre', graph }),
  ).finish();
}
