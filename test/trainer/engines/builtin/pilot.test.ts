// The pilot of a continuation and the lack of memory: what harms the voice is stopped before anything is changed, what does
// not leaves no trace, and a batch that is too large becomes a smaller one.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { worsening } from '../../../../src/trainer/engines/builtin/training/pilot.ts';
import type {
  EngineClip,
  EngineEvent,
  TrainOutcome,
  TrainRequest,
  VoiceEngine,
} from '../../../../src/trainer/engines/engine.ts';
import { keepFeatures, lendFeatures } from '../../../support/shared.ts';
import { engineContext, plan, promptClips, trainRequest } from './fixtures.ts';
import { sharedEngine } from './shared-engine.ts';
import { inEnglish } from '../../../support/told.ts';
import { noteOf } from '../../../../src/i18n/notes.ts';

const run = promisify(execFile);

/** Names and SHA-256 of the files of a state. */
const hashes = async (state: string): Promise<string[]> => {
  const names = (await readdir(state)).sort();
  const files = await Promise.all(names.map((name) => readFile(path.join(state, name))));
  return files.map((file, i) => `${names[i]} ${createHash('sha256').update(file).digest('hex')}`);
};

describe('worsening', () => {
  test('is a rise of the loss that does not pass by itself', () => {
    assert.equal(worsening([0.5], [0.52]), 0);
    assert.equal(worsening([0.5, 0.7, 0.6, 0.8], [0.505, 0.71, 0.66, 0.81]), 0);
    assert.ok(Math.abs(worsening([0.5], [0.55]) - 0.1) < 1e-9);
    assert.ok(worsening([0.6, 0.7], [0.65, 0.76]) > 0.05);
    assert.equal(worsening([0.5, 0.7], [0.4, 0.6]), 0);
    assert.equal(worsening([], []), 0);
  });
});

describe('pilot of the built-in engine', () => {
  let folder: string;
  let cacheDir: string;
  let engine: VoiceEngine;
  let base: EngineClip[];
  let more: EngineClip[];
  let wrong: EngineClip[];
  let heldOutClips: EngineClip[];
  let parent: string;

  const stateFolder = async (from?: string): Promise<string> => {
    const state = await mkdtemp(path.join(folder, 'state-'));
    if (from !== undefined) await cp(from, state, { recursive: true });
    return state;
  };
  const continuation = (stateDir: string, fresh: readonly EngineClip[], changes: Partial<TrainRequest['plan']>) =>
    trainRequest({
      stateDir,
      start: 'continue',
      plan: { ...plan, mode: 'continue', learningRate: 3e-4, pilotEpochs: 2, ...changes },
      trainClips: [...base, ...fresh],
      newClipIds: new Set(fresh.map(({ id }) => id)),
      heldOutClips,
    });
  const train = (request: TrainRequest, onEvent?: (event: EngineEvent) => Promise<void>): Promise<TrainOutcome> =>
    engine.train(request, engineContext(cacheDir, onEvent && { onEvent }));

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-pilot-'));
    cacheDir = path.join(folder, 'cache');
    engine = await sharedEngine();
    const clips = await promptClips(folder, 18, 2, 4);
    [heldOutClips, more, base] = [clips.slice(0, 2), clips.slice(2, 4), clips.slice(4, 12)];
    wrong = clips.slice(12).map((clip, i) => ({ ...clip, transcript: clips[i]?.transcript ?? null }));
    await lendFeatures(engine, clips, cacheDir);
    parent = await stateFolder();
    await train(trainRequest({ stateDir: parent, trainClips: base, heldOutClips, plan: { ...plan, epochs: 8 } }));
  });
  after(async () => {
    await keepFeatures(cacheDir);
    await rm(folder, { recursive: true });
  });

  test('clips with wrong words are noticed, also more gently, and nothing is changed', async () => {
    const stateDir = await stateFolder(parent);
    const events: EngineEvent[] = [];
    // In the product, preparing refuses them before.
    const request = continuation(stateDir, wrong, { learningRate: 1e-3, replayShare: 0.5 });
    await assert.rejects(
      train(request, async (event) => void events.push(event)),
      (error: Error & { code?: string }) =>
        error.name === 'UserError' && error.code === 'pilot-failed' && /\d+ % further from you/.test(error.message),
    );
    const epochs = events.flatMap((event) => (event.type === 'progress' ? [event.progress.epoch] : []));
    assert.deepEqual([epochs.filter((epoch) => epoch === 0).length >= 2, Math.max(...epochs)], [true, 1]);
    assert.ok(
      events.every(({ type }) => type !== 'checkpoint'),
      'no checkpoint before the pilot has passed',
    );
    assert.deepEqual(await hashes(stateDir), await hashes(parent));
  });

  test('a pilot that passes leaves no trace, also when the run is ended in its middle', async () => {
    // One epoch after the pilot.
    const [undisturbed, without] = [await stateFolder(parent), await stateFolder(parent)];
    const outcome = await train(continuation(undisturbed, more, { epochs: 3 }));
    assert.deepEqual(await train(continuation(without, more, { epochs: 3, pilotEpochs: 0 })), outcome);
    assert.deepEqual(await hashes(without), await hashes(undisturbed));

    const stopped = await stateFolder(parent);
    const abort = new AbortController();
    const onEvent = async (event: EngineEvent): Promise<void> => {
      if (event.type === 'progress' && event.progress.epoch === 1) abort.abort(new Error('stop here'));
    };
    const request = continuation(stopped, more, { epochs: 3 });
    await assert.rejects(
      engine.train(request, engineContext(cacheDir, { onEvent, signal: abort.signal })),
      /stop here/,
    );
    assert.deepEqual(await train(request), outcome);
    assert.deepEqual(await hashes(stopped), await hashes(undisturbed));
  });

  test('what was too hasty is done once more, gently, and can be resumed', async () => {
    const hasty = { learningRate: 5e-3, replayShare: 0 };
    const stateDir = await stateFolder(parent);
    let checkpoint: { readonly folder: string; readonly losses: TrainOutcome['losses'] } | undefined;
    const outcome = await train(continuation(stateDir, more, hasty), async (event) => {
      if (event.type === 'checkpoint') checkpoint ??= { folder: await stateFolder(stateDir), losses: event.losses };
    });
    assert.deepEqual(outcome.remarks, [noteOf('tried-again')]);
    assert.equal(outcome.losses.length, 1 + plan.epochs, 'the losses are those of the second attempt');
    assert.ok(checkpoint);
    assert.equal(checkpoint.losses.length, 3);
    const request = continuation(checkpoint.folder, more, hasty);
    assert.deepEqual(await train({ ...request, start: 'resume', earlierLosses: checkpoint.losses }), outcome);
    assert.deepEqual(await hashes(checkpoint.folder), await hashes(stateDir));
  });

  test(
    'without the memory for a batch it takes half, and says so',
    { skip: process.platform !== 'linux' },
    async () => {
      const stateDir = await stateFolder(parent);
      const request = continuation(stateDir, more, { epochs: 1, pilotEpochs: 0, batchSize: 2 ** 16 });
      const script = fileURLToPath(new URL('./train-with-little-memory.ts', import.meta.url));
      await engine.prepare(more, engineContext(cacheDir));
      const json = JSON.stringify({ ...request, newClipIds: [...request.newClipIds] });
      // No address space for every thread's arena, no thread of V8's that could be the one to find no memory, and for V8
      // itself so much from the beginning that it need not look for any.
      const env = { ...process.env, MALLOC_ARENA_MAX: '1' };
      const flags = ['--single-threaded', '--min-semi-space-size=32', '--initial-heap-size=256'];
      const { stdout } = await run(process.execPath, [...flags, script, json, cacheDir], { env });
      const outcome = JSON.parse(stdout) as TrainOutcome;
      assert.match(
        inEnglish(outcome.remarks),
        /not enough memory for batches of 65536, so it trained in batches of \d+\./,
      );
      assert.ok(outcome.steps > 0);
      await engine.verify(stateDir);
    },
  );
});
