// Another process holds the lock: who waits for it must not keep everybody else in this process waiting.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { atEnd } from '../support/at-end.ts';
import { someVoice, temporaryStorage } from './support.ts';

test('while another process holds the lock this one goes on; what waits for the lock is done after it', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const locker = fork(
    fileURLToPath(new URL('processes/locker.ts', import.meta.url)),
    [path.join(storage.dataDir, 'timbre.sqlite')],
    { execArgv: [] },
  );
  atEnd(t, () => void locker.kill('SIGKILL'));
  assert.deepEqual((await once(locker, 'message'))[0], 'locked');

  const settled: string[] = [];
  const writes = [
    storage.users.ensure('2', 'de').then(() => settled.push('statement')),
    storage.voices.share(voice.id, true).then(() => settled.push('transaction')),
  ];
  // The other process lets go only after a long talk with this one. Were this one deaf between tries, what waits would lose
  // its patience before the talk is over.
  for (let round = 0; round < 3000; round += 1) {
    locker.send('ping');
    await once(locker, 'message');
  }
  assert.deepEqual(settled, [], 'the lock is held');
  locker.send('let go');
  await Promise.all(writes);
  assert.equal((await storage.users.get('2'))?.locale, 'de');
  assert.notEqual((await storage.voices.get(voice.id))?.sharedAt, null);
});
