// What a person asked for and does not have yet, although it is there: no way led to them, or Discord is ill.
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

export interface Undelivered {
  readonly kind: 'training' | 'preview' | 'upload' | 'notice';
  /** Name of the voice; null: it is about none. */
  readonly voice: string | null;
  /** UTC ms: when it came to its end, or was written. */
  readonly at: number;
  /** Whether it waits for the person's next command; else a bot still tries. */
  readonly kept: boolean;
}

/** What has not reached this person, oldest first. */
export async function undeliveredTo(db: Kysely<Database>, userId: string): Promise<Undelivered[]> {
  const [runs, intakes, notices] = await Promise.all([
    db
      .selectFrom('runs')
      .innerJoin('voices', 'voices.id', 'runs.voice_id')
      .select(['runs.kind', 'runs.kept', 'runs.ended_at', 'voices.name'])
      .where('runs.delivered_at', 'is', null)
      .where('runs.ended_at', 'is not', null)
      .where('runs.user_id', '=', userId)
      .execute(),
    // An upload that nobody tells of may be under way: only of one that is kept it is known that no way led there.
    db
      .selectFrom('intakes')
      .innerJoin('voices', 'voices.id', 'intakes.voice_id')
      .select(['intakes.created_at', 'voices.name'])
      .where('intakes.finished_at', 'is', null)
      .where('intakes.kept', '=', 1)
      .where('intakes.user_id', '=', userId)
      .execute(),
    db
      .selectFrom('notices')
      .select(['created_at', 'kept'])
      .where('delivered_at', 'is', null)
      .where('user_id', '=', userId)
      .execute(),
  ]);
  return [
    ...runs.map(({ kind, kept, ended_at: at, name }) => ({
      kind: kind === 'train' ? ('training' as const) : ('preview' as const),
      voice: name,
      at: at ?? 0,
      kept: kept === 1,
    })),
    ...intakes.map(({ created_at: at, name }) => ({ kind: 'upload' as const, voice: name, at, kept: true })),
    ...notices.map(({ created_at: at, kept }) => ({ kind: 'notice' as const, voice: null, at, kept: kept === 1 })),
  ].sort((a, b) => a.at - b.at);
}
