// Runs: one training or one spoken preview from the request to the answer. The trainer that claims a run raises its
// fence; every later write of a trainer is one UPDATE guarded by state and fence, so that a stalled twin harms nothing.
import { randomUUID } from 'node:crypto';
import type { Expression, ExpressionBuilder, Kysely, Selectable, SqlBool, Transaction } from 'kysely';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { readJson, readJsonOrNull } from './json.ts';
import { addToOutbox } from './outbox.ts';
import {
  type AnswerTo,
  type LossPoint,
  type RunFailure,
  type RunProgress,
  type RunRequest,
  type RunResult,
  type StateManifest,
  type TrainingPlan,
  type VoiceMetrics,
  answerTo,
  lossPoint,
  runFailure,
  runProgress,
  runRequest,
  runResult,
  stateManifest,
  trainingPlan,
} from './records.ts';
import { type PhaseState, type RunState, endedStates, heldStates, openStates, phaseEnteredFrom } from './run-states.ts';
import type { Database, RunsTable } from './schema.ts';
import { noLongerShared, samplesRemoved } from './stopping.ts';
import { timeAfterClips, timeOf } from './time.ts';
import { type Version, takeNumber, toVersion } from './versions.ts';

export interface Run {
  readonly id: string;
  readonly kind: RunRequest['kind'];
  readonly voiceId: string;
  readonly userId: string;
  readonly request: RunRequest;
  readonly plan: TrainingPlan | null;
  /** `choices` of the voice when the plan was made; null while there is none. */
  readonly choices: number | null;
  readonly state: RunState;
  /** Raised by every claim; a write that carries an older one is refused. */
  readonly fence: number;
  /** UTC ms until which a silent trainer keeps the run; null while nobody holds it. */
  readonly leaseUntil: number | null;
  /** Claims since the run last got further, by a checkpoint; without those that were handed back in good order. */
  readonly attempts: number;
  readonly progress: RunProgress | null;
  readonly cancelRequested: boolean;
  readonly answerTo: AnswerTo;
  readonly progressMessageId: string | null;
  readonly result: RunResult | null;
  readonly failure: RunFailure | null;
  /** When the end of the run was told to the user; null: not yet. */
  readonly deliveredAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** First claim. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

export interface Checkpoint {
  /** Epochs and steps of this run that the state holds. */
  readonly epoch: number;
  readonly step: number;
  readonly manifest: StateManifest;
  readonly losses: readonly LossPoint[];
}

export interface NewVersion {
  readonly engine: string;
  /** The version it continued from; null: trained from the base. */
  readonly parentId: string | null;
  readonly manifest: StateManifest;
  readonly plan: TrainingPlan;
  readonly metrics: VoiceMetrics;
  /** Every sample it was trained on, without repeats. */
  readonly sampleIds: readonly string[];
  /** Those of them that had a transcript, so that words were learnt from them. */
  readonly spokenIds: readonly string[];
  /** Whether it speaks from now on; otherwise the active version stays. */
  readonly activate: boolean;
  /** `choices` of the voice when that was decided. */
  readonly choices: number;
}

/** The owner chose which version speaks after it had been decided whether a new one does: decide again. */
export class ChosenMeanwhile extends Error {
  override readonly name = 'ChosenMeanwhile';
}

/** A run that kills its trainer before it gets any further is claimed this often, then given up. */
const maxAttempts = 5;
/** A user may have this many previews waiting or being spoken. */
const maxOpenPreviews = 3;

export class Runs {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /**
   * Queue a run: row and outbox entry in one transaction.
   * @throws UserError `run-active` when the user's other training has not ended, `too-many-previews` when three previews
   *   of the user have not
   */
  async request(wanted: { voiceId: string; userId: string; request: RunRequest; answerTo: AnswerTo }): Promise<Run> {
    return await this.#db.transaction().execute(async (db) => {
      if (wanted.request.kind === 'synthesis') {
        const { open } = await db
          .selectFrom('runs')
          .select(({ fn }) => fn.countAll<number>().as('open'))
          .where('user_id', '=', wanted.userId)
          .where('kind', '=', 'synthesis')
          .where('state', 'in', openStates)
          .executeTakeFirstOrThrow();
        if (open >= maxOpenPreviews) {
          throw new UserError(
            'too-many-previews',
            `${maxOpenPreviews} of your previews are still being made.`,
            'Wait until one of them is there, then ask again.',
          );
        }
      }
      const now = await timeOf(db);
      const row = await db
        .insertInto('runs')
        .values({
          id: randomUUID(),
          kind: wanted.request.kind,
          voice_id: wanted.voiceId,
          user_id: wanted.userId,
          request: JSON.stringify(wanted.request),
          plan: null,
          choices: null,
          state: 'queued',
          fence: 0,
          lease_until: null,
          lease_ms: null,
          attempts: 0,
          progress: null,
          cancel_requested: 0,
          answer_to: JSON.stringify(wanted.answerTo),
          progress_message_id: null,
          result: null,
          failure: null,
          delivered_at: null,
          created_at: now,
          updated_at: now,
          started_at: null,
          ended_at: null,
        })
        // Only the one unique index that a new id can meet: one open training a user.
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) {
        throw new UserError(
          'run-active',
          'A training of yours is already going on.',
          'Wait until it is done, or end it with /train cancel.',
        );
      }
      await addToOutbox(db, row.id);
      return toRun(row);
    });
  }

  async get(id: string): Promise<Run | null> {
    const row = await this.#db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toRun(row);
  }

  /** The user's training that has not ended. */
  async activeTraining(userId: string): Promise<Run | null> {
    const row = await this.#db
      .selectFrom('runs')
      .selectAll()
      .where('user_id', '=', userId)
      .where('kind', '=', 'train')
      .where('state', 'in', openStates)
      .executeTakeFirst();
    return row === undefined ? null : toRun(row);
  }

  /** The newest training of a voice, ended or not. */
  async latest(voiceId: string): Promise<Run | null> {
    const row = await this.#db
      .selectFrom('runs')
      .selectAll()
      .where('voice_id', '=', voiceId)
      .where('kind', '=', 'train')
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : toRun(row);
  }

  /** All runs that have not ended, oldest first. */
  async active(): Promise<Run[]> {
    const rows = await this.#db
      .selectFrom('runs')
      .selectAll()
      .where('state', 'in', openStates)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(toRun);
  }

  /** The newest runs of everybody, ended or not, newest first. */
  async newest(limit: number): Promise<Run[]> {
    const rows = await this.#db
      .selectFrom('runs')
      .selectAll()
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toRun);
  }

  /** Runs that ended and whose user does not know yet, in the order in which they ended. */
  async awaitingAnswer(): Promise<Run[]> {
    const rows = await this.#db
      .selectFrom('runs')
      .selectAll()
      .where('state', 'in', endedStates)
      .where('delivered_at', 'is', null)
      .orderBy('ended_at')
      .orderBy('id')
      .execute();
    return rows.map(toRun);
  }

  // What a trainer does.

  /**
   * Take a run that waits, or one whose trainer has been silent for longer than its lease.
   * @param leaseMs for how long it is held without a renewal
   * @returns the run with its new fence; null when it is held by another one, has ended (a run that was to be cancelled
   *   or that has been claimed too often ends here), or does not exist
   */
  async claim(id: string, leaseMs: number): Promise<Run | null> {
    return await this.#db.transaction().execute(async (db) => {
      const waiting = await db.selectFrom('runs').select('voice_id').where('id', '=', id).executeTakeFirst();
      if (waiting === undefined) return null;
      const now = await timeOf(db);
      const startedAt = await timeAfterClips(db, waiting.voice_id);
      const row = await db
        .updateTable('runs')
        .set(({ eb, fn }) => ({
          state: 'claimed',
          fence: eb('fence', '+', 1),
          attempts: eb('attempts', '+', 1),
          lease_until: now + leaseMs,
          lease_ms: leaseMs,
          started_at: fn.coalesce('started_at', eb.val(startedAt)),
          updated_at: now,
        }))
        .where('id', '=', id)
        .where(claimable(now))
        .where('attempts', '<', maxAttempts)
        .where('cancel_requested', '=', 0)
        .returningAll()
        .executeTakeFirst();
      if (row !== undefined) return toRun(row);
      const given = db.updateTable('runs').where('id', '=', id).where(claimable(now));
      const cancelled = await given
        .set(ended('cancelled', now))
        .where('cancel_requested', '=', 1)
        .executeTakeFirstOrThrow();
      const failed = await given
        .set({ ...ended('failed', now), failure: JSON.stringify(crashedRepeatedly) })
        .where('attempts', '>=', maxAttempts)
        .executeTakeFirstOrThrow();
      if (cancelled.numUpdatedRows + failed.numUpdatedRows > 0n) await dropCheckpoint(db, id);
      return null;
    });
  }

  /** Stay alive, and hear whether the user wants it cancelled. `held: false`: stop at once and write nothing more. */
  async renew(id: string, fence: number, leaseMs: number): Promise<{ held: boolean; cancelRequested: boolean }> {
    const row = await this.#db
      .updateTable('runs')
      .set({ lease_until: (await timeOf(this.#db)) + leaseMs, lease_ms: leaseMs })
      .where(heldBy(id, fence))
      .returning('cancel_requested')
      .executeTakeFirst();
    return { held: row !== undefined, cancelRequested: row?.cancel_requested === 1 };
  }

  /**
   * Enter the next phase: claimed → preparing → training → evaluating → publishing for a training, claimed → preparing →
   * publishing for a synthesis.
   * @param patch the plan, and `choices` of the voice when it was made
   * @returns false when the fence is stale or the run is not in the phase before
   */
  async advance(
    id: string,
    fence: number,
    toState: PhaseState,
    patch: { plan: TrainingPlan; choices: number } | null = null,
  ): Promise<boolean> {
    const trainFrom = phaseEnteredFrom.train[toState];
    const synthesisFrom = phaseEnteredFrom.synthesis[toState];
    const { numUpdatedRows } = await this.#db
      .updateTable('runs')
      .set({
        state: toState,
        updated_at: await timeOf(this.#db),
        ...(patch === null ? {} : { plan: JSON.stringify(patch.plan), choices: patch.choices }),
      })
      .where(heldBy(id, fence))
      .where((eb) => {
        const train = eb.and({ kind: 'train', state: trainFrom });
        return synthesisFrom === null ? train : eb.or([train, eb.and({ kind: 'synthesis', state: synthesisFrom })]);
      })
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  async saveProgress(id: string, fence: number, progress: RunProgress): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('runs')
      .set({ progress: JSON.stringify(progress), updated_at: await timeOf(this.#db) })
      .where(heldBy(id, fence))
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  /** Replace the run's checkpoint. Its blobs must be stored before. */
  async saveCheckpoint(id: string, fence: number, checkpoint: Checkpoint): Promise<boolean> {
    return await this.#db.transaction().execute(async (db) => {
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
      return true;
    });
  }

  /** Where a run that was interrupted goes on; null before its first checkpoint and after its end. */
  async latestCheckpoint(id: string): Promise<Checkpoint | null> {
    const row = await this.#db.selectFrom('checkpoints').selectAll().where('run_id', '=', id).executeTakeFirst();
    if (row === undefined) return null;
    return {
      epoch: row.epoch,
      step: row.step,
      manifest: readJson(stateManifest, row.manifest, `checkpoints.manifest of ${id}`),
      losses: readJson(z.array(lossPoint), row.losses, `checkpoints.losses of ${id}`),
    };
  }

  /**
   * End a training with its new version: version, lineage, active pointer, result and the run's end in one transaction.
   * @param makeResult called inside the transaction with the id and number of the version
   * @returns null, and nothing is changed, when the fence is stale, the run is not publishing, or the user cancelled it
   * @throws UserError `samples-removed` when a sample or the parent it was trained from was removed meanwhile,
   *   `no-longer-shared` when the parent is another person's who took the consent back; the caller then fails the run
   * @throws ChosenMeanwhile, and nothing is changed
   */
  async publish(
    id: string,
    fence: number,
    version: NewVersion,
    makeResult: (versionId: string, number: number) => RunResult,
  ): Promise<Version | null> {
    return await this.#db.transaction().execute(async (db) => {
      const now = await timeOf(db);
      // The guarded write comes first: it decides who publishes, on every database.
      const run = await db
        .updateTable('runs')
        .set(ended('done', now))
        .where(heldBy(id, fence))
        .where('kind', '=', 'train')
        .where('state', '=', 'publishing')
        .where('cancel_requested', '=', 0)
        .returning('voice_id')
        .executeTakeFirst();
      if (run === undefined) return null;
      const versionId = randomUUID();
      const number = await takeNumber(db, run.voice_id, version.activate ? versionId : null);
      const { choices } = await db
        .selectFrom('voices')
        .select('choices')
        .where('id', '=', run.voice_id)
        .executeTakeFirstOrThrow();
      if (choices !== version.choices) throw new ChosenMeanwhile();

      const samples = await db
        .selectFrom('samples')
        .select(['id', 'duration_seconds'])
        .where('voice_id', '=', run.voice_id)
        .execute();
      const seconds = new Map(samples.map((sample) => [sample.id, sample.duration_seconds]));
      const ground = version.parentId === null ? 'there' : await groundOf(db, run.voice_id, version.parentId);
      if (ground === 'gone' || version.sampleIds.some((sampleId) => !seconds.has(sampleId))) {
        throw new UserError(samplesRemoved.code, samplesRemoved.message, samplesRemoved.hint);
      }
      if (ground === 'withdrawn') {
        throw new UserError(noLongerShared.code, noLongerShared.message, noLongerShared.hint);
      }

      const row = await db
        .insertInto('versions')
        .values({
          id: versionId,
          voice_id: run.voice_id,
          number,
          parent_id: version.parentId,
          run_id: id,
          imported_from: null,
          engine: version.engine,
          manifest: JSON.stringify(version.manifest),
          plan: JSON.stringify(version.plan),
          metrics: JSON.stringify(version.metrics),
          status: 'complete',
          pruned_at: null,
          kept_aside: version.activate ? 0 : 1,
          tag: null,
          trained_seconds: version.sampleIds.reduce((sum, sampleId) => sum + (seconds.get(sampleId) ?? 0), 0),
          created_at: now,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      const spoken = new Set(version.spokenIds);
      for (const sampleId of version.sampleIds) {
        await db
          .insertInto('version_samples')
          .values({ version_id: versionId, sample_id: sampleId, with_transcript: spoken.has(sampleId) ? 1 : 0 })
          .execute();
      }
      await db
        .updateTable('runs')
        .set({ result: JSON.stringify(makeResult(versionId, number)) })
        .where('id', '=', id)
        .execute();
      await dropCheckpoint(db, id);
      return toVersion(row);
    });
  }

  /**
   * End a synthesis with its result, from whatever phase.
   * @returns false when the fence is stale, the run is a training (see {@link publish}) or the user cancelled it
   */
  async complete(id: string, fence: number, result: Extract<RunResult, { kind: 'synthesis' }>): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('runs')
      .set({ ...ended('done', await timeOf(this.#db)), result: JSON.stringify(result) })
      .where(heldBy(id, fence))
      .where('kind', '=', 'synthesis')
      .where('cancel_requested', '=', 0)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  async fail(id: string, fence: number, failure: RunFailure): Promise<boolean> {
    return await this.#end(id, (db, now) =>
      db
        .updateTable('runs')
        .set({ ...ended('failed', now), failure: JSON.stringify(failure) })
        .where(heldBy(id, fence))
        .executeTakeFirstOrThrow(),
    );
  }

  /** The trainer stopped because the user wanted it. False also when no cancel was requested. */
  async markCancelled(id: string, fence: number): Promise<boolean> {
    return await this.#end(id, (db, now) =>
      db
        .updateTable('runs')
        .set(ended('cancelled', now))
        .where(heldBy(id, fence))
        .where('cancel_requested', '=', 1)
        .executeTakeFirstOrThrow(),
    );
  }

  /** Give the run back in good order (the trainer is shutting down): it waits again and the attempt does not count. */
  async handBack(id: string, fence: number): Promise<boolean> {
    return await this.#db.transaction().execute(async (db) => {
      const row = await db
        .updateTable('runs')
        .set(({ eb }) => ({ attempts: eb('attempts', '-', 1) }))
        .where(heldBy(id, fence))
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return false;
      await release(db, row, await timeOf(db));
      return true;
    });
  }

  // What the bot and the reconciler do.

  /**
   * End a run that waits, or ask the trainer that holds it to stop.
   * @returns `ended` when there is nothing left to cancel
   */
  async requestCancel(id: string): Promise<'cancelled' | 'requested' | 'ended'> {
    return await this.#db.transaction().execute(async (db) => {
      const now = await timeOf(db);
      const cancelled = await db
        .updateTable('runs')
        .set(ended('cancelled', now))
        .where('id', '=', id)
        .where('state', '=', 'queued')
        .executeTakeFirstOrThrow();
      if (cancelled.numUpdatedRows > 0n) {
        await dropCheckpoint(db, id);
        return 'cancelled';
      }
      const requested = await db
        .updateTable('runs')
        .set({ cancel_requested: 1, updated_at: now })
        .where('id', '=', id)
        .where('state', 'in', heldStates)
        .executeTakeFirstOrThrow();
      return requested.numUpdatedRows > 0n ? 'requested' : 'ended';
    });
  }

  /**
   * Free the runs whose lease is over: they wait again and are dispatched, or are cancelled where that was wanted.
   * @returns these runs as they are now
   */
  async releaseExpired(): Promise<Run[]> {
    const expired = await this.#db
      .selectFrom('runs')
      .select('id')
      .where(expiredAt(await timeOf(this.#db)))
      .executeTakeFirst();
    // Most of the time there is none: then the write lock is not taken.
    if (expired === undefined) return [];
    return await this.#db.transaction().execute(async (db) => {
      const now = await timeOf(db);
      const rows = await db.selectFrom('runs').selectAll().where(expiredAt(now)).orderBy('created_at').execute();
      const released: Run[] = [];
      for (const row of rows) released.push(await release(db, row, now));
      return released;
    });
  }

  /** Take on telling the user how the run ended: true for exactly one caller. */
  async markDelivered(id: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('runs')
      .set({ delivered_at: await timeOf(this.#db) })
      .where('id', '=', id)
      .where('state', 'in', endedStates)
      .where('delivered_at', 'is', null)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  /** Remember which message shows the progress, so that a restarted bot goes on editing it. */
  async setProgressMessage(id: string, messageId: string): Promise<void> {
    await this.#db.updateTable('runs').set({ progress_message_id: messageId }).where('id', '=', id).execute();
  }

  async #end(
    id: string,
    update: (db: Transaction<Database>, now: number) => Promise<{ numUpdatedRows: bigint }>,
  ): Promise<boolean> {
    return await this.#db.transaction().execute(async (db) => {
      const { numUpdatedRows } = await update(db, await timeOf(db));
      if (numUpdatedRows === 0n) return false;
      await dropCheckpoint(db, id);
      return true;
    });
  }
}

const crashedRepeatedly: RunFailure = {
  code: 'crashed-repeatedly',
  message: `The trainer broke down ${maxAttempts} times while working on this, without getting any further.`,
  hint: 'Nothing of yours is lost. Ask the operator to look at the trainer log, then start again.',
};

type RunsBuilder = ExpressionBuilder<Database, 'runs'>;

const heldBy =
  (id: string, fence: number) =>
  (eb: RunsBuilder): Expression<SqlBool> =>
    eb.and([eb('id', '=', id), eb('fence', '=', fence), eb('state', 'in', heldStates)]);

const claimable =
  (now: number) =>
  (eb: RunsBuilder): Expression<SqlBool> =>
    eb.or([eb('state', '=', 'queued'), expiredAt(now)(eb)]);

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

const ended = <State extends (typeof endedStates)[number]>(state: State, now: number) => ({
  state,
  lease_until: null,
  updated_at: now,
  ended_at: now,
});

/** Take a held run from its trainer inside a transaction: back into the queue, or to its end when that was wanted. */
async function release(db: Transaction<Database>, run: Selectable<RunsTable>, now: number): Promise<Run> {
  const wanted = run.cancel_requested === 1;
  const row = await db
    .updateTable('runs')
    .set(wanted ? ended('cancelled', now) : { state: 'queued', lease_until: null, updated_at: now })
    .where(heldBy(run.id, run.fence))
    .returningAll()
    .executeTakeFirstOrThrow();
  await (wanted ? dropCheckpoint(db, run.id) : addToOutbox(db, run.id));
  return toRun(row);
}

/** Whether a new version may stand on this parent: it must be there, and of the same owner or of a shared voice. */
async function groundOf(
  db: Transaction<Database>,
  voiceId: string,
  parentId: string,
): Promise<'there' | 'gone' | 'withdrawn'> {
  const parent = await db
    .selectFrom('versions')
    .innerJoin('voices', 'voices.id', 'versions.voice_id')
    .select(['versions.status', 'voices.owner_id', 'voices.shared_at'])
    .where('versions.id', '=', parentId)
    .executeTakeFirst();
  if (parent?.status !== 'complete') return 'gone';
  const child = await db.selectFrom('voices').select('owner_id').where('id', '=', voiceId).executeTakeFirstOrThrow();
  return parent.owner_id === child.owner_id || parent.shared_at !== null ? 'there' : 'withdrawn';
}

/** A run that ended never goes on: its checkpoint's blobs are free for the next sweep. */
async function dropCheckpoint(db: Transaction<Database>, id: string): Promise<void> {
  await db.deleteFrom('checkpoints').where('run_id', '=', id).execute();
}

function toRun(row: Selectable<RunsTable>): Run {
  const where = (column: string): string => `runs.${column} of ${row.id}`;
  return {
    id: row.id,
    kind: row.kind,
    voiceId: row.voice_id,
    userId: row.user_id,
    request: readJson(runRequest, row.request, where('request')),
    plan: readJsonOrNull(trainingPlan, row.plan, where('plan')),
    choices: row.choices,
    state: row.state,
    fence: row.fence,
    leaseUntil: row.lease_until,
    attempts: row.attempts,
    progress: readJsonOrNull(runProgress, row.progress, where('progress')),
    cancelRequested: row.cancel_requested === 1,
    answerTo: readJson(answerTo, row.answer_to, where('answer_to')),
    progressMessageId: row.progress_message_id,
    result: readJsonOrNull(runResult, row.result, where('result')),
    failure: readJsonOrNull(runFailure, row.failure, where('failure')),
    deliveredAt: row.delivered_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}
