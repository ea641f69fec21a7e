// Reads the tensors of a model in CTranslate2's binary layout (github.com/OpenNMT/CTranslate2, python/ctranslate2/specs/
// model_spec.py, version 6; MIT). Plain numbers and names: nothing in such a file can be run; every length is checked.
import { halves } from '../learning/halves.ts';
import type { NamedTensor } from '../learning/safetensors.ts';
import { sizeOf } from '../learning/graph.ts';

/** Bytes of an element by CTranslate2's type numbers; null: a type that is not read. */
const elementBytes: Readonly<Record<number, number>> = { 0: 4, 1: 1, 2: 2, 3: 4, 4: 2 };
const mostTensors = 10_000;

/** The file is not what it should be. */
export class ModelUnreadable extends Error {
  override readonly name = 'ModelUnreadable';
}

/**
 * Read all tensors.
 * @param file the whole file
 * @param specification name that the file must bear, such as `WhisperSpec`
 * @returns by name; numbers of any type as 32-bit floats
 * @throws ModelUnreadable naming what is wrong
 */
export function readCtranslate2(file: Buffer, specification: string): Map<string, NamedTensor> {
  let at = 0;
  const take = (bytes: number): number => {
    if (bytes > file.length - at) throw new ModelUnreadable('the file is cut off');
    at += bytes;
    return at - bytes;
  };
  const word = (): string => {
    const length = file.readUInt16LE(take(2));
    const start = take(length);
    if (length === 0 || file[start + length - 1] !== 0) throw new ModelUnreadable('a name does not end');
    return file.toString('latin1', start, start + length - 1);
  };
  const version = file.readUInt32LE(take(4));
  if (version !== 6) throw new ModelUnreadable(`its layout has version ${version}, not 6`);
  const name = word();
  if (name !== specification) throw new ModelUnreadable(`it holds a ${name.slice(0, 40)}, not a ${specification}`);
  take(4);
  const count = file.readUInt32LE(take(4));
  if (count > mostTensors) throw new ModelUnreadable(`it claims to hold ${count} tensors`);
  const tensors = new Map<string, NamedTensor>();
  for (let i = 0; i < count; i++) {
    const tensor = word();
    if (tensors.has(tensor)) throw new ModelUnreadable(`it holds ${tensor} twice`);
    const rank = file.readUInt8(take(1));
    if (rank > 4) throw new ModelUnreadable(`${tensor} has ${rank} axes`);
    const shape = Array.from({ length: rank }, () => file.readUInt32LE(take(4)));
    const type = file.readUInt8(take(1));
    const bytes = file.readUInt32LE(take(4));
    const size = elementBytes[type];
    if (size === undefined) throw new ModelUnreadable(`${tensor} is of the unknown type ${type}`);
    if (bytes !== size * sizeOf(shape)) throw new ModelUnreadable(`${tensor} has ${bytes} bytes for [${shape.join()}]`);
    const start = take(bytes);
    const data = new Float32Array(sizeOf(shape));
    for (let k = 0; k < data.length; k++) {
      const offset = start + k * size;
      data[k] =
        type === 0
          ? file.readFloatLE(offset)
          : type === 4
            ? halves[file.readUInt16LE(offset)]
            : type === 1
              ? file.readInt8(offset)
              : type === 2
                ? file.readInt16LE(offset)
                : file.readInt32LE(offset);
      if (!Number.isFinite(data[k])) throw new ModelUnreadable(`${tensor} holds a number that is none`);
    }
    tensors.set(tensor, { shape, data });
  }
  return tensors;
}
