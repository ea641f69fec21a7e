// A whole installation carried from one place to another: what `backup`, `restore` and `move` of the command line stand on.
// Files first, rows second, so that whoever is broken off begins again and finds what is there already.
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Kysely } from 'kysely';
import PQueue from 'p-queue';
import { allNeededBlobs, neededBlobs } from './blob-references.ts';
import { BlobDamaged, type BlobStore } from './blobs.ts';
import type { Database } from './schema.ts';

/** So many files are on their way at once. */
const atOnce = 4;

export interface Carried {
  readonly files: number;
  readonly bytes: number;
  /** Files that were there before. */
  readonly found: number;
  /** SHA-256 of those that are missing or damaged where they come from. */
  readonly lost: readonly string[];
}

/**
 * Copy every blob that the rows of a database need and that is not there yet, comparing each with its SHA-256 when it is read and when it
 * is written.
 * @param folder for a file at a time, on a local disk
 */
export async function carryBlobs(
  db: Kysely<Database>,
  from: BlobStore,
  to: BlobStore,
  folder: string,
): Promise<Carried> {
  let [files, bytes, found] = [0, 0, 0];
  const lost = new Set<string>();
  const copy = async (sha256: string): Promise<void> => {
    if (await to.has(sha256)) {
      found += 1;
      return;
    }
    const file = path.join(folder, randomUUID());
    try {
      await from.copyTo(sha256, file);
      const stored = await to.put(file);
      if (stored.sha256 !== sha256) throw new BlobDamaged(sha256, 'changed on its way');
      files += 1;
      bytes += stored.bytes;
    } catch (error) {
      if (!(error instanceof BlobDamaged)) throw error;
      lost.add(sha256);
    } finally {
      await rm(file, { force: true });
    }
  };
  const queue = new PQueue({ concurrency: atOnce });
  for await (const page of allNeededBlobs(db)) {
    await Promise.all(page.map((sha256) => queue.add(() => copy(sha256))));
  }
  return { files, bytes, found, lost: [...lost] };
}

/** Something that is in a store and that no row needs; null: there is nothing. */
export async function stranger(db: Kysely<Database>, store: BlobStore): Promise<string | null> {
  for await (const { blobs, others } of store.contents()) {
    const needed = await neededBlobs(db, blobs);
    const strange = others[0] ?? blobs.find((sha256) => !needed.has(sha256));
    if (strange !== undefined) return strange;
  }
  return null;
}
