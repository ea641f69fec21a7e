// How a trainer holds a run: the claim raises its fence and takes a lease; every later write is one UPDATE guarded by state and
// fence, so that a stalled twin harms nothing.
import type { Expression, Kysely, Selectable, SqlBool, Transaction } from 'kysely';
import { z } from 'zod';
import { noteCheckpoint, notePreviews } from '../blob-references.ts';
import { readJson } from '../json.ts';
import { addToOutbox } from '../outbox.ts';
import {
  type LossPoint,
  type RunFailure,
  type RunProgress,
  type StateManifest,
  type SynthesisResult,
  type TrainingPlan,
  lossPoint,
  stateManifest,
} from '../records.ts';
import { type PhaseState, heldStates, phaseEnteredFrom } from '../run-states.ts';
import type { Database, RunsTable } from '../schema.ts';
import { timeAfterClips, timeOf } from '../time.ts';
import { inTransaction, lockRow } from '../transaction.ts';
import { type Run, type RunsBuilder, ended, heldBy, toRun } from './run.ts';

export interface Checkpoint {
  /** Epochs and steps of this run that the state holds. */
  readonly epoch: number;
  readonly step: number;
  readonly manifest: StateManifest;
  readonly losses: readonly LossPoint[];
}

/** A run that kills its trainer before it gets any further is claimed this often, then given up. */
const maxAttempts = 5;
const crashedRepeatedly = (runId: string): RunFailure => ({
  code: 'crashed-repeatedly',
  message: `The trainer crashed ${maxAttempts} times while working on this and got no further.`,
  hint: `Nothing of yours is lost. Ask the operator to look at the trainer’s log for this, then start again: ${runId}.`,
});

/** What every attempt at a training keeps to. */
export interface PlannedTraining {
  readonly plan: TrainingPlan;
  /** `choices` of the voice when it was made. */
  readonly choices: number;
  /** The transcripts of its clips when it was made, by sample. */
  readonly words: ReadonlyMap<string, string>;
}

export const runLeases = (root: Kysely<Database>) => ({
  /**
   * Take a run that waits, or one whose trainer has been silent for longer than its lease.
   * @param leaseMs for how long it is held without a renewal
   * @param engine of the trainer; a run that names none is its own from now on
   * @returns the run with its new fence; null when it is for another engine, held by another trainer, has ended (a run that
   *   was to be cancelled or that has been claimed too often ends here), or does not exist
   */
  async claim(id: string, leaseMs: number, engine: string): Promise<Run | null> {
    return await inTransaction(root, 'adds', async (db) => {
      const waiting = await db.selectFrom('runs').select('voice_id').where('id', '=', id).executeTakeFirst();
      if (waiting === undefined) return null;
      await lockRow(db, 'voices', waiting.voice_id);
      const now = await timeOf(db);
      const startedAt = await timeAfterClips(db, waiting.voice_id);
      const row = await db
        .updateTable('runs')
        .set(({ eb, fn }) => ({
          state: 'claimed',
          engine,
          fence: eb('fence', '+', 1),
          attempts: eb('attempts', '+', 1),
          lease_until: now + leaseMs,
          lease_ms: leaseMs,
          started_at: fn.coalesce('started_at', eb.val(startedAt)),
          updated_at: now,
        }))
        .where('id', '=', id)
        .where(claimable(now, engine))
        .where('attempts', '<', maxAttempts)
        .where('cancel_requested', '=', 0)
        .returningAll()
        .executeTakeFirst();
      if (row !== undefined) return toRun(row);
      const given = db.updateTable('runs').where('id', '=', id).where(claimable(now, engine));
      const cancelled = await given
        .set(ended('cancelled', now))
        .where('cancel_requested', '=', 1)
        .executeTakeFirstOrThrow();
      const failed = await given
        .set({ ...ended('failed', now), failure: JSON.stringify(crashedRepeatedly(id)) })
        .where('attempts', '>=', maxAttempts)
        .executeTakeFirstOrThrow();
      if (cancelled.numUpdatedRows + failed.numUpdatedRows > 0n) await dropCheckpoint(db, id);
      return null;
    });
  },

  /** Stay alive, and hear whether the user wants it cancelled. `held: false`: stop at once and write nothing more. */
  async renew(id: string, fence: number, leaseMs: number): Promise<{ held: boolean; cancelRequested: boolean }> {
    const row = await root
      .updateTable('runs')
      .set({ lease_until: (await timeOf(root)) + leaseMs, lease_ms: leaseMs })
      .where(heldBy(id, fence))
      .returning('cancel_requested')
      .executeTakeFirst();
    return { held: row !== undefined, cancelRequested: row?.cancel_requested === 1 };
  },

  /**
   * Enter the next phase: claimed → preparing → training → evaluating → publishing for a training, claimed → preparing →
   * publishing for a synthesis.
   * @param patch the plan, `choices` of the voice and the transcripts of its clips when it was made
   * @returns false when the fence is stale or the run is not in the phase before
   */
  async advance(
    id: string,
    fence: number,
    toState: PhaseState,
    patch: PlannedTraining | null = null,
  ): Promise<boolean> {
    const trainFrom = phaseEnteredFrom.train[toState];
    const synthesisFrom = phaseEnteredFrom.synthesis[toState];
    const { numUpdatedRows } = await root
      .updateTable('runs')
      .set({
        state: toState,
        updated_at: await timeOf(root),
        ...(patch === null
          ? {}
          : {
              plan: JSON.stringify(patch.plan),
              choices: patch.choices,
              words: JSON.stringify(Object.fromEntries(patch.words)),
            }),
      })
      .where(heldBy(id, fence))
      .where((eb) => {
        const train = eb.and({ kind: 'train', state: trainFrom });
        return synthesisFrom === null ? train : eb.or([train, eb.and({ kind: 'synthesis', state: synthesisFrom })]);
      })
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  },

  async saveProgress(id: string, fence: number, progress: RunProgress): Promise<boolean> {
    const { numUpdatedRows } = await root
      .updateTable('runs')
      .set({ progress: JSON.stringify(progress), updated_at: await timeOf(root) })
      .where(heldBy(id, fence))
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  },

  /** Replace the run's checkpoint. Its blobs must be stored before. */
  async saveCheckpoint(id: string, fence: number, checkpoint: Checkpoint): Promise<boolean> {
    return await inTransaction(root, 'adds', async (db) => {
      const now = await timeOf(db);
      const { numUpdatedRows } = await db
        .updateTable('runs')
        .set({ updated_at: now, attempts: 1 })
        .where(heldBy(id, fence))
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return false;
      const columns = {
        epoch: checkpoint.epoch,
        step: checkpoint.step,
        manifest: JSON.stringify(checkpoint.manifest),
        losses: JSON.stringify(checkpoint.losses),
        created_at: now,
      };
      await db
        .insertInto('checkpoints')
        .values({ run_id: id, ...columns })
        .onConflict((conflict) => conflict.column('run_id').doUpdateSet(columns))
        .execute();
      await noteCheckpoint(db, id, checkpoint.manifest);
      return true;
    });
  },

  /** Where a run that was interrupted goes on; null before its first checkpoint and after its end. */
  async latestCheckpoint(id: string): Promise<Checkpoint | null> {
    const row = await root.selectFrom('checkpoints').selectAll().where('run_id', '=', id).executeTakeFirst();
    if (row === undefined) return null;
    return {
      epoch: row.epoch,
      step: row.step,
      manifest: readJson(stateManifest, row.manifest, `checkpoints.manifest of ${id}`),
      losses: readJson(z.array(lossPoint), row.losses, `checkpoints.losses of ${id}`),
    };
  },

  /**
   * End a synthesis with its result, from whatever phase.
   * @returns false when the fence is stale, the run is a training (see `publish`) or the user cancelled it
   */
  async complete(id: string, fence: number, result: SynthesisResult): Promise<boolean> {
    return await inTransaction(root, 'adds', async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('runs')
        .set({ ...ended('done', await timeOf(db)), result: JSON.stringify(result) })
        .where(heldBy(id, fence))
        .where('kind', '=', 'synthesis')
        .where('cancel_requested', '=', 0)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return false;
      await notePreviews(db, id, result);
      return true;
    });
  },

  async fail(id: string, fence: number, failure: RunFailure): Promise<boolean> {
    return await end(root, id, (db, now) =>
      db
        .updateTable('runs')
        .set({ ...ended('failed', now), failure: JSON.stringify(failure) })
        .where(heldBy(id, fence))
        .executeTakeFirstOrThrow(),
    );
  },

  /** The trainer stopped because the user wanted it. False also when no cancel was requested. */
  async markCancelled(id: string, fence: number): Promise<boolean> {
    return await end(root, id, (db, now) =>
      db
        .updateTable('runs')
        .set(ended('cancelled', now))
        .where(heldBy(id, fence))
        .where('cancel_requested', '=', 1)
        .executeTakeFirstOrThrow(),
    );
  },

  /** Give the run back in good order (the trainer is shutting down): it waits again and the attempt does not count. */
  async handBack(id: string, fence: number): Promise<boolean> {
    return await inTransaction(root, 'adds', async (db) => {
      const row = await db
        .updateTable('runs')
        .set(({ eb }) => ({ attempts: eb('attempts', '-', 1) }))
        .where(heldBy(id, fence))
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return false;
      const now = await timeOf(db);
      return (await release(db, row, heldBy(id, fence), now)) !== null;
    });
  },

  /**
   * Free the runs whose lease is over: they wait again and are dispatched, or are cancelled where that was wanted.
   * @returns these runs as they are now
   */
  async releaseExpired(): Promise<Run[]> {
    const expired = await root
      .selectFrom('runs')
      .select('id')
      .where(expiredAt(await timeOf(root)))
      .executeTakeFirst();
    // Most of the time there is none: then the write lock is not taken.
    if (expired === undefined) return [];
    return await inTransaction(root, 'adds', async (db) => {
      const now = await timeOf(db);
      const rows = await db
        .selectFrom('runs')
        .selectAll()
        .where(expiredAt(now))
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      const released: Run[] = [];
      for (const row of rows) {
        const run = await release(db, row, expiredAt(now), now);
        if (run !== null) released.push(run);
      }
      return released;
    });
  },
});

/** End a run by a guarded update, with its checkpoint. @returns whether the update was accepted */
async function end(
  root: Kysely<Database>,
  id: string,
  update: (db: Transaction<Database>, now: number) => Promise<{ numUpdatedRows: bigint }>,
): Promise<boolean> {
  return await inTransaction(root, 'adds', async (db) => {
    const { numUpdatedRows } = await update(db, await timeOf(db));
    if (numUpdatedRows === 0n) return false;
    await dropCheckpoint(db, id);
    return true;
  });
}

const claimable =
  (now: number, engine: string) =>
  (eb: RunsBuilder): Expression<SqlBool> =>
    eb.and([
      eb.or([eb('state', '=', 'queued'), expiredAt(now)(eb)]),
      eb.or([eb('engine', 'is', null), eb('engine', '=', engine)]),
    ]);

/**
 * Whether a lease is over: it ran out, or ends later than any trainer can have written, because the clock was set back. A
 * trainer that is alive keeps it within one length of now; a second one is for what small corrections take away.
 */
const expiredAt =
  (now: number) =>
  (eb: RunsBuilder): Expression<SqlBool> =>
    eb.and([
      eb('state', 'in', heldStates),
      eb.or([eb('lease_until', '<=', now), eb(eb('lease_until', '-', now), '>', eb('lease_ms', '*', 2))]),
    ]);

/**
 * Take a held run from its trainer inside a transaction: back into the queue, or to its end when that was wanted.
 * @param still what must be true of it yet
 * @returns null when it is not: somebody else took it, or its trainer is alive after all
 */
async function release(
  db: Transaction<Database>,
  run: Selectable<RunsTable>,
  still: (eb: RunsBuilder) => Expression<SqlBool>,
  now: number,
): Promise<Run | null> {
  const wanted = run.cancel_requested === 1;
  const row = await db
    .updateTable('runs')
    .set(wanted ? ended('cancelled', now) : { state: 'queued', lease_until: null, updated_at: now })
    .where('id', '=', run.id)
    .where('cancel_requested', '=', run.cancel_requested)
    .where(still)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  await (wanted ? dropCheckpoint(db, run.id) : addToOutbox(db, run.id, now));
  return toRun(row);
}

/** A run that ended never goes on: its checkpoint's blobs are free for the next sweep. */
export async function dropCheckpoint(db: Transaction<Database>, id: string): Promise<void> {
  await db.deleteFrom('checkpoints').where('run_id', '=', id).execute();
}
