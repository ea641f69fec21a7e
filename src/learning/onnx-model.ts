// Reads an ONNX model for import.ts: nodes and constants, products of 8-bit integers undone to those of floats.
import onnxProto from 'onnx-proto';
import type { onnx } from 'onnx-proto';
import { ELEMENT_CODES, sizeOf } from './graph.ts';
import type { ElementType } from './graph.ts';
import { fromHalves } from './halves.ts';
import type { Literal, NodeAttributes } from './literal.ts';

export interface OnnxNode {
  readonly operator: string;
  /** An input that is left out has an empty name. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: NodeAttributes;
}

/** What is left of an ONNX model: read once, imported into any number of graphs. */
export interface OnnxModel {
  /** In an order in which they can be run. */
  readonly nodes: readonly OnnxNode[];
  /** By name; a weight of 8-bit integers has its name without `_quantized`. */
  readonly constants: ReadonlyMap<string, Literal>;
}

const typeOf = new Map(Object.entries(ELEMENT_CODES).map(([type, code]) => [code, type as ElementType] as const));
const { DataType } = onnxProto.onnx.TensorProto;

/** An ONNX code of an element type, as one of ours. */
export const elementType = (code: number): ElementType | undefined => typeOf.get(code as 1);

/** @throws Error when a tensor's elements can't be read */
function literalOf({ name, dataType, dims, rawData, ...lists }: onnx.ITensorProto): Literal {
  const shape = (dims ?? []).map(Number);
  const count = sizeOf(shape);
  const fitting = (type: ElementType, data: ArrayLike<number>): Literal => {
    if (data.length !== count) throw new Error(`the tensor "${name}" has ${data.length} of ${count} elements`);
    return { shape, type, data };
  };
  // A copy is aligned, and does not keep the whole file alive.
  const raw = rawData?.length ? Uint8Array.from(rawData) : null;
  switch (dataType) {
    case DataType.FLOAT:
      return fitting('float32', raw ? new Float32Array(raw.buffer) : Float32Array.from(lists.floatData ?? []));
    case DataType.FLOAT16:
      if (!raw) break;
      return fitting('float32', fromHalves(Buffer.from(raw.buffer)));
    case DataType.INT64:
      return fitting('int64', Array.from(raw ? new BigInt64Array(raw.buffer) : (lists.int64Data ?? []), Number));
    case DataType.INT32:
      return fitting('int32', raw ? new Int32Array(raw.buffer) : (lists.int32Data ?? []));
    case DataType.BOOL:
      return fitting('bool', raw ?? lists.int32Data ?? []);
    case DataType.UINT8:
      return fitting('int32', raw ?? lists.int32Data ?? []);
    case DataType.INT8:
      return fitting('int32', raw ? new Int8Array(raw.buffer) : (lists.int32Data ?? []));
    default:
  }
  throw new Error(`the tensor "${name}" has elements of an unknown type (${dataType})`);
}

function attributesOf(node: onnx.INodeProto): NodeAttributes {
  const { AttributeType } = onnxProto.onnx.AttributeProto;
  return Object.fromEntries(
    (node.attribute ?? []).map(({ name, type, f, i, s, ints }) => {
      switch (type) {
        case AttributeType.FLOAT:
          return [name, f ?? 0];
        case AttributeType.INT:
          return [name, Number(i ?? 0)];
        case AttributeType.STRING:
          return [name, Buffer.from(s ?? []).toString()];
        case AttributeType.INTS:
          return [name, (ints ?? []).map(Number)];
        default:
          return [name, undefined];
      }
    }),
  );
}

const twice = (name: string): never => {
  throw new Error(`not an ONNX model: "${name}" is made twice`);
};

/**
 * Read a model. Its 8-bit weights become floats here, once: keep what is returned.
 *
 * @param bytes of an ONNX model
 * @throws Error when these are none, or hold something that can't be read
 */
export function readModel(bytes: Uint8Array): OnnxModel {
  const { graph } = onnxProto.onnx.ModelProto.decode(bytes);
  if (!graph?.node?.length) throw new Error('not an ONNX model: it has no nodes');
  const constants = new Map<string, Literal>();
  const made = new Set<string>();
  for (const tensor of graph.initializer ?? []) {
    const name = tensor.name ?? '';
    if (constants.has(name)) twice(name);
    constants.set(name, literalOf(tensor));
  }
  const nodes: OnnxNode[] = [];
  const allMade = new Set(graph.node.flatMap(({ output }) => output ?? []));
  for (const node of graph.node) {
    const early = node.input?.find((name) => name !== '' && allMade.has(name) && !made.has(name));
    if (early !== undefined) throw new Error(`not an ONNX model: "${early}" is used before it is made`);
    // An output that nobody wants has no name.
    for (const name of node.output ?? []) {
      if (name !== '' && (made.has(name) || constants.has(name))) twice(name);
      made.add(name);
    }
    const value = node.attribute?.find(({ name }) => name === 'value')?.t;
    if (node.opType === 'Constant' && value) {
      constants.set(node.output?.[0] ?? '', literalOf(value));
      continue;
    }
    nodes.push({
      operator: node.opType ?? '',
      inputs: node.input ?? [],
      outputs: node.output ?? [],
      attributes: attributesOf(node),
    });
  }
  return withoutIntegers(nodes, constants);
}

/**
 * Undo dynamic quantization as ONNX Runtime's tools write it: x → DynamicQuantizeLinear → ConvInteger or MatMulInteger
 * [→ Add of the bias in the product's scale] → Cast → Mul with scale(x) · scale(weight). Its last node becomes a Conv or
 * MatMul of x with the weight as floats; the others are left behind, and nothing leads to them.
 */
function withoutIntegers(nodes: readonly OnnxNode[], constants: Map<string, Literal>): OnnxModel {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const users = new Map<string, OnnxNode[]>();
  for (const node of nodes) for (const name of node.inputs) users.set(name, [...(users.get(name) ?? []), node]);
  const undone = new Map<OnnxNode, OnnxNode>();
  const integerWeights = new Set<string>();
  for (const node of nodes) {
    if (node.operator !== 'ConvInteger' && node.operator !== 'MatMulInteger') continue;
    const [x, weight, , zero] = node.inputs;
    const odd = (): never => {
      throw new Error(`${node.operator} of "${weight}" is not written as dynamic quantization is`);
    };
    const source = makers.get(x)?.operator === 'DynamicQuantizeLinear' ? makers.get(x)!.inputs[0] : odd();
    let [value, bias] = [node.outputs[0], ''];
    let last: OnnxNode | undefined;
    while (!last) {
      const next = users.get(value)?.length === 1 ? users.get(value)![0] : odd();
      const other = next.inputs.find((name) => name !== value) ?? '';
      if (next.operator === 'Mul') last = next;
      else if (next.operator === 'Add') bias = biasBefore(other, makers) ?? odd();
      else if (next.operator !== 'Cast') odd();
      value = next.outputs[0];
    }
    const scales = makers.get(last.inputs.find((name) => makers.get(name)?.operator !== 'Cast') ?? '');
    const scale = constants.get(scales?.inputs.find((name) => constants.has(name)) ?? '') ?? odd();
    const name = weight.replace(/_quantized$/, '');
    const isConvolution = node.operator === 'ConvInteger';
    const integers = constants.get(weight) ?? odd();
    constants.set(name, dequantized(integers, scale, constants.get(zero ?? ''), isConvolution ? 0 : -1));
    integerWeights.add(weight);
    undone.set(last, {
      operator: isConvolution ? 'Conv' : 'MatMul',
      inputs: [source, name, ...(bias ? [bias] : [])],
      outputs: last.outputs,
      attributes: node.attributes,
    });
  }
  for (const name of integerWeights) constants.delete(name);
  return { nodes: nodes.map((node) => undone.get(node) ?? node), constants };
}

/** The float bias of which an integer one is made: Div by the scale → Floor → Cast → Reshape. */
function biasBefore(name: string, makers: ReadonlyMap<string, OnnxNode>): string | undefined {
  let maker = makers.get(name);
  while (maker && ['Reshape', 'Cast', 'Floor'].includes(maker.operator)) maker = makers.get(maker.inputs[0]);
  return maker?.operator === 'Div' ? maker.inputs[0] : undefined;
}

/** @param axis along which scales and zero points differ, where there are several */
function dequantized({ shape, data }: Literal, scale: Literal, zero: Literal | undefined, axis: 0 | -1): Literal {
  const run = axis === 0 ? sizeOf(shape.slice(1)) : 1;
  const size = axis === 0 ? shape[0] : shape.at(-1)!;
  const floats = new Float32Array(data.length);
  const [scales, zeros] = [scale, zero].map((literal) =>
    Float32Array.from({ length: size }, (_, i) => literal?.data[literal.data.length === 1 ? 0 : i] ?? 0),
  );
  for (let i = 0; i < floats.length; i++) {
    const channel = Math.floor(i / run) % size;
    floats[i] = (data[i] - zeros[channel]) * scales[channel];
  }
  return { shape, type: 'float32', data: floats };
}
