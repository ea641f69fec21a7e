// Where everything that must survive is kept: how the database and the blobs of a place are opened.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { HandleEmptyInListsPlugin, Kysely, replaceWithNoncontingentExpression } from 'kysely';
import { type BlobStore, LocalBlobs } from './blobs.ts';
import { databaseName } from './data-folder.ts';
import type { WipingDialect } from './dialect.ts';
import { migrate } from './migrations.ts';
import { openPostgres } from './postgres.ts';
import { type ObjectStoreSettings, S3Blobs } from './s3-blobs.ts';
import type { Database } from './schema.ts';
import { openSqlite } from './sqlite.ts';

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

/** Open the database of a place, made and migrated when needed. */
export async function openDatabase(
  place: StoragePlace,
  onQuery?: (query: ExecutedQuery) => void,
): Promise<{ readonly db: Kysely<Database>; readonly dialect: WipingDialect }> {
  await mkdir(place.dataDir, { recursive: true, mode: 0o700 });
  const { databaseUrl } = place;
  const dialect =
    databaseUrl === undefined ? openSqlite(path.join(place.dataDir, databaseName)) : openPostgres(databaseUrl);
  const db = connect(dialect, onQuery);
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, dialect };
}

/** Open the blobs of a place. @throws Away when an object store can't be used */
export async function openBlobs({ dataDir, objectStore }: StoragePlace): Promise<BlobStore> {
  return objectStore === undefined
    ? await LocalBlobs.open(path.join(dataDir, 'blobs'))
    : await S3Blobs.open(objectStore, path.join(dataDir, 'cache', 'blobs'));
}
