// What is put aside: taken once, by whoever has the newest key; and Redis itself can't read it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { connect } from '../../src/queue/redis.ts';
import { createShelf } from '../../src/queue/shelf.ts';
import { atEnd } from '../support/at-end.ts';
import { filesWith } from '../support/bytes.ts';
import { temporaryFolder, temporaryRedis } from './support.ts';

const [owner, words] = ['100000000000000001', 'words of a person who has not agreed yet'];

test('what is put aside comes out once, for the newest key, and lies sealed', async (t) => {
  const folder = await temporaryFolder(t);
  const redis = await temporaryRedis(t, folder);
  const [connection, other] = [connect(redis.url, 'worker'), connect(redis.url, 'worker')];
  for (const one of [connection, other]) atEnd(t, () => one.disconnect());
  const [shelf, elsewhere] = [createShelf(connection), createShelf(other)];

  const first = await shelf.put(owner, 'first', 60_000);
  const second = await shelf.put(owner, words, 60_000);
  assert.equal(await elsewhere.take(owner, first), null, 'only the newest waits');
  assert.equal(await elsewhere.take('another owner', second), null);
  assert.equal(await elsewhere.take(owner, 'no key at all'), null);
  assert.deepEqual(await filesWith(folder, [owner, words]), []);
  assert.equal(await elsewhere.take(owner, second), words);
  assert.equal(await shelf.take(owner, second), null, 'once');

  const dropped = await shelf.put(owner, words, 60_000);
  await elsewhere.drop(owner);
  assert.equal(await shelf.take(owner, dropped), null);
  await shelf.put(owner, words, 60_000);
  const [name = ''] = await connection.keys('*');
  const leftMs = await connection.pttl(name);
  assert.ok(leftMs > 0 && leftMs <= 60_000, 'it goes by itself');
});
