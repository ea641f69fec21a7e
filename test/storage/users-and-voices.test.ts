// People, their consent and their voices in rows.
import assert from 'node:assert/strict';
import { utimes } from 'node:fs/promises';
import path from 'node:path';
import {
  answerTo,
  manifest,
  newSample,
  publishedVersion,
  queuedRun,
  runIn,
  someVoice,
  temporaryStorage,
} from './support.ts';
import { mostPronunciations } from '../../src/storage/pronunciations.ts';
import { onEachDatabase } from '../support/databases.ts';

onEachDatabase('a user is made once, keeps consent, and follows the locale', async (t) => {
  const { users } = await temporaryStorage(t);
  assert.equal(await users.get('1'), null);
  const made = await users.ensure('1', 'en-US');
  assert.deepEqual([made.locale, made.consentVersion, made.consentAt], ['en-US', null, null]);
  const agreed = await users.giveConsent('1', 3);
  assert.equal(agreed.consentVersion, 3);
  assert.ok(agreed.consentAt !== null && agreed.consentAt >= made.createdAt);
  assert.deepEqual(await users.ensure('1', 'de'), { ...agreed, locale: 'de' });
  assert.deepEqual(await users.get('1'), { ...agreed, locale: 'de' });
  await assert.rejects(users.giveConsent('unknown', 1));
});

onEachDatabase('a voice is one per owner and name', async (t) => {
  const { users, voices } = await temporaryStorage(t);
  await users.ensure('1', 'en');
  await users.ensure('2', 'en');
  const [first, again] = await Promise.all([voices.ensure('1'), voices.ensure('1')]);
  assert.equal(first.id, again.id);
  assert.deepEqual([first.name, first.language, first.activeVersionId], ['default', 'en', null]);
  const other = await voices.ensure('1', 'announcer', 'en-GB');
  const foreign = await voices.ensure('2');
  assert.notEqual(foreign.id, first.id);
  assert.deepEqual(await voices.byName('1', 'announcer'), other);
  assert.equal(await voices.byName('2', 'announcer'), null);
  assert.deepEqual(await voices.list('1'), [other, first]);
  assert.deepEqual(await voices.get(foreign.id), foreign);
  assert.deepEqual(await voices.counts(), { voices: 3, people: 2 });
  await assert.rejects(voices.ensure('nobody'), { name: 'UserError', code: 'erased-meanwhile' });
});

onEachDatabase('what is asked for somebody who was erased meanwhile is answered, and leaves nothing', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  await storage.forget(voice.ownerId);
  const erased = { name: 'UserError', code: 'erased-meanwhile' };
  for (const kind of ['train', 'synthesis'] as const) await assert.rejects(queuedRun(storage, voice, kind), erased);
  const intake = { userId: voice.ownerId, voiceId: voice.id, items: [], answerTo };
  await assert.rejects(storage.intakes.create(intake), erased);
  assert.deepEqual(await storage.outbox.pending(10), []);
});

onEachDatabase('activate is a compare-and-set over complete versions of the same voice', async (t) => {
  const storage = await temporaryStorage(t);
  const { voices } = storage;
  const voice = await someVoice(storage);
  const foreign = await someVoice(storage, '200000000000000002');
  const {
    added: [sample],
  } = await storage.samples.add(voice.id, [newSample(0)]);
  assert.ok(sample);
  const one = await publishedVersion(storage, voice);
  const two = await publishedVersion(storage, voice, { parentId: one.id, sampleIds: [sample.id] });
  const other = await publishedVersion(storage, foreign);
  const active = async (): Promise<string | null | undefined> => (await voices.get(voice.id))?.activeVersionId;

  assert.equal(await active(), two.id);
  assert.equal(await voices.activate(voice.id, one.id, null), false);
  assert.equal(await voices.activate(voice.id, one.id, one.id), false);
  assert.equal(await voices.activate(voice.id, other.id, two.id), false);
  assert.equal(await voices.activate(voice.id, 'no such version', two.id), false);
  assert.equal(await active(), two.id);

  const racing = await Promise.all(Array.from({ length: 8 }, () => voices.activate(voice.id, one.id, two.id)));
  assert.equal(racing.filter(Boolean).length, 1);
  assert.equal(await active(), one.id);

  await storage.samples.remove(sample.id);
  assert.equal(await voices.activate(voice.id, two.id, one.id), false, 'a purged version never speaks again');
  assert.equal(await active(), one.id);
});

onEachDatabase('erasing a person takes everything of that person and nothing of others', async (t) => {
  const storage = await temporaryStorage(t);
  const { users, voices, samples, versions, runs, intakes, outbox } = storage;
  const made = [];
  for (const userId of ['1', '2']) {
    const voice = await someVoice(storage, userId);
    const {
      added: [sample],
    } = await samples.add(voice.id, [newSample(0)]);
    assert.ok(sample);
    const one = await publishedVersion(storage, voice, { sampleIds: [sample.id] });
    const two = await publishedVersion(storage, voice, { parentId: one.id });
    const held = await runIn(storage, voice, 'training');
    assert.equal(
      await runs.saveCheckpoint(held.id, held.fence, { epoch: 1, step: 1, manifest: one.manifest!, losses: [] }),
      true,
    );
    const waiting = await queuedRun(storage, voice, 'synthesis');
    const intake = await intakes.create({ userId, voiceId: voice.id, items: [], answerTo: held.answerTo });
    made.push({ userId, voice, sample, one, two, held, waiting, intake });
  }
  const [gone, kept] = made;
  assert.ok(gone && kept);

  assert.notEqual(await storage.forget(gone.userId), null);
  assert.equal(await storage.forget(gone.userId), null);
  const left = async (one: typeof gone): Promise<boolean[]> => {
    const rows = [
      users.get(one.userId),
      voices.get(one.voice.id),
      samples.get(one.sample.id),
      versions.get(one.one.id),
      versions.get(one.two.id),
      runs.get(one.held.id),
      runs.latestCheckpoint(one.held.id),
      runs.get(one.waiting.id),
      intakes.get(one.intake.id),
    ];
    return (await Promise.all(rows)).map((row) => row !== null);
  };
  assert.deepEqual(new Set(await left(gone)), new Set([false]));
  assert.deepEqual(new Set(await left(kept)), new Set([true]));
  assert.deepEqual(new Set((await outbox.pending(10)).map((entry) => entry.runId)), new Set([kept.waiting.id]));
  assert.deepEqual(await runs.renew(gone.held.id, gone.held.fence, 1000), { held: false, cancelRequested: false });
});

onEachDatabase(
  'forgetting a person takes their blobs from the disk, except what others need or has just come',
  async (t) => {
    const storage = await temporaryStorage(t);
    const { blobs, runs, samples, users } = storage;
    const put = async (text: string, ageMs = 60_000): Promise<string> => {
      const { sha256: sha } = await blobs.put(Buffer.from(text));
      const then = new Date(Date.now() - ageMs);
      await utimes(path.join(storage.dataDir, 'blobs', sha.slice(0, 2), sha.slice(2)), then, then);
      return sha;
    };
    const stateOf = async (name: string) => ({
      ...manifest(name),
      files: [{ name: 'state.safetensors', sha256: await put(name), bytes: 10 }],
    });
    const [ann, ben] = [await someVoice(storage, '1'), await someVoice(storage, '2')];
    const clip = { own: await put('clip'), shared: await put('clip of both'), young: await put('new clip', 0) };
    await samples.add(ann.id, [
      newSample(0, { sha256: clip.own }),
      newSample(1, { sha256: clip.shared, transcript: null }),
      newSample(2, { sha256: clip.young }),
    ]);
    await samples.add(ben.id, [newSample(0, { sha256: clip.shared })]);
    const state = await stateOf('state');
    const version = await publishedVersion(storage, ann, { manifest: state });
    await runs.markDelivered(version.runId ?? '');
    const spoken = await put('preview of version');
    const training = await runIn(storage, ann, 'training');
    const checkpoint = await stateOf('checkpoint');
    await runs.saveCheckpoint(training.id, training.fence, { epoch: 1, step: 1, manifest: checkpoint, losses: [] });
    await queuedRun(storage, ann, 'synthesis');
    assert.deepEqual(await users.holdings('1'), {
      voices: 1,
      clips: 3,
      seconds: 9,
      transcripts: 2,
      versions: 1,
      versionsOfOthers: 0,
      uploads: 0,
      trainings: 2,
      previews: 1,
      spokenConsents: 0,
      reports: 0,
      grants: 0,
      hasAgreed: true,
    });

    assert.deepEqual(await storage.forget('1'), { blobsLeft: 1 });
    assert.equal(await users.holdings('1'), null);
    const there = async (...hashes: (string | undefined)[]): Promise<boolean[]> =>
      await Promise.all(hashes.map((sha) => blobs.has(sha ?? '')));
    assert.deepEqual(
      await there(clip.own, state.files[0]?.sha256, checkpoint.files[0]?.sha256, spoken, clip.shared, clip.young),
      [false, false, false, false, true, true],
    );
    assert.equal(await storage.forget('1'), null);
    assert.equal((await users.holdings('2'))?.clips, 1);
    assert.equal(await storage.sweepBlobs(-1), 1, 'the sweep takes what had just come');
    assert.deepEqual(await there(clip.shared, clip.young), [true, false]);
  },
);

onEachDatabase('a word has one way to be said on a list, whoever is faster, and a list has an end', async (t) => {
  const storage = await temporaryStorage(t);
  const { users, pronunciations } = storage;
  await users.ensure('1', 'en');
  const mine = { userId: '1' };
  await Promise.all(['a', 'b', 'c'].map((spoken) => pronunciations.set(mine, { word: 'Word', spoken })));
  assert.equal((await pronunciations.list(mine)).length, 1);
  assert.equal(await pronunciations.set({ guildId: '1' }, { word: 'word', spoken: 'here' }), null);
  assert.match((await pronunciations.set(mine, { word: 'WORD', spoken: 'last' })) ?? '', /^[abc]$/);
  assert.deepEqual(await pronunciations.for('1', '1'), [{ word: 'WORD', spoken: 'last' }]);
  assert.deepEqual(await pronunciations.for('2', '1'), [{ word: 'word', spoken: 'here' }]);
  for (let n = 1; n < mostPronunciations; n++) await pronunciations.set(mine, { word: `w${n}`, spoken: 'x' });
  await assert.rejects(pronunciations.set(mine, { word: 'one more', spoken: 'x' }), {
    code: 'too-many-pronunciations',
  });
  await pronunciations.set(mine, { word: 'word', spoken: 'still' });
  await assert.rejects(pronunciations.set({ userId: 'nobody' }, { word: 'w', spoken: 'x' }), {
    code: 'erased-meanwhile',
  });
  await storage.forget('1');
  assert.deepEqual(await pronunciations.list(mine), []);
});
