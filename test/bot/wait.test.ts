// When a training that waits will be done: those before it, shared among the trainers that are there, and its own time.
import assert from 'node:assert/strict';
import test from 'node:test';
import { waitOf } from '../../src/bot/answers/progress.ts';
import type { TrainingWork } from '../../src/storage/records.ts';
import type { Run } from '../../src/storage/storage.ts';
import {
  answerTo,
  nextMillisecond,
  progress,
  publishedVersion,
  someVoice,
  temporaryStorage,
} from '../storage/support.ts';

const work: TrainingWork = { seconds: 60, newSeconds: 60, testClips: 3, hasRival: false, epochSeconds: null };
const phases = { preparing: 20, training: 60, evaluating: 10, publishing: 10 };

test('the time until a training is done is that of those before it and its own, and not told where one is not known', async (t) => {
  const storage = await temporaryStorage(t);
  const { runs, trainers } = storage;
  const asked = async (user: string, known = true): Promise<Run> => {
    const voice = await someVoice(storage, user);
    const request = { kind: 'train', mode: 'continue', epochs: null, ...(known && { work }) } as const;
    const run = await runs.request({ voiceId: voice.id, userId: user, engine: 'builtin', request, answerTo });
    await nextMillisecond(run.createdAt);
    return run;
  };
  const secondsOf = async (run: Run): Promise<number | null> => {
    const { seconds } = await waitOf(storage, (await runs.get(run.id)) ?? run);
    return seconds === null ? null : Math.round(seconds);
  };
  const one = { id: 'one', engine: 'builtin', device: 'cpu' };
  await trainers.announce(one, 600_000);
  const early = await asked('1');
  assert.equal(await secondsOf(early), null, 'nobody knows how long one takes');
  await runs.requestCancel(early.id);
  const before = await someVoice(storage, '9');
  for (let count = 0; count < 2; count++) {
    await publishedVersion(storage, before, { took: { device: 'cpu', times: { source: null, work, phases } } });
  }

  const [first, second, third] = [await asked('1'), await asked('2'), await asked('3')];
  assert.deepEqual([await secondsOf(first), await secondsOf(second), await secondsOf(third)], [100, 200, 300]);
  await trainers.announce({ ...one, id: 'two' }, 600_000);
  assert.deepEqual([await secondsOf(first), await secondsOf(second), await secondsOf(third)], [100, 100, 200]);
  await trainers.withdraw('two');

  const held = await runs.claim(first.id, 600_000, 'builtin');
  assert.ok(held);
  assert.ok(((await secondsOf(first)) ?? 0) > 95, 'begun, and nothing said yet');
  await runs.saveProgress(first.id, held.fence, { ...progress, wholeSecondsLeft: 30, at: Date.now() });
  assert.ok([29, 30].includes((await secondsOf(first)) ?? 0), 'as its trainer says');
  assert.ok([129, 130].includes((await secondsOf(second)) ?? 0));
  await runs.saveProgress(first.id, held.fence, { ...progress, wholeSecondsLeft: 30, at: Date.now() - 60_000 });
  assert.equal(await secondsOf(second), 100, 'never less than its own');

  const unknown = await asked('4', false);
  const last = await asked('5');
  assert.deepEqual([await secondsOf(unknown), await secondsOf(last)], [null, null]);
  await trainers.withdraw('one');
  assert.equal((await waitOf(storage, third)).missing?.engine, 'builtin');
});
