// As much as is taken, of nothing: it is decoded to its end, and answered.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { make, scratch, silence, take } from './material.ts';

test('half an hour of silence in a small file is no recording', async (t) => {
  const folder = await scratch(t);
  const bomb = path.join(folder, 'bomb.flac');
  await make(...silence, '-t', '1790', bomb);
  await assert.rejects(take(bomb, folder), { name: 'UserError', code: 'silent-recording' });
  assert.deepEqual(await readdir(folder), ['bomb.flac']);
});
