// A decoder of speech as ONNX, small and with random weights: the operators, and the ways of writing, that the large one has.
import onnxProto from 'onnx-proto';
import type { onnx } from 'onnx-proto';
import { sizeOf, valueInfo } from '../../src/learning/graph.ts';
import type { Shape } from '../../src/learning/graph.ts';
import { importGraph } from '../../src/learning/import.ts';
import type { OnnxModel } from '../../src/learning/import.ts';
import { defineModel } from '../../src/learning/model.ts';
import { meanSquaredError } from '../../src/learning/operators.ts';
import { Random } from '../../src/learning/random.ts';

const { AttributeProto, ModelProto, TensorProto } = onnxProto.onnx;

/** Channels, frames, numbers of a style; the source has two samples for each of 37 frames. */
const [channels, frames, styleSize, sourceChannels] = [4, 6, 3, 2];

export const shapes = {
  phones: [1, channels, frames],
  source: [1, sourceChannels, 74],
  style: [1, styleSize],
} as const;
/** Samples of the sound that is made. */
const audioLength = 72;

type Attribute = number | readonly number[] | string;

/** Attributes that ONNX defines as floats. */
const floats = new Set(['alpha']);

function attributeOf(name: string, value: Attribute): onnx.IAttributeProto {
  const { AttributeType } = AttributeProto;
  if (typeof value === 'string') return { name, type: AttributeType.STRING, s: Buffer.from(value) };
  if (typeof value !== 'number') return { name, type: AttributeType.INTS, ints: [...value] };
  return floats.has(name) ? { name, type: AttributeType.FLOAT, f: value } : { name, type: AttributeType.INT, i: value };
}

class Writer {
  readonly nodes: onnx.INodeProto[] = [];
  readonly constants: onnx.ITensorProto[] = [];
  readonly #random = Random.seeded(21);
  readonly #hasIntegers: boolean;
  #count = 0;

  constructor(hasIntegers: boolean) {
    this.#hasIntegers = hasIntegers;
  }

  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    name = '',
  ): string {
    return this.nodesOf(operator, inputs, attributes, [name || `n${this.#count++}`])[0];
  }

  nodesOf(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>>,
    output: string[],
  ): string[] {
    const attribute = Object.entries(attributes).map(([key, value]) => attributeOf(key, value));
    this.nodes.push({ opType: operator, input: [...inputs], output, attribute });
    return output;
  }

  floats(name: string, shape: Shape, value: () => number): string {
    const floatData = Array.from({ length: sizeOf(shape) }, value);
    this.constants.push({ name, dims: [...shape], dataType: TensorProto.DataType.FLOAT, floatData });
    return name;
  }

  number(value: number): string {
    return this.floats(`number ${this.#count++}`, [], () => value);
  }

  integers(...values: readonly number[]): string {
    const name = `integers ${this.#count++}`;
    const int64Data = [...values];
    this.constants.push({ name, dims: [values.length], dataType: TensorProto.DataType.INT64, int64Data });
    return name;
  }

  random(name: string, shape: Shape, scale = 0.3): string {
    return this.floats(name, shape, () => scale * this.#random.normal());
  }

  /** A product with a weight, which is one of 8-bit integers where the decoder has them. The values are the same. */
  product(
    operator: 'Conv' | 'MatMul',
    x: string,
    name: string,
    shape: Shape,
    attributes: Readonly<Record<string, Attribute>> = {},
    bias = '',
  ): string {
    const isConvolution = operator === 'Conv';
    const columns = isConvolution ? 1 : shape[1];
    const [zeros, scales] = [0, 1].map((which) =>
      Array.from({ length: columns }, (_, i) =>
        which === 0 ? (isConvolution ? 120 : (i % 5) - 2) : 2 ** -8 * (1 + (i % 3)),
      ),
    );
    const values = Array.from({ length: sizeOf(shape) }, () => Math.round(60 * this.#random.normal()));
    const stored = values.map((value) =>
      Math.min(isConvolution ? 255 : 127, Math.max(isConvolution ? 0 : -128, value + (isConvolution ? 120 : 0))),
    );
    if (!this.#hasIntegers) {
      let i = 0;
      this.floats(name, shape, () => {
        const column = i % columns;
        return (stored[i++] - zeros[column]) * scales[column];
      });
      return this.node(operator, [x, name, ...(bias ? [bias] : [])], attributes);
    }
    const { INT8, UINT8 } = TensorProto.DataType;
    const dims = isConvolution ? [] : [columns];
    const dataType = isConvolution ? UINT8 : INT8;
    this.constants.push({ name: `${name}_quantized`, dims: [...shape], dataType, int32Data: stored });
    this.constants.push({ name: `${name}_zero_point`, dims, dataType, int32Data: zeros });
    let i = 0;
    const scale = this.floats(`${name}_scale`, dims, () => scales[i++]);
    const quantized = this.nodesOf(
      'DynamicQuantizeLinear',
      [x],
      {},
      ['q', 's', 'z'].map((part) => `${x} ${name} ${part}`),
    );
    const inputs = [quantized[0], `${name}_quantized`, quantized[2], `${name}_zero_point`];
    let result = this.node(`${operator}Integer`, inputs, attributes);
    const both = this.node('Mul', [quantized[1], scale]);
    if (bias) {
      const whole = this.node('Cast', [this.node('Floor', [this.node('Div', [bias, both])])], {
        to: TensorProto.DataType.INT32,
      });
      result = this.node('Add', [result, this.node('Reshape', [whole, this.integers(1, -1, 1)])]);
    }
    return this.node('Mul', [this.node('Cast', [result], { to: TensorProto.DataType.FLOAT }), both]);
  }
}

/** Instance norm as exporters write it out, scaled and shifted by what a linear layer makes of the style. */
function adaptiveNorm(w: Writer, x: string, name: string, size: number, axes: string): string {
  const linear = w.product('MatMul', 'style', `${name}.fc.weight`, [styleSize, 2 * size]);
  const both = w.node('Unsqueeze', [w.node('Add', [linear, w.random(`${name}.fc.bias`, [2 * size])]), w.integers(2)]);
  const [gamma, beta] = w.nodesOf('Split', [both, w.integers(size, size)], { axis: 1 }, [
    `${name} gamma`,
    `${name} beta`,
  ]);
  const centred = w.node('Sub', [x, w.node('ReduceMean', [x, axes])]);
  const variance = w.node('ReduceMean', [w.node('Mul', [centred, centred]), axes]);
  const normal = w.node('Div', [centred, w.node('Sqrt', [w.node('Add', [variance, w.number(1e-5)])])]);
  return w.node('Add', [w.node('Mul', [w.node('Add', [gamma, w.number(1)]), normal]), beta], {}, `${name} out`);
}

function snake(w: Writer, x: string, name: string, size: number): string {
  const rate = w.floats(`${name}.alpha`, [1, size, 1], () => 0.8);
  const share = w.floats(`${name}.share`, [1, size, 1], () => 1 / 0.8);
  const squared = w.node('Pow', [w.node('Sin', [w.node('Mul', [rate, x])]), w.number(2)]);
  return w.node('Add', [x, w.node('Mul', [share, squared])]);
}

/** The first samples of an inverse STFT are divided by what its windows add up to there. */
function divided(w: Writer, audio: string): string {
  const sums = w.floats('window sums', [4], () => 0.25);
  const shape = w.node('Shape', [audio]);
  const rows = w.node('Range', [
    w.node('Squeeze', [w.integers(0), w.integers(0)]),
    w.node('Gather', [shape, w.node('Squeeze', [w.integers(0), w.integers(0)])]),
    w.node('Squeeze', [w.integers(1), w.integers(0)]),
  ]);
  const places = w.node('Transpose', [w.node('NonZero', [w.node('Greater', [sums, w.number(0)])])], { perm: [1, 0] });
  const row = w.node('Reshape', [rows, w.integers(-1, 1, 1)]);
  const count = w.node('Shape', [w.node('Add', [row, places])]);
  const quotient = w.node('Div', [
    w.node('Gather', [audio, places], { axis: 1 }),
    w.node('Gather', [sums, places], { axis: 0 }),
  ]);
  const updates = w.node('Reshape', [
    quotient,
    w.node('Concat', [count, w.node('Slice', [shape, w.integers(2), w.integers(9), w.integers(0)])], { axis: 0 }),
  ]);
  const pair = [row, places].map((x) => w.node('Unsqueeze', [w.node('Expand', [x, count]), w.integers(-1)]));
  return w.node('ScatterND', [audio, w.node('Concat', pair, { axis: -1 }), updates]);
}

/** @param hasIntegers its products are of 8-bit integers, of the same values */
export function smallDecoder(hasIntegers = false): Uint8Array {
  const w = new Writer(hasIntegers);
  const [axes, root] = [w.integers(2), w.number(Math.SQRT2)];
  // As the blocks before the generator, with the one that doubles the frames.
  const activated = w.node('LeakyRelu', [adaptiveNorm(w, 'phones', 'norm1', channels, axes)], { alpha: 0.2 });
  const pooled = w.node(
    'ConvTranspose',
    [activated, w.random('pool', [channels, 1, 3]), w.random('pool.bias', [channels])],
    {
      strides: [2],
      pads: [1, 1],
      output_padding: [1],
      group: channels,
      kernel_shape: [3],
    },
  );
  const convolved = w.product(
    'Conv',
    pooled,
    'conv1',
    [channels, channels, 3],
    { auto_pad: 'NOTSET', pads: [1, 1], kernel_shape: [3] },
    w.random('conv1.bias', [channels]),
  );
  const doubled = w.node(
    'Resize',
    [
      'phones',
      '',
      w.floats(
        'factors',
        [3],
        (
          (values) => () =>
            values.shift()!
        )([1, 1, 2]),
      ),
    ],
    {
      mode: 'nearest',
      coordinate_transformation_mode: 'asymmetric',
      nearest_mode: 'floor',
    },
  );
  const shortcut = w.product('Conv', doubled, 'conv1x1', [channels, channels, 1], { kernel_shape: [1] });
  const encoded = w.node('Div', [w.node('Add', [convolved, shortcut]), root], {}, 'encoded');
  // As the generator: up, the source beside it, blocks of dilated convolutions.
  const up = w.node(
    'ConvTranspose',
    [
      w.node('LeakyRelu', [encoded], { alpha: 0.1 }),
      w.random('ups', [channels, channels, 5]),
      w.random('ups.bias', [channels]),
    ],
    {
      strides: [3],
      pads: [1, 1],
      kernel_shape: [5],
    },
  );
  const padded = w.node('Pad', [up, w.integers(0, 0, 1, 0, 0, 0)], { mode: 'reflect' });
  const noise = w.product(
    'Conv',
    'source',
    'noise',
    [channels, sourceChannels, 4],
    { strides: [2], pads: [1, 1], kernel_shape: [4] },
    w.random('noise.bias', [channels]),
  );
  let x = w.node('Add', [padded, noise]);
  for (const [i, dilation] of [1, 2].entries()) {
    const waved = snake(w, adaptiveNorm(w, x, `adain${i}`, channels, axes), `snake${i}`, channels);
    const filtered = w.product(
      'Conv',
      waved,
      `convs${i}`,
      [channels, channels, 3],
      { dilations: [dilation], pads: [dilation, dilation], kernel_shape: [3] },
      w.random(`convs${i}.bias`, [channels]),
    );
    x = w.node('Add', [filtered, x]);
  }
  // As the head: magnitudes and phases of an inverse STFT, four samples wide, every two samples.
  const post = w.node('Conv', [x, w.random('post', [8, channels, 3], 0.1), w.random('post.bias', [8])], {
    pads: [1, 1],
    kernel_shape: [3],
  });
  const part = (start: number, end: number): string =>
    w.node('Slice', [post, w.integers(start), w.integers(end), w.integers(1), w.integers(1)]);
  const [magnitude, phase] = [w.node('Exp', [part(0, 4)]), w.node('Sin', [part(4, 2 ** 40)])];
  const both = ['Cos', 'Sin'].map((wave) => w.node('Mul', [magnitude, w.node(wave, [phase])]));
  const inverse = w.node('ConvTranspose', [w.node('Concat', both, { axis: 1 }), w.random('inverse basis', [8, 1, 4])], {
    strides: [2],
    kernel_shape: [4],
  });
  const whole = divided(w, w.node('Squeeze', [inverse, w.integers(1)]));
  const louder = w.node('Mul', [w.node('Unsqueeze', [whole, w.integers(1)]), w.number(4)]);
  const cut = w.node('Slice', [louder, w.integers(2), w.integers(2 ** 40), w.integers(2)]);
  const both2 = w.node('Slice', [cut, w.integers(0), w.integers(-2), w.integers(2)]);
  const rows = w.node('Gather', [both2, w.node('Squeeze', [w.integers(0), w.integers(0)])], { axis: 1 }, 'rows');
  w.node(
    'Gather',
    [w.node('Reshape', [rows, w.integers(1, -1)]), w.node('Squeeze', [w.integers(0), w.integers(0)])],
    { axis: 0 },
    'audio',
  );
  const graph = {
    name: 'decoder',
    node: w.nodes,
    initializer: w.constants,
    input: Object.entries(shapes).map(([name, shape]) => valueInfo({ name, type: 'float32' }, shape)),
    output: [valueInfo({ name: 'audio', type: 'float32' }, ['samples'])],
  };
  return ModelProto.encode(
    ModelProto.fromObject({ irVersion: 9, opsetImport: [{ domain: '', version: 20 }], graph }),
  ).finish();
}

/** Learns the decoder's style from the sound that is to come out. */
export const learningStyle = (decoder: OnnxModel, begin: Float32Array = Float32Array.of(0.3, -0.2, 0.1)) =>
  defineModel({
    inputs: { phones: { shape: shapes.phones.slice(1) }, source: { shape: shapes.source.slice(1) } },
    targets: { audio: { shape: [audioLength] } },
    predict(scope, given) {
      const style = scope('style', shapes.style, () => begin.slice());
      const { rows } = importGraph(style.graph, decoder, { given: { ...given, style }, wanted: ['rows'] });
      return { audio: rows };
    },
    loss: ({ audio }, targets) => meanSquaredError(audio, targets.audio),
  });
