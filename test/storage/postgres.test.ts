// What is special about Postgres: it is elsewhere, can be away, and many work in it at once.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';
import { Client } from 'pg';
import { outage } from '../../src/outage.ts';
import { examinePostgres } from '../../src/storage/postgres.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { atEnd } from '../support/at-end.ts';
import { noPostgres, sharedPostgres, temporaryDatabase } from '../support/postgres.ts';
import { newSample, newVersion, runIn, shown, someVoice, temporaryFolder } from './support.ts';

const isAway = (error: unknown): boolean => outage(error)?.kind === 'database-away';

describe('Postgres', { skip: noPostgres }, () => {
  test('several processes that start at once on an empty database migrate it once', async (t) => {
    const postgres = await sharedPostgres();
    await postgres.query('postgres', 'create database empty');
    const url = postgres.url('empty');
    assert.equal((await examinePostgres(url)).isEmpty, true);
    const dataDir = await temporaryFolder(t);
    const opened = await Promise.all([1, 2, 3, 4].map(() => openStorage({ dataDir, databaseUrl: url })));
    await Promise.all(opened.map((storage) => storage.close()));
    const names = 'select name from migrations order by name';
    assert.deepEqual(await postgres.query('empty', names), await postgres.query('migrated', names));
    const { isEmpty, version, place } = await examinePostgres(url);
    assert.equal(isEmpty, false);
    assert.match(`${version} ${place}`, /^\d+\.\d+.* postgresql:\/\/\/empty\?host=/);
    const otherwise = `select table_name, column_name from information_schema.columns
      where table_schema = 'public' and data_type = 'text' and collation_name is distinct from 'C'`;
    assert.deepEqual(await postgres.query('empty', otherwise), [], 'text sorts by its bytes');
  });

  test('none is begun beside the files of another database', async (t) => {
    const postgres = await sharedPostgres();
    await postgres.query('postgres', 'create database anew');
    const dataDir = await temporaryFolder(t);
    const before = await openStorage({ dataDir });
    const { sha256 } = await before.blobs.put(Buffer.from('a clip'));
    await before.close();
    const databaseUrl = postgres.url('anew');
    await assert.rejects(openStorage({ dataDir, databaseUrl }), { code: 'database-missing', hint: /Set DATABASE_URL/ });
    assert.equal((await examinePostgres(databaseUrl)).isEmpty, true);
    const again = await openStorage({ dataDir });
    atEnd(t, () => again.close());
    assert.deepEqual(await again.blobs.read(sha256), Buffer.from('a clip'));
  });

  test('while it is away everything says so, and works again when it is back', async (t) => {
    const databaseUrl = await temporaryDatabase(t);
    const storage = await openStorage({ dataDir: await temporaryFolder(t), databaseUrl });
    atEnd(t, () => storage.close());
    const voice = await someVoice(storage);
    const postgres = await sharedPostgres();
    // Some wait for a lock in the middle of a transaction, others have yet to come.
    const holder = new Client({ connectionString: databaseUrl });
    holder.on('error', () => {});
    await holder.connect();
    await holder.query('begin; lock table samples');
    const waiting = [0, 1, 2].map((index) => assert.rejects(storage.samples.add(voice.id, [newSample(index)]), isAway));
    const blocked = `select count(*)::int as n from pg_locks where not granted and relation = 'samples'::regclass`;
    while ((await holder.query<{ n: number }>(blocked)).rows[0]?.n === 0);
    await postgres.stop();
    await Promise.all(waiting);
    await assert.rejects(storage.voices.get(voice.id), isAway);
    await assert.rejects(storage.users.ensure('2', 'de'), isAway);
    await assert.rejects(examinePostgres(databaseUrl), {
      code: 'database-away',
      message: /The Postgres at .* can’t be used: .*let Timbre in/,
    });
    await postgres.start();
    assert.equal((await storage.samples.add(voice.id, [newSample(0)])).added.length, 1);
    assert.equal((await storage.samples.list(voice.id)).length, 1);
  });

  test('connections that drop in the middle of a transaction leave all of it or nothing, and others take their place', async (t) => {
    const databaseUrl = await temporaryDatabase(t);
    const storage = await openStorage({ dataDir: await temporaryFolder(t), databaseUrl });
    atEnd(t, () => storage.close());
    const voice = await someVoice(storage);
    // Within a transaction pg_stat_activity stays as it was when it was first asked: somebody else looks on.
    const [holder, watcher] = [1, 2].map(() => new Client({ connectionString: databaseUrl, application_name: 'test' }));
    assert.ok(holder && watcher);
    for (const client of [holder, watcher]) {
      await client.connect();
      atEnd(t, () => client.end());
    }
    const others = `from pg_stat_activity where datname = current_database() and application_name = 'timbre'`;
    const isWaiting = async (): Promise<boolean> =>
      (await watcher.query(`select 1 ${others} and wait_event_type = 'Lock'`)).rows.length > 0;
    const outcomes = new Map<number, boolean>();
    const add = async (index: number): Promise<void> => {
      try {
        await storage.samples.add(voice.id, [newSample(index)]);
        outcomes.set(index, true);
      } catch (error) {
        assert.ok(isAway(error), String(error));
        outcomes.set(index, false);
      }
    };
    for (let round = 0; round < 5; round += 1) {
      await holder.query('begin; lock table samples');
      const ended = new AbortController();
      const adds = Promise.all([0, 1, 2, 3].map((one) => add(4 * round + one))).finally(() => ended.abort());
      const late = Date.now() + 12_000;
      // Where each of them had met a connection of the last round, none waits.
      while (!ended.signal.aborted && !(await isWaiting())) {
        if (Date.now() < late) continue;
        const { rows } = await watcher.query('select * from pg_stat_activity where datname = current_database()');
        assert.fail(`nobody waits for the lock: ${inspect(rows)}`);
      }
      await watcher.query(`select pg_terminate_backend(pid) ${others}`);
      await holder.query('rollback');
      await adds;
    }
    const isDropped = [...outcomes].filter(([, isDone]) => !isDone);
    assert.ok(isDropped.length >= 5, 'one of each round at least');
    // A connection that dropped unnoticed is met once.
    const names = async (): Promise<string[]> => {
      for (;;) {
        try {
          return (await storage.samples.list(voice.id)).map(({ sha256 }) => sha256).sort();
        } catch (error) {
          if (!isAway(error)) throw error;
        }
      }
    };
    const done = [...outcomes].filter(([, isDone]) => isDone).map(([index]) => newSample(index).sha256);
    assert.deepEqual(await names(), done.sort());
    for (const [index] of isDropped) while (outcomes.get(index) !== true) await add(index);
    assert.deepEqual(await names(), [...outcomes.keys()].map((index) => newSample(index).sha256).sort());
  });

  test('what can not be used is named before anything starts', async (t) => {
    const postgres = await sharedPostgres();
    const url = await temporaryDatabase(t);
    await assert.rejects(examinePostgres(postgres.url('no_such_database')), {
      code: 'database-away',
      message: /"no_such_database" does not exist/,
    });
    await postgres.query(
      'postgres',
      `create database latin encoding 'LATIN1' locale 'C' locale_provider libc template template0`,
    );
    await assert.rejects(examinePostgres(postgres.url('latin')), { code: 'database-unfit', message: /LATIN1/ });
    await postgres.query('postgres', 'create database foreign_one');
    await postgres.query('foreign_one', 'create table users (id int)');
    await assert.rejects(examinePostgres(postgres.url('foreign_one')), {
      code: 'database-unfit',
      message: /tables of another program/,
    });
    await postgres.query('postgres', 'create role stranger login');
    await assert.rejects(examinePostgres(url.replace('user=timbre', 'user=stranger')), {
      code: 'database-unfit',
      message: /may not make tables/,
    });
    const readOnly = `${url}&options=${encodeURIComponent('-c default_transaction_read_only=on')}`;
    await assert.rejects(examinePostgres(readOnly), { code: 'database-away', message: /read-only transaction/ });
  });

  test('a clip is removed only after a version that is being published with it', async (t) => {
    const databaseUrl = await temporaryDatabase(t);
    const storage = await openStorage({ dataDir: await temporaryFolder(t), databaseUrl });
    atEnd(t, () => storage.close());
    const voice = await someVoice(storage);
    const { added } = await storage.samples.add(voice.id, [newSample(0)]);
    const sampleIds = added.map(({ id }) => id);
    const run = await runIn(storage, voice, 'publishing');
    // Publishing has looked at the clips when it gets to this table.
    const holder = new Client({ connectionString: databaseUrl });
    await holder.connect();
    await holder.query('begin; lock table version_samples in exclusive mode');
    const waits = async (which: string): Promise<void> => {
      const waiting = `select count(*)::int as n from pg_locks where not granted and ${which}`;
      while ((await holder.query<{ n: number }>(waiting)).rows[0]?.n !== 1) {
        // Each question is a pause.
      }
    };
    const publishing = storage.runs.publish(run.id, run.fence, newVersion({ sampleIds }), shown);
    await waits("relation = 'version_samples'::regclass");
    const removing = storage.samples.remove(sampleIds[0] ?? '');
    await waits("locktype = 'advisory'");
    await holder.query('commit');
    await holder.end();
    const version = await publishing;
    assert.equal((await removing)?.purged.own[0]?.id, version?.id);
    assert.equal((await storage.versions.get(version?.id ?? ''))?.status, 'purged');
  });
});
