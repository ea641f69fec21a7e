// What several rooms ask of a file: whether it is there, the SHA-256 of one of any size, and parts of one that may be larger
// than the memory.
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** Whether there is a file or folder of this name that can be reached. */
export const exists = async (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** @returns hexadecimal */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 2 ** 20 }), hash);
  return hash.digest('hex');
}

/** Bytes that are read where they are wanted. */
export interface Bytes {
  readonly length: number;
  /** @returns those from `start` to `end`, fewer where there are not so many */
  subarray(start: number, end: number): Buffer;
}

/** Bytes that are read or written in one go: the system takes no more than 2 GB. */
const atOnce = 2 ** 26;

/** Write all bytes at a place in an open file. */
export function writeBytes(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, Math.min(atOnce, bytes.length - done), position + done);
  }
}

/** The bytes of a file, of any size. Close it in the end. */
export function openBytes(file: string): Bytes & { close(): void } {
  const opened = openSync(file, 'r');
  const { size: length } = fstatSync(opened);
  return {
    length,
    subarray(start, end) {
      const part = Buffer.alloc(Math.max(0, Math.min(end, length) - start));
      let done = 0;
      while (done < part.length) {
        const count = readSync(opened, part, done, Math.min(atOnce, part.length - done), start + done);
        if (count === 0) return part.subarray(0, done);
        done += count;
      }
      return part;
    },
    close: () => closeSync(opened),
  };
}
