// Threads: bounded, stopped where that is safe, waited for where it is not; and processes that are told to end while theirs
// are at work.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { Random } from '../src/learning/random.ts';
import { outage } from '../src/outage.ts';
import { type Threads, createThreads } from '../src/threads.ts';
import { atEnd } from './support/at-end.ts';
import { patienceMs } from './support/patience.ts';
import { busyWith, endWhileBusy } from './support/terminations.ts';
import type { Task } from './support/thread-tasks.ts';

const open = (isNative: boolean): Threads<Task, number> =>
  createThreads(new URL('./support/thread-tasks.ts', import.meta.url), { most: 2, idleMs: 10_000, isNative });
const untouched = (): Int32Array<SharedArrayBuffer> => new Int32Array(new SharedArrayBuffer(4));
/** Resolves when the progress of a task is no longer this. */
const past = async (step: number, progress: Int32Array<SharedArrayBuffer>): Promise<void> => {
  const wait = Atomics.waitAsync(progress, 0, step, patienceMs);
  await wait.value;
};
const begun = (progress: Int32Array<SharedArrayBuffer>): Promise<void> => past(0, progress);

describe('threads', () => {
  test('more tasks than threads; a failure is told and the next one is done', async (t) => {
    let started = 0;
    const onWorker = () => started++;
    process.on('worker', onWorker);
    t.after(() => process.off('worker', onWorker));
    const threads = open(false);
    const doubled = await Promise.all([1, 2, 3, 4, 5].map((value) => threads.run({ what: 'double', value })));
    assert.deepEqual(doubled, [2, 4, 6, 8, 10]);
    assert.ok(started <= 2, `${started} threads`);
    await assert.rejects(threads.run({ what: 'fail' }), RangeError);
    assert.equal(await threads.run({ what: 'double', value: 4 }), 8);
    await threads.close();
    await assert.rejects(threads.run({ what: 'double' }), /closed/);
  });

  test('a full disk that a thread meets is known as one', { skip: process.platform !== 'linux' }, async () => {
    const threads = open(false);
    const failure = await threads.run({ what: 'write' }).catch((error: unknown) => error);
    assert.equal(outage(failure)?.kind, 'disk-full', String(failure));
    await threads.close();
  });

  test('an endless loop is stopped, and its thread is free again', async () => {
    const threads = open(false);
    const progress = [untouched(), untouched()];
    const stop = new AbortController();
    const looping = progress.map((of) => threads.run({ what: 'loop', progress: of }, stop.signal));
    const waiting = threads.run({ what: 'double', value: 1 });
    await Promise.all(progress.map(begun));
    const reason = new Error('enough');
    stop.abort(reason);
    for (const loop of looping) await assert.rejects(loop, reason);
    assert.equal(await waiting, 2);
    await threads.close();
  });

  test('an idle thread goes on with its event loop, in which addons give back what they took', async () => {
    const threads = createThreads<Task, number>(new URL('./support/thread-tasks.ts', import.meta.url), {
      most: 1,
      idleMs: 10_000,
      isNative: true,
    });
    const progress = untouched();
    await threads.run({ what: 'later', progress });
    await past(2, progress);
    assert.equal(progress[0], 3);
    await threads.close();
  });

  test('where a native addon may be at work, nobody waits for what is aborted, and it ends by itself', async () => {
    const threads = open(true);
    const [first, second] = [untouched(), untouched()];
    const stop = new AbortController();
    const aborted = threads.run({ what: 'wait', progress: first }, stop.signal);
    const other = threads.run({ what: 'wait', progress: second });
    await Promise.all([first, second].map(begun));
    stop.abort(new Error('enough'));
    await assert.rejects(aborted, /enough/);
    assert.equal(first[0], 1);
    const closing = threads.close();
    await assert.rejects(other, /closed/);
    await closing;
    assert.deepEqual([first[0], second[0]], [2, 2]);
  });
});

test('a process ends cleanly while its threads draw, listen, look through recordings and compare', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-busy-'));
  atEnd(t, () => rm(folder, { recursive: true }));
  const { code, signal, complaints } = await endWhileBusy(busyWith, folder, Random.seeded(11));
  assert.deepEqual({ code, signal, complaints }, { code: 0, signal: null, complaints: [] });
});
