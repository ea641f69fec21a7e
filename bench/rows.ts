// `npm run bench -- rows [voices] [clips]`: a database of so many rows (5000 and 100000), and every statement that a
// command makes in it: how long it took, slowest first, and whether SQLite reads a table from end to end for it.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { askEverything } from '../test/support/hot-queries.ts';
import { makeManyRows } from '../test/support/many-rows.ts';

const sizes = z.tuple([
  z.coerce.number().int().min(10).default(5000),
  z.coerce.number().int().min(10).default(100_000),
]);

export async function run(args: string[]): Promise<void> {
  const [voices, clips] = sizes.parse([args[0], args[1]]);
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-rows-'));
  try {
    await makeManyRows(folder, { voices, clips });
    const { size } = await stat(path.join(folder, 'timbre.sqlite'));
    console.log(`${voices} voices, ${clips} clips: ${(size / 1e6).toFixed(0)} MB\n`);
    const asked = await askEverything(folder);
    for (const { command, ms, scanned, sql } of asked.toSorted((a, b) => b.ms - a.ms)) {
      const scans = scanned.length === 0 ? '' : `  SCANS ${scanned.join(', ')}`;
      console.log(`${ms.toFixed(2).padStart(8)} ms  ${command.padEnd(16)}${scans}  ${sql.slice(0, 160)}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
