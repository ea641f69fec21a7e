// What is special about the driver of SQLite: one process is stopped by each statement, and each commit waits for the disk.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { Kysely, sql } from 'kysely';
import { fleeting } from '../../src/storage/fleeting.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { scratch } from '../audio/material.ts';

interface Tables {
  readonly words: { readonly word: string };
}

async function opened(t: TestContext): Promise<Kysely<Tables>> {
  const dialect = openSqlite(path.join(await scratch(t), 'test.sqlite'));
  const db = new Kysely<Tables>({ dialect });
  t.after(() => db.destroy());
  await sql`create table words (word text primary key)`.execute(db);
  return db;
}

const said = async (db: Kysely<Tables>): Promise<string[]> =>
  (await db.selectFrom('words').select('word').orderBy('word').execute()).map(({ word }) => word);

/** The level of `pragma synchronous`. */
const full = 2;
const levelOf = async (db: Kysely<Tables>): Promise<unknown> =>
  (await sql<{ synchronous: number }>`pragma synchronous`.execute(db)).rows[0]?.synchronous;

test('who waits for something else gets a turn while statements follow each other', async (t) => {
  const db = await opened(t);
  let turns = 0;
  let over = false;
  const turn = (): void => {
    turns++;
    if (!over) setImmediate(turn);
  };
  setImmediate(turn);
  for (let i = 0; i < 3000; i++) await db.selectFrom('words').select('word').execute();
  over = true;
  assert.ok(turns > 2, `${turns} turns`);
});

test('a transaction is not left in the middle for others of this process', async (t) => {
  const db = await opened(t);
  await db.transaction().execute(async (transaction) => {
    let turns = 0;
    const counting = setImmediate(() => turns++);
    for (let i = 0; i < 2000; i++) await transaction.selectFrom('words').select('word').execute();
    clearImmediate(counting);
    assert.equal(turns, 0);
  });
});

test('what is fleeting is written at once, and what comes after it waits for the disk again', async (t) => {
  const db = await opened(t);
  await db.withPlugin(fleeting).insertInto('words').values({ word: 'fleeting' }).execute();
  assert.equal(await levelOf(db), full);
  await assert.rejects(db.withPlugin(fleeting).insertInto('words').values({ word: 'fleeting' }).execute(), /UNIQUE/);
  assert.equal(await levelOf(db), full);
  await db.transaction().execute(async (transaction) => {
    await transaction.withPlugin(fleeting).insertInto('words').values({ word: 'within' }).execute();
    assert.equal(await levelOf(transaction), full);
  });
  assert.deepEqual(await said(db), ['fleeting', 'within']);
});

test('the same statement again and again: with its own values, after another shape of the table, after it was left in the middle', async (t) => {
  const db = await opened(t);
  for (const word of ['one', 'two', 'three']) await db.insertInto('words').values({ word }).execute();
  const all = async (): Promise<object[]> =>
    (await db.selectFrom('words').selectAll().orderBy('word').execute()).map((row) => ({ ...row }));
  assert.deepEqual(await all(), [{ word: 'one' }, { word: 'three' }, { word: 'two' }]);
  await sql`alter table words add column language text default 'en'`.execute(db);
  assert.deepEqual((await all())[0], { word: 'one', language: 'en' });
  // Left in the middle.
  for await (const { word } of db.selectFrom('words').select('word').stream()) if (word !== '') break;
  assert.deepEqual(await said(db), ['one', 'three', 'two']);
  // More shapes than are kept prepared.
  for (let n = 1; n <= 400; n++) {
    const words = Array.from({ length: n }, (_, i) => `${i}`);
    await db.selectFrom('words').select('word').where('word', 'in', words).execute();
  }
  assert.deepEqual(await said(db), ['one', 'three', 'two']);
});
