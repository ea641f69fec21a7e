// Where everything that must survive is kept: how the database and the blobs of a place are opened.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { metAt } from '../outage.ts';
import { HandleEmptyInListsPlugin, Kysely, replaceWithNoncontingentExpression } from 'kysely';
import { type BlobStore, LocalBlobs } from './blobs.ts';
import { databaseName } from './data-folder.ts';
import type { WipingDialect } from './dialect.ts';
import { migrate } from './migrations.ts';
import { isNewPostgres, openPostgres } from './postgres.ts';
import { type ObjectStoreSettings, S3Blobs } from './s3-blobs.ts';
import type { Database } from './schema.ts';
import { openSqlite } from './sqlite.ts';
import { isNewSqlite } from './sqlite-file.ts';

export interface StoragePlace {
  /** Folder on a local disk; holds `timbre.sqlite` and `blobs/`. */
  readonly dataDir: string;
  /** A Postgres (`postgresql://…`) that is used instead of `timbre.sqlite`. */
  readonly databaseUrl?: string | undefined;
  /** Is used instead of `blobs/`. */
  readonly objectStore?: ObjectStoreSettings | undefined;
}

/** A statement as it was made. */
export interface ExecutedQuery {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly ms: number;
}

/** Speak to a database as it is. @param onQuery hears of every statement after it was made */
export function connect(dialect: WipingDialect, onQuery?: (query: ExecutedQuery) => void): Kysely<Database> {
  return new Kysely<Database>({
    dialect,
    // Postgres knows no list of nothing.
    plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
    ...(onQuery && {
      log: ({ query, queryDurationMillis }) =>
        onQuery({ sql: query.sql, parameters: query.parameters, ms: queryDurationMillis }),
    }),
  });
}

/**
 * Open the database of a place, made and migrated when needed.
 * @param options.isFilled what belongs to the files of the place is written into it next; else it is not begun beside any
 * @throws UserError `database-missing` where there are files whose rows are elsewhere, and those of {@link openSqlite}
 */
export async function openDatabase(
  place: StoragePlace,
  { onQuery, isFilled = false }: { onQuery?: (query: ExecutedQuery) => void; isFilled?: boolean } = {},
): Promise<{ readonly db: Kysely<Database>; readonly dialect: WipingDialect }> {
  await mkdir(place.dataDir, { recursive: true, mode: 0o700 });
  const { databaseUrl } = place;
  const file = path.join(place.dataDir, databaseName);
  if (databaseUrl === undefined && !isFilled) await mustNotBeginAnew(place, () => isNewSqlite(file));
  const dialect = databaseUrl === undefined ? openSqlite(file) : openPostgres(databaseUrl);
  const db = connect(dialect, onQuery);
  try {
    if (databaseUrl !== undefined && !isFilled) await mustNotBeginAnew(place, () => isNewPostgres(db));
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw databaseUrl === undefined ? metAt(file, error) : error;
  }
  return { db, dialect };
}

/**
 * A database that is begun beside the files of another one would have the next sweep delete them: no row of it needs them.
 * @param isNew whether nothing was ever kept in the database
 * @throws UserError `database-missing`
 */
export async function mustNotBeginAnew(place: StoragePlace, isNew: () => boolean | Promise<boolean>): Promise<void> {
  if (!(await isNew())) return;
  const { databaseUrl, dataDir, objectStore } = place;
  const blobs = await openBlobs(place);
  for await (const { blobs: some, others } of blobs.contents()) {
    if (some.length + others.length === 0) continue;
    // Another process may have begun both meanwhile.
    if (!(await isNew())) return;
    const where =
      objectStore === undefined ? path.join(dataDir, 'blobs') : `${objectStore.bucket} at ${objectStore.endpoint}`;
    throw new UserError(
      'database-missing',
      `There are files in ${where}, and the database that says what they are is not ${databaseUrl === undefined ? `in ${dataDir}` : 'where DATABASE_URL leads'}.`,
      databaseUrl === undefined
        ? `Put ${databaseName} back there, or set DATABASE_URL to where it is; or move what is in ${where} away and keep it, then: npm run cli -- restore DIR, with the DIR of the last backup. Nothing was changed.`
        : `Set DATABASE_URL to where it is, or take it out of .env if that was ${databaseName} in DATA_DIR; or move what is in ${where} away and keep it, then: npm run cli -- restore DIR, with the DIR of the last backup. Nothing was changed.`,
    );
  }
}

/** Open the blobs of a place. @throws Away when an object store can't be used */
export async function openBlobs({ dataDir, objectStore }: StoragePlace): Promise<BlobStore> {
  return objectStore === undefined
    ? await LocalBlobs.open(path.join(dataDir, 'blobs'))
    : await S3Blobs.open(objectStore, path.join(dataDir, 'cache', 'blobs'));
}
