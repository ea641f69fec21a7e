// A speaker encoder of a few numbers, drawn from a seed: its tensors, and the same in a file as an early PyTorch wrote it.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sizeOf } from '../../src/learning/graph.ts';
import { Random } from '../../src/learning/random.ts';
import type { NamedTensor } from '../../src/learning/safetensors.ts';
import type { EncoderShape } from '../../src/speakers/encoder-graph.ts';

export const smallShape: EncoderShape = { bands: 12, width: 8, layers: 2, size: 16 };

export function smallTensors({ bands, width, layers, size } = smallShape): Map<string, NamedTensor> {
  const random = Random.seeded(11);
  const shapes: [string, number[]][] = [];
  for (let layer = 0; layer < layers; layer++) {
    shapes.push([`lstm.weight_ih_l${layer}`, [4 * width, layer === 0 ? bands : width]]);
    shapes.push([`lstm.weight_hh_l${layer}`, [4 * width, width]]);
    for (const kind of ['ih', 'hh']) shapes.push([`lstm.bias_${kind}_l${layer}`, [4 * width]]);
  }
  shapes.push(['linear.weight', [size, width]], ['linear.bias', [size]]);
  return new Map(
    shapes.map(([name, shape]) => {
      // Band powers are small numbers: the first layer must hear them.
      const scale = name === 'lstm.weight_ih_l0' ? 40 : 1.5;
      const data = Float32Array.from({ length: sizeOf(shape) }, () => scale * (random.uniform() - 0.5));
      return [name, { shape, data }];
    }),
  );
}

const text = (value: string): Buffer => Buffer.concat([Buffer.of(0x58), little(value.length, 4), Buffer.from(value)]);
const bytes = (value: string): Buffer => Buffer.from(value, 'latin1');

function little(value: number, width: number): Buffer {
  const buffer = Buffer.alloc(width);
  buffer.writeUIntLE(value, 0, width);
  return buffer;
}

const number = (value: number): Buffer =>
  value < 256
    ? Buffer.of(0x4b, value)
    : value < 65_536
      ? Buffer.concat([bytes('M'), little(value, 2)])
      : Buffer.concat([bytes('J'), little(value, 4)]);

const tuple = (items: readonly number[]): Buffer =>
  items.length === 1
    ? Buffer.concat([number(items[0]), bytes('\x85')])
    : Buffer.concat([number(items[0]), number(items[1]), bytes('\x86')]);

export const legacyHead = bytes(
  '\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.\x80\x02}q\0(X\x10\0\0\0protocol_versionq\x01M\xe9\x03' +
    'X\r\0\0\0little_endianq\x02\x88X\n\0\0\0type_sizesq\x03}q\x04(X\x05\0\0\0shortq\x05K\x02X\x03\0\0\0intq\x06K\x04' +
    'X\x04\0\0\0longq\x07K\x04uu.',
);

/** The tensors as `torch.save({model_state: …})` of PyTorch 1.0 leaves them: all in one storage, with an own memo number each. */
export function toLegacyCheckpoint(tensors: ReadonlyMap<string, NamedTensor>): Buffer {
  let memo = 0;
  const put = (): Buffer => {
    const index = memo++;
    return index < 256 ? Buffer.of(0x71, index) : Buffer.concat([bytes('r'), little(index, 4)]);
  };
  const total = [...tensors.values()].reduce((sum, { data }) => sum + data.length, 0);
  const parts = [bytes('\x80\x02}'), put(), bytes('('), text('model_state'), put()];
  parts.push(bytes('ccollections\nOrderedDict\n'), put(), bytes(')R'), put(), bytes('('));
  let offset = 0;
  for (const [name, { shape, data }] of tensors) {
    parts.push(text(name), put(), bytes('ctorch._utils\n_rebuild_tensor_v2\n'), put(), bytes('(('));
    parts.push(text('storage'), put(), bytes('ctorch\nFloatStorage\n'), put(), text('94770388928816'), put());
    parts.push(text('cpu'), put(), number(total), bytes('Nt'), put(), bytes('Q'), number(offset));
    const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
    parts.push(tuple(shape), put(), tuple(strides), put(), bytes('\x89ccollections\nOrderedDict\n'), put());
    parts.push(bytes(')R'), put(), bytes('t'), put(), bytes('R'), put());
    offset += data.length;
  }
  parts.push(bytes('uu.'), bytes('\x80\x02]q\0('), text('94770388928816'), bytes('q\x01e.'));
  const numbers = Buffer.alloc(8 + 4 * total);
  numbers.writeBigInt64LE(BigInt(total));
  let at = 8;
  for (const { data } of tensors.values()) for (const value of data) at = numbers.writeFloatLE(value, at);
  return Buffer.concat([legacyHead, ...parts, numbers]);
}

/** Write an encoder as it is fetched. */
export async function writeSmallEncoder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'pretrained.pt'), toLegacyCheckpoint(smallTensors()));
}
