import assert from 'node:assert/strict';
import test from 'node:test';
import { newSample, publishedVersion, queuedRun, runIn, someVoice, temporaryStorage } from './support.ts';

test('a user is made once, keeps consent, and follows the locale', async (t) => {
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

test('a voice is one per owner and name', async (t) => {
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
  await assert.rejects(voices.ensure('nobody'), /FOREIGN KEY/);
});

test('activate is a compare-and-set over complete versions of the same voice', async (t) => {
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

test('erasing a person takes everything of that person and nothing of others', async (t) => {
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

  assert.equal(await users.erase(gone.userId), true);
  assert.equal(await users.erase(gone.userId), false);
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
