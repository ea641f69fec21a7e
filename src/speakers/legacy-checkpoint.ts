// Reads the tensors of a checkpoint in PyTorch's form from before version 1.6 (torch/serialization.py, `_legacy_save`): four
// pickles, and behind them the numbers of the storages. A pickle is a program; here only the operations are known that
// PyTorch writes for tensors in dictionaries, in the form in which it writes them, and nothing is ever called. All else is
// refused.
import { sizeOf } from '../learning/graph.ts';
import type { NamedTensor } from '../learning/safetensors.ts';

/** The file is not what it should be. */
export class CheckpointUnreadable extends Error {
  override readonly name = 'CheckpointUnreadable';
}

const refuse = (reason: string): never => {
  throw new CheckpointUnreadable(reason);
};

/** The first three pickles: a magic number, the version of the form, and the sizes of a little-endian machine's numbers. */
const head = Buffer.from(
  '\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.' +
    '\x80\x02M\xe9\x03.' +
    '\x80\x02}q\0(X\x10\0\0\0protocol_versionq\x01M\xe9\x03X\r\0\0\0little_endianq\x02\x88X\n\0\0\0type_sizesq\x03}q\x04(' +
    'X\x05\0\0\0shortq\x05K\x02X\x03\0\0\0intq\x06K\x04X\x04\0\0\0longq\x07K\x04uu.',
  'latin1',
);

const dictionaryName = 'collections OrderedDict';
const tensorName = 'torch._utils _rebuild_tensor_v2';
const storageName = 'torch FloatStorage';
const names: ReadonlySet<string> = new Set([dictionaryName, tensorName, storageName]);

/** A hundred times what the encoder's file needs. */
const limits = { operations: 200_000, pickleBytes: 2 ** 20, nesting: 32, storages: 4096, rank: 4 };

class Name {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
class Storage {
  readonly key: string;
  readonly size: number;
  constructor(key: string, size: number) {
    this.key = key;
    this.size = size;
  }
}
class View {
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  constructor(storage: Storage, offset: number, shape: readonly number[]) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
  }
}
/** A tuple, which does not change once it is there. */
class Tuple {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}
type Dictionary = Map<string, Value>;
type Value = null | boolean | number | bigint | string | Name | Storage | View | Tuple | Value[] | Dictionary;

const isCount = (value: Value | undefined): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** One pickle, read as data. */
class Pickle {
  readonly #bytes: Buffer;
  readonly #start: number;
  #at: number;
  readonly #below: Value[][] = [];
  #stack: Value[] = [];
  readonly #memo: Value[] = [];

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#start = at;
    this.#at = at;
  }

  /** @returns what it makes, and where it ends */
  read(): { readonly value: Value; readonly end: number } {
    if (this.#take(2).readUInt16BE() !== 0x8002) refuse('its pickle is of another protocol');
    for (let count = 0; ; count++) {
      if (count > limits.operations) refuse('its pickle has too many operations');
      const code = this.#take(1)[0];
      if (code === 0x2e) break;
      this.#step(String.fromCharCode(code));
    }
    if (this.#below.length > 0 || this.#stack.length !== 1) refuse('its pickle is broken');
    return { value: this.#pop(), end: this.#at };
  }

  #step(operation: string): void {
    switch (operation) {
      case 'N':
        return this.#push(null);
      case '\x88':
        return this.#push(true);
      case '\x89':
        return this.#push(false);
      case 'K':
        return this.#push(this.#take(1).readUInt8());
      case 'M':
        return this.#push(this.#take(2).readUInt16LE());
      case 'J':
        return this.#push(this.#take(4).readInt32LE());
      case '\x8a': {
        const digits = this.#take(this.#take(1).readUInt8());
        return this.#push(digits.length === 0 ? 0n : BigInt(`0x${Buffer.from(digits).reverse().toString('hex')}`));
      }
      case 'G':
        return this.#push(this.#take(8).readDoubleBE());
      case 'X':
        return this.#push(this.#take(this.#take(4).readUInt32LE()).toString('utf8'));
      case '}':
        return this.#push(new Map());
      case ']':
        return this.#push([]);
      case ')':
        return this.#push(new Tuple([]));
      case '\x85':
        return this.#push(new Tuple([this.#pop()]));
      case '\x86':
        return this.#push(new Tuple([this.#pop(), this.#pop()].reverse()));
      case 't':
        return this.#push(new Tuple(this.#aboveMark()));
      case '(':
        this.#below.push(this.#stack);
        this.#stack = [];
        if (this.#below.length > limits.nesting) refuse('its pickle is nested too deeply');
        return;
      case 'q':
        return this.#remember(this.#take(1).readUInt8());
      case 'r':
        return this.#remember(this.#take(4).readUInt32LE());
      case 'h':
        return this.#recall(this.#take(1).readUInt8());
      case 'j':
        return this.#recall(this.#take(4).readUInt32LE());
      case 'c': {
        const name = `${this.#line()} ${this.#line()}`;
        if (!names.has(name)) refuse(`it asks for ${JSON.stringify(name).slice(0, 80)}`);
        return this.#push(new Name(name));
      }
      case 'a': {
        const item = this.#pop();
        return void this.#list().push(item);
      }
      case 'e': {
        const items = this.#aboveMark();
        return void this.#list().push(...items);
      }
      case 's':
        return this.#set([this.#pop(), this.#pop()].reverse());
      case 'u':
        return this.#set(this.#aboveMark());
      case 'R':
        return this.#made();
      case 'Q':
        return this.#storage();
      case 'b': {
        // Versions of the modules, which PyTorch gives to a dictionary of tensors.
        const state = this.#pop();
        const isKnown = state instanceof Map && [...state.keys()].join() === '_metadata';
        if (!isKnown || !(this.#stack.at(-1) instanceof Map)) refuse('its pickle changes what must not change');
        return;
      }
      default:
        return refuse(
          `its pickle has an operation that tensors don’t need (0x${operation.charCodeAt(0).toString(16)})`,
        );
    }
  }

  #take(count: number): Buffer {
    const end = this.#at + count;
    if (end > this.#bytes.length || end - this.#start > limits.pickleBytes) refuse('its pickle does not end');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  #line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end < 0 || end - this.#at > 100) refuse('its pickle is broken (a name)');
    const line = this.#take(end - this.#at).toString('latin1');
    this.#take(1);
    return line;
  }

  #push(value: Value): void {
    this.#stack.push(value);
  }

  #pop(): Value {
    const value = this.#stack.pop();
    return value === undefined ? refuse('its pickle is broken (an empty stack)') : value;
  }

  #aboveMark(): Value[] {
    const above = this.#stack;
    this.#stack = this.#below.pop() ?? refuse('its pickle is broken (no mark)');
    return above;
  }

  /** PyTorch numbers what it remembers without a gap. */
  #remember(index: number): void {
    if (index !== this.#memo.length) refuse('its pickle is not one that PyTorch wrote (its memory)');
    const value = this.#pop();
    this.#memo.push(value);
    this.#push(value);
  }

  #recall(index: number): void {
    const value = this.#memo[index];
    if (value === undefined) refuse('its pickle is broken (its memory)');
    this.#push(value);
  }

  #list(): Value[] {
    const list = this.#stack.at(-1);
    return Array.isArray(list) ? list : refuse('its pickle changes what must not change');
  }

  #set(items: readonly Value[]): void {
    const dictionary = this.#stack.at(-1);
    if (!(dictionary instanceof Map) || items.length % 2 !== 0)
      return refuse('its pickle changes what must not change');
    for (let i = 0; i < items.length; i += 2) {
      const key = items[i];
      // The optimizer's state is under the numbers of its parameters.
      const name = typeof key === 'bigint' ? `${key}` : key;
      if (typeof name !== 'string' || dictionary.has(name)) return refuse('its pickle has a key twice, or none');
      dictionary.set(name, items[i + 1]);
    }
  }

  #made(): void {
    const given = this.#pop();
    const called = this.#pop();
    const items = given instanceof Tuple ? given.items : null;
    if (!(called instanceof Name) || items === null) return refuse('its pickle calls something');
    if (called.name === dictionaryName && items.length === 0) return this.#push(new Map());
    if (called.name !== tensorName || items.length !== 6) return refuse('its pickle calls something');
    const [storage, offset, shape, strides, needsGradient, hooks] = items;
    if (
      !(storage instanceof Storage && shape instanceof Tuple && strides instanceof Tuple) ||
      !(needsGradient === false && hooks instanceof Map && hooks.size === 0 && isCount(offset)) ||
      !shape.items.every(isCount)
    ) {
      return refuse('a tensor in it is not as PyTorch writes it');
    }
    const sizes = shape.items;
    if (sizes.length > limits.rank) refuse(`a tensor in it has ${sizes.length} axes`);
    const rowMajor = sizes.map((_, axis) => sizeOf(sizes.slice(axis + 1)));
    const areRows = rowMajor.length === strides.items.length && rowMajor.every((size, i) => size === strides.items[i]);
    if (!areRows) refuse('a tensor in it does not lie in rows');
    if (offset + sizeOf(sizes) > storage.size) refuse('a tensor in it is larger than its storage');
    this.#push(new View(storage, offset, sizes));
  }

  #storage(): void {
    const id = this.#pop();
    const [kind, type, key, place, size, view, ...more] = id instanceof Tuple ? id.items : [];
    if (
      kind !== 'storage' ||
      !(type instanceof Name && type.name === storageName) ||
      !(typeof key === 'string' && /^\d{1,20}$/.test(key)) ||
      !(typeof place === 'string' && /^(cpu|cuda:\d)$/.test(place)) ||
      !(isCount(size) && view === null && more.length === 0)
    ) {
      return refuse('it refers to something that is no storage of floats');
    }
    this.#push(new Storage(key, size));
  }
}

/**
 * The tensors of one dictionary of a checkpoint.
 * @param file the whole file
 * @param name of the dictionary, for example `model_state`
 * @throws CheckpointUnreadable naming what is wrong; nothing is allocated beyond the file's own size
 */
export function readLegacyCheckpoint(file: Buffer, name: string): Map<string, NamedTensor> {
  if (!file.subarray(0, head.length).equals(head)) refuse('it is no checkpoint of an early PyTorch');
  const state = new Pickle(file, head.length).read();
  const listed = new Pickle(file, state.end).read();
  const keys = listed.value;
  if (!Array.isArray(keys) || keys.length > limits.storages) return refuse('its list of storages is broken');
  const storages = new Map<string, { readonly start: number; readonly size: number }>();
  let at = listed.end;
  for (const key of keys) {
    if (typeof key !== 'string' || storages.has(key)) return refuse('its list of storages is broken');
    if (file.length - at < 8) refuse('the file is cut off');
    const size = Number(file.readBigInt64LE(at));
    if (!(size >= 0 && 4 * size <= file.length - at - 8)) refuse('the file is cut off');
    storages.set(key, { start: at + 8, size });
    at += 8 + 4 * size;
  }
  if (at !== file.length) refuse('something follows its numbers');
  const dictionary = state.value instanceof Map ? state.value.get(name) : undefined;
  if (!(dictionary instanceof Map)) return refuse(`there is no ${name} in it`);
  const tensors = new Map<string, NamedTensor>();
  let numbers = 0;
  for (const [key, view] of dictionary) {
    if (!(view instanceof View)) return refuse(`${key.slice(0, 40)} is no tensor`);
    // Several tensors may lie in one storage, but not each in all of it.
    if ((numbers += sizeOf(view.shape)) > file.length / 4) refuse('its tensors hold more numbers than it has');
    const storage = storages.get(view.storage.key);
    if (storage?.size !== view.storage.size) return refuse(`the numbers of ${key.slice(0, 40)} are not in it`);
    const count = sizeOf(view.shape);
    const data = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      data[i] = file.readFloatLE(storage.start + 4 * (view.offset + i));
      if (!Number.isFinite(data[i])) refuse(`${key.slice(0, 40)} holds a number that is none`);
    }
    tensors.set(key, { shape: view.shape, data });
  }
  return tensors;
}
