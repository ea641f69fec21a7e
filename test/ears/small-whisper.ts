// A Whisper of a few numbers, drawn from a seed: its tensors, and the same in the files of a fetched one.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Tensor } from 'onnxruntime-node';
import { type WhisperShape, pastNames, shapeOf, writeDecoder, writeEncoder } from '../../src/ears/whisper-graphs.ts';
import { sizeOf } from '../../src/learning/graph.ts';
import { Random } from '../../src/learning/random.ts';
import { openSession } from '../../src/learning/runtime.ts';
import type { NamedTensor, NamedTensors } from '../../src/learning/safetensors.ts';

export const smallShape: WhisperShape = {
  bands: 4,
  width: 8,
  heads: 2,
  encoderLayers: 2,
  decoderLayers: 2,
  positions: 50,
  places: 64,
  vocabulary: 12,
};
export const smallVocabulary = [
  'Hello',
  'Ġthere',
  'Ġfriend',
  'Ġof',
  'Ġmine',
  '.',
  'Ġagain',
  '<|endoftext|>',
  '<|startoftranscript|>',
  '<|en|>',
  '<|notimestamps|>',
  '<|nospeech|>',
];

/** Names and shapes of a Whisper's tensors, as CTranslate2 has them. */
function shapes({ bands, width, encoderLayers, decoderLayers, positions, places, vocabulary }: WhisperShape) {
  const tensors: [string, number[]][] = [];
  const linear = (name: string, outputs: number, inputs: number): void => {
    tensors.push([`${name}/weight`, [outputs, inputs]], [`${name}/bias`, [outputs]]);
  };
  const norm = (name: string): void => {
    tensors.push([`${name}/gamma`, [width]], [`${name}/beta`, [width]]);
  };
  for (const [index, channels] of [bands, width].entries()) {
    tensors.push([`encoder/conv${index + 1}/weight`, [width, channels, 3]], [`encoder/conv${index + 1}/bias`, [width]]);
  }
  tensors.push(['encoder/position_encodings/encodings', [positions, width]]);
  tensors.push(['decoder/position_encodings/encodings', [places, width]]);
  tensors.push(['decoder/embeddings/weight', [vocabulary, width]]);
  for (const [half, layers] of [
    ['encoder', encoderLayers],
    ['decoder', decoderLayers],
  ] as const) {
    norm(`${half}/layer_norm`);
    for (let layer = 0; layer < layers; layer++) {
      const name = `${half}/layer_${layer}`;
      norm(`${name}/self_attention/layer_norm`);
      linear(`${name}/self_attention/linear_0`, 3 * width, width);
      linear(`${name}/self_attention/linear_1`, width, width);
      norm(`${name}/ffn/layer_norm`);
      linear(`${name}/ffn/linear_0`, 4 * width, width);
      linear(`${name}/ffn/linear_1`, width, 4 * width);
      if (half === 'encoder') continue;
      norm(`${name}/attention/layer_norm`);
      linear(`${name}/attention/linear_0`, width, width);
      linear(`${name}/attention/linear_1`, 2 * width, width);
      linear(`${name}/attention/linear_2`, width, width);
    }
  }
  return tensors;
}

export function smallTensors(shape = smallShape): Map<string, NamedTensor> {
  const random = Random.seeded(5);
  const tensors = new Map<string, NamedTensor>(
    shapes(shape).map(([name, dims]) => {
      const around = name.endsWith('gamma') ? 1 : 0;
      // What half precision holds exactly.
      const draw = (): number => around + Math.round((random.uniform() - 0.5) * 64) / 64;
      return [name, { shape: dims, data: Float32Array.from({ length: sizeOf(dims) }, draw) }];
    }),
  );
  tensors.set('encoder/num_heads', { shape: [], data: Float32Array.of(shape.heads) });
  return tensors;
}

function half(value: number): number {
  if (value === 0) return 0;
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  const fraction = Math.round((Math.abs(value) / 2 ** exponent - 1) * 1024);
  return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | fraction;
}

const word = (text: string): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(text.length + 1);
  return Buffer.concat([length, Buffer.from(`${text}\0`, 'latin1')]);
};

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** The tensors in CTranslate2's layout: half precision, but for the number of heads. */
export function toCtranslate2(tensors: ReadonlyMap<string, NamedTensor>): Buffer {
  const parts = [number(6), word('WhisperSpec'), number(3), number(tensors.size)];
  for (const [name, { shape, data }] of tensors) {
    const isWhole = shape.length === 0;
    const values = Buffer.alloc(2 * data.length);
    for (const [i, value] of data.entries()) {
      if (isWhole) values.writeInt16LE(value, 2 * i);
      else values.writeUInt16LE(half(value), 2 * i);
    }
    parts.push(word(name), Buffer.of(shape.length), ...shape.map(number), Buffer.of(isWhole ? 2 : 4));
    parts.push(number(values.length), values);
  }
  return Buffer.concat([...parts, number(0)]);
}

/** Write a model as it is fetched. */
export async function writeSmallWhisper(folder: string, shape = smallShape): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'model.bin'), toCtranslate2(smallTensors(shape)));
  await writeFile(path.join(folder, 'vocabulary.txt'), `${smallVocabulary.join('\n')}\n`);
  await writeFile(path.join(folder, 'config.json'), JSON.stringify({ suppress_ids: [3], suppress_ids_begin: [5] }));
}

const int64 = (value: number): Tensor => new Tensor('int64', BigInt64Array.of(BigInt(value)), [1]);

/** What the graphs of a model answer to each of these tokens in its turn. @param mel [bands × frames] */
export async function logitsOf(
  tensors: NamedTensors,
  mel: Float32Array,
  tokens: readonly number[],
): Promise<Float32Array[]> {
  const shape = shapeOf(tensors);
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-graphs-'));
  const files = [path.join(folder, 'encoder.onnx'), path.join(folder, 'decoder.onnx')];
  writeEncoder(files[0], tensors, shape);
  writeDecoder(files[1], tensors, shape);
  const [encoder, decoder] = await Promise.all(
    files.map((file) => openSession(file, { isPrepacked: false, hasArena: false })),
  );
  const cross = await encoder.run({ mel: new Tensor('float32', mel, [1, shape.bands, mel.length / shape.bands]) });
  const empty = new Tensor('float32', new Float32Array(0), [1, shape.heads, 0, shape.width / shape.heads]);
  let past: Record<string, Tensor> = Object.fromEntries(
    Array.from({ length: shape.decoderLayers }, (_, i) => pastNames(i).map((name) => [name, empty])).flat(),
  );
  const answers: Float32Array[] = [];
  for (const [at, token] of tokens.entries()) {
    const made = await decoder.run({ token: int64(token), position: int64(at), ...past, ...cross });
    past = Object.fromEntries(Object.keys(past).map((name) => [name, made[`next-${name}`]]));
    answers.push(made['logits'].data as Float32Array);
  }
  await Promise.all([encoder.release(), decoder.release()]);
  await rm(folder, { recursive: true });
  return answers;
}
