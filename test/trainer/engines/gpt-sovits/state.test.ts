// A state is checked before anything of it is used: what GPT-SoVITS would unpickle, too.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { newVoice, readState, stateFiles, writeState } from '../../../../src/trainer/engines/gpt-sovits/state.ts';
import { bytes, honestPickle, text, weights } from './archives.ts';

const evilPickle = bytes(0x80, 2, 'cos\nsystem\n(', text('id'), 'tR.');

/** A folder with the state of a voice that speaks and can be continued; the files in `changed` hold something else. */
async function state(t: TestContext, changed: Readonly<Record<string, Buffer>> = {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-state-'));
  t.after(() => rm(folder, { recursive: true }));
  for (const name of Object.values(stateFiles)) {
    const head = name === stateFiles.s2Weights ? '05' : undefined;
    const content = /^s[12]/.test(name) ? weights(honestPickle, head) : Buffer.from('{}');
    if (name !== stateFiles.voice) await writeFile(path.join(folder, name), changed[name] ?? content);
  }
  await writeState(folder, 'v2Pro', newVoice);
  return folder;
}

test('a sound state is read', async (t) => {
  assert.deepEqual(await readState(await state(t), 'v2Pro'), newVoice);
});

for (const name of ['s2-weights.pth', 's1-weights.ckpt', 's2-g.pth', 's2-d.pth', 's1.ckpt']) {
  test(`a state whose ${name} could run code is refused, although its hashes are right`, async (t) => {
    const head = name === stateFiles.s2Weights ? '05' : undefined;
    const folder = await state(t, { [name]: weights(evilPickle, head) });
    await assert.rejects(readState(folder, 'v2Pro'), {
      code: 'weights-unsafe',
      message: `${name} is not loaded: it asks for os.system.`,
    });
  });
}

for (const name of ['s1-weights.ckpt', 's2-g.pth', 's2-d.pth', 's1.ckpt']) {
  test(`a state whose ${name} begins as only exported weights of S2 do is refused`, async (t) => {
    const folder = await state(t, { [name]: weights(honestPickle, '05') });
    await assert.rejects(readState(folder, 'v2Pro'), { code: 'weights-unsafe', message: /does not begin as/ });
  });
}

test('a checkpoint that voice.json does not know is not taken up', async (t) => {
  const folder = await state(t);
  await rm(path.join(folder, stateFiles.s1));
  await writeState(folder, 'v2Pro', newVoice);
  await writeFile(path.join(folder, stateFiles.s1), weights(honestPickle));
  await assert.rejects(readState(folder, 'v2Pro'), {
    code: 'state-damaged',
    message: /s1\.ckpt is not in voice\.json/,
  });
});
