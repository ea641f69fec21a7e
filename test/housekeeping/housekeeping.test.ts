// What is tidied up, and that one process at a time does it.
import assert from 'node:assert/strict';
import { utimes } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import pino from 'pino';
import { idleVoices } from '../../src/housekeeping/idle.ts';
import { retention } from '../../src/housekeeping/retention.ts';
import { startHousekeeping } from '../../src/housekeeping/housekeeping.ts';
import { onEachDatabase } from '../support/databases.ts';
import {
  answerTo,
  mustGet,
  newSample,
  publishedVersion,
  queuedRun,
  runIn,
  someVoice,
  temporaryStorage,
} from '../storage/support.ts';

const day = 24 * 3_600_000;
const log = pino({ level: 'silent' });

test('dead tokens are cleared, what ended long ago goes, and what goes on or is young stays', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const version = await publishedVersion(storage, voice);
  const old = await runIn(storage, voice, 'done', 'synthesis');
  const open = await queuedRun(storage, voice);
  const young = await runIn(storage, voice, 'failed', 'synthesis');
  const upload = await storage.intakes.create({ userId: voice.ownerId, voiceId: voice.id, items: [], answerTo });
  await storage.intakes.finish(upload.id);
  const file = new DatabaseSync(path.join(storage.dataDir, 'timbre.sqlite'));
  const age = (table: string, end: string, id: string | null): void =>
    file.exec(`update ${table} set created_at = created_at - ${31 * day}, ${end} = ${end} - ${31 * day}
      where id = '${id}'`);
  for (const id of [version.runId, old.id, open.id]) age('runs', 'ended_at', id);
  age('intakes', 'finished_at', upload.id);
  file.close();
  await retention.run(storage);
  assert.equal(await retention.run(storage), null, 'once is enough');
  assert.deepEqual([await storage.runs.get(old.id), await storage.runs.get(version.runId ?? '')], [null, null]);
  assert.equal(await storage.intakes.get(upload.id), null);
  assert.equal((await mustGet(storage, young.id)).answerTo.interactionToken, answerTo.interactionToken);
  const waiting = await mustGet(storage, open.id);
  assert.deepEqual([waiting.state, waiting.answerTo], ['queued', { ...answerTo, interactionToken: '' }]);
  assert.equal((await storage.versions.get(version.id))?.status, 'complete', 'a version outlives its run');
});

onEachDatabase(
  'what could not be told is kept as long as what was, and what nobody has tried to tell waits',
  async (t) => {
    const storage = await temporaryStorage(t);
    const now = Date.now();
    await storage.setClock(now);
    const voice = await someVoice(storage);
    await storage.users.giveConsent(voice.ownerId, 1);
    const { telling, operations, intakes, notices, pictures, consents } = storage;
    const upload = async () =>
      await intakes.create({ userId: voice.ownerId, voiceId: voice.id, items: [], answerTo }, 'bot');
    const [untold, waits, told] = [await upload(), await upload(), await upload()];
    await telling.intakes.keep('bot', untold.id);
    await intakes.finish(told.id);
    for (const id of [untold.id, waits.id]) await pictures.want(id, answerTo, false);
    for (const text of ['untold', 'waits']) await operations.announce(text);
    const [first] = await notices.pending();
    await telling.notices.takeOne('bot', first.id);
    await telling.notices.keep('bot', first.id);
    const asked = { consentVersion: 1, language: 'en', sentence: 'I am Ann.', words: [] };
    await consents.ask(voice.ownerId, asked);
    const [sentence] = await consents.list(voice.ownerId);

    await storage.setClock(now + 20 * 60_000);
    // The answer is given late, to a later command.
    const late = { ...answerTo, interactionToken: 'later', createdAt: now + 19 * 60_000 };
    await pictures.toldBy(waits.id, late, { channelId: '1', messageId: '2' });
    await storage.retention.clearTokens();
    await pictures.put(waits.id, Buffer.from('picture'));
    await pictures.put(untold.id, Buffer.from('picture'));
    assert.equal((await pictures.take(waits.id))?.answerTo.interactionToken, 'later');
    assert.equal((await pictures.take(untold.id))?.answerTo.interactionToken, '');

    await storage.setClock(now + 2 * day - 1000);
    await retention.run(storage);
    assert.deepEqual(await consents.list(voice.ownerId), [sentence], 'it may be listened to');
    await storage.setClock(now + 2 * day + 1000);
    await retention.run(storage);
    assert.deepEqual(await consents.list(voice.ownerId), []);

    await storage.setClock(now + 30 * day - 1000);
    await retention.run(storage);
    assert.ok((await intakes.get(untold.id)) !== null);
    assert.equal((await notices.pending()).length, 2);
    await storage.setClock(now + 30 * day + 1000);
    await retention.run(storage);
    assert.deepEqual([await intakes.get(untold.id), await intakes.get(told.id)], [null, null]);
    assert.notEqual(await intakes.get(waits.id), null);
    assert.deepEqual(
      (await notices.pending()).map(({ id }) => id === first.id),
      [false],
    );
  },
);

onEachDatabase(
  'an idle voice is deleted two weeks after its owner was told, and not if it was used or nobody could tell',
  async (t) => {
    const storage = await temporaryStorage(t);
    const now = Date.now();
    const at = async (days: number): Promise<void> => await storage.setClock(now + days * day);
    await at(0);
    const job = idleVoices(60);
    const voice = await someVoice(storage);
    const { blob } = await storage.blobs.put(Buffer.from('a clip')).then(({ sha256 }) => ({ blob: sha256 }));
    await storage.samples.add(voice.id, [newSample(0, { sha256: blob })]);
    const used = await storage.voices.ensure(voice.ownerId, 'used');
    await at(45);
    assert.equal(await job.run(storage), null);
    await at(46);
    await queuedRun(storage, used);
    assert.deepEqual(await job.run(storage), { warned: 1, deleted: 0 });
    assert.equal(await job.run(storage), null, 'once is enough');
    const [notice, second] = await storage.notices.pending();
    assert.equal(second, undefined);
    assert.deepEqual(notice.content, {
      kind: 'idle',
      voiceName: 'default',
      usedAt: (await storage.voices.get(voice.id))?.createdAt,
      eraseAt: now + 60 * day,
    });
    await at(75);
    assert.equal(await job.run(storage), null, 'nobody was there to tell');
    await storage.notices.markDelivered(notice.id);
    await at(88);
    assert.equal(await job.run(storage), null, 'they were told 13 days ago');
    await storage.intakes.create({ userId: voice.ownerId, voiceId: voice.id, items: [], answerTo });
    await at(90);
    assert.equal(await job.run(storage), null, 'it was used since');

    await at(88 + 46);
    assert.equal((await job.run(storage))?.['warned'], 2, 'told anew');
    const again = await storage.notices.pending();
    assert.equal(again.length, 2);
    await storage.telling.notices.take('bot');
    for (const { id } of again) await storage.telling.notices.keep('bot', id);
    await at(88 + 60);
    await storage.runs.requestCancel((await queuedRun(storage, used, 'synthesis')).id);
    assert.equal(await storage.removeVoice(used.id, { idleDays: 60 }), null, 'used in this very moment');
    assert.deepEqual(await job.run(storage), { warned: 0, deleted: 1 }, 'no way led to them');
    assert.deepEqual(
      (await storage.voices.list(voice.ownerId)).map(({ id }) => id),
      [used.id],
    );
    await storage.sweepBlobs(-1000);
    assert.equal(await storage.blobs.has(blob), false);
  },
);

test('of many processes one takes a turn, and orphaned blobs go', async (t) => {
  const storage = await temporaryStorage(t);
  const turns = await Promise.all(Array.from({ length: 8 }, () => storage.retention.takeTurn('a job', 60_000)));
  assert.equal(turns.filter(Boolean).length, 1);
  assert.equal(await storage.retention.takeTurn('a job', -1), true, 'it is due again');
  const { sha256 } = await storage.blobs.put(Buffer.from('orphan'));
  const then = new Date(Date.now() - day);
  await utimes(path.join(storage.dataDir, 'blobs', sha256.slice(0, 2), sha256.slice(2)), then, then);
  await startHousekeeping({ storage, log }).close();
  assert.equal(await storage.blobs.has(sha256), false);
});
