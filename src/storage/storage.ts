// The one place where the database and the blobs are opened and put together.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Kysely } from 'kysely';
import { type BlobStore, LocalBlobs } from './blobs.ts';
import { Intakes } from './intakes.ts';
import { migrate } from './migrations.ts';
import { Notices } from './notices.ts';
import { Outbox } from './outbox.ts';
import { blobsOf, referencedBlobs } from './referenced-blobs.ts';
import { createRuns, type Runs } from './runs/runs.ts';
import { Samples } from './samples.ts';
import type { Database } from './schema.ts';
import { openSqlite } from './sqlite.ts';
import { Users } from './users.ts';
import { Versions } from './versions.ts';
import { Voices } from './voices.ts';

export type { Intake } from './intakes.ts';
export type { Checkpoint } from './runs/leases.ts';
export type { NewVersion, Shown } from './runs/publishing.ts';
export type { Run, SynthesisRun, TrainingRun } from './runs/run.ts';
export type { NewSample, Sample } from './samples.ts';
export type { Holdings, User } from './users.ts';
export type { Lineage, Version } from './versions.ts';
export type { StartingPoint, Voice } from './voices.ts';

export interface Storage {
  readonly users: Users;
  readonly voices: Voices;
  readonly samples: Samples;
  readonly intakes: Intakes;
  readonly runs: Runs;
  readonly versions: Versions;
  readonly outbox: Outbox;
  readonly notices: Notices;
  readonly blobs: BlobStore;
  /** SHA-256 of every blob that some row refers to. */
  referencedBlobs(): Promise<Set<string>>;
  /**
   * Delete blobs that no row refers to.
   * @param olderThanMs younger ones stay: whoever put them has not written the row yet
   * @returns how many were deleted
   */
  sweepBlobs(olderThanMs: number): Promise<number>;
  /**
   * Erase a person: their rows in one transaction, then the blobs that nobody else needs. A process that dies in between
   * leaves those blobs to the sweep, as it does with those that a trainer or an upload is just storing for them.
   * @returns how many blobs were left to the sweep because they are younger than {@link settleMs}; null when there was
   *   no such person
   */
  forget(userId: string): Promise<{ readonly blobsLeft: number } | null>;
  close(): Promise<void>;
}

/** So recently put, a blob may belong to somebody else's upload of the same file, whose row is not written yet, ms. */
const settleMs = 10_000;

/**
 * Open everything that must survive, made and migrated when needed. Several processes may have it open at once; a process
 * opens it once, because a second connection of the same thread would block the first one's transaction.
 * @param options.dataDir folder on a local disk; holds `timbre.sqlite` and `blobs/`
 */
export async function openStorage(options: { readonly dataDir: string }): Promise<Storage> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const db = new Kysely<Database>({ dialect: openSqlite(path.join(options.dataDir, 'timbre.sqlite')) });
  try {
    await migrate(db);
    const blobs = await LocalBlobs.open(path.join(options.dataDir, 'blobs'));
    const users = new Users(db);
    return {
      users,
      voices: new Voices(db),
      samples: new Samples(db),
      intakes: new Intakes(db),
      runs: createRuns(db),
      versions: new Versions(db),
      outbox: new Outbox(db),
      notices: new Notices(db),
      blobs,
      referencedBlobs: () => referencedBlobs(db),
      sweepBlobs: async (olderThanMs) => await blobs.sweep(await referencedBlobs(db), olderThanMs),
      async forget(userId) {
        const theirs = await blobsOf(db, userId);
        if (!(await users.erase(userId))) return null;
        const needed = await referencedBlobs(db);
        let blobsLeft = 0;
        for (const sha256 of theirs) {
          if (!needed.has(sha256) && !(await blobs.delete(sha256, settleMs))) blobsLeft += 1;
        }
        return { blobsLeft };
      },
      close: () => db.destroy(),
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
