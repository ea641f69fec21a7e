// Blobs: immutable files named by the SHA-256 of what they hold: clips, states, previews. The interface is small so that
// an object store fits behind it; this file keeps them in a local folder.
import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, link, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';

export interface StoredBlob {
  readonly sha256: string;
  readonly bytes: number;
}

export interface BlobStore {
  /**
   * Store a file (given by its path) or bytes. When this returns, the blob survives a power cut. Storing what is there
   * already is harmless and protects it from the sweep as if it were new.
   */
  put(source: string | Buffer): Promise<StoredBlob>;
  has(sha256: string): Promise<boolean>;
  /**
   * Copy a blob to a local file that must not exist yet, checking every byte on the way. The file appears only whole.
   * @returns its size in bytes
   * @throws BlobDamaged when the blob is missing or holds something else
   */
  copyTo(sha256: string, destination: string): Promise<number>;
  /** A small blob (a preview) in memory, checked like {@link copyTo}. */
  read(sha256: string): Promise<Buffer>;
  /**
   * Delete a blob; no error when there is none.
   * @param olderThanMs when given, a blob that was put more recently stays, as in {@link sweep}
   * @returns whether it is gone
   */
  delete(sha256: string, olderThanMs?: number): Promise<boolean>;
  /**
   * Delete what nothing refers to, and what interrupted puts left behind.
   * @param neededOf says which of these (some hundreds of SHA-256) must stay
   * @param olderThanMs blobs that were put more recently stay all the same: their row may not be written yet
   * @returns how many files were deleted
   */
  sweep(neededOf: (blobs: readonly string[]) => Promise<ReadonlySet<string>>, olderThanMs: number): Promise<number>;
  /** All that is there, some hundreds at a time: SHA-256 of blobs, and names of what is none and was not left by an interrupted put. */
  contents(): AsyncIterable<{ readonly blobs: readonly string[]; readonly others: readonly string[] }>;
}

/** A blob that a row refers to is missing or does not hold what its name says. */
export class BlobDamaged extends Error {
  override readonly name = 'BlobDamaged';
  readonly sha256: string;

  constructor(sha256: string, what: string, options?: ErrorOptions) {
    super(`blob ${sha256} ${what}`, options);
    this.sha256 = sha256;
  }
}

const chunkBytes = 256 * 1024;
const sha256Pattern = /^[0-9a-f]{64}$/;
const temporaryFolder = 'tmp';

/** Blobs as files `ab/cdef…` of one folder. Its `tmp/` is on the same file system, so that a finished file can be linked. */
export class LocalBlobs implements BlobStore {
  readonly #folder: string;
  readonly #tmp: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#tmp = path.join(folder, temporaryFolder);
  }

  /** Open the folder, made when absent. Several processes may have it open at once. */
  static async open(folder: string): Promise<LocalBlobs> {
    const blobs = new LocalBlobs(folder);
    await mkdir(blobs.#tmp, { recursive: true, mode: 0o700 });
    return blobs;
  }

  async put(source: string | Buffer): Promise<StoredBlob> {
    const temporary = path.join(this.#tmp, randomUUID());
    try {
      const stored =
        typeof source === 'string'
          ? await withFile(source, 'r', async (file) => await writeHashed(chunksOf(file), temporary, 'synced'))
          : await writeHashed([source], temporary, 'synced');
      await this.#publish(temporary, stored.sha256);
      return stored;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async has(sha256: string): Promise<boolean> {
    try {
      await stat(this.#path(sha256));
      return true;
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return false;
      throw error;
    }
  }

  async copyTo(sha256: string, destination: string): Promise<number> {
    const partial = `${destination}.${randomUUID()}`;
    try {
      const copied = await this.#withBlob(sha256, async (file) => await writeHashed(chunksOf(file), partial, 'cached'));
      if (copied.sha256 !== sha256) throw damaged(sha256, copied.sha256);
      await link(partial, destination);
      return copied.bytes;
    } finally {
      await rm(partial, { force: true });
    }
  }

  async read(sha256: string): Promise<Buffer> {
    const bytes = await this.#withBlob(sha256, async (file) => await file.readFile());
    const actual = createHash('sha256').update(bytes).digest('hex');
    if (actual !== sha256) throw damaged(sha256, actual);
    return bytes;
  }

  async delete(sha256: string, olderThanMs = -Infinity): Promise<boolean> {
    const deleted = await this.#deleteUnlessYounger(this.#path(sha256), sha256, Date.now() - olderThanMs);
    return deleted || !(await this.has(sha256));
  }

  async sweep(
    neededOf: (blobs: readonly string[]) => Promise<ReadonlySet<string>>,
    olderThanMs: number,
  ): Promise<number> {
    const youngest = Date.now() - olderThanMs;
    let deleted = 0;
    for (const folder of await readdir(this.#folder)) {
      const names = await readdir(path.join(this.#folder, folder));
      const needed = await neededOf(names.map((rest) => folder + rest).filter((name) => sha256Pattern.test(name)));
      for (const rest of names) {
        const file = path.join(this.#folder, folder, rest);
        const sha256 = folder + rest;
        if (needed.has(sha256)) continue;
        const isBlob = sha256Pattern.test(sha256);
        if (isBlob ? await this.#deleteUnlessYounger(file, sha256, youngest) : await deleteIfOlder(file, youngest)) {
          deleted += 1;
        }
      }
    }
    return deleted;
  }

  async *contents(): AsyncGenerator<{ readonly blobs: readonly string[]; readonly others: readonly string[] }> {
    for (const entry of await readdir(this.#folder, { withFileTypes: true })) {
      if (entry.name === temporaryFolder) continue;
      const inside = entry.isDirectory() ? await readdir(path.join(this.#folder, entry.name)) : [];
      const [blobs, others]: [string[], string[]] = [[], entry.isDirectory() ? [] : [entry.name]];
      for (const rest of inside) {
        const sha256 = entry.name + rest;
        if (sha256Pattern.test(sha256)) blobs.push(sha256);
        else others.push(path.join(entry.name, rest));
      }
      yield { blobs, others };
    }
  }

  /** Let the finished file appear under its name. Whoever comes second finds it there, which is as good. */
  async #publish(temporary: string, sha256: string): Promise<void> {
    const file = this.#path(sha256);
    const folder = path.dirname(file);
    if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined) await syncFolder(this.#folder);
    for (;;) {
      try {
        await link(temporary, file);
        break;
      } catch (error) {
        if (!hasCode(error, 'EEXIST')) throw error;
      }
      try {
        const now = new Date();
        await utimes(file, now, now);
        break;
      } catch (error) {
        // Swept in this very moment: link again.
        if (!hasCode(error, 'ENOENT')) throw error;
      }
    }
    await syncFolder(folder);
  }

  /** A put of the same bytes in the middle of this makes the blob young again: then it comes back. */
  async #deleteUnlessYounger(file: string, sha256: string, youngest: number): Promise<boolean> {
    if (!(await isOlder(file, youngest))) return false;
    const aside = path.join(this.#tmp, randomUUID());
    try {
      await rename(file, aside);
    } catch (error) {
      // Another process was faster.
      if (hasCode(error, 'ENOENT')) return false;
      throw error;
    }
    const old = await isOlder(aside, youngest);
    if (!old) await this.#publish(aside, sha256);
    await rm(aside, { force: true });
    return old;
  }

  async #withBlob<T>(sha256: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
    let file: FileHandle;
    try {
      file = await open(this.#path(sha256), 'r');
    } catch (error) {
      throw hasCode(error, 'ENOENT') ? new BlobDamaged(sha256, 'is missing', { cause: error }) : error;
    }
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  }

  #path(sha256: string): string {
    if (!sha256Pattern.test(sha256)) throw new Error(`"${sha256}" is not a SHA-256`);
    return path.join(this.#folder, sha256.slice(0, 2), sha256.slice(2));
  }
}

const damaged = (sha256: string, actual: string): BlobDamaged =>
  new BlobDamaged(sha256, `is damaged: the SHA-256 of its file is ${actual}`);

async function withFile<T>(file: string, flags: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file, flags, 0o600);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

async function* chunksOf(file: FileHandle): AsyncGenerator<Buffer> {
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Write a new file, hashing on the way. `synced`: it is on the disk for good when this returns. */
async function writeHashed(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  file: string,
  durability: 'synced' | 'cached',
): Promise<StoredBlob> {
  const hash = createHash('sha256');
  let bytes = 0;
  await withFile(file, 'wx', async (handle) => {
    for await (const chunk of chunks) {
      hash.update(chunk);
      // writeFile goes on after a short write until everything is written or an error says why not.
      await handle.writeFile(chunk);
      bytes += chunk.length;
    }
    if (durability === 'synced') await handle.sync();
  });
  return { sha256: hash.digest('hex'), bytes };
}

/** A new name in a folder survives a power cut only when the folder is synced as well. */
async function syncFolder(folder: string): Promise<void> {
  await withFile(folder, 'r', async (handle) => await handle.sync());
}

async function isOlder(file: string, youngest: number): Promise<boolean> {
  try {
    return (await stat(file)).mtimeMs < youngest;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

async function deleteIfOlder(file: string, youngest: number): Promise<boolean> {
  if (!(await isOlder(file, youngest))) return false;
  await rm(file, { force: true });
  return true;
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
