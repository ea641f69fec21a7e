// Looks into the pickle of a file of PyTorch without loading it. A pickle is a program that may call any function by name; so
// this follows its stack without calling anything, lists the names that it asks for, and refuses whatever weights and
// checkpoints of GPT-SoVITS don't need: Python writes them with protocol 2, of whose operations only those are known here that
// its pickler writes, with what it gives them.

/** What may be called, as `module name`. */
const callables: ReadonlySet<string> = new Set([
  'collections OrderedDict',
  'torch._utils _rebuild_tensor_v2',
  // The output folder in checkpoints of S1; Python 3.13 moved it.
  'pathlib PosixPath',
  'pathlib._local PosixPath',
]);
/** The settings in exported weights of S2: made empty, then given attributes. */
const settings = 'utils HParams';
/** What may be named as the kind of a storage, and the bytes of its numbers. */
const storages: ReadonlyMap<string, number> = new Map(
  Object.entries({
    Float: 4,
    Half: 2,
    BFloat16: 2,
    Double: 8,
    Long: 8,
    Int: 4,
    Short: 2,
    Char: 1,
    Byte: 1,
    Bool: 1,
  }).map(([kind, bytes]) => [`torch ${kind}Storage`, bytes]),
);
/** Where a tensor was when it was saved. */
const locations = /^(?:cpu|cuda(?::\d{1,3})?|mps(?::\d{1,3})?)$/;

/** A hundred times what real files need. */
const limits = { operations: 5_000_000, memo: 2 ** 20, nesting: 64 };

/** Thrown on the first thing that speaks against a file; the message is the reason. */
export class Refused extends Error {}

export const refuse = (reason: string): never => {
  throw new Refused(reason);
};

interface Value {
  readonly kind: 'text' | 'number' | 'plain' | 'global' | 'instance' | 'storage' | 'tuple' | 'list' | 'dict';
  /** The text, the name of the global, or that of the instance's class. */
  readonly name: string;
  /** The number, or how many a storage holds; NaN where it has no safe integer. */
  readonly number: number;
  /** What it holds; keys and values of a dict in turn. */
  readonly items: Value[];
  /** Containers within containers. */
  depth: number;
  /** It is part of something else, whose depth would be wrong if it still grew. */
  contained: boolean;
}

const fresh = (kind: Value['kind'], name = '', number = Number.NaN): Value => ({
  kind,
  name,
  number,
  items: [],
  depth: 0,
  contained: false,
});
/** None, true, false, and numbers with a fraction. */
const plain: Value = Object.freeze({ ...fresh('plain'), contained: true });

/** What dicts have for keys. (Tuples could be, too; but those within each other a thousandfold would take Python years.) */
const isKey = ({ kind }: Value): boolean => kind === 'text' || kind === 'number' || kind === 'plain';
const isSize = ({ kind, number }: Value): boolean => kind === 'number' && number >= 0;

/** What a pickle refers to: how many bytes each storage must hold, by its key. */
export type StorageBytes = ReadonlyMap<string, number>;

/** A pickle being read: its bytes, and the machine that runs it. */
class Machine {
  readonly #globals: Set<string>;
  readonly #bytes: Buffer;
  #at = 0;
  /** Stacks below the marks, and the one above the last. */
  readonly #below: Value[][] = [];
  #stack: Value[] = [];
  readonly #memo: Value[] = [];
  readonly #storages = new Map<string, { readonly type: string; readonly numbers: number }>();

  constructor(bytes: Buffer, globals: Set<string>) {
    this.#bytes = bytes;
    this.#globals = globals;
  }

  /** Run the pickle, which must fill its bytes. */
  run(): StorageBytes {
    if (this.#take(2).readUInt16BE() !== 0x8002) refuse('its pickle is not of the kind that PyTorch writes');
    for (let count = 0; ; count++) {
      if (count > limits.operations) refuse('it has too many operations');
      const code = this.#take(1)[0] ?? 0;
      if (code !== 0x2e) {
        this.#step(code);
        continue;
      }
      if (this.#below.length > 0 || this.#stack.length !== 1)
        refuse('its pickle is broken (a stack that is left over)');
      if (this.#at !== this.#bytes.length) refuse('something follows its pickle');
      return new Map(
        Array.from(this.#storages, ([key, { type, numbers }]) => [key, numbers * (storages.get(type) ?? 0)]),
      );
    }
  }

  #step(code: number): void {
    const operation = operations.get(code);
    if (operation === undefined) return refuse(`its pickle has an operation that weights don’t need (0x${hex(code)})`);
    switch (operation) {
      case 'mark':
        this.#below.push(this.#stack);
        this.#stack = [];
        if (this.#below.length > limits.nesting) refuse('its pickle is nested too deeply');
        return;
      case 'constant':
        return this.#push(plain);
      case 'fraction':
        this.#take(8);
        return this.#push(plain);
      case 'number1':
        return this.#push(fresh('number', '', this.#take(1).readUInt8()));
      case 'number2':
        return this.#push(fresh('number', '', this.#take(2).readUInt16LE()));
      case 'number4':
        return this.#push(fresh('number', '', this.#take(4).readInt32LE()));
      case 'numberOfBytes':
        return this.#push(fresh('number', '', integerOf(this.#take(this.#take(1).readUInt8()))));
      case 'text':
        return this.#push(fresh('text', textOf(this.#take(this.#take(4).readUInt32LE()))));
      case 'list':
      case 'dict':
        return this.#push(fresh(operation));
      case 'tuple0':
        return this.#tuple([]);
      case 'tuple1':
        return this.#tuple([this.#pop()]);
      case 'tuple2':
        return this.#tuple([this.#pop(), this.#pop()].reverse());
      case 'tuple3':
        return this.#tuple([this.#pop(), this.#pop(), this.#pop()].reverse());
      case 'tupleOfMarked':
        return this.#tuple(this.#aboveMark());
      case 'append':
        return this.#append([this.#pop()]);
      case 'appendMarked':
        return this.#append(this.#aboveMark());
      case 'setItem':
        return this.#set([this.#pop(), this.#pop()].reverse());
      case 'setMarked':
        return this.#set(this.#aboveMark());
      case 'put1':
        return this.#put(this.#take(1).readUInt8());
      case 'put4':
        return this.#put(this.#take(4).readUInt32LE());
      case 'get1':
        return this.#get(this.#take(1).readUInt8());
      case 'get4':
        return this.#get(this.#take(4).readUInt32LE());
      case 'global':
        return this.#global(this.#line(), this.#line());
      case 'reduce':
        return this.#call(this.#pop(), this.#pop());
      case 'newObject': {
        const args = this.#pop();
        const type = this.#pop();
        if (type.kind !== 'global' || type.name !== settings || args.kind !== 'tuple' || args.items.length > 0) {
          refuse(`its pickle makes ${nameOf(type)}`);
        }
        return this.#push(fresh('instance', settings));
      }
      case 'build':
        return this.#build(this.#pop(), this.#top());
      case 'persistent':
        return this.#storage(this.#pop());
    }
  }

  #take(count: number): Buffer {
    const end = this.#at + count;
    if (end > this.#bytes.length) refuse('its pickle ends in the middle');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  #line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end < 0) refuse('its pickle ends in the middle');
    const line = textOf(this.#bytes.subarray(this.#at, end));
    this.#at = end + 1;
    return line;
  }

  #push(value: Value): void {
    this.#stack.push(value);
  }

  #pop(): Value {
    return this.#stack.pop() ?? refuse('its pickle is broken (an empty stack)');
  }

  #top(): Value {
    return this.#stack.at(-1) ?? refuse('its pickle is broken (an empty stack)');
  }

  #aboveMark(): Value[] {
    const above = this.#stack;
    this.#stack = this.#below.pop() ?? refuse('its pickle is broken (no mark)');
    return above;
  }

  /** Python counts up. Its memo is an array that grows to the number: a huge one takes gigabytes. */
  #put(index: number): void {
    if (index !== this.#memo.length || index >= limits.memo) refuse('its pickle remembers under a number out of turn');
    this.#memo.push(this.#top());
  }

  #get(index: number): void {
    this.#push(this.#memo[index] ?? refuse('its pickle is broken (an unknown memo)'));
  }

  #tuple(items: readonly Value[]): void {
    const tuple = fresh('tuple');
    this.#push(tuple);
    this.#contain(tuple, items);
  }

  #append(items: readonly Value[]): void {
    const target = this.#top();
    if (target.kind !== 'list') refuse(changed);
    this.#contain(target, items);
  }

  #set(items: readonly Value[]): void {
    const target = this.#top();
    if (target.kind !== 'dict' && !isOrderedDict(target)) refuse(changed);
    if (items.length % 2 !== 0) refuse('its pickle is broken (a key without a value)');
    if (!items.every((item, index) => index % 2 === 1 || isKey(item))) refuse('its pickle is broken (a key)');
    this.#contain(target, items);
  }

  #contain(container: Value, items: readonly Value[]): void {
    if (container.contained) refuse(changed);
    for (const item of items) {
      if (item === container) refuse('its pickle holds something that holds itself');
      container.items.push(item);
      container.depth = Math.max(container.depth, item.depth + 1);
      if (item !== plain) item.contained = true;
    }
    if (container.depth > limits.nesting) refuse('its pickle is nested too deeply');
  }

  #call(args: Value, callable: Value): void {
    if (callable.kind !== 'global' || !callables.has(callable.name) || args.kind !== 'tuple') {
      refuse(`its pickle calls ${nameOf(callable)}`);
    }
    const { items } = args;
    const fits =
      callable.name === 'collections OrderedDict'
        ? items.length === 0
        : callable.name === 'torch._utils _rebuild_tensor_v2'
          ? isTensor(items)
          : items.every(({ kind }) => kind === 'text');
    if (!fits) refuse(`its pickle calls ${nameOf(callable)} with what does not belong there`);
    const made = fresh('instance', callable.name);
    made.depth = args.depth;
    this.#push(made);
  }

  #build(state: Value, target: Value): void {
    if (!isOrderedDict(target) && !(target.kind === 'instance' && target.name === settings)) refuse(changed);
    const isText = ({ kind }: Value, index: number): boolean => index % 2 === 1 || kind === 'text';
    if (state.kind !== 'dict' || !state.items.every(isText)) refuse('its pickle sets what is no attribute');
    if (target.contained) refuse(changed);
    state.contained = true;
    target.depth = Math.max(target.depth, state.depth);
  }

  #storage({ kind, items }: Value): void {
    const [word, type, key, location, numbers] = items;
    const isKnown =
      kind === 'tuple' &&
      items.length === 5 &&
      word?.kind === 'text' &&
      word.name === 'storage' &&
      type?.kind === 'global' &&
      storages.has(type.name) &&
      key?.kind === 'text' &&
      /^\d{1,9}$/.test(key.name) &&
      location?.kind === 'text' &&
      locations.test(location.name) &&
      numbers !== undefined &&
      isSize(numbers);
    if (!isKnown) return refuse('its pickle refers to something that is no tensor storage');
    const known = this.#storages.get(key.name);
    if (known !== undefined && (known.type !== type.name || known.numbers !== numbers.number)) {
      refuse('its pickle refers to a storage in two ways');
    }
    this.#storages.set(key.name, { type: type.name, numbers: numbers.number });
    this.#push(fresh('storage', type.name, numbers.number));
  }

  #global(module: string, name: string): void {
    const full = `${module} ${name}`;
    this.#globals.add(full);
    if (!callables.has(full) && !storages.has(full) && full !== settings) refuse(`it asks for ${module}.${name}`);
    this.#push(fresh('global', full));
  }
}

const changed = 'its pickle changes what must not change';
const isOrderedDict = ({ kind, name }: Value): boolean => kind === 'instance' && name === 'collections OrderedDict';
const nameOf = ({ kind, name }: Value): string => (kind === 'global' ? name.replace(' ', '.') : 'a value');

/** Whether a tensor of these lies within its storage. */
function isTensor(args: readonly Value[]): boolean {
  const [storage, offset, sizes, strides, requiresGrad, hooks] = args;
  if (args.length !== 6 || storage?.kind !== 'storage' || sizes?.kind !== 'tuple' || strides?.kind !== 'tuple')
    return false;
  if (offset === undefined || ![offset, ...sizes.items, ...strides.items].every(isSize)) return false;
  if (sizes.items.length !== strides.items.length || requiresGrad !== plain) return false;
  // What is called when a gradient comes.
  if (hooks === undefined || !isOrderedDict(hooks) || hooks.items.length > 0 || hooks.depth > 0) return false;
  hooks.contained = true;
  const counts = sizes.items.map(({ number }) => number);
  if (counts.includes(0)) return offset.number <= storage.number;
  const last = counts.reduce((at, count, i) => at + (count - 1) * (strides.items[i]?.number ?? 0), offset.number);
  return last < storage.number;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return refuse('its pickle is broken (a text)');
  }
}

/** Little-endian, in two's complement; NaN for what is beyond safe integers. */
function integerOf(bytes: Buffer): number {
  if (bytes.length > 8) return Number.NaN;
  const value =
    bytes.length === 0
      ? 0n
      : BigInt.asIntN(8 * bytes.length, BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`));
  return Number.isSafeInteger(Number(value)) ? Number(value) : Number.NaN;
}

const hex = (code: number): string => code.toString(16).padStart(2, '0');

/** Every operation that may occur; what is not here is refused (Python's pickletools names them). */
const codes = {
  mark: '(',
  constant: 'N\x88\x89',
  fraction: 'G',
  number1: 'K',
  number2: 'M',
  number4: 'J',
  numberOfBytes: '\x8a',
  text: 'X',
  list: ']',
  dict: '}',
  tuple0: ')',
  tuple1: '\x85',
  tuple2: '\x86',
  tuple3: '\x87',
  tupleOfMarked: 't',
  append: 'a',
  appendMarked: 'e',
  setItem: 's',
  setMarked: 'u',
  put1: 'q',
  put4: 'r',
  get1: 'h',
  get4: 'j',
  global: 'c',
  reduce: 'R',
  newObject: '\x81',
  build: 'b',
  persistent: 'Q',
} as const;
type Operation = keyof typeof codes;
const operations: ReadonlyMap<number, Operation> = new Map(
  (Object.entries(codes) as [Operation, string][]).flatMap(([operation, bytes]) =>
    Array.from(bytes, (byte) => [byte.charCodeAt(0), operation] as const),
  ),
);

/**
 * Look into one pickle.
 * @param globals is given the names that it refers to, as `module name`, in the order of their first appearance
 * @throws Refused
 */
export const runPickle = (bytes: Buffer, globals: Set<string>): StorageBytes => new Machine(bytes, globals).run();
