// The archives of torch.save: whether one has been written to its end, as programs say nothing while they write; and what is
// in it. Every byte must be where PyTorch writes it, so that no two readers find different things.
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
const endRecordBytes = 22;
/** Of the two records for large archives, which PyTorch always writes. */
const largeRecordsBytes = 56 + 20;
const descriptorBytes = 16;
/** PyTorch's own, and those of v2Pro and v2ProPlus (process_ckpt.py, my_save2). */
const heads: ReadonlySet<string> = new Set(['PK\x03\x04', '05\x03\x04', '06\x03\x04']);
/** Flags of a member: sizes behind the data, and a name in UTF-8. */
const flag = { descriptor: 0x0008, utf8: 0x0800 };
/** What PyTorch fills up with, so that data begin at multiples of 64 bytes. */
const padding = { id: 0x4246, most: 512 };

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
  readonly flags: number;
  readonly version: number;
  /** Where its header begins. */
  readonly offset: number;
  /** Where its content begins. */
  readonly start: number;
}

/**
 * What an archive holds, in its order.
 * @throws Refused when PyTorch would not have written it so, or any of it is damaged
 */
export async function membersOf(file: FileHandle): Promise<Member[]> {
  const { size } = await file.stat();
  const head = await read(file, 0, Math.min(size, 4));
  if (!heads.has(head.toString('latin1')))
    refuse('it is no file of PyTorch that GPT-SoVITS v2, v2Pro or v2ProPlus reads');
  const { entries, offset: directory } = await readDirectory(file, size);
  const members: Member[] = [];
  let at = 0;
  for (const entry of entries) {
    if (entry.offset !== at) broken('a gap');
    const start = await readLocalHeader(file, entry);
    const end = start + entry.size;
    if (end > directory) broken('a member beyond its end');
    at = end;
    if ((entry.flags & flag.descriptor) !== 0) {
      const { crc, size: bytes } = entry;
      const descriptor = await read(file, end, descriptorBytes);
      const said = [0, 4, 8, 12].map((field) => descriptor.readUInt32LE(field));
      if (String(said) !== String([signatures.descriptor, crc, bytes, bytes])) broken('what is said behind a member');
      at += descriptorBytes;
    }
    const member = { ...entry, start };
    if ((await checksumOf(file, member)) !== entry.crc) refuse('its archive is damaged');
    members.push(member);
  }
  if (at !== directory) broken('a gap');
  return members;
}

export const contentOf = (file: FileHandle, { start, size }: Member): Promise<Buffer> => read(file, start, size);

const broken = (what: string): never => refuse(`its archive is cut off or broken (${what})`);

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return bytesRead === length ? buffer : broken('its end');
}

async function checksumOf(file: FileHandle, { start, size }: Member): Promise<number> {
  let crc = 0;
  for (let done = 0; done < size;) {
    const piece = await read(file, start + done, Math.min(2 ** 20, size - done));
    crc = crc32(piece, crc);
    done += piece.length;
  }
  return crc;
}

/** The header in front of a member must say what the directory says, or leave it open. @returns where the content begins */
async function readLocalHeader(file: FileHandle, entry: Omit<Member, 'start'>): Promise<number> {
  const header = await read(file, entry.offset, 30);
  // The first one may have the version of GPT-SoVITS in its place.
  if (entry.offset > 0 && header.readUInt32LE() !== signatures.local) broken('a local header');
  const [version, flags, method] = [4, 6, 8].map((at) => header.readUInt16LE(at));
  if (method !== 0) refuse('its archive is compressed');
  if (version !== entry.version || flags !== entry.flags) broken('a local header');
  const said = [14, 18, 22].map((at) => header.readUInt32LE(at));
  const isOpen = (entry.flags & flag.descriptor) !== 0 && said.every((value) => value === 0);
  if (!isOpen && String(said) !== String([entry.crc, entry.size, entry.size])) broken('a local header');
  const [nameBytes = 0, extraBytes = 0] = [26, 28].map((at) => header.readUInt16LE(at));
  const rest = await read(file, entry.offset + 30, nameBytes + extraBytes);
  if (textOf(rest.subarray(0, nameBytes), entry.flags) !== entry.name) broken('a name');
  const extra = rest.subarray(nameBytes);
  const isPadding =
    extra.length <= padding.most &&
    extra.length >= 4 &&
    extra.readUInt16LE() === padding.id &&
    extra.readUInt16LE(2) === extra.length - 4;
  if (extra.length > 0 && !isPadding) broken('an extra field');
  return entry.offset + 30 + nameBytes + extraBytes;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Without its flag a name that is not ASCII would be one in another code page. */
function textOf(bytes: Buffer, flags: number): string {
  if ((flags & flag.utf8) === 0 && bytes.some((byte) => byte >= 0x80)) broken('a name');
  try {
    return utf8.decode(bytes);
  } catch {
    return broken('a name');
  }
}

/** The central directory; it and the records behind it must fill the end of the file without a gap. */
async function readDirectory(
  file: FileHandle,
  size: number,
): Promise<{ readonly entries: Omit<Member, 'start'>[]; readonly offset: number }> {
  if (size < endRecordBytes) broken('its end');
  const { count, bytes, offset } = await readEnd(file, size);
  if (count > limits.members || bytes > limits.directoryBytes) refuse('its archive has too many members');
  const directory = await read(file, offset, bytes);
  const entries: Omit<Member, 'start'>[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes || directory.readUInt32LE(at) !== signatures.central) broken('its directory');
    const short = (field: number): number => directory.readUInt16LE(at + field);
    const long = (field: number): number => directory.readUInt32LE(at + field);
    const [version, flags, method, nameBytes] = [short(6), short(8), short(10), short(28)];
    if (method !== 0) refuse('its archive is compressed');
    if ((flags & ~(flag.descriptor | flag.utf8)) !== 0) refuse('its archive is encrypted or of an unknown kind');
    // Versions up to that of large archives; no extra field, comment or other disk.
    if (version > 45 || short(30) !== 0 || short(32) !== 0 || short(34) !== 0) broken('its directory');
    // PyTorch reads nothing into the memory for what it takes for a folder.
    if ((long(38) & 0xffff) !== 0) broken('its directory');
    if (long(20) !== long(24) || long(24) === 0xffffffff) broken('a size');
    const next = at + 46 + nameBytes;
    if (next > bytes) broken('its directory');
    const name = textOf(directory.subarray(at + 46, next), flags);
    entries.push({ name, version, flags, crc: long(16), size: long(24), offset: long(42) });
    at = next;
  }
  if (at !== bytes) broken('its directory');
  return { entries, offset };
}

/** Where the directory is, by the records at the end, which must agree with each other. */
async function readEnd(file: FileHandle, size: number): Promise<{ count: number; bytes: number; offset: number }> {
  const end = await read(file, size - endRecordBytes, endRecordBytes);
  const [disk, directoryDisk, onDisk, count, comment] = [4, 6, 8, 10, 20].map((at) => end.readUInt16LE(at));
  const said = { count, bytes: end.readUInt32LE(12), offset: end.readUInt32LE(16) };
  if (end.readUInt32LE() !== signatures.end || disk !== 0 || directoryDisk !== 0 || comment !== 0) broken('its end');
  if (onDisk !== count) broken('its end');
  const directoryEnd = size - endRecordBytes - largeRecordsBytes;
  const large = directoryEnd >= 0 ? await read(file, directoryEnd, largeRecordsBytes) : Buffer.alloc(largeRecordsBytes);
  const wide = (at: number): number => Number(large.readBigUInt64LE(at));
  if (large.readUInt32LE(56) !== signatures.locator) {
    if (said.offset + said.bytes !== size - endRecordBytes) broken('its end');
    return said;
  }
  const found = { count: wide(32), bytes: wide(40), offset: wide(48) };
  const isWhole =
    large.readUInt32LE() === signatures.largeEnd &&
    wide(4) === 44 &&
    [16, 20, 60].every((at) => large.readUInt32LE(at) === 0) &&
    large.readUInt32LE(72) === 1 &&
    wide(24) === found.count &&
    wide(64) === directoryEnd &&
    // The records for small archives repeat it where it fits, or say that it does not.
    (said.count === found.count || said.count === 0xffff) &&
    (said.bytes === found.bytes || said.bytes === 0xffffffff) &&
    (said.offset === found.offset || said.offset === 0xffffffff) &&
    found.offset + found.bytes === directoryEnd;
  if (!isWhole) broken('its end');
  return found;
}
