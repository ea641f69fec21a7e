// The speaker encoder as an ONNX graph, built from plain tensors: LSTM layers, the last one's last state through a linear
// layer, ReLU and L2 norm (Wan et al., "Generalized end-to-end loss for speaker verification", 2018; the layers and names are
// those of github.com/resemble-ai/Resemblyzer, voice_encoder.py, Apache-2.0).
import type { onnx } from 'onnx-proto';
import { ELEMENT_CODES, Graph, encodeModel, valueInfo } from '../learning/graph.ts';
import type { Shape, Tensor } from '../learning/graph.ts';
import type { NamedTensor, NamedTensors } from '../learning/safetensors.ts';

/** The numbers that shape an encoder. */
export interface EncoderShape {
  readonly bands: number;
  readonly width: number;
  readonly layers: number;
  /** Numbers in an embedding. */
  readonly size: number;
}

/** More would be no encoder of one person's voice. */
const most = { bands: 256, width: 1024, layers: 8, size: 1024 };

/** The shape of an encoder, read off its tensors. @throws Error when it can't be that of one */
export function shapeOf(tensors: NamedTensors): EncoderShape {
  const at = (name: string, axis: number): number => tensors.get(name)?.shape[axis] ?? 0;
  const shape: EncoderShape = {
    bands: at('lstm.weight_ih_l0', 1),
    width: at('lstm.weight_hh_l0', 1),
    layers: [...tensors.keys()].filter((name) => name.startsWith('lstm.weight_hh_l')).length,
    size: at('linear.weight', 0),
  };
  for (const [name, size] of Object.entries(shape) as [keyof EncoderShape, number][]) {
    if (size < 1 || size > most[name]) throw new Error(`no speaker encoder has the shape ${JSON.stringify(shape)}`);
  }
  return shape;
}

/** PyTorch's gates are input, forget, cell, output; ONNX has input, output, forget, cell. */
const gates = [0, 3, 1, 2] as const;

/** Rows of four gates in ONNX's order. */
function inOrder(data: Float32Array): Float32Array {
  const part = data.length / gates.length;
  const ordered = new Float32Array(data.length);
  for (const [to, from] of gates.entries()) ordered.set(data.subarray(from * part, (from + 1) * part), to * part);
  return ordered;
}

/**
 * `mel` [windows, frames, bands] → embeddings [windows, size].
 * @throws Error naming the tensor that is missing or has another shape
 */
export function encoderGraph(tensors: NamedTensors, shape: EncoderShape): Uint8Array {
  const { bands, width, layers, size } = shape;
  const graph = new Graph();
  const weights: onnx.ITensorProto[] = [];
  const find = (name: string, dims: Shape): NamedTensor => {
    const tensor = tensors.get(name);
    if (tensor?.shape.join() === dims.join()) return tensor;
    throw new Error(`the encoder's ${name} is ${tensor === undefined ? 'missing' : `[${tensor.shape.join()}]`}`);
  };
  const weight = (name: string, dims: Shape, data: Float32Array): Tensor => {
    weights.push({ name, dataType: ELEMENT_CODES.float32, dims: [...dims], rawData: new Uint8Array(data.buffer) });
    return graph.symbol(name, dims);
  };
  const mel = graph.symbol('mel', [1, 1, bands]);
  let x = graph.node('Transpose', [mel], [1, 1, bands], { attributes: { perm: [1, 0, 2] } });
  let last = x;
  for (let layer = 0; layer < layers; layer++) {
    const inputs = layer === 0 ? bands : width;
    const gate = (kind: string, columns: number): Tensor => {
      const name = `lstm.weight_${kind}_l${layer}`;
      return weight(name, [1, 4 * width, columns], inOrder(find(name, [4 * width, columns]).data));
    };
    const biases = ['ih', 'hh'].map((kind) => inOrder(find(`lstm.bias_${kind}_l${layer}`, [4 * width]).data));
    const bias = Float32Array.from([...biases[0], ...biases[1]]);
    const given = [x, gate('ih', inputs), gate('hh', width), weight(`lstm.bias_l${layer}`, [1, 8 * width], bias)];
    const shapes = [{ shape: [1, 1, 1, width] }, { shape: [1, 1, width] }];
    const [all, end] = graph.nodes('LSTM', given, shapes, { attributes: { hidden_size: width } });
    x = graph.node('Squeeze', [all, graph.constant([1], [1], 'int64')], [1, 1, width]);
    last = graph.node('Squeeze', [end, graph.constant([0], [1], 'int64')], [1, width]);
  }
  const linear = Float32Array.from(find('linear.weight', [size, width]).data);
  const shift = Float32Array.from(find('linear.bias', [size]).data);
  const parts = [last, weight('linear.weight', [size, width], linear), weight('linear.bias', [size], shift)];
  const raw = graph.node('Relu', [graph.node('Gemm', parts, [1, size], { attributes: { transB: 1 } })], [1, size]);
  const embedding = graph.node('LpNormalization', [raw], [1, size], { attributes: { axis: 1, p: 2 } });
  const proto = graph.toProto(
    [valueInfo(mel, ['windows', 'frames', bands])],
    [valueInfo(embedding, ['windows', size])],
  );
  return encodeModel({ ...proto, initializer: [...(proto.initializer ?? []), ...weights] });
}
