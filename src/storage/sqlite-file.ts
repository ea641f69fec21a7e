// What a file is before it is opened to be written: a database of Timbre, nothing yet, or something else, which stays as it is.
import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { UserError } from '../errors.ts';
import { metAt, sqliteCode } from '../outage.ts';

/** The name of the first migration: a database that has had it is one of Timbre. */
export const firstMigration = '0001-voices-runs-versions';

/** How long opening waits inside SQLite: nothing else goes on yet that it could hold up, ms. */
export const openingPatienceMs = 5000;

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

/** SQLite's primary result codes: it must be written before it can be read (a journal is left); it is no database. */
const sqliteReadOnly = 8;
const sqliteNotADatabase = 26;

/**
 * Look at a database file without changing it.
 * @returns whether nothing is kept in it yet, or it is not there
 * @throws UserError `not-a-database` when it is another program's, `database-missing` when only what belongs to it is there;
 *   Error of SQLite when it can't be read
 */
export function isNewSqlite(file: string): boolean {
  if (sizeOf(file) === 0) {
    // Whoever opened it now would make an empty one, and SQLite delete the log.
    if (sizeOf(`${file}-wal`) === 0) return true;
    throw new UserError(
      'database-missing',
      `${file} is missing or empty, and ${file}-wal beside it is not.`,
      `Put ${file} back where it was; or move what is in DATA_DIR away and keep it, then: npm run cli -- restore DIR. Nothing was changed.`,
    );
  }
  if (!statSync(file).isFile()) throw foreign(file);
  try {
    return looksNew(file, true);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = sqliteCode(error);
    if (code === sqliteNotADatabase) throw foreign(file, { cause: error });
    if (code === sqliteReadOnly) return looksNew(file, false);
    throw metAt(file, error);
  }
}

function looksNew(file: string, readOnly: boolean): boolean {
  const database = new DatabaseSync(file, { readOnly, timeout: openingPatienceMs });
  try {
    const tables = database.prepare(`select count(*) as count from sqlite_master`).get();
    if (tables?.['count'] === 0) return true;
    const columns = database.prepare(`select count(*) as count from pragma_table_info('migrations')
      where name in ('name', 'applied_at')`);
    if (columns.get()?.['count'] !== 2) throw foreign(file);
    const first = database.prepare('select count(*) as count from migrations where name = ?').get(firstMigration);
    if (first?.['count'] !== 1) throw foreign(file);
    return false;
  } finally {
    database.close();
  }
}

const foreign = (file: string, options?: ErrorOptions): UserError =>
  new UserError(
    'not-a-database',
    `${file} is not a database of Timbre.`,
    "If DATA_DIR belongs to another program, set DATA_DIR in .env to another folder; if it is Timbre's, move what is in DATA_DIR away and keep it, then: npm run cli -- restore DIR, with the DIR of the last backup. Nothing was changed.",
    options,
  );
