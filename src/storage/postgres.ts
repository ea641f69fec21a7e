// Postgres for Kysely on `pg`. Everything that is special about Postgres is in this file and in transaction.ts.
import { setTimeout } from 'node:timers/promises';
import { type Kysely, PostgresDialect, PostgresDriver, type PostgresPool, type Transaction, sql } from 'kysely';
import {
  Client,
  type ClientBase,
  type CustomTypesConfig,
  DatabaseError,
  Pool,
  type QueryResult,
  type QueryResultRow,
  types as pgTypes,
} from 'pg';
import { Unavailable, UserError } from '../errors.ts';
import { Away, outage } from '../outage.ts';
import type { WipingDialect } from './dialect.ts';
import type { Database } from './schema.ts';

/** Connections that one process may have open. */
const mostConnections = 10;
/** How long to wait for a connection, ms. */
const connectPatienceMs = 10_000;
/**
 * After so long without a word on a connection it is looked whether the other side is still there, ms. Linux would wait for
 * two hours before it finds that the server's machine is gone, and whoever waits for its answer with it.
 */
const silenceMs = 10_000;
/** Key of the advisory lock that lets one process migrate at a time. */
const migrationKey = 7_468_696_202;
/** The row of `turns` that says that a wiping is owed, by the id of the transaction that deleted last. */
const wipingOwed = 'wiping is owed';
/** How long wiping waits for others that still look at what was deleted, and how often it looks again, ms. */
const wipingPatienceMs = 15_000;
const lookAgainMs = 100;

const { INT8, NUMERIC } = pgTypes.builtins;
/** Times, counts and sums are far below 2^53. */
const types: CustomTypesConfig = {
  getTypeParser: (id, format) => (id === INT8 || id === NUMERIC ? Number : pgTypes.getTypeParser(id, format)),
};

/** Classes of SQLSTATE that say that there is no talking to the server now: connection, resources but for the disk, intervention. */
const noTalking = /^(08|53[0234]|57P)/;

/** What an error of a statement means: that the database is away, or just what the server says. */
function named(error: unknown): unknown {
  return error instanceof DatabaseError && !noTalking.test(error.code ?? '') ? error : new Away('database', error);
}

/** Postgres keeps no U+0000: what is looked for with one is not there, and no statement fails for it. */
export const takeable = (parameter: unknown): unknown =>
  typeof parameter === 'string' ? parameter.replaceAll('\u0000', '\uFFFD') : parameter;

async function ask<T extends QueryResultRow>(
  client: ClientBase,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<QueryResult<T>> {
  try {
    return await client.query<T>(text, parameters.map(takeable));
  } catch (error) {
    throw named(error);
  }
}

/** Connections for Kysely, whose errors say when the database is away. */
function openPool(url: string): PostgresPool {
  const pool = new Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: connectPatienceMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: silenceMs,
    application_name: 'timbre',
    types,
  });
  // A lost connection is told by the statement that meets it; the pool opens another one for the next.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw new Away('database', error);
      });
      return {
        query: (async (text: string, parameters: readonly unknown[]) => await ask(client, text, parameters)) as never,
        release: (broken) => client.release(broken),
      };
    },
    end: () => pool.end(),
    options: pool.options,
  };
}

class Driver extends PostgresDriver {
  override async rollbackTransaction(connection: Parameters<PostgresDriver['rollbackTransaction']>[0]): Promise<void> {
    // On a lost connection there is nothing to roll back, and its error would hide the one that came first.
    await super.rollbackTransaction(connection).catch(() => {});
  }
}

/** Open the database at this address, for use by any number of processes and machines at once. */
export function openPostgres(url: string): WipingDialect {
  const pool = openPool(url);
  const dialect = new PostgresDialect({ pool });
  let wiping: Promise<void> = Promise.resolve();
  return {
    createDriver: () => new Driver({ pool }),
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    async owesWiping(db) {
      await sql`insert into turns (job, taken_at) values (${wipingOwed}, pg_current_xact_id()::text::bigint)
        on conflict (job) do update set taken_at = excluded.taken_at`.execute(db);
    },
    wipe() {
      wiping = wiping.catch(() => {}).then(() => wipeWhereOwed(url));
      return wiping;
    },
  };
}

/**
 * Before migrating: only one process does it at a time, and `now_ms()` says what time it is by the server's clock.
 */
export async function beginMigrating(db: Transaction<unknown>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(migrationKey)})`.execute(db);
  await sql`create or replace function now_ms() returns bigint language sql volatile
    as 'select (extract(epoch from clock_timestamp()) * 1000)::bigint'`.execute(db);
}

/** After migrating: text sorts by its bytes, as in SQLite, whatever language the database was made with. */
export async function endMigrating(db: Transaction<unknown>): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`select table_name as "table", column_name as "column"
    from information_schema.columns where table_schema = current_schema() and data_type = 'text'
    and collation_name is distinct from 'C'`.execute(db);
  for (const [table, columns] of Map.groupBy(rows, (row) => row.table)) {
    const changes = columns.map(({ column }) => sql`alter column ${sql.ref(column)} type text collate "C"`);
    await sql`alter table ${sql.table(table)} ${sql.join(changes)}`.execute(db);
  }
}

/**
 * All tables are written anew, and their old files deleted. What others still read must stay until then: rows that a
 * transaction from before could see are carried over.
 */
async function wipeWhereOwed(url: string): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'timbre', types });
  client.on('error', () => {});
  try {
    await client.connect();
    for (;;) {
      const { rows } = await ask<{ taken_at: number }>(client, 'select taken_at from turns where job = $1', [
        wipingOwed,
      ]);
      const [owed] = rows;
      if (owed === undefined) return;
      const deadline = Date.now() + wipingPatienceMs;
      while ((await ask(client, readersFrom, [owed.taken_at])).rows.length > 0) {
        if (Date.now() > deadline) throw new Error('others read what was deleted all the time');
        await setTimeout(lookAgainMs);
      }
      const tables = await ask<{ name: string }>(
        client,
        `select quote_ident(table_name) as name from information_schema.tables
          where table_schema = current_schema() and table_type = 'BASE TABLE'`,
      );
      await ask(client, `vacuum (full) ${tables.rows.map(({ name }) => name).join(', ')}`);
      // Whoever deleted something meanwhile owes another round.
      await ask(client, 'delete from turns where job = $1 and taken_at = $2', [wipingOwed, owed.taken_at]);
    }
  } finally {
    await client.end().catch(() => {});
  }
}

/** Those of our sessions that may still see what the transaction with this id deleted. */
const readersFrom = `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
  and age(coalesce(backend_xmin, backend_xid)) >= age((($1::bigint % 4294967296)::text)::xid)`;

export interface PostgresServer {
  /** As the server tells it, for example `15.18 (Debian 15.18-0+deb12u1)`. */
  readonly version: string;
  /** User, host and database, without the password. */
  readonly place: string;
  /** Whether it holds no tables of ours yet. */
  readonly isEmpty: boolean;
}

/** Whether nothing was ever kept in it. */
export async function isNewPostgres(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql`select 1 from information_schema.tables
    where table_schema = current_schema() and table_name = 'migrations'`.execute(db);
  return rows.length === 0;
}

/**
 * Look whether the database can be used, before anything is started that needs it. Leaves nothing behind.
 * @throws Unavailable `database-away` when no Postgres that lets us in answers, or it is read-only now; UserError
 *   `database-unfit` when it keeps text in another encoding than UTF-8, or another program's tables, or this user may make no tables in it
 */
export async function examinePostgres(url: string): Promise<PostgresServer> {
  const place = addressOf(url);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: connectPatienceMs, types });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; encoding: string; tables: number; ours: number }>(
      `select current_setting('server_version') as version, current_setting('server_encoding') as encoding,
        (select count(*) from information_schema.tables where table_schema = current_schema()) as tables,
        (select count(*) from information_schema.columns where table_schema = current_schema()
          and table_name = 'migrations' and column_name = 'applied_at') as ours`,
    );
    const [found] = rows;
    if (found === undefined) throw new Error('it says nothing');
    if (found.encoding !== 'UTF8') {
      throw new UserError(
        'database-unfit',
        `The database at ${place} keeps text as ${found.encoding}.`,
        "Make one that keeps UTF-8: create database timbre encoding 'UTF8' template template0;",
      );
    }
    if (found.ours === 0 && found.tables > 0) {
      throw new UserError(
        'database-unfit',
        `The database at ${place} holds tables of another program.`,
        'Make one for Timbre alone, and name it in DATABASE_URL.',
      );
    }
    await tryMaking(client, place);
    return { version: found.version, place, isEmpty: found.ours === 0 };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new Unavailable(
      'database-away',
      `The Postgres at ${place} can’t be used: it doesn’t answer, or doesn’t let Timbre in, or write (${reasonOf(error)}).`,
      'Start it, or correct DATABASE_URL in .env. Nothing needs to be restored.',
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** Make a table and take it back. */
async function tryMaking(client: Client, place: string): Promise<void> {
  try {
    await client.query('begin');
    await client.query('create table timbre_looks_whether_it_may_write ()');
    await client.query('rollback');
  } catch (error) {
    if (outage(error)?.kind !== 'forbidden') throw error;
    throw new UserError(
      'database-unfit',
      `This user may not make tables in the database at ${place}.`,
      'Let it own the database: alter database NAME owner to USER;',
      { cause: error },
    );
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof AggregateError
    ? error.errors.map(reasonOf).join('; ')
    : error instanceof Error
      ? error.message
      : String(error);

/** An address as it may be shown. */
function addressOf(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  shown.searchParams.delete('password');
  return shown.href;
}
