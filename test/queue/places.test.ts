// A Redis elsewhere: behind TLS of an authority of one's own, behind a sentinel that names another one, shared with others.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import test, { type TestContext } from 'node:test';
import { readConfig } from '../../src/config.ts';
import { Unavailable, UserError } from '../../src/errors.ts';
import { mustAnswer, withoutPassword } from '../../src/queue/answers.ts';
import { startDispatcher } from '../../src/queue/dispatcher.ts';
import { publishRunEvent, subscribeRunEvents } from '../../src/queue/events.ts';
import { queueName } from '../../src/queue/jobs.ts';
import { connect, connectionOptions } from '../../src/queue/redis.ts';
import { startWorker } from '../../src/queue/worker.ts';
import { queuedRun, someVoice, temporaryStorage } from '../storage/support.ts';
import { atEnd } from '../support/at-end.ts';
import { ask, log, temporaryFolder, temporaryRedis } from './support.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A redis-server that ends with the test; resolves when it says `isReady`. */
async function server(t: TestContext, folder: string, args: readonly string[], isReady: RegExp): Promise<void> {
  const either = 'exec "$(command -v redis-server || command -v valkey-server)" "$@"';
  const child = spawn('sh', ['-c', either, 'redis', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  atEnd(t, async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const lines = createInterface(child.stdout);
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => isReady.test(line) && resolve());
    child.once('exit', () => reject(new Error('it ended')));
  });
}

const plainServer = ['--save', '', '--bind', '127.0.0.1', '--dir', '.'];

const noOpenssl = spawnSync('openssl', ['version']).status === 0 ? false : 'openssl is not installed: no certificates';

test('behind TLS whose certificate an authority of our own signed', { skip: noOpenssl }, async (t) => {
  const folder = await temporaryFolder(t);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=ours',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  );
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=localhost',
    '-keyout',
    'key.pem',
    '-out',
    'request.pem',
  );
  await writeFile(path.join(folder, 'names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1');
  openssl(
    'x509',
    '-req',
    '-in',
    'request.pem',
    '-days',
    '2',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-extfile',
    'names',
    '-out',
    'cert.pem',
  );
  const port = await freePort();
  const tls = ['--port', '0', '--tls-port', String(port), '--tls-cert-file', 'cert.pem', '--tls-key-file', 'key.pem'];
  await server(
    t,
    folder,
    [...plainServer, ...tls, '--tls-ca-cert-file', 'ca.pem', '--tls-auth-clients', 'no'],
    /Ready to accept/i,
  );
  const given = { REDIS_URL: `rediss://127.0.0.1:${port}/1` };
  await assert.rejects(mustAnswer(given.REDIS_URL), /No Redis answers at rediss:.*certificate/);
  const { redisUrl = '' } = readConfig({ ...given, REDIS_CA: path.join(folder, 'ca.pem') });
  await mustAnswer(redisUrl);
  assert.equal(await ask(redisUrl, 'SET', 'a', '1'), 'OK');
  assert.throws(() => readConfig({ ...given, REDIS_CA: '/nowhere.pem' }), /REDIS_CA: there is no file/);
  assert.throws(() => readConfig({ REDIS_URL: 'redis://localhost', REDIS_CA: '/etc/hosts' }), /REDIS_CA: only/);
});

test('one that refuses the password, or is none, is not told to be started', async (t) => {
  const folder = await temporaryFolder(t);
  const port = await freePort();
  await server(t, folder, [...plainServer, '--port', String(port), '--requirepass', 'secret'], /Ready to accept/i);
  const http = createHttpServer((_, response) => response.end()).listen(0, '127.0.0.1');
  t.after(() => {
    http.close();
    http.closeAllConnections();
  });
  await once(http, 'listening');
  const { port: httpPort } = http.address() as AddressInfo;
  for (const place of [
    `:wrong@127.0.0.1:${port}`,
    `127.0.0.1:${port}`,
    `:secret@127.0.0.1:${port}/99`,
    `127.0.0.1:${httpPort}`,
  ]) {
    await assert.rejects(mustAnswer(`redis://${place}`), (error) => {
      assert.ok(error instanceof UserError && !(error instanceof Unavailable), place);
      assert.match(error.message, /is no Redis that lets us in \(.+\)/, place);
      assert.match(error.hint, /password into REDIS_URL .* or correct the address/);
      return true;
    });
  }
  await mustAnswer(`redis://:secret@127.0.0.1:${port}`);
});

test('behind a sentinel: what it says is the master', async (t) => {
  const folder = await temporaryFolder(t);
  const [port, sentinel, dead] = [await freePort(), await freePort(), await freePort()];
  await server(t, folder, [...plainServer, '--port', String(port), '--requirepass', 'secret'], /Ready to accept/i);
  await writeFile(
    path.join(folder, 'sentinel.conf'),
    `port ${sentinel}\nbind 127.0.0.1\nsentinel monitor voices 127.0.0.1 ${port} 1\nsentinel auth-pass voices secret\n`,
  );
  await server(t, folder, ['sentinel.conf', '--sentinel'], /\+monitor master/);
  const REDIS_URL = `redis+sentinel://:secret@127.0.0.1:${dead}/voices/2?sentinel=127.0.0.1:${sentinel}`;
  const { redisUrl = '' } = readConfig({ REDIS_URL });
  await mustAnswer(redisUrl);
  await ask(redisUrl, 'SET', 'where', 'here');
  assert.equal(await ask(`redis://:secret@127.0.0.1:${port}/2`, 'GET', 'where'), 'here');
  assert.throws(() => readConfig({ REDIS_URL: 'redis+sentinel://localhost:26379' }), /must name the master/);
  const secrets = `rediss+sentinel://:a@host/m?sentinelPassword=b`;
  assert.doesNotMatch(withoutPassword(secrets), /:a@|=b/);
  const { sentinelPassword, password, enableTLSForSentinelMode } = connectionOptions(secrets, 'worker');
  assert.deepEqual([sentinelPassword, password, enableTLSForSentinelMode], ['b', 'a', true]);
});

test('shared by two installations: each has its own queues and wake-ups', async (t) => {
  const { url } = await temporaryRedis(t);
  const names = ['{one}', '{two}'];
  const places = names.map((REDIS_PREFIX) => readConfig({ REDIS_URL: url, REDIS_PREFIX }).redisUrl ?? '');
  const queue = queueName('train', 'builtin');
  const taken = await Promise.all(
    places.map(async (redisUrl) => {
      const storage = await temporaryStorage(t);
      const { id } = await queuedRun(storage, await someVoice(storage));
      const done = Promise.withResolvers<string>();
      const handler = async (runId: string) => done.resolve(runId);
      const worker = startWorker({ redisUrl, queue, concurrency: 1, handler, log });
      atEnd(t, () => worker.close());
      const dispatcher = startDispatcher({ storage, engine: 'builtin', redisUrl, log });
      atEnd(t, () => dispatcher.close());
      return [id, await done.promise];
    }),
  );
  for (const [asked, got] of taken) assert.equal(got, asked);
  const keys = await ask<string[]>(url, 'KEYS', '*');
  assert.ok(keys.length > 0 && keys.every((key) => /^\{(one|two)\}:/.test(key)), keys.join(' '));

  const heard: string[] = [];
  const second = Promise.withResolvers<void>();
  const subscriptions = places.map((place, index) =>
    subscribeRunEvents(place, ({ runId }) => {
      heard.push(`${names[index]} ${runId}`);
      if (runId === 'b') second.resolve();
    }),
  );
  for (const subscription of subscriptions) {
    await subscription.ready;
    atEnd(t, () => subscription.close());
  }
  const publishers = places.map((place) => connect(place, 'worker'));
  for (const publisher of publishers) atEnd(t, () => publisher.disconnect());
  await publishRunEvent(publishers[0], { runId: 'a', what: 'queued' });
  await publishRunEvent(publishers[1], { runId: 'b', what: 'queued' });
  await second.promise;
  assert.deepEqual(heard.sort(), ['{one} a', '{two} b']);
});
