// A voice that gets recordings which sound otherwise: both manners are spoken, and neither costs the other.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { RealFft } from '../../../../src/dsp/fft.ts';
import { readState } from '../../../../src/trainer/engines/builtin/speaker/state.ts';
import type { EngineClip, TrainOutcome, VoiceEngine } from '../../../../src/trainer/engines/engine.ts';
import { toMetrics } from '../../../../src/trainer/engines/measuring/figures.ts';
import { keepFeatures, lendFeatures } from '../../../support/shared.ts';
import { engineContext, plan, promptClips, trainRequest } from './fixtures.ts';
import { sharedEngine } from './shared-engine.ts';
import { inEnglish } from '../../../support/told.ts';

const telephone = 'aresample=16000,highpass=f=300,highpass=f=300,lowpass=f=3400,lowpass=f=3400';

/** Share of the sound above 4.5 kHz. */
function highShare(samples: Float32Array): number {
  const fft = new RealFft(2 ** 15);
  const spectrum = new Float64Array(fft.size + 2);
  fft.forward(
    Float64Array.from({ length: fft.size }, (_, i) => samples[i] ?? 0),
    spectrum,
  );
  const power = (from: number): number =>
    spectrum.subarray(2 * Math.round((from * fft.size) / 16_000)).reduce((sum, value) => sum + value ** 2, 0);
  return power(4500) / power(0);
}

describe('a second manner', () => {
  let folder: string;
  let engine: VoiceEngine;
  let plain: EngineClip[];
  let muffled: EngineClip[];
  let heldOut: { readonly plain: EngineClip[]; readonly muffled: EngineClip[] };
  let parent: string;
  let grown: string;
  let outcome: TrainOutcome;

  const context = () => engineContext(path.join(folder, 'cache'));
  const copied = async (from: string): Promise<string> => {
    const state = await mkdtemp(path.join(folder, 'state-'));
    await cp(from, state, { recursive: true });
    return state;
  };
  const distance = async (state: string, clips: EngineClip[]): Promise<number> =>
    toMetrics(await engine.evaluate(state, clips, context())).mcdDb ?? NaN;
  const more = { ...plan, epochs: 3, learningRate: 5e-4 };
  const goOn = (stateDir: string, given: Partial<Parameters<typeof trainRequest>[0]> = {}): Promise<TrainOutcome> =>
    engine.train(
      trainRequest({
        stateDir,
        start: 'continue',
        plan: more,
        trainClips: [...plain, ...muffled],
        heldOutClips: [...heldOut.plain, ...heldOut.muffled],
        newClipIds: new Set([...muffled, ...heldOut.muffled].map(({ id }) => id)),
        ...given,
      }),
      context(),
    );

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-manners-test-'));
    engine = await sharedEngine();
    const clips = await promptClips(folder, 8, 2, 4);
    const others = await promptClips(folder, 6, 2, 4, { skip: 8, filter: telephone });
    [plain, muffled] = [clips.slice(1), others.slice(1)];
    heldOut = { plain: clips.slice(0, 1), muffled: others.slice(0, 1) };
    await lendFeatures(engine, [...clips, ...others], context().cacheDir);
    await engine.prepare([...clips, ...others], context());
    await keepFeatures(context().cacheDir);
    parent = await mkdtemp(path.join(folder, 'state-'));
    await engine.train(trainRequest({ stateDir: parent, trainClips: plain, heldOutClips: heldOut.plain }), context());
    grown = await copied(parent);
    outcome = await goOn(grown);
  });

  after(() => rm(folder, { recursive: true }));

  test('is found, told, and kept with real frames of its own; what was known stays in its terms', async () => {
    const [before, after] = [await readState(parent), await readState(grown)];
    assert.equal(after.voice.manners.length, 2);
    assert.deepEqual(after.voice.manners[0]?.cepstrum, before.voice.manners[0]?.cepstrum);
    assert.deepEqual(after.banks[0], before.banks[0]);
    assert.ok((after.banks[1]?.priorities.length ?? 0) > 1000);
    assert.equal(after.voice.usualManner, 0);
    assert.match(
      inEnglish(outcome.remarks),
      /^\d+ s(?: \(.*\))? of the speech sound unlike the rest: they are learnt as a manner of their own/,
    );
  });

  test('is learnt, and costs the first nothing', async () => {
    const change = (await distance(grown, heldOut.plain)) - (await distance(parent, heldOut.plain));
    assert.ok(change < 0.1, `the first manner changed by ${change} dB`);
    const gain = (await distance(parent, heldOut.muffled)) - (await distance(grown, heldOut.muffled));
    assert.ok(gain > 4, `the second gained ${gain} dB`);
  });

  test('is called by how it sounds, and spoken where that is wanted', async () => {
    assert.deepEqual(await engine.manners?.(parent), []);
    assert.deepEqual(await engine.manners?.(grown), [{ index: 1, traits: ['telephone'] }]);
    const said = async (manner?: number): Promise<Float32Array> => {
      const delivery = manner === undefined ? {} : { manner };
      return (await engine.synthesize(grown, 'The quick brown fox.', context(), delivery)).samples;
    };
    const [usual, other] = [await said(), await said(1)];
    assert.ok(highShare(other) < 0.1 * highShare(usual), `${highShare(other)} of ${highShare(usual)}`);
    assert.deepEqual(await said(9), usual, 'of one that it has not, its usual one');
  });

  test('goes on exactly: some epochs and some more are as many at once', async () => {
    const once = await copied(parent);
    await goOn(once, { plan: { ...more, epochs: 4 } });
    const twice = await copied(grown);
    await goOn(twice, { plan: { ...more, epochs: 1 }, newClipIds: new Set() });
    for (const name of ['model', 'optimizer', 'bank', 'prosody']) {
      const file = `${name}.safetensors`;
      const [a, b] = [await readFile(path.join(once, file)), await readFile(path.join(twice, file))];
      assert.ok(a.equals(b), file);
    }
  });

  test('speaks itself where there is more of it', async () => {
    const few = plain.slice(0, 3);
    const fresh = await mkdtemp(path.join(folder, 'state-'));
    await engine.train(trainRequest({ stateDir: fresh, trainClips: few, plan: { ...plan, epochs: 1 } }), context());
    const trainClips = [...few, ...muffled];
    const newClipIds = new Set(muffled.map(({ id }) => id));
    await goOn(fresh, { trainClips, heldOutClips: [], newClipIds, plan: { ...more, epochs: 1 } });
    assert.equal((await readState(fresh)).voice.usualManner, 1);
    assert.deepEqual(await engine.manners?.(fresh), [{ index: 0, traits: ['fuller'] }]);
    const { samples } = await engine.synthesize(fresh, 'The quick brown fox.', context());
    const first = await engine.synthesize(parent, 'The quick brown fox.', context());
    // A telephone ends at 3.4 kHz.
    const [own, others] = [highShare(samples), highShare(first.samples)];
    assert.ok(own < 0.1 * others, `${own} of the sound, of the first manner ${others}`);
  });
});
