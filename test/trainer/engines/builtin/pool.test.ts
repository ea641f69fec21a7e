// The threads that compute: more tasks than workers, tasks that are aborted, and the end.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import { compileFlite } from '../../../../src/trainer/engines/builtin/source/flite.ts';
import { WorkerPool } from '../../../../src/trainer/engines/builtin/threads/pool.ts';
import { promptClips } from './fixtures.ts';

const nobody = (): Promise<never> => Promise.reject(new Error('Nobody answers'));

describe('worker pool', () => {
  let folder: string;
  let pool: WorkerPool;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-pool-'));
    const settings = { ffmpeg: await locateFfmpeg(), fliteModule: await compileFlite(), folder, checkpointSeconds: 3 };
    pool = new WorkerPool(2, settings, nobody);
  });
  after(async () => {
    await pool.close();
    await rm(folder, { recursive: true });
  });

  test('runs more tasks than it has workers, and the event loop stays free', async () => {
    const cacheDir = path.join(folder, 'cache');
    const clips = await promptClips(folder, 4, 2, 3);
    const before = performance.eventLoopUtilization();
    const results = await Promise.all(clips.map((clip) => pool.run('analyseClip', { clip, cacheDir })));
    const { utilization } = performance.eventLoopUtilization(before);
    for (const { pitch, failure } of results) {
      assert.equal(failure, null);
      assert.ok(pitch && Math.exp(pitch.mean) > 120 && Math.exp(pitch.mean) < 280);
    }
    assert.ok(utilization < 0.3, `the event loop was busy for ${(100 * utilization).toFixed(0)} % of the time`);
  });

  test("a task's error keeps its class, and the worker goes on", async () => {
    const missing = { stateDir: path.join(folder, 'nowhere'), text: 'Hello.', delivery: {} };
    await assert.rejects(pool.run('speak', missing), { name: 'UserError', code: 'state-missing' });
    await assert.rejects(pool.run('speak', missing), { name: 'UserError', code: 'state-missing' });
  });

  test('an aborted task rejects with the reason, waiting or running', async () => {
    const clips = await promptClips(folder, 4, 4, 6);
    const abort = new AbortController();
    const cacheDir = path.join(folder, 'aborted');
    const runs = clips.map((clip) => pool.run('analyseClip', { clip, cacheDir }, { signal: abort.signal }));
    const reason = new Error('enough');
    setImmediate(() => abort.abort(reason));
    for (const { status, reason: why } of (await Promise.allSettled(runs)) as PromiseRejectedResult[]) {
      assert.equal(status, 'rejected');
      assert.equal(why, reason);
    }
    await assert.rejects(pool.run('analyseClip', { clip: clips[0], cacheDir }, { signal: abort.signal }), reason);
  });

  test('closed, it takes no more', async () => {
    const other = new WorkerPool(1, undefined, nobody);
    await other.close();
    await assert.rejects(other.run('speak', { stateDir: folder, text: 'Hello.', delivery: {} }), {
      message: 'The worker pool is closed',
    });
  });
});
