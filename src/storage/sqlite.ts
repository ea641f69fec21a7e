// SQLite for Kysely on Node's own `node:sqlite`. Everything that is special about SQLite is in this file; the schema and
// the repositories use only what Postgres knows too. They rely on transactions that run as if one after the other.
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Kysely,
  type SqliteDatabase,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** How long a writer waits for another process before it fails with SQLITE_BUSY, ms. */
const busyTimeoutMs = 5000;

/**
 * The driver begins every transaction with the write lock in hand. A transaction that first reads and then asks for the
 * lock would fail at once when another process has written in between: the busy timeout does not apply to it.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #file: DatabaseSync;

  constructor(file: DatabaseSync) {
    super({ database: asKyselyDatabase(file) });
    this.#file = file;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // SQLite has already rolled back by itself after, for example, a full disk; a second one would hide the real error.
    if (this.#file.isTransaction) await super.rollbackTransaction(connection);
  }
}

/** The few methods of better-sqlite3 that Kysely's driver calls, on `node:sqlite`. */
function asKyselyDatabase(file: DatabaseSync): SqliteDatabase {
  return {
    close: () => file.close(),
    prepare: (sql) => {
      const statement = file.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
        run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
        iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
      };
    },
  };
}

/**
 * Open the database file, made when absent, for use by several processes of one machine at once (never over NFS).
 * @returns a Kysely dialect; the file is closed by `Kysely.destroy`
 */
export function openSqlite(path: string): Dialect {
  const file = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
  try {
    useWriteAheadLog(file);
    // Not only consistent but durable: a version that was announced survives a power cut.
    file.exec('pragma synchronous = full');
    // Its machine's clock: the file is never on another one (see time.ts).
    file.function('now_ms', () => BigInt(Date.now()));
  } catch (error) {
    file.close();
    throw error;
  }
  return {
    createDriver: () => new ImmediateDriver(file),
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
  };
}

/** Two processes that convert a new file at the same moment get SQLITE_BUSY without any waiting: take the lock first. */
function useWriteAheadLog(file: DatabaseSync): void {
  const deadline = Date.now() + busyTimeoutMs;
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
