// Each trap that GPT-SoVITS lays for whoever drives it, on a double that falls into every one of them.
import assert from 'node:assert/strict';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import type { TrainingPlan } from '../../../../src/storage/records.ts';
import type {
  EngineClip,
  EngineContext,
  EngineEvent,
  TrainOutcome,
  TrainRequest,
  VoiceEngine,
} from '../../../../src/trainer/engines/engine.ts';
import { createGptSovitsEngine } from '../../../../src/trainer/engines/gpt-sovits/engine.ts';
import { stateFiles } from '../../../../src/trainer/engines/gpt-sovits/state.ts';
import { engineContext, plan as anyPlan, promptClips, trainRequest } from '../builtin/fixtures.ts';
import { makeCheckout } from './checkout.ts';
import type { DoubleCheckout, Knobs } from './checkout.ts';
import { inEnglish } from '../../../support/told.ts';

const plan: TrainingPlan = { ...anyPlan, epochs: 2, secondEpochs: 2, learningRate: 1e-4, batchSize: 8 };

const names = (of: readonly EngineClip[]): string[] => of.map(({ sha256 }) => `${sha256}.wav`).sort();

const voice = async (stateDir: string): Promise<Record<'s1' | 's2', { epochs: number; steps: number }>> =>
  JSON.parse(await readFile(path.join(stateDir, stateFiles.voice), 'utf8')) as never;

describe('the GPT-SoVITS engine', () => {
  let folder: string;
  let cacheDir: string;
  let checkout: DoubleCheckout;
  let engine: VoiceEngine;
  let clips: EngineClip[];
  /** A state of two epochs of each model, on all clips but the last. */
  let trained: string;
  let files: readonly string[];
  /** All that is in the checkout, without the notes of the double. */
  const everything = async (): Promise<string[]> =>
    (await readdir(checkout.home, { recursive: true }))
      .filter((name) => !/^(calls\.jsonl|double\.json)$/.test(name))
      .sort();
  let untouched: readonly string[];

  const train = async (
    given: Partial<TrainRequest> = {},
    context: Partial<EngineContext> = {},
    knobs: Knobs = {},
  ): Promise<{ outcome: TrainOutcome; stateDir: string }> => {
    const { stateDir = await stateFolder(given.start === 'continue' ? trained : undefined), ...rest } = given;
    await checkout.turn(knobs);
    await checkout.calls();
    const request = trainRequest({ trainClips: clips.slice(0, -1), plan, newClipIds: new Set(), ...rest, stateDir });
    return { outcome: await engine.train(request, engineContext(cacheDir, context)), stateDir };
  };
  const stateFolder = async (from?: string): Promise<string> => {
    // What would be patterns and digits in the paths of checkpoints.
    const state = path.join(await mkdtemp(path.join(folder, 'run [a-b]² 7*-')), 'state');
    await cp(from ?? (await mkdtemp(path.join(folder, 'empty-'))), state, { recursive: true });
    return state;
  };
  const called = async (event: string): Promise<Record<string, unknown>[]> =>
    (await checkout.calls()).filter((call) => call.event === event);
  const prepare = (of: readonly EngineClip[], cache = cacheDir): ReturnType<VoiceEngine['prepare']> =>
    engine.prepare(of, engineContext(cache));

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-gpt-sovits-test-'));
    cacheDir = path.join(folder, 'cache');
    checkout = await makeCheckout(path.join(folder, 'checkout'));
    untouched = await everything();
    engine = createGptSovitsEngine({ checkout, ffmpeg: await locateFfmpeg() });
    clips = await promptClips(folder, 4, 3, 3.4);
    await prepare(clips);
    trained = (await train()).stateDir;
    files = await readdir(checkout.home);
  });

  after(async () => {
    await engine.close();
    await rm(folder, { recursive: true });
  });

  test('leaves nothing in the checkout, whatever it does', async () => {
    await engine.synthesize(trained, 'Hello there.', engineContext(cacheDir));
    assert.deepEqual(await everything(), untouched);
  });

  test('says that its Python lacks a package, and who can mend that', async () => {
    const python = path.join(folder, 'python-without-torch');
    await writeFile(python, `#!/bin/sh\necho "ModuleNotFoundError: No module named 'torch'" >&2\nexit 1\n`);
    await chmod(python, 0o755);
    const lacking = createGptSovitsEngine({ checkout: { ...checkout, python }, ffmpeg: await locateFfmpeg() });
    await assert.rejects(lacking.prepare(clips.slice(0, 1), engineContext(path.join(folder, 'cache-without'))), {
      code: 'packages-missing',
      message: /lacks a package: ModuleNotFoundError: No module named 'torch'/,
      hint: /npm run cli -- doctor/,
    });
    await lacking.close();
  });

  describe('prepares', () => {
    test('what is new alone, and shares it between voices', async () => {
      const cache = path.join(folder, 'cache-2');
      await prepare(clips.slice(0, 2), cache);
      await checkout.calls();
      const report = await prepare([...clips.slice(0, 3), { ...clips[0], id: 'again', transcript: 'Another.' }], cache);
      assert.equal(report.failed.length, 1);
      assert.deepEqual(
        (await checkout.calls()).map(({ event, clips }) => [event, (clips as string[]).length]),
        [
          ['text', 2],
          ['hubert', 1],
        ],
      );
      await prepare(clips.slice(0, 3), cache);
      assert.deepEqual(await checkout.calls(), []);
    });

    test('so that what was made of the words goes with them, and what was made of the recording stays', async () => {
      const cache = path.join(folder, 'cache-words');
      const [clip] = clips;
      await prepare([clip], cache);
      const kinds = async (of: EngineClip): Promise<string[]> => {
        const keys = new Set(engine.cacheKeys(of));
        const names = await readdir(cache);
        return names.flatMap((name) => (keys.has(name.slice(0, 64)) ? [] : [path.extname(name)]));
      };
      assert.deepEqual(await kinds(clip), []);
      const corrected = { ...clip, transcript: 'It was something else.' };
      assert.deepEqual(await kinds(corrected), ['.gsv-text']);
      assert.deepEqual(await kinds({ ...clip, transcript: null }), ['.gsv-text']);
    });

    test('and names each clip that a script passed over in silence, with the reason', async () => {
      const [a, b, c, d] = clips;
      await checkout.turn({
        fail: { hubert: [a.sha256], nan: [b.sha256], speaker: [c.sha256], semantic: [d.sha256] },
      });
      const broken = path.join(folder, 'broken.flac');
      await writeFile(broken, 'no sound');
      const others: EngineClip[] = [
        { ...a, id: 'unspeakable', transcript: 'an unspeakable word' },
        { ...a, id: 'wordless', transcript: '…' },
        { ...a, id: 'silent', transcript: null },
        { ...a, id: 'klingon', language: 'tlh' },
        { ...a, id: 'unread', sha256: 'e'.repeat(64), path: broken },
      ];
      const report = await prepare([...clips, ...others], path.join(folder, 'cache-3'));
      await checkout.turn({});
      assert.equal(report.prepared, 0);
      const reasons = new Map(report.failed.map(({ clipId, reason }) => [clipId, reason]));
      assert.match(inEnglish(reasons.get(a.id)), /could not be analysed \(its peaks reach 2\.5 times/);
      assert.match(inEnglish(reasons.get(b.id)), /could not be analysed \(the model finds no numbers/);
      assert.match(inEnglish(reasons.get(c.id)), /could not be analysed \(RuntimeError: choose a window/);
      assert.match(inEnglish(reasons.get(d.id)), /No speech was found in it \(RuntimeError/);
      assert.match(inEnglish(reasons.get('unspeakable')), /turned into sounds \(LookupError: Resource averaged/);
      assert.match(inEnglish(reasons.get('wordless')), /anything in its transcript/);
      assert.match(inEnglish(reasons.get('silent')), /no transcript/);
      assert.match(inEnglish(reasons.get('klingon')), /does not speak its language \(tlh\)/);
      assert.match(inEnglish(reasons.get('unread')), /can’t be read/);
    });

    test('each clip in its own language, whatever is written in its transcript', async () => {
      const [a, b, c] = clips;
      const spoken: EngineClip[] = [
        { ...a, language: 'zh-CN', transcript: '今天天气很好我们去公园散步吧好吗' },
        { ...b, language: 'ja', transcript: 'a | b\nand a few letters more\tthan that' },
        { ...c, language: 'en-GB', transcript: 'thirty letters and a | bar, 100 % of it' },
      ];
      const cache = path.join(folder, 'cache-4');
      assert.deepEqual(await prepare(spoken, cache), { prepared: 3, failed: [] });
      const stateDir = await stateFolder();
      const request = trainRequest({ stateDir, trainClips: spoken, plan: { ...plan, epochs: 1, secondEpochs: 1 } });
      assert.equal((await engine.train(request, engineContext(cache))).epochs, 1);
    });

    test('clips without a transcript where it can recognize what is said, and once', async () => {
      const [a, b, c] = clips.map((clip) => ({ ...clip, transcript: null }));
      const cache = path.join(folder, 'cache-6');
      const leftOut = async (): Promise<(string | undefined)[]> => {
        const { failed } = await prepare([a, b, c], cache);
        return [a, b, c]
          .map(({ id }) => failed.find(({ clipId }) => clipId === id)?.reason)
          .map((reason) => reason && inEnglish(reason));
      };
      const unknown = 'It has no transcript, and GPT-SoVITS has no speech recognition that works.';
      assert.deepEqual(await leftOut(), [unknown, unknown, unknown]);
      const model = path.join(checkout.home, 'tools/asr/models/faster-whisper-medium');
      await mkdir(model, { recursive: true });
      await writeFile(path.join(model, 'model.bin'), '');
      await checkout.turn({ deaf: true });
      assert.deepEqual(await leftOut(), [unknown, unknown, unknown]);
      await checkout.turn({ fail: { heard: [b.sha256], understood: [c.sha256] } });
      const nothing = 'It has no transcript, and nothing was understood in it.';
      assert.deepEqual(await leftOut(), [undefined, nothing, nothing]);
      await checkout.calls();
      assert.deepEqual(await leftOut(), [undefined, nothing, nothing]);
      assert.deepEqual(await checkout.calls(), []);
      const request = trainRequest({ stateDir: await stateFolder(), trainClips: [a, b], plan });
      assert.deepEqual(
        (await engine.preflight(request)).filter(({ code }) => code === 'no-transcripts'),
        [],
      );
      await engine.train(request, engineContext(cache));
      const reference: unknown = JSON.parse(await readFile(path.join(request.stateDir, 'reference.json'), 'utf8'));
      assert.partialDeepStrictEqual(reference, { text: 'these words were heard, and they were said well' });
      await rm(model, { recursive: true });
    });

    test('again what is damaged in the cache', async () => {
      const file = path.join(cacheDir, (await readdir(cacheDir)).sort()[0]);
      const whole = await readFile(file);
      for (const damaged of [whole.subarray(0, -1), Buffer.from(whole).fill(0, whole.length - 9), Buffer.alloc(0)]) {
        await writeFile(file, damaged);
        assert.equal((await prepare(clips)).prepared, clips.length);
        assert.ok((await readFile(file)).length >= whole.length - 99);
      }
    });

    test('and trains on what is there: a removed clip is in nothing', async () => {
      await train({ start: 'continue', trainClips: clips.slice(1) });
      const calls = await checkout.calls();
      for (const model of ['s2-data', 's1-data']) {
        assert.deepEqual(calls.find(({ event }) => event === model)?.['clips'], names(clips.slice(1)));
      }
    });
  });

  describe('goes on', () => {
    test('for so many more epochs, at the rate of this run, with other random numbers', async () => {
      const epochs = { epochs: 3, secondEpochs: 1 };
      const { outcome, stateDir } = await train({
        start: 'continue',
        plan: { ...plan, ...epochs, learningRate: 3e-5 },
      });
      const calls = await checkout.calls();
      const [s2, s1, end] = ['s2', 's1', 's2-end'].map((name) => calls.find(({ event }) => event === name));
      assert.equal(s2?.['epochs'], 5);
      assert.equal(s1?.['epochs'], 3);
      assert.deepEqual(end?.['rates'], [3e-5, 1.2e-5, 1.2e-5, 1.2e-5, 3e-5]);
      assert.notEqual(s2?.['seed'], plan.seed);
      const [was, is] = [await voice(trained), await voice(stateDir)];
      assert.equal(is.s2.epochs, was.s2.epochs + 3);
      assert.equal(is.s1.epochs, was.s1.epochs + 1);
      assert.equal(is.s2.steps + is.s1.steps, was.s2.steps + was.s1.steps + outcome.steps);
      assert.deepEqual(
        outcome.losses.map(({ epoch }) => epoch),
        [1, 2, 3],
      );
    });

    for (const [what, knobs, reason] of [
      ['S2 cannot read its checkpoint', { unread: true }, /did not take up .* S2 .*pretrained model/],
      ['a part is missing in the checkpoint of S2', { lack: 'dec.weight' }, /did not take up .* lacks dec\.weight/],
    ] as const) {
      test(`never from the beginning: ${what}`, async () => {
        const stateDir = await stateFolder(trained);
        const before = await Promise.all((await readdir(trained)).map((name) => readFile(path.join(trained, name))));
        // A step takes a minute: it is stopped before the first one has ended.
        await assert.rejects(train({ start: 'continue', stateDir }, {}, { ...knobs, sleep: 60 }), {
          code: 'checkpoint-not-loaded',
          message: reason,
        });
        const now = await Promise.all((await readdir(stateDir)).map((name) => readFile(path.join(stateDir, name))));
        assert.deepEqual(now, before);
      });
    }

    test('from exported weights: they are completed from the pretrained model', async () => {
      const stateDir = await stateFolder(trained);
      for (const name of await readdir(stateDir)) if (engine.isHistory(name)) await rm(path.join(stateDir, name));
      const { outcome } = await train({ start: 'continue', stateDir });
      assert.deepEqual(
        (await checkout.calls()).filter(({ event }) => /^s[12]$/.test(event)).map((call) => call['epochs']),
        [2, 2],
      );
      assert.ok(outcome.steps > 0);
      const { s2, s1 } = await voice(stateDir);
      assert.deepEqual([s2.epochs, s1.epochs], [4, 4]);
      const again = await train({ start: 'continue', stateDir });
      assert.equal(again.outcome.epochs, 2);
      assert.deepEqual((await called('s2'))[0]?.['epochs'], 4);
    });

    test('another version of the models is refused', async () => {
      const other = await makeCheckout(path.join(folder, 'checkout-v2'), 'v2');
      const v2 = createGptSovitsEngine({ checkout: other, ffmpeg: await locateFfmpeg() });
      await assert.rejects(v2.verify(trained), {
        code: 'state-foreign',
        message: /1-v2Pro; this is gpt-sovits 1-v2\./,
      });
      const cache = path.join(folder, 'cache-5');
      await v2.prepare(clips.slice(0, 2), engineContext(cache));
      const stateDir = await stateFolder();
      const request = trainRequest({ stateDir, trainClips: clips, plan: { ...plan, epochs: 1, secondEpochs: 1 } });
      await v2.train(request, engineContext(cache));
      for (const name of await readdir(stateDir)) if (v2.isHistory(name)) await rm(path.join(stateDir, name));
      await v2.train({ ...request, start: 'continue' }, engineContext(cache));
      await v2.verify(stateDir);
      await v2.close();
    });
  });

  describe('notices', () => {
    test('a pretrained model that is not there, before it trains from random numbers', async () => {
      const { s2D } = checkout.pretrained;
      const bytes = await readFile(s2D);
      await rm(s2D);
      try {
        await assert.rejects(train({}, {}, { sleep: 60 }), { code: 'pretrained-not-loaded' });
      } finally {
        await writeFile(s2D, bytes);
      }
    });

    test('memory that does not suffice: it goes on with half the batch from the last checkpoint', async () => {
      const epochs: number[] = [];
      const onEvent = async (event: EngineEvent): Promise<void> => {
        if (event.type === 'checkpoint') epochs.push(event.epoch);
      };
      const knobs = { memory: { s2: 4 }, killed: { s1: 2 }, from: 2 };
      const { outcome, stateDir } = await train({ plan: { ...plan, batchSize: 16 } }, { onEvent }, knobs);
      assert.deepEqual(epochs, [1, 2, 3, 4]);
      assert.deepEqual((await voice(stateDir)).s2.epochs, 2);
      assert.deepEqual(
        outcome.remarks.map((remark) => inEnglish(remark)),
        [
          'There was not enough memory for batches of 16 in S2: it went on with 8.',
          'There was not enough memory for batches of 8 in S2: it went on with 4.',
          'There was not enough memory for batches of 4 in S1: it went on with 2.',
        ],
      );
    });

    for (const [what, knobs, code] of [
      ['memory that does not suffice for one clip', { memory: { s2: 0 } }, 'not-enough-memory'],
      ['a loss that is no number', { nan: true }, 'training-diverged'],
      ['a full disk', { noExport: true }, 'not-enough-disk'],
      ['a training of S1 without a step', { noStep: true }, 'no-step'],
    ] as const) {
      test(what, async () => {
        await assert.rejects(train({}, {}, knobs), { name: 'UserError', code });
      });
    }

    test('how far S1 is when its progress bar is silent', async () => {
      const events: EngineEvent[] = [];
      const onEvent = async (event: EngineEvent): Promise<void> => void events.push(event);
      const { outcome } = await train({}, { onEvent }, { progress: 'rich' });
      assert.ok(outcome.steps > 0);
      const last = events.findLast((event) => event.type === 'progress');
      assert.deepEqual([last?.progress.done, last?.progress.total], [4, 4]);
    });

    test('that it is to stop, at once, and leaves neither processes nor half-written files', async () => {
      const abort = new AbortController();
      const reason = new Error('stop');
      const onEvent = async (event: EngineEvent): Promise<void> => {
        if (event.type === 'progress') abort.abort(reason);
      };
      const stateDir = await stateFolder();
      await assert.rejects(train({ stateDir }, { signal: abort.signal, onEvent }, { sleep: 0.3 }), reason);
      assert.deepEqual(await readdir(path.dirname(stateDir)), ['state']);
      assert.deepEqual(await readdir(checkout.home), files);
    });
  });

  test('trains two voices at once on one checkout, and neither hears of the other', async () => {
    const [one, two] = await Promise.all([
      train({ trainClips: clips.slice(0, 2) }),
      train({ trainClips: clips.slice(2), start: 'continue' }),
    ]);
    const seen = (await called('s2-data')).map((call) => call['clips']);
    assert.equal(seen.length, 2);
    for (const own of [clips.slice(0, 2), clips.slice(2)]) {
      assert.ok(seen.some((clips) => JSON.stringify(clips) === JSON.stringify(names(own))));
    }
    assert.equal((await voice(one.stateDir)).s2.epochs, 2);
    assert.equal((await voice(two.stateDir)).s2.epochs, 4);
  });
});
