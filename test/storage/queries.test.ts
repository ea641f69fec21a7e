// The database stays fast when there is much in it: whatever is asked all day finds its rows by an index.
import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import { askEverything } from '../support/hot-queries.ts';
import { makeManyRows } from '../support/many-rows.ts';
import { temporaryFolder, temporaryStorage } from './support.ts';

test('nothing that is asked all day reads a table from end to end', async (t) => {
  const dataDir = await temporaryFolder(t);
  await makeManyRows(dataDir, { voices: 30, clips: 300 });
  const asked = await askEverything(dataDir);
  const kinds = new Set(asked.map(({ sql }) => sql.split(' ', 1)[0]));
  assert.deepEqual([...kinds].sort(), ['delete', 'insert', 'select', 'update', 'with']);
  for (const { command, sql, scanned } of asked) assert.deepEqual(scanned, [], `${command}: ${sql}`);
});

test('what is deleted finds by an index what goes with it', async (t) => {
  const { dataDir } = await temporaryStorage(t);
  const file = new DatabaseSync(path.join(dataDir, 'timbre.sqlite'), { readOnly: true });
  t.after(() => file.close());
  // SQLite tells no plan of what a foreign key does.
  const references = file
    .prepare(
      `select tables.name as "table", keys."from" as "column" from sqlite_schema as tables
        join pragma_foreign_key_list(tables.name) as keys where tables.type = 'table'`,
    )
    .all();
  assert.ok(references.length > 10);
  const leading = file
    .prepare(
      `select tables.name || '.' || columns.name as place from sqlite_schema as tables
        join pragma_index_list(tables.name) as indexes join pragma_index_info(indexes.name) as columns
        where tables.type = 'table' and columns.seqno = 0 and indexes.partial = 0`,
    )
    .all();
  const found = new Set(leading.map(({ place }) => place));
  for (const { table, column } of references)
    assert.ok(found.has(`${String(table)}.${String(column)}`), `${String(table)}.${String(column)}`);
});
