// The private Redis: its limits, its end and its return.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import type { Redis } from 'ioredis';
import { BoundedLog } from '../../src/queue/bounded-log.ts';
import { connect, connectionOptions, startPrivateRedis } from '../../src/queue/redis.ts';
import type { OwnerReport } from './processes/redis-owner.ts';
import { ask, isAlive, processStatus, peer, serverPid, temporaryFolder, temporaryRedis, until } from './support.ts';
import { atEnd } from '../support/at-end.ts';

const started = (report: OwnerReport): report is { url: string } => 'url' in report;
const failed = (report: OwnerReport): report is { code: string; hint: string } => 'code' in report;

test('a private Redis is private, durable, and never forgets a job for want of memory', async (t) => {
  const folder = path.join(await temporaryFolder(t), 'redis');
  const begun = performance.now();
  const redis = await temporaryRedis(t, folder);
  t.diagnostic(`ready after ${(performance.now() - begun).toFixed(0)} ms`);
  assert.equal(redis.url, `unix://${folder}/redis.sock`);
  const settings = await ask<string[]>(
    redis.url,
    ...(['CONFIG', 'GET', 'port', 'appendonly', 'appendfsync', 'maxmemory-policy', 'unixsocketperm'] as const),
  );
  assert.deepEqual(new Map(pairs(settings)), new Map(Object.entries(expectedSettings)));
  assert.equal((await stat(folder)).mode & 0o777, 0o700);
  assert.equal((await stat(path.join(folder, 'redis.sock'))).mode & 0o777, 0o700);
  assert.match(await readFile(path.join(folder, 'redis.log'), 'utf8'), /ready to accept connections/i);
});

const expectedSettings = {
  port: '0',
  appendonly: 'yes',
  appendfsync: 'always',
  'maxmemory-policy': 'noeviction',
  unixsocketperm: '700',
};
const pairs = (flat: readonly string[]): [string, string][] =>
  Array.from({ length: flat.length / 2 }, (_, index) => [flat[2 * index] ?? '', flat[2 * index + 1] ?? '']);

test('Redis killed: the owner hears of it, starts it again at the same place, and nothing is lost', async (t) => {
  const folder = await temporaryFolder(t);
  const first = await startPrivateRedis(folder);
  await ask(first.url, 'SET', 'kept', 'yes');
  process.kill(await serverPid(first.url), 'SIGKILL');
  await first.closed;
  const second = await temporaryRedis(t, folder);
  assert.equal(second.url, first.url);
  assert.equal(await ask(second.url, 'GET', 'kept'), 'yes');
  await first.close();
  assert.equal(await ask(second.url, 'PING'), 'PONG', 'closing what has ended harms nobody');
});

test('one folder, one Redis: a second one is refused in this process and in another one', async (t) => {
  const folder = await temporaryFolder(t);
  const redis = await startPrivateRedis(folder);
  await assert.rejects(startPrivateRedis(folder), { name: 'UserError', code: 'redis-in-use' });
  assert.equal((await peer<OwnerReport>(t, 'redis-owner.ts', { folder }).heard(failed)).code, 'redis-in-use');
  assert.equal(await ask(redis.url, 'PING'), 'PONG');
  await redis.close();
  await temporaryRedis(t, folder);
});

test('Redis dies with its owner, also when that is killed, and the next owner loses nothing', async (t) => {
  const folder = await temporaryFolder(t);
  const owner = peer<OwnerReport>(t, 'redis-owner.ts', { folder });
  const { url } = await owner.heard(started);
  const pid = await serverPid(url);
  await ask(url, 'SET', 'kept', 'yes');
  await owner.end('SIGKILL');
  const killed = performance.now();
  // At once, while the orphan may still be writing.
  const next = await temporaryRedis(t, folder);
  t.diagnostic(`taken over ${(performance.now() - killed).toFixed(0)} ms after the kill`);
  assert.notEqual(await serverPid(next.url), pid);
  assert.equal(await ask(next.url, 'GET', 'kept'), 'yes');
  await until(async () => !isAlive(pid));
});

test('Redis ends when only the shell that keeps it is killed', async (t) => {
  const redis = await temporaryRedis(t);
  const pid = await serverPid(redis.url);
  const status = processStatus(pid);
  assert.ok(status);
  process.kill(status.parent, 'SIGKILL');
  await redis.closed;
  await until(async () => !isAlive(pid));
});

test('where no Redis is installed, the person is told how to install it', async (t) => {
  const folder = await temporaryFolder(t);
  const empty = await temporaryFolder(t);
  const { code, hint } = await peer<OwnerReport>(t, 'redis-owner.ts', { folder }, { PATH: empty }).heard(failed);
  assert.equal(code, 'redis-not-installed');
  assert.match(hint, /`sudo apt-get install -y redis-server`/);
});

test('valkey-server does as well', async (t) => {
  const folder = await temporaryFolder(t);
  const bin = await temporaryFolder(t);
  const real = execFileSync('/bin/sh', ['-c', 'command -v redis-server || command -v valkey-server'], {
    encoding: 'utf8',
  });
  await symlink(real.trim(), path.join(bin, 'valkey-server'));
  const { url } = await peer<OwnerReport>(t, 'redis-owner.ts', { folder }, { PATH: bin }).heard(started);
  assert.equal(await ask(url, 'PING'), 'PONG');
});

test('a Redis that cannot start says why', async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(path.join(folder, 'appendonlydir'));
  await writeFile(path.join(folder, 'appendonlydir', 'appendonly.aof.manifest'), 'nonsense\n');
  await assert.rejects(startPrivateRedis(folder), (error: Error & { code?: string }) => {
    assert.equal(error.code, 'redis-failed');
    assert.match(error.message, /manifest/i);
    return true;
  });
});

test('a folder that is too deep for a socket gets one elsewhere, always the same', async (t) => {
  const folder = path.join(await temporaryFolder(t), 'a-rather-long-name-for-a-folder'.repeat(3), 'redis');
  const first = await startPrivateRedis(folder);
  assert.ok(first.url.startsWith(`unix://${tmpdir()}/timbre-`), first.url);
  assert.equal((await stat(path.dirname(new URL(first.url).pathname))).mode & 0o777, 0o700);
  assert.equal(await ask(first.url, 'PING'), 'PONG');
  await first.close();
  const second = await temporaryRedis(t, folder);
  assert.equal(second.url, first.url);
});

const place = (url: string): unknown => {
  const { retryStrategy, maxRetriesPerRequest, ...rest } = connectionOptions(url, 'worker');
  assert.equal(maxRetriesPerRequest, null);
  assert.equal(retryStrategy?.(1000), 1000, 'never waits longer than a second');
  return rest;
};

test('an address says where and how', () => {
  assert.deepEqual(place('unix:///run/my%20redis.sock'), { path: '/run/my redis.sock' });
  assert.deepEqual(place('redis://localhost'), { host: 'localhost', port: 6379, db: 0 });
  assert.deepEqual(place('redis://[::1]:6380/2'), { host: '::1', port: 6380, db: 2 });
  assert.deepEqual(place('rediss://me:p%40ss@redis.example:7000'), {
    host: 'redis.example',
    port: 7000,
    db: 0,
    username: 'me',
    password: 'p@ss',
    tls: {},
  });
});

/** Unlike `once` of node:events, not ended by the errors of a connection that is being made again. */
const happens = (emitter: Redis, event: 'ready' | 'close'): Promise<unknown> =>
  new Promise((resolve) => emitter.once(event, resolve));

test('while Redis is away a producer fails at once and a worker waits', async (t) => {
  const folder = await temporaryFolder(t);
  const redis = await startPrivateRedis(folder);
  const producer = connect(redis.url, 'producer');
  const worker = connect(redis.url, 'worker');
  atEnd(t, () => producer.disconnect());
  atEnd(t, () => worker.disconnect());
  await Promise.all([happens(producer, 'ready'), happens(worker, 'ready')]);
  const away = happens(producer, 'close');
  await redis.close();
  await away;
  const waiting = worker.ping();
  await assert.rejects(producer.ping());
  const again = happens(producer, 'ready');
  await temporaryRedis(t, folder);
  assert.equal(await waiting, 'PONG');
  await again;
  assert.equal(await producer.ping(), 'PONG');
});

test('the log never grows beyond its bound', async (t) => {
  const folder = await temporaryFolder(t);
  const file = path.join(folder, 'redis.log');
  await writeFile(file, 'from before\n');
  const bounded = new BoundedLog(file, 1000);
  for (let line = 0; line < 200; line += 1) bounded.write(`line ${line} ${'x'.repeat(50)}`);
  bounded.write('y'.repeat(100_000));
  assert.deepEqual((await readdir(folder)).sort(), ['redis.log', 'redis.log.1']);
  assert.ok((await stat(file)).size <= 4001 && (await stat(`${file}.1`)).size <= 1000);
  assert.match(await readFile(`${file}.1`, 'utf8'), /^line 199 x+$/m);
  new BoundedLog(path.join(folder, 'no such folder', 'log')).write('goes nowhere, harms nobody');
});
