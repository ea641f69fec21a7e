// How a state becomes blobs.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { storeState } from '../../src/trainer/states.ts';
import { sha256, temporaryStorage } from '../storage/support.ts';
import { createToneEngine } from './tone-engine.ts';

test('what did not change since the last checkpoint is not stored again', async (t) => {
  const { blobs, dataDir } = await temporaryStorage(t);
  const stored: string[] = [];
  const watched = { ...blobs, put: (file: string | Buffer) => (stored.push(String(file)), blobs.put(file)) };
  const dir = path.join(dataDir, 'state');
  await mkdir(dir);
  for (const name of ['a', 'b']) await writeFile(path.join(dir, name), name);
  const first = await storeState(watched, createToneEngine(), dir);
  await writeFile(path.join(dir, 'b'), 'changed');
  const second = await storeState(watched, createToneEngine(), dir, first);
  assert.deepEqual(
    stored.map((file) => path.basename(file)),
    ['a', 'b', 'b'],
  );
  assert.deepEqual(second.files, [
    { name: 'a', sha256: sha256('a'), bytes: 1 },
    { name: 'b', sha256: sha256('changed'), bytes: 7 },
  ]);
});
