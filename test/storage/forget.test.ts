// Forgetting a person, to the last byte, and whatever state the rows of others are in.
import assert from 'node:assert/strict';
import { readFile, utimes } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import { Kysely } from 'kysely';
import { migrate } from '../../src/storage/migrations.ts';
import type { Database } from '../../src/storage/schema.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { type Storage, type Voice, openStorage } from '../../src/storage/storage.ts';
import { filesWith } from '../support/bytes.ts';
import { databaseOf, onEachDatabase } from '../support/databases.ts';
import {
  answerTo,
  failure,
  manifest,
  newSample,
  newVersion,
  publishedVersion,
  runIn,
  sha256,
  shown,
  spoken,
  type TemporaryStorage,
  temporaryFolder,
  temporaryStorage,
} from './support.ts';

/** What only the rows of this person hold: nobody else's may be found by any of these. */
const secretsOf = (name: string) => ({
  id: `4${String(Number.parseInt(sha256(name).slice(0, 8), 16)).padStart(17, '7')}`,
  voice: `Voice-${name}`,
  file: `File-${name}.wav`,
  transcript: `Said-${name}`,
  token: `Token-${name}`,
  text: `Text-${name}`,
  waveform: `Wave-${name}`,
});

/** A person with everything that can be kept of one, much of it written over again and again. */
async function personWith(storage: Storage, name: string, rows = 40): Promise<Voice> {
  const secrets = secretsOf(name);
  const their = { ...answerTo, userId: secrets.id, interactionToken: secrets.token };
  const { runs } = storage;
  await storage.users.ensure(secrets.id, 'en-US');
  const voice = await storage.voices.ensure(secrets.id, secrets.voice);
  for (let index = 0; index < rows; index += 1) {
    const transcript = `${secrets.transcript} ${'x'.repeat((index * 977) % 2500)}`;
    const changes = { sourceSha256: sha256(name), originalName: secrets.file, transcript };
    await storage.samples.add(voice.id, [newSample(index, changes)]);
  }
  for (let index = 0; index < rows / 4; index += 1) {
    const intake = await storage.intakes.create({
      userId: secrets.id,
      voiceId: voice.id,
      items: Array.from({ length: index % 10 }, () => ({
        url: `https://cdn.example/${secrets.file}`,
        fileName: secrets.file,
        bytes: 1,
        contentType: null,
        transcript: secrets.transcript,
        outcome: null,
      })),
      answerTo: their,
    });
    for (const [item] of intake.items.entries()) {
      await storage.intakes.recordOutcome(intake.id, item, { kind: 'failed', sampleIds: [], message: secrets.text });
    }
    const asked = await runs.request({
      voiceId: voice.id,
      userId: secrets.id,
      engine: 'builtin',
      request: { kind: 'synthesis', text: secrets.text, versionId: 'v' },
      answerTo: their,
    });
    await runs.claim(asked.id, 60_000, 'builtin');
    if (index % 3 === 0) await runs.fail(asked.id, 1, { ...failure, message: secrets.text });
    else {
      const preview = { ...spoken('v'), versionId: 'v', text: secrets.text, waveform: secrets.waveform };
      await runs.complete(asked.id, 1, { kind: 'synthesis', preview });
    }
    await runs.markDelivered(asked.id);
  }
  return voice;
}

const heard = (text: string) => ({ text, meanLogProbability: 0, compressionRatio: 1 });

/** In which files something of the person can be found. */
async function traces(storage: Pick<TemporaryStorage, 'folders'>, name: string): Promise<string[]> {
  const found = (await storage.folders()).map((folder) => filesWith(folder, Object.values(secretsOf(name))));
  return (await Promise.all(found)).flat();
}

onEachDatabase('after forgetting, no file of the database holds a byte that tells of the person', async (t) => {
  const storage = await temporaryStorage(t);
  const names = ['Ann', 'Ben', 'Cem', 'Dee', 'Eva', 'Fay'];
  // All of them at once, so that their rows lie side by side.
  const rows = databaseOf(t) === undefined ? 40 : 12;
  await Promise.all(names.map((name) => personWith(storage, name, rows)));
  for (const name of names) assert.ok((await traces(storage, name)).length > 0);
  for (const name of ['Ann', 'Dee', 'Fay']) {
    assert.notEqual(await storage.forget(secretsOf(name).id), null);
    assert.deepEqual(await traces(storage, name), [], name);
  }
  await storage.close();
  const again = await temporaryStorage(t, storage.dataDir);
  for (const name of ['Ann', 'Dee', 'Fay']) assert.deepEqual(await traces(again, name), [], name);
  for (const name of ['Ben', 'Cem', 'Eva']) {
    const [voice] = await again.voices.list(secretsOf(name).id);
    assert.equal((await again.samples.list(voice?.id ?? '')).length, rows, name);
  }
});

onEachDatabase(
  'what others gave somebody who is forgotten goes, and what they reported, whether they ever agreed or not',
  async (t) => {
    const storage = await temporaryStorage(t);
    const [ann, ben] = [secretsOf('Ann').id, secretsOf('Ben').id];
    const voice = await personWith(storage, 'Ann', 4);
    await personWith(storage, 'Ben', 4);
    const cem = '411111111111111111';
    for (const id of [ben, cem]) await storage.grants.give(voice.id, { guildId: '9', to: { kind: 'person', id } });
    await storage.grants.give(voice.id, { guildId: '9', to: { kind: 'role', id: '8' } });
    // Cem has never agreed to anything.
    assert.deepEqual(
      [(await storage.users.holdings(cem))?.grants, (await storage.users.holdings(cem))?.hasAgreed],
      [1, false],
    );
    assert.notEqual(await storage.forget(cem), null);
    assert.equal(await storage.users.holdings(cem), null);
    await storage.operations.report({
      reporterId: cem,
      saidBy: ann,
      versionId: 'x',
      guildId: null,
      channelId: null,
      text: 'Cems words',
    });
    assert.equal((await storage.users.holdings(cem))?.reports, 1);
    assert.notEqual(await storage.forget(cem), null);
    const left = (await storage.folders()).map((folder) => filesWith(folder, [cem, 'Cems words']));
    assert.deepEqual((await Promise.all(left)).flat(), []);

    const speaking = { userId: ben, guildId: '9', roleIds: [] };
    assert.equal(await storage.grants.maySpeak(voice.id, speaking), true);
    await storage.forget(ben);
    assert.deepEqual(await traces(storage, 'Ben'), []);
    assert.equal(await storage.grants.maySpeak(voice.id, speaking), false);
    assert.deepEqual(await storage.grants.list(voice.id), [{ guildId: '9', to: { kind: 'role', id: '8' } }]);
  },
);

onEachDatabase('what another let a voice say goes from the disk with its owner', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await personWith(storage, 'Ann', 1);
  await personWith(storage, 'Ben', 1);
  const { sha256: blob } = await storage.blobs.put(Buffer.from('said with the voice of Ann'));
  const then = new Date(Date.now() - 60_000);
  await utimes(path.join(storage.dataDir, 'blobs', blob.slice(0, 2), blob.slice(2)), then, then);
  const request = { kind: 'synthesis', text: 'Hello.', versionId: 'v' } as const;
  const userId = secretsOf('Ben').id;
  const asked = await storage.runs.request({ voiceId: voice.id, userId, engine: 'builtin', request, answerTo });
  await storage.runs.claim(asked.id, 60_000, 'builtin');
  const preview = { ...spoken('v'), versionId: 'v', blob };
  await storage.runs.complete(asked.id, 1, { kind: 'synthesis', preview });
  assert.deepEqual(await storage.forget(secretsOf('Ann').id), { blobsLeft: 0 });
  assert.equal(await storage.blobs.has(blob), false);
});

onEachDatabase(
  'what was heard in a clip goes with the voice that it was sent for, also where no voice got it',
  async (t) => {
    const storage = await temporaryStorage(t);
    const voice = await personWith(storage, 'Ann', 1);
    const other = await storage.voices.ensure(voice.ownerId, 'other');
    const { hearings } = storage;
    await hearings.put(sha256('a copy'), voice.id, 'model', heard('Heard-in-a-copy'));
    await hearings.put(sha256('refused'), other.id, 'model', heard('Heard-in-another'));
    const found = async (text: string): Promise<boolean> =>
      (await Promise.all((await storage.folders()).map((folder) => filesWith(folder, [text])))).flat().length > 0;
    assert.deepEqual([await found('Heard-in-a-copy'), await found('Heard-in-another')], [true, true]);
    await storage.removeVoice(voice.id);
    assert.deepEqual([await found('Heard-in-a-copy'), await found('Heard-in-another')], [false, true]);
    // A worker has listened to it all the while.
    await hearings.put(sha256('a copy'), voice.id, 'model', heard('Heard-in-a-copy'));
    assert.equal(await hearings.get(sha256('a copy'), 'model'), null);
    await storage.forget(voice.ownerId);
    assert.equal(await found('Heard-in-another'), false);
  },
);

test('what was heard before it was known for which voice stays with a voice that has the clip, or goes', async (t) => {
  const dataDir = await temporaryFolder(t);
  const file = path.join(dataDir, 'timbre.sqlite');
  const db = new Kysely<Database>({ dialect: openSqlite(file) });
  await migrate(db, '0037-notify');
  await db.destroy();
  const old = new DatabaseSync(file);
  old.exec(`insert into users (id, locale, created_at) values ('1', 'en-US', 1);
    insert into voices (id, owner_id, name, language, created_at) values ('v', '1', 'a', 'en', 1), ('w', '1', 'b', 'en', 1)`);
  for (const voice of ['v', 'w']) {
    old.exec(`insert into samples (id, voice_id, sha256, source_sha256, clip_index, original_name, duration_seconds, measures,
      verdict, split, created_at) values ('${voice}', '${voice}', 'clip', 'x', 0, 'a.wav', 3, '{}', '{}', 'train', 1)`);
  }
  for (const clip of ['clip', 'lost']) {
    for (const model of ['one', 'two'])
      old.exec(`insert into hearings values ('${clip}', '${model}', '${clip}', 0, 1, 1)`);
  }
  old.close();
  const storage = await temporaryStorage(t, dataDir);
  const texts = async () =>
    await Promise.all(
      ['clip', 'lost'].flatMap((clip) =>
        ['one', 'two'].map(async (model) => (await storage.hearings.get(clip, model))?.text ?? null),
      ),
    );
  assert.deepEqual(await texts(), ['clip', 'clip', null, null]);
  await storage.removeVoice('v');
  assert.deepEqual(await texts(), ['clip', 'clip', null, null], 'the other voice has it too');
  await storage.removeVoice('w');
  assert.deepEqual(await texts(), [null, null, null, null]);
});

test('in a new database nothing is left to be wiped', async (t) => {
  const dataDir = await temporaryFolder(t);
  // Of several that make it at the same moment, none may call it an old one.
  await Promise.all([1, 2].map(async () => (await openStorage({ dataDir })).close()));
  const file = new DatabaseSync(path.join(dataDir, 'timbre.sqlite'));
  assert.deepEqual({ ...file.prepare('pragma user_version').get() }, { user_version: 1 });
  file.close();
});

test('what a process that died left to be wiped, the next wipe takes, also of a database from before', async (t) => {
  const dataDir = await temporaryFolder(t);
  const storage = await temporaryStorage(t, dataDir);
  await personWith(storage, 'Ann');
  await personWith(storage, 'Ben');
  await storage.close();
  // As programs of the time before deleted.
  const old = new DatabaseSync(path.join(dataDir, 'timbre.sqlite'));
  old.exec(`pragma foreign_keys = on; pragma secure_delete = off; delete from users where id = '${secretsOf('Ann').id}';
    pragma user_version = 0`);
  old.close();
  const next = await temporaryStorage(t, dataDir);
  assert.ok((await traces(next, 'Ann')).length > 0);
  await next.wipe();
  assert.deepEqual(await traces(next, 'Ann'), []);
  assert.ok((await traces(next, 'Ben')).length > 0);
  const before = await readFile(path.join(dataDir, 'timbre.sqlite'));
  await next.wipe();
  assert.deepEqual(await readFile(path.join(dataDir, 'timbre.sqlite')), before, 'nothing is owed any more');
});

/** Make rows of others unreadable, with what can hold JSON. */
async function damage(storage: TemporaryStorage, userId: string): Promise<void> {
  const theirs = `(select id from voices where owner_id = '${userId}')`;
  await storage.change(`update versions set manifest = '{', metrics = 'x', plan = '[]' where voice_id in ${theirs};
    update runs set plan = '{', result = '{', progress = '{', answer_to = '' where user_id = '${userId}';
    update checkpoints set manifest = '{' where run_id in (select id from runs where user_id = '${userId}');
    update samples set measures = '' where voice_id in ${theirs};
    update intakes set items = '{' where user_id = '${userId}'`);
}

const blobOf = (state: { files: { sha256: string }[] } | null): string => state?.files[0]?.sha256 ?? '';

onEachDatabase('damaged rows, of whomever, keep nobody from being forgotten, nor their recordings', async (t) => {
  const storage = await temporaryStorage(t);
  const { blobs, runs } = storage;
  const put = async (text: string): Promise<string> => {
    const { sha256: sha } = await blobs.put(Buffer.from(text));
    const then = new Date(Date.now() - 60_000);
    await utimes(path.join(storage.dataDir, 'blobs', sha.slice(0, 2), sha.slice(2)), then, then);
    return sha;
  };
  const stateOf = async (name: string) => ({
    ...manifest(name),
    files: [{ name: 'state.safetensors', sha256: await put(name), bytes: 10 }],
  });
  const ids = { ann: secretsOf('Ann').id, ben: secretsOf('Ben').id };
  const ann = await personWith(storage, 'Ann', 4);
  const ben = await personWith(storage, 'Ben', 4);
  await storage.voices.share(ann.id, true);
  const clip = await put('clip');
  await storage.samples.add(ann.id, [newSample(100, { sha256: clip })]);
  const own = await publishedVersion(storage, ann, { manifest: await stateOf('own') });
  const started = await publishedVersion(storage, ben, { parentId: own.id, manifest: await stateOf('started') });
  const apart = await publishedVersion(storage, ben, { manifest: await stateOf('apart') });
  const open = await runIn(storage, ben, 'training');
  const checkpoint = await stateOf('checkpoint');
  await runs.saveCheckpoint(open.id, open.fence, { epoch: 1, step: 1, manifest: checkpoint, losses: [] });
  const held = await runIn(storage, ann, 'publishing');
  const rivalPreview = { ...spoken('rival'), versionId: 'rival', blob: await put('rival') };
  const last = newVersion({ manifest: await stateOf('last') });
  await runs.publish(held.id, held.fence, last, { ...shown, rivalPreview });

  await damage(storage, ids.ben);
  await damage(storage, ids.ann);
  assert.deepEqual(await storage.forget(ids.ann), { blobsLeft: 0 });
  for (const gone of [clip, blobOf(own.manifest), blobOf(started.manifest), rivalPreview.blob]) {
    assert.equal(await blobs.has(gone), false);
  }
  for (const kept of [blobOf(apart.manifest), blobOf(checkpoint)]) assert.equal(await blobs.has(kept), true);
  assert.equal(await storage.sweepBlobs(-1), 0, 'and the sweep keeps what damaged rows need');
  assert.equal((await storage.voices.get(ben.id))?.activeVersionId, apart.id);
  assert.deepEqual(await traces(storage, 'Ann'), []);
});
