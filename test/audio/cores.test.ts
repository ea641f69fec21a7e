// Waiting for a core: at most as many at once as there are, in order, and nobody's turn is lost when somebody gives up.
import assert from 'node:assert/strict';
import os from 'node:os';
import test from 'node:test';
import { withCore } from '../../src/audio/cores.ts';

const never = () => assert.fail('began');

/** Hold all cores until each is let go. */
async function holdAll(): Promise<{ readonly letGo: () => void; readonly ended: Promise<void> }[]> {
  const began = Array.from({ length: os.availableParallelism() }, () => Promise.withResolvers<void>());
  const holders = began.map(({ resolve }) => {
    const gate = Promise.withResolvers<void>();
    const ended = withCore(undefined, async () => {
      resolve();
      await gate.promise;
    });
    return { letGo: () => gate.resolve(), ended };
  });
  await Promise.all(began.map(({ promise }) => promise));
  return holders;
}

test('who gives up as their turn comes loses nobody else’s', async () => {
  // How many steps of the event loop after a core is free does not matter.
  for (let steps = 0; steps < 12; steps++) {
    const holders = await holdAll();
    const giveUp = new AbortController();
    const reason = new Error(`gave up after ${steps}`);
    const order: string[] = [];
    const first = withCore(giveUp.signal, async () => void order.push('first')).catch((error: unknown) => error);
    const second = withCore(undefined, async () => void order.push('second'));
    const third = withCore(undefined, async () => void order.push('third'));
    holders[0]?.letGo();
    for (let step = 0; step < steps; step++) await Promise.resolve();
    giveUp.abort(reason);
    const outcome = await first;
    assert.ok(outcome === undefined || outcome === reason);
    await Promise.all([second, third]);
    assert.deepEqual(order, outcome === undefined ? ['first', 'second', 'third'] : ['second', 'third']);
    for (const { letGo } of holders) letGo();
    await Promise.all(holders.map(({ ended }) => ended));
  }
  // All cores are there again.
  const holders = await holdAll();
  for (const { letGo } of holders) letGo();
  await Promise.all(holders.map(({ ended }) => ended));
});

test('a core is held until its work has ended, also by who was told to give up', async () => {
  const [one, ...others] = await holdAll();
  assert.ok(one);
  one.letGo();
  await one.ended;
  const giveUp = new AbortController();
  const began = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let ended = false;
  const work = withCore(giveUp.signal, async () => {
    began.resolve();
    await gate.promise;
    ended = true;
  });
  await began.promise;
  const next = withCore(undefined, async () => ended);
  giveUp.abort(new Error('gave up'));
  // Only now the work, which notices by itself, comes to its end.
  setImmediate(gate.resolve);
  assert.equal(await next, true);
  await work;
  for (const { letGo } of others) letGo();
  await Promise.all(others.map((holder) => holder.ended));
});

test('who gives up while waiting, or before, does not begin', async () => {
  const holders = await holdAll();
  const giveUp = new AbortController();
  const reason = new Error('gave up');
  const waiting = withCore(giveUp.signal, never);
  giveUp.abort(reason);
  await assert.rejects(waiting, reason);
  await assert.rejects(withCore(giveUp.signal, never), reason);
  for (const { letGo } of holders) letGo();
  await Promise.all(holders.map(({ ended }) => ended));
});
