// Reads the tensors of a model in CTranslate2's binary layout (github.com/OpenNMT/CTranslate2, python/ctranslate2/specs/
// model_spec.py, version 6; MIT). Plain numbers and names: nothing in such a file can be run; every length is checked.
import type { Bytes } from '../files.ts';
import { fromHalves } from '../learning/halves.ts';
import type { NamedTensor } from '../learning/safetensors.ts';
import { type Shape, sizeOf } from '../learning/graph.ts';

const numbers = (
  Type: Int8ArrayConstructor | Int16ArrayConstructor | Int32ArrayConstructor | Float32ArrayConstructor,
) => ({
  bytes: Type.BYTES_PER_ELEMENT,
  // A copy is aligned.
  read: (bytes: Buffer): Float32Array => Float32Array.from(new Type(Uint8Array.from(bytes).buffer)),
});
/** How elements are read, by CTranslate2's type numbers. */
const elements: Readonly<Record<number, { readonly bytes: number; readonly read: (bytes: Buffer) => Float32Array }>> = {
  0: numbers(Float32Array),
  1: numbers(Int8Array),
  2: numbers(Int16Array),
  3: numbers(Int32Array),
  4: { bytes: 2, read: fromHalves },
};
const mostTensors = 10_000;

/** The file is not what it should be. */
export class ModelUnreadable extends Error {
  override readonly name = 'ModelUnreadable';
}

/** A tensor whose numbers are read whenever it is asked for them. @throws ModelUnreadable then, where one is no number */
export const lazily = (name: string, shape: Shape, read: () => Float32Array): NamedTensor => ({
  shape,
  get data() {
    const data = read();
    if (!data.every(Number.isFinite)) throw new ModelUnreadable(`${name} holds a number that is none`);
    return data;
  },
});

/**
 * Read which tensors there are.
 * @param specification name that the file must bear, such as `WhisperSpec`
 * @returns by name; numbers of any type as 32-bit floats, see {@link lazily}
 * @throws ModelUnreadable naming what is wrong
 */
export function readCtranslate2(file: Bytes, specification: string): Map<string, NamedTensor> {
  let at = 0;
  const skip = (bytes: number): number => {
    if (bytes > file.length - at) throw new ModelUnreadable('the file is cut off');
    at += bytes;
    return at - bytes;
  };
  const take = (bytes: number): Buffer => {
    const start = skip(bytes);
    return file.subarray(start, start + bytes);
  };
  const word = (): string => {
    const text = take(take(2).readUInt16LE());
    if (text.at(-1) !== 0) throw new ModelUnreadable('a name does not end');
    return text.toString('latin1', 0, text.length - 1);
  };
  const version = take(4).readUInt32LE();
  if (version !== 6) throw new ModelUnreadable(`its layout has version ${version}, not 6`);
  const name = word();
  if (name !== specification) throw new ModelUnreadable(`it holds a ${name.slice(0, 40)}, not a ${specification}`);
  skip(4);
  const count = take(4).readUInt32LE();
  if (count > mostTensors) throw new ModelUnreadable(`it claims to hold ${count} tensors`);
  const tensors = new Map<string, NamedTensor>();
  for (let i = 0; i < count; i++) {
    const tensor = word();
    if (tensors.has(tensor)) throw new ModelUnreadable(`it holds ${tensor} twice`);
    const rank = take(1).readUInt8();
    if (rank > 4) throw new ModelUnreadable(`${tensor} has ${rank} axes`);
    const shape = Array.from({ length: rank }, () => take(4).readUInt32LE());
    const type = take(1).readUInt8();
    const bytes = take(4).readUInt32LE();
    const element = elements[type];
    if (element === undefined) throw new ModelUnreadable(`${tensor} is of the unknown type ${type}`);
    if (bytes !== element.bytes * sizeOf(shape))
      throw new ModelUnreadable(`${tensor} has ${bytes} bytes for [${shape.join()}]`);
    const start = skip(bytes);
    const read = (): Float32Array => element.read(file.subarray(start, start + bytes));
    tensors.set(tensor, lazily(tensor, shape, read));
  }
  return tensors;
}
