// `npm run bench -- rows [voices] [clips] [postgres]`: a database of so many rows (5000 and 100000), and every statement that a
// command makes in it: how long it took, slowest first, and whether a table is read from end to end for it. For a Postgres the
// rows are made in SQLite and moved, as `npm run cli -- move` does it.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { openDatabase } from '../src/storage/places.ts';
import { carryRows } from '../src/storage/rows.ts';
import { heldStill } from '../src/storage/transaction.ts';
import { askEverything } from '../test/support/hot-queries.ts';
import { makeManyRows } from '../test/support/many-rows.ts';
import { PrivatePostgres } from '../test/support/postgres.ts';

const sizes = z.tuple([
  z.coerce.number().int().min(10).default(5000),
  z.coerce.number().int().min(10).default(100_000),
]);

/** Move the rows to a Postgres of our own. @returns its address */
async function moved(folder: string): Promise<string> {
  const postgres = await PrivatePostgres.start();
  await postgres.query('postgres', 'create database timbre');
  const url = postgres.url('timbre');
  const [from, to] = [
    await openDatabase({ dataDir: folder }),
    await openDatabase({ dataDir: folder, databaseUrl: url }),
  ];
  const began = performance.now();
  const rows = await heldStill(from.db, (source) => carryRows(source, to.db));
  console.log(`moved ${rows} rows in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  await from.db.destroy();
  await to.db.destroy();
  await postgres.query('timbre', 'analyze');
  const [{ size } = {}] = await postgres.query('timbre', `select pg_size_pretty(pg_database_size('timbre')) as size`);
  console.log(`Postgres: ${String(size)}\n`);
  return url;
}

export async function run(args: string[]): Promise<void> {
  const [voices, clips] = sizes.parse([args[0], args[1]]);
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-rows-'));
  try {
    await makeManyRows(folder, { voices, clips });
    const { size } = await stat(path.join(folder, 'timbre.sqlite'));
    console.log(`${voices} voices, ${clips} clips: ${(size / 1e6).toFixed(0)} MB\n`);
    const asked = await askEverything(folder, args[2] === 'postgres' ? await moved(folder) : undefined);
    for (const { command, ms, scanned, sql } of asked.toSorted((a, b) => b.ms - a.ms)) {
      const scans = scanned.length === 0 ? '' : `  SCANS ${scanned.join(', ')}`;
      console.log(`${ms.toFixed(2).padStart(8)} ms  ${command.padEnd(16)}${scans}  ${sql.slice(0, 160)}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
