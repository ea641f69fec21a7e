// Tests that must hold on each kind of database: an SQLite file in the test's folder, and a Postgres.
import test, { type TestContext, describe } from 'node:test';
import { noPostgres, temporaryDatabase } from './postgres.ts';

const urls = new WeakMap<TestContext, string>();

/** Address of the Postgres that a test is to use; undefined: SQLite. */
export const databaseOf = (t: TestContext): string | undefined => urls.get(t);

if (noPostgres !== false) describe('on Postgres', { skip: noPostgres });

/** A test that is done on SQLite and on Postgres; `temporaryStorage` opens the one or the other for it. */
export function onEachDatabase(name: string, body: (t: TestContext) => Promise<void>): void {
  test(name, body);
  if (noPostgres !== false) return;
  test(`${name} (Postgres)`, async (t) => {
    urls.set(t, await temporaryDatabase(t));
    await body(t);
  });
}
