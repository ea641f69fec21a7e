// Outages by their real errors: a device that is always full, a database that may not grow, is locked, or is read-only.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import { locateFfmpeg, runFfmpeg } from '../src/audio/ffmpeg.ts';
import { UserError } from '../src/errors.ts';
import { tryLock } from '../src/locks.ts';
import { metAt, outage, writingTo } from '../src/outage.ts';
import { patienceMs } from './support/patience.ts';

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return assert.fail('did not throw');
};

test('a full disk is named, whoever met it', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-outage-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const ffmpeg = await locateFfmpeg();
  const database = new DatabaseSync(path.join(folder, 'small.sqlite'));
  t.after(() => database.close());
  database.exec('create table t (x); pragma max_page_count = 3');
  const errors = [
    await writeFile('/dev/full', 'x').catch((error: unknown) => error),
    thrownBy(() => database.exec(`insert into t values (zeroblob(1000000))`)),
    await runFfmpeg(
      ffmpeg.ffmpeg,
      ['-y', '-v', 'error', '-f', 'lavfi', '-i', 'sine=440', '-t', '20', '-f', 's16le', 'file:/dev/full'],
      { timeoutMs: patienceMs },
    ).catch((error: unknown) => error),
  ];
  for (const error of errors) {
    assert.equal(outage(error)?.kind, 'disk-full', String(error));
    assert.equal(outage(new Error('while saving', { cause: error }))?.kind, 'disk-full');
    assert.equal(outage(new AggregateError([new Error('another'), error]))?.kind, 'disk-full');
  }
  assert.match(outage(errors[0])?.forPeople ?? '', /no room left.*operator has been told/);
});

test('a database that is locked, or may not be written', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-outage-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'one.sqlite');
  const holder = new DatabaseSync(file);
  t.after(() => holder.close());
  holder.exec('create table t (x); begin immediate');
  const other = new DatabaseSync(file);
  t.after(() => other.close());
  assert.equal(outage(thrownBy(() => other.exec('insert into t values (1)')))?.kind, 'database-locked');
  holder.exec('commit');
  const reader = new DatabaseSync(file, { readOnly: true });
  t.after(() => reader.close());
  assert.equal(outage(thrownBy(() => reader.exec('insert into t values (1)')))?.kind, 'read-only');
});

test('it is said where: by the file that the error names, or by whoever wrote', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-outage-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const full = await writingTo('/backups', () => writeFile('/dev/full', 'x')).catch((error: unknown) => error);
  assert.match(outage(full)?.forOperators ?? '', /no room left on the disk of \/backups: make room there/);
  const file = path.join(folder, 'file');
  await writeFile(file, 'this is no database, whatever its name says');
  const errors: [unknown, string][] = [
    [await mkdir(file).catch((error: unknown) => error), 'misplaced'],
    [await mkdir(path.join(file, 'inside')).catch((error: unknown) => error), 'misplaced'],
    [await writeFile(folder, 'x').catch((error: unknown) => error), 'misplaced'],
    [
      metAt(
        file,
        thrownBy(() => new DatabaseSync(file).exec('select * from sqlite_master')),
      ),
      'database-damaged',
    ],
  ];
  for (const [error, kind] of errors) {
    const found = outage(error);
    assert.deepEqual([found?.kind, found?.mayPass], [kind, false], String(error));
    assert.ok(found?.forOperators.includes(folder), found?.forOperators);
  }
  const mistake = new UserError('a', 'b', 'c', { cause: errors[0]?.[0] });
  assert.equal(metAt(file, mistake), mistake);
  assert.match(
    outage(thrownBy(() => tryLock(path.join(folder, 'no', 'lock'))))?.forOperators ?? '',
    /no\/lock can't be opened/,
  );
  assert.throws(() => tryLock(file), { code: 'no-lock' });
  assert.equal(await readFile(file, 'utf8'), 'this is no database, whatever its name says');
});

test('bugs and the mistakes of people are no outage', () => {
  const circular = new Error('a');
  circular.cause = circular;
  for (const error of [
    circular,
    new TypeError('x is not a function'),
    new UserError('too-long', 'Too long.', 'Cut it.'),
    Object.assign(new Error('no such file'), { code: 'ENOENT' }),
    Object.assign(new Error('connect EACCES 10.0.0.1:6379'), { code: 'EACCES', syscall: 'connect' }),
    Object.assign(new Error('spawn ffmpeg EACCES'), { code: 'EACCES', syscall: 'spawn ffmpeg' }),
    thrownBy(() => new DatabaseSync(':memory:').exec('not sql')),
    'text',
    null,
    undefined,
  ]) {
    assert.equal(outage(error), null);
  }
});
