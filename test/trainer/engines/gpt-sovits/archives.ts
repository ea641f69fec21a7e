// Files as torch.save writes them, and pickles made by hand.
import { crc32 } from 'node:zlib';

export interface Member {
  readonly name: string;
  readonly content: Buffer;
  /** 0 stored, 8 deflated (as said in the headers; the content is put in as it is). */
  readonly method?: number;
}

/**
 * An archive of stored members.
 * @param wide with the records for large archives that torch.save always writes
 */
export function archive(members: readonly Member[], { head = 'PK', wide = true } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, method = 0 } of members) {
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50);
    header.writeUInt16LE(0x0808, 6);
    header.writeUInt16LE(method, 8);
    header.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE(0x0808, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc32(content), 16);
    entry.writeUInt32LE(content.length, 20);
    entry.writeUInt32LE(content.length, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(header, Buffer.from(name), content);
    directory.push(entry, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + content.length;
  }
  const entries = Buffer.concat(directory);
  const record = Buffer.alloc(76);
  record.writeUInt32LE(0x06064b50);
  for (const at of [24, 32]) record.writeBigUInt64LE(BigInt(members.length), at);
  record.writeBigUInt64LE(BigInt(entries.length), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(offset + entries.length), 64);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  for (const at of [8, 10]) end.writeUInt16LE(wide ? 0xffff : members.length, at);
  end.writeUInt32LE(wide ? 0xffffffff : entries.length, 12);
  end.writeUInt32LE(wide ? 0xffffffff : offset, 16);
  const file = Buffer.concat([...parts, entries, ...(wide ? [record] : []), end]);
  file.write(head, 0, 'latin1');
  return file;
}

/** Weights in an archive, as torch.save writes them. */
export function weights(pickle: Buffer, head?: '05' | '06'): Buffer {
  const members = [
    { name: 'voice/data.pkl', content: pickle },
    { name: 'voice/byteorder', content: Buffer.from('little') },
    { name: 'voice/data/0', content: Buffer.alloc(16) },
    { name: 'voice/version', content: Buffer.from('3\n') },
  ];
  return archive(members, head === undefined ? {} : { head });
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

/** Likewise, of protocol 4 (SHORT_BINUNICODE). */
export const shortText = (value: string): Buffer => bytes(0x8c, Buffer.byteLength(value), value);

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
