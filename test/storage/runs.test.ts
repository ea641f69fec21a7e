// Runs in rows: requested, claimed, advanced, published, cancelled, each by one guarded statement.
import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { type PhaseState, type RunState, endedStates, heldStates, runStates } from '../../src/storage/run-states.ts';
import type { Run, Storage, Voice } from '../../src/storage/storage.ts';
import {
  failure,
  manifest,
  metrics,
  mustGet,
  newSample,
  newVersion,
  plan,
  progress,
  publishedVersion,
  queuedRun,
  runIn,
  someVoice,
  spoken,
  synthesisResult,
  temporaryStorage,
  shown,
  trainResult,
  trainingRun,
} from './support.ts';
import { onEachDatabase } from '../support/databases.ts';

const leaseMs = 600_000;
const phases: readonly PhaseState[] = ['preparing', 'training', 'evaluating', 'publishing'];

onEachDatabase('a request queues a run and puts it into the outbox', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const run = await queuedRun(storage, voice);
  assert.deepEqual(await storage.runs.get(run.id), run);
  const { id, createdAt, updatedAt } = run;
  assert.equal(updatedAt, createdAt);
  assert.deepEqual(run, trainingRun({ id, createdAt, updatedAt, voiceId: voice.id, userId: voice.ownerId }));
  assert.deepEqual(
    (await storage.outbox.pending(10)).map((entry) => [entry.runId, entry.kind, entry.fence]),
    [[id, 'train', 0]],
  );
});

onEachDatabase(
  'a user has one training at a time, whatever state it is in, and no outbox entry stays of a refused one',
  async (t) => {
    const storage = await temporaryStorage(t);
    for (const [index, state] of runStates.entries()) {
      const voice = await someVoice(storage, `user-${index}`);
      const other = await storage.voices.ensure(voice.ownerId, 'other');
      const run = await runIn(storage, voice, state);
      const ended = (endedStates as readonly RunState[]).includes(state);
      assert.equal((await storage.runs.activeTraining(voice.ownerId))?.id, ended ? undefined : run.id);
      if (ended) await queuedRun(storage, other);
      else await assert.rejects(queuedRun(storage, other), { code: 'run-active', name: 'UserError' });
    }
    const waiting = (await storage.runs.active()).filter((run) => run.state === 'queued');
    assert.deepEqual(
      new Set((await storage.outbox.pending(100)).map((entry) => entry.runId)),
      new Set(waiting.map((run) => run.id)),
    );
  },
);

onEachDatabase('of eight trainings requested at once one is queued', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => queuedRun(storage, voice)));
  assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled').length, 1);
});

onEachDatabase('three previews of a user may be open, beside a training', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  await queuedRun(storage, voice);
  const first = await queuedRun(storage, voice, 'synthesis');
  await runIn(storage, voice, 'publishing', 'synthesis');
  await queuedRun(storage, voice, 'synthesis');
  await assert.rejects(queuedRun(storage, voice, 'synthesis'), { code: 'too-many-previews' });
  await storage.runs.requestCancel(first.id);
  await queuedRun(storage, voice, 'synthesis');
});

onEachDatabase('latest is the newest training of the voice', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  assert.equal(await storage.runs.latest(voice.id), null);
  await runIn(storage, voice, 'failed');
  await storage.setClock(Date.now() + 1000);
  const second = await runIn(storage, voice, 'cancelled');
  await queuedRun(storage, voice, 'synthesis');
  assert.equal((await storage.runs.latest(voice.id))?.id, second.id);
});

// Everything that can be tried on a run, by a trainer that holds the fence.
interface Attempt {
  readonly name: string;
  /** @returns whether it was accepted */
  readonly try: (storage: Storage, run: Run) => Promise<boolean>;
}
const attempts: readonly Attempt[] = [
  { name: 'claim', try: async ({ runs }, { id }) => (await runs.claim(id, leaseMs, 'builtin')) !== null },
  ...phases.map((phase): Attempt => ({
    name: phase,
    try: ({ runs }, { id, fence }) => runs.advance(id, fence, phase, { plan, choices: 0, words: new Map() }),
  })),
  { name: 'renew', try: async ({ runs }, { id, fence }) => (await runs.renew(id, fence, leaseMs)).held },
  { name: 'saveProgress', try: ({ runs }, { id, fence }) => runs.saveProgress(id, fence, progress) },
  {
    name: 'saveCheckpoint',
    try: ({ runs }, { id, fence }) =>
      runs.saveCheckpoint(id, fence, { epoch: 2, step: 60, manifest: manifest('checkpoint'), losses: [] }),
  },
  {
    name: 'publish',
    try: async ({ runs }, { id, fence }) => (await runs.publish(id, fence, newVersion(), shown)) !== null,
  },
  { name: 'complete', try: ({ runs }, { id, fence }) => runs.complete(id, fence, synthesisResult) },
  { name: 'fail', try: ({ runs }, { id, fence }) => runs.fail(id, fence, failure) },
  { name: 'markCancelled', try: ({ runs }, { id, fence }) => runs.markCancelled(id, fence) },
  { name: 'handBack', try: ({ runs }, { id, fence }) => runs.handBack(id, fence) },
  { name: 'requestCancel', try: async ({ runs }, { id }) => (await runs.requestCancel(id)) !== 'ended' },
  { name: 'markDelivered', try: ({ runs }, { id }) => runs.markDelivered(id) },
];

/** The whole state machine: from each state, what is accepted and where it leads. All else must be refused. */
const holding = {
  renew: 'same',
  saveProgress: 'same',
  saveCheckpoint: 'same',
  fail: 'failed',
  handBack: 'queued',
  requestCancel: 'same',
} as const;
const delivering = { markDelivered: 'same' } as const;
const machine: Record<Run['kind'], Partial<Record<RunState, Record<string, RunState | 'same'>>>> = {
  train: {
    queued: { claim: 'claimed', requestCancel: 'cancelled' },
    claimed: { ...holding, preparing: 'preparing' },
    preparing: { ...holding, training: 'training' },
    training: { ...holding, evaluating: 'evaluating' },
    evaluating: { ...holding, publishing: 'publishing' },
    publishing: { ...holding, publish: 'done' },
    done: delivering,
    failed: delivering,
    cancelled: delivering,
  },
  synthesis: {
    queued: { claim: 'claimed', requestCancel: 'cancelled' },
    claimed: { ...holding, preparing: 'preparing', complete: 'done' },
    preparing: { ...holding, publishing: 'publishing', complete: 'done' },
    publishing: { ...holding, complete: 'done' },
    done: delivering,
    failed: delivering,
    cancelled: delivering,
  },
};

for (const kind of ['train', 'synthesis'] as const) {
  // The longer way on one database is enough.
  const onOneOrEach = kind === 'train' ? test : onEachDatabase;
  onOneOrEach(
    `a ${kind} takes every legal transition, and every other one is refused and changes nothing`,
    async (t) => {
      const storage = await temporaryStorage(t);
      let users = 0;
      for (const [state, legal] of Object.entries(machine[kind])) {
        for (const attempt of attempts) {
          users += 1;
          const voice = await someVoice(storage, `user-${users}`);
          const before = await runIn(storage, voice, state as RunState, kind);
          const accepted = await attempt.try(storage, before);
          const after = await mustGet(storage, before.id);
          const to = legal[attempt.name];
          const what = `${attempt.name} in ${state}`;
          assert.equal(accepted, to !== undefined, what);
          if (to === undefined) assert.deepEqual(after, before, what);
          else assert.equal(after.state, to === 'same' ? state : to, what);
          const ended = (endedStates as readonly RunState[]).includes(after.state);
          assert.equal(after.endedAt !== null, ended, what);
          const held = (heldStates as readonly RunState[]).includes(after.state);
          assert.equal(after.leaseUntil !== null, held, what);
          const dispatched = (await storage.outbox.pending(1000)).some((entry) => entry.runId === after.id);
          assert.equal(dispatched, after.state === 'queued', `${what}: waits in the outbox exactly when queued`);
          if (ended) assert.equal(await storage.runs.latestCheckpoint(after.id), null, what);
        }
      }
    },
  );

  onOneOrEach(`a stale fence is refused everywhere in a ${kind}`, async (t) => {
    const storage = await temporaryStorage(t);
    let users = 0;
    for (const state of heldStates.filter((state) => machine[kind][state] !== undefined)) {
      users += 1;
      const voice = await someVoice(storage, `user-${users}`);
      const twin = await runIn(storage, voice, state, kind);
      await storage.runs.requestCancel(twin.id);
      await storage.runs.renew(twin.id, twin.fence, -1);
      // The lease ran out; it is cancelled there. Another one of the same user is taken over instead.
      assert.deepEqual(
        (await storage.runs.releaseExpired()).map((run) => run.state),
        ['cancelled'],
      );
      const stalled = await runIn(storage, voice, state, kind);
      await storage.runs.renew(stalled.id, stalled.fence, -1);
      const taken = await storage.runs.claim(stalled.id, leaseMs, 'builtin');
      assert.deepEqual([taken?.state, taken?.fence, taken?.attempts], ['claimed', 2, 2]);
      for (const attempt of attempts) {
        if (['claim', 'requestCancel', 'markDelivered'].includes(attempt.name)) continue;
        assert.equal(await attempt.try(storage, stalled), false, `${attempt.name} by the twin of ${state}`);
        assert.deepEqual(await mustGet(storage, stalled.id), taken, `${attempt.name} by the twin of ${state}`);
      }
    }
  });
}

onEachDatabase('claim: for as long as the lease, then for the next one', async (t) => {
  const storage = await temporaryStorage(t);
  const { runs } = storage;
  const { id } = await queuedRun(storage, await someVoice(storage));
  const now = 1_800_000_000_000;
  await storage.setClock(now);
  const first = await runs.claim(id, 1000, 'builtin');
  assert.deepEqual([first?.fence, first?.attempts, first?.leaseUntil, first?.startedAt], [1, 1, now + 1000, now]);
  await storage.setClock(now + 900);
  assert.deepEqual(await runs.renew(id, 1, 1000), { held: true, cancelRequested: false });
  await storage.setClock(now + 1899);
  assert.equal(await runs.claim(id, 1000, 'builtin'), null);
  assert.deepEqual(await runs.releaseExpired(), []);
  await storage.setClock(now + 1900);
  const second = await runs.claim(id, 1000, 'builtin');
  assert.deepEqual([second?.fence, second?.attempts, second?.leaseUntil, second?.startedAt], [2, 2, now + 2900, now]);
  assert.deepEqual(await runs.renew(id, 1, 1000), { held: false, cancelRequested: false });
  assert.equal(await runs.claim('no such run', 1000, 'builtin'), null);
});

onEachDatabase('claim: only by a trainer of its engine; one that names none is the first one’s', async (t) => {
  const storage = await temporaryStorage(t);
  const { runs } = storage;
  const voice = await someVoice(storage);
  const { id } = await queuedRun(storage, voice);
  assert.equal(await runs.claim(id, leaseMs, 'gpt-sovits'), null);
  assert.deepEqual([(await mustGet(storage, id)).state, (await mustGet(storage, id)).attempts], ['queued', 0]);
  assert.equal((await runs.claim(id, leaseMs, 'builtin'))?.engine, 'builtin');
  await runs.fail(id, 1, failure);
  const older = await queuedRun(storage, voice);
  await storage.change(`update runs set engine = null where id = '${older.id}'`);
  assert.equal((await runs.claim(older.id, leaseMs, 'gpt-sovits'))?.engine, 'gpt-sovits');
});

onEachDatabase('a trainer is there for as long as it says so', async (t) => {
  const storage = await temporaryStorage(t);
  const { trainers, retention } = storage;
  const now = 1_800_000_000_000;
  await storage.setClock(now);
  const [one, two] = [
    { id: 'a', engine: 'builtin', device: 'a processor' },
    { id: 'b', engine: 'gpt-sovits', device: 'a card' },
  ];
  await trainers.announce(one, 20_000);
  await trainers.announce(two, 20_000);
  assert.deepEqual(await trainers.alive(), [one, two]);
  await storage.setClock(now + 15_000);
  await trainers.announce(two, 20_000);
  await storage.setClock(now + 30_000);
  assert.deepEqual(await trainers.alive(), [two]);
  await storage.setClock(now - 3_600_000);
  assert.deepEqual(await trainers.alive(), [], 'seen before the clock was set back');
  await storage.setClock(now + 48 * 3_600_000);
  assert.equal(await retention.deleteEnded(), 2);
  await trainers.announce(one, 20_000);
  await trainers.withdraw('a');
  assert.deepEqual(await trainers.alive(), []);
});

onEachDatabase('a clock that is set back costs no run its hour', async (t) => {
  const storage = await temporaryStorage(t);
  const { runs } = storage;
  const voice = await someVoice(storage);
  const now = 1_800_000_000_000;
  await storage.setClock(now);
  const { id } = await queuedRun(storage, voice);
  await runs.claim(id, 20_000, 'builtin');
  await storage.setClock(now - 15_000);
  assert.deepEqual(await runs.releaseExpired(), [], 'a small correction takes it from nobody');
  assert.equal(await runs.claim(id, 20_000, 'builtin'), null);
  await storage.setClock(now - 3_600_000);
  assert.equal((await runs.claim(id, 20_000, 'builtin'))?.fence, 2, 'its trainer may be dead');
  await storage.setClock(now - 7_200_000);
  assert.deepEqual(
    (await runs.releaseExpired()).map((run) => run.state),
    ['queued'],
  );
});

onEachDatabase('what came before a training and what came after it stay apart, whatever the clock does', async (t) => {
  const storage = await temporaryStorage(t);
  const { runs, samples, versions } = storage;
  const voice = await someVoice(storage);
  const now = 1_800_000_000_000;
  await storage.setClock(now);
  const add = async (index: number) =>
    (await samples.add(voice.id, [newSample(index, { heldBack: 'stranger' })])).added[0];
  const before = await add(0);
  await storage.setClock(now - 3_600_000);
  const run = await queuedRun(storage, voice);
  const startedAt = (await runs.claim(run.id, 20_000, 'builtin'))?.startedAt ?? 0;
  assert.ok(before.createdAt <= startedAt);
  const after = await add(1);
  assert.ok(after.createdAt > startedAt);
  await storage.setClock(now - 7_200_000);
  const [released] = await samples.release([before.id], 'speaker');
  assert.ok(released && released.createdAt > startedAt, 'what is used after all counts as new');
  const imported = await versions.import({
    voiceId: voice.id,
    importedFrom: 'studio',
    manifest: manifest('imported'),
    metrics,
    trainedSeconds: 1,
    manners: null,
    activate: false,
  });
  assert.ok(imported.createdAt >= after.createdAt);
  assert.ok((await add(2)).createdAt > imported.createdAt);
});

onEachDatabase('of eight claims at once one wins', async (t) => {
  const storage = await temporaryStorage(t);
  const { id } = await queuedRun(storage, await someVoice(storage));
  const claims = await Promise.all(Array.from({ length: 8 }, () => storage.runs.claim(id, leaseMs, 'builtin')));
  assert.deepEqual(
    claims.filter((claim) => claim !== null).map((claim) => claim.fence),
    [1],
  );
});

onEachDatabase(
  'a run that kills its trainer five times without getting further is given up, with a reason',
  async (t) => {
    const storage = await temporaryStorage(t);
    const { runs } = storage;
    const { id } = await queuedRun(storage, await someVoice(storage));
    for (const [i, attempt] of [1, 2, 3, 2, 3, 4, 5].entries()) {
      assert.equal((await runs.claim(id, -1, 'builtin'))?.attempts, attempt);
      if (i === 2) await runs.saveCheckpoint(id, 3, { epoch: 1, step: 1, manifest: manifest('c'), losses: [] });
      if (i === 4) assert.equal((await runs.releaseExpired()).length, 1);
    }
    assert.equal(await runs.claim(id, leaseMs, 'builtin'), null);
    const run = await mustGet(storage, id);
    assert.deepEqual([run.state, run.failure?.code, run.fence], ['failed', 'crashed-repeatedly', 7]);
    assert.equal(await runs.latestCheckpoint(id), null);
    assert.equal(run.deliveredAt, null, 'its user is told');
  },
);

onEachDatabase('handing back in good order costs no attempt and keeps the checkpoint', async (t) => {
  const storage = await temporaryStorage(t);
  const { runs } = storage;
  const { id } = await queuedRun(storage, await someVoice(storage));
  const checkpoint = { epoch: 2, step: 60, manifest: manifest('c'), losses: [{ epoch: 1, train: 0.5, heldOut: null }] };
  for (let times = 1; times <= 10; times += 1) {
    assert.equal((await runs.claim(id, leaseMs, 'builtin'))?.fence, times);
    await runs.saveCheckpoint(id, times, { ...checkpoint, epoch: times });
    assert.equal(await runs.handBack(id, times), true);
    assert.equal(await runs.renew(id, times, leaseMs).then(({ held }) => held), false);
  }
  assert.equal((await mustGet(storage, id)).attempts, 0);
  assert.deepEqual(await runs.latestCheckpoint(id), { ...checkpoint, epoch: 10 });
});

async function cancelledWhile(t: TestContext, state: RunState, end: (storage: Storage, run: Run) => Promise<unknown>) {
  const storage = await temporaryStorage(t);
  const run = await runIn(storage, await someVoice(storage), state);
  assert.equal(await storage.runs.requestCancel(run.id), 'requested');
  assert.equal(await storage.runs.requestCancel(run.id), 'requested', 'twice is the same');
  assert.deepEqual(await storage.runs.renew(run.id, run.fence, leaseMs), { held: true, cancelRequested: true });
  await end(storage, run);
  assert.equal((await mustGet(storage, run.id)).state, 'cancelled');
  assert.equal(await storage.runs.requestCancel(run.id), 'ended');
  assert.deepEqual(await storage.outbox.pending(10), []);
}

onEachDatabase('a cancelled training ends when its trainer says so', (t) =>
  cancelledWhile(t, 'training', ({ runs }, { id, fence }) => runs.markCancelled(id, fence)),
);

onEachDatabase('a cancelled training does not publish', (t) =>
  cancelledWhile(t, 'publishing', async (storage, { id, fence, voiceId }) => {
    assert.equal(await storage.runs.publish(id, fence, newVersion(), shown), null);
    assert.equal((await storage.voices.get(voiceId))?.activeVersionId, null);
    await storage.runs.markCancelled(id, fence);
  }),
);

onEachDatabase('a cancelled training that is handed back ends', (t) =>
  cancelledWhile(t, 'training', ({ runs }, { id, fence }) => runs.handBack(id, fence)),
);

onEachDatabase('a cancelled training whose trainer died ends: by the reconciler', (t) =>
  cancelledWhile(t, 'training', async ({ runs }, { id, fence }) => {
    await runs.renew(id, fence, -1);
    assert.equal((await runs.releaseExpired())[0]?.state, 'cancelled');
  }),
);

onEachDatabase('a cancelled training whose trainer died ends: by the next claim', (t) =>
  cancelledWhile(t, 'training', async ({ runs }, { id, fence }) => {
    await runs.renew(id, fence, -1);
    assert.equal(await runs.claim(id, leaseMs, 'builtin'), null);
  }),
);

onEachDatabase('cancelling the unknown finds nothing left', async (t) => {
  const storage = await temporaryStorage(t);
  assert.equal(await storage.runs.requestCancel('no such run'), 'ended');
});

onEachDatabase('publish makes the next version, its lineage, the active pointer and the result at once', async (t) => {
  const storage = await temporaryStorage(t);
  const { runs, versions, voices } = storage;
  const voice = await someVoice(storage);
  const run = await runIn(storage, voice, 'publishing');
  await runs.saveCheckpoint(run.id, run.fence, { epoch: 1, step: 1, manifest: manifest('c'), losses: [] });
  const version = await runs.publish(run.id, run.fence, newVersion(), shown);
  assert.ok(version);
  assert.deepEqual([version.number, version.runId, version.parentId], [1, run.id, null]);
  assert.deepEqual([version.manifest, version.plan, version.engine], [manifest('state'), plan, 'builtin']);
  assert.deepEqual(await versions.get(version.id), version);
  assert.equal((await voices.get(voice.id))?.activeVersionId, version.id);
  const ended = await mustGet(storage, run.id);
  assert.deepEqual([ended.state, ended.result], ['done', trainResult(version.id, 1)]);
  assert.equal(await runs.latestCheckpoint(run.id), null);
});

const brokenShown = {
  ...shown,
  get losses(): never {
    throw new Error('no result');
  },
};

onEachDatabase('a publish that breaks in the middle changes nothing', async (t) => {
  const storage = await temporaryStorage(t);
  const run = await runIn(storage, await someVoice(storage), 'publishing');
  await assert.rejects(storage.runs.publish(run.id, run.fence, newVersion(), brokenShown), /no result/);
  await assert.rejects(storage.runs.publish(run.id, run.fence, newVersion({ parentId: 'no such version' }), shown), {
    code: 'samples-removed',
  });
  assert.deepEqual(await mustGet(storage, run.id), run);
  assert.deepEqual(await storage.versions.list(run.voiceId), []);
  assert.equal((await storage.voices.get(run.voiceId))?.activeVersionId, null);
});

onEachDatabase('what was decided before its owner chose is not published', async (t) => {
  const storage = await temporaryStorage(t);
  const { runs, voices, versions } = storage;
  const voice = await someVoice(storage);
  const first = await publishedVersion(storage, voice);
  const run = await runIn(storage, voice, 'publishing');
  assert.equal((await voices.get(voice.id))?.choices, 0, 'to become active is no choice');
  await voices.activate(voice.id, first.id, first.id);
  await versions.setTag(first.id, 'mine');
  await versions.setTag(first.id, null);
  assert.equal((await voices.get(voice.id))?.choices, 2, 'to take a name away is none either');
  for (const activate of [true, false]) {
    await assert.rejects(runs.publish(run.id, run.fence, newVersion({ activate, choices: 1 }), shown), {
      name: 'ChosenMeanwhile',
    });
  }
  assert.deepEqual(await mustGet(storage, run.id), run);
  assert.ok(await runs.publish(run.id, run.fence, newVersion({ choices: 2 }), shown));
});

onEachDatabase('of eight racing publishers one wins', async (t) => {
  const storage = await temporaryStorage(t);
  const run = await runIn(storage, await someVoice(storage), 'publishing');
  const published = await Promise.all(
    Array.from({ length: 8 }, () => storage.runs.publish(run.id, run.fence, newVersion(), shown)),
  );
  assert.equal(published.filter((version) => version !== null).length, 1);
  assert.equal((await storage.versions.list(run.voiceId)).length, 1);
});

onEachDatabase('an ended run awaits its answer until one caller takes it on', async (t) => {
  const storage = await temporaryStorage(t);
  const { runs } = storage;
  const voice = await someVoice(storage);
  const failed = await runIn(storage, voice, 'failed');
  const cancelled = await runIn(storage, voice, 'cancelled');
  const done = await runIn(storage, voice, 'done', 'synthesis');
  const open = await runIn(storage, voice, 'training');
  const all = [failed, cancelled, done, open].map((run) => run.id).sort();
  await storage.bots.announce('bot', 60_000);
  assert.deepEqual((await storage.telling.runs.take('bot')).sort(), all);
  const told = async () => (await runs.toldBy('bot')).map((run) => run.id).sort();
  assert.deepEqual(await told(), all);
  assert.equal(await runs.markDelivered(open.id), false);
  const callers = await Promise.all(Array.from({ length: 4 }, () => runs.markDelivered(failed.id)));
  assert.equal(callers.filter(Boolean).length, 1);
  assert.deepEqual(
    await told(),
    all.filter((id) => id !== failed.id),
  );
  assert.deepEqual(
    (await runs.active()).map((run) => run.id),
    [open.id],
  );
});

onEachDatabase('progress, plan and the progress message are kept', async (t) => {
  const storage = await temporaryStorage(t);
  const run = await runIn(storage, await someVoice(storage), 'preparing');
  await storage.runs.setProgressMessage(run.id, '123');
  await storage.runs.advance(run.id, run.fence, 'training', { plan, choices: 0, words: new Map() });
  await storage.runs.saveProgress(run.id, run.fence, progress);
  const after = await mustGet(storage, run.id);
  assert.ok(after.kind === 'train');
  assert.deepEqual([after.progressMessageId, after.plan, after.progress], ['123', plan, progress]);
});

onEachDatabase('blobs that rows need are known; those of ended, purged and delivered things are not', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const run = await runIn(storage, voice, 'publishing');
  await storage.runs.saveCheckpoint(run.id, run.fence, { epoch: 1, step: 1, manifest: manifest('c'), losses: [] });
  const checkpoint = manifest('c').files[0]?.sha256 ?? '';
  assert.deepEqual(await storage.neededBlobs([checkpoint]), new Set([checkpoint]));
  const rivalPreview = { ...spoken('the rival'), versionId: 'the rival' };
  const version = await storage.runs.publish(run.id, run.fence, newVersion(), { ...shown, rivalPreview });
  assert.ok(version);
  const state = manifest('state').files[0]?.sha256 ?? '';
  const all = [state, shown.preview.blob, rivalPreview.blob];
  assert.deepEqual(await storage.neededBlobs([...all, checkpoint]), new Set(all));
  await storage.runs.markDelivered(run.id);
  assert.deepEqual(await storage.neededBlobs(all), new Set([state]));
});

// A random walk: whatever is tried in whatever order, the run does what this model says.

interface Model {
  state: RunState;
  fence: number;
  attempts: number;
  cancelRequested: boolean;
  expired: boolean;
}

/** Mulberry32, a small generator whose walks can be repeated. */
function random(seed: number): (below: number) => number {
  let a = seed;
  return (below) => {
    a = (a + 0x6d2b79f5) | 0;
    let x = Math.imul(a ^ (a >>> 15), 1 | a);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) % below;
  };
}

const newModel = (): Model => ({ state: 'queued', fence: 0, attempts: 0, cancelRequested: false, expired: false });

async function walk(storage: Storage, voice: Voice, seed: number, steps: number): Promise<void> {
  const below = random(seed);
  let run = await queuedRun(storage, voice);
  let model = newModel();
  const held = (): boolean => (heldStates as readonly RunState[]).includes(model.state);
  const end = (state: RunState): void => void (model = { ...model, state, expired: false });
  const release = (): void => end(model.cancelRequested ? 'cancelled' : 'queued');

  /** Each returns what the storage should answer, after moving the model. `mine`: the fence is right. */
  const moves: readonly ((mine: boolean, fence: number) => Promise<[answer: unknown, expected: unknown]>)[] = [
    async () => {
      const answer = (await storage.runs.claim(run.id, below(2) === 0 ? -1 : leaseMs, 'builtin'))?.fence;
      const claimable = model.state === 'queued' || (held() && model.expired);
      if (!claimable) return [answer, undefined];
      if (model.cancelRequested) end('cancelled');
      else if (model.attempts === 5) end('failed');
      else {
        const row = await mustGet(storage, run.id);
        const expired = (row.leaseUntil ?? Infinity) <= Date.now();
        model = { ...model, state: 'claimed', fence: model.fence + 1, attempts: model.attempts + 1, expired };
        return [answer, model.fence];
      }
      return [answer, undefined];
    },
    async (mine, fence) => {
      const expire = below(2) === 0;
      const answer = await storage.runs.renew(run.id, fence, expire ? -1 : leaseMs);
      const ok = mine && held();
      if (ok) model.expired = expire;
      return [answer, { held: ok, cancelRequested: ok && model.cancelRequested }];
    },
    ...phases.map((phase, index) => async (mine: boolean, fence: number): Promise<[unknown, unknown]> => {
      const answer = await storage.runs.advance(run.id, fence, phase);
      const ok = mine && model.state === (index === 0 ? 'claimed' : phases[index - 1]);
      if (ok) model.state = phase;
      return [answer, ok];
    }),
    async (mine, fence) => {
      const answer = await storage.runs.publish(run.id, fence, newVersion(), shown);
      const ok = mine && model.state === 'publishing' && !model.cancelRequested;
      if (ok) end('done');
      return [answer !== null, ok];
    },
    async (mine, fence) => {
      const answer = await storage.runs.fail(run.id, fence, failure);
      const ok = mine && held();
      if (ok) end('failed');
      return [answer, ok];
    },
    async (mine, fence) => {
      const answer = await storage.runs.markCancelled(run.id, fence);
      const ok = mine && held() && model.cancelRequested;
      if (ok) end('cancelled');
      return [answer, ok];
    },
    async (mine, fence) => {
      const answer = await storage.runs.handBack(run.id, fence);
      const ok = mine && held();
      if (ok) {
        model.attempts -= 1;
        release();
      }
      return [answer, ok];
    },
    async () => {
      const answer = (await storage.runs.releaseExpired()).map(({ state }) => state);
      if (!held() || !model.expired) return [answer, []];
      release();
      return [answer, [model.state]];
    },
    async () => {
      // Rare, or no walk would come far.
      if (below(4) > 0) return [0, 0];
      const answer = await storage.runs.requestCancel(run.id);
      if (model.state === 'queued') {
        end('cancelled');
        return [answer, 'cancelled'];
      }
      if (held()) model.cancelRequested = true;
      return [answer, held() ? 'requested' : 'ended'];
    },
  ];

  for (let step = 0; step < steps; step += 1) {
    if ((endedStates as readonly RunState[]).includes(model.state) && below(10) === 0) {
      run = await queuedRun(storage, voice);
      model = newModel();
    }
    const mine = below(5) > 0;
    // Mostly the next phase: a blind walk would hardly ever publish.
    const ahead = 2 + ['claimed', ...phases].indexOf(model.state);
    const index = held() && below(2) === 0 ? ahead : below(moves.length);
    const move = moves[index];
    assert.ok(move);
    const [answer, expected] = await move(mine, mine ? model.fence : model.fence - 1 - below(2));
    const what = `seed ${seed}, step ${step}, move ${index}${mine ? '' : ' with a stale fence'}`;
    assert.deepEqual(answer, expected, what);
    const { state, fence, attempts, cancelRequested } = await mustGet(storage, run.id);
    assert.deepEqual(
      { state, fence, attempts, cancelRequested },
      {
        state: model.state,
        fence: model.fence,
        attempts: model.attempts,
        cancelRequested: model.cancelRequested,
      },
      what,
    );
  }
}

onEachDatabase('random walks of the state machine agree with a model of it', async (t) => {
  const storage = await temporaryStorage(t);
  for (let seed = 1; seed <= 4; seed += 1) await walk(storage, await someVoice(storage, `user-${seed}`), seed, 300);
  const numbers = await Promise.all(
    [1, 2, 3, 4].map(async (seed) => {
      const voice = await someVoice(storage, `user-${seed}`);
      return (await storage.versions.list(voice.id)).map((version) => version.number);
    }),
  );
  assert.ok(numbers.flat().length > 4, 'the walks also came to the end');
  for (const list of numbers) {
    assert.deepEqual(
      list,
      list.map((_, index) => list.length - index),
    );
  }
});
