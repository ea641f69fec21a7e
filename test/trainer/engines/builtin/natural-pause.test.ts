// The pause with which the natural source begins a sentence: the model needs it, and nobody needs to hear it.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { KokoroSource, type Talker } from '../../../../src/trainer/engines/builtin/source/kokoro-source.ts';
import { Kokoro } from '../../../../src/trainer/engines/builtin/source/kokoro/kokoro.ts';
import { fromFirstSound } from '../../../../src/trainer/engines/builtin/speaking/render.ts';
import { smallVoices, writeSmallKokoro } from './small-kokoro.ts';

test('the pause before the first word stays as long as the model plans it, whatever else is told', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-pause-'));
  await writeSmallKokoro(path.join(folder, 'kokoro'));
  const kokoro = await Kokoro.open(path.join(folder, 'kokoro'), path.join(folder, 'parts'), { threads: 1 });
  t.after(async () => {
    await kokoro.close();
    await rm(folder, { recursive: true });
  });
  const ipa = 'həlˈO wˈɜɹld.';
  const [name] = smallVoices;
  const planned = await kokoro.plan(ipa, kokoro.voices.style(Array.from(ipa).length, name, name));
  const told: Int32Array[] = [];
  const heard: Talker['kokoro'] = {
    style: async (...given) => kokoro.voices.style(...given),
    plan: (spoken, style, { speed, lengthen }) => kokoro.plan(spoken, style, { speed, durations: lengthen }),
    async speak(spoken, style, speed, { durations, f0 }) {
      told.push(durations);
      return kokoro.speak(spoken, style, { speed, durations: () => durations, f0: () => f0 });
    },
  };
  const voice = { name: 'kokoro', language: 'en', timbre: [[name, 1]], melody: name, pace: 1, raised: 0, model: '' };
  const source = new KokoroSource({ kokoro: heard, read: async () => ipa }, voice as never);
  await source.utter('Hello world.', {
    lengths: (segments: Uint8Array) => Float64Array.from(segments, () => 5),
    sing: () => null,
  } as never);
  await source.utter('Hello world.');
  assert.deepEqual(
    told.map((durations) => durations[0]),
    [planned.durations[0], planned.durations[0]],
  );
});

test('what is said begins a tenth of a second before its first sound', () => {
  const rate = 1000;
  const said = Float32Array.from({ length: 1000 }, (_, n) => (n < 400 ? 1e-4 : 0.5 * Math.sin(n)));
  assert.deepEqual(fromFirstSound(said, rate), said.slice(300));
  const atOnce = said.slice(400);
  assert.deepEqual(fromFirstSound(atOnce, rate), atOnce);
  assert.deepEqual(fromFirstSound(new Float32Array(10), rate), new Float32Array(10));
});
