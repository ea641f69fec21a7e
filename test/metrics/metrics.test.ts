// Health and figures of a process over HTTP, with a real database and a real Redis behind them.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import test, { type TestContext } from 'node:test';
import { readConfig } from '../../src/config.ts';
import { failures } from '../../src/metrics/figures.ts';
import { serveMetrics } from '../../src/metrics/server.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { log, temporaryRedis } from '../queue/support.ts';
import { queuedRun, runIn, someVoice, temporaryStorage } from '../storage/support.ts';
import { atEnd } from '../support/at-end.ts';

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  assert.ok(address !== null && typeof address === 'object');
  return address.port;
}

async function served(t: TestContext, parts: { storage: Storage; redisUrl: string; isReady: () => boolean }) {
  const port = await freePort();
  const config = readConfig({ METRICS_PORT: String(port) });
  const { isReady, ...rest } = parts;
  const metrics = await serveMetrics({ process: 'bot', config, log, ready: { gateway: isReady }, ...rest });
  atEnd(t, () => metrics.close());
  return async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, text: await response.text(), type: response.headers.get('content-type') };
  };
}

/** The figure of a line of Prometheus' text format. */
const figureOf = (text: string, name: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
};

test('a process is healthy while its database, its Redis and its gateway are, and says which is not', async (t) => {
  const storage = await temporaryStorage(t);
  const redis = await temporaryRedis(t);
  let ready = true;
  const get = await served(t, { storage, redisUrl: redis.url, isReady: () => ready });
  assert.deepEqual(await get('/healthz'), { status: 200, text: 'ok\n', type: 'text/plain; charset=utf-8' });
  ready = false;
  const away = await get('/healthz');
  assert.equal(away.status, 503);
  assert.equal(away.text, 'gateway: not ready\n');
  ready = true;
  await redis.close();
  const noRedis = await get('/healthz');
  assert.equal(noRedis.status, 503);
  // Why is nobody's business: it would tell where things are.
  assert.equal(noRedis.text, 'Redis: no answer\n');
  const broken = { now: async () => Promise.reject(new Error('no table "users" in /srv/timbre')) } as never;
  const ill = await served(t, { storage: { ...storage, usage: broken }, redisUrl: redis.url, isReady: () => true });
  assert.equal((await ill('/healthz')).text, 'database: no answer\nRedis: no answer\n');
  assert.equal((await get('/')).status, 404);
});

test('figures tell what waits for whom, for how long, and what did not work', async (t) => {
  const storage = await temporaryStorage(t);
  const redis = await temporaryRedis(t);
  const get = await served(t, { storage, redisUrl: redis.url, isReady: () => true });
  const done = await runIn(storage, await someVoice(storage), 'done');
  const seconds = ((done.endedAt ?? 0) - (done.startedAt ?? 0)) / 1000;
  const before = await get('/metrics');
  assert.match(before.type ?? '', /^text\/plain; version=/);
  assert.equal(figureOf(before.text, 'timbre_queue_depth{queue="training.builtin"}'), undefined);
  for (const user of ['2', '3', '4']) await queuedRun(storage, await someVoice(storage, user.repeat(18)));
  await storage.trainers.announce({ id: 'one', engine: 'builtin', device: 'cpu' }, 60_000);
  await storage.trainers.announce({ id: 'two', engine: 'builtin', device: 'cpu' }, 60_000);
  failures.inc({ where: 'interaction', code: 'too-many-voices' });
  const { text } = await get('/metrics');
  assert.equal(figureOf(text, 'timbre_queue_depth{queue="training.builtin"}'), 3);
  assert.ok((figureOf(text, 'timbre_queue_oldest_wait_seconds{queue="training.builtin"}') ?? -1) >= 0);
  assert.equal(figureOf(text, 'timbre_trainers{engine="builtin"}'), 2);
  assert.equal(figureOf(text, 'timbre_queued_seconds_per_trainer{engine="builtin"}'), (3 * seconds) / 2);
  assert.equal(figureOf(text, 'timbre_failures_total{where="interaction",code="too-many-voices"}'), 1);
  assert.ok((figureOf(text, 'process_resident_memory_bytes') ?? 0) > 1e6);
});

test('a port that is taken is told with the way out', async (t) => {
  const storage = await temporaryStorage(t);
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  atEnd(t, () => void taken.close());
  const address = taken.address();
  assert.ok(address !== null && typeof address === 'object');
  const config = readConfig({ METRICS_PORT: String(address.port) });
  await assert.rejects(serveMetrics({ process: 'bot', config, storage, redisUrl: 'redis://localhost', log }), {
    code: 'port-taken',
    message: `Port ${address.port} of 127.0.0.1 can’t be listened on (EADDRINUSE).`,
  });
});

test('only this machine can ask, unless all may', async (t) => {
  const others = Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address),
  );
  const [outside] = others;
  if (outside === undefined) return t.skip('this machine has no address but its own');
  const storage = await temporaryStorage(t);
  const redis = await temporaryRedis(t);
  const parts = { storage, redisUrl: redis.url, isReady: () => true };
  const ask = async (host?: string): Promise<number> => {
    const port = await freePort();
    const config = readConfig({ METRICS_PORT: String(port), METRICS_HOST: host });
    const metrics = await serveMetrics({ process: 'bot', config, log, ...parts });
    const answer = await fetch(`http://${outside}:${port}/healthz`).catch(() => null);
    await metrics.close();
    return answer?.status ?? 0;
  };
  assert.deepEqual([await ask(), await ask('0.0.0.0')], [0, 200]);
  await assert.rejects(ask('192.0.2.1'), { code: 'port-taken', hint: /METRICS_HOST/ });
});
