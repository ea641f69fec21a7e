// How the natural source says a sentence: the pauses around it, which the model needs and nobody needs to hear, and what is made
// while it is listened to.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { createBuiltinEngine } from '../../../../src/trainer/engines/builtin/engine.ts';
import {
  type Direction,
  KokoroSource,
  type Talker,
  type Utterance,
} from '../../../../src/trainer/engines/builtin/source/kokoro-source.ts';
import { Kokoro, type SpeechPlan } from '../../../../src/trainer/engines/builtin/source/kokoro/kokoro.ts';
import { transcriptFeatures } from '../../../../src/trainer/engines/builtin/source/source.ts';
import { fromFirstSound } from '../../../../src/trainer/engines/builtin/speaking/render.ts';
import { smallVoices, writeSmallKokoro } from './small-kokoro.ts';

async function utter(source: KokoroSource, sentence: string, direction?: Direction, rest?: string): Promise<Utterance> {
  const [said] = await Array.fromAsync(source.utter([sentence], direction, rest));
  return said;
}

const asPlanned: Direction['lengths'] = (_, starts) => Array.from(starts.subarray(1), (end, i) => end - starts[i]);

/** A source of a small model that reads such sentences, and what its model is told to say. */
async function smallSource(t: TestContext, read: Record<string, string>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-pause-'));
  await writeSmallKokoro(path.join(folder, 'kokoro'));
  const kokoro = await Kokoro.open(path.join(folder, 'kokoro'), path.join(folder, 'parts'), { threads: 1 });
  t.after(async () => {
    await kokoro.close();
    await rm(folder, { recursive: true });
  });
  const [name] = smallVoices;
  const told: SpeechPlan[] = [];
  const heard: Talker['kokoro'] = {
    style: async (...given) => kokoro.voices.style(...given),
    plan: (spoken, style, speed, durations) =>
      kokoro.plan(spoken, style, { speed, ...(durations && { durations: () => durations }) }),
    async speak(spoken, style, speed, plan) {
      told.push(plan);
      return kokoro.speak(spoken, style, { speed, durations: () => plan.durations, f0: () => plan.f0 });
    },
    excite: (spoken, style, { durations }) => kokoro.excite(spoken, style, { durations: () => durations }),
  };
  const voice = { name: 'kokoro', language: 'en', timbre: [[name, 1]], melody: name, pace: 1, raised: 0, model: '' };
  const source = new KokoroSource({ kokoro: heard, read: async (sentence) => read[sentence] }, voice as never);
  const planned = (ipa: string): Promise<SpeechPlan> =>
    kokoro.plan(ipa, kokoro.voices.style(Array.from(ipa).length, name, name));
  return { source, told, planned };
}

test('the pause before the first word stays as long as the model plans it, whatever else is told', async (t) => {
  const ipa = 'həlˈO wˈɜɹld.';
  const { source, told, planned } = await smallSource(t, { 'Hello world.': ipa });
  await utter(source, 'Hello world.', {
    lengths: (segments: Uint8Array) => Float64Array.from(segments, () => 5),
    sing: () => null,
  } as never);
  await utter(source, 'Hello world.');
  const { durations } = await planned(ipa);
  assert.deepEqual(
    told.map((plan) => plan.durations[0]),
    [durations[0], durations[0]],
  );
});

test('a piece has the melody and rhythm that it has in its sentence, and then the silence that lets its last sound end', async (t) => {
  const read = { 'Hello world': 'həlˈO wˈɜɹld', 'and goodbye.': 'ænd ɡʊdbˈI.' };
  const whole = { 'Hello world and goodbye.': 'həlˈO wˈɜɹld ænd ɡʊdbˈI.' };
  const { source, told } = await smallSource(t, { ...read, ...whole });
  const direction: Direction = {
    lengths: (segments, starts) => asPlanned(segments, starts).map((length, i) => length * (1 + (i % 2) / 2)),
    // It falls to the end.
    sing: ({ frames }) => Float32Array.from({ length: frames }, (_, frame) => 220 - (100 * frame) / frames),
  };
  await utter(source, 'Hello world and goodbye.', direction);
  const begun = await utter(source, 'Hello world', direction, 'and goodbye.');
  const alone = await utter(source, 'Hello world', direction);
  const [all, piece, itself] = told;
  // All but the last sound, and the end.
  const sounds = 'həlˈO wˈɜɹl'.length + 1;
  const upTo = ({ durations }: SpeechPlan): number => 2 * durations.slice(0, sounds).reduce((sum, own) => sum + own, 0);
  assert.deepEqual(piece.durations.slice(0, sounds), all.durations.slice(0, sounds));
  assert.deepEqual(piece.f0.slice(0, upTo(piece)), all.f0.slice(0, upTo(all)));
  assert.deepEqual(piece.energy.slice(0, upTo(piece)), all.energy.slice(0, upTo(all)));
  assert.equal(piece.durations.at(-1), itself.durations.at(-1));
  assert.notDeepEqual(itself.f0.slice(0, upTo(itself)), all.f0.slice(0, upTo(all)));
  // No pause is heard before what goes on.
  assert.equal(lengthsOf(begun.features).at(-1), 8);
  assert.ok(lengthsOf(alone.features).at(-1)! > 8);
});

/** Frames of each segment. */
const lengthsOf = ({ segments, segment }: { segments: Uint8Array; segment: Int32Array }): number[] =>
  Array.from(segments, (_, i) => segment.filter((index) => index === i).length);

/** A source whose model says every sentence as the same five sounds. @param heard what it is asked for */
function sourceOf(heard: {
  onPlan?: (durations?: Int32Array) => void;
  speak?: (plan: SpeechPlan) => Promise<void>;
}): KokoroSource {
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
        await heard.speak?.(plan);
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
    lengths: (segments, starts) => asPlanned(segments, starts).map((length) => 2 * length),
    sing: () => null,
  });
  assert.deepEqual(told.at(-1), Int32Array.of(10, 8, 4, 6, 10, 7, 1));
  assert.equal(lengthsOf(twice.features).at(-1), 60);
});

const middle = (f0: Float32Array): number => f0.toSorted()[f0.length >> 1];

test('what lies beyond what the model sings is sung lower and more slowly, and then raised; its features are as it is heard', async () => {
  const told: SpeechPlan[] = [];
  const source = sourceOf({
    async speak(plan) {
      if (told.push(plan) === 3) throw new Error('told enough');
    },
  });
  const at = (hertz: number): Promise<Utterance> =>
    utter(source, 'Hello.', { lengths: asPlanned, sing: ({ frames }) => new Float32Array(frames).fill(hertz) });
  const [low, high] = [await at(250), await at(400)];
  const [usual, slow] = told.map(({ durations }) => durations.reduce((sum, units) => sum + units, 0));
  assert.equal(middle(told[0].f0), 250);
  // 400 / 260, in twentieths.
  assert.ok(Math.abs(middle(told[1].f0) - 400 / 1.55) < 0.01, `${middle(told[1].f0)} Hz`);
  assert.equal(slow, Math.round(usual * 1.55));
  assert.deepEqual(lengthsOf(high.features), lengthsOf(low.features));
  assert.equal(high.samples.length, low.samples.length);
  assert.equal(middle(high.features.f0.filter((hertz) => hertz > 0)), 400);
  // As far as so long a sentence can be slowed: 30 s are the most that is said at once.
  const long: Direction = {
    lengths: (segments, starts) => asPlanned(segments, starts).map((length) => 60 * length),
    sing: ({ frames }) => new Float32Array(frames).fill(400),
  };
  await assert.rejects(utter(source, 'Hello.', long), /told enough/);
  assert.ok(told[2].durations.reduce((sum, units) => sum + units, 0) <= 1200);
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

test('what is cached of what is said is named after the clip in every language', () => {
  const text = 'El Sr. López dijo: «¿Son 3,5 km?» — Sí… no más de 20 % a las 10:30.';
  const engine = createBuiltinEngine({ ffmpeg: {} as never });
  for (const language of ['en', 'es', 'fr', 'hi']) {
    const source = new KokoroSource({} as Talker, { language, timbre: [], melody: '', pace: 1, raised: 0 } as never);
    const name = source.cacheName(source.sentences(text));
    assert.ok(engine.cacheKeys({ sha256: '', transcript: text, language }).includes(name.slice(0, 64)), language);
  }
});
