// What people and those who serve them do with runs: ask for one, look at it, cancel it, tell how it ended.
import { noteUse } from '../idle.ts';
import { unlessErased } from '../erased.ts';
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { UserError } from '../../errors.ts';
import { addToOutbox } from '../outbox.ts';
import type { AnswerTo, RunRequest } from '../records.ts';
import { endedStates, heldStates, openStates } from '../run-states.ts';
import type { Database } from '../schema.ts';
import { timeOf } from '../time.ts';
import { inTransaction, lockOpenRuns, lockRow } from '../transaction.ts';
import type { Check } from '../usage.ts';
import { dropCheckpoint } from './leases.ts';
import { type Run, type TrainingRun, ended, toRun, toTraining } from './run.ts';

/** A user may have this many previews waiting or being spoken. */
const maxOpenPreviews = 3;

/** So many trainings tell how long one usually takes. */
const usualTrainings = 50;

/** A run that somebody asks for. */
export interface WantedRun {
  readonly voiceId: string;
  readonly userId: string;
  readonly request: RunRequest;
  /** Whose trainer is to do it; of a preview: that of its version. */
  readonly engine: string;
  readonly answerTo: AnswerTo;
  /** The bot that tells of it. */
  readonly teller?: string;
}

export const runQueries = (root: Kysely<Database>) => ({
  /**
   * Queue a run for the trainers of an engine: row and outbox entry in one transaction.
   * @param checkOpen is given how many runs of everybody have not ended; what it throws refuses this one
   * @throws UserError `run-active` when the user's other training has not ended, `too-many-previews` when three previews
   *   of the user have not
   */
  async request(wanted: WantedRun, checkOpen: Check<number> = () => {}): Promise<Run> {
    return await unlessErased(() =>
      inTransaction(root, 'adds', async (db) => {
        await lockOpenRuns(db);
        const { all } = await db
          .selectFrom('runs')
          .select(({ fn }) => fn.countAll<number>().as('all'))
          .where('state', 'in', openStates)
          .executeTakeFirstOrThrow();
        checkOpen(all);
        if (wanted.request.kind === 'synthesis') {
          await lockRow(db, 'users', wanted.userId);
          const { open } = await db
            .selectFrom('runs')
            .select(({ fn }) => fn.countAll<number>().as('open'))
            .where('user_id', '=', wanted.userId)
            .where('kind', '=', 'synthesis')
            .where('state', 'in', openStates)
            .executeTakeFirstOrThrow();
          if (open >= maxOpenPreviews) {
            throw new UserError('too-many-previews', { most: maxOpenPreviews });
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
            engine: wanted.engine,
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
            teller: wanted.teller ?? null,
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
          throw new UserError('run-active');
        }
        await addToOutbox(db, row.id, now);
        await noteUse(db, wanted.voiceId);
        return toRun(row);
      }),
    );
  },

  async get(id: string): Promise<Run | null> {
    const row = await root.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toRun(row);
  },

  /** The user's training that has not ended. */
  async activeTraining(userId: string): Promise<TrainingRun | null> {
    const row = await root
      .selectFrom('runs')
      .selectAll()
      .where('user_id', '=', userId)
      .where('kind', '=', 'train')
      .where('state', 'in', openStates)
      .executeTakeFirst();
    return row === undefined ? null : toTraining(row);
  },

  /** The newest training of a voice, ended or not. */
  async latest(voiceId: string): Promise<TrainingRun | null> {
    const row = await root
      .selectFrom('runs')
      .selectAll()
      .where('voice_id', '=', voiceId)
      .where('kind', '=', 'train')
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : toTraining(row);
  },

  /** All runs that have not ended, oldest first. */
  async active(): Promise<Run[]> {
    const rows = await root
      .selectFrom('runs')
      .selectAll()
      .where('state', 'in', openStates)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(toRun);
  },

  /** How many runs wait, by kind and engine, and how long the oldest of them has. @param engine of those that name none */
  async waiting(
    engine: string,
  ): Promise<{ kind: Run['kind']; engine: string; count: number; oldestSeconds: number }[]> {
    const now = await timeOf(root);
    const rows = await root
      .selectFrom('runs')
      .select(['kind', 'engine'])
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('oldest')])
      .where('state', '=', 'queued')
      .groupBy(['kind', 'engine'])
      .execute();
    return rows.map((row) => ({
      kind: row.kind,
      engine: row.engine ?? engine,
      count: row.count,
      oldestSeconds: Math.max(0, now - row.oldest) / 1000,
    }));
  },

  /** How long the last trainings took on average, seconds, by engine. @param engine of those that name none */
  async usualSeconds(engine: string): Promise<Map<string, number>> {
    const rows = await root
      .selectFrom('runs')
      .select(['engine', 'started_at', 'ended_at'])
      .where('kind', '=', 'train')
      .where('state', '=', 'done')
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(usualTrainings)
      .execute();
    const lengths = Map.groupBy(rows, (row) => row.engine ?? engine);
    return new Map(
      Array.from(lengths, ([name, runs]) => {
        const ms = runs.reduce((sum, run) => sum + (run.ended_at ?? 0) - (run.started_at ?? 0), 0);
        return [name, ms / runs.length / 1000];
      }),
    );
  },

  /** The newest runs of everybody, ended or not, newest first. */
  async newest(limit: number): Promise<Run[]> {
    const rows = await root
      .selectFrom('runs')
      .selectAll()
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toRun);
  },

  /** Runs that a bot tells of: those that go on, and those whose user does not know yet how they ended. */
  async toldBy(bot: string): Promise<Run[]> {
    const rows = await root
      .selectFrom('runs')
      .selectAll()
      // An index holds just these; by their states, all that ever ended would be looked at.
      .where('delivered_at', 'is', null)
      .where('teller', '=', bot)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(toRun);
  },

  /**
   * End a run that waits, or ask the trainer that holds it to stop.
   * @returns `ended` when there is nothing left to cancel
   */
  async requestCancel(id: string): Promise<'cancelled' | 'requested' | 'ended'> {
    return await inTransaction(root, 'adds', async (db) => {
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
  },

  /** Take on telling the user how the run ended: true for exactly one caller. */
  async markDelivered(id: string): Promise<boolean> {
    const { numUpdatedRows } = await root
      .updateTable('runs')
      .set({ delivered_at: await timeOf(root) })
      .where('id', '=', id)
      .where('state', 'in', endedStates)
      .where('delivered_at', 'is', null)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  },

  /** Remember which message shows the progress, so that a restarted bot goes on editing it. */
  async setProgressMessage(id: string, messageId: string): Promise<void> {
    await root.updateTable('runs').set({ progress_message_id: messageId }).where('id', '=', id).execute();
  },
});
