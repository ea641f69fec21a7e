// Many at once, as several processes and machines are: nothing is lost, done twice, or let past a limit.
import assert from 'node:assert/strict';
import { UserError } from '../../src/errors.ts';
import type { Storage, Voice } from '../../src/storage/storage.ts';
import { onEachDatabase } from '../support/databases.ts';
import {
  mustGet,
  newSample,
  newVersion,
  publishedVersion,
  queuedRun,
  runIn,
  shown,
  someVoice,
  temporaryStorage,
} from './support.ts';

/** Two new clips of a voice, of which `clip` is one, and a version that is trained on both: `publish` makes it, or finds that it may not. */
async function aboutToPublish(storage: Storage, voice: Voice, round: number) {
  const { added } = await storage.samples.add(voice.id, [newSample(round), newSample(100 + round)]);
  const sampleIds = added.map(({ id }) => id);
  const run = await runIn(storage, voice, 'publishing');
  const publish = async (): Promise<string | null> => {
    const version = newVersion({ sampleIds, activate: true, choices: 0 });
    const made = await storage.runs.publish(run.id, run.fence, version, shown).catch((error: unknown) => {
      if (error instanceof UserError) return null;
      throw error;
    });
    return made?.id ?? null;
  };
  return { clip: sampleIds[0] ?? '', publish };
}

onEachDatabase('a clip that is removed while its version is published takes the version with it', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  for (let round = 0; round < 8; round += 1) {
    const { clip, publish } = await aboutToPublish(storage, voice, round);
    const [made, removed] = await Promise.all([publish(), storage.samples.remove(clip)]);
    assert.notEqual(removed, null);
    if (made !== null) assert.equal((await storage.versions.get(made))?.status, 'purged', `round ${round}`);
    assert.equal((await storage.voices.get(voice.id))?.activeVersionId, null);
  }
});

onEachDatabase('a clip that is moved while its version is published takes the version with it', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const other = await storage.voices.ensure(voice.ownerId, 'other');
  for (let round = 0; round < 8; round += 1) {
    const { clip, publish } = await aboutToPublish(storage, voice, round);
    const [made, moved] = await Promise.all([publish(), storage.samples.move(clip, other.id)]);
    assert.ok(moved !== null && moved !== 'there');
    if (made !== null) assert.equal((await storage.versions.get(made))?.status, 'purged', `round ${round}`);
    assert.equal((await storage.voices.get(voice.id))?.activeVersionId, null);
    assert.equal((await storage.samples.get(clip))?.voiceId, other.id);
  }
});

onEachDatabase(
  'a clip that is moved to two voices, removed and sent again at once is in one at most as one',
  async (t) => {
    const storage = await temporaryStorage(t);
    const voice = await someVoice(storage);
    const others = [await storage.voices.ensure(voice.ownerId, 'b'), await storage.voices.ensure(voice.ownerId, 'c')];
    for (let round = 0; round < 8; round += 1) {
      const clip = newSample(round);
      const { added } = await storage.samples.add(voice.id, [clip]);
      const id = added[0]?.id ?? '';
      const removes = round % 2 === 1;
      await Promise.all([
        ...others.map((other) => storage.samples.move(id, other.id)),
        ...(removes ? [storage.samples.remove(id)] : [storage.samples.add(others[0].id, [clip])]),
      ]);
      const held = await Promise.all(
        [voice, ...others].map(
          async (one) => (await storage.samples.list(one.id)).filter(({ sha256 }) => sha256 === clip.sha256).length,
        ),
      );
      assert.ok(
        held.every((count) => count <= 1),
        `round ${round}: ${held.join()}`,
      );
      assert.equal(await storage.samples.get(id).then((sample) => sample === null), removes, `round ${round}`);
      if (removes) assert.deepEqual(held, [0, 0, 0]);
    }
  },
);

onEachDatabase('a version that is gone back to while it is purged does not speak', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  for (let round = 0; round < 8; round += 1) {
    const { added } = await storage.samples.add(voice.id, [newSample(round)]);
    const sampleId = added[0]?.id ?? '';
    const one = await publishedVersion(storage, voice, { sampleIds: [sampleId] });
    const two = await publishedVersion(storage, voice, { sampleIds: [] });
    await Promise.all([storage.voices.activate(voice.id, one.id, two.id), storage.samples.remove(sampleId)]);
    assert.notEqual((await storage.voices.get(voice.id))?.activeVersionId, one.id, `round ${round}`);
  }
});

onEachDatabase('of eight previews that are asked for at once three are taken', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const asked = await Promise.allSettled(Array.from({ length: 8 }, () => queuedRun(storage, voice, 'synthesis')));
  const refused = asked.filter((one) => one.status === 'rejected').map(({ reason }) => (reason as UserError).code);
  assert.deepEqual(refused, Array(5).fill('too-many-previews'));
  assert.equal((await storage.runs.active()).length, 3);
});

onEachDatabase('of eight trainings that are asked for at once one is taken', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const asked = await Promise.allSettled(Array.from({ length: 8 }, () => queuedRun(storage, voice)));
  const refused = asked.filter((one) => one.status === 'rejected').map(({ reason }) => (reason as UserError).code);
  assert.deepEqual(refused, Array(7).fill('run-active'));
});

onEachDatabase('clips that come in twice at once are kept once, and new ones beside them all', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const twice = [newSample(0), newSample(1)];
  const added = await Promise.all(
    Array.from({ length: 6 }, (_, index) => storage.samples.add(voice.id, [...twice, newSample(10 + index)])),
  );
  assert.equal(added.flatMap((one) => one.duplicates).length, 10);
  const kept = await storage.samples.list(voice.id);
  assert.equal(kept.length, 8);
  assert.ok(
    kept.some(({ split }) => split === 'held-out'),
    'as when they come one after the other',
  );
});

onEachDatabase('a lease that ran out is released by one of several dispatchers', async (t) => {
  const storage = await temporaryStorage(t);
  const runs = await Promise.all(
    ['1', '2', '3'].map(async (user) => await runIn(storage, await someVoice(storage, user), 'claimed')),
  );
  for (const entry of await storage.outbox.pending(10)) await storage.outbox.remove([entry.id]);
  for (const run of runs) await storage.runs.renew(run.id, run.fence, -1);
  const released = await Promise.all(Array.from({ length: 6 }, () => storage.runs.releaseExpired()));
  assert.deepEqual(
    released
      .flat()
      .map(({ id }) => id)
      .sort(),
    runs.map(({ id }) => id).sort(),
  );
  assert.equal((await storage.outbox.pending(10)).length, 3);
  for (const run of runs) assert.equal((await mustGet(storage, run.id)).state, 'queued');
});

onEachDatabase('of many that would lead one does, until it resigns or goes silent', async (t) => {
  const storage = await temporaryStorage(t);
  const { leaders } = storage;
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const lead = async () => {
    const leading = await Promise.all(names.map(async (name) => ((await leaders.lead('job', name)) ? name : null)));
    return leading.filter((name) => name !== null);
  };
  const [leader = '', ...others] = await lead();
  assert.deepEqual(others, []);
  assert.deepEqual(await lead(), [leader], 'it goes on');
  assert.equal(await leaders.lead('another job', 'b'), true);
  await leaders.resign('job', leader === 'a' ? 'b' : 'a');
  assert.deepEqual(await lead(), [leader], 'only the leader can resign');
  await leaders.resign('job', leader);
  assert.equal((await lead()).length, 1);
});

onEachDatabase('who looked at the clock a moment earlier takes nothing from who wrote first', async (t) => {
  const storage = await temporaryStorage(t);
  const now = Date.now();
  await storage.setClock(now);
  assert.equal(await storage.leaders.lead('job', 'a'), true);
  await storage.setClock(now - 1);
  assert.equal(await storage.leaders.lead('job', 'b'), false);
  await storage.setClock(now - 3_600_000);
  assert.equal(await storage.leaders.lead('job', 'b'), true, 'the clock was set back');

  await storage.setClock(now);
  const { ownerId } = await someVoice(storage);
  const order: string[] = [];
  const [inside, leave] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const first = storage.usage.admit(ownerId, async () => {
    inside.resolve();
    await leave.promise;
    order.push('first');
  });
  await inside.promise;
  await storage.setClock(now - 1);
  const second = storage.usage.admit(ownerId, () => Promise.resolve(order.push('second')));
  // Long enough for one who did not wait.
  for (let i = 0; i < 20; i++) await storage.users.get(ownerId);
  leave.resolve();
  await Promise.all([first, second]);
  assert.deepEqual(order, ['first', 'second']);
});

onEachDatabase('of voices that get the same name at once one gets it', async (t) => {
  const storage = await temporaryStorage(t);
  const { ownerId } = await someVoice(storage);
  const voices = await Promise.all(['a', 'b', 'c', 'd'].map((name) => storage.voices.ensure(ownerId, name)));
  const renamed = await Promise.all(voices.map(({ id }) => storage.voices.rename(id, 'mine')));
  assert.equal(renamed.filter(Boolean).length, 1);
});

onEachDatabase('people who are forgotten while they do everything leave nothing', async (t) => {
  const storage = await temporaryStorage(t);
  const doing = async (userId: string): Promise<void> => {
    try {
      for (let index = 0; index < 3; index += 1) {
        const voice = await someVoice(storage, userId);
        const { added } = await storage.samples.add(voice.id, [newSample(index)]);
        await publishedVersion(storage, voice, { sampleIds: added.map(({ id }) => id) });
        await queuedRun(storage, voice, 'synthesis');
      }
    } catch {
      // It is gone, in whatever of these places.
    }
  };
  const users = ['1', '2', '3', '4'];
  const work = users.map(doing);
  await Promise.all(users.map((userId) => storage.forget(userId)));
  await Promise.all(work);
  for (const userId of users) await storage.forget(userId);
  assert.deepEqual([await storage.voices.all(), await storage.runs.newest(10)], [[], []]);
});
