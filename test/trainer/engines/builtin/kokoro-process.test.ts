// The neural source in a process of its own: the same bits as here, errors by name, and a new process after one that ended.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { Kokoro } from '../../../../src/trainer/engines/builtin/source/kokoro/kokoro.ts';
import { type AskKokoro, KokoroProcess } from '../../../../src/trainer/engines/builtin/source/kokoro/process.ts';
import { scratch } from '../../../audio/material.ts';
import { smallVoices, writeSmallKokoro } from './small-kokoro.ts';

test('a process says what is said here, tells what is wrong, and is started again', async (t) => {
  const folder = await scratch(t);
  const files = { folder: path.join(folder, 'kokoro'), partsDir: path.join(folder, 'parts') };
  await writeSmallKokoro(files.folder);
  const here = await Kokoro.open(files.folder, files.partsDir, { threads: 2 });
  const there = new KokoroProcess(files);
  t.after(() => Promise.all([here.close(), there.close()]));
  const ask = there.ask as AskKokoro;
  const [first, second] = smallVoices;
  const ipa = 'həlˈO wˈɜɹld.';

  assert.deepEqual(await ask('names', {}), here.voices.names);
  const style = await ask('style', { tokens: 10, timbre: { [first]: 0.25, [second]: 0.75 }, melody: second });
  assert.deepEqual(style, here.voices.style(10, { [first]: 0.25, [second]: 0.75 }, second));
  const plan = await ask('plan', { ipa, style, speed: 1 });
  assert.deepEqual(plan, await here.plan(ipa, style));
  const durations = plan.durations.map((units) => units + 1);
  const slower = await ask('plan', { ipa, style, speed: 1, durations });
  assert.deepEqual(slower, await here.plan(ipa, style, { durations: () => durations }));
  const said = await Promise.all([1, 2, 3].map(() => ask('speak', { ipa, style, speed: 1, ...plan })));
  const { samples } = await here.speak(ipa, style);
  for (const speech of said) assert.deepEqual(speech.samples, samples);

  await assert.rejects(ask('plan', { ipa: '', style, speed: 1 }), { name: 'RangeError', message: /nothing/ });
  // More than could be said before the end.
  const much = Array.from({ length: 100 }, () => ask('speak', { ipa, style, speed: 1, ...plan }));
  const unheard = Promise.allSettled(much);
  await there.close();
  const last = (await unheard).at(-1);
  assert.ok(last?.status === 'rejected');
  assert.match(String(last.reason), /The natural source ended with SIGKILL/);
  assert.deepEqual(await ask('plan', { ipa, style, speed: 1 }), plan);
});
