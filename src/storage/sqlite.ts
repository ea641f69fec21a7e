// SQLite for Kysely on Node's own `node:sqlite`. Everything that is special about SQLite is in this file; the schema and
// the repositories use only what Postgres knows too. They rely on transactions that run as if one after the other.
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Kysely,
  type QueryResult,
  type SqliteDatabase,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { metAt, sqliteCode } from '../outage.ts';
import type { WipingDialect } from './dialect.ts';
import { isFleeting } from './fleeting.ts';
import { isNewSqlite, openingPatienceMs } from './sqlite-file.ts';

/** How long a statement waits for another process that writes before it fails with SQLITE_BUSY, ms. */
const patienceMs = 15_000;
/** Pause before a statement that met a lock is tried again, ms. */
const lookAgainMs = 20;

/** For how long statements may follow each other before others of this process have a turn, ms. */
const turnMs = 5;
/** Statements that are kept prepared: more than the repositories have, but for lists of different lengths. */
const preparedStatements = 300;

/**
 * The driver begins every transaction with the write lock in hand. A transaction that first reads and then asks for the
 * lock would fail at once when another process has written in between: no waiting would help it.
 *
 * SQLite's own waiting for a lock would stop the whole process, so that nobody would be answered meanwhile: the driver
 * waits between tries instead. And as each statement stops the process, too, the driver gives others a turn (who wants to be
 * acknowledged) when many follow each other, but in a transaction, which would hold up other processes.
 */
class PatientDriver extends SqliteDriver {
  readonly #file: DatabaseSync;
  #connection: DatabaseConnection | undefined;
  #turnedAt = 0;

  constructor(file: DatabaseSync) {
    super({ database: asKyselyDatabase(file) });
    this.#file = file;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    this.#connection ??= {
      executeQuery: async <R>(query: CompiledQuery) => {
        const execute = (): Promise<QueryResult<R>> => connection.executeQuery<R>(query);
        const isUnsynced = isFleeting(query) && !this.#file.isTransaction;
        const result = await patiently(isUnsynced ? () => this.#withoutDisk(execute) : execute);
        await this.#othersTurn();
        return result;
      },
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
    return this.#connection;
  }

  /** @param execute has changed the database once it returns */
  #withoutDisk<T>(execute: () => T): T {
    this.#file.exec('pragma synchronous = normal');
    try {
      return execute();
    } finally {
      this.#file.exec(durable);
    }
  }

  async #othersTurn(): Promise<void> {
    if (this.#file.isTransaction || performance.now() - this.#turnedAt < turnMs) return;
    await setImmediate();
    this.#turnedAt = performance.now();
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // SQLite has already rolled back by itself after, for example, a full disk; a second one would hide the real error.
    if (this.#file.isTransaction) await super.rollbackTransaction(connection);
  }
}

/** Try a statement until nobody else holds the lock. One that met a lock has changed nothing. */
async function patiently<T>(execute: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await execute();
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
    }
    await setTimeout(lookAgainMs);
  }
}

/** SQLITE_BUSY, in its low byte: the others say why. */
const isBusy = (error: unknown): boolean => sqliteCode(error) === 5;

const bound = (parameters: readonly unknown[]): SQLInputValue[] => parameters as SQLInputValue[];

/** The few methods of better-sqlite3 that Kysely's driver calls, on `node:sqlite`. */
function asKyselyDatabase(file: DatabaseSync): SqliteDatabase {
  type Prepared = ReturnType<SqliteDatabase['prepare']>;
  const wrap = (sql: string, statement: StatementSync): Prepared => ({
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bound(parameters)),
    run: (parameters) => statement.run(...bound(parameters)),
    // Others may run the same statement before it has been read to its end.
    iterate: (parameters) => file.prepare(sql).iterate(...bound(parameters)),
  });
  /** Those that were used last come last. */
  const kept = new Map<string, Prepared>();
  return {
    close: () => file.close(),
    prepare(sql) {
      const prepared = kept.get(sql) ?? wrap(sql, file.prepare(sql));
      kept.delete(sql);
      kept.set(sql, prepared);
      const [oldest] = kept.keys();
      if (kept.size > preparedStatements) kept.delete(oldest);
      return prepared;
    },
  };
}

/** Not only consistent: a version that was announced survives a power cut. */
const durable = 'pragma synchronous = full';

/** Where a database stands with what was deleted, kept in its `user_version`. */
const traces = {
  /** Deleted things may still be found in its files, as in every database from before there was this figure. */
  left: 0,
  none: 1,
  /** Somebody is wiping them. */
  beingWiped: 2,
} as const;

/**
 * Open the database file, made when absent, for use by several processes of one machine at once (never over NFS).
 * @returns a Kysely dialect; the file is closed by `Kysely.destroy`
 * @throws UserError where it is another program's, or only half of one; it stays as it is
 */
export function openSqlite(path: string): WipingDialect {
  isNewSqlite(path);
  const file = new DatabaseSync(path, { timeout: openingPatienceMs, enableForeignKeyConstraints: true });
  try {
    markAsNew(file);
    useWriteAheadLog(file);
    file.exec(durable);
    // Its machine's clock: the file is never on another one (see time.ts).
    file.function('now_ms', () => BigInt(Date.now()));
    file.exec('pragma secure_delete = on');
    file.exec('pragma busy_timeout = 0');
  } catch (error) {
    file.close();
    throw metAt(path, error);
  }
  let wiping: Promise<void> = Promise.resolve();
  return {
    createDriver: () => new PatientDriver(file),
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    async owesWiping(db) {
      await sql.raw(`pragma user_version = ${traces.left}`).execute(db);
    },
    wipe() {
      wiping = wiping.catch(() => {}).then(() => wipeWhereOwed(file, path));
      return wiping;
    },
  };
}

/** Nothing was ever deleted from a database that never had a table. */
function markAsNew(file: DatabaseSync): void {
  const isNew = (): boolean => figure(file, 'pragma schema_version') === 0;
  if (!isNew()) return;
  file.exec('begin immediate');
  if (isNew()) file.exec(`pragma user_version = ${traces.none}`);
  file.exec('commit');
}

/** The one number that a pragma answers with. */
function figure(file: DatabaseSync, pragma: string): unknown {
  return Object.values(file.prepare(pragma).get() ?? {})[0];
}

async function wipeWhereOwed(file: DatabaseSync, path: string): Promise<void> {
  if (figure(file, 'pragma user_version') === traces.none) return;
  const worker = new Worker(new URL('wipe-worker.ts', import.meta.url), { workerData: path });
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}

/**
 * What the thread of {@link WipingDialect.wipe} does. `secure_delete` alone does not do it: pages that are split or joined
 * keep bytes of what had moved. So all of it is written anew and the write-ahead log emptied; others can read meanwhile, and
 * write before and after. Blocks for as long as it takes to write the database.
 * @throws Error when others hold or read it all the time; then the wiping is still owed
 */
export function wipeNow(path: string): void {
  const file = new DatabaseSync(path, { timeout: patienceMs });
  try {
    file.exec('pragma secure_delete = on');
    while (figure(file, 'pragma user_version') !== traces.none) {
      file.exec(`pragma user_version = ${traces.beingWiped}`);
      file.exec('vacuum');
      emptyLog(file);
      file.exec('begin immediate');
      // Whoever deleted something meanwhile owes another round.
      if (figure(file, 'pragma user_version') === traces.beingWiped) file.exec(`pragma user_version = ${traces.none}`);
      file.exec('commit');
    }
  } finally {
    file.close();
  }
}

/** Bring everything from the write-ahead log into the database, and make the log a file of no bytes. */
function emptyLog(file: DatabaseSync): void {
  // Its first column says whether somebody was in the way.
  if (figure(file, 'pragma wal_checkpoint(truncate)') !== 0)
    throw new Error('the write-ahead log is in use all the time');
}

/** Two processes that convert a new file at the same moment get SQLITE_BUSY without any waiting: take the lock first. */
function useWriteAheadLog(file: DatabaseSync): void {
  const deadline = Date.now() + openingPatienceMs;
  for (;;) {
    try {
      file.exec('pragma journal_mode = wal');
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      // The other process converts the file or holds the lock; this waits for it inside SQLite.
      file.exec('begin immediate; rollback');
    }
  }
}
