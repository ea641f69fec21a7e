// The archives of torch.save: whether one has been written to its end, as programs say nothing while they write; and what is
// in it. Names and contents apart, every byte must be the one that PyTorch writes there: whatever a reader takes for something
// else (torch.load reads what does not begin as a zip as a tar, or as a pickle) needs bytes of its own for that.
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { refuse } from './pickle.ts';

const signatures = {
  local: 0x04034b50,
  descriptor: 0x08074b50,
  central: 0x02014b50,
  largeEnd: 0x06064b50,
  locator: 0x07064b50,
  end: 0x06054b50,
};
const localHeaderBytes = 30;
const entryBytes = 46;
const endRecordBytes = 22;
/** Of the two records for large archives, which PyTorch always writes. */
const largeRecordsBytes = 56 + 20;
/** Contents begin at multiples of this many bytes. */
const alignment = 64;

/** A hundred times what real files need. */
const limits = { members: 100_000, directoryBytes: 2 ** 24 };

/** Whether `file` is there and ends as the archives of torch.save end; a copy under way does not. */
export async function isWholeArchive(file: string): Promise<boolean> {
  let handle;
  try {
    handle = await open(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  try {
    const { size } = await handle.stat();
    if (size < endRecordBytes) return false;
    const end = Buffer.alloc(endRecordBytes);
    await handle.read(end, 0, endRecordBytes, size - endRecordBytes);
    return end.readUInt32LE() === signatures.end && end.readUInt16LE(20) === 0;
  } finally {
    await handle.close();
  }
}

export interface Member {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
  /** Where its header begins. */
  readonly offset: number;
  /** Where its content begins. */
  readonly start: number;
}

/**
 * What an archive holds, in its order.
 * @param head its first two bytes: `PK`, or what GPT-SoVITS puts in their place
 * @throws Refused when PyTorch would not have written it so, or any of it is damaged
 */
export async function membersOf(file: FileHandle, head: string): Promise<Member[]> {
  const { size } = await file.stat();
  const found = await read(file, 0, Math.min(size, 4));
  if (found.toString('latin1') !== `${head}\x03\x04`) {
    refuse(
      head === 'PK'
        ? 'it does not begin as the files of PyTorch do'
        : `it does not begin with ${head}, as weights of this version that GPT-SoVITS exports do`,
    );
  }
  const { entries, offset: directory } = await readDirectory(file, size);
  const members: Member[] = [];
  let at = 0;
  for (const entry of entries) {
    if (entry.offset !== at) broken('a gap');
    const header = localHeader(entry);
    if (at === 0) header.write(head, 'latin1');
    const start = at + header.length;
    const end = start + entry.size;
    const behind = descriptor(entry);
    at = end + behind.length;
    if (at > directory) broken('a member beyond its end');
    if (!(await holds(file, entry.offset, header))) broken('a local header');
    if (!(await holds(file, end, behind))) broken('what is said behind a member');
    const member = { ...entry, start };
    if ((await checksumOf(file, member)) !== entry.crc) refuse('its archive is damaged');
    members.push(member);
  }
  if (at !== directory) broken('a gap');
  return members;
}

export const contentOf = (file: FileHandle, { start, size }: Member): Promise<Buffer> => read(file, start, size);

const broken = (what: string): never => refuse(`its archive is cut off or not as PyTorch writes it (${what})`);

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return bytesRead === length ? buffer : broken('its end');
}

const holds = async (file: FileHandle, position: number, bytes: Buffer): Promise<boolean> =>
  (await read(file, position, bytes.length)).equals(bytes);

async function checksumOf(file: FileHandle, { start, size }: Member): Promise<number> {
  let crc = 0;
  for (let done = 0; done < size;) {
    const piece = await read(file, start + done, Math.min(2 ** 20, size - done));
    crc = crc32(piece, crc);
    done += piece.length;
  }
  return crc;
}

/** What the directory says of a member. */
type Entry = Omit<Member, 'start'>;

/** Of a member: a name in UTF-8, and for a content, its size behind it. */
const flagsOf = ({ size }: Entry): number => (size === 0 ? 0x0800 : 0x0808);

/** What PyTorch writes in front of a content. */
function localHeader(entry: Entry): Buffer {
  const name = Buffer.from(entry.name);
  const fixed = localHeaderBytes + name.length + 4;
  const padding = (alignment - ((entry.offset + fixed) % alignment)) % alignment;
  const header = Buffer.alloc(fixed + padding);
  header.writeUInt32LE(signatures.local);
  header.writeUInt16LE(flagsOf(entry), 6);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(4 + padding, 28);
  name.copy(header, localHeaderBytes);
  header.write('FB', localHeaderBytes + name.length, 'latin1');
  header.writeUInt16LE(padding, fixed - 2);
  header.fill('Z', fixed);
  return header;
}

/** What it writes behind a content. */
function descriptor({ size, crc }: Entry): Buffer {
  if (size === 0) return Buffer.alloc(0);
  const record = Buffer.alloc(16);
  record.writeUInt32LE(signatures.descriptor);
  record.writeUInt32LE(crc, 4);
  for (const at of [8, 12]) record.writeUInt32LE(size, at);
  return record;
}

/** What it writes of a member into the directory. */
function directoryEntry(entry: Entry): Buffer {
  const name = Buffer.from(entry.name);
  const record = Buffer.alloc(entryBytes + name.length);
  record.writeUInt32LE(signatures.central);
  record.writeUInt16LE(flagsOf(entry), 8);
  record.writeUInt32LE(entry.crc, 16);
  for (const at of [20, 24]) record.writeUInt32LE(entry.size, at);
  record.writeUInt16LE(name.length, 28);
  record.writeUInt32LE(entry.offset, 42);
  name.copy(record, entryBytes);
  return record;
}

/** Where a directory is, and how much. */
interface Place {
  readonly count: number;
  readonly bytes: number;
  readonly offset: number;
}

/** What it writes behind the directory: the same twice, the second time as far as it fits. */
function endRecords({ count, bytes, offset }: Place): Buffer {
  const records = Buffer.alloc(largeRecordsBytes + endRecordBytes);
  records.writeUInt32LE(signatures.largeEnd);
  records.writeBigUInt64LE(44n, 4);
  records.writeUInt16LE(0x031e, 12);
  records.writeUInt16LE(45, 14);
  for (const at of [24, 32]) records.writeBigUInt64LE(BigInt(count), at);
  records.writeBigUInt64LE(BigInt(bytes), 40);
  records.writeBigUInt64LE(BigInt(offset), 48);
  records.writeUInt32LE(signatures.locator, 56);
  records.writeBigUInt64LE(BigInt(offset + bytes), 64);
  records.writeUInt32LE(1, 72);
  const end = records.subarray(largeRecordsBytes);
  end.writeUInt32LE(signatures.end);
  for (const at of [8, 10]) end.writeUInt16LE(Math.min(count, 0xffff), at);
  end.writeUInt32LE(Math.min(bytes, 0xffffffff), 12);
  end.writeUInt32LE(Math.min(offset, 0xffffffff), 16);
  return records;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return broken('a name');
  }
}

/** The central directory; it and the records behind it must fill the end of the file. */
async function readDirectory(
  file: FileHandle,
  size: number,
): Promise<{ readonly entries: Entry[]; readonly offset: number }> {
  const { count, bytes, offset } = await readEnd(file, size);
  const directory = await read(file, offset, bytes);
  const entries: Entry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + entryBytes > bytes) broken('its directory');
    const long = (field: number): number => directory.readUInt32LE(at + field);
    const next = at + entryBytes + directory.readUInt16LE(at + 28);
    if (next > bytes) broken('its directory');
    const name = textOf(directory.subarray(at + entryBytes, next));
    const entry = { name, crc: long(16), size: long(24), offset: long(42) };
    if (!directory.subarray(at, next).equals(directoryEntry(entry))) broken('its directory');
    entries.push(entry);
    at = next;
  }
  if (at !== bytes) broken('its directory');
  return { entries, offset };
}

/** Where the directory is, by the records at the end. */
async function readEnd(file: FileHandle, size: number): Promise<Place> {
  const at = size - endRecordBytes - largeRecordsBytes;
  if (at < 0) broken('its end');
  const records = await read(file, at, endRecordBytes + largeRecordsBytes);
  const wide = (field: number): number => Number(records.readBigUInt64LE(field));
  const place = { count: wide(32), bytes: wide(40), offset: wide(48) };
  if (place.offset + place.bytes !== at) broken('its end');
  if (place.count > limits.members || place.bytes > limits.directoryBytes) refuse('its archive has too many members');
  if (!records.equals(endRecords(place))) broken('its end');
  return place;
}
