// How the natural source says a sentence: the pauses around it, which the model needs and nobody needs to hear, and what is made
// while it is listened to.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import {
  type Direction,
  KokoroSource,
  type Talker,
  type Utterance,
} from '../../../../src/trainer/engines/builtin/source/kokoro-source.ts';
import { Kokoro } from '../../../../src/trainer/engines/builtin/source/kokoro/kokoro.ts';
import { transcriptFeatures } from '../../../../src/trainer/engines/builtin/source/source.ts';
import { fromFirstSound } from '../../../../src/trainer/engines/builtin/speaking/render.ts';
import { smallVoices, writeSmallKokoro } from './small-kokoro.ts';

async function utter(source: KokoroSource, sentence: string, direction?: Direction): Promise<Utterance> {
  const [said] = await Array.fromAsync(source.utter([sentence], direction));
  return said;
}

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
    plan: (spoken, style, speed, durations) =>
      kokoro.plan(spoken, style, { speed, ...(durations && { durations: () => durations }) }),
    async speak(spoken, style, speed, { durations, f0 }) {
      told.push(durations);
      return kokoro.speak(spoken, style, { speed, durations: () => durations, f0: () => f0 });
    },
    excite: (spoken, style, { durations }) => kokoro.excite(spoken, style, { durations: () => durations }),
  };
  const voice = { name: 'kokoro', language: 'en', timbre: [[name, 1]], melody: name, pace: 1, raised: 0, model: '' };
  const source = new KokoroSource({ kokoro: heard, read: async () => ipa }, voice as never);
  await utter(source, 'Hello world.', {
    lengths: (segments: Uint8Array) => Float64Array.from(segments, () => 5),
    sing: () => null,
  } as never);
  await utter(source, 'Hello world.');
  assert.deepEqual(
    told.map((durations) => durations[0]),
    [planned.durations[0], planned.durations[0]],
  );
});

/** Frames of each segment. */
const lengthsOf = ({ segments, segment }: { segments: Uint8Array; segment: Int32Array }): number[] =>
  Array.from(segments, (_, i) => segment.filter((index) => index === i).length);

/** A source whose model says every sentence as the same five sounds. @param heard what it is asked for */
function sourceOf(heard: { onPlan?: (durations?: Int32Array) => void; speak?: () => Promise<void> }): KokoroSource {
  // A start, five characters and an end; of the eight units of the last sound six are silent.
  const durations = Int32Array.of(10, 4, 2, 3, 8, 7, 1);
  const energy = Float32Array.from({ length: 70 }, (_, step) =>
    step < 20 || step >= 2 * (10 + 4 + 2 + 3 + 2) ? -8 : 6,
  );
  const talker: Talker = {
    kokoro: {
      style: async () => ({ timbre: new Float32Array(128), melody: new Float32Array(128) }),
      async plan(_ipa, _style, _speed, given) {
        heard.onPlan?.(given);
        const wanted = given ?? durations;
        const length = 2 * wanted.reduce((sum, units) => sum + units, 0);
        const silence = 2 * (wanted[4] + wanted[5] + wanted[6]);
        return {
          durations: wanted,
          f0: new Float32Array(length).fill(150),
          energy: given ? Float32Array.from({ length }, (_, i) => (i >= length - silence + 4 ? -8 : 6)) : energy,
        };
      },
      async speak(_ipa, _style, _speed, plan) {
        await heard.speak?.();
        const length = 600 * plan.durations.reduce((sum, units) => sum + units, 0);
        return { samples: Float32Array.from({ length }, (_, n) => Math.sin(n / 10)) };
      },
      excite: async () => assert.fail('Nothing is learnt'),
    },
    read: async () => 'həlˈO.'.replace('ˈ', ''),
  };
  const voice = { name: 'kokoro', language: 'en', timbre: [['a', 1]], melody: 'a', pace: 1, raised: 0, model: '' };
  return new KokoroSource(talker, voice as never);
}

test('the silence in which the model lets a last sound end is a pause, stays as long as it plans it, and is cut off', async () => {
  const told: (Int32Array | undefined)[] = [];
  const source = sourceOf({ onPlan: (durations) => told.push(durations) });
  const { samples, features } = await utter(source, 'Hello.');
  // Of the last sound two units are heard; of the pause after it 0.3 s are left.
  assert.deepEqual(lengthsOf(features), [50, 20, 10, 15, 10, 60]);
  assert.equal(samples.length, (features.frames / 200) * 24_000);
  const twice = await utter(source, 'Hello.', {
    lengths: (_, starts) => Array.from(starts, (_start, i) => 2 * (starts[i + 1] - starts[i])),
    sing: () => null,
  });
  assert.deepEqual(told.at(-1), Int32Array.of(10, 8, 4, 6, 10, 7, 1));
  assert.equal(lengthsOf(twice.features).at(-1), 60);
});

test('the next sentence is being made when one is handed over, and what fails there is heard of with it', async () => {
  let asked = 0;
  const source = sourceOf({
    async speak() {
      if (++asked === 3) throw new Error('out of breath');
    },
  });
  const saying = source.utter(['One.', 'Two.', 'Three.']);
  const one = await saying.next();
  assert.equal(asked, 2);
  assert.deepEqual((await saying.next()).value, one.value);
  assert.equal(asked, 3);
  await assert.rejects(saying.next(), /out of breath/);
  // Who has heard enough leaves nothing behind that fails unheard.
  asked = 1;
  for await (const { samples } of source.utter(['One.', 'Two.'])) {
    assert.ok(samples.length > 0);
    break;
  }
  assert.equal(asked, 3);
});

test('the sound of a transcript and its features come of one saying, and are kept', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-sound-'));
  t.after(() => rm(folder, { recursive: true }));
  let said = 0;
  const source = sourceOf({
    async speak() {
      said++;
    },
  });
  const transcript = 'One. Two.';
  const sound = await source.sound(folder, transcript);
  const features = await transcriptFeatures(folder, source, transcript);
  assert.deepEqual(await source.sound(folder, transcript), sound);
  assert.equal(said, 2);
  assert.deepEqual(
    sound?.map(({ length }) => length),
    [0, 1].map(() => (80 * features!.frames) / 2),
  );
  assert.deepEqual(await source.speak(source.sentences(transcript)), features);
  assert.equal(await source.sound(folder, '…'), null);
});

test('what is said begins a tenth of a second before its first sound', () => {
  const rate = 1000;
  const said = Float32Array.from({ length: 1000 }, (_, n) => (n < 400 ? 1e-4 : 0.5 * Math.sin(n)));
  assert.deepEqual(fromFirstSound(said, rate), said.slice(300));
  const atOnce = said.slice(400);
  assert.deepEqual(fromFirstSound(atOnce, rate), atOnce);
  assert.deepEqual(fromFirstSound(new Float32Array(10), rate), new Float32Array(10));
});
