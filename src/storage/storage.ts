// The one place where the database and the blobs are opened and put together.
import type { Transaction } from 'kysely';
import { neededBlobs } from './blob-references.ts';
import { Bans } from './bans.ts';
import { Bots } from './bots.ts';
import type { BlobStore } from './blobs.ts';
import { Consents } from './consents.ts';
import { Grants } from './grants.ts';
import { Guilds } from './guilds.ts';
import { Hearings, deleteHearings } from './hearings.ts';
import { IdleVoices } from './idle.ts';
import { IntakeFiles } from './intake-files.ts';
import { Intakes } from './intakes.ts';
import { Leaders } from './leaders.ts';
import { Notices } from './notices.ts';
import { Operations } from './operations.ts';
import { Outbox } from './outbox.ts';
import { Pictures } from './pictures.ts';
import { Pronunciations } from './pronunciations.ts';
import { type ExecutedQuery, type StoragePlace, openBlobs, openDatabase } from './places.ts';
import { countRemovals, noteRemoval } from './removals.ts';
import { Retention } from './retention.ts';
import { PastRuns } from './run-times.ts';
import { createRuns, type Runs } from './runs/runs.ts';
import { type RemovedSample, Samples } from './samples.ts';
import type { Database } from './schema.ts';
import { inTransaction } from './transaction.ts';
import { Signing } from './signing.ts';
import { Telling } from './telling.ts';
import { Trainers } from './trainers.ts';
import { type Undelivered, undeliveredTo } from './undelivered.ts';
import { Usage } from './usage.ts';
import { Users } from './users.ts';
import { Versions } from './versions.ts';
import { Votes } from './votes.ts';
import { Voices } from './voices.ts';

export type { Intake } from './intakes.ts';
export type { ExecutedQuery } from './places.ts';
export type { Checkpoint, PlannedTraining } from './runs/leases.ts';
export type { NewVersion, Shown } from './runs/publishing.ts';
export type { WantedRun } from './runs/queries.ts';
export type { Run, SynthesisRun, TrainingRun } from './runs/run.ts';
export type { NewSample, Sample } from './samples.ts';
export type { Holdings, User } from './users.ts';
export type { Version } from './version.ts';
export type { Lineage } from './versions.ts';
export type { StartingPoint, Voice } from './voices.ts';

export interface Storage {
  readonly users: Users;
  readonly consents: Consents;
  readonly voices: Voices;
  readonly samples: Samples;
  readonly hearings: Hearings;
  readonly intakes: Intakes;
  readonly intakeFiles: IntakeFiles;
  readonly pictures: Pictures;
  readonly runs: Runs;
  readonly pastRuns: PastRuns;
  readonly versions: Versions;
  readonly trainers: Trainers;
  readonly bots: Bots;
  readonly leaders: Leaders;
  readonly telling: { readonly runs: Telling; readonly intakes: Telling; readonly notices: Telling };
  /** What has not reached this person although it is there, oldest first. */
  undeliveredTo(userId: string): Promise<Undelivered[]>;
  readonly outbox: Outbox;
  readonly notices: Notices;
  readonly idle: IdleVoices;
  readonly usage: Usage;
  readonly bans: Bans;
  readonly guilds: Guilds;
  readonly signing: Signing;
  readonly votes: Votes;
  readonly grants: Grants;
  readonly operations: Operations;
  readonly pronunciations: Pronunciations;
  readonly retention: Retention;
  readonly blobs: BlobStore;
  /** Those of the blobs (SHA-256) that some row needs. */
  neededBlobs(blobs: Iterable<string>): Promise<Set<string>>;
  /**
   * Delete blobs that no row refers to.
   * @param olderThanMs younger ones stay: whoever put them has not written the row yet
   * @returns how many were deleted
   */
  sweepBlobs(olderThanMs: number): Promise<number>;
  /**
   * Erase a person: their rows in one transaction, then the blobs that nobody else needs, then what is left of the rows in
   * the database's files. A process that dies in between leaves the blobs to the sweep, as it does with those that a
   * trainer or an upload is just storing for them, and the rest to the next {@link wipe}.
   * @returns how many blobs were left to the sweep because they are younger than {@link settleMs} or could not be deleted; null when there was
   *   nothing of theirs
   * @throws Error when the rows are gone and the wiping failed; it is still owed
   */
  forget(userId: string): Promise<{ readonly blobsLeft: number } | null>;
  /**
   * As {@link forget}, of one voice: its recordings, versions, runs and uploads.
   * @param only where it is still idle for so many days
   */
  removeVoice(voiceId: string, only?: { readonly idleDays: number }): Promise<{ readonly blobsLeft: number } | null>;
  /** As {@link forget}, of one clip and all that was made from it: {@link Samples.remove}, and the blobs that nobody else needs. */
  removeSample(id: string): Promise<RemovedSample | null>;
  /** How often {@link forget} and its like took recordings away: what is made of them elsewhere must be looked through then. */
  countRemovals(): Promise<number>;
  /** Make sure that nothing of what {@link forget} deleted can be found in the database's files any more. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

/** So recently put, a blob may belong to somebody else's upload of the same file, whose row is not written yet, ms. */
const settleMs = 10_000;

/**
 * Open everything that must survive, made and migrated when needed. Several processes may have it open at once; a process
 * opens it once, because a second connection of the same thread would block the first one's transaction.
 * @param onQuery hears of every statement after it was made, with how long it took
 */
export async function openStorage({
  onQuery,
  ...place
}: StoragePlace & { readonly onQuery?: (query: ExecutedQuery) => void }): Promise<Storage> {
  const { db, dialect } = await openDatabase(place, { ...(onQuery && { onQuery }) });
  try {
    const blobs = await openBlobs(place);
    const users = new Users(db);
    const voices = new Voices(db);
    const samples = new Samples(db);
    /** @returns how many are left to the sweep */
    const deleteBlobs = async (gone: Iterable<string>): Promise<number> => {
      let left = 0;
      for (const sha256 of gone) {
        // One that can't be deleted now must not keep the others.
        if (!(await blobs.delete(sha256, settleMs).catch(() => false))) left += 1;
      }
      return left;
    };
    /** @param eraseRows returns the blobs that go with them; null when there is nothing to erase */
    const erase = async (
      eraseRows: (transaction: Transaction<Database>) => Promise<Set<string> | null>,
    ): Promise<{ blobsLeft: number } | null> => {
      const theirs = await inTransaction(db, 'removes', async (transaction) => {
        const erased = await eraseRows(transaction);
        if (erased !== null) {
          await deleteHearings(transaction, erased);
          await noteRemoval(transaction);
          await dialect.owesWiping(transaction);
        }
        return erased;
      });
      if (theirs === null) return null;
      const blobsLeft = await deleteBlobs(theirs);
      await dialect.wipe();
      return { blobsLeft };
    };
    return {
      users,
      consents: new Consents(db),
      voices,
      samples,
      hearings: new Hearings(db),
      intakes: new Intakes(db),
      intakeFiles: new IntakeFiles(db),
      pictures: new Pictures(db),
      runs: createRuns(db),
      pastRuns: new PastRuns(db),
      versions: new Versions(db),
      trainers: new Trainers(db),
      bots: new Bots(db),
      leaders: new Leaders(db),
      telling: {
        runs: new Telling(db, 'runs'),
        intakes: new Telling(db, 'intakes'),
        notices: new Telling(db, 'notices'),
      },
      undeliveredTo: (userId) => undeliveredTo(db, userId),
      outbox: new Outbox(db),
      notices: new Notices(db),
      idle: new IdleVoices(db),
      retention: new Retention(db),
      usage: new Usage(db),
      bans: new Bans(db),
      guilds: new Guilds(db),
      signing: new Signing(db),
      votes: new Votes(db),
      grants: new Grants(db),
      operations: new Operations(db),
      pronunciations: new Pronunciations(db),
      blobs,
      neededBlobs: (sought) => neededBlobs(db, sought),
      sweepBlobs: async (olderThanMs) => await blobs.sweep((sought) => neededBlobs(db, sought), olderThanMs),
      forget: (userId) => erase((transaction) => users.erase(transaction, userId)),
      removeVoice: (voiceId, only) =>
        erase((transaction) => voices.erase(transaction, voiceId, only?.idleDays ?? null)),
      async removeSample(id) {
        const outcome = await samples.remove(id);
        if (outcome !== null) await deleteBlobs(outcome.blobs);
        return outcome;
      },
      countRemovals: () => countRemovals(db),
      wipe: () => dialect.wipe(),
      close: () => db.destroy(),
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
