// The whole life of a voice with a real checkout of GPT-SoVITS: npm run test:gpt-sovits, with GPT_SOVITS_HOME (and
// GPT_SOVITS_PYTHON). What was learnt is read out of the checkpoints, not believed. On a processor, in a checkout that
// make_pretrained.py has prepared, it takes 13 minutes on two busy cores; it prints its figures at the end.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readlink, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import type { GptSovitsSettings } from '../../src/config.ts';
import type { TrainingPlan } from '../../src/storage/records.ts';
import type { EngineClip, EngineEvent, TrainRequest, VoiceEngine } from '../../src/trainer/engines/engine.ts';
import { openCheckout } from '../../src/trainer/engines/gpt-sovits/checkout.ts';
import { createGptSovitsEngine } from '../../src/trainer/engines/gpt-sovits/engine.ts';
import { readState } from '../../src/trainer/engines/gpt-sovits/state.ts';
import { until } from '../queue/support.ts';
import { engineContext, promptClips, trainRequest } from '../trainer/engines/builtin/fixtures.ts';
import type { TrainingOptions } from './training.ts';

const environment = z
  .object({
    GPT_SOVITS_HOME: z.string().min(1),
    GPT_SOVITS_PYTHON: z.string().min(1).optional(),
    GPT_SOVITS_VERSION: z.enum(['v2', 'v2Pro', 'v2ProPlus']).default('v2Pro'),
  })
  .safeParse(process.env);
const skip = environment.success
  ? false
  : 'needs a checkout of GPT-SoVITS in GPT_SOVITS_HOME; docs/gpt-sovits.md says how to make a small one.';
const text = 'The number is forty two.';
/** Few steps: each of them costs much memory and time on a processor. */
const batchSize = 16;

/** What read_checkpoints.py reads out of the checkpoints of a state. */
const counted = z.object({ epoch: z.number(), steps: z.number(), rates: z.array(z.number()) });
const inspection = z.object({ 's2-g.pth': counted, 's2-d.pth': counted, 's1.ckpt': counted });

const secondsOf = (some: readonly EngineClip[]): number =>
  some.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);

/** Working folders of all processes, as far as they can be read. */
async function workingFolders(): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return Promise.all(ids.map(async (id) => readlink(`/proc/${id}/cwd`).catch(() => '')));
}

describe('a voice lives with the real GPT-SoVITS', { skip }, () => {
  const settings: GptSovitsSettings = {
    home: environment.data?.GPT_SOVITS_HOME ?? '',
    python: environment.data?.GPT_SOVITS_PYTHON,
    version: environment.data?.GPT_SOVITS_VERSION ?? 'v2Pro',
  };
  const figures: string[] = [];
  let folder: string;
  let cacheDir: string;
  let engine: VoiceEngine;
  let firstClips: EngineClip[];
  let clips: EngineClip[];
  /** The state of the first version; empty until it is there. */
  let v1 = '';
  let spoken: Float32Array;

  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await work();
    figures.push(`${what}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
    return result;
  };
  const makeEngine = async (): Promise<VoiceEngine> =>
    createGptSovitsEngine({ checkout: await openCheckout(settings), ffmpeg: await locateFfmpeg() });
  const stateFolder = async (from: string | null): Promise<string> => {
    const state = path.join(await mkdtemp(path.join(folder, 'run-')), 'state');
    if (from === null) await mkdir(state);
    else await cp(from, state, { recursive: true });
    return state;
  };
  const plan = async (parentState: string | null, epochs: number): Promise<TrainingPlan> => {
    const [all, old] = [secondsOf(clips), parentState === null ? 0 : secondsOf(firstClips)];
    const planned = engine.plan({
      mode: parentState === null ? 'fresh' : 'continue',
      epochs,
      newSeconds: parentState === null ? secondsOf(firstClips) : all - old,
      oldSeconds: old,
      news: null,
      heldOutClips: 0,
      parent: parentState === null ? null : { id: 'v1', number: 1, steps: 1 },
      voiceId: 'voice',
      device: await engine.device(),
    });
    return { ...planned, secondEpochs: 1, batchSize };
  };
  /** What its checkpoints really hold, and its files, for the figures. */
  const inspect = async (what: string, state: string): Promise<z.infer<typeof inspection>> => {
    const checkout = await openCheckout(settings);
    const program = fileURLToPath(new URL('./read_checkpoints.py', import.meta.url));
    const { stdout } = await promisify(execFile)(checkout.python, [program, state], {
      cwd: checkout.home,
      env: checkout.env(),
    });
    const found = inspection.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    for (const [file, { epoch, steps, rates }] of Object.entries(found)) {
      figures.push(`${what}, ${file}: epoch ${epoch}, ${steps} steps, learning rates ${rates.join(', ')}`);
    }
    const sizes = (await readdir(state)).map(async (name) => `${name} ${(await stat(path.join(state, name))).size}`);
    figures.push(`${what}, bytes: ${(await Promise.all(sizes)).sort().join(', ')}`);
    return found;
  };
  const speak = async (state: string): Promise<Float32Array> => {
    const { samples, sampleRate } = await engine.synthesize(state, text, engineContext(cacheDir));
    assert.equal(sampleRate, engine.sampleRate);
    assert.ok(samples.length > 0.2 * sampleRate);
    assert.ok(samples.some((sample) => sample !== 0));
    return samples;
  };

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-real-'));
    cacheDir = path.join(folder, 'cache');
    // Short ones cost least; the reference is then joined from several.
    clips = await promptClips(folder, 6, 1.3, 1.8);
    firstClips = clips.slice(0, 4);
    engine = await makeEngine();
  });

  after(async () => {
    await engine.close();
    await rm(folder, { recursive: true });
    console.log(`\nFigures:\n${figures.map((line) => `  ${line}`).join('\n')}`);
  });

  test('the doctor finds nothing that stands in the way', async () => {
    const found = await timed('doctor', () => engine.installation(folder));
    for (const { level, code, message } of found) figures.push(`doctor, ${level}: ${code}: ${message}`);
    assert.deepEqual(
      found.filter(({ level }) => level === 'error'),
      [],
    );
  });

  test('learns from four clips', async () => {
    const report = await timed('prepare 4 clips', () => engine.prepare(firstClips, engineContext(cacheDir)));
    assert.deepEqual(report, { prepared: 4, failed: [] });
    const state = await stateFolder(null);
    const request = trainRequest({ stateDir: state, trainClips: firstClips, plan: await plan(null, 1) });
    assert.deepEqual(
      (await engine.preflight(request)).filter(({ level }) => level === 'error'),
      [],
    );
    const outcome = await timed('v1: 1 epoch each', () => engine.train(request, engineContext(cacheDir)));
    await engine.verify(state);
    const held = await inspect('v1', state);
    const { s2, s1 } = await readState(state, settings.version);
    assert.equal(held['s2-g.pth'].epoch, 1);
    assert.equal(held['s2-g.pth'].steps, s2.steps);
    assert.equal(held['s2-d.pth'].steps, s2.steps);
    assert.equal(held['s1.ckpt'].epoch, 1);
    assert.equal(held['s1.ckpt'].steps, s1.steps);
    assert.ok(s2.steps > 0 && s1.steps > 0);
    assert.equal(outcome.steps, s2.steps + s1.steps);
    assert.deepEqual(
      outcome.losses.map(({ epoch }) => epoch),
      [1],
    );
    v1 = state;
  });

  test('speaks, and says the same again', async () => {
    assert.notEqual(v1, '');
    spoken = await timed('first speech', () => speak(v1));
    assert.deepEqual(await timed('second speech', () => speak(v1)), spoken);
    figures.push(`speech of v1: ${(spoken.length / engine.sampleRate).toFixed(2)} s`);
    await engine.close();
    engine = await makeEngine();
    assert.deepEqual(await timed('speech after a new start', () => speak(v1)), spoken);
  });

  test('goes on with two more clips, is killed, and finishes what is left', async () => {
    assert.notEqual(v1, '');
    const before = await readState(v1, settings.version);
    const newClips = clips.slice(4);
    const report = await timed('prepare 2 clips', () => engine.prepare(newClips, engineContext(cacheDir)));
    assert.deepEqual(report, { prepared: 2, failed: [] });
    const newClipIds = newClips.map(({ id }) => id);
    const request = { start: 'continue', plan: await plan(v1, 2), trainClips: clips } as const;
    const run = { ...request, stateDir: await stateFolder(v1), heldOutClips: [], earlierLosses: [] };
    const saved = path.join(folder, 'saved');
    const checkpoint = await timed('v2 until it was killed', () => killedInSecondEpoch({ ...run, newClipIds }, saved));
    assert.deepEqual(await readState(v1, settings.version), before);
    await engine.verify(v1);

    const resumed: TrainRequest = {
      ...run,
      start: 'resume',
      stateDir: saved,
      newClipIds: new Set(newClipIds),
      earlierLosses: checkpoint.losses,
    };
    const outcome = await timed('v2, what was left', () => engine.train(resumed, engineContext(cacheDir)));
    await engine.verify(saved);
    const held = await inspect('v2', saved);
    const { s2, s1 } = await readState(saved, settings.version);
    assert.deepEqual([s2.epochs, s1.epochs], [3, 2]);
    assert.equal(held['s2-g.pth'].epoch, 3);
    assert.equal(held['s1.ckpt'].epoch, 2);
    assert.ok(s2.steps > before.s2.steps && s1.steps > before.s1.steps);
    // The moments of the optimizers went on, too.
    assert.equal(held['s2-g.pth'].steps, s2.steps);
    assert.equal(held['s2-d.pth'].steps, s2.steps);
    assert.equal(held['s1.ckpt'].steps, s1.steps);
    const [rate, ofText] = held['s2-g.pth'].rates;
    assert.deepEqual([rate, ofText], [request.plan.learningRate, request.plan.learningRate * 0.4]);
    assert.equal(outcome.steps, s2.steps + s1.steps - before.s2.steps - before.s1.steps);
    assert.deepEqual(
      outcome.losses.map(({ epoch }) => epoch),
      [1, 2],
    );
    assert.notDeepEqual(await speak(saved), spoken);
  });

  test('rolled back, it speaks as before, and goes on from its weights alone', async () => {
    assert.notEqual(v1, '');
    assert.deepEqual(await speak(v1), spoken);
    const older = await readState(v1, settings.version);
    const stateDir = await stateFolder(v1);
    for (const name of await readdir(stateDir)) if (engine.isHistory(name)) await rm(path.join(stateDir, name));
    await engine.verify(stateDir);
    const request = trainRequest({ stateDir, start: 'continue', plan: await plan(v1, 1), trainClips: clips });
    await timed('v3 from weights', () => engine.train(request, engineContext(cacheDir)));
    await engine.verify(stateDir);
    const held = await inspect('v3', stateDir);
    const { s2, s1 } = await readState(stateDir, settings.version);
    assert.deepEqual([s2.epochs, s1.epochs], [2, 2]);
    assert.equal(held['s2-g.pth'].epoch, 1);
    assert.equal(held['s2-g.pth'].steps, s2.steps - older.s2.steps);
    assert.equal(held['s1.ckpt'].steps, s1.steps - older.s1.steps);
    assert.notDeepEqual(await speak(stateDir), spoken);
  });

  /** Train in a process of its own and kill it after a checkpoint, in the middle of the next epoch. */
  async function killedInSecondEpoch(
    request: TrainingOptions['request'],
    saved: string,
  ): Promise<EngineEvent & { readonly type: 'checkpoint' }> {
    const options: TrainingOptions = { settings, request, cacheDir, saved };
    const program = fileURLToPath(new URL('./training.ts', import.meta.url));
    const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const closed = once(child, 'close');
    let checkpoint: (EngineEvent & { readonly type: 'checkpoint' }) | undefined;
    for await (const line of createInterface({ input: child.stdout })) {
      const event = JSON.parse(line) as EngineEvent;
      if (event.type === 'checkpoint') checkpoint = event;
      else if (checkpoint && event.type === 'progress' && event.progress.step > checkpoint.step) child.kill('SIGKILL');
    }
    assert.deepEqual(await closed, [null, 'SIGKILL']);
    assert.ok(checkpoint?.epoch === 1);
    const run = path.dirname(request.stateDir);
    await until(async () => !(await workingFolders()).some((cwd) => cwd.startsWith(run)));
    // Its working folder is what nobody could remove any more.
    const left = (await readdir(run)).filter((name) => name !== 'state');
    assert.equal(left.length, 1);
    return checkpoint;
  }
});
