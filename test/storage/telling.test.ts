// Who tells of what: one bot at a time, the next one when it is gone; and what is known of messages that were being sent.
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { onEachDatabase } from '../support/databases.ts';
import { queuedRun, someVoice, temporaryStorage } from './support.ts';

const long = 600_000;

onEachDatabase('what is to be told is told by one bot, and by another when that one is gone', async (t) => {
  const storage = await temporaryStorage(t);
  const { bots, telling } = storage;
  const voice = await someVoice(storage);
  const run = await queuedRun(storage, voice);
  await bots.announce('a', long);
  await bots.announce('b', long);
  assert.equal(await telling.runs.takeOne('a', run.id), true);
  assert.equal(await telling.runs.takeOne('b', run.id), false);
  assert.deepEqual(await telling.runs.take('b'), []);
  assert.deepEqual(await telling.runs.held('a'), [run.id]);

  assert.equal(await telling.runs.begin('b', run.id, 'result'), 'not-ours');
  assert.equal(await telling.runs.begin('a', run.id, 'result'), 'nothing');
  // It dies here: silent for longer than it said.
  await bots.announce('a', 0);
  await setTimeout(5);
  assert.deepEqual(await telling.runs.take('b'), [run.id]);
  assert.equal(await telling.runs.begin('a', run.id, 'result'), 'not-ours', 'it only seemed dead');
  assert.equal(await telling.runs.begin('b', run.id, 'result'), 'begun');
  await telling.runs.sent('b', run.id, 'result', { channelId: '1', messageId: '2' });
  assert.equal(await telling.runs.begin('b', run.id, 'voice'), 'nothing');
  await bots.withdraw('b');
  assert.equal(await telling.runs.takeOne('c', run.id), true);
  assert.deepEqual(await telling.runs.begin('c', run.id, 'result'), { channelId: '1', messageId: '2' });
  assert.equal(await telling.runs.begin('c', run.id, 'voice'), 'begun');
});

onEachDatabase('what no way led to somebody with is told by whoever hears them', async (t) => {
  const storage = await temporaryStorage(t);
  const { bots, telling } = storage;
  const [ann, ben] = [await someVoice(storage, '1'), await someVoice(storage, '2')];
  const [anns, bens] = [await queuedRun(storage, ann), await queuedRun(storage, ben)];
  for (const bot of ['a', 'b']) await bots.announce(bot, long);
  assert.equal((await telling.runs.take('a')).length, 2);
  await telling.runs.keep('b', anns.id);
  assert.deepEqual(await telling.runs.takeKept('b', '1'), [], 'only whoever tells of it can keep it');
  await telling.runs.keep('a', anns.id);
  assert.deepEqual(await telling.runs.take('b'), []);
  assert.deepEqual(await telling.runs.takeKept('b', '2'), []);
  const taken = await Promise.all(['a', 'b'].map((bot) => telling.runs.takeKept(bot, '1')));
  assert.deepEqual(taken.flat(), [anns.id], 'once');
  assert.deepEqual(
    [...(await telling.runs.held('a')), ...(await telling.runs.held('b'))].sort(),
    [anns.id, bens.id].sort(),
  );
  const [holder = ''] = taken[0]?.length === 1 ? ['a'] : ['b'];
  await telling.runs.keep(holder, anns.id);
  await telling.runs.unkeep();
  assert.deepEqual(await telling.runs.take('b'), [anns.id], 'tried once more');
});

onEachDatabase('of many bots at once, each thing is taken by one', async (t) => {
  const storage = await temporaryStorage(t);
  const { bots, telling } = storage;
  const runs = await Promise.all(
    Array.from({ length: 12 }, async (_, index) => await queuedRun(storage, await someVoice(storage, String(index)))),
  );
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  for (const bot of names) await bots.announce(bot, long);
  const taken = await Promise.all(names.map((bot) => telling.runs.take(bot)));
  assert.deepEqual(taken.flat().sort(), runs.map(({ id }) => id).sort());
});
