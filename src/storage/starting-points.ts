// Which voices another one may start from, nearest first, among as many as share theirs. Each statement looks at a bounded number
// of voices, in rows of an index and of centroids alone: what they have in common with others is looked up for the nearest.
import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import { squaredDistance } from './centroids.ts';
import type { Database } from './schema.ts';

/** Shared voices that one statement looks at. */
const voicesAtATime = 4_000;

/** Whether a voice may be started from by the voices of this owner. */
export const mayBeUsedBy =
  (ownerId: string) =>
  (eb: ExpressionBuilder<Database, 'voices'>): Expression<SqlBool> =>
    eb.or([eb('voices.owner_id', '=', ownerId), eb('voices.shared_at', 'is not', null)]);

interface Candidate {
  readonly versionId: string;
  readonly voiceId: string;
  readonly createdAt: number;
  /** Null where nothing is known of what it sounds like, or nothing was asked for. */
  readonly distance: number | null;
}

/** Nearest first, those that nothing is known of last, then the oldest first. */
function inOrder(a: Candidate, b: Candidate): number {
  const byDistance = (a.distance ?? Infinity) - (b.distance ?? Infinity);
  // Infinity less itself is no number: neither is known.
  return byDistance || a.createdAt - b.createdAt || (a.voiceId < b.voiceId ? -1 : 1);
}

/**
 * The active versions of other voices that a voice may start from, whatever they come from themselves: those of its owner and
 * those that are shared, of its language.
 * @param near the centroid that they are to be near to; null: the oldest voices first
 * @param atATime shared voices that one statement looks at
 * @returns at most `most` ids of versions, nearest first
 */
export async function candidatesFor(
  db: Kysely<Database>,
  voice: { readonly id: string; readonly ownerId: string; readonly language: string },
  near: readonly number[] | null,
  most: number,
  atATime = voicesAtATime,
): Promise<string[]> {
  const others = db
    .selectFrom('voices')
    .where('voices.language', '=', voice.language)
    .where('voices.active_version_id', 'is not', null);
  /** The nearest of these voices whose version's id lies within a range: then centroids are read of that range only. */
  const nearest = async (
    of: SelectQueryBuilder<Database, 'voices', object>,
    after: string,
    last: string | null,
  ): Promise<Candidate[]> => {
    const distance = near === null ? sql<null>`null` : squaredDistance(near);
    return await of
      .leftJoin('centroids', (join) => {
        const joined = join
          .onRef('centroids.version_id', '=', 'voices.active_version_id')
          .on('centroids.version_id', '>', after);
        return last === null ? joined : joined.on('centroids.version_id', '<=', last);
      })
      .select((eb) => [
        eb.ref('voices.active_version_id').$notNull().as('versionId'),
        'voices.id as voiceId',
        'voices.created_at as createdAt',
        sql<number | null>`${distance}`.as('distance'),
      ])
      .where('voices.id', '!=', voice.id)
      .where('voices.active_version_id', '>', after)
      .$if(last !== null, (query) => query.where('voices.active_version_id', '<=', last))
      .$if(near !== null, (query) => query.orderBy((eb) => eb('centroids.c1', 'is', null)).orderBy('distance'))
      .orderBy('voices.created_at')
      .orderBy('voices.id')
      .limit(most)
      .execute();
  };
  const own = others.where('voices.owner_id', '=', voice.ownerId).where('voices.shared_at', 'is', null);
  const shared = others.where('voices.shared_at', 'is not', null);
  let found = await nearest(own, '', null);
  for (let after: string | null = ''; after !== null;) {
    const end = await shared
      .select('voices.active_version_id as id')
      .where('voices.active_version_id', '>', after)
      .orderBy('voices.active_version_id')
      .offset(atATime - 1)
      .limit(1)
      .executeTakeFirst();
    const last: string | null = end?.id ?? null;
    found.push(...(await nearest(shared, after, last)));
    found = found.sort(inOrder).slice(0, most);
    after = last;
  }
  return found.map(({ versionId }) => versionId);
}
