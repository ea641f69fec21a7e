// What time it is, said by the database: whatever is compared with each other was written by one clock, however many
// machines write.
import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.ts';

/** UTC ms. */
export async function timeOf(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ now: number }>`select now_ms() as now`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the database tells no time');
  return row.now;
}

/**
 * The time at which something begins to use the clips of a voice, UTC ms: not before the newest of them, also when the
 * clock was set back.
 */
export async function timeAfterClips(db: Kysely<Database>, voiceId: string): Promise<number> {
  const { newest } = await db
    .selectFrom('samples')
    .select(({ fn }) => fn.max<number | null>('created_at').as('newest'))
    .where('voice_id', '=', voiceId)
    .executeTakeFirstOrThrow();
  return Math.max(await timeOf(db), newest ?? 0);
}

/** The time of a new clip, UTC ms: after the beginning of everything that uses the clips of its voice. */
export async function timeOfNewClip(db: Kysely<Database>, voiceId: string): Promise<number> {
  const run = await db
    .selectFrom('runs')
    .select(({ fn }) => fn.max<number | null>('started_at').as('newest'))
    .where('voice_id', '=', voiceId)
    .executeTakeFirstOrThrow();
  const version = await db
    .selectFrom('versions')
    .select(({ fn }) => fn.max<number | null>('created_at').as('newest'))
    .where('voice_id', '=', voiceId)
    .executeTakeFirstOrThrow();
  return Math.max(await timeOf(db), 1 + (run.newest ?? 0), 1 + (version.newest ?? 0));
}
