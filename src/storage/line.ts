// Versions and all that continued from them: what grew on one, in whichever voice.
import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Database } from './schema.ts';

/** A query of the rows of these versions and of all that continued from them. */
export const fromLine = (
  db: Kysely<Database>,
  ids: readonly string[] | SelectQueryBuilder<Database, 'versions', { id: string }>,
) =>
  db
    .withRecursive('line', (query) =>
      query
        .selectFrom('versions')
        .select('versions.id')
        .where('versions.id', 'in', ids)
        .union(query.selectFrom('versions').innerJoin('line', 'line.id', 'versions.parent_id').select('versions.id')),
    )
    .selectFrom('versions')
    .innerJoin('line', 'line.id', 'versions.id');
