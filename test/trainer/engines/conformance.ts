// What every engine must do, whatever it is made of: the tests that the trainer relies on. Each engine runs them on itself.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { UserError } from '../../../src/errors.ts';
import { stateFile, type TrainingPlan } from '../../../src/storage/records.ts';
import type {
  EngineClip,
  EngineContext,
  EngineEvent,
  TrainOutcome,
  VoiceEngine,
} from '../../../src/trainer/engines/engine.ts';
import { toMetrics } from '../../../src/trainer/engines/measuring/figures.ts';
import { keepFeatures, lendFeatures } from '../../support/shared.ts';
import { countsOf, engineContext, promptClips, trainRequest } from './builtin/fixtures.ts';

const text = 'The number is forty two.';

/** SHA-256 of every file of a folder, by name. */
async function hashes(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const files = await Promise.all(names.map((name) => readFile(path.join(folder, name))));
  return Object.fromEntries(files.map((file, i) => [names[i], createHash('sha256').update(file).digest('hex')]));
}

/**
 * The conformance suite.
 * @param makeEngine starts the engine; `folder` is there for what it needs and removed afterwards
 * @param plan of a short training with several checkpoints
 * @param close ends it, unless others need it, too
 */
export function engineConformance(
  name: string,
  makeEngine: (folder: string) => Promise<VoiceEngine>,
  plan: TrainingPlan,
  close = (engine: VoiceEngine): Promise<void> => engine.close(),
): void {
  describe(`${name} does what every engine does`, () => {
    let folder: string;
    let cacheDir: string;
    let engine: VoiceEngine;
    let trainClips: EngineClip[];
    let newClip: EngineClip;
    let heldOutClips: EngineClip[];
    /** The state of a run from the base, and what it reported. */
    let trained: string;
    let outcome: TrainOutcome;
    const events: EngineEvent[] = [];
    /** Recordings are elsewhere until they are fetched. */
    const elsewhere = new Map<string, string>();
    const fetched = new Map<string, Promise<void>>();
    const fetch = (clip: EngineClip): Promise<void> => {
      const copied = fetched.get(clip.id) ?? copyFile(elsewhere.get(clip.id) ?? '', clip.path);
      fetched.set(clip.id, copied);
      return copied;
    };
    const context = (given: Partial<EngineContext> = {}): EngineContext => engineContext(cacheDir, { fetch, ...given });
    const record = async (event: EngineEvent): Promise<void> => void events.push(event);

    const stateFolder = async (from?: string): Promise<string> => {
      const state = path.join(await mkdtemp(path.join(folder, 'run-')), 'state');
      await cp(from ?? (await mkdtemp(path.join(folder, 'empty-'))), state, { recursive: true });
      return state;
    };
    const speak = (state: string): ReturnType<VoiceEngine['synthesize']> => engine.synthesize(state, text, context());

    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'timbre-conformance-'));
      cacheDir = path.join(folder, 'cache');
      engine = await makeEngine(folder);
      const local = path.join(folder, 'local');
      await mkdir(local);
      const clips = (await promptClips(folder, 5, 2, 4)).map((clip) => {
        elsewhere.set(clip.id, clip.path);
        return { ...clip, path: path.join(local, path.basename(clip.path)) };
      });
      [heldOutClips, newClip, trainClips] = [clips.slice(0, 1), clips[1], clips.slice(2)];
      await lendFeatures(engine, clips, cacheDir);
      const report = await engine.prepare([...trainClips, ...heldOutClips], context());
      assert.deepEqual(countsOf(report), { prepared: trainClips.length + heldOutClips.length, failed: [] });
      trained = await stateFolder();
      const request = trainRequest({ stateDir: trained, trainClips, heldOutClips, plan });
      assert.deepEqual(
        (await engine.preflight(request)).filter(({ level }) => level === 'error'),
        [],
      );
      outcome = await engine.train(request, context({ onEvent: record }));
    });

    after(async () => {
      await close(engine);
      await keepFeatures(cacheDir);
      await rm(folder, { recursive: true });
    });

    test('a training from the base makes a state, and tells how it gets on', async () => {
      assert.equal(outcome.epochs, plan.epochs);
      assert.ok(outcome.steps >= plan.epochs);
      await engine.verify(trained);
      for (const name of await readdir(trained)) stateFile.shape.name.parse(name);
      const checkpoints = events.filter((event) => event.type === 'checkpoint');
      assert.ok(checkpoints.length > 1);
      assert.equal(checkpoints.at(-1)?.step, outcome.steps);
      const progress = events.flatMap((event) => (event.type === 'progress' ? [event.progress] : []));
      assert.equal(progress.at(-1)?.done, progress.at(-1)?.total);
      const keys = new Set([...trainClips, newClip, ...heldOutClips].flatMap((clip) => engine.cacheKeys(clip)));
      for (const name of await readdir(cacheDir)) assert.ok(keys.has(name.slice(0, 64)), name);
    });

    test('what is prepared already is not touched, nor its recordings fetched', async () => {
      const cached = await hashes(cacheDir);
      fetched.clear();
      const report = await engine.prepare(trainClips, context());
      assert.deepEqual(countsOf(report), { prepared: trainClips.length, failed: [] });
      assert.deepEqual(await hashes(cacheDir), cached);
      assert.deepEqual([...fetched.keys()], []);
    });

    test('a recording that is lost stops the preparation with what is said of it', async () => {
      const reason = new UserError('clips-missing', 'It is gone.', 'Add it again.');
      const lost = { ...newClip, id: 'lost', sha256: 'f'.repeat(64) };
      const failing = async ({ id }: EngineClip): Promise<void> => {
        assert.equal(id, 'lost');
        throw reason;
      };
      await assert.rejects(engine.prepare([...trainClips, lost], context({ fetch: failing })), reason);
    });

    test('measures each held-out clip', async () => {
      const figures = await engine.evaluate(trained, heldOutClips, context());
      assert.deepEqual(
        figures.map(({ clipId }) => clipId),
        heldOutClips.map(({ id }) => id),
      );
      assert.ok((toMetrics(figures).mcdDb ?? 0) > 0);
      assert.deepEqual(await engine.evaluate(trained, [], context()), []);
    });

    test('continues with a new clip, in another place; the version it started from stays as it was', async () => {
      const before = await hashes(trained);
      const stateDir = await stateFolder(trained);
      await engine.prepare([newClip], context());
      const continued = await engine.train(
        trainRequest({
          stateDir,
          start: 'continue',
          plan: { ...plan, mode: 'continue', epochs: 1, secondEpochs: 1 },
          trainClips: [...trainClips, newClip],
          newClipIds: new Set([newClip.id]),
          heldOutClips,
        }),
        context(),
      );
      assert.equal(continued.epochs, 1);
      assert.ok(continued.steps > 0);
      await engine.verify(stateDir);
      assert.deepEqual(await hashes(trained), before);
      const [older, newer] = [await speak(trained), await speak(stateDir)];
      assert.ok(older.sampleRate >= engine.sampleRate);
      assert.equal(newer.sampleRate, older.sampleRate);
      assert.notDeepEqual(newer.samples, older.samples);
    });

    test('a run that is aborted ends soon and leaves nothing behind; resumed, it makes the epochs that are left', async () => {
      const stateDir = await stateFolder();
      const abort = new AbortController();
      const reason = new UserError('cancelled', 'Cancelled.', 'Start again.');
      let restored: string | undefined;
      let earlier: EngineEvent | undefined;
      const onEvent = async (event: EngineEvent): Promise<void> => {
        if (event.type !== 'checkpoint' || restored !== undefined) return;
        earlier = event;
        restored = await stateFolder(stateDir);
        abort.abort(reason);
      };
      const request = trainRequest({ stateDir, trainClips, heldOutClips, plan });
      await assert.rejects(engine.train(request, context({ signal: abort.signal, onEvent })), reason);
      assert.deepEqual(await readdir(path.dirname(stateDir)), ['state']);
      assert.ok(restored !== undefined && earlier?.type === 'checkpoint');
      const finished = await engine.train(
        { ...request, start: 'resume', stateDir: restored, earlierLosses: earlier.losses },
        context(),
      );
      assert.deepEqual([finished.epochs, finished.steps], [outcome.epochs, outcome.steps]);
      assert.deepEqual(
        finished.losses.map(({ epoch }) => epoch),
        outcome.losses.map(({ epoch }) => epoch),
      );
      await engine.verify(restored);
      await assert.rejects(engine.prepare(trainClips, context({ signal: AbortSignal.abort(reason) })));
    });

    test('without its history, a state still speaks the same, and is trained further from its weights', async () => {
      const stateDir = await stateFolder(trained);
      const history = (await readdir(stateDir)).filter((name) => engine.isHistory(name));
      assert.ok(history.length > 0);
      for (const name of history) await rm(path.join(stateDir, name));
      await engine.verify(stateDir);
      assert.deepEqual((await speak(stateDir)).samples, (await speak(trained)).samples);
      const request = trainRequest({
        stateDir,
        start: 'continue',
        plan: { ...plan, mode: 'continue', epochs: 1, secondEpochs: 1 },
        trainClips,
        newClipIds: new Set(),
      });
      assert.ok((await engine.preflight(request)).some(({ code }) => code === 'optimizer-lost'));
      const continued = await engine.train(request, context());
      assert.ok(continued.steps > 0);
      await engine.verify(stateDir);
      for (const name of history) assert.ok((await readdir(stateDir)).includes(name));
    });

    test('finds damage in any file of a state before it changes anything', async () => {
      for (const name of await readdir(trained)) {
        const stateDir = await stateFolder(trained);
        const file = path.join(stateDir, name);
        const bytes = await readFile(file);
        await writeFile(file, bytes.subarray(0, bytes.length - 9));
        const damaged = await hashes(stateDir);
        const refusal = (error: unknown): boolean => error instanceof UserError && error.message.includes(name);
        await assert.rejects(engine.verify(stateDir), refusal, name);
        const request = trainRequest({ stateDir, start: 'continue', trainClips, plan });
        await assert.rejects(engine.train(request, context()), refusal, name);
        assert.ok(
          (await engine.preflight(request)).some(({ level, message }) => level === 'error' && message.includes(name)),
        );
        assert.deepEqual(await hashes(stateDir), damaged);
      }
    });

    test('refuses to train on nothing', async () => {
      const silent = trainClips.map((clip) => ({ ...clip, transcript: null }));
      for (const clips of [[], silent]) {
        const request = trainRequest({ stateDir: await stateFolder(), trainClips: clips, plan });
        assert.ok((await engine.preflight(request)).some(({ level }) => level === 'error'));
        await assert.rejects(engine.train(request, context()), {
          name: 'UserError',
          code: 'no-usable-clips',
        });
      }
    });
  });
}
