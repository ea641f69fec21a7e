// The built-in engine as a trainer uses it: prepare, train, measure, speak, go on.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import { estimateF0 } from '../../../../src/dsp/f0.ts';
import { frameLevels, speechFrames } from '../../../../src/dsp/frames.ts';
import { UserError } from '../../../../src/errors.ts';
import type { LossPoint } from '../../../../src/storage/records.ts';
import { createBuiltinEngine } from '../../../../src/trainer/engines/builtin/engine.ts';
import type { EngineClip, EngineEvent, TrainOutcome, VoiceEngine } from '../../../../src/trainer/engines/engine.ts';
import { toMetrics } from '../../../../src/trainer/engines/measuring/figures.ts';
import { writeSmallEncoder } from '../../../speakers/small-encoder.ts';
import { keepFeatures, lendFeatures } from '../../../support/shared.ts';
import { countsOf, engineContext, plan, promptClips, trainRequest } from './fixtures.ts';
import { sharedEngine } from './shared-engine.ts';
import { inEnglish } from '../../../support/told.ts';

/** SHA-256 of every file of a folder, by name. */
async function hashes(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const files = await Promise.all(names.map((name) => readFile(path.join(folder, name))));
  return Object.fromEntries(files.map((file, i) => [names[i], createHash('sha256').update(file).digest('hex')]));
}

async function bankBytes(state: string): Promise<number> {
  return (await readFile(path.join(state, 'bank.safetensors'))).length;
}

/** Clips whose recordings are elsewhere. */
const away = (clips: readonly EngineClip[]): EngineClip[] =>
  clips.map((clip) => ({ ...clip, path: `${clip.path}.fetched` }));

describe('built-in engine', () => {
  let folder: string;
  let cacheDir: string;
  let engine: VoiceEngine;
  let trainClips: EngineClip[];
  let newClips: EngineClip[];
  let heldOutClips: EngineClip[];
  /** The state of a run that nothing disturbed, and what it reported. */
  let trained: string;
  let outcome: TrainOutcome;
  const events: EngineEvent[] = [];
  /** Files of the cache after that run. */
  let cacheNames: string[];
  const record = async (event: EngineEvent): Promise<void> => void events.push(event);

  const stateFolder = async (from?: string): Promise<string> => {
    const state = await mkdtemp(path.join(folder, 'state-'));
    if (from) await cp(from, state, { recursive: true });
    return state;
  };

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-engine-test-'));
    cacheDir = path.join(folder, 'cache');
    const clips = await promptClips(folder, 14, 2, 4);
    [heldOutClips, newClips, trainClips] = [clips.slice(0, 3), clips.slice(3, 6), clips.slice(6)];
    engine = await sharedEngine();
    await lendFeatures(engine, [...trainClips, ...heldOutClips], cacheDir);
    const report = await engine.prepare([...trainClips, ...heldOutClips], engineContext(cacheDir));
    await keepFeatures(cacheDir);
    assert.deepEqual(countsOf(report), { prepared: trainClips.length + heldOutClips.length, failed: [] });
    trained = await stateFolder();
    const request = trainRequest({ stateDir: trained, trainClips, heldOutClips });
    assert.deepEqual(await engine.preflight(request), []);
    outcome = await engine.train(request, engineContext(cacheDir, { onEvent: record }));
    cacheNames = await readdir(cacheDir);
  });

  after(() => rm(folder, { recursive: true }));

  test('learns: the held-out loss falls from epoch to epoch, and every epoch is reported', () => {
    assert.equal(outcome.epochs, plan.epochs);
    assert.equal(outcome.bestEpoch, plan.epochs);
    assert.deepEqual(
      outcome.losses.map(({ epoch }) => epoch),
      [0, 1, 2, 3, 4],
    );
    const heldOut = outcome.losses.map((point) => point.heldOut ?? NaN);
    for (let epoch = 1; epoch <= plan.epochs; epoch++) assert.ok(heldOut[epoch] < heldOut[epoch - 1], heldOut.join());
    const checkpoints = events.filter((event) => event.type === 'checkpoint');
    assert.deepEqual(
      checkpoints.map(({ epoch, step, losses }) => [epoch, step, losses.length]),
      [1, 2, 3, 4].map((epoch) => [epoch, (epoch * outcome.steps) / plan.epochs, epoch + 1]),
    );
    const progress = events.flatMap((event) => (event.type === 'progress' ? [event.progress] : []));
    assert.equal(progress.at(-1)?.done, plan.epochs);
    assert.ok(
      progress.every(({ phase, secondsLeft }) => phase === 'training' && secondsLeft !== null && secondsLeft >= 0),
    );
  });

  test('names everything in the cache after the clip that it is of', async () => {
    const keys = new Set([...trainClips, ...heldOutClips].flatMap((clip) => engine.cacheKeys(clip)));
    const names = await readdir(cacheDir);
    assert.ok(names.length > 2 * trainClips.length);
    assert.deepEqual(
      names.filter((name) => !keys.has(name.slice(0, 64))),
      [],
    );
  });

  test('comes closer to the speaker than the untrained map, and that closer than the source voice', async () => {
    const metrics = toMetrics(await engine.evaluate(trained, heldOutClips, engineContext(cacheDir)));
    assert.equal(metrics.heldOutClips, 3);
    assert.ok(
      metrics.mcdDb! < metrics.mcdStepZeroDb! - 0.5 && metrics.mcdStepZeroDb! < metrics.mcdSourceDb! - 0.5,
      JSON.stringify(metrics),
    );
    assert.ok(metrics.mcdDb! < 7, `${metrics.mcdDb} dB`);
    assert.ok(metrics.f0RmseCents! > 50 && metrics.f0RmseCents! < 600, `${metrics.f0RmseCents} cents`);
    assert.ok(metrics.voicingErrorPercent! < 20, `${metrics.voicingErrorPercent} %`);
    // A version is measured once.
    const kept = (await readdir(cacheDir)).filter((name) => name.endsWith('.figures'));
    assert.equal(kept.length, heldOutClips.length);
    const again = await engine.evaluate(trained, heldOutClips, engineContext(cacheDir));
    assert.deepEqual(toMetrics(again), metrics);
    const none = toMetrics(await engine.evaluate(trained, [], engineContext(cacheDir)));
    assert.deepEqual([none.heldOutClips, none.mcdDb, none.f0RmseCents], [0, null, null]);
  });

  test('tells who is heard in what it says, where there is an encoder, and leaves all other figures alone', async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'timbre-encoder-'));
    await writeSmallEncoder(folder);
    const hearing = createBuiltinEngine({ ffmpeg: await locateFfmpeg(), threads: 1, encoder: folder });
    t.after(async () => {
      await hearing.close();
      await rm(folder, { recursive: true });
    });
    const clips = heldOutClips.slice(0, 1);
    const [plainly] = await engine.evaluate(trained, clips, engineContext(cacheDir));
    const [measured] = await hearing.evaluate(trained, clips, engineContext(cacheDir));
    assert.deepEqual(measured?.means, plainly?.means);
    assert.equal(plainly?.embedding, null);
    assert.ok(measured?.embedding);
    assert.deepEqual(await hearing.evaluate(trained, clips, engineContext(cacheDir)), [measured], 'kept');
  });

  test('speaks at the common level in the pitch of the speaker, the same samples every time', async () => {
    const text = 'The number is 42. Please hold the line!';
    const { samples, sampleRate } = await engine.synthesize(trained, text, engineContext(cacheDir));
    assert.equal(sampleRate, 16_000);
    const seconds = samples.length / sampleRate;
    assert.ok(seconds > 2 && seconds < 5, `${seconds} s`);
    const levels = frameLevels(samples, sampleRate);
    const speech = speechFrames(levels);
    const loud = [...levels].filter((_, frame) => speech[frame] === 1).map((level) => 10 ** (level / 10));
    const level = 10 * Math.log10(loud.reduce((sum, power) => sum + power, 0) / loud.length);
    assert.ok(level > -23 && level < -19, `${level} dB`);
    assert.ok(samples.every((value) => Math.abs(value) <= 0.91));
    const voiced = [...estimateF0(samples, sampleRate).f0].filter((hertz) => hertz > 0).sort((a, b) => a - b);
    const median = voiced[voiced.length >> 1];
    assert.ok(median > 150 && median < 250, `median F0 ${median} Hz`);
    assert.deepEqual((await engine.synthesize(trained, text, engineContext(cacheDir))).samples, samples);
  });

  test('refuses to speak what has no words', async () => {
    await assert.rejects(engine.synthesize(trained, '🎉 …', engineContext(cacheDir)), {
      name: 'UserError',
      code: 'nothing-to-say',
    });
    await assert.rejects(engine.synthesize(trained, 'a '.repeat(2000), engineContext(cacheDir)), {
      code: 'text-too-long',
    });
  });

  test('a run that is aborted and resumed from any checkpoint ends with the same bits', async () => {
    for (const stopAfter of [1, 3]) {
      const stateDir = await stateFolder();
      const abort = new AbortController();
      let earlierLosses: readonly LossPoint[] = [];
      let restored = '';
      const onEvent = async (event: EngineEvent): Promise<void> => {
        if (event.type !== 'checkpoint' || event.epoch !== stopAfter) return;
        earlierLosses = event.losses;
        restored = await stateFolder(stateDir);
        abort.abort(new Error('stop here'));
      };
      const request = trainRequest({ stateDir, trainClips, heldOutClips });
      await assert.rejects(engine.train(request, engineContext(cacheDir, { signal: abort.signal, onEvent })), {
        message: 'stop here',
      });
      const finished = await engine.train(
        { ...request, start: 'resume', stateDir: restored, earlierLosses },
        engineContext(cacheDir),
      );
      assert.deepEqual(finished, outcome);
      assert.deepEqual(await hashes(restored), await hashes(trained));
    }
  });

  test('a process that is killed in the middle of an epoch leaves a folder that resumes to the same bits', async () => {
    const stateDir = await stateFolder();
    const request = trainRequest({ stateDir, trainClips, heldOutClips });
    const script = fileURLToPath(new URL('./train-until-killed.ts', import.meta.url));
    const child = spawn(
      process.execPath,
      [script, JSON.stringify({ ...request, newClipIds: [...request.newClipIds] }), cacheDir],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const exited = once(child, 'exit');
    let last: { epoch: number; losses: LossPoint[] } | undefined;
    for await (const line of createInterface(child.stdout)) {
      last = JSON.parse(line) as typeof last;
      if (last?.epoch === 2) child.kill('SIGKILL');
    }
    assert.equal((await exited)[1], 'SIGKILL');
    assert.ok(last);
    const finished = await engine.train(
      { ...request, start: 'resume', earlierLosses: last.losses },
      engineContext(cacheDir),
    );
    assert.deepEqual(finished, outcome);
    assert.deepEqual(await hashes(stateDir), await hashes(trained));
  });

  test('two epochs and two more with nothing new are four, bit for bit, whatever the second plan says', async () => {
    const stateDir = await stateFolder();
    const request = trainRequest({ stateDir, trainClips, heldOutClips });
    await engine.train({ ...request, plan: { ...plan, epochs: 2 } }, engineContext(cacheDir));
    const other = { ...plan, epochs: 2, learningRate: 3e-4, warmupSteps: 5, batchSize: 128, replayShare: 0.5, seed: 8 };
    const finished = await engine.train(
      { ...request, start: 'continue', plan: other, newClipIds: new Set() },
      engineContext(cacheDir),
    );
    assert.deepEqual(await hashes(stateDir), await hashes(trained));
    assert.deepEqual([finished.epochs, finished.steps], [2, outcome.steps / 2]);
    assert.deepEqual(
      finished.losses.map((point) => [point.train, point.heldOut]),
      outcome.losses.slice(2).map((point, i) => [i === 0 ? null : point.train, point.heldOut]),
    );
  });

  test('so do epochs after the best one, over new clips and replayed ones', async () => {
    await lendFeatures(engine, newClips, cacheDir);
    await engine.prepare(newClips, engineContext(cacheDir));
    await keepFeatures(cacheDir);
    // One clip at a high rate is soon learnt by heart.
    const hasty = { ...plan, mode: 'continue' as const, epochs: 8, learningRate: 1e-2, replayShare: 0.2 };
    const grown = { trainClips: [...trainClips, newClips[0]], heldOutClips, start: 'continue' as const };
    const newClipIds = new Set([newClips[0].id]);
    const [whole, halves] = [await stateFolder(trained), await stateFolder(trained)];
    const once = await engine.train(
      trainRequest({ ...grown, stateDir: whole, plan: hasty, newClipIds }),
      engineContext(cacheDir),
    );
    assert.ok(once.bestEpoch < 8 && (await readdir(whole)).includes('best.safetensors'), `${once.bestEpoch}`);
    const half = trainRequest({ ...grown, stateDir: halves, plan: { ...hasty, epochs: 4 }, newClipIds });
    await engine.train(half, engineContext(cacheDir));
    await engine.train({ ...half, newClipIds: new Set() }, engineContext(cacheDir));
    assert.deepEqual(await hashes(halves), await hashes(whole));
  });

  test('a top-up reads the new recording and no other, but for one that is cached no more', async () => {
    const [fresh, lost] = [newClips[2], trainClips[0]];
    const ownCache = path.join(folder, 'top-up-cache');
    await cp(cacheDir, ownCache, { recursive: true, filter: (file) => !path.basename(file).startsWith(fresh.sha256) });
    const count = async (kind: string): Promise<number> =>
      (await readdir(ownCache)).filter((name) => name.endsWith(kind)).length;
    const measuredBefore = [await count('.figures'), await count('.before')];
    assert.ok(measuredBefore.every((files) => files >= heldOutClips.length));
    const fetched: string[] = [];
    const fetch = async ({ id, path: file }: EngineClip): Promise<void> => {
      fetched.push(id);
      await copyFile(file.replace(/\.fetched$/, ''), file);
    };
    const context = engineContext(ownCache, { fetch });
    const topUp = async (): Promise<Record<string, string>> => {
      const [stateDir, heldOut] = [await stateFolder(trained), away(heldOutClips)];
      const request = trainRequest({
        stateDir,
        start: 'continue',
        plan: { ...plan, mode: 'continue', epochs: 1 },
        trainClips: away([...trainClips, fresh]),
        heldOutClips: heldOut,
        newClipIds: new Set([fresh.id]),
      });
      await engine.prepare([...request.trainClips, ...heldOut], context);
      await engine.train(request, context);
      assert.equal((await engine.evaluate(stateDir, heldOut, context)).length, heldOut.length);
      return hashes(stateDir);
    };
    const state = await topUp();
    assert.deepEqual(fetched, [fresh.id]);
    const [features] = (await readdir(ownCache)).filter(
      (name) => name.startsWith(lost.sha256) && name.endsWith('.clip'),
    );
    await rm(path.join(ownCache, features));
    assert.deepEqual(await topUp(), state);
    assert.deepEqual(fetched, [fresh.id, lost.id]);
    const [figures, before] = measuredBefore;
    const measured = [await count('.figures'), await count('.before')];
    assert.deepEqual(measured, [figures + heldOutClips.length, before], 'what was there before training stays');
  });

  test('the same parent, clips and plan give the same bits, whatever is cached and in what order the clips come', async () => {
    const stateDir = await stateFolder();
    const otherCache = path.join(folder, 'other-cache');
    // Features take long to extract; what is made of them is made again.
    await cp(cacheDir, otherCache, { recursive: true, filter: (file) => !/\.(summary|fit|alignment)$/.test(file) });
    const clips = { trainClips: trainClips.toReversed(), heldOutClips: heldOutClips.toReversed() };
    assert.deepEqual(await engine.train(trainRequest({ stateDir, ...clips }), engineContext(otherCache)), outcome);
    assert.deepEqual(await hashes(stateDir), await hashes(trained));
  });

  test('where only weights are left it goes on from them, with a fresh optimizer, and says so before', async () => {
    const stateDir = await stateFolder(trained);
    for (const name of await readdir(stateDir)) if (engine.isHistory(name)) await rm(path.join(stateDir, name));
    const request = trainRequest({ stateDir, start: 'continue', trainClips, heldOutClips, newClipIds: new Set() });
    assert.deepEqual(
      (await engine.preflight(request)).map(({ level, code }) => [level, code]),
      [['warning', 'optimizer-lost']],
    );
    const continued = await engine.train(request, engineContext(cacheDir));
    assert.equal(continued.losses[0].heldOut, outcome.losses.at(-1)?.heldOut);
    assert.ok(continued.losses.at(-1)!.heldOut! < continued.losses[0].heldOut!);
    const voice = JSON.parse(await readFile(path.join(stateDir, 'voice.json'), 'utf8')) as Record<string, unknown>;
    assert.deepEqual(
      [voice.epochs, voice.steps, voice.optimizerSteps],
      [plan.epochs + continued.epochs, outcome.steps + continued.steps, continued.steps],
    );
    assert.ok((await readdir(stateDir)).includes('optimizer.safetensors'));
  });

  test('continues with new clips: more epochs and steps on top, the old clips replayed, not forgotten', async () => {
    const stateDir = await stateFolder(trained);
    await engine.prepare(newClips, engineContext(cacheDir));
    const before = toMetrics(await engine.evaluate(stateDir, heldOutClips, engineContext(cacheDir)));
    const continued = await engine.train(
      trainRequest({
        stateDir,
        start: 'continue',
        plan: { ...plan, mode: 'continue', epochs: 3 },
        trainClips: [...trainClips, ...newClips],
        newClipIds: new Set(newClips.map(({ id }) => id)),
        heldOutClips,
      }),
      engineContext(cacheDir),
    );
    assert.equal(continued.epochs, 3);
    const voice = JSON.parse(await readFile(path.join(stateDir, 'voice.json'), 'utf8')) as Record<string, unknown>;
    assert.equal(voice.epochs, plan.epochs + continued.bestEpoch);
    assert.equal(voice.steps, outcome.steps + (continued.bestEpoch * continued.steps) / 3);
    assert.equal((voice.clips as string[]).length, trainClips.length + newClips.length);
    const afterwards = toMetrics(await engine.evaluate(stateDir, heldOutClips, engineContext(cacheDir)));
    assert.ok(afterwards.mcdDb! < before.mcdDb!, `${afterwards.mcdDb} dB, before ${before.mcdDb} dB`);
  });

  test('stops when the held-out loss has stopped falling, and keeps the best epoch', async () => {
    const stateDir = await stateFolder(trained);
    const stopped = await engine.train(
      trainRequest({
        stateDir,
        start: 'continue',
        // Three clips at a high rate are soon learnt by heart.
        plan: { ...plan, epochs: 60, learningRate: 5e-3, earlyStopPatience: 3, replayShare: 0 },
        trainClips: trainClips.slice(0, 2),
        heldOutClips,
      }),
      engineContext(cacheDir),
    );
    assert.equal(stopped.epochs, stopped.bestEpoch + 3);
    const best = stopped.losses.find(({ epoch }) => epoch === stopped.bestEpoch)?.heldOut ?? NaN;
    assert.ok(stopped.losses.every(({ epoch, heldOut }) => epoch === 0 || heldOut! >= best));
    // More of the same would only be learnt by heart: a continuation begins anew, from the best epoch.
    const { segment, trunk, epochs } = JSON.parse(await readFile(path.join(stateDir, 'voice.json'), 'utf8')) as {
      segment: null;
      trunk: { epochs: number };
      epochs: number;
    };
    assert.deepEqual([segment, trunk.epochs], [null, epochs]);
  });

  test('clips without a transcript feed statistics and bank, but cannot train alone', async () => {
    const mute = trainClips.map((clip) => ({ ...clip, transcript: null }));
    const stateDir = await stateFolder();
    await engine.train(
      trainRequest({ stateDir, trainClips: [trainClips[0], ...mute.slice(1)], plan: { ...plan, epochs: 1 } }),
      engineContext(cacheDir),
    );
    assert.equal(await bankBytes(stateDir), await bankBytes(trained));
    const alone = trainRequest({ stateDir: await stateFolder(), trainClips: mute });
    await assert.rejects(engine.train(alone, engineContext(cacheDir)), { name: 'UserError', code: 'no-usable-clips' });
    assert.deepEqual(
      (await engine.preflight(alone)).map(({ code }) => code),
      ['no-transcripts'],
    );
  });

  test('says which clips it cannot use and why', async () => {
    const noise = path.join(folder, 'noise.flac');
    await writeFile(noise, 'no audio at all');
    const [clip] = trainClips;
    const report = await engine.prepare(
      [
        clip,
        { ...clip, id: 'broken', sha256: 'a'.repeat(64), path: noise },
        { ...clip, id: 'emoji', transcript: '🎉' },
        ...trainClips.slice(1, 6),
        { ...trainClips[6], transcript: 'Nobody ever spoke these words in such a strange old place.' },
      ],
      engineContext(cacheDir),
    );
    assert.equal(report.prepared, 6);
    const reasons = Object.fromEntries(report.failed.map(({ clipId, reason }) => [clipId, inEnglish(reason)]));
    assert.deepEqual(Object.keys(reasons).sort(), ['broken', 'emoji', trainClips[6].id].sort());
    assert.match(reasons.broken, /can’t be read/);
    assert.match(reasons.emoji, /I can’t say anything in its transcript/);
    assert.match(reasons[trainClips[6].id], /does not fit/);
  });

  test('a damaged cache file is made again', async () => {
    const [clip] = trainClips;
    const files = cacheNames.filter((name) => name.startsWith(clip.sha256)).map((name) => path.join(cacheDir, name));
    assert.deepEqual(
      new Set(files.map((file) => path.extname(file))),
      new Set(['.clip', '.summary', '.fit', '.alignment']),
    );
    const whole = await Promise.all(files.map((file) => readFile(file)));
    const damages = [
      () => Buffer.alloc(0),
      (file: Buffer) => file.subarray(0, 30),
      (file: Buffer) => file.fill(7, 9, 12),
    ];
    for (const damage of damages) {
      for (const [i, file] of files.entries()) await writeFile(file, damage(Buffer.from(whole[i])));
      assert.deepEqual(countsOf(await engine.prepare([clip], engineContext(cacheDir))), { prepared: 1, failed: [] });
      const request = trainRequest({ stateDir: await stateFolder(trained), start: 'continue', trainClips });
      await engine.train({ ...request, plan: { ...plan, epochs: 1 } }, engineContext(cacheDir));
      for (const [i, file] of files.entries()) assert.ok(whole[i].equals(await readFile(file)), path.extname(file));
    }
  });

  test('an abort before and within a task is heard, and the engine goes on', async () => {
    const reason = new UserError('cancelled', 'Cancelled.', 'Start again.');
    const aborted = engineContext(cacheDir, { signal: AbortSignal.abort(reason) });
    await assert.rejects(engine.prepare(trainClips, aborted), reason);
    await assert.rejects(engine.synthesize(trained, 'Hello.', aborted), reason);
    assert.ok((await engine.synthesize(trained, 'Hello.', engineContext(cacheDir))).samples.length > 0);
  });

  test('close ends the workers and removes their files', async () => {
    const empty = path.join(folder, 'empty');
    const temporary = path.join(folder, 'temporary');
    for (const made of [empty, temporary]) await mkdir(made);
    // Other processes have engines, too: this one gets a temporary folder of its own.
    const usual = process.env.TMPDIR;
    process.env.TMPDIR = temporary;
    const other = createBuiltinEngine({ ffmpeg: await locateFfmpeg() });
    try {
      await assert.rejects(other.synthesize(empty, 'Hello.', engineContext(cacheDir)), { code: 'state-missing' });
    } finally {
      if (usual === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = usual;
    }
    assert.equal((await readdir(temporary)).length, 1);
    await other.close();
    assert.deepEqual(await readdir(temporary), []);
  });
});
