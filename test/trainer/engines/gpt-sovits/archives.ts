// Files as torch.save writes them, and pickles made by hand.
import { crc32 } from 'node:zlib';

export interface Member {
  readonly name: string;
  readonly content: Buffer;
  /** 0 stored, 8 deflated (as said in the headers; the content is put in as it is). */
  readonly method?: number;
  /** The name in front of the content, where it is another one. */
  readonly localName?: string;
}

/**
 * An archive of stored members, laid out as torch.save does: sizes behind the content, content at multiples of 64 bytes.
 * @param wide with the records for large archives that torch.save always writes
 * @param filling what is in front of the first content, where it is not what torch.save puts there
 */
export function archive(
  members: readonly Member[],
  { head = 'PK', wide = true, filling }: { head?: string; wide?: boolean; filling?: Buffer } = {},
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, method = 0, localName = name } of members) {
    const flags = content.length === 0 ? 0x0800 : 0x0808;
    const nameBytes = Buffer.from(localName);
    const before = offset + 30 + nameBytes.length + 4;
    const usual = Buffer.alloc((64 - (before % 64)) % 64, 'Z');
    const padding = Buffer.concat([Buffer.from('FB\0\0'), offset === 0 && filling !== undefined ? filling : usual]);
    padding.writeUInt16LE(padding.length - 4, 2);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50);
    header.writeUInt16LE(flags, 6);
    header.writeUInt16LE(method, 8);
    header.writeUInt16LE(nameBytes.length, 26);
    header.writeUInt16LE(padding.length, 28);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc32(content), 16);
    entry.writeUInt32LE(content.length, 20);
    entry.writeUInt32LE(content.length, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(offset, 42);
    const descriptor = Buffer.alloc(content.length === 0 ? 0 : 16);
    if (content.length > 0) {
      descriptor.writeUInt32LE(0x08074b50);
      descriptor.writeUInt32LE(crc32(content), 4);
      for (const at of [8, 12]) descriptor.writeUInt32LE(content.length, at);
    }
    const member = Buffer.concat([header, nameBytes, padding, content, descriptor]);
    parts.push(member);
    directory.push(entry, Buffer.from(name));
    offset += member.length;
  }
  const entries = Buffer.concat(directory);
  const record = Buffer.alloc(76);
  record.writeUInt32LE(0x06064b50);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(0x031e, 12);
  record.writeUInt16LE(45, 14);
  for (const at of [24, 32]) record.writeBigUInt64LE(BigInt(members.length), at);
  record.writeBigUInt64LE(BigInt(entries.length), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(offset + entries.length), 64);
  record.writeUInt32LE(1, 72);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  for (const at of [8, 10]) end.writeUInt16LE(members.length, at);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  const file = Buffer.concat([...parts, entries, ...(wide ? [record] : []), end]);
  file.write(head, 0, 'latin1');
  return file;
}

/** What torch.save puts around a pickle. @param storages the bytes of each */
export const membersOf = (pickle: Buffer, storages = pickle.includes('HalfStorage') ? [16] : []): Member[] => [
  { name: 'voice/data.pkl', content: pickle },
  { name: 'voice/byteorder', content: Buffer.from('little') },
  ...storages.map((bytes, key) => ({ name: `voice/data/${key}`, content: Buffer.alloc(bytes, key + 1) })),
  { name: 'voice/version', content: Buffer.from('3\n') },
];

/** Weights in an archive, as torch.save writes them. */
export function weights(pickle: Buffer, head?: '05' | '06'): Buffer {
  return archive(membersOf(pickle), head === undefined ? {} : { head });
}

/** Bytes of a pickle: text as Latin-1, numbers as bytes. */
export const bytes = (...parts: readonly (string | number | Buffer)[]): Buffer =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === 'number' ? Buffer.of(part) : typeof part === 'string' ? Buffer.from(part, 'latin1') : part,
    ),
  );

/** The operation that pushes a text (BINUNICODE). */
export function text(value: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(Buffer.byteLength(value));
  return Buffer.concat([Buffer.from('X'), length, Buffer.from(value)]);
}

/** A tensor in a storage. */
export interface TensorOptions {
  readonly kind?: string;
  readonly key?: string;
  /** How many numbers its storage is said to hold. */
  readonly numbers?: number;
  readonly location?: string;
  readonly offset?: number;
  readonly sizes?: readonly number[];
  readonly strides?: readonly number[];
  /** What follows the storage's five fields, and the tensor's six arguments. */
  readonly more?: readonly [Buffer, Buffer];
}

const numbers = (values: readonly number[]): Buffer => bytes('(', ...values.flatMap((value) => [number(value)]), 't');
/** BININT. */
export function number(value: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeInt32LE(value);
  return bytes('J', four);
}

/** The operations that make a tensor, by default of 2 × 4 halves; without memo. */
export function tensor(options: TensorOptions = {}): Buffer {
  const { kind = 'Half', key = '0', location = 'cpu', offset = 0, sizes = [2, 4], strides = [4, 1] } = options;
  const [afterStorage, afterArguments] = options.more ?? [Buffer.alloc(0), Buffer.alloc(0)];
  return bytes(
    'ctorch._utils\n_rebuild_tensor_v2\n((',
    text('storage'),
    `ctorch\n${kind}Storage\n`,
    text(key),
    text(location),
    number(options.numbers ?? 8),
    afterStorage,
    'tQ',
    number(offset),
    numbers(sizes),
    numbers(strides),
    0x89,
    'ccollections\nOrderedDict\n)R',
    afterArguments,
    'tR',
  );
}

/** A pickle of {"a": value}. */
export const pickleOf = (value: Buffer): Buffer => bytes(0x80, 2, '}', text('a'), value, 's.');

/** {"weight": {"a": tensor}, "config": HParams, "info": …} as GPT-SoVITS exports it, in protocol 2. */
export const honestPickle: Buffer = bytes(
  Buffer.of(0x80, 2),
  'ccollections\nOrderedDict\nq\x00)Rq\x01(',
  text('weight'),
  '}',
  text('a'),
  'ctorch._utils\n_rebuild_tensor_v2\nq\x02((',
  text('storage'),
  'ctorch\nHalfStorage\nq\x03',
  text('0'),
  text('cpu'),
  'K\x08tQK\x00K\x02K\x04\x86K\x04K\x01\x86\x89h\x00)RtR',
  's',
  text('config'),
  'cutils\nHParams\nq\x04)\x81}',
  text('train'),
  'h\x04)\x81}',
  text('learning_rate'),
  bytes('G', Buffer.from('3f1a36e2eb1c432d', 'hex')),
  'sbsb',
  text('info'),
  text('8epoch_96iteration'),
  'u.',
);

const blockBytes = 512;

/** The header of a member of a tar, from its hundredth byte on, as tarfile reads it: zeros are numbers to it. */
const tarHeader = (size: number, sum: string): string =>
  ['0'.repeat(24), size.toString(8).padStart(11, '0'), ' '.repeat(13), sum.padStart(7, '0'), ' ']
    .join('')
    .padEnd(412, '0');

/** A tar as torch.load takes one for a file from before PyTorch 0.4: it loads the pickle in the first member. */
function oldTar(pickle: Buffer): Buffer {
  const members = Object.entries({ storages: pickle, tensors: Buffer.alloc(0), pickle: Buffer.alloc(0) });
  const blocks = members.flatMap(([name, content]) => {
    const header = Buffer.concat([Buffer.from(name.padEnd(100, '\0')), Buffer.from(tarHeader(content.length, ''))]);
    // No name of a folder.
    header.fill(0, 345);
    return [withSum(header), content, Buffer.alloc((blockBytes - (content.length % blockBytes)) % blockBytes)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * blockBytes)]);
}

/** What tarfile wants to find in a header: the sum of its bytes, for which the sum itself counts as eight spaces. */
function sumOf(file: Buffer): string {
  const header = Buffer.from(file.subarray(0, blockBytes)).fill(' ', 148, 156);
  return header.reduce((total, byte) => total + byte, 0).toString(8);
}

function withSum(header: Buffer): Buffer {
  const summed = Buffer.from(header);
  summed.write(`${sumOf(header).padStart(7, '0')} `, 148, 'latin1');
  return summed;
}

export const tarPlaces = ['padding', 'name', 'pickle'] as const;

/**
 * An archive that is a tar, too, if its first bytes are not those of a zip: the header of the tar lies where the archive says
 * nothing, and the tar in a storage.
 * @param evil the pickle that the tar holds
 */
export function archiveAndTar(where: (typeof tarPlaces)[number], head: string, evil: Buffer): Buffer {
  const build = (header: string, storage: Buffer): Buffer => {
    const values = tensor({ numbers: storage.length / 2, sizes: [storage.length / 2], strides: [1] });
    // From the archive's hundredth byte on.
    const key = where === 'pickle' ? '-'.repeat(28) + header : 'a';
    const folder = where === 'name' ? '-'.repeat(70) + header : 'voice';
    const members = membersOf(bytes(0x80, 2, '}', text(key), values, 's.'), []).map((member) => ({
      ...member,
      name: member.name.replace('voice', folder),
    }));
    members.splice(1, 0, { name: `${folder}/data/0`, content: storage });
    const filling = where === 'padding' ? { filling: Buffer.from('Z'.repeat(52) + header) } : {};
    return archive(members, { head, ...filling });
  };
  const tar = oldTar(evil);
  const mark = Buffer.alloc(2 * blockBytes + tar.length, '*');
  const start = build(tarHeader(0, ''), mark).indexOf(mark);
  const at = Math.ceil(start / blockBytes) * blockBytes;
  const storage = Buffer.alloc(mark.length);
  tar.copy(storage, at - start);
  const draft = build(tarHeader(at - blockBytes, ''), storage);
  return build(tarHeader(at - blockBytes, sumOf(draft)), storage);
}
