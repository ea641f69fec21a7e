// Real processes: trainers and Redis that die, and who goes on with what they held.
import assert from 'node:assert/strict';
import { type TestContext, describe, test } from 'node:test';
import { startDispatcher } from '../../../src/queue/dispatcher.ts';
import { startPrivateRedis } from '../../../src/queue/redis.ts';
import type { Run, Storage } from '../../../src/storage/storage.ts';
import { mustGet, queuedRun, someVoice, temporaryStorage } from '../../storage/support.ts';
import { atEnd } from '../../support/at-end.ts';
import { type Peer, ask, log, peer, serverPid, temporaryFolder, temporaryRedis, until } from '../support.ts';
import type { TrainerOptions, TrainerReport } from './trainer.ts';

type Claimed = Extract<TrainerReport, { what: 'claimed' }>;
type Finished = Extract<TrainerReport, { what: 'finished' }>;
type Trainer = Peer<TrainerReport>;

const leaseMs = 1500;

async function trainer(t: TestContext, options: TrainerOptions): Promise<Trainer> {
  const started = peer<TrainerReport>(t, 'trainer.ts', options);
  await started.heard((report) => report.what === 'ready');
  return started;
}

const claim = (by: Trainer, runId: string): Promise<Claimed> =>
  by.heard((report): report is Claimed => report.what === 'claimed' && report.runId === runId);

const finish = async (by: Trainer, runId: string): Promise<readonly string[]> => {
  by.tell('finish');
  return (await by.heard((report): report is Finished => report.what === 'finished' && report.runId === runId))
    .accepted;
};

/** Request a training the way the bot does: row, outbox, nudge. */
async function requested(t: TestContext, storage: Storage, redisUrl: string, userId: string): Promise<Run> {
  const run = await queuedRun(storage, await someVoice(storage, userId));
  const dispatcher = startDispatcher({ storage, engine: 'builtin', redisUrl, log });
  atEnd(t, () => dispatcher.close());
  dispatcher.nudge();
  return run;
}

const allOfIt = ['progress', 'checkpoint', 'publish'];

async function oneVersion(storage: Storage, run: Run): Promise<void> {
  assert.equal((await mustGet(storage, run.id)).state, 'done');
  assert.deepEqual(
    (await storage.versions.list(run.voiceId)).map((version) => version.runId),
    [run.id],
  );
}

// They mostly wait for leases: so all at once.
describe('trainers and Redis that die', { concurrency: true }, () => {
  test('a killed trainer: another one has its run soon after the lease, whatever BullMQ believes', async (t) => {
    const storage = await temporaryStorage(t);
    const { url } = await temporaryRedis(t);
    // BullMQ's lock of 30 s stays with the dead one for the whole test.
    const options = { dataDir: storage.dataDir, redisUrl: url, leaseMs };
    const first = await trainer(t, options);
    const run = await requested(t, storage, url, '1');
    assert.equal((await claim(first, run.id)).fence, 1);
    const second = await trainer(t, options);
    await first.end('SIGKILL');
    const killedAt = Date.now();
    const { fence, at } = await claim(second, run.id);
    t.diagnostic(`claimed again ${at - killedAt} ms after the kill, with a lease of ${leaseMs} ms`);
    assert.equal(fence, 2);
    // So it was the lease that ended, not the lock.
    assert.equal(
      (await ask<string[]>(url, 'LRANGE', 'bull:training.builtin:active', '0', '-1')).length,
      2,
      'both jobs are active',
    );
    assert.deepEqual(await finish(second, run.id), allOfIt);
    await oneVersion(storage, run);
  });

  test('a trainer that was stopped beyond its lease and its lock wakes up as a zombie: nothing it writes counts', async (t) => {
    const storage = await temporaryStorage(t);
    const { url } = await temporaryRedis(t);
    const options = {
      dataDir: storage.dataDir,
      redisUrl: url,
      leaseMs,
      lockTimes: { lockMs: 800, stalledCheckMs: 300 },
    };
    const zombie = await trainer(t, options);
    const run = await requested(t, storage, url, '1');
    await claim(zombie, run.id);
    const second = await trainer(t, options);
    zombie.process.kill('SIGSTOP');
    assert.equal((await claim(second, run.id)).fence, 2);
    // BullMQ gives the old job away as well; who gets it leaves the run to its holder.
    await until(
      async () => (await ask<string[]>(url, 'LRANGE', 'bull:training.builtin:active', '0', '-1')).length === 1,
    );
    const before = await mustGet(storage, run.id);
    zombie.process.kill('SIGCONT');
    assert.deepEqual(await finish(zombie, run.id), []);
    const after = await mustGet(storage, run.id);
    assert.deepEqual({ ...after, leaseUntil: 0 }, { ...before, leaseUntil: 0 });
    assert.equal(await storage.runs.latestCheckpoint(run.id), null);
    assert.deepEqual(await finish(second, run.id), allOfIt);
    await oneVersion(storage, run);

    const next = await requested(t, storage, url, '2');
    const by = await Promise.race([
      claim(zombie, next.id).then(() => zombie),
      claim(second, next.id).then(() => second),
    ]);
    assert.deepEqual(await finish(by, next.id), allOfIt);
    await oneVersion(storage, next);
  });

  test('Redis killed in the middle of a training: the run is done once, and the next one follows', async (t) => {
    const storage = await temporaryStorage(t);
    const folder = await temporaryFolder(t);
    const redis = await startPrivateRedis(folder);
    const worker = await trainer(t, { dataDir: storage.dataDir, redisUrl: redis.url, leaseMs: 5000 });
    const run = await requested(t, storage, redis.url, '1');
    await claim(worker, run.id);
    process.kill(await serverPid(redis.url), 'SIGKILL');
    await redis.closed;
    // Requested and finished while there is no Redis.
    const next = await requested(t, storage, redis.url, '2');
    assert.deepEqual(await finish(worker, run.id), allOfIt);
    await oneVersion(storage, run);
    await temporaryRedis(t, folder);
    const back = Date.now();
    const { fence, at } = await claim(worker, next.id);
    t.diagnostic(`the next run was claimed ${at - back} ms after Redis was back`);
    assert.equal(fence, 1);
    assert.deepEqual(await finish(worker, next.id), allOfIt);
    await oneVersion(storage, run);
    await oneVersion(storage, next);
  });

  test('FLUSHALL in the middle of a training: it goes on, and what waited comes back', async (t) => {
    const storage = await temporaryStorage(t);
    const { url } = await temporaryRedis(t);
    const worker = await trainer(t, { dataDir: storage.dataDir, redisUrl: url, leaseMs: 5000 });
    const run = await requested(t, storage, url, '1');
    await claim(worker, run.id);
    const waiting = await requested(t, storage, url, '2');
    await until(async () => (await storage.outbox.pending(10)).length === 0);
    await ask(url, 'FLUSHALL');
    assert.deepEqual(await finish(worker, run.id), allOfIt);
    assert.equal((await claim(worker, waiting.id)).fence, 1);
    assert.deepEqual(await finish(worker, waiting.id), allOfIt);
    await oneVersion(storage, run);
    await oneVersion(storage, waiting);
  });
});
