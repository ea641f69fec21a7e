// Kokoro's one graph cut into three, so that durations, F0 and energy can be told from outside between them: the front (text
// to durations and hidden states), the prosody (F0 and energy) and the decoder (the waveform), each as it is quickest to run. And for
// those who learn through it the decoder as it is, and of it what comes before all that the style has a part in.
import onnxProto from 'onnx-proto';
import type { onnx } from 'onnx-proto';
import { valueInfo } from '../../../../../learning/graph.ts';
import { withColumns } from './columns.ts';
import { KokoroUnreadable } from './unreadable.ts';

export const parts = ['front', 'prosody', 'decoder', 'learning', 'excitation'] as const;
export type Part = (typeof parts)[number];

/** The tensors at which the graph is cut: names of `kokoro-v1.0.int8.onnx`, github.com/thewh1teagle/kokoro-onnx. */
export const seams = {
  /** int64 [1, tokens], in units of 25 ms. */
  durations: '/encoder/Cast_output_0',
  /** float [1, tokens, 640]: what prosody is made of. */
  intonation: '/encoder/predictor/text_encoder/Concat_4_output_0',
  /** float [1, 512, tokens]: what is said. */
  phones: '/encoder/text_encoder/Transpose_2_output_0',
  /** float [1, frames], Hz, two frames a unit. */
  f0: '/encoder/Reshape_output_0',
  /** float [1, frames]. */
  energy: '/encoder/Reshape_1_output_0',
  /** float [1, 512, units]: what is said, in time. */
  spread: '/encoder/MatMul_1_output_0',
  /** float [1, 22, 120 · units + 1]: the spectrum of the tone that is sung. */
  harmonics: '/decoder/decoder/generator/Concat_3_output_0',
  /** float [1, 128]: the decoder's half of the style. */
  timbre: '/decoder/Slice_output_0',
} as const;

const float = (name: string, ...dims: (number | string)[]) => valueInfo({ name, type: 'float32' }, dims);
const integer = (name: string, ...dims: (number | string)[]) => valueInfo({ name, type: 'int64' }, dims);

const style = float('style', 1, 256);
const durations = integer(seams.durations, 1, 'tokens');
const intonation = float(seams.intonation, 1, 'tokens', 'width');
const phones = float(seams.phones, 1, 'channels', 'tokens');
const f0 = float(seams.f0, 'one', 'frames');
const energy = float(seams.energy, 'one', 'frames');

const decoder = { inputs: [phones, durations, f0, energy, style], outputs: [float('audio', 'samples')] };

const ends: Readonly<Record<Part, { inputs: onnx.IValueInfoProto[]; outputs: onnx.IValueInfoProto[] }>> = {
  front: {
    inputs: [integer('tokens', 1, 'tokens'), style, float('speed', 1)],
    outputs: [durations, intonation, phones],
  },
  prosody: { inputs: [intonation, durations, style], outputs: [f0, energy] },
  decoder,
  learning: decoder,
  excitation: {
    inputs: [phones, durations, f0],
    outputs: [float(seams.spread, 'one', 'channels', 'units'), float(seams.harmonics, 'one', 'bins', 'columns')],
  },
};

/**
 * Cut the model. Chained, the parts give the bits of the whole.
 * @param bytes of an ONNX model
 * @param keep is given each part as bytes of an ONNX model, one after the other
 * @throws KokoroUnreadable naming what is missing
 */
export async function cutModel(
  bytes: Uint8Array,
  keep: (part: Part, bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const { ModelProto } = onnxProto.onnx;
  let model;
  try {
    model = ModelProto.decode(bytes);
  } catch (error) {
    throw new KokoroUnreadable('the model is no ONNX model', { cause: error });
  }
  const graph = model.graph;
  if (!graph) throw new KokoroUnreadable('the model holds no graph');
  const weights = new Map((graph.initializer ?? []).map((tensor) => [tensor.name, tensor]));
  const makers = new Map(
    (graph.node ?? []).flatMap((node) => (node.output ?? []).map((name) => [name, node] as const)),
  );
  for (const part of parts) {
    const { inputs, outputs } = ends[part];
    const given = new Set(inputs.map(({ name }) => name));
    const [nodes, tensors] = [new Set<onnx.INodeProto>(), new Set<onnx.ITensorProto>()];
    const seen = new Set<string>();
    const open = outputs.map(({ name }) => name ?? '');
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      // An input that an operator does not need has an empty name.
      if (name === '' || given.has(name) || seen.has(name)) continue;
      seen.add(name);
      const weight = weights.get(name);
      const maker = makers.get(name);
      if (weight) tensors.add(weight);
      else if (maker) {
        nodes.add(maker);
        open.push(...(maker.input ?? []));
      } else throw new KokoroUnreadable(`the model has nothing that makes ${name}`);
    }
    const cut = {
      name: part,
      // In the order of the whole, which is one in which they can be run.
      node: graph.node?.filter((node) => nodes.has(node)) ?? [],
      initializer: [...tensors],
      input: inputs,
      output: outputs,
    };
    const whole = {
      irVersion: model.irVersion,
      opsetImport: model.opsetImport,
      producerName: 'timbre',
      graph: part === 'learning' ? cut : withColumns(cut),
    };
    await keep(part, ModelProto.encode(whole).finish());
  }
}
