// States that nobody vouches for: every number is looked at, and what is no plain number is named.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { UserError } from '../../src/errors.ts';
import { encodeSafetensors } from '../../src/learning/safetensors.ts';
import { examineState } from '../../src/takeout/examining.ts';
import { temporaryFolder } from '../storage/support.ts';

const tensors = (...numbers: number[]): Buffer =>
  encodeSafetensors(new Map([['w', { shape: [numbers.length], data: Float32Array.from(numbers) }]]));

test('a state is examined number by number, and what may hold anything is named', async (t) => {
  const folder = await temporaryFolder(t);
  const examined = async (files: Readonly<Record<string, Uint8Array | string>>): Promise<string | null> => {
    const names = Object.keys(files);
    for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
    const manifest = { files: names.map((name) => ({ name, sha256: name, bytes: 1 })) };
    return await examineState(manifest, (name) => path.join(folder, name));
  };
  assert.equal(await examined({ 'a.safetensors': tensors(1, -2), 'b.json': '{"a":[1,{"b":null}]}' }), null);
  assert.equal(await examined({ 'a.safetensors': tensors(1), 's.ckpt': 'anything' }), 's.ckpt');

  const huge = tensors(1);
  // A shape of more numbers than the file has.
  huge.write('9', huge.indexOf('[1]') + 1);
  const deep = `${'['.repeat(100)}${']'.repeat(100)}`;
  for (const [name, content] of [
    ['a.safetensors', tensors(1, Number.POSITIVE_INFINITY)],
    ['a.safetensors', tensors(Number.NaN)],
    ['a.safetensors', huge],
    ['a.safetensors', tensors(1).subarray(0, -2)],
    ['a.safetensors', 'no tensors'],
    ['b.json', '{"a":-1e999}'],
    ['b.json', deep],
    ['b.json', '{'],
  ] as const) {
    await assert.rejects(examined({ [name]: content }), (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.deepEqual([error.texts?.key, error.texts?.params], ['bad-takeout/state', { file: name }]);
      return true;
    });
  }
});
