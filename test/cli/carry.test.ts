// `backup`, `restore` and `move` on real databases and stores.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, mkdir, open, readdir, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { Client, type CustomTypesConfig, types as pgTypes } from 'pg';
import { runCli } from '../../src/cli/cli.ts';
import type { StateManifest } from '../../src/storage/records.ts';
import { openBlobs } from '../../src/storage/places.ts';
import { type Voice, openStorage } from '../../src/storage/storage.ts';
import {
  type TemporaryStorage,
  answerTo,
  newSample,
  publishedVersion,
  queuedRun,
  runIn,
  sha256,
  someVoice,
  temporaryFolder,
  temporaryStorage,
} from '../storage/support.ts';
import { databaseOf, onEachDatabase } from '../support/databases.ts';
import { noPostgres, temporaryDatabase } from '../support/postgres.ts';
import { noObjectStore, temporaryBucket } from '../support/s3.ts';

/** Tables whose rows say what processes do just now. */
const passing = ['turns', 'trainers', 'bots', 'leaders'];

interface Installation extends TemporaryStorage {
  readonly voice: Voice;
  readonly env: Readonly<Record<string, string>>;
}

/** An installation in which tables have rows that others refer to, and whose files are all there. */
async function installation(t: TestContext): Promise<Installation> {
  const storage = await temporaryStorage(t);
  const { samples, blobs, runs, intakes } = storage;
  const voice = await someVoice(storage);
  const clip = async (index: number) => await blobs.put(Buffer.from(`clip ${index} of ${voice.ownerId}`));
  const [one, two] = [await clip(1), await clip(2)];
  await samples.add(voice.id, [newSample(1, { sha256: one.sha256 }), newSample(2, { sha256: two.sha256 })]);
  const [first, second] = await samples.list(voice.id);
  assert.ok(first && second);
  const state = async (name: string): Promise<StateManifest> => ({
    engine: 'builtin',
    engineVersion: '1',
    files: [{ name: 'state.safetensors', ...(await blobs.put(Buffer.from(name))) }],
  });
  const v1 = await publishedVersion(storage, voice, {
    sampleIds: [first.id],
    leftOutIds: [second.id],
    manifest: await state('v1'),
  });
  // Made before its parent, as by a clock that was set back.
  const v2 = await publishedVersion(storage, voice, { parentId: v1.id, manifest: await state('v2') });
  await storage.change(`update versions set created_at = 1 where id = '${v2.id}'`);
  await runIn(storage, voice, 'done', 'synthesis');
  await blobs.put(Buffer.from('preview of some version'));
  for (const name of ['version', 'some version']) await blobs.put(Buffer.from(`preview of ${name}`));
  const trained = await runIn(storage, voice, 'training');
  const checkpoint = { epoch: 1, step: 2, losses: [], manifest: await state('checkpoint') };
  assert.ok(await runs.saveCheckpoint(trained.id, trained.fence, checkpoint));
  await queuedRun(storage, voice, 'synthesis');
  const item = { fileName: 'a.wav', bytes: 1, contentType: null, transcript: null, outcome: null };
  const items = [{ ...item, url: 'https://cdn.discordapp.com/a.wav' }];
  const intake = await intakes.create({ userId: voice.ownerId, voiceId: voice.id, items, answerTo });
  await storage.pictures.want(intake.id, answerTo, true);
  await storage.hearings.put(one.sha256, voice.id, 'a model', {
    text: 'hi',
    meanLogProbability: -0.1,
    compressionRatio: 1 / 3,
  });
  await storage.pronunciations.set({ userId: voice.ownerId }, { word: 'Xu', spoken: 'shoe' });
  await storage.bans.add('666');
  const centroid = Array.from({ length: 12 }, (_, index) => 1 / (index + 3)).join(', ');
  await storage.change(`insert into centroids values ('${v1.id}', ${centroid})`);
  await storage.change(`insert into notices (id, user_id, content, created_at)
    values ('notice', '${voice.ownerId}', '{}', 1)`);
  await storage.change(`insert into guilds values ('7', '{}', 1)`);
  await storage.change(`insert into guild_blocks values ('7', '666', 1)`);
  await storage.change(`insert into votes values ('run', '${voice.id}', '${v1.id}', '${v2.id}', 'same', 1)`);
  await storage.retention.takeTurn('some job', 1);
  // The claims of before are nobody's any more.
  await storage.change('update runs set lease_until = 1 where lease_until is not null');
  const databaseUrl = databaseOf(t);
  const env = { DATA_DIR: storage.dataDir, ...(databaseUrl && { DATABASE_URL: databaseUrl }) };
  return { ...storage, voice, env };
}

async function cli(env: Readonly<Record<string, string>>, ...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const parts = { env, out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const code = await runCli(args, parts);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const bigint = pgTypes.builtins.INT8;

const inOrder = (row: object): string => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

/** All rows but the passing ones, in an order that is the same on each database. */
async function rowsIn(env: Readonly<Record<string, string>>): Promise<Record<string, string[]>> {
  const { names, rows, end } = await asking(env);
  const all: [string, string[]][] = [];
  for (const { name } of await names()) {
    if (typeof name !== 'string' || [...passing, 'migrations'].includes(name)) continue;
    all.push([name, (await rows(`select * from ${name}`)).map(inOrder).sort()]);
  }
  await end();
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function asking({ DATABASE_URL: url, DATA_DIR: folder = '' }: Readonly<Record<string, string>>) {
  if (url === undefined) {
    const file = new DatabaseSync(path.join(folder, 'timbre.sqlite'));
    const rows = async (text: string) => file.prepare(text).all();
    return {
      rows,
      names: () => rows(`select name from sqlite_master where type = 'table'`),
      end: async () => file.close(),
    };
  }
  const types: CustomTypesConfig = { getTypeParser: (id) => (id === bigint ? Number : pgTypes.getTypeParser(id)) };
  const client = new Client({ connectionString: url, types });
  await client.connect();
  const rows = async (text: string) => (await client.query<Record<string, unknown>>(text)).rows;
  const tables = `select table_name as name from information_schema.tables where table_schema = 'public'`;
  return { rows, names: () => rows(tables), end: () => client.end() };
}

const settings = (env: Readonly<Record<string, string>>): string =>
  Object.entries(env)
    .map(([name, value]) => `${name}="${value}"\n`)
    .join('');

onEachDatabase(
  'a backup beside running processes is one moment, and comes back row by row and byte by byte',
  async (t) => {
    const storage = await installation(t);
    const { env, voice } = storage;
    const folder = path.join(await temporaryFolder(t), 'backup');
    await storage.bots.announce('a bot', 60_000);
    const made = await cli(env, 'backup', folder);
    assert.equal(made.code, 0, made.err);
    assert.match(made.out, /^Files: 7 copied/m);
    const before = await rowsIn(env);
    const other = { DATA_DIR: path.join(await temporaryFolder(t), 'data') };
    const restored = await cli(other, 'restore', folder);
    assert.equal(restored.code, 0, restored.err);
    assert.deepEqual(await rowsIn(other), before);
    const again = await openStorage({ dataDir: other.DATA_DIR });
    for (const { sha256: clip } of await again.samples.list(voice.id)) {
      assert.deepEqual(await again.blobs.read(clip), await storage.blobs.read(clip));
    }
    await again.bots.announce('another bot', 60_000);
    await again.close();
    assert.match((await cli(other, 'restore', folder)).err, /^A bot runs/);

    // Only what is new comes with the next one, and what is gone goes.
    const [gone] = await storage.samples.list(voice.id);
    assert.ok(gone);
    await storage.samples.remove(gone.id);
    const added = await storage.blobs.put(Buffer.from('a third clip'));
    await storage.samples.add(voice.id, [newSample(3, { sha256: added.sha256 })]);
    const next = await cli(env, 'backup', folder);
    assert.match(next.out, /^Files: 1 copied .*; \d were there already/m);
    const files = (await readdir(folder, { recursive: true })).map((name) => name.replace('/', ''));
    assert.ok(files.includes(`blobs${added.sha256.slice(0, 2)}/${added.sha256.slice(2)}`));
    assert.ok(
      !files.includes(`blobs${gone.sha256.slice(0, 2)}/${gone.sha256.slice(2)}`),
      'a removed clip stays nowhere',
    );
    assert.equal(files.filter((name) => name.startsWith('rows-')).length, 1);

    const full = await cli(other, 'restore', folder);
    assert.equal(full.code, 1);
  },
);

test('what is forgotten while it is copied is not in the backup', async (t) => {
  const storage = await installation(t);
  const folder = path.join(await temporaryFolder(t), 'backup');
  const { ownerId, id } = storage.voice;
  const [clip] = await storage.samples.list(id);
  assert.ok(clip);
  // Whoever reads this file waits until somebody has written to it.
  const file = path.join(storage.dataDir, 'blobs', clip.sha256.slice(0, 2), clip.sha256.slice(2));
  await unlink(file);
  await promisify(execFile)('mkfifo', [file]);
  const backup = cli(storage.env, 'backup', folder);
  const reading = await open(file, 'w');
  await storage.forget(ownerId);
  await reading.close();
  const { code, out } = await backup;
  assert.equal(code, 0, out);
  const other = { DATA_DIR: path.join(await temporaryFolder(t), 'data') };
  assert.equal((await cli(other, 'restore', folder)).code, 0);
  const rows = await rowsIn(other);
  assert.deepEqual([rows['users'], rows['samples'], rows['bans']?.length], [[], [], 1]);
  const kept = await readdir(path.join(folder, 'blobs'), { recursive: true, withFileTypes: true });
  assert.deepEqual(
    kept.filter((entry) => entry.isFile()),
    [],
  );
});

test('a backup into what takes none is refused with the reason, at once, and leaves nothing', async (t) => {
  const env = { DATA_DIR: path.join(await temporaryFolder(t), 'data') };
  const folder = await temporaryFolder(t);
  const [file, link] = [path.join(folder, 'file'), path.join(folder, 'link')];
  await writeFile(file, '');
  await symlink(path.join(folder, 'nowhere'), link);
  for (const [target, reason] of [
    // Says that there is no such folder, although there is the one above it.
    ['/proc/x', /^Nothing can be kept in \/proc\.\nTo go on, name another folder\.$/],
    ['/proc/x/y', /^Nothing can be kept in \/proc\./],
    [file, /file is a file\.\nName a folder\.$/],
    [path.join(file, 'x', 'y'), /file is a file\.\nName a folder\.$/],
    [link, /^Nothing can be kept in .*link\./],
    [path.join(folder, 'x'.repeat(300)), /xx is too long a name\.\nName a folder with a shorter one\.$/],
  ] as const) {
    const { code, err } = await cli(env, 'backup', target);
    assert.ok(code === 1 || code === 2, target);
    assert.match(err.trim(), reason);
  }
  assert.deepEqual((await readdir(folder)).toSorted(), ['file', 'link']);
});

test('a backup that is damaged, broken off or none is refused with the reason', async (t) => {
  const storage = await installation(t);
  const folder = path.join(await temporaryFolder(t), 'backup');
  const other = { DATA_DIR: path.join(await temporaryFolder(t), 'data') };
  await mkdir(folder);
  assert.match((await cli(other, 'restore', folder)).err, /no whole backup .*backup\.json is missing/);
  await writeFile(path.join(folder, 'holiday.jpg'), '');
  assert.match((await cli(storage.env, 'backup', folder)).err, /is not a backup: it holds holiday\.jpg/);
  await rm(path.join(folder, 'holiday.jpg'));
  assert.match((await cli(storage.env, 'backup', storage.dataDir)).err, /is not a backup/);
  await storage.blobs.delete(sha256('v1'));
  const lossy = await cli(storage.env, 'backup', folder);
  assert.equal(lossy.code, 1);
  assert.match(lossy.out, new RegExp(`1 are missing or damaged.*\\n  ${sha256('v1')}`));
  const [rows = ''] = (await readdir(folder)).filter((name) => name.startsWith('rows-'));
  const whole = await readFile(path.join(folder, rows));
  await appendFile(path.join(folder, rows), 'x');
  const damaged = await cli(other, 'restore', folder);
  assert.match(damaged.err, /rows-\w+\.sqlite is not as it was written/);
  assert.equal(damaged.code, 1);
  await writeFile(path.join(folder, rows), whole);
  await writeFile(path.join(folder, 'backup.json'), '{"format":"timbre-backup"');
  assert.match((await cli(other, 'restore', folder)).err, /backup\.json is not what/);
});

test('a folder moves to Postgres and to another folder, and goes on there', { skip: noPostgres }, async (t) => {
  const storage = await installation(t);
  const { env } = storage;
  const folder = await temporaryFolder(t);
  const to = { DATABASE_URL: await temporaryDatabase(t), DATA_DIR: path.join(folder, 'data') };
  const file = path.join(folder, 'new.env');
  await writeFile(file, settings(to));
  // SQLite keeps what Postgres does not.
  await storage.change(`update samples set original_name = 'a' || char(0) || 'b'`);

  await storage.bots.announce('a bot', 60_000);
  assert.match((await cli(env, 'move', '--to', file)).err, /^A bot runs on the database that is to be moved/);
  await storage.bots.withdraw('a bot');
  const moved = await cli(env, 'move', '--to', file);
  assert.equal(moved.code, 0, moved.err);
  const expected = JSON.stringify(await rowsIn(env)).replaceAll(String.raw`a\\u0000b`, 'a\uFFFDb');
  assert.deepEqual(await rowsIn(to), JSON.parse(expected));
  const there = await openStorage({ dataDir: to.DATA_DIR, databaseUrl: to.DATABASE_URL });
  const [clip] = await there.samples.list(storage.voice.id);
  assert.deepEqual(await there.blobs.read(clip?.sha256 ?? ''), await storage.blobs.read(clip?.sha256 ?? ''));

  const again = await cli(env, 'move', '--to', file);
  assert.match(again.out, /^Files: 0 copied .*; 7 were there already\.\nRows: all of them were there already/m);
  await someVoice(there, '300000000000000003');
  const filled = await cli(env, 'move', '--to', file);
  assert.match(filled.err, /has rows already \(other rows are in users/);
  await there.close();
  // And back, to where nothing is.
  const back = { DATA_DIR: path.join(folder, 'back') };
  await writeFile(file, settings({ ...back, DATABASE_URL: '' }));
  assert.equal((await cli(to, 'move', '--to', file)).code, 0);
  assert.deepEqual(Object.keys(await rowsIn(back)).length, Object.keys(await rowsIn(to)).length);
  assert.match((await cli(back, 'move', '--to', '/nowhere/new.env')).err, /can't be read \(there is none\)/);
  await writeFile(file, settings(back));
  assert.match((await cli(back, 'move', '--to', file)).err, /everything is kept where it is now/);
});

test('files move to an object store, and a move that was broken off goes on', { skip: noObjectStore }, async (t) => {
  const storage = await installation(t);
  const bucket = await temporaryBucket(t);
  const file = path.join(await temporaryFolder(t), 'new.env');
  await writeFile(
    file,
    settings({
      S3_ENDPOINT: bucket.settings.endpoint,
      S3_BUCKET: bucket.settings.bucket,
      S3_ACCESS_KEY_ID: bucket.settings.accessKeyId,
      S3_SECRET_ACCESS_KEY: bucket.settings.secretAccessKey,
    }),
  );
  // The eighth request and all of its repetitions: some files are there by then.
  bucket.breakages.push(
    ...Array.from({ length: 11 }, () => undefined),
    ...Array.from({ length: 40 }, () => 'error' as const),
  );
  const broken = await cli(storage.env, 'move', '--to', file);
  assert.match(broken.err, /object store does not answer/);
  bucket.breakages.length = 0;
  const moved = await cli(storage.env, 'move', '--to', file);
  assert.equal(moved.code, 0, moved.err);
  assert.match(moved.out, /^Files: \d copied .*; [1-6] were there already/m);
  assert.doesNotMatch(moved.out, /Rows/, 'they stay where they are');
  const elsewhere = { dataDir: await temporaryFolder(t), objectStore: bucket.settings };
  // No other database is begun beside them: its sweep would delete them.
  await assert.rejects(openStorage(elsewhere), { code: 'database-missing' });
  const there = await openBlobs(elsewhere);
  for (const { sha256: clip } of await storage.samples.list(storage.voice.id)) {
    assert.deepEqual(await there.read(clip), await storage.blobs.read(clip));
  }
  await there.put(Buffer.from('of somebody else'));
  const strange = await cli(storage.env, 'move', '--to', file);
  assert.match(strange.err, /there are others already/);
});
