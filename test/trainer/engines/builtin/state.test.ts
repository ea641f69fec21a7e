// The state of a voice on disk: written, read back, refused where it is damaged.
import assert from 'node:assert/strict';
import { topColumns } from '../../../../src/trainer/engines/builtin/speaker/top.ts';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { parametersOf } from '../../../../src/learning/model.ts';
import { Random } from '../../../../src/learning/random.ts';
import type { NamedTensors } from '../../../../src/learning/safetensors.ts';
import { shiftCount } from '../../../../src/trainer/engines/builtin/speaker/corpus.ts';
import { voiceModel } from '../../../../src/trainer/engines/builtin/network/model.ts';
import { ProsodySums } from '../../../../src/trainer/engines/builtin/speaker/prosody.ts';
import { readState, writeState } from '../../../../src/trainer/engines/builtin/speaker/state.ts';
import type { VoiceState } from '../../../../src/trainer/engines/builtin/speaker/state.ts';

function parameters(slots: readonly string[]): NamedTensors {
  const random = Random.seeded(1);
  const each = parametersOf(voiceModel(2));
  return new Map(
    slots.flatMap((slot) =>
      each.map(({ name, shape, initializer }) => [slot + name, { shape, data: initializer(shape, random) }] as const),
    ),
  );
}

const numbers = (value: number): number[] => Array.from({ length: 25 }, () => value);
const cepstrum = { mean: numbers(0.5), deviation: numbers(2) };
const pitch = { mean: 5, deviation: 0.2 };
const state: VoiceState = {
  voice: {
    sourceVoice: 'slt',
    source: { cepstrum, pitch },
    manners: [
      {
        cepstrum,
        pitch,
        spokenDeviation: numbers(0.7),
        top: [{ intercept: 0.5, weights: Array<number>(topColumns).fill(0.1) }],
      },
      { cepstrum, pitch, spokenDeviation: null },
    ],
    usualManner: 0,
    clips: ['b'.repeat(64)],
    prosody: ['d'.repeat(64)],
    epochs: 2,
    steps: 20,
    optimizerSteps: 20,
    loss: 0.25,
    trunk: { epochs: 3, steps: 30, optimizerSteps: 30, random: [1, 2, 3, 4] },
    segment: {
      peak: 1e-3,
      warmup: 20,
      batchSize: 256,
      replayShare: 1,
      seed: 7,
      fresh: ['b'.repeat(64)],
      material: 'c'.repeat(64),
      epochs: 0,
      steps: 0,
      manners: 1,
    },
    run: { epochs: 3, steps: 30 },
  },
  weights: parameters(['']),
  banks: [
    { frames: Float32Array.from({ length: 75 }, (_, i) => i), priorities: Float32Array.of(5, 6, 7) },
    { frames: new Float32Array(25).fill(8), priorities: Float32Array.of(9) },
  ],
  shifts: new Float32Array(shiftCount).fill(0.5),
  prosody: new ProsodySums(null).tensors(),
  trunk: parameters(['weight/', 'first/', 'second/', 'average/']),
  best: parameters(['weight/', 'first/', 'second/']),
};

describe('the state of a voice on disk', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-state-'));
  });
  beforeEach(() => writeState(folder, state));
  after(() => rm(folder, { recursive: true }));

  const change = async (name: string, edit: (file: Buffer) => Buffer | string): Promise<void> =>
    writeFile(path.join(folder, name), edit(await readFile(path.join(folder, name))));
  const refused = (code: string, message: RegExp): Promise<void> =>
    assert.rejects(readState(folder), { name: 'UserError', code, message });

  test('is read as it was written, and written the same twice', async () => {
    assert.deepEqual(await readState(folder), state);
    const voice = await readFile(path.join(folder, 'voice.json'));
    await writeState(folder, state);
    assert.deepEqual(await readFile(path.join(folder, 'voice.json')), voice);
  });

  test('leaves nothing of a run that is over', async () => {
    await writeState(folder, { ...state, voice: { ...state.voice, run: null }, best: null });
    assert.deepEqual((await readdir(folder)).sort(), [
      'bank.safetensors',
      'model.safetensors',
      'optimizer.safetensors',
      'prosody.safetensors',
      'voice.json',
    ]);
    assert.equal((await readState(folder)).best, null);
  });

  test('weights alone are enough to go on', async () => {
    await rm(path.join(folder, 'optimizer.safetensors'));
    const { trunk, best } = await readState(folder);
    assert.deepEqual([trunk, best], [null, null]);
  });

  const tensorFiles = ['model', 'bank', 'prosody', 'optimizer', 'best'].map((name) => `${name}.safetensors`);
  for (const name of tensorFiles) {
    test(`one flipped bit in ${name} is found`, async () => {
      await change(name, (file) => Buffer.from(file).fill(file[file.length - 9] ^ 4, file.length - 9, file.length - 8));
      await refused('state-damaged', new RegExp(name));
    });
  }

  for (const name of tensorFiles.filter((file) => file !== 'optimizer.safetensors')) {
    test(`${name} is missed`, async () => {
      await rm(path.join(folder, name));
      await refused('state-damaged', new RegExp(`${name} is missing`));
    });
  }

  test('a file of another moment is refused', async () => {
    const older = await readFile(path.join(folder, 'bank.safetensors'));
    await writeState(folder, {
      ...state,
      banks: [state.banks[1], state.banks[1]],
    });
    await writeFile(path.join(folder, 'bank.safetensors'), older);
    await refused('state-damaged', /bank\.safetensors/);
  });

  test('voice.json is missed, must be JSON and make sense', async () => {
    await change('voice.json', (file) => file.subarray(0, 100));
    await refused('state-damaged', /voice\.json is damaged/);
    await change('voice.json', () => '{}');
    await refused('state-damaged', /voice\.json is damaged/);
    await rm(path.join(folder, 'voice.json'));
    await refused('state-missing', /voice\.json is missing/);
  });

  test('a state of another engine or version is refused by name', async () => {
    await change('voice.json', (file) => file.toString().replace('"engine": "builtin"', '"engine": "gpt-sovits"'));
    await refused('state-foreign', /gpt-sovits/);
    await writeState(folder, state);
    await change('voice.json', (file) => file.toString().replace(/"engineVersion": "\d+"/, '"engineVersion": "0"'));
    await refused('state-foreign', /builtin 0/);
  });

  test('every manner must be there, and the one that speaks', async () => {
    await writeState(folder, { ...state, banks: state.banks.slice(1) });
    await refused('state-damaged', /bank\.safetensors is missing or damaged/);
    await writeState(folder, { ...state, voice: { ...state.voice, manners: state.voice.manners.slice(1) } });
    await refused('state-damaged', /model\.safetensors holds manner-1/);
    await writeState(folder, { ...state, voice: { ...state.voice, usualManner: 2 } });
    await refused('state-damaged', /voice\.json is damaged/);
  });

  test('a network of another size is refused', async () => {
    const [[name, { data }]] = state.weights;
    await writeState(folder, {
      ...state,
      weights: new Map([...state.weights, [name, { shape: [data.length, 1], data }]]),
    });
    await refused('state-damaged', /model\.safetensors has no/);
  });
});
