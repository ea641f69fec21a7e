// How often recordings, or the words of one, were taken away from somebody, so that whoever has made something of them for itself, on its own
// disk, sees that it must look what of it may stay.
import { type Kysely, type Transaction, sql } from 'kysely';
import type { Database } from './schema.ts';

/** Its row counts where others tell the time. */
const job = 'recordings removed';

/** Note it in the transaction that takes them away. */
export async function noteRemoval(db: Transaction<Database>): Promise<void> {
  await db
    .insertInto('turns')
    .values({ job, taken_at: 1 })
    .onConflict((conflict) => conflict.column('job').doUpdateSet({ taken_at: sql`turns.taken_at + 1` }))
    .execute();
}

/** @returns another number after each removal */
export async function countRemovals(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom('turns').select('taken_at').where('job', '=', job).executeTakeFirst();
  return row?.taken_at ?? 0;
}
