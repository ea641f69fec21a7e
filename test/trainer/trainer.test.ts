// The trainer over real Redis, SQLite, blobs and ffmpeg: what becomes of a run, whatever happens in the middle of it.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import pino from 'pino';
import { ofSeveral, startCacheSweeps } from '../../src/housekeeping/cache.ts';
import { type Ffmpeg, locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import { decodePcm } from '../../src/audio/decode.ts';
import { type Dispatcher, startDispatcher } from '../../src/queue/dispatcher.ts';
import { subscribeRunEvents } from '../../src/queue/events.ts';
import { connect, type PrivateRedis, startPrivateRedis } from '../../src/queue/redis.ts';
import { publishRunEvent } from '../../src/queue/events.ts';
import { Away } from '../../src/outage.ts';
import type { RunRequest } from '../../src/storage/records.ts';
import { type Run, type Sample, type Storage } from '../../src/storage/storage.ts';
import { holdLease } from '../../src/trainer/lease.ts';
import { startTrainer, type Trainer } from '../../src/trainer/trainer.ts';
import { mostOld } from '../../src/trainer/held-out.ts';
import { trainingRun } from '../../src/trainer/training-run.ts';
import { answerTo } from '../support/machine.ts';
import { createToneEngine, type ToneEngine } from './tone-engine.ts';
import { openMigrated } from '../support/migrated.ts';
import { inEnglish } from '../support/told.ts';

const log = pino({ level: process.env.TEST_LOG ?? 'silent' });

/** What is asked of a store of files that does not answer. */
const gone = (): Promise<never> => Promise.reject(new Away('store', new Error('connect ECONNREFUSED')));

describe('trainer', () => {
  let dataDir: string;
  let redis: PrivateRedis;
  let storage: Storage;
  let ffmpeg: Ffmpeg;
  /** As a bot has one: what is asked for comes to the trainer at once. */
  let dispatcher: Dispatcher;

  before(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'timbre-trainer-'));
    redis = await startPrivateRedis(path.join(dataDir, 'redis'));
    storage = await openMigrated(dataDir);
    ffmpeg = await locateFfmpeg();
    dispatcher = startDispatcher({ storage, engine: 'tone', redisUrl: redis.url, log });
  });

  after(async () => {
    await dispatcher.close();
    await storage.close();
    await redis.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const running = new Set<Trainer>();
  afterEach(async () => {
    for (const trainer of running) await trainer.close();
    running.clear();
  });

  async function start(engine: ToneEngine): Promise<Trainer> {
    const config = { dataDir, leaseMs: 2000, keepVersions: 2 };
    const trainer = await startTrainer({ config, storage, engine, ffmpeg, redisUrl: redis.url, log });
    running.add(trainer);
    return trainer;
  }
  async function stop(trainer: Trainer): Promise<void> {
    running.delete(trainer);
    await trainer.close();
  }

  /** A person with a voice and `count` transcribed clips. */
  async function person(count: number): Promise<{ userId: string; voiceId: string }> {
    const userId = randomUUID();
    await storage.users.ensure(userId, 'en-US');
    const voice = await storage.voices.ensure(userId);
    await addClips(voice.id, count);
    return { userId, voiceId: voice.id };
  }

  async function addClips(
    voiceId: string,
    count: number,
    transcript: string | null = 'Some words to say.',
    split?: Sample['split'],
  ): Promise<Sample[]> {
    const samples = [];
    while (samples.length < count) {
      const bytes = Buffer.from(randomUUID());
      const isHeldOut = (createHash('sha256').update(bytes).digest()[0] ?? 0) < 0x20;
      if (split !== undefined && isHeldOut !== (split === 'held-out')) continue;
      const { sha256 } = await storage.blobs.put(bytes);
      samples.push({
        sha256,
        sourceSha256: createHash('sha256').update(bytes).update('source').digest('hex'),
        originalName: `clip ${samples.length}.wav`,
        clipIndex: 0,
        transcript,
        measures: {
          durationSeconds: 3,
          loudnessLufs: -23,
          truePeakDb: -3,
          clippedSamples: 0,
          snrDb: 40,
          speechShare: 0.9,
          bandwidthHz: 8000,
          f0: null,
        },
        verdict: { grade: 'good' as const, remarks: [] },
        descriptor: null,
        heard: null,
        heldBack: null,
        durationSeconds: 3,
      });
    }
    return (await storage.samples.add(voiceId, samples)).added;
  }

  const train = (
    who: { userId: string; voiceId: string },
    epochs: number | null,
    mode: 'continue' | 'fresh' = 'continue',
    engine = 'tone',
  ) => request(who, { kind: 'train', mode, epochs }, engine);

  const request = async (
    who: { userId: string; voiceId: string },
    wanted: RunRequest,
    engine = 'tone',
  ): Promise<Run> => {
    const run = await storage.runs.request({ ...who, request: wanted, engine, answerTo: answerTo(who.userId) });
    dispatcher.nudge();
    return run;
  };

  /** The run once `done(run)` holds: looked at when it begins and at each of its events. */
  async function until(runId: string, done: (run: Run) => boolean): Promise<Run> {
    const reached = Promise.withResolvers<Run>();
    const look = (): void => {
      storage.runs.get(runId).then((run) => {
        if (run !== null && done(run)) reached.resolve(run);
      }, reached.reject);
    };
    const subscription = subscribeRunEvents(redis.url, (event) => {
      if (event.runId === runId) look();
    });
    const poll = setInterval(look, 250);
    look();
    try {
      return await reached.promise;
    } finally {
      clearInterval(poll);
      await subscription.close();
    }
  }
  const ended = (runId: string): Promise<Run> =>
    until(runId, (run) => ['done', 'failed', 'cancelled'].includes(run.state));

  it('trains, continues and speaks; a preview does not wait for a training', async () => {
    const engine = createToneEngine();
    const trainer = await start(engine);
    const who = await person(6);
    const first = await ended((await train(who, 2)).id);
    assert.equal(first.state, 'done');
    assert.equal(first.result?.kind, 'train');
    assert.equal(first.result.versionNumber, 1);
    assert.equal(first.result.rival, null);
    assert.ok(first.result.plan.reasons.length >= 3);
    const heldOut = (await storage.samples.list(who.voiceId)).filter((sample) => sample.split === 'held-out');
    assert.equal(first.result.metrics.heldOutClips, heldOut.length);
    const learnt = await storage.versions.sampleIds(first.result.versionId);
    assert.equal(learnt.length, 6 - heldOut.length, 'held-out clips are no part of what a version was trained on');

    await addClips(who.voiceId, 3);
    const gate = engine.gate(2);
    const second = await train(who, 4);
    await gate.reached;
    const spoken = await request(who, { kind: 'synthesis', text: 'Hi!', versionId: first.result.versionId });
    const preview = await ended(spoken.id);
    assert.equal(preview.state, 'done');
    const delivery = { speed: 2, semitones: 3 };
    const told = { kind: 'synthesis', text: 'Hi!', delivery, versionId: first.result.versionId } as const;
    const quick = await ended((await request(who, told)).id);
    assert.ok(quick.result?.kind === 'synthesis' && preview.result?.kind === 'synthesis');
    assert.equal(quick.result.preview.durationSeconds, preview.result.preview.durationSeconds / 2);
    assert.notEqual(quick.result.preview.blob, preview.result.preview.blob);
    assert.equal((await storage.runs.get(second.id))?.state, 'training');
    gate.open();
    const done = await ended(second.id);
    assert.equal(done.result?.kind, 'train');
    assert.equal(done.result.parentNumber, 1);
    assert.equal(done.result.versionNumber, 2);
    assert.equal(done.result.metrics.mcdDb, 10 / 7, 'four epochs on top of two');
    assert.equal(done.result.rival?.metrics?.mcdDb, 10 / 3);
    assert.match(engine.starts[1] ?? '', /^continue at 2, [1-3] new$/);
    assert.equal((await storage.voices.get(who.voiceId))?.activeVersionId, done.result.versionId);

    const compared = { ...told, against: done.result.versionId };
    const both = (await ended((await request(who, compared)).id)).result;
    assert.ok(both?.kind === 'synthesis');
    assert.deepEqual(
      [both.preview.versionId, both.second?.versionId],
      [first.result.versionId, done.result.versionId],
      'one says it after the other',
    );

    const ogg = path.join(dataDir, 'preview.ogg');
    await writeFile(ogg, await storage.blobs.read(done.result.preview.blob));
    const samples = await decodePcm(ffmpeg, ogg, { sampleRate: 16_000 });
    assert.ok(Math.abs(samples.length / 16_000 - done.result.preview.durationSeconds) < 0.05);
    await stop(trainer);
    assert.deepEqual(await readdir(path.join(dataDir, 'work')), [], 'nothing is left in the work folder');
  });

  it('brings only those recordings here that the engine has not read yet', async () => {
    const engine = createToneEngine();
    await start(engine);
    const who = await person(0);
    const first = await addClips(who.voiceId, 4, 'Some words to say.', 'train');
    await ended((await train(who, 1)).id);
    const second = await addClips(who.voiceId, 2, 'Some words to say.', 'train');
    await ended((await train(who, 1)).id);
    await ended((await train(who, 1)).id);
    assert.deepEqual(
      engine.local.map((names) => names.sort()),
      [first, second, []].map((samples) => samples.map(({ sha256 }) => `${sha256}.flac`).sort()),
    );
  });

  it('measures on all held-out clips that are new, and on so many of the old', async () => {
    const engine = createToneEngine();
    await start(engine);
    const who = await person(0);
    // Of four clips, one may be held out; of the first ones, one is.
    const first = await addClips(who.voiceId, 4 * (mostOld + 8), 'Some words to say.', 'train');
    const old = [
      ...first.filter(({ split }) => split === 'held-out'),
      ...(await addClips(who.voiceId, mostOld + 4, 'Some words to say.', 'held-out')),
    ];
    const v1 = (await ended((await train(who, 1)).id)).result;
    assert.ok(v1?.kind === 'train');
    assert.equal(v1.metrics.heldOutClips, mostOld + 5);
    const again = (await ended((await train(who, 1)).id)).result;
    assert.ok(again?.kind === 'train');
    assert.deepEqual(again.heldOutIds, v1.heldOutIds, 'with nothing new it goes on as it was');

    // While it trains there come some more: they are new to the next one.
    const gate = engine.gate(1);
    const running = await train(who, 1);
    await gate.reached;
    const late = await addClips(who.voiceId, 2, 'Some words to say.', 'held-out');
    gate.open();
    await ended(running.id);
    const fresh = [...late, ...(await addClips(who.voiceId, 1, 'Some words to say.', 'held-out'))];
    const v4 = (await ended((await train(who, 1)).id)).result;
    assert.ok(v4?.kind === 'train' && v4.rival !== null);
    const lowest = old.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1)).slice(0, mostOld);
    assert.deepEqual(v4.heldOutIds.toSorted(), [...lowest, ...fresh].map(({ id }) => id).sort());
    const counts = [v4.metrics, v4.rival.metrics].map((measured) => measured?.heldOutClips);
    assert.deepEqual(counts, [mostOld + 3, mostOld + 3], 'both versions on the same ones');
  });

  it('teaches a clip as new when its transcript came later', async () => {
    const engine = createToneEngine();
    await start(engine);
    const who = await person(5);
    const [silent] = await addClips(who.voiceId, 1, null);
    assert.ok(silent);
    await ended((await train(who, 1)).id);
    await storage.samples.transcribe(who.voiceId, silent, 'Now it is known.');
    const taught = await ended((await train(who, 1)).id);
    assert.equal(taught.result?.kind, 'train');
    assert.equal(taught.result.newSeconds, silent.durationSeconds);
    await ended((await train(who, 1)).id);
    assert.deepEqual(engine.starts.slice(1), ['continue at 1, 1 new', 'continue at 2, 0 new']);
  });

  it('teaches a clip as new when its transcript was corrected, also while a training learns the old words', async () => {
    const engine = createToneEngine();
    const gate = engine.gate(1);
    await start(engine);
    const who = await person(5);
    const [clip] = await addClips(who.voiceId, 1, 'Words that are wrong.');
    assert.ok(clip);
    const running = await train(who, 1);
    await gate.reached;
    await storage.samples.transcribe(who.voiceId, clip, 'The right words.');
    gate.open();
    const first = await ended(running.id);
    assert.equal(first.result?.kind, 'train');
    assert.deepEqual(
      await storage.versions.learntOtherwise(who.voiceId),
      new Map([[first.result.versionId, new Set([clip.id])]]),
    );
    const taught = await ended((await train(who, 1)).id);
    assert.equal(taught.result?.kind, 'train');
    assert.equal(taught.result.newSeconds, clip.durationSeconds);
    await ended((await train(who, 1)).id);
    assert.deepEqual(engine.starts.slice(1), ['continue at 1, 1 new', 'continue at 2, 0 new']);
  });

  it('goes on from its checkpoint when the store of files was away, and can be cancelled meanwhile', async (t) => {
    const engine = createToneEngine();
    await start(engine);
    const [one, other] = [await person(4), await person(4)];
    const put = t.mock.method(storage.blobs, 'put', gone, { times: 1 });
    const { state, attempts } = await ended((await train(one, 3)).id);
    assert.deepEqual([state, attempts, put.mock.callCount()], ['done', 1, 1]);
    assert.equal(engine.starts.length, 2);

    put.mock.restore();
    const asked = Promise.withResolvers<void>();
    const away = t.mock.method(storage.blobs, 'put', () => {
      asked.resolve();
      return gone();
    });
    const { id } = await train(other, 3);
    await asked.promise;
    await storage.runs.requestCancel(id);
    assert.equal((await ended(id)).state, 'cancelled');
    away.mock.restore();
  });

  it('learns the words that it began with, also when it is interrupted, and writes those down', async () => {
    const engine = createToneEngine();
    const gate = engine.gate(2);
    const first = await start(engine);
    const who = await person(1);
    const [clip] = await addClips(who.voiceId, 1, 'Words that are wrong.');
    assert.ok(clip);
    const running = await train(who, 2);
    await gate.reached;
    await storage.samples.transcribe(who.voiceId, clip, 'The right words.');
    await stop(first);
    await start(engine);
    const { result } = await ended(running.id);
    assert.equal(result?.kind, 'train');
    assert.deepEqual(engine.starts, ['base at 0, 2 new', 'resume at 1, 2 new']);
    assert.deepEqual(engine.words[1], engine.words[0]);
    assert.deepEqual(
      await storage.versions.learntOtherwise(who.voiceId),
      new Map([[result.versionId, new Set([clip.id])]]),
    );
    const run = await storage.runs.get(running.id);
    assert.ok(run?.kind === 'train' && run.words === null, 'nothing of them is left with the run');
  });

  it('counts a clip that it could not use neither as learnt nor as new, until its words change', async () => {
    const engine = createToneEngine({ misfit: 'Something else.' });
    await start(engine);
    const who = await person(4);
    const [clip] = await addClips(who.voiceId, 1, 'Something else.');
    assert.ok(clip);
    const one = (await ended((await train(who, null)).id)).result;
    assert.ok(one?.kind === 'train');
    assert.match(inEnglish(one.plan.reasons[0]), /with 9 s of speech/, 'it is no part of the plan');
    assert.deepEqual(
      one.leftOut.map(({ reason }) => reason),
      [{ note: 'misfit' }],
    );
    const knowledge = async (): Promise<unknown> => {
      const { transcript } = (await storage.samples.get(clip.id)) ?? assert.fail();
      return (await storage.versions.knowledge(one.versionId))({ id: clip.id, transcript });
    };
    assert.equal(await knowledge(), 'leftOut');
    await addClips(who.voiceId, 1);
    await ended((await train(who, 1)).id);
    await ended((await train(who, 1)).id);
    await storage.samples.transcribe(who.voiceId, clip, 'The right words.');
    assert.equal(await knowledge(), null);
    await ended((await train(who, 1)).id);
    assert.deepEqual(
      engine.starts.map((words) => words.replace(/^.*, /, '')),
      ['3 new', '1 new', '0 new', '1 new'],
    );
  });

  it('sweeps what is cached of clips that are no more', async () => {
    const who = await person(2);
    const [kept, gone] = await storage.samples.list(who.voiceId);
    assert.ok(kept && gone);
    const caches = path.join(dataDir, 'cache');
    const [cache, others] = [path.join(caches, 'tone'), path.join(caches, 'another')];
    for (const folder of [cache, others]) await mkdir(folder, { recursive: true });
    // Where all engines kept theirs before each had its own folder; then its own, and another engine's.
    await writeFile(path.join(caches, `${kept.sha256}.old.clip`), 'features');
    await writeFile(path.join(cache, `${gone.sha256}.v1.clip`), 'features');
    await writeFile(path.join(others, `${gone.sha256}.v1.clip`), 'features');
    await storage.samples.remove(gone.id);
    await stop(await start(createToneEngine()));
    const left = await readdir(cache);
    assert.ok(left.includes(`${kept.sha256}.old.clip`));
    assert.ok(!left.includes(`${gone.sha256}.v1.clip`));
    assert.deepEqual(await readdir(others), [`${gone.sha256}.v1.clip`]);
  });

  it('takes no run before whoever started it can close it', async () => {
    const [engine, others] = [createToneEngine(), createToneEngine()];
    const who = await person(2);
    const run = await train(who, 1);
    let asked = 0;
    const slow: ToneEngine = {
      ...engine,
      // Meanwhile another trainer starts and is done, so this one had all the time to take what was there before.
      async device() {
        asked += 1;
        if (asked === 1) {
          const other = await start(others);
          await ended(run.id);
          await stop(other);
        }
        return await engine.device();
      },
    };
    const trainer = await start(slow);
    assert.deepEqual([engine.starts.length, others.starts.length], [0, 1]);
    await ended((await train(who, 1)).id);
    assert.equal(engine.starts.length, 1);
    await stop(trainer);
  });

  it('sweeps as soon as anybody’s recordings were removed or got other words, and not without', async () => {
    const who = await person(3);
    const [one, two] = await storage.samples.list(who.voiceId);
    assert.ok(one && two);
    let next = Promise.withResolvers<void>();
    let [count, expected] = [0, 0];
    const sweep = async (): Promise<void> => {
      count += 1;
      next.resolve();
    };
    const sweeps = await startCacheSweeps(storage, sweep, log, 5);
    try {
      const before = two.transcript;
      assert.ok(before !== null);
      const takeAway = [
        () => storage.samples.transcribe(who.voiceId, two, 'other words'),
        () => storage.samples.reword(two.id, 'other words', before),
        () => storage.samples.settle(two.id, before, null, 'refused'),
        () => storage.removeSample(one.id),
        () => storage.forget(who.userId),
      ];
      for (const take of takeAway) {
        next = Promise.withResolvers();
        await take();
        await next.promise;
      }
      expected = 1 + takeAway.length;
    } finally {
      await sweeps.close();
    }
    assert.equal(count, expected, 'at its start, and after each');
  });

  it('begins anew from the base when asked to, as the next version', async () => {
    const engine = createToneEngine();
    const trainer = await start(engine);
    const who = await person(4);
    await ended((await train(who, 1)).id);
    const fresh = await ended((await train(who, 1, 'fresh')).id);
    assert.equal(fresh.result?.kind, 'train');
    assert.equal(fresh.result.versionNumber, 2);
    assert.equal(fresh.result.parentNumber, null);
    assert.match(engine.starts[1] ?? '', /^base at 0/);
    await stop(trainer);
  });

  it('begins a new voice from the nearest one that is shared, and from the base when none is', async () => {
    const engine = createToneEngine();
    const trainer = await start(engine);
    const [ann, ben, cid] = [await person(4), await person(4), await person(4)];
    const annes = (await ended((await train(ann, 3)).id)).result;
    assert.equal(annes?.kind, 'train');
    await storage.voices.share(ann.voiceId, true);
    const started = (await ended((await train(ben, 2)).id)).result;
    assert.equal(started?.kind, 'train');
    assert.match(inEnglish(started.plan.reasons[0]), /from another voice, which comes closer/);
    assert.deepEqual([started.versionNumber, started.parentNumber], [1, null]);
    assert.equal((await storage.versions.get(started.versionId))?.parentId, annes.versionId);
    await storage.voices.share(ann.voiceId, false);
    const alone = (await ended((await train(cid, 1)).id)).result;
    assert.equal(alone?.kind, 'train');
    assert.match(inEnglish(alone.plan.reasons[0]), /from the base/);
    assert.deepEqual(
      engine.starts.map((start) => start.replace(/, .*/, '')),
      ['base at 0', 'other-voice at 3', 'base at 0'],
    );
    await stop(trainer);
  });

  it('keeps a version aside that got worse: the active one stays, and both speak', async () => {
    const trainer = await start(createToneEngine({ worseFrom: 3 }));
    const who = await person(6);
    const first = await ended((await train(who, 2)).id);
    const second = await ended((await train(who, 2)).id);
    await stop(trainer);
    assert.equal(first.result?.kind, 'train');
    assert.equal(second.result?.kind, 'train');
    assert.equal(first.result.decision, null, 'a first version has no rival');
    assert.equal(second.result.decision?.active, false);
    assert.match(inEnglish(second.result.decision.reason), /v1 is closer to you/);
    assert.match(inEnglish(second.result.decision.details), /further from you than v1/);
    assert.equal(second.result.rival?.number, 1);
    assert.equal(second.result.rivalPreview?.blob, first.result.preview.blob, 'the rival says what it said before');
    assert.notEqual(second.result.preview.blob, second.result.rivalPreview.blob);
    const aside = await storage.versions.get(second.result.versionId);
    assert.deepEqual(aside?.metrics, second.result.metrics);
    const kept = (await storage.runs.get(aside.runId ?? ''))?.result;
    assert.deepEqual(kept, second.result, 'the figures of both and the decision stay with the version');
    assert.ok(aside.metrics.mcdDb! > second.result.rival.metrics!.mcdDb!);
    const voice = await storage.voices.get(who.voiceId);
    assert.equal(voice?.activeVersionId, first.result.versionId);
    assert.equal((await storage.versions.list(who.voiceId)).length, 2, 'it is there to be chosen all the same');
    assert.equal(await storage.voices.activate(who.voiceId, second.result.versionId, first.result.versionId), true);
  });

  it('leaves active what its owner chose while it trained, and offers the new version', async () => {
    const who = await person(6);
    const engine = createToneEngine();
    const trainer = await start(engine);
    const v1 = (await ended((await train(who, 1)).id)).result;
    const v2 = (await ended((await train(who, 1)).id)).result;
    assert.ok(v1?.kind === 'train' && v2?.kind === 'train');
    const choices: (() => Promise<unknown>)[] = [
      () => storage.voices.activate(who.voiceId, v1.versionId, v2.versionId),
      () => storage.voices.activate(who.voiceId, v1.versionId, v1.versionId),
      () => storage.versions.setTag(v1.versionId, 'the one'),
    ];
    for (const choose of choices) {
      const gate = engine.gate(2);
      const run = await train(who, 3);
      await gate.reached;
      await choose();
      gate.open();
      const { result } = await ended(run.id);
      assert.ok(result?.kind === 'train');
      assert.equal(result.decision?.active, false);
      assert.match(
        inEnglish(result.decision.reason),
        /^You chose v1 while this was training, so v1 stays\. Closer to you than v1/,
      );
      assert.equal(result.rival?.number, 1);
      assert.equal(result.rivalPreview?.blob, v1.preview.blob);
      assert.equal((await storage.voices.get(who.voiceId))?.activeVersionId, v1.versionId);
      assert.equal((await storage.versions.get(result.versionId))?.keptAside, true);
    }
    // Another version's name, and a choice from before, are no reason.
    const gate = engine.gate(1);
    const run = await train(who, 1);
    await gate.reached;
    await storage.versions.setTag(v2.versionId, 'another one');
    gate.open();
    const { result } = await ended(run.id);
    assert.ok(result?.kind === 'train' && result.decision?.active);
    assert.equal(result.parentNumber, 1);
    await stop(trainer);
  });

  it('sees a choice that is made after it has judged', async () => {
    const who = await person(6);
    const engine = createToneEngine();
    const trainer = await start(engine);
    const v1 = (await ended((await train(who, 1)).id)).result;
    const v2 = (await ended((await train(who, 1)).id)).result;
    assert.ok(v1?.kind === 'train' && v2?.kind === 'train');
    await stop(trainer);
    const synthesize = async (...arguments_: Parameters<ToneEngine['synthesize']>) => {
      await storage.voices.activate(who.voiceId, v1.versionId, v2.versionId);
      return await engine.synthesize(...arguments_);
    };
    const second = await start({ ...engine, synthesize });
    const { result } = await ended((await train(who, 1)).id);
    await stop(second);
    assert.ok(result?.kind === 'train');
    assert.equal(result.decision?.active, false);
    assert.deepEqual([result.parentNumber, result.rival?.number], [2, 1]);
  });

  it('stops at once when a clip that it uses is removed, and nothing that was made of it stays', async () => {
    const engine = createToneEngine();
    const gate = engine.gate(2);
    const trainer = await start(engine);
    const events = connect(redis.url, 'producer');
    const who = await person(4);
    const [used, other] = await storage.samples.list(who.voiceId);
    assert.ok(used && other);
    const run = await train(who, 3);
    await gate.reached;
    const cache = path.join(dataDir, 'cache', 'tone');
    const cached = {
      [`${used.sha256}.v1.clip`]: '',
      [`${other.sha256}.v1.clip`]: '',
      [`${other.sha256}-of-one${ofSeveral}`]: `${other.sha256}\nlearnt`,
      [`${other.sha256}-of-both${ofSeveral}`]: `${other.sha256}${used.sha256}\nlearnt`,
      [`${other.sha256}-of-both${ofSeveral}.new.tmp`]: `${other.sha256}${used.sha256}\nlearnt`,
      [`${other.sha256}-begun${ofSeveral}.new.tmp`]: used.sha256,
    };
    for (const [name, content] of Object.entries(cached)) await writeFile(path.join(cache, name), content);
    const [later] = await addClips(who.voiceId, 1);
    assert.deepEqual((await storage.samples.remove(later?.id ?? ''))?.stopped, [], 'it does not use this one');
    assert.deepEqual((await storage.samples.remove(used.id))?.stopped, [run.id]);
    const failed = await storage.runs.get(run.id);
    assert.deepEqual([failed?.state, failed?.failure?.code], ['failed', 'samples-removed']);
    await publishRunEvent(events, { runId: run.id, what: 'cancel' });
    // The one trainer is free again although nobody opened the gate.
    assert.equal((await ended((await train(who, 1)).id)).state, 'done');
    const left = await readdir(cache);
    assert.deepEqual(
      Object.keys(cached).filter((name) => left.includes(name)),
      [`${other.sha256}.v1.clip`, `${other.sha256}-of-one${ofSeveral}`, `${other.sha256}-begun${ofSeveral}.new.tmp`],
    );
    events.disconnect();
    await stop(trainer);
  });

  it('does not go on when a checkpoint is refused', async () => {
    const engine = createToneEngine();
    const [second, third] = [engine.gate(2), engine.gate(3)];
    let wentOn = false;
    void third.reached.then(() => (wentOn = true));
    third.open();
    const who = await person(4);
    const run = await storage.runs.claim((await train(who, 4)).id, 60_000, 'tone');
    assert.ok(run?.kind === 'train');
    const [workDir, cacheDir] = [path.join(dataDir, 'work'), path.join(dataDir, 'cache')];
    for (const folder of [workDir, cacheDir]) await mkdir(folder, { recursive: true });
    const events = connect(redis.url, 'producer');
    const lease = holdLease(storage.runs, run, 60_000, new AbortController().signal);
    const lost = assert.rejects(
      trainingRun({ storage, engine, ffmpeg, speakers: null, log, events, workDir, cacheDir }, run, lease),
      {
        name: 'RunStopped',
        why: 'lost',
      },
    );
    await second.reached;
    assert.equal(await storage.runs.fail(run.id, run.fence, { code: 'x', message: 'x', hint: 'x' }), true);
    second.open();
    await lost;
    assert.equal(lease.signal.aborted, true);
    assert.equal(wentOn, false);
    lease.release();
    events.disconnect();
  });

  it('prunes what a new version made old; that can still speak and be continued', async () => {
    const first = await start(createToneEngine());
    const who = await person(4);
    const files = async (): Promise<(string[] | undefined)[]> => {
      const versions = await storage.versions.list(who.voiceId);
      return versions.map(({ manifest }) => manifest?.files.map(({ name }) => name));
    };
    const [weights, everything] = [['tone.json'], ['history.json', 'tone.json']];
    for (let count = 0; count < 3; count++) await ended((await train(who, 1)).id);
    // A run is done before what it made old is pruned; a trainer that has stopped has done both.
    await stop(first);
    assert.deepEqual(await files(), [everything, everything, weights]);

    const engine = createToneEngine();
    const second = await start(engine);
    const [, , pruned] = await storage.versions.list(who.voiceId);
    const voice = await storage.voices.get(who.voiceId);
    assert.ok(pruned && voice);
    const spoken = await ended((await request(who, { kind: 'synthesis', text: 'Hi!', versionId: pruned.id })).id);
    assert.equal(spoken.state, 'done');
    assert.equal(await storage.voices.activate(voice.id, pruned.id, voice.activeVersionId), true);
    await ended((await train(who, 1)).id);
    assert.equal(engine.starts.at(-1), 'continue at 1, 0 new');
    const [child] = await storage.versions.list(who.voiceId);
    assert.equal(child?.parentId, pruned.id);
    await stop(second);
    assert.deepEqual(await files(), [everything, everything, weights, weights]);
  });

  it('stops a running training when its owner cancels it, and changes nothing', async () => {
    const engine = createToneEngine();
    const gate = engine.gate(2);
    const trainer = await start(engine);
    const events = connect(redis.url, 'producer');
    const who = await person(4);
    const run = await train(who, 3);
    await gate.reached;
    assert.equal(await storage.runs.requestCancel(run.id), 'requested');
    await publishRunEvent(events, { runId: run.id, what: 'cancel' });
    assert.equal((await ended(run.id)).state, 'cancelled');
    assert.equal((await storage.voices.get(who.voiceId))?.activeVersionId, null);
    assert.deepEqual(await storage.versions.list(who.voiceId), []);
    events.disconnect();
    await stop(trainer);
  });

  it('hands a running training back on shutdown; the next trainer goes on at the checkpoint', async () => {
    const engine = createToneEngine();
    const gate = engine.gate(3);
    const first = await start(engine);
    const who = await person(4);
    const run = await train(who, 4);
    await gate.reached;
    await stop(first);
    const waiting = await storage.runs.get(run.id);
    assert.equal(waiting?.state, 'queued');
    assert.equal(waiting.attempts, 0);

    await addClips(who.voiceId, 2);
    const second = await start(engine);
    const done = await ended(run.id);
    assert.equal(done.state, 'done');
    assert.equal(done.result?.kind, 'train');
    assert.match(engine.starts[1] ?? '', /^resume at 2/);
    assert.deepEqual(
      done.result.losses.map((point) => point.epoch),
      [1, 2, 3, 4],
    );
    assert.equal(done.result.metrics.mcdDb, 2, 'four epochs in all, none done twice');
    const kept = await storage.versions.sampleIds(done.result.versionId);
    assert.ok(kept.length <= 4, 'clips added after it began are for the next run');
    await stop(second);
  });

  it('says when a run will end, once two others tell how long one takes; one that was interrupted tells nothing, and one that was to be quick of its like', async () => {
    const engine = createToneEngine({ id: 'timed' });
    const first = await start(engine);
    const who = await person(4);
    const run = async (): Promise<Run> => await ended((await train(who, 1, 'continue', 'timed')).id);
    for (const { progress } of [await run(), await run()]) assert.equal(progress?.wholeSecondsLeft, null);
    const told = await storage.pastRuns.times('timed', ['test']);
    assert.deepEqual(
      told.map(({ work, source }) => [work.seconds, work.newSeconds, work.epochSeconds, work.hasRival, source]),
      [
        [12, 0, told[0].work.epochSeconds, true, null],
        [12, 12, told[1].work.epochSeconds, false, null],
      ],
    );
    assert.ok(told.every(({ phases }) => phases.preparing > 0 && phases.training > 0 && phases.publishing > 0));
    assert.deepEqual(await storage.pastRuns.times('timed', ['another card']), []);

    const gate = engine.gate(2);
    const third = await train(who, 3, 'continue', 'timed');
    await gate.reached;
    const { progress } = await until(third.id, (now) => now.progress?.wholeSecondsLeft != null);
    assert.ok((progress?.wholeSecondsLeft ?? -1) >= 0);
    assert.deepEqual(progress?.losses, [{ epoch: 1, train: 1, heldOut: 2 }]);
    await stop(first);
    gate.open();
    await start(engine);
    assert.equal((await ended(third.id)).state, 'done');
    const quick = await request(who, { kind: 'train', mode: 'continue', epochs: 1, effort: 'quick' }, 'timed');
    const made = await ended(quick.id);
    assert.ok(made.kind === 'train');
    assert.deepEqual([made.state, made.plan?.effort], ['done', 'quick']);
    const [newest, ...before] = await storage.pastRuns.times('timed', ['test']);
    assert.deepEqual([newest?.work.effort, before], ['quick', told]);
    await storage.forget(who.userId);
    assert.deepEqual(await storage.pastRuns.times('timed', ['test']), [], 'they go with whose runs they were');
  });

  it('says when a run will end by others that learnt a timbre, too, as soon as its engine says that it does', async () => {
    const who = await person(4);
    const run = async (learnsTimbre: boolean): Promise<readonly (number | null | undefined)[]> => {
      const engine = createToneEngine({ id: 'chooses', chooses: { source: 'natural', learnsTimbre } });
      const trainer = await start(engine);
      const gate = engine.gate(2);
      const { id } = await train(who, 2, 'continue', 'chooses');
      await gate.reached;
      const { progress } = await until(id, (now) => now.progress?.phase === 'training');
      gate.open();
      const done = await ended(id);
      await stop(trainer);
      return [progress?.wholeSecondsLeft, done.progress?.wholeSecondsLeft].map((left) => left && Math.sign(left));
    };
    for (const learns of [false, false, true, true]) assert.deepEqual(await run(learns), [null, null], `${learns}`);
    const past = await storage.pastRuns.times('chooses', ['test']);
    assert.deepEqual(
      past.map(({ source, work }) => [source, work.learnsTimbre]),
      [true, true, false, false].map((learns) => ['natural', learns]),
    );
    assert.equal((await run(true))[0], 1);
    assert.equal((await run(false))[0], 1);
  });

  it('does not train on what is held back', async () => {
    const who = await person(4);
    const [clip] = await storage.samples.list(who.voiceId);
    assert.ok(clip);
    const { sha256 } = await storage.blobs.put(Buffer.from(randomUUID()));
    await storage.samples.add(who.voiceId, [{ ...clip, sha256, sourceSha256: sha256, heldBack: 'stranger' as const }]);
    const trainer = await start(createToneEngine());
    const done = await ended((await train(who, 1)).id);
    await stop(trainer);
    assert.equal(done.result?.kind, 'train');
    const trained = await storage.versions.sampleIds(done.result.versionId);
    const used = (await storage.samples.list(who.voiceId)).filter((sample) => sample.heldBack === null);
    assert.equal(used.length, 4);
    assert.deepEqual(
      trained.toSorted(),
      used
        .filter((sample) => sample.split === 'train')
        .map((sample) => sample.id)
        .sort(),
    );
  });

  it('refuses to continue a damaged state, or one of another version of its engine, and leaves the voice as it was', async () => {
    const who = await person(4);
    const trainer = await start(createToneEngine());
    const first = await ended((await train(who, 1)).id);
    await stop(trainer);
    assert.equal(first.result?.kind, 'train');

    const other = await start(createToneEngine({ version: '2' }));
    const foreign = await ended((await train(who, 1)).id);
    await stop(other);
    assert.equal(foreign.state, 'failed');
    assert.equal(foreign.failure?.code, 'state-foreign');

    const version = await storage.versions.get(first.result.versionId);
    for (const file of version?.manifest?.files ?? []) await storage.blobs.delete(file.sha256);
    const again = await start(createToneEngine());
    const damaged = await ended((await train(who, 1)).id);
    assert.equal(damaged.failure?.code, 'state-damaged');
    assert.match(damaged.failure.message, /Version 1 .*history\.json/);
    assert.match(damaged.failure.hint, /\/train fresh/);
    assert.equal((await storage.voices.get(who.voiceId))?.activeVersionId, first.result.versionId);
    const fresh = await ended((await train(who, 1, 'fresh')).id);
    assert.equal(fresh.state, 'done', 'the way out that was named works');
    await stop(again);
  });

  it('works beside the trainer of another engine, whose versions are kept aside until both were heard', async () => {
    const [tones, chimes] = [createToneEngine(), createToneEngine({ id: 'chime' })];
    const trainers = [await start(tones), await start(chimes)];
    assert.deepEqual(
      (await storage.trainers.alive()).map(({ engine, device }) => [engine, device]),
      [
        ['chime', 'test'],
        ['tone', 'test'],
      ],
    );
    const [ann, ben] = [await person(4), await person(4)];
    const both = [await train(ann, 2), await train(ben, 1, 'continue', 'chime')];
    const [first, bens] = await Promise.all(both.map(({ id }) => ended(id)));
    assert.deepEqual([first?.state, bens?.state, first?.engine, bens?.engine], ['done', 'done', 'tone', 'chime']);

    const changed = await ended((await train(ann, 3, 'continue', 'chime')).id);
    assert.equal(changed.result?.kind, 'train');
    assert.equal(chimes.starts[1], `base at 0, ${4 - changed.result.heldOutIds.length} new`);
    assert.match(inEnglish(changed.result.plan.warnings[0]), /^v1 was made with tone, and chime can’t go on from it/);
    assert.equal(changed.result.decision?.active, false, 'it was never compared with what speaks');
    assert.match(inEnglish(changed.result.decision.reason), /can’t be measured against each other/);
    const [second, kept] = await storage.versions.list(ann.voiceId);
    assert.deepEqual([second?.engine, second?.parentId, second?.keptAside], ['chime', null, true]);
    assert.equal((await storage.voices.get(ann.voiceId))?.activeVersionId, kept?.id);

    // Each speaks with its own engine, and the tree goes on where it was.
    for (const version of [second, kept]) {
      assert.ok(version);
      const speech = { kind: 'synthesis', text: 'Hi', versionId: version.id } as const;
      assert.equal((await ended((await request(ann, speech, version.engine)).id)).state, 'done');
    }
    await ended((await train(ann, 1)).id);
    assert.equal(tones.starts[1], 'continue at 2, 0 new');
    for (const trainer of trainers) await stop(trainer);
    assert.deepEqual(await storage.trainers.alive(), []);
  });

  it('says which recordings are missing or damaged, and that there are none', async () => {
    const engine = createToneEngine();
    const trainer = await start(engine);
    const who = await person(4);
    const [victim] = await storage.samples.list(who.voiceId);
    assert.ok(victim);
    await storage.blobs.delete(victim.sha256);
    const run = await ended((await train(who, 1)).id);
    assert.equal(run.failure?.code, 'clips-missing');
    assert.ok(run.failure.message.includes(victim.originalName));
    assert.deepEqual(engine.local, [], 'before it costs anything');

    const other = await person(4);
    const [damaged] = await storage.samples.list(other.voiceId);
    assert.ok(damaged);
    const blob = path.join(dataDir, 'blobs', damaged.sha256.slice(0, 2), damaged.sha256.slice(2));
    await writeFile(blob, 'something else');
    const stopped = await ended((await train(other, 1)).id);
    assert.equal(stopped.failure?.code, 'clips-missing');
    assert.ok(stopped.failure.message.includes(damaged.originalName));
    const nobody = await ended((await train(await person(0), 1)).id);
    assert.equal(nobody.failure?.code, 'no-usable-clips');
    await stop(trainer);
  });

  it('says that a voice or the version to go on from is not there any more', async () => {
    const engine = createToneEngine();
    const gate = engine.gate(3);
    const first = await start(engine);
    const who = await person(6);
    const v1 = await ended((await train(who, 2)).id);
    assert.equal(v1.result?.kind, 'train');
    await addClips(who.voiceId, 1);
    const run = await train(who, 3);
    await gate.reached;
    await stop(first);
    const [learnt] = await storage.versions.sampleIds(v1.result.versionId);
    await storage.samples.remove(learnt ?? '');
    const second = await start(engine);
    const failed = await ended(run.id);
    await stop(second);
    assert.equal(failed.failure?.code, 'samples-removed');
    assert.equal(engine.starts.length, 2, 'nothing was begun again');

    const queued = await storage.runs.claim((await train(who, 1)).id, 60_000, 'tone');
    assert.ok(queued?.kind === 'train');
    await storage.forget(who.userId);
    const services = {
      storage,
      engine,
      ffmpeg,
      speakers: null,
      log,
      events: connect(redis.url, 'producer'),
      workDir: path.join(dataDir, 'work'),
      cacheDir: path.join(dataDir, 'cache'),
    };
    const lease = holdLease(storage.runs, queued, 60_000, new AbortController().signal);
    await assert.rejects(trainingRun(services, queued, lease), { name: 'UserError', code: 'voice-unknown' });
    lease.release();
    services.events.disconnect();
  });

  it('tells what preflight warned of', async () => {
    const warning = { level: 'warning', code: 'old', message: 'It is old.', hint: 'Renew it.' } as const;
    const trainer = await start({ ...createToneEngine(), preflight: async () => [warning] });
    const done = await ended((await train(await person(4), 1)).id);
    await stop(trainer);
    assert.equal(done.result?.kind, 'train');
    assert.match(inEnglish(done.result.plan.warnings.at(-1)), /The operator may want to know: It is old\./);
  });

  it('clears away what killed trainers left, and nothing of those at work', async () => {
    const workDir = path.join(dataDir, 'work');
    const who = await person(4);
    const queued = await train(who, 1);
    const held = await storage.runs.claim(queued.id, 60_000, 'tone');
    const names = [`${randomUUID()}.1`, `${queued.id}.0`, `${queued.id}.${held?.fence}`];
    for (const name of names) await mkdir(path.join(workDir, name), { recursive: true });
    await stop(await start(createToneEngine()));
    assert.deepEqual(await readdir(workDir), [names[2]]);
    await rm(path.join(workDir, names[2] ?? ''), { recursive: true });
  });

  it('calls a training without an optimizer step a failure', async () => {
    const trainer = await start(createToneEngine({ steps: 0 }));
    const run = await ended((await train(await person(4), 1)).id);
    assert.equal(run.state, 'failed');
    assert.equal(run.failure?.code, 'no-step');
    await stop(trainer);
  });
});
