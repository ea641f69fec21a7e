// Looks into a file of PyTorch without loading it. Its weights lie in a pickle, and a pickle is a program that may call any
// function by name; so this follows the program's stack without calling anything, lists the names that it asks for, and
// refuses whatever weights and checkpoints of GPT-SoVITS don't need. Stricter than PyTorch in every way, so that what is
// judged here is what PyTorch will read: one archive form, nothing compressed, no member more than it writes itself.
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { UserError } from '../../../errors.ts';

/** What may be called or instantiated, as `module name`. */
const callables: ReadonlySet<string> = new Set([
  'collections OrderedDict',
  'torch._utils _rebuild_tensor_v2',
  // The settings in exported weights of S2.
  'utils HParams',
  // The output folder in checkpoints of S1; Python 3.13 moved it.
  'pathlib PosixPath',
  'pathlib._local PosixPath',
]);
/** What may be named as the kind of a storage. */
const storages: ReadonlySet<string> = new Set(
  ['Float', 'Half', 'BFloat16', 'Double', 'Long', 'Int', 'Short', 'Char', 'Byte', 'Bool'].map(
    (kind) => `torch ${kind}Storage`,
  ),
);
/** Whose instances may be given attributes. */
const buildable: ReadonlySet<string> = new Set(['collections OrderedDict', 'utils HParams']);

/** A hundred times what real files need. */
const limits = {
  pickleBytes: 2 ** 24,
  members: 100_000,
  directoryBytes: 2 ** 24,
  operations: 5_000_000,
  memo: 2 ** 20,
  nesting: 64,
};

/** What a pickle asks for. */
export interface PickleReport {
  /** Names that it refers to, as `module name`, in the order of their first appearance. */
  readonly globals: readonly string[];
  /** Why it must not be loaded; null: nothing speaks against it. */
  readonly refused: string | null;
}

/** Thrown on the first thing that speaks against a file; the message is the reason. */
class Refused extends Error {}

const refuse = (reason: string): never => {
  throw new Refused(reason);
};

interface Value {
  readonly kind: 'text' | 'global' | 'instance' | 'tuple' | 'list' | 'dict' | 'set' | 'other';
  /** The text, the name of the global, or that of the instance's class. */
  readonly name: string;
  readonly items: readonly Value[];
  /** Containers within containers. */
  depth: number;
  /** It is part of something else, whose depth would be wrong if it still grew. */
  contained: boolean;
}

const plain: Value = Object.freeze({ kind: 'other', name: '', items: [], depth: 0, contained: true });
const fresh = (kind: Value['kind'], name = '', items: readonly Value[] = []): Value => ({
  kind,
  name,
  items,
  depth: 0,
  contained: false,
});

/** A pickle being read: its bytes, and the machine that runs it. */
class Machine {
  readonly #globals: Set<string>;
  readonly #bytes: Buffer;
  #at = 0;
  /** Stacks below the marks, and the one above the last. */
  readonly #below: Value[][] = [];
  #stack: Value[] = [];
  readonly #memo = new Map<number, Value>();

  constructor(bytes: Buffer, globals: Set<string>) {
    this.#bytes = bytes;
    this.#globals = globals;
  }

  /** Run to the end of the pickle. @returns where it ends */
  run(): number {
    for (let count = 0; ; count++) {
      if (count > limits.operations) refuse('it has too many operations');
      const code = this.#take(1)[0] ?? 0;
      if (code === 0x2e) {
        if (this.#below.length > 0 || this.#stack.length !== 1)
          refuse('its pickle is broken (a stack that is left over)');
        return this.#at;
      }
      this.#step(code);
    }
  }

  #step(code: number): void {
    const operation = operations.get(code);
    if (operation === undefined) return refuse(`its pickle has an operation that weights don’t need (0x${hex(code)})`);
    switch (operation) {
      case 'nothing1':
        return void this.#take(1);
      case 'nothing8':
        return void this.#take(8);
      case 'mark':
        this.#below.push(this.#stack);
        this.#stack = [];
        if (this.#below.length > limits.nesting) refuse('its pickle is nested too deeply');
        return;
      case 'pop':
        if (this.#stack.length > 0) this.#stack.pop();
        else this.#aboveMark();
        return;
      case 'popMark':
        return void this.#aboveMark();
      case 'duplicate':
        return this.#push(this.#top());
      case 'constant':
        return this.#push(plain);
      case 'line':
        this.#line();
        return this.#push(plain);
      case 'bytes1':
      case 'bytes2':
      case 'bytes4':
      case 'bytes8':
        this.#take(Number(operation.slice(5)));
        return this.#push(plain);
      case 'counted1':
      case 'counted4':
      case 'counted8':
        this.#counted(Number(operation.slice(7)));
        return this.#push(plain);
      case 'text1':
      case 'text4':
      case 'text8':
        return this.#push(fresh('text', this.#counted(Number(operation.slice(4))).toString('utf8')));
      case 'list':
      case 'dict':
      case 'set':
        return this.#push(fresh(operation));
      case 'listOfMarked':
      case 'dictOfMarked':
      case 'frozenSetOfMarked': {
        const items = this.#aboveMark();
        const kind = operation === 'listOfMarked' ? 'list' : operation === 'dictOfMarked' ? 'dict' : 'other';
        const container = fresh(kind);
        this.#push(container);
        return this.#contain(container, items);
      }
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
        return this.#add(['list'], [this.#pop()]);
      case 'appendMarked':
        return this.#add(['list'], this.#aboveMark());
      case 'addMarked':
        return this.#add(['set'], this.#aboveMark());
      case 'setItem':
        return this.#add(['dict', 'instance'], [this.#pop(), this.#pop()]);
      case 'setMarked':
        return this.#add(['dict', 'instance'], this.#aboveMark());
      case 'putLine':
        return this.#put(this.#decimal());
      case 'put1':
        return this.#put(this.#take(1).readUInt8());
      case 'put4':
        return this.#put(this.#take(4).readUInt32LE());
      case 'memoize':
        return this.#put(this.#memo.size);
      case 'getLine':
        return this.#get(this.#decimal());
      case 'get1':
        return this.#get(this.#take(1).readUInt8());
      case 'get4':
        return this.#get(this.#take(4).readUInt32LE());
      case 'global':
        return this.#global(this.#line(), this.#line());
      case 'stackGlobal': {
        const name = this.#pop();
        const module = this.#pop();
        if (name.kind !== 'text' || module.kind !== 'text')
          return refuse('its pickle asks for a name that it computes');
        return this.#global(module.name, name.name);
      }
      case 'instance':
        this.#name(this.#line(), this.#line());
        return refuse('its pickle makes an instance in a way that weights don’t need (INST)');
      case 'reduce':
      case 'newObject': {
        const args = this.#pop();
        const callable = this.#pop();
        if (callable.kind !== 'global' || !callables.has(callable.name) || args.kind !== 'tuple') {
          return refuse(`its pickle calls ${callable.kind === 'global' ? callable.name.replace(' ', '.') : 'a value'}`);
        }
        const made = fresh('instance', callable.name);
        this.#push(made);
        return this.#contain(made, [args]);
      }
      case 'build': {
        const state = this.#pop();
        const target = this.#top();
        if (target.kind !== 'instance' || !buildable.has(target.name))
          refuse('its pickle changes what must not change');
        return this.#contain(target, [state]);
      }
      case 'persistent': {
        const { kind, items } = this.#pop();
        const [type, storage] = items;
        const known =
          kind === 'tuple' && type?.kind === 'text' && type.name === 'storage' && storage?.kind === 'global';
        if (!known || !storages.has(storage.name)) refuse('its pickle refers to something that is no tensor storage');
        return this.#push(plain);
      }
    }
  }

  #take(count: number): Buffer {
    const end = this.#at + count;
    if (!(end <= this.#bytes.length)) refuse('its pickle ends in the middle');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  #line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end < 0) refuse('its pickle ends in the middle');
    const line = this.#bytes.toString('utf8', this.#at, end);
    this.#at = end + 1;
    return line;
  }

  #decimal(): number {
    const line = this.#line();
    return /^\d{1,9}$/.test(line) ? Number(line) : refuse('its pickle is broken (a number)');
  }

  #counted(width: number): Buffer {
    const length = this.#take(width);
    return this.#take(width === 8 ? Number(length.readBigUInt64LE()) : length.readUIntLE(0, width));
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

  #put(index: number): void {
    // Python's memo is an array that grows to the index: a huge one takes gigabytes.
    if (index >= limits.memo) refuse('its pickle remembers under a number that weights don’t need');
    this.#memo.set(index, this.#top());
  }

  #get(index: number): void {
    this.#push(this.#memo.get(index) ?? refuse('its pickle is broken (an unknown memo)'));
  }

  #tuple(items: readonly Value[]): void {
    const tuple = fresh('tuple', '', items);
    this.#push(tuple);
    this.#contain(tuple, items);
  }

  #add(kinds: readonly Value['kind'][], items: readonly Value[]): void {
    const target = this.#top();
    const isInstance = target.kind === 'instance' && target.name !== 'collections OrderedDict';
    if (!kinds.includes(target.kind) || isInstance) refuse('its pickle changes what must not change');
    this.#contain(target, items);
  }

  #contain(container: Value, items: readonly Value[]): void {
    if (container.contained) refuse('its pickle changes what must not change');
    for (const item of items) {
      if (item === container) refuse('its pickle holds something that holds itself');
      container.depth = Math.max(container.depth, item.depth + 1);
      if (item !== plain) item.contained = true;
    }
    if (container.depth > limits.nesting) refuse('its pickle is nested too deeply');
  }

  #global(module: string, name: string): void {
    const full = this.#name(module, name);
    if (!callables.has(full) && !storages.has(full)) refuse(`it asks for ${module}.${name}`);
    this.#push(fresh('global', full));
  }

  #name(module: string, name: string): string {
    const full = `${module} ${name}`;
    this.#globals.add(full);
    return full;
  }
}

const hex = (code: number): string => code.toString(16).padStart(2, '0');

/** Every operation of the protocols 0 to 5 that may occur; what is not here is refused (Python's pickletools names them). */
const codes = {
  nothing1: '\x80',
  nothing8: '\x95',
  mark: '(',
  pop: '0',
  popMark: '1',
  duplicate: '2',
  constant: 'N\x88\x89',
  line: 'FILSV',
  bytes1: 'K',
  bytes2: 'M',
  bytes4: 'J',
  bytes8: 'G',
  counted1: 'UC\x8a',
  counted4: 'TB\x8b',
  counted8: '\x8e',
  text1: '\x8c',
  text4: 'X',
  text8: '\x8d',
  list: ']',
  dict: '}',
  set: '\x8f',
  listOfMarked: 'l',
  dictOfMarked: 'd',
  frozenSetOfMarked: '\x91',
  tuple0: ')',
  tuple1: '\x85',
  tuple2: '\x86',
  tuple3: '\x87',
  tupleOfMarked: 't',
  append: 'a',
  appendMarked: 'e',
  addMarked: '\x90',
  setItem: 's',
  setMarked: 'u',
  putLine: 'p',
  put1: 'q',
  put4: 'r',
  memoize: '\x94',
  getLine: 'g',
  get1: 'h',
  get4: 'j',
  global: 'c',
  stackGlobal: '\x93',
  instance: 'i',
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

/** Run one pickle, which must fill its bytes. */
function runPickle(bytes: Buffer, globals: Set<string>): void {
  if (new Machine(bytes, globals).run() !== bytes.length) refuse('something follows its pickle');
}

async function report(run: (globals: Set<string>) => Promise<void>): Promise<PickleReport> {
  const globals = new Set<string>();
  try {
    await run(globals);
    return { globals: [...globals], refused: null };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { globals: [...globals], refused: error.message };
  }
}

/** Look into the bytes of one pickle. */
export async function inspectPickle(bytes: Buffer): Promise<PickleReport> {
  return report(async (globals) => {
    runPickle(bytes, globals);
  });
}

/**
 * Look into a file of weights or a checkpoint: an archive as PyTorch writes it, also with the version of GPT-SoVITS in place
 * of its first two bytes. The forms from before PyTorch 1.6 are refused: Python reads a file as tar more readily than any
 * check can tell, and GPT-SoVITS never wrote them.
 */
export async function inspectWeights(path: string): Promise<PickleReport> {
  const file = await open(path);
  try {
    return await report(async (globals) => {
      const { size } = await file.stat();
      const head = await read(file, 0, Math.min(size, 4));
      if (archiveHeads.has(head.toString('latin1', 0, 4))) {
        runPickle(await pickleOfArchive(file, size), globals);
      } else refuse('it is no file of PyTorch that GPT-SoVITS v2, v2Pro or v2ProPlus reads');
    });
  } finally {
    await file.close();
  }
}

/** @throws UserError `weights-unsafe` with the reason why a file must not be loaded */
export async function checkWeights(path: string, name: string): Promise<void> {
  const { refused } = await inspectWeights(path);
  if (refused === null) return;
  throw new UserError(
    'weights-unsafe',
    `${name} is not loaded: ${refused}.`,
    'Only use weights from people you trust, exported by GPT-SoVITS itself.',
  );
}

/** PyTorch's own, and those of v2Pro and v2ProPlus (process_ckpt.py, my_save2). */
const archiveHeads: ReadonlySet<string> = new Set(['PK\x03\x04', '05\x03\x04', '06\x03\x04']);

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return bytesRead === length ? buffer : refuse('it ends in the middle');
}

/** The members that torch.save writes, below one folder. */
const memberNames =
  /^(?:data\.pkl|data\/\d{1,9}|version|byteorder|\.format_version|\.storage_alignment|\.data\/serialization_id)$/;

interface Member {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
  readonly offset: number;
}

/** Find `data.pkl` as the reader of PyTorch would, and nothing else that it could find instead. */
async function pickleOfArchive(file: FileHandle, size: number): Promise<Buffer> {
  const members = await readDirectory(file, size);
  const folder = members[0]?.name.split('/', 1)[0] ?? '';
  const seen = new Set<string>();
  for (const { name, offset, size: bytes } of members) {
    if (!name.startsWith(`${folder}/`) || !memberNames.test(name.slice(folder.length + 1))) {
      refuse(`its archive holds ${JSON.stringify(name.slice(0, 80))}, which PyTorch does not write into weights`);
    }
    if (seen.has(name)) refuse('its archive holds a name twice');
    if (offset + bytes > size) refuse('its archive is broken (a member beyond its end)');
    seen.add(name);
  }
  const member = members.find(({ name }) => name === `${folder}/data.pkl`) ?? refuse('its archive holds no data.pkl');
  if (member.size > limits.pickleBytes) refuse('its pickle is too large');
  const header = await read(file, member.offset, 30);
  if (member.offset > 0 && header.readUInt32LE() !== 0x04034b50) refuse('its archive is broken (a local header)');
  if (header.readUInt16LE(8) !== 0) refuse('its archive is compressed');
  const start = member.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const pickle = await read(file, start, member.size);
  if (crc32(pickle) !== member.crc) refuse('its archive is damaged');
  return pickle;
}

/** Whether a field holds a value, or says that it does not fit. */
const agrees = (field: number, most: number, value: number): boolean => field === most || field === value;

/** The central directory; it and the records behind it must fill the end of the file without a gap. */
async function readDirectory(file: FileHandle, size: number): Promise<Member[]> {
  const broken = (): never => refuse('its archive is cut off or broken');
  if (size < 22) broken();
  const end = await read(file, size - 22, 22);
  if (end.readUInt32LE() !== 0x06054b50 || end.readUInt16LE(20) !== 0) broken();
  let [count, bytes, offset] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  let directoryEnd = size - 22;
  const large = size >= 22 + 20 + 56 ? await read(file, size - 22 - 20 - 56, 76) : Buffer.alloc(76);
  if (large.readUInt32LE(56) === 0x07064b50) {
    directoryEnd = size - 22 - 20 - 56;
    if (large.readUInt32LE() !== 0x06064b50 || wideAt(large, 64) !== directoryEnd) broken();
    const values = [32, 40, 48].map((at) => wideAt(large, at));
    const [count64 = 0, bytes64 = 0, offset64 = 0] = values;
    const agree =
      agrees(count, 0xffff, count64) && agrees(bytes, 0xffffffff, bytes64) && agrees(offset, 0xffffffff, offset64);
    if (!agree) broken();
    [count, bytes, offset] = [count64, bytes64, offset64];
  }
  if (offset + bytes !== directoryEnd) broken();
  if (count > limits.members || bytes > limits.directoryBytes) refuse('its archive has too many members');
  const directory = await read(file, offset, bytes);
  const members: Member[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes || directory.readUInt32LE(at) !== 0x02014b50) broken();
    const [flags, method] = [directory.readUInt16LE(at + 8), directory.readUInt16LE(at + 10)];
    if (method !== 0) refuse('its archive is compressed');
    // Besides UTF-8 names and sizes behind the data, which say nothing of how to read it.
    if ((flags & ~0x0808) !== 0) refuse('its archive is encrypted or of an unknown kind');
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
    const next = at + 46 + (nameBytes ?? 0) + (extraBytes ?? 0) + (commentBytes ?? 0);
    if (next > bytes) broken();
    const [stored, real, start] = [20, 24, 42].map((field) => directory.readUInt32LE(at + field));
    if (stored !== real) broken();
    const extra = directory.subarray(at + 46 + (nameBytes ?? 0), at + 46 + (nameBytes ?? 0) + (extraBytes ?? 0));
    const values = wideFields(extra, [real ?? 0, stored ?? 0, start ?? 0]);
    members.push({
      name: directory.toString('utf8', at + 46, at + 46 + (nameBytes ?? 0)),
      crc: directory.readUInt32LE(at + 16),
      size: values[0] ?? 0,
      offset: values[2] ?? 0,
    });
    at = next;
  }
  if (at !== bytes) broken();
  return members;
}

const wideAt = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64LE(at));

/** Sizes and offset that did not fit into 32 bits, from the extra field 1. */
function wideFields(extra: Buffer, narrow: readonly number[]): number[] {
  const wide: number[] = [];
  for (let at = 0; at + 4 <= extra.length;) {
    const [id, length] = [extra.readUInt16LE(at), extra.readUInt16LE(at + 2)];
    if (at + 4 + length > extra.length) refuse('its archive is broken (an extra field)');
    if (id === 1) for (let field = 4; field + 8 <= 4 + length; field += 8) wide.push(wideAt(extra, at + field));
    at += 4 + length;
  }
  return narrow.map((value) =>
    value === 0xffffffff ? (wide.shift() ?? refuse('its archive is broken (a size)')) : value,
  );
}
