// Zip archives that people send: read within bounds, every file by its checksum. What an archive says of itself is believed
// only within those, and its names are never used as paths.
import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise } from 'yauzl';
import { UserError } from './errors.ts';

export type { Entry } from 'yauzl';

/** Far more files than a person sends at once. */
const mostEntries = 5_000;

export interface ZipArchive {
  /** Its files in their order, without what programs put beside those of a person. */
  readonly entries: readonly Entry[];
  /** The unpacked bytes of a file; fails in the end where they are not those that were packed. */
  unpacked(entry: Entry): AsyncGenerator<Buffer>;
  close(): void;
}

/** Whether a file is a zip archive, by its first bytes: of its first member, or its end when it has none. */
export async function isZip(file: string): Promise<boolean> {
  await using handle = await open(file);
  const head = Buffer.alloc(4);
  await handle.read(head, 0, head.length, 0);
  return ['PK\x03\x04', 'PK\x05\x06'].includes(head.toString('latin1'));
}

/** What the system says of the disk is passed on, everything else is the archive's fault. */
export const ofArchive = (error: unknown): unknown =>
  error instanceof UserError || (error instanceof Error && 'syscall' in error)
    ? error
    : new UserError('bad-zip', undefined, { cause: error });

/** Folders, hidden files, what macOS keeps of each file. */
const isBeside = ({ fileName }: Entry): boolean =>
  fileName.endsWith('/') || fileName.split('/').some((part) => /^\.[^/]/.test(part) || part === '__MACOSX');

/** How zip archives are packed (APPNOTE 4.4.5), beside the two ways that are read: as it is, and Deflate. */
const methods: Readonly<Record<number, string>> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'BZip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  98: 'PPMd',
};
const readMethods: readonly number[] = [0, 8];

/** @throws UserError `bad-zip/password`, `bad-zip/method` */
export function mustBeReadable(entry: Entry): void {
  if (entry.isEncrypted()) throw new UserError('bad-zip/password');
  const { compressionMethod } = entry;
  if (readMethods.includes(compressionMethod)) return;
  throw new UserError('bad-zip/method', { method: methods[compressionMethod] ?? `#${compressionMethod}` });
}

/** A file's header before its name, bytes. */
const localHeader = 30;

/** Whether two files are said to lie in the same bytes: no program packs like that, and a small archive would never end. */
function overlap(entries: readonly Entry[]): boolean {
  const inOrder = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  return inOrder.some((entry, index) => {
    const before = inOrder[index - 1];
    if (before === undefined) return false;
    const end = before.relativeOffsetOfLocalHeader + localHeader + before.compressedSize;
    return entry.relativeOffsetOfLocalHeader < end;
  });
}

/**
 * Look into an archive. Close it in the end.
 * @throws UserError `bad-zip`
 */
export async function openZipArchive(file: string): Promise<ZipArchive> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    throw ofArchive(error);
  });
  try {
    if (zip.entryCount > mostEntries) throw new UserError('bad-zip/files', { most: mostEntries });
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      if (entries.length > mostEntries) throw new UserError('bad-zip/files', { most: mostEntries });
    }
    if (overlap(entries)) throw new UserError('bad-zip');
    return {
      entries: entries.filter((entry) => !isBeside(entry)),
      async *unpacked(entry) {
        mustBeReadable(entry);
        let checksum = 0;
        for await (const chunk of await zip.openReadStreamPromise(entry, {})) {
          if (!Buffer.isBuffer(chunk)) throw new TypeError('bytes are expected');
          checksum = crc32(chunk, checksum);
          yield chunk;
        }
        if (checksum !== entry.crc32) throw new Error(`the checksum of ${entry.fileName} is wrong`);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw ofArchive(error);
  }
}
