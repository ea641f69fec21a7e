// A new voice may begin from another one: which of several is near, and what it brings.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { NamedTensors } from '../../../../src/learning/safetensors.ts';
import { readState, writeState } from '../../../../src/trainer/engines/builtin/speaker/state.ts';
import type { EngineClip, TrainOutcome, TrainRequest, VoiceEngine } from '../../../../src/trainer/engines/engine.ts';
import { lendFeatures } from '../../../support/shared.ts';
import { engineContext, plan, promptClips, trainRequest } from './fixtures.ts';
import { sharedEngine } from './shared-engine.ts';

let folder: string;
let engine: VoiceEngine;
let clips: EngineClip[];
let known: string;

const context = () => engineContext(path.join(folder, 'cache'));

async function train(name: string, given: Partial<TrainRequest> & { trainClips: EngineClip[] }): Promise<TrainOutcome> {
  const stateDir = path.join(folder, name);
  await mkdir(stateDir, { recursive: true });
  return engine.train(trainRequest({ stateDir, ...given }), context());
}

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timbre-nearest-'));
  engine = await sharedEngine();
  clips = await promptClips(folder, 8, 2, 4);
  await lendFeatures(engine, clips, context().cacheDir);
  known = path.join(folder, 'known');
  await train('known', { trainClips: clips.slice(0, 5) });
});

after(() => rm(folder, { recursive: true, force: true }));

const nearest = (folders: string[]) => engine.nearest!(folders, clips.slice(5), context());

/** A copy of the known voice whose network has other weights. */
async function distorted(name: string, factor: number): Promise<string> {
  const state = await readState(known);
  const weights: NamedTensors = new Map(
    [...state.weights].map(([key, tensor]) => [key, { ...tensor, data: tensor.data.map((value) => factor * value) }]),
  );
  await writeState(path.join(folder, name), { ...state, weights, trunk: null, best: null });
  return path.join(folder, name);
}

test('the nearest is the one whose network already comes close; where none does, the base is nearer', async () => {
  const far = await distorted('far', 30);
  assert.equal(await nearest([far, known]), 1);
  assert.equal(await nearest([far]), null);
  assert.equal(await nearest([]), null);
  // What a network without the base would begin with: the map of means and deviations.
  assert.equal(await nearest([await distorted('nothing', 0)]), null);
});

test('a voice that begins from another one has its network and nothing else of it', async () => {
  const [heldOut, ...own] = clips.slice(5);
  assert.ok(heldOut);
  const given = { trainClips: own, heldOutClips: [heldOut], plan: { ...plan, epochs: 1 } };
  const fromBase = await train('from-base', given);
  const { weights } = await readState(known);
  await writeState(path.join(folder, 'from-other'), { ...(await readState(known)), weights });
  const fromOther = await train('from-other', { ...given, start: 'other-voice' });
  assert.ok((fromOther.losses[0]?.heldOut ?? Infinity) < (fromBase.losses[0]?.heldOut ?? 0));
  const [base, other] = [
    await readState(path.join(folder, 'from-base')),
    await readState(path.join(folder, 'from-other')),
  ];
  assert.deepEqual(other.voice.clips, base.voice.clips);
  const terms = ({ voice, banks }: typeof base) => [
    voice.manners.map(({ cepstrum, pitch }) => [cepstrum, pitch]),
    banks,
  ];
  assert.deepEqual(terms(other), terms(base));
  assert.deepEqual([other.voice.epochs, other.voice.steps], [base.voice.epochs, base.voice.steps]);
  assert.notDeepEqual(other.weights, base.weights);
});
