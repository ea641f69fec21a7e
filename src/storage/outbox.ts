// The outbox: runs that Redis has yet to be told of. An entry is written in the transaction that queues its run and
// deleted after Redis took the job, so that a run is dispatched at least once whatever dies in between.
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from './schema.ts';

export interface OutboxEntry {
  readonly id: string;
  readonly runId: string;
  readonly kind: 'train' | 'synthesis';
  /** Whose trainers may claim it; null: any. */
  readonly engine: string | null;
  /** Fence of the run as it waits; the claim will raise it. */
  readonly fence: number;
  /** First claim; null: none yet. */
  readonly startedAt: number | null;
}

export class Outbox {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Entries of runs that wait, oldest first. Those whose run went on or ended without Redis are dropped on the way. */
  async pending(limit: number): Promise<OutboxEntry[]> {
    const rows = await this.#db
      .selectFrom('outbox')
      .innerJoin('runs', 'runs.id', 'outbox.run_id')
      .select(['outbox.id', 'outbox.run_id', 'runs.kind', 'runs.engine', 'runs.fence', 'runs.state', 'runs.started_at'])
      .orderBy('outbox.created_at')
      .orderBy('outbox.id')
      .limit(limit)
      .execute();
    const waiting = rows.filter((row) => row.state === 'queued');
    await this.remove(rows.filter((row) => row.state !== 'queued').map((row) => row.id));
    return waiting.map((row) => ({
      id: row.id,
      runId: row.run_id,
      kind: row.kind,
      engine: row.engine,
      fence: row.fence,
      startedAt: row.started_at,
    }));
  }

  /** Redis has them. */
  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#db.deleteFrom('outbox').where('id', 'in', ids).execute();
  }
}

/**
 * Note in the given transaction that the run is to be dispatched.
 * @param since UTC ms, when it began to wait
 */
export async function addToOutbox(db: Transaction<Database>, runId: string, since: number): Promise<void> {
  await db.insertInto('outbox').values({ id: randomUUID(), run_id: runId, created_at: since }).execute();
}
