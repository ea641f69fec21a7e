// From the outbox through Redis to a worker: whose run comes when, and what becomes of it when something is away.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { Queue } from 'bullmq';
import { waitOf } from '../../src/bot/answers/progress.ts';
import { type DispatchTimes, type Dispatcher, startDispatcher } from '../../src/queue/dispatcher.ts';
import { publishRunEvent, subscribeRunEvents } from '../../src/queue/events.ts';
import { type RunEvent, jobId, queueName } from '../../src/queue/jobs.ts';
import { connect, startPrivateRedis } from '../../src/queue/redis.ts';
import { type LockTimes, startWorker } from '../../src/queue/worker.ts';
import type { Run, Storage } from '../../src/storage/storage.ts';
import {
  answerTo,
  failure,
  mustGet,
  nextMillisecond,
  queuedRun,
  someVoice,
  synthesisResult,
  temporaryStorage,
} from '../storage/support.ts';
import { ask, log, serverPid, temporaryFolder, temporaryRedis, until } from './support.ts';
import { atEnd } from '../support/at-end.ts';

const leaseMs = 600_000;
const never: DispatchTimes = { pollMs: 3_600_000, reconcileMs: 3_600_000 };
const often: DispatchTimes = { pollMs: 50, reconcileMs: 100 };

function dispatcher(t: TestContext, storage: Storage, redisUrl: string, times: DispatchTimes = never): Dispatcher {
  const started = startDispatcher({ storage, engine: 'builtin', redisUrl, log, times });
  atEnd(t, () => started.close());
  return started;
}

/** BullMQ's own view of the trainings, to put jobs in that no dispatcher would. */
function ownQueue(t: TestContext, url: string): Queue {
  const connection = connect(url, 'worker');
  atEnd(t, () => connection.disconnect());
  return new Queue(queueName('train', 'builtin'), { connection });
}

type Handler = (runId: string, signal: AbortSignal) => Promise<void>;

function worker(
  t: TestContext,
  redisUrl: string,
  handler: Handler,
  other: { readonly queue?: string; readonly lockTimes?: LockTimes } = {},
): { close(): Promise<void> } {
  const started = startWorker({
    redisUrl,
    queue: queueName('train', 'builtin'),
    concurrency: 1,
    handler,
    log,
    ...other,
  });
  atEnd(t, () => started.close());
  return started;
}

/** Claims and ends trainings; counts what was tried and what had an effect. */
function counting(storage: Storage): { handler: Handler; calls: string[]; effects: string[] } {
  const calls: string[] = [];
  const effects: string[] = [];
  return {
    calls,
    effects,
    handler: async (runId) => {
      calls.push(runId);
      const run = await storage.runs.claim(runId, leaseMs, 'builtin');
      if (run !== null && (await storage.runs.fail(run.id, run.fence, failure))) effects.push(runId);
    },
  };
}

/** Each waits longer than the next one. */
async function queuedBy(storage: Storage, userId: string, kind: Run['kind'] = 'train'): Promise<Run> {
  const run = await queuedRun(storage, await someVoice(storage, userId), kind);
  await nextMillisecond(run.createdAt);
  return run;
}

test('runs of many users are done once each, first come, first served', async (t) => {
  const storage = await temporaryStorage(t);
  const { url } = await temporaryRedis(t);
  const { handler, calls, effects } = counting(storage);
  worker(t, url, handler);
  const one = dispatcher(t, storage, url);
  const ids = [];
  for (let user = 0; user < 10; user += 1) {
    ids.push((await queuedBy(storage, `user-${user}`)).id);
  }
  const begun = performance.now();
  one.nudge();
  await until(async () => effects.length === ids.length);
  t.diagnostic(`ten runs in ${(performance.now() - begun).toFixed(0)} ms after the nudge`);
  assert.deepEqual(effects, ids);
  // A run may be handed over twice; it counts once.
  assert.deepEqual([...new Set(calls)], ids);
  assert.deepEqual(await storage.outbox.pending(10), []);
  await until(async () => (await ask<string[]>(url, 'KEYS', 'bull:training.builtin:*.*')).length === 0);
});

test('a preview does not wait behind a training', async (t) => {
  const storage = await temporaryStorage(t);
  const { url } = await temporaryRedis(t);
  const training = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  worker(t, url, async () => {
    started.resolve();
    await training.promise;
  });
  worker(
    t,
    url,
    async (runId) => {
      const run = await storage.runs.claim(runId, leaseMs, 'builtin');
      await storage.runs.complete(runId, run?.fence ?? 0, synthesisResult);
    },
    { queue: queueName('synthesis', 'builtin') },
  );
  const one = dispatcher(t, storage, url);
  await queuedBy(storage, '1');
  one.nudge();
  await started.promise;
  const preview = await queuedBy(storage, '1', 'synthesis');
  one.nudge();
  await until(async () => (await mustGet(storage, preview.id)).state === 'done');
  training.resolve();
});

test('each engine has a queue of its own, and gets what is left by earlier times', async (t) => {
  const storage = await temporaryStorage(t);
  const { url } = await temporaryRedis(t);
  // A run may be handed over twice; it counts once.
  const given = { builtin: new Set<string>(), 'gpt-sovits': new Set<string>() };
  for (const [engine, theirs] of Object.entries(given)) {
    const handler = async (runId: string): Promise<void> => {
      theirs.add(runId);
      const run = await storage.runs.claim(runId, leaseMs, engine);
      await storage.runs.fail(runId, run?.fence ?? 0, failure);
    };
    worker(t, url, handler, { queue: queueName('train', engine) });
  }
  const voice = await someVoice(storage, 'ann');
  const request = { kind: 'train', mode: 'continue', epochs: null } as const;
  const wanted = { voiceId: voice.id, userId: 'ann', request, answerTo };
  const one = dispatcher(t, storage, url, often);
  const runs: string[] = [];
  for (const engine of ['gpt-sovits', 'builtin']) {
    const { id } = await storage.runs.request({ ...wanted, engine });
    one.nudge();
    await until(async () => (await mustGet(storage, id)).state === 'failed');
    runs.push(id);
  }
  assert.deepEqual(given, { builtin: new Set([runs[1]]), 'gpt-sovits': new Set([runs[0]]) });
  // Of the time before there were queues of engines: in a queue that nobody reads, and its row names none.
  const old = await storage.runs.request({ ...wanted, engine: 'nobody' });
  const file = new DatabaseSync(path.join(storage.dataDir, 'timbre.sqlite'));
  file.exec(`update runs set engine = null where id = '${old.id}'`);
  file.close();
  await until(async () => (await mustGet(storage, old.id)).state === 'failed');
  assert.equal((await mustGet(storage, old.id)).engine, 'builtin', 'the dispatcher’s own');
});

test('delivering twice, thrice, by several dispatchers to several workers, has one effect', async (t) => {
  const storage = await temporaryStorage(t);
  const { url } = await temporaryRedis(t);
  const { handler, effects, calls } = counting(storage);
  const ids = [];
  for (let user = 0; user < 6; user += 1) ids.push((await queuedBy(storage, `user-${user}`)).id);
  const queue = ownQueue(t, url);
  // Jobs as older fences would have left them, beside the real ones.
  for (const runId of ids) {
    for (const fence of [101, 102]) await queue.add('train', { runId }, { jobId: jobId({ runId, fence }) });
  }
  const dispatchers = [0, 1, 2].map(() => dispatcher(t, storage, url, often));
  for (const one of dispatchers) one.nudge();
  for (let index = 0; index < 3; index += 1) worker(t, url, handler);
  await until(async () => calls.length >= 3 * ids.length && effects.length === ids.length);
  assert.deepEqual(new Set(effects), new Set(ids));
  assert.equal(effects.length, ids.length);
});

test('what is requested while Redis is away is dispatched when it comes', async (t) => {
  const storage = await temporaryStorage(t);
  const folder = await temporaryFolder(t);
  const url = `unix://${folder}/redis.sock`;
  const { handler, effects } = counting(storage);
  worker(t, url, handler);
  const one = dispatcher(t, storage, url);
  const { id } = await queuedBy(storage, '1');
  one.nudge();
  await temporaryRedis(t, folder);
  await until(async () => effects.includes(id));
});

test('FLUSHALL: what waited in Redis is dispatched again', async (t) => {
  const storage = await temporaryStorage(t);
  const { url } = await temporaryRedis(t);
  // Noticed by what is gone, not by the next round of the reconciler.
  const one = dispatcher(t, storage, url, { pollMs: 50, reconcileMs: 3_600_000 });
  const ids = [(await queuedBy(storage, '1')).id, (await queuedBy(storage, '2')).id];
  one.nudge();
  await until(async () => (await storage.outbox.pending(10)).length === 0);
  await ask(url, 'FLUSHALL');
  const { handler, effects } = counting(storage);
  const flushed = performance.now();
  worker(t, url, handler);
  await until(async () => effects.length === 2);
  t.diagnostic(`done ${(performance.now() - flushed).toFixed(0)} ms later`);
  assert.deepEqual(effects.toSorted(), ids.toSorted());
});

test('a Redis that comes back empty is filled at once, not at the next round of the reconciler', async (t) => {
  const storage = await temporaryStorage(t);
  const folder = await temporaryFolder(t);
  const first = await startPrivateRedis(folder);
  const one = dispatcher(t, storage, first.url);
  const { id } = await queuedBy(storage, '1');
  one.nudge();
  await until(async () => (await storage.outbox.pending(10)).length === 0);
  await ask(first.url, 'FLUSHALL');
  await first.close();
  const second = await temporaryRedis(t, folder);
  const { handler, effects } = counting(storage);
  worker(t, second.url, handler);
  await until(async () => effects.includes(id));
});

test('a run whose trainer fell silent is dispatched again, and who listens hears of it', async (t) => {
  const storage = await temporaryStorage(t);
  const { url } = await temporaryRedis(t);
  const events: RunEvent[] = [];
  const subscription = subscribeRunEvents(url, (event) => events.push(event));
  atEnd(t, () => subscription.close());
  await subscription.ready;
  const silent = await queuedBy(storage, '1');
  const cancelled = await queuedBy(storage, '2');
  for (const { id } of [silent, cancelled]) await storage.runs.claim(id, 300, 'builtin');
  await storage.runs.requestCancel(cancelled.id);
  const { handler, effects } = counting(storage);
  worker(t, url, handler);
  dispatcher(t, storage, url, often);
  await until(async () => effects.includes(silent.id) && events.length >= 2);
  assert.equal((await mustGet(storage, silent.id)).fence, 2);
  assert.equal((await mustGet(storage, cancelled.id)).state, 'cancelled');
  assert.deepEqual(
    new Set(events.map((event) => `${event.runId} ${event.what}`)),
    new Set([`${silent.id} queued`, `${cancelled.id} ended`]),
  );
});

test('a trainer that hands back while its job is still active gets or gives the run at once', async (t) => {
  const storage = await temporaryStorage(t);
  const { url } = await temporaryRedis(t);
  const one = dispatcher(t, storage, url);
  const fences: number[] = [];
  const taken = Promise.withResolvers<void>();
  const handler: Handler = async (runId) => {
    const run = await storage.runs.claim(runId, leaseMs, 'builtin');
    if (run === null) return;
    fences.push(run.fence);
    if (fences.length === 1) {
      await storage.runs.handBack(runId, run.fence);
      one.nudge();
      // The old job is active until the other worker has the run.
      await taken.promise;
    } else {
      await storage.runs.fail(runId, run.fence, failure);
      taken.resolve();
    }
  };
  worker(t, url, handler);
  worker(t, url, handler);
  const { id } = await queuedBy(storage, '1');
  one.nudge();
  await taken.promise;
  assert.deepEqual(fences, [1, 2]);
  assert.equal((await mustGet(storage, id)).attempts, 1);
});

test('a job that names no run, and a handler that throws, do not stop the worker', async (t) => {
  const { url } = await temporaryRedis(t);
  const queue = ownQueue(t, url);
  await queue.add('train', { nonsense: true }, { removeOnFail: true });
  await queue.add('train', { runId: 'throws' }, { removeOnFail: true });
  await queue.add('train', { runId: 'last' }, { removeOnComplete: true });
  const last = Promise.withResolvers<void>();
  const seen: string[] = [];
  worker(t, url, async (runId) => {
    seen.push(runId);
    if (runId === 'throws') throw new Error('broken');
    last.resolve();
  });
  await last.promise;
  assert.deepEqual(seen, ['throws', 'last']);
  await until(async () => (await queue.getJobCountByTypes()) === 0);
});

test('a job that is lost while it runs aborts its signal', async (t) => {
  const storage = await temporaryStorage(t);
  const { url } = await temporaryRedis(t);
  const started = Promise.withResolvers<AbortSignal>();
  const handler: Handler = async (_runId, signal) => {
    started.resolve(signal);
    await once(signal, 'abort');
  };
  worker(t, url, handler, { lockTimes: { lockMs: 800, stalledCheckMs: 400 } });
  await queuedBy(storage, '1');
  dispatcher(t, storage, url).nudge();
  const signal = await started.promise;
  assert.equal(signal.aborted, false);
  await ask(url, 'FLUSHALL');
  await once(signal, 'abort');
});

test('closing a worker aborts what runs, waits for it, and takes nothing more', async (t) => {
  const storage = await temporaryStorage(t);
  const { url } = await temporaryRedis(t);
  const started = Promise.withResolvers<void>();
  let ended = false;
  const seen: string[] = [];
  const one = worker(t, url, async (runId, signal) => {
    seen.push(runId);
    started.resolve();
    await once(signal, 'abort');
    await new Promise(setImmediate);
    ended = true;
  });
  const first = await queuedBy(storage, '1');
  await queuedBy(storage, '2');
  dispatcher(t, storage, url).nudge();
  await started.promise;
  await one.close();
  assert.equal(ended, true);
  assert.deepEqual(seen, [first.id]);
});

test('everything can be closed while Redis is away', async (t) => {
  const storage = await temporaryStorage(t);
  const folder = await temporaryFolder(t);
  const redis = await startPrivateRedis(folder);
  const started = Promise.withResolvers<void>();
  const busy = startWorker({
    redisUrl: redis.url,
    queue: queueName('train', 'builtin'),
    concurrency: 1,
    log,
    handler: async (_runId, signal) => {
      started.resolve();
      await once(signal, 'abort');
    },
  });
  const idle = startWorker({
    redisUrl: redis.url,
    queue: queueName('synthesis', 'builtin'),
    concurrency: 1,
    log,
    handler: async () => {},
  });
  const one = startDispatcher({ storage, engine: 'builtin', redisUrl: redis.url, log });
  const subscription = subscribeRunEvents(redis.url, () => {});
  await queuedBy(storage, '1');
  one.nudge();
  await started.promise;
  process.kill(await serverPid(redis.url), 'SIGKILL');
  await redis.closed;
  await Promise.all([busy.close(), idle.close(), one.close(), subscription.close()]);
});

test('events reach every listener, also after Redis was away; noise is ignored', async (t) => {
  const folder = await temporaryFolder(t);
  const first = await startPrivateRedis(folder);
  const heard: string[][] = [[], []];
  const subscriptions = heard.map((list) => subscribeRunEvents(first.url, (event) => list.push(event.runId)));
  for (const subscription of subscriptions) atEnd(t, () => subscription.close());
  await Promise.all(subscriptions.map((subscription) => subscription.ready));
  const connection = connect(first.url, 'worker');
  atEnd(t, () => connection.disconnect());
  await connection.publish('timbre:runs', 'noise');
  await connection.publish('timbre:runs', '{"runId":"","what":"progress"}');
  await publishRunEvent(connection, { runId: 'one', what: 'progress' });
  await until(async () => heard.every((list) => list.includes('one')));
  await first.close();
  await temporaryRedis(t, folder);
  // Both have subscribed again when the server counts them.
  await until(async () => (await connection.pubsub('NUMSUB', 'timbre:runs'))[1] === 2);
  await publishRunEvent(connection, { runId: 'two', what: 'ended' });
  await until(async () => heard.every((list) => list.includes('two')));
  assert.deepEqual(heard, [
    ['one', 'two'],
    ['one', 'two'],
  ]);
});

test('whoever has trained much today waits behind a newcomer; what had begun goes on before both', async (t) => {
  const storage = await temporaryStorage(t);
  const { url } = await temporaryRedis(t);
  const [heavy, newcomer, begun] = await Promise.all(['1', '2', '3'].map((user) => someVoice(storage, user)));
  const claimed = async (run: Run): Promise<Run> => {
    const held = await storage.runs.claim(run.id, leaseMs, 'builtin');
    assert.ok(held);
    return held;
  };
  const first = await claimed(await queuedRun(storage, heavy));
  await storage.runs.fail(first.id, first.fence, failure);
  const file = new DatabaseSync(path.join(storage.dataDir, 'timbre.sqlite'));
  file.exec('update runs set started_at = started_at - 120000');
  file.close();

  const second = await queuedRun(storage, heavy);
  const theirs = await queuedRun(storage, newcomer);
  const before = async (): Promise<[string, number][]> =>
    [...(await storage.usage.trainedBefore([second.id, theirs.id]))].map(([id, seconds]) => [id, Math.round(seconds)]);
  assert.deepEqual(await before(), [[second.id, 120]]);
  const later = new DatabaseSync(path.join(storage.dataDir, 'timbre.sqlite'));
  const moved = ['created_at', 'started_at', 'ended_at'].map((time) => `${time} = ${time} - 90000000`).join(', ');
  later.exec(`update runs set ${moved} where user_id = '1'`);
  later.close();
  assert.deepEqual(await before(), [[second.id, 120]], 'nobody comes before others by waiting for a day');
  const handedBack = await claimed(await queuedRun(storage, begun));
  await storage.runs.handBack(handedBack.id, handedBack.fence);
  dispatcher(t, storage, url);
  const queue = ownQueue(t, url);
  await until(async () => (await queue.getPrioritizedCount()) === 3);
  const order: string[] = [];
  const all = Promise.withResolvers<void>();
  worker(t, url, async (runId) => {
    // A run may be handed over twice; it counts once.
    if (!order.includes(runId)) order.push(runId);
    if (order.length === 3) all.resolve();
  });
  await all.promise;
  assert.deepEqual(order, [handedBack.id, theirs.id, second.id]);
  const { ahead } = await waitOf(storage, { ...second, engine: null });
  assert.equal(ahead, 0, 'others of its engine only');
  await storage.trainers.announce({ id: 't', engine: 'builtin', device: 'cpu' }, leaseMs);
  assert.equal((await waitOf(storage, second)).ahead, 2);
  assert.equal((await waitOf(storage, theirs)).ahead, 1);
});

test('of two dispatchers one looks after what nobody tells of, and the other one after it', async (t) => {
  const storage = await temporaryStorage(t);
  const { url } = await temporaryRedis(t);
  const first = dispatcher(t, storage, url, often);
  await queuedRun(storage, await someVoice(storage, '3'));
  await until(async () => (await storage.outbox.pending(1)).length === 0);
  assert.equal(await storage.leaders.lead('dispatcher', 'x'), false, 'the first one leads');
  const second = dispatcher(t, storage, url, never);
  // Nudged, it brings what it knows of.
  const voice = await someVoice(storage);
  await queuedRun(storage, voice);
  second.nudge();
  await until(async () => (await storage.outbox.pending(1)).length === 0);
  await first.close();
  assert.equal(await storage.leaders.lead('dispatcher', 'x'), true, 'it resigned');
  await storage.leaders.resign('dispatcher', 'x');
  const expired = await queuedRun(storage, await someVoice(storage, '2'));
  await storage.runs.claim(expired.id, -1, 'builtin');
  second.nudge();
  await until(async () => (await storage.runs.get(expired.id))?.state === 'queued');
});
