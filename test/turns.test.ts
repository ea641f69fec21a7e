// Turns by events alone: each piece of work says when it begins, and ends when the test says so.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createTurns } from '../src/turns.ts';

/** Work that stands still until it is told to end. */
function standing(order: string[]) {
  const running = new Map<string, () => void>();
  return {
    running,
    work: (name: string) => async () => {
      order.push(name);
      await new Promise<void>((resolve) => running.set(name, resolve));
      running.delete(name);
      return name;
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('one of each person in turn, however many one has', async () => {
  const takeTurn = createTurns({ places: 2, each: 1 });
  const order: string[] = [];
  const { running, work } = standing(order);
  const all = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'].map((name) => takeTurn(name[0] ?? '', work(name)));
  while (order.length < all.length) {
    await settled();
    assert.ok(running.size <= 2);
    const [first] = running.values();
    assert.ok(first, 'somebody has a turn');
    first();
  }
  await settled();
  for (const end of running.values()) end();
  await Promise.all(all);
  assert.deepEqual(order, ['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4']);
});

test('who comes while somebody else has everything standing begins at once', async () => {
  const takeTurn = createTurns({ places: 3, each: 2 });
  const order: string[] = [];
  const { running, work } = standing(order);
  const all = Array.from({ length: 20 }, (_, index) => takeTurn('a', work(`a${index}`)));
  await settled();
  assert.deepEqual(order, ['a0', 'a1']);
  const other = takeTurn('b', work('b'));
  await settled();
  running.get('b')?.();
  assert.equal(await other, 'b');
  assert.deepEqual(order, ['a0', 'a1', 'b'], 'nothing of the first person ended meanwhile');
  while (order.length < 21) {
    for (const end of running.values()) end();
    await settled();
  }
  for (const end of running.values()) end();
  await Promise.all(all);
});

test('who gives up while waiting leaves, and the others go on', async () => {
  const takeTurn = createTurns({ places: 1, each: 1 });
  const order: string[] = [];
  const { running, work } = standing(order);
  const giveUp = new AbortController();
  const first = takeTurn('a', work('a1'));
  const leaving = takeTurn('a', work('a2'), giveUp.signal);
  const elsewhere = takeTurn('b', work('b1'), giveUp.signal);
  const last = takeTurn('a', work('a3'));
  await settled();
  giveUp.abort(new Error('stopping'));
  await assert.rejects(leaving, /stopping/);
  await assert.rejects(elsewhere, /stopping/);
  running.get('a1')?.();
  await first;
  await settled();
  running.get('a3')?.();
  assert.equal(await last, 'a3');
  assert.deepEqual(order, ['a1', 'a3']);
});
