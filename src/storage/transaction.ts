// How rows are changed together. SQLite lets one transaction write at a time. Postgres lets them run side by side, and each
// sees what others have committed meanwhile: what must not happen at once is kept apart by the locks that are taken here.
import { setTimeout } from 'node:timers/promises';
import { type Kysely, PostgresAdapter, type Transaction, sql } from 'kysely';
import type { Database } from './schema.ts';

/**
 * `adds`: what it makes, and what that stands on, stays. Any number of them run side by side.
 * `removes`: takes something away that others may stand on (removes, purges, prunes, withdraws). Alone: it sees all that was
 * made until now, and what is made next sees what it took.
 */
type Effect = 'adds' | 'removes';

/** Key of the advisory lock that keeps what removes apart from all others. Any number would do that nobody else takes. */
const removalKey = 7_468_696_201;
const mostAttempts = 20;
/** Longest pause before another attempt, ms. */
const pauseMs = 50;

/** Serialization failure, deadlock, and what somebody else wrote in the same moment: the next attempt sees it. */
const worthAnotherAttempt: ReadonlySet<unknown> = new Set(['40001', '40P01', '23505']);

/** Whether the database is Postgres; otherwise it is SQLite. */
export const isPostgres = (db: Kysely<Database>): boolean => db.getExecutor().adapter instanceof PostgresAdapter;

/**
 * Do something in one transaction: all of it or nothing.
 * @param work may be done several times, of which only the last one stands: it changes nothing but rows
 */
export async function inTransaction<T>(
  db: Kysely<Database>,
  effect: Effect,
  work: (transaction: Transaction<Database>) => Promise<T>,
): Promise<T> {
  if (!isPostgres(db)) return await db.transaction().execute(work);
  const lock = sql.raw(effect === 'adds' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock');
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db
        .transaction()
        .setIsolationLevel('read committed')
        .execute(async (transaction) => {
          await sql`select ${lock}(${sql.lit(removalKey)})`.execute(transaction);
          return await work(transaction);
        });
    } catch (error) {
      if (attempt === mostAttempts || !(error instanceof Error && 'code' in error)) throw error;
      if (!worthAnotherAttempt.has(error.code)) throw error;
    }
    await setTimeout(Math.random() * pauseMs);
  }
}

/** Look at all rows as they are in one moment, while nobody else changes any. */
export async function heldStill<T>(
  db: Kysely<Database>,
  work: (rows: Transaction<Database>) => Promise<T>,
): Promise<T> {
  if (!isPostgres(db)) return await db.transaction().execute(work);
  return await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(removalKey)})`.execute(transaction);
      return await work(transaction);
    });
}

/** Key of the advisory lock that keeps those apart who count the open runs of everybody. */
const openRunsKey = 7_468_696_203;

/** Until the transaction ends, let nobody else past this: the number of open runs does not grow meanwhile. */
export async function lockOpenRuns(db: Transaction<Database>): Promise<void> {
  if (isPostgres(db)) await sql`select pg_advisory_xact_lock(${sql.lit(openRunsKey)})`.execute(db);
}

/** Until the transaction ends, let nobody else past this for the same row: what is counted or compared here stays so. */
export async function lockRow(db: Transaction<Database>, table: 'users' | 'voices', id: string): Promise<void> {
  if (!isPostgres(db)) return;
  await db.selectFrom(table).select('id').where('id', '=', id).forNoKeyUpdate().execute();
}
