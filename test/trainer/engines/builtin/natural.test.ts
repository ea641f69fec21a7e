// A voice that is made from the natural source, from its first training on: with a model of a few random numbers.
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import { hashFile } from '../../../../src/files.ts';
import { noteOf } from '../../../../src/i18n/notes.ts';
import { frameLevels, speechFrames } from '../../../../src/dsp/frames.ts';
import { topBands, topLevels } from '../../../../src/dsp/top-band.ts';
import { createBuiltinEngine } from '../../../../src/trainer/engines/builtin/engine.ts';
import type { EngineClip, EngineEvent, TrainOutcome, VoiceEngine } from '../../../../src/trainer/engines/engine.ts';
import { mean } from '../../../../src/statistics.ts';
import { toMetrics } from '../../../../src/trainer/engines/measuring/figures.ts';
import { writeSmallEncoder } from '../../../speakers/small-encoder.ts';
import { lendFeatures } from '../../../support/shared.ts';
import { engineContext, plan, promptClips, trainRequest, wideBand } from './fixtures.ts';
import { sharedEngine } from './shared-engine.ts';
import { writeSmallKokoro } from './small-kokoro.ts';
import { inEnglish } from '../../../support/told.ts';

const kokoroIn = (folder: string): { folder: string; partsDir: string } => ({
  folder: path.join(folder, 'kokoro'),
  partsDir: path.join(folder, 'parts'),
});

async function hashes(state: string): Promise<string[]> {
  const names = (await readdir(state)).sort();
  return Promise.all(names.map(async (name) => `${name} ${await hashFile(path.join(state, name))}`));
}

const voiceOf = async (state: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(path.join(state, 'voice.json'), 'utf8')) as Record<string, unknown>;

const sourceOf = async (state: string) => (await voiceOf(state)).sourceVoice as Record<string, unknown>;

const topsOf = async (state: string): Promise<unknown[]> =>
  ((await voiceOf(state)).manners as { top?: unknown }[]).map(({ top }) => top);

describe('a voice from the natural source', () => {
  let folder: string;
  let engine: VoiceEngine;
  let plainEngine: VoiceEngine;
  let trainClips: EngineClip[];
  let heldOutClips: EngineClip[];
  let trained: string;
  let outcome: TrainOutcome;
  const events: EngineEvent[] = [];
  const text = 'The number is 42. Please hold the line!';
  const context = (given = {}) => engineContext(path.join(folder, 'cache'), given);
  const stateFolder = async (from?: string): Promise<string> => {
    const state = await mkdtemp(path.join(folder, 'state-'));
    if (from) await cp(from, state, { recursive: true });
    return state;
  };
  /** Names of what sources have said. */
  const said = async (): Promise<string[]> =>
    (await readdir(path.join(folder, 'cache'))).filter((name) => name.endsWith('.source'));
  const seconds = async (delivery: { speed?: number; semitones?: number }): Promise<number> =>
    (await engine.synthesize(trained, text, context(), delivery)).samples.length / 24_000;

  /** Mean level of each band above 8 kHz in what a state says, nepers. */
  const topHeard = async (state: string): Promise<number[]> => {
    const { samples } = await engine.synthesize(state, text, context());
    const levels = topLevels(samples, new Float32Array(Math.floor(samples.length / 120)));
    return Array.from({ length: topBands }, (_, band) =>
      mean(Array.from({ length: levels.length / topBands }, (_, frame) => levels[frame * topBands + band])),
    );
  };

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-natural-'));
    await writeSmallKokoro(path.join(folder, 'kokoro'));
    const ffmpeg = await locateFfmpeg();
    engine = createBuiltinEngine({ ffmpeg, threads: 1, checkpointSeconds: 0, kokoro: kokoroIn(folder) });
    plainEngine = await sharedEngine();
    const clips = await promptClips(folder, 5, 2, 3, { filter: wideBand });
    [heldOutClips, trainClips] = [clips.slice(0, 1), clips.slice(1)];
    await lendFeatures(plainEngine, clips, path.join(folder, 'cache'));
    trained = await stateFolder();
    outcome = await engine.train(
      trainRequest({ stateDir: trained, trainClips, heldOutClips }),
      context({ onEvent: async (event: EngineEvent) => void events.push(event) }),
    );
  });
  after(async () => {
    await engine.close();
    await rm(folder, { recursive: true });
  });

  test('its state says which source it has, and holds neither frames of the speaker nor a voicing of its own', async () => {
    const { sourceVoice } = (await voiceOf(trained)) as {
      sourceVoice: { model: string; language: string; timbre: [string, number][]; raised: number; pace: number };
    };
    assert.equal(sourceVoice.model, await hashFile(path.join(folder, 'kokoro', 'kokoro-v1.0.int8.onnx')));
    assert.equal(sourceVoice.language, 'en');
    assert.ok(Math.abs(sourceVoice.timbre.reduce((sum, [, share]) => sum + share, 0) - 1) < 0.01);
    assert.ok(sourceVoice.pace >= 0.7 && sourceVoice.pace <= 1.4);
    await engine.verify(trained);
    assert.ok(outcome.losses.at(-1)!.heldOut! < outcome.losses[0].heldOut!);
  });

  test('what the source says is said before training begins, with progress, and named after its clip', async () => {
    const prepared = events.filter((event) => event.type === 'progress' && event.progress.phase === 'preparing');
    assert.equal(prepared.length, trainClips.length + heldOutClips.length);
    const keys = new Set([...trainClips, ...heldOutClips].flatMap((clip) => engine.cacheKeys(clip)));
    const names = await readdir(path.join(folder, 'cache'));
    assert.deepEqual(
      names.filter((name) => !keys.has(name.slice(0, 64))),
      [],
    );
  });

  test('what it said when it was new is not said again when its state has been read', async () => {
    const before = await said();
    await engine.evaluate(trained, heldOutClips, context());
    const request = { stateDir: await stateFolder(trained), trainClips, heldOutClips, start: 'continue' as const };
    await engine.train(trainRequest({ ...request, newClipIds: new Set(), plan: { ...plan, epochs: 1 } }), context());
    assert.deepEqual(await said(), before);
  });

  test('twice as many epochs are as many twice, bit for bit', async () => {
    const [whole, halves] = [await stateFolder(trained), await stateFolder(trained)];
    const request = { trainClips, heldOutClips, start: 'continue' as const, newClipIds: new Set<string>() };
    await engine.train(trainRequest({ ...request, stateDir: whole, plan: { ...plan, epochs: 2 } }), context());
    const half = trainRequest({ ...request, stateDir: halves, plan: { ...plan, epochs: 1 } });
    await engine.train(half, context());
    await engine.train(half, context());
    assert.deepEqual(await hashes(halves), await hashes(whole));
  });

  test('its mix stays while it is as near as any; then it follows the recordings, to the bit as if they had come at once', async () => {
    const once = { ...plan, epochs: 1 };
    const [alike] = await promptClips(folder, 1, 2, 3, { skip: 6, filter: wideBand });
    // Without all that lies low.
    const other = await promptClips(folder, 2, 2, 3, { skip: 8, filter: 'highpass=f=1200' });
    const [grown, whole] = [await stateFolder(trained), await stateFolder()];
    const continued = async (clips: readonly EngineClip[], fresh: readonly EngineClip[]): Promise<number> => {
      let said = 0;
      const onEvent = async (event: EngineEvent): Promise<void> => {
        if (event.type === 'progress' && event.progress.phase === 'preparing') said++;
      };
      const request = { stateDir: grown, trainClips: clips.toReversed(), heldOutClips, start: 'continue' as const };
      const newClipIds = new Set(fresh.map(({ id }) => id));
      await engine.train(
        trainRequest({ ...request, newClipIds, plan: { ...once, replayShare: 0 } }),
        context({ onEvent }),
      );
      return said;
    };
    const before = await sourceOf(trained);
    // What is not needed is not said again.
    assert.equal(await continued([...trainClips, alike], [alike]), 1 + heldOutClips.length);
    assert.deepEqual(await sourceOf(grown), before);
    const all = [...trainClips, alike, ...other];
    await continued(all, other);
    await engine.train(trainRequest({ stateDir: whole, trainClips: all, plan: once }), context());
    const [moved, atOnce] = [await sourceOf(grown), await sourceOf(whole)];
    assert.notDeepEqual(moved.timbre, before.timbre);
    assert.deepEqual(moved.timbre, atOnce.timbre);
    assert.deepEqual({ ...moved, timbre: null }, { ...before, timbre: null });
    // Recordings that are taken away are not heard in it any more, even where it would be near enough.
    await continued(trainClips, []);
    assert.deepEqual(await sourceOf(grown), before);
    assert.deepEqual(await topsOf(grown), await topsOf(trained));
    assert.ok((await engine.synthesize(grown, text, context())).samples.length > 0);
  });

  test('what its recordings hold above 8 kHz is heard in it', async () => {
    const [top] = (await topsOf(trained)) as { intercept: number }[][];
    assert.equal(top.length, topBands);
    const other = await stateFolder(trained);
    const voice = await voiceOf(other);
    const [manner] = voice.manners as object[];
    const raised = { ...manner, top: top.map((fit) => ({ ...fit, intercept: fit.intercept + 1 })) };
    await writeFile(path.join(other, 'voice.json'), JSON.stringify({ ...voice, manners: [raised] }));
    const [before, after] = [await topHeard(trained), await topHeard(other)];
    for (const band of top.keys()) assert.ok(after[band] > before[band] + 0.2, `${before[band]} ${after[band]}`);
  });

  test('speaks at 24 kHz at the common level, the same samples every time, and is measured', async () => {
    const { samples, sampleRate } = await engine.synthesize(trained, text, context());
    assert.equal(sampleRate, 24_000);
    const levels = frameLevels(samples, sampleRate);
    const speech = speechFrames(levels);
    const powers = [...levels].filter((_, frame) => speech[frame] === 1).map((level) => 10 ** (level / 10));
    const level = 10 * Math.log10(powers.reduce((sum, power) => sum + power, 0) / powers.length);
    const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    assert.ok(Math.abs(level + 20) < 0.5 || Math.abs(peak - 0.9) < 1e-3, `${level} dB, ${peak}`);
    assert.deepEqual((await engine.synthesize(trained, text, context())).samples, samples);
    const metrics = toMetrics(await engine.evaluate(trained, heldOutClips, context()));
    assert.ok(metrics.mcdDb! < metrics.mcdSourceDb!, `${metrics.mcdDb} ${metrics.mcdSourceDb}`);
  });

  test('where somebody tells who is heard, what it makes of the words of a test clip is heard, too, and not said again', async (t) => {
    const encoder = path.join(folder, 'encoder');
    await writeSmallEncoder(encoder);
    const ffmpeg = await locateFfmpeg();
    const hearing = createBuiltinEngine({ ffmpeg, threads: 1, kokoro: kokoroIn(folder), encoder });
    t.after(() => hearing.close());
    const heard = async (state: string): Promise<unknown> => {
      const [{ embedding }] = await hearing.evaluate(state, heldOutClips, context());
      assert.ok(embedding);
      return embedding;
    };
    const first = await heard(trained);
    const sounds = async (): Promise<string[]> =>
      (await readdir(path.join(folder, 'cache'))).filter((name) => name.endsWith('.sound'));
    assert.equal((await sounds()).length, heldOutClips.length);
    const state = await stateFolder(trained);
    const once = { start: 'continue' as const, newClipIds: new Set<string>(), plan: { ...plan, epochs: 1 } };
    await engine.train(trainRequest({ stateDir: state, trainClips, heldOutClips, ...once }), context());
    assert.notDeepEqual(await heard(state), first);
    assert.equal((await sounds()).length, heldOutClips.length);
  });

  test('is said faster and higher, and only so far', async () => {
    const usual = await seconds({});
    const ratio = (await seconds({ speed: 1.5 })) / usual;
    assert.ok(ratio > 0.55 && ratio < 0.85, `${ratio}`);
    assert.equal(await seconds({ semitones: 4 }), usual);
    await assert.rejects(seconds({ speed: 3 }), RangeError);
    await assert.rejects(seconds({ semitones: 13 }), RangeError);
  });

  test('is said no lower than the source sings, and that is told', async () => {
    const state = await stateFolder(trained);
    const file = path.join(state, 'voice.json');
    const voice = JSON.parse(await readFile(file, 'utf8')) as { manners: { pitch: { mean: number } }[] };
    // A man of 110 Hz: 75 Hz lie 6.6 semitones below.
    for (const { pitch } of voice.manners) pitch.mean = Math.log(110);
    await writeFile(file, JSON.stringify(voice));
    const said = (semitones: number) => engine.synthesize(state, 'Hold the line!', context(), { semitones });
    const [asked, reached] = [await said(-12), await said(-6)];
    assert.deepEqual(asked.remark, noteOf('lowest-pitch', { semitones: 6 }));
    assert.deepEqual(asked.samples, reached.samples);
    assert.equal(reached.remark, undefined);
    assert.equal((await engine.synthesize(trained, 'Hold the line!', context(), { semitones: -12 })).remark, undefined);
  });

  test('without its model it is told what is missing and the one command, and nothing changes', async () => {
    const state = await stateFolder(trained);
    const request = trainRequest({ stateDir: state, trainClips, start: 'continue', newClipIds: new Set() });
    const [finding] = await plainEngine.preflight(request);
    assert.equal(finding.code, 'models-missing');
    assert.match(`${finding.message} ${finding.hint}`, /natural source voice.*npm run models/);
    await assert.rejects(plainEngine.train(request, context()), { name: 'UserError', code: 'models-missing' });
    await assert.rejects(plainEngine.synthesize(state, text, context()), { name: 'UserError', code: 'models-missing' });
    assert.deepEqual(await hashes(state), await hashes(trained));
  });

  test('one that says it is made from voices that the model does not have is damaged, wherever it says so', async () => {
    const state = await stateFolder(trained);
    const file = path.join(state, 'voice.json');
    const text = await readFile(file, 'utf8');
    const request = trainRequest({ stateDir: state, trainClips, start: 'continue', newClipIds: new Set() });
    const nobody = [['zz_nobody', 1]];
    const odd = [
      { timbre: nobody },
      { melody: 'zz_nobody' },
      { melody: nobody },
      { learnt: { timbres: [[['af_heart', 1]], nobody], seconds: 9 } },
    ];
    for (const changes of odd) {
      const voice = JSON.parse(text) as { sourceVoice: object };
      await writeFile(file, JSON.stringify({ ...voice, sourceVoice: { ...voice.sourceVoice, ...changes } }));
      await assert.rejects(engine.verify(state), { name: 'UserError', code: 'state-damaged', message: /zz_nobody/ });
      // Where the model is not, too.
      await assert.rejects(plainEngine.verify(state), { code: 'state-damaged' });
      assert.equal((await engine.preflight(request))[0]?.code, 'state-damaged');
      await assert.rejects(engine.synthesize(state, 'Yes.', context()), { code: 'state-damaged' });
    }
  });

  test('made with another model it is refused', async () => {
    const other = path.join(folder, 'other');
    await writeSmallKokoro(path.join(other, 'kokoro'), { notANumber: 'audioOf' });
    const stranger = createBuiltinEngine({ ffmpeg: await locateFfmpeg(), threads: 1, kokoro: kokoroIn(other) });
    try {
      await assert.rejects(stranger.synthesize(trained, text, context()), { name: 'UserError', code: 'model-foreign' });
    } finally {
      await stranger.close();
    }
  });

  test('one from flite goes on with flite and is told of the other; a new one takes it', async () => {
    const state = await stateFolder();
    const short = { ...plan, epochs: 1 };
    const first = await plainEngine.train(trainRequest({ stateDir: state, trainClips, plan: short }), context());
    assert.deepEqual(first.remarks, []);
    const request = trainRequest({
      stateDir: state,
      trainClips,
      plan: short,
      start: 'continue',
      newClipIds: new Set(),
    });
    const { remarks } = await engine.train(request, context());
    assert.ok(inEnglish(remarks).includes('/train fresh'));
    const { sourceVoice } = await voiceOf(state);
    assert.equal(typeof sourceVoice, 'string');
    const spoken = await engine.synthesize(state, text, context());
    assert.deepEqual([spoken.sampleRate, spoken.remark], [16_000, noteOf('grow-anew')]);
    assert.equal((await engine.synthesize(trained, text, context())).remark, undefined);
    const spanish = trainClips.map((clip) => ({ ...clip, language: 'xx' }));
    await mkdir(path.join(folder, 'foreign'));
    await engine.train(
      trainRequest({ stateDir: path.join(folder, 'foreign'), trainClips: spanish, plan: short }),
      context(),
    );
    assert.equal(typeof (await voiceOf(path.join(folder, 'foreign'))).sourceVoice, 'string');
  });
});
