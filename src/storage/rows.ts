// All rows of a database, carried into another one of either kind and compared there by their SHA-256.
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { type Kysely, type SelectQueryBuilder, type Transaction, sql } from 'kysely';
import { isThere } from './bots.ts';
import { migrate } from './migrations.ts';
import { connect } from './places.ts';
import { takeable } from './postgres.ts';
import type { Database } from './schema.ts';
import { openSqlite } from './sqlite.ts';
import { timeOf } from './time.ts';
import { isPostgres } from './transaction.ts';

type Row = Readonly<Record<string, string | number | null>>;

/** Every table: those that others refer to come first. `false`: what it says is true only as long as the processes live that wrote it. */
const tables: Readonly<Record<keyof Database, boolean>> = {
  users: true,
  spoken_consents: true,
  voices: true,
  samples: true,
  intakes: true,
  intake_files: true,
  pictures: true,
  runs: true,
  run_times: true,
  checkpoints: true,
  versions: true,
  version_samples: true,
  left_out: true,
  outbox: true,
  notices: true,
  bans: true,
  blob_references: true,
  centroids: true,
  hearings: true,
  pronunciations: true,
  turns: false,
  trainers: false,
  bots: false,
  leaders: false,
  guilds: true,
  guild_blocks: true,
  keys: true,
  votes: true,
  grants: true,
  reports: true,
  switches: true,
  uses: true,
};
const carried = (Object.keys(tables) as (keyof Database)[]).filter((table) => tables[table]);

const batchSize = 500;
/** SQLite takes no more in one statement. */
const mostValues = 32_000;

type Query = SelectQueryBuilder<Database, keyof Database, Row>;

/** Versions refer to each other: parents first. */
const versionsInOrder = (db: Kysely<Database>) =>
  db
    .withRecursive('line(id, depth)', (query) =>
      query
        .selectFrom('versions')
        .select(['id', sql<number>`0`.as('depth')])
        .where('parent_id', 'is', null)
        .unionAll(
          query
            .selectFrom('versions')
            .innerJoin('line', 'line.id', 'versions.parent_id')
            .select(['versions.id', sql<number>`line.depth + 1`.as('depth')]),
        ),
    )
    .selectFrom('versions')
    .innerJoin('line', 'line.id', 'versions.id')
    .selectAll('versions')
    .orderBy('line.depth');

/** All rows of a table, some hundreds at a time. */
async function* rowsOf(db: Transaction<Database>, table: keyof Database): AsyncGenerator<Row[]> {
  const query = (table === 'versions' ? versionsInOrder(db) : db.selectFrom(table).selectAll()) as unknown as Query;
  if (isPostgres(db)) {
    await sql`declare carrying no scroll cursor for ${query}`.execute(db);
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(batchSize)} from carrying`.execute(db);
      if (rows.length === 0) break;
      yield rows;
    }
    await sql`close carrying`.execute(db);
    return;
  }
  let batch: Row[] = [];
  for await (const row of query.stream()) {
    if (batch.push(row) < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Of rows in whatever order: the sum of their SHA-256. */
class Digest {
  #sum = 0n;
  #count = 0;

  add(row: Row): void {
    const columns = Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
    const hash = createHash('sha256').update(JSON.stringify(columns)).digest('hex');
    this.#sum = (this.#sum + BigInt(`0x${hash}`)) % 2n ** 256n;
    this.#count += 1;
  }

  get count(): number {
    return this.#count;
  }

  equals(other: Digest): boolean {
    return this.#sum === other.#sum && this.#count === other.#count;
  }
}

async function digestOf(db: Transaction<Database>, table: keyof Database): Promise<Digest> {
  const digest = new Digest();
  for await (const rows of rowsOf(db, table)) for (const row of rows) digest.add(row);
  return digest;
}

/** Rows in one database that are not those of the other. */
export class NotEmpty extends Error {
  override readonly name = 'NotEmpty';
}

/**
 * Carry all rows into a database that has the tables and no rows, or already these: all or none.
 * @returns how many rows there are now; 0 when they were there before
 * @throws NotEmpty when others are there; Error when what arrived is not what was sent
 */
export async function carryRows(from: Transaction<Database>, to: Kysely<Database>): Promise<number> {
  return await to.transaction().execute(async (target) => {
    const filled: (keyof Database)[] = [];
    for (const table of carried) {
      const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(target);
      if (rows.length > 0) filled.push(table);
    }
    let count = 0;
    for (const table of carried) {
      const sent = new Digest();
      for await (const rows of rowsOf(from, table)) {
        const taken = isPostgres(to) ? rows.map(takeableRow) : rows;
        for (const row of taken) sent.add(row);
        if (filled.length === 0) await insert(target, table, taken);
      }
      const arrived = await digestOf(target, table);
      if (!arrived.equals(sent)) {
        if (filled.length > 0) throw new NotEmpty(`other rows are in ${filled.join(', ')}`);
        throw new Error(`the rows of ${table} changed on their way`);
      }
      count += sent.count;
    }
    return filled.length === 0 ? count : 0;
  });
}

const takeableRow = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, takeable(value)])) as Row;

async function insert(db: Transaction<Database>, table: keyof Database, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).length;
  const most = Math.floor(mostValues / columns);
  for (let from = 0; from < rows.length; from += most) {
    await db
      .insertInto(table)
      .values(rows.slice(from, from + most))
      .execute();
  }
}

/**
 * Write all rows, as they are in one moment, into a new SQLite file of the newest shape. Others go on reading and writing.
 * @param file is replaced when it is there
 */
export async function writeSnapshot(db: Kysely<Database>, file: string): Promise<void> {
  for (const ending of ['', '-wal', '-shm']) await rm(file + ending, { force: true });
  if (!isPostgres(db)) {
    await sql`vacuum into ${file}`.execute(db);
    return;
  }
  const copy = connect(openSqlite(file));
  try {
    await migrate(copy);
    await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (from) => await carryRows(from, copy));
  } finally {
    await copy.destroy();
  }
}

/** What works on a database just now, in words: bots, trainers, and intake workers that have a file. */
export async function atWork(db: Kysely<Database>): Promise<string[]> {
  const now = await timeOf(db);
  const found: string[] = [];
  for (const table of ['bots', 'trainers'] as const) {
    const row = await db.selectFrom(table).select('id').where(isThere(now)).limit(1).executeTakeFirst();
    if (row !== undefined) found.push(table === 'bots' ? 'a bot' : 'a trainer');
  }
  const file = await db
    .selectFrom('intake_files')
    .select('item')
    .where('lease_until', '>', now)
    .limit(1)
    .executeTakeFirst();
  return file === undefined ? found : [...found, 'an intake worker'];
}
