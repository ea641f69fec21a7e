// Whisper's two halves as ONNX graphs, built from plain tensors (Radford et al. 2022; model.py of github.com/openai/whisper,
// MIT): what is heard in half a minute, and the next word given those before it.
import { closeSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import onnxProto from 'onnx-proto';
import type { onnx } from 'onnx-proto';
import { writeBytes } from '../files.ts';
import { ELEMENT_CODES, Graph, encodeModel, sizeOf, valueInfo } from '../learning/graph.ts';
import type { ElementType, Shape, Tensor } from '../learning/graph.ts';
import type { NamedTensor, NamedTensors } from '../learning/safetensors.ts';

/** The numbers that shape a model. */
export interface WhisperShape {
  readonly bands: number;
  readonly width: number;
  readonly heads: number;
  readonly encoderLayers: number;
  readonly decoderLayers: number;
  /** Frames that the decoder listens to: half of the log-mel's. */
  readonly positions: number;
  /** Tokens that the decoder has places for. */
  readonly places: number;
  readonly vocabulary: number;
}

/** Where a weight begins in its file is a multiple of so many bytes, so that every system can map it into the memory. */
const alignment = 2 ** 16;

/** So many of the words that seem the likeliest by coarse numbers are asked for once more by all of them. */
const askedAgain = 16;
/** Coarse numbers reach this far: two products with bytes are added in 16 bits by processors without VNNI. */
const coarsest = 63;
/** What a coarse number leaves, up to a half, in fine ones. */
const finest = 254;

interface Table {
  readonly words: number;
  readonly width: number;
  /** A number of the table is (coarse + fine / {@link finest}) · step; coarse ones [width, words], fine ones [words, width]. */
  readonly coarse: Tensor;
  readonly fine: Tensor;
  /** Of each word. */
  readonly steps: Tensor;
}

/** A graph's nodes and its weights, which are too large for constants. */
class Builder {
  readonly graph = new Graph();
  readonly #weights = new Map<
    string,
    { readonly dims: Shape; readonly type: ElementType; readonly values: () => Float32Array | Int8Array }
  >();
  readonly #tensors: NamedTensors;

  constructor(tensors: NamedTensors) {
    this.#tensors = tensors;
  }

  /** @throws Error when there is no such tensor, or it has another shape */
  #tensor(name: string, shape: Shape): NamedTensor {
    const tensor = this.#tensors.get(name);
    if (tensor === undefined) throw new Error(`the model has no tensor ${name}`);
    if (tensor.shape.join() !== shape.join()) {
      throw new Error(`${name} has the shape [${tensor.shape.join()}], not [${shape.join()}]`);
    }
    return tensor;
  }

  weight(name: string, shape: Shape, isTransposed = false): Tensor {
    const tensor = this.#tensor(name, shape);
    const key = isTransposed ? `${name}:transposed` : name;
    const [rows = 1, columns = 1] = shape;
    const dims = isTransposed ? [columns, rows] : shape;
    return this.#keep(key, dims, () => (isTransposed ? transpose(tensor.data, rows, columns) : tensor.data));
  }

  #keep(name: string, dims: Shape, values: () => Float32Array | Int8Array, type: ElementType = 'float32'): Tensor {
    this.#weights.set(name, { dims, type, values });
    return this.graph.symbol(name, dims, type);
  }

  /** x · weightᵀ + bias. */
  linear(x: Tensor, name: string, [outputs, inputs]: readonly [number, number]): Tensor {
    const weight = this.weight(`${name}/weight`, [outputs, inputs], true);
    const product = this.graph.node('MatMul', [x, weight], [...x.shape.slice(0, -1), outputs]);
    return this.add(product, this.weight(`${name}/bias`, [outputs]));
  }

  add(a: Tensor, b: Tensor): Tensor {
    return this.graph.node('Add', [a, b], a.shape);
  }

  normalize(x: Tensor, name: string): Tensor {
    const size = [x.shape.at(-1) ?? 0];
    const inputs = [x, this.weight(`${name}/gamma`, size), this.weight(`${name}/beta`, size)];
    return this.graph.node('LayerNormalization', inputs, x.shape, { attributes: { axis: -1, epsilon: 1e-5 } });
  }

  gelu(x: Tensor): Tensor {
    const { graph } = this;
    // Written like this, the runtime knows it and does it in one pass.
    const error = graph.node('Erf', [graph.node('Div', [x, graph.constant(Math.SQRT2)], x.shape)], x.shape);
    const doubled = graph.node('Mul', [x, this.add(error, graph.constant(1))], x.shape);
    return graph.node('Mul', [doubled, graph.constant(0.5)], x.shape);
  }

  /** A table of words in two small whole numbers for each number of it: half of the memory, at 15 bits. */
  table(name: string, [words, width]: readonly [number, number]): Table {
    const given = this.#tensor(name, [words, width]);
    const whole = wholeNumbers(given, words, width);
    return {
      words,
      width,
      coarse: this.#keep(`${name}:coarse`, [width, words], whole.coarse, 'int8'),
      fine: this.#keep(`${name}:fine`, [words, width], whole.fine, 'int8'),
      steps: this.#keep(`${name}:steps`, [words], whole.steps),
    };
  }

  /** Rows of a table, [count, width]. @param at [count], int64 */
  rows({ width, coarse, fine, steps }: Table, at: Tensor): Tensor {
    const { graph } = this;
    const count = at.shape[0] ?? 0;
    const shape = [count, width];
    const gather = (from: Tensor, axis: number, found: Shape): Tensor =>
      graph.node('Gather', [from, at], found, { type: from.type, attributes: { axis } });
    const toFloat = (x: Tensor): Tensor =>
      graph.node('Cast', [x], x.shape, { attributes: { to: ELEMENT_CODES.float32 } });
    const turned = toFloat(gather(coarse, 1, [width, count]));
    const whole = graph.node('Transpose', [turned], shape, { attributes: { perm: [1, 0] } });
    const rest = graph.node('Mul', [toFloat(gather(fine, 0, shape)), graph.constant(1 / finest)], shape);
    const each = graph.node(
      'Reshape',
      [gather(steps, 0, [count]), graph.constant([count, 1], [2], 'int64')],
      [count, 1],
    );
    return graph.node('Mul', [this.add(whole, rest), each], shape);
  }

  /**
   * x [1, width] · tableᵀ: with all words coarsely, at half of the time, and then once more with those that seem the likeliest, so
   * that the largest products are exact.
   */
  logits(x: Tensor, table: Table): Tensor {
    const { graph } = this;
    const { words, coarse, steps } = table;
    const [bytes, step, zero] = graph.nodes(
      'DynamicQuantizeLinear',
      [x],
      [{ shape: x.shape, type: 'uint8' }, { shape: [] }, { shape: [], type: 'uint8' }],
    );
    const whole = graph.node('MatMulInteger', [bytes, coarse, zero], [1, words], { type: 'int32' });
    const products = graph.node('Cast', [whole], [1, words], { attributes: { to: ELEMENT_CODES.float32 } });
    const near = graph.node('Mul', [products, graph.node('Mul', [steps, step], [words])], [1, words]);
    const count = Math.min(askedAgain, words);
    const [, likeliest] = graph.nodes(
      'TopK',
      [near, graph.constant([count], [1], 'int64')],
      [{ shape: [1, count] }, { shape: [1, count], type: 'int64' }],
      { attributes: { sorted: 0 } },
    );
    const at = graph.node('Reshape', [likeliest, graph.constant([count], [1], 'int64')], [count], { type: 'int64' });
    const exact = graph.node('Gemm', [x, this.rows(table, at)], [1, count], { attributes: { transB: 1 } });
    return graph.node('ScatterElements', [near, likeliest, exact], [1, words], { attributes: { axis: 1 } });
  }

  /** As many rows of a table as there is time in `like` [1, time, width]. */
  first(table: Tensor, like: Tensor): Tensor {
    const { graph } = this;
    const size = graph.node('Shape', [like], [1], { type: 'int64', attributes: { start: 1, end: 2 } });
    const zero = graph.constant([0], [1], 'int64');
    return graph.node('Slice', [table, zero, size, zero], table.shape);
  }

  /** [1, time, width] → [1, heads, time, width of a head]. */
  split(x: Tensor, heads: number): Tensor {
    const { graph } = this;
    const [, time = 0, width = 0] = x.shape;
    const shape = [1, time, heads, width / heads];
    const apart = graph.node('Reshape', [x, graph.constant([1, -1, heads, width / heads], [4], 'int64')], shape);
    return graph.node('Transpose', [apart], [1, heads, time, width / heads], { attributes: { perm: [0, 2, 1, 3] } });
  }

  /** Equal parts of the last axis. */
  parts(x: Tensor, count: number): Tensor[] {
    const { graph } = this;
    const size = (x.shape.at(-1) ?? 0) / count;
    const outputs = Array.from({ length: count }, () => ({ shape: [...x.shape.slice(0, -1), size] }));
    const sizes = graph.constant(
      outputs.map(() => size),
      [count],
      'int64',
    );
    return graph.nodes('Split', [x, sizes], outputs, { attributes: { axis: -1 } });
  }

  /** The heads of [1, heads, time, width of a head], each [1, 1, time, width of a head]. */
  heads(x: Tensor): Tensor[] {
    const { graph } = this;
    const [, heads = 0, ...rest] = x.shape;
    const outputs = Array.from({ length: heads }, () => ({ shape: [1, 1, ...rest] }));
    const sizes = graph.constant(
      outputs.map(() => 1),
      [heads],
      'int64',
    );
    return graph.nodes('Split', [x, sizes], outputs, { attributes: { axis: 1 } });
  }

  /** Scaled dot products of heads, put together again: [1, time, width]. */
  attend(query: Tensor, key: Tensor, value: Tensor): Tensor {
    const { graph } = this;
    const [, heads = 0, time = 0, size = 0] = query.shape;
    const scaled = graph.node('Mul', [query, graph.constant(size ** -0.5)], query.shape);
    const turned = graph.node('Transpose', [key], key.shape, { attributes: { perm: [0, 1, 3, 2] } });
    const attendOne = (asked: Tensor, keys: Tensor, values: Tensor): Tensor => {
      const scores = graph.node('MatMul', [asked, keys], [1, asked.shape[1] ?? 0, time, 1]);
      const shares = graph.node('Softmax', [scores], scores.shape, { attributes: { axis: -1 } });
      return graph.node('MatMul', [shares, values], asked.shape);
    };
    // The scores of half a minute take 9 MB a head: one after the other. Of a single word they are small.
    const heard =
      time === 1
        ? attendOne(scaled, turned, value)
        : graph.node('Concat', this.#eachHead([scaled, turned, value], attendOne), query.shape, {
            attributes: { axis: 1 },
          });
    const back = graph.node('Transpose', [heard], [1, time, heads, size], { attributes: { perm: [0, 2, 1, 3] } });
    return graph.node('Reshape', [back, graph.constant([1, -1, heads * size], [3], 'int64')], [1, time, heads * size]);
  }

  #eachHead(
    [query, key, value]: readonly [Tensor, Tensor, Tensor],
    attend: (query: Tensor, key: Tensor, value: Tensor) => Tensor,
  ): Tensor[] {
    const [keys, values] = [this.heads(key), this.heads(value)];
    return this.heads(query).map((one, head) => attend(one, keys[head], values[head]));
  }

  feedForward(x: Tensor, name: string, width: number): Tensor {
    const inner = this.gelu(
      this.linear(this.normalize(x, `${name}/layer_norm`), `${name}/linear_0`, [4 * width, width]),
    );
    return this.add(x, this.linear(inner, `${name}/linear_1`, [width, 4 * width]));
  }

  /**
   * Write an ONNX model with these inputs and outputs, and its weights one by one into a file beside it: a model's own can't
   * be larger than 2 GB.
   * @throws what reading a tensor throws
   */
  write(file: string, inputs: readonly onnx.IValueInfoProto[], outputs: readonly NamedOutput[]): void {
    const location = `${path.basename(file)}.weights`;
    const weights = openSync(path.join(path.dirname(file), location), 'w');
    const initializer: onnx.ITensorProto[] = [];
    try {
      let offset = 0;
      for (const [name, { dims, type, values }] of this.#weights) {
        const { buffer, byteOffset, byteLength } = values();
        writeBytes(weights, new Uint8Array(buffer, byteOffset, byteLength), offset);
        const place = { location, offset, length: byteLength };
        initializer.push({
          name,
          dataType: ELEMENT_CODES[type],
          dims: [...dims],
          dataLocation: onnxProto.onnx.TensorProto.DataLocation.EXTERNAL,
          externalData: Object.entries(place).map(([key, value]) => ({ key, value: String(value) })),
        });
        offset = alignment * Math.ceil((offset + byteLength) / alignment);
      }
    } finally {
      closeSync(weights);
    }
    const names = new Map(outputs.map(({ made, info }) => [made, info.name ?? '']));
    const proto = this.graph.toProto(
      inputs,
      outputs.map(({ made }) => ({ name: made })),
    );
    const model = encodeModel({
      ...proto,
      node: (proto.node ?? []).map((node) => ({
        ...node,
        output: node.output?.map((name) => names.get(name) ?? name) ?? [],
      })),
      output: outputs.map(({ info }) => info),
      initializer: [...(proto.initializer ?? []), ...initializer],
    });
    writeFileSync(file, model);
  }
}

function transpose(data: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(data.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) turned[column * rows + row] = data[row * columns + column];
  return turned;
}

/** What a {@link Table} holds, each made when it is asked for. */
function wholeNumbers(table: NamedTensor, words: number, width: number) {
  const steps = (): Float32Array => {
    const { data } = table;
    return Float32Array.from({ length: words }, (_, word) => {
      const row = data.subarray(word * width, (word + 1) * width);
      return row.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / coarsest;
    });
  };
  const each = (set: (at: { readonly word: number; readonly i: number }, value: number) => void): void => {
    const { data } = table;
    for (const [word, step] of steps().entries()) {
      for (let i = 0; i < width; i++) set({ word, i }, step === 0 ? 0 : data[word * width + i] / step);
    }
  };
  const coarse = (): Int8Array => {
    const whole = new Int8Array(words * width);
    each(({ word, i }, value) => (whole[i * words + word] = Math.round(value)));
    return whole;
  };
  const fine = (): Int8Array => {
    const rest = new Int8Array(words * width);
    each(({ word, i }, value) => (rest[word * width + i] = Math.round(finest * (value - Math.round(value)))));
    return rest;
  };
  return { steps, coarse, fine };
}

/** Names of what the encoder leaves for a layer of the decoder. */
const crossNames = (layer: number): readonly [string, string] => [`cross-key-${layer}`, `cross-value-${layer}`];
/** Names of what the decoder keeps of the words so far, for a layer; with `next-` before them, of those and the new one. */
export const pastNames = (layer: number): readonly [string, string] => [`key-${layer}`, `value-${layer}`];

/** Give a tensor a name of its own, as an output. */
const named = (graph: Graph, x: Tensor, name: string, dimensions: readonly (number | string)[]): NamedOutput => ({
  info: valueInfo({ name, type: 'float32' }, dimensions),
  made: graph.node('Identity', [x], x.shape).name,
});

interface NamedOutput {
  readonly info: onnx.IValueInfoProto;
  /** What it is called where it is made. */
  readonly made: string;
}

/**
 * Write the graph of log-mel spectrum `mel` [1, bands, 2 · positions] → keys and values that each layer of the decoder listens to,
 * [1, heads, positions, width of a head]; of fewer positions than the model has, too.
 * @throws Error naming the tensor that is missing or has another shape
 */
export function writeEncoder(file: string, tensors: NamedTensors, shape: WhisperShape): void {
  const { bands, width, heads, positions } = shape;
  const builder = new Builder(tensors);
  const { graph } = builder;
  const mel = graph.symbol('mel', [1, bands, 2 * positions]);
  let x: Tensor = mel;
  for (const [index, channels] of [bands, width].entries()) {
    const name = `encoder/conv${index + 1}`;
    const inputs = [x, builder.weight(`${name}/weight`, [width, channels, 3]), builder.weight(`${name}/bias`, [width])];
    const attributes = { kernel_shape: [3], pads: [1, 1], strides: [index + 1] };
    x = builder.gelu(graph.node('Conv', inputs, [1, width, (2 * positions) / (index + 1)], { attributes }));
  }
  x = graph.node('Transpose', [x], [1, positions, width], { attributes: { perm: [0, 2, 1] } });
  const places = builder.weight('encoder/position_encodings/encodings', [positions, width]);
  x = builder.add(x, builder.first(places, x));
  for (let layer = 0; layer < shape.encoderLayers; layer++) {
    const name = `encoder/layer_${layer}`;
    const normal = builder.normalize(x, `${name}/self_attention/layer_norm`);
    const all = builder.linear(normal, `${name}/self_attention/linear_0`, [3 * width, width]);
    const [query, key, value] = builder.parts(all, 3).map((part) => builder.split(part, heads));
    const heard = builder.attend(query, key, value);
    x = builder.add(x, builder.linear(heard, `${name}/self_attention/linear_1`, [width, width]));
    x = builder.feedForward(x, `${name}/ffn`, width);
  }
  x = builder.normalize(x, 'encoder/layer_norm');
  const outputs = Array.from({ length: shape.decoderLayers }, (_, layer) => {
    const both = builder.linear(x, `decoder/layer_${layer}/attention/linear_1`, [2 * width, width]);
    const halves = builder.parts(both, 2).map((part) => builder.split(part, heads));
    return halves.map((half, index) =>
      named(graph, half, crossNames(layer)[index], [1, heads, 'heard', width / heads]),
    );
  }).flat();
  builder.write(file, [valueInfo(mel, [1, bands, 'frames'])], outputs);
}

/**
 * Write the graph of `token` [1] and `position` [1] (int64), what the encoder left and what the words before left → `logits` [1, vocabulary]
 * and what the words leave now.
 * @throws Error naming the tensor that is missing or has another shape
 */
export function writeDecoder(file: string, tensors: NamedTensors, shape: WhisperShape): void {
  const { width, heads, positions, vocabulary } = shape;
  const builder = new Builder(tensors);
  const { graph } = builder;
  const size = width / heads;
  const token = graph.symbol('token', [1], 'int64');
  const position = graph.symbol('position', [1], 'int64');
  const table = builder.table('decoder/embeddings/weight', [vocabulary, width]);
  const places = builder.weight('decoder/position_encodings/encodings', [shape.places, width]);
  const place = graph.node('Gather', [places, position], [1, width], { attributes: { axis: 0 } });
  let x = builder.add(builder.rows(table, token), place);
  x = graph.node('Reshape', [x, graph.constant([1, 1, width], [3], 'int64')], [1, 1, width]);
  const inputs = [valueInfo(token, [1]), valueInfo(position, [1])];
  const outputs: NamedOutput[] = [];
  for (let layer = 0; layer < shape.decoderLayers; layer++) {
    const name = `decoder/layer_${layer}`;
    const past = pastNames(layer).map((one) => graph.symbol(one, [1, heads, 1, size]));
    for (const one of past) inputs.push(valueInfo(one, [1, heads, 'past', size]));
    const normal = builder.normalize(x, `${name}/self_attention/layer_norm`);
    const all = builder.linear(normal, `${name}/self_attention/linear_0`, [3 * width, width]);
    const [query, ...fresh] = builder.parts(all, 3).map((part) => builder.split(part, heads));
    const [key, value] = fresh.map((one, index) =>
      graph.node('Concat', [past[index], one], one.shape, { attributes: { axis: 2 } }),
    );
    for (const [index, one] of [key, value].entries())
      outputs.push(named(graph, one, `next-${pastNames(layer)[index]}`, [1, heads, 'now', size]));
    const said = builder.attend(query, key, value);
    x = builder.add(x, builder.linear(said, `${name}/self_attention/linear_1`, [width, width]));
    const cross = crossNames(layer).map((one) => graph.symbol(one, [1, heads, positions, size]));
    for (const one of cross) inputs.push(valueInfo(one, [1, heads, 'heard', size]));
    const asked = builder.linear(builder.normalize(x, `${name}/attention/layer_norm`), `${name}/attention/linear_0`, [
      width,
      width,
    ]);
    const heard = builder.attend(builder.split(asked, heads), cross[0], cross[1]);
    x = builder.add(x, builder.linear(heard, `${name}/attention/linear_2`, [width, width]));
    x = builder.feedForward(x, `${name}/ffn`, width);
  }
  x = builder.normalize(x, 'decoder/layer_norm');
  const flat = graph.node('Reshape', [x, graph.constant([1, width], [2], 'int64')], [1, width]);
  const logits = builder.logits(flat, table);
  outputs.push(named(graph, logits, 'logits', [1, vocabulary]));
  builder.write(file, inputs, outputs);
}

/** The shape of a model, read off its tensors. @throws Error when it can't be that of a Whisper */
export function shapeOf(tensors: NamedTensors): WhisperShape {
  const layers = (half: string): number =>
    new Set([...tensors.keys()].flatMap((name) => new RegExp(`^${half}/layer_(\\d+)/`).exec(name)?.[1] ?? [])).size;
  const at = (name: string, axis: number): number => tensors.get(name)?.shape[axis] ?? 0;
  const shape = {
    bands: at('encoder/conv1/weight', 1),
    width: at('encoder/conv1/weight', 0),
    heads: tensors.get('encoder/num_heads')?.data[0] ?? 0,
    encoderLayers: layers('encoder'),
    decoderLayers: layers('decoder'),
    positions: at('encoder/position_encodings/encodings', 0),
    places: at('decoder/position_encodings/encodings', 0),
    vocabulary: at('decoder/embeddings/weight', 0),
  };
  const { width, heads } = shape;
  if (Object.values(shape).some((size) => size <= 0 || sizeOf([size]) > 2 ** 20) || width % heads !== 0) {
    throw new Error(`no Whisper has the shape ${JSON.stringify(shape)}`);
  }
  return shape;
}
