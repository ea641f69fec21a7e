// The life of versions: tags, lineage, imports, pruning, and what deletion and consent reach in the voices of others.
import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import { Kysely } from 'kysely';
import { centroidOf } from '../../src/storage/centroids.ts';
import { migrate } from '../../src/storage/migrations.ts';
import type { StateManifest } from '../../src/storage/records.ts';
import type { Database } from '../../src/storage/schema.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { Storage, Version, Voice } from '../../src/storage/storage.ts';
import {
  answerTo,
  manifest,
  metrics,
  mustGet,
  newSample,
  newVersion,
  plan,
  publishedVersion,
  queuedRun,
  runIn,
  sha256,
  someVoice,
  temporaryFolder,
  temporaryStorage,
  shown,
  trainResult,
} from './support.ts';
import { onEachDatabase } from '../support/databases.ts';

const engine = { id: 'builtin', isHistory: (name: string) => name.startsWith('optimizer') };

/** A state of two files, one of which is history. */
const fullState = (name: string): StateManifest => ({
  ...manifest(name),
  files: [
    { name: 'model.safetensors', sha256: sha256(`${name} model`), bytes: 10 },
    { name: 'optimizer.safetensors', sha256: sha256(`${name} optimizer`), bytes: 30 },
  ],
});

/** So many versions of a voice, each continued from the one before; the last one is active. */
async function lineOf(storage: Storage, voice: Voice, length: number): Promise<Version[]> {
  const line: Version[] = [];
  for (let index = 0; index < length; index++) {
    const parentId = line.at(-1)?.id ?? null;
    line.push(await publishedVersion(storage, voice, { parentId, manifest: fullState(`${voice.id} ${index}`) }));
  }
  return line;
}

const numbers = (versions: readonly Pick<Version, 'number'>[]): number[] => versions.map((version) => version.number);

/** Numbers of the versions that have lost their history. */
async function prunedOf(storage: Storage, voice: Voice): Promise<number[]> {
  const versions = await storage.versions.list(voice.id);
  for (const { prunedAt, manifest: state } of versions) {
    assert.equal(state?.files.length, prunedAt === null ? 2 : 1, 'the mark says what the manifest holds');
  }
  return numbers(versions.filter((version) => version.prunedAt !== null)).sort((a, b) => a - b);
}

onEachDatabase(
  'pruning keeps the active version, its parent, tagged ones and the newest; the rest keeps its weights',
  async (t) => {
    const storage = await temporaryStorage(t);
    const voice = await someVoice(storage);
    const line = await lineOf(storage, voice, 9);
    const [, second, third, fourth] = line;
    assert.ok(second && third && fourth);
    await storage.voices.activate(voice.id, third.id, line[8]?.id ?? null);
    await storage.versions.setTag(fourth.id, 'before the cold');
    assert.deepEqual(await storage.versions.prune(voice.id, { keep: 2, engine: { ...engine, id: 'other' } }), []);

    const pruned = await storage.versions.prune(voice.id, { keep: 2, engine });
    assert.deepEqual(
      pruned.map(({ version, freedBytes }) => [version.number, freedBytes]),
      [7, 6, 5, 1].map((number) => [number, 30]),
    );
    assert.deepEqual(await prunedOf(storage, voice), [1, 5, 6, 7]);
    assert.deepEqual(await storage.versions.prune(voice.id, { keep: 2, engine }), [], 'once is enough');
    const blobs = await storage.neededBlobs(['model', 'optimizer'].map((name) => sha256(`${voice.id} 0 ${name}`)));
    assert.ok(blobs.has(sha256(`${voice.id} 0 model`)), 'what speaks stays');
    assert.ok(!blobs.has(sha256(`${voice.id} 0 optimizer`)), 'the rest may be swept');

    const first = await storage.versions.byNumber(voice.id, 1);
    assert.equal(await storage.voices.activate(voice.id, first?.id ?? '', third.id), true, 'it can be gone back to');
    await storage.versions.setTag(fourth.id, null);
    await storage.versions.prune(voice.id, { keep: 1, engine });
    assert.deepEqual(
      await prunedOf(storage, voice),
      [1, 2, 3, 4, 5, 6, 7, 8],
      'what nothing protects any more goes too',
    );
  },
);

onEachDatabase('pruning leaves alone what a training goes on from, also before it has said so', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const [first, , , last] = await lineOf(storage, voice, 4);
  assert.ok(first && last);
  await storage.voices.activate(voice.id, first.id, last.id);
  const run = await runIn(storage, voice, 'claimed');
  // It has read its parent, has no plan yet, and its owner goes forward again.
  await storage.voices.activate(voice.id, last.id, first.id);
  const rules = { keep: 1, engine };
  assert.deepEqual(await storage.versions.prune(voice.id, rules), []);

  await storage.runs.advance(run.id, run.fence, 'preparing', {
    plan: { ...plan, parentVersionId: first.id },
    choices: 2,
    words: new Map(),
  });
  await storage.versions.prune(voice.id, rules);
  assert.deepEqual(await prunedOf(storage, voice), [2]);
  await storage.runs.fail(run.id, run.fence, { code: 'x', message: 'x', hint: 'x' });
  await storage.versions.prune(voice.id, rules);
  assert.deepEqual(await prunedOf(storage, voice), [1, 2]);
});

onEachDatabase(
  'of a tag and a pruning that meet, the tag is safe; of eight prunings at once each version is pruned by one',
  async (t) => {
    const storage = await temporaryStorage(t);
    const voice = await someVoice(storage);
    const [first] = await lineOf(storage, voice, 5);
    assert.ok(first);
    const prune = () => storage.versions.prune(voice.id, { keep: 1, engine });
    const [, ...outcomes] = await Promise.all([
      storage.versions.setTag(first.id, 'the first'),
      ...Array.from({ length: 8 }, prune),
    ]);
    const pruned = outcomes.flat().map(({ version }) => version);
    const late = pruned.find(({ id }) => id === first.id);
    // Either may be the first: a version that is pruned can still get a tag, and one with a tag is no longer pruned.
    assert.equal(late?.tag ?? null, null);
    const expected = late === undefined ? [2, 3] : [1, 2, 3];
    assert.deepEqual(new Set(numbers(pruned)), new Set(expected));
    assert.deepEqual(await prunedOf(storage, voice), expected);
    assert.equal((await storage.versions.get(first.id))?.tag, 'the first');
  },
);

onEachDatabase('a version that was purged has no history to lose and can get no tag', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const [sample] = (await storage.samples.add(voice.id, [newSample(0)])).added;
  assert.ok(sample);
  const version = await publishedVersion(storage, voice, { sampleIds: [sample.id], manifest: fullState('a') });
  assert.equal(await storage.versions.setTag(version.id, 'mine'), true);
  assert.equal((await storage.versions.get(version.id))?.tag, 'mine');
  await storage.samples.remove(sample.id);
  assert.equal(await storage.versions.setTag(version.id, 'still mine'), false);
  assert.equal(await storage.versions.setTag('no such version', 'mine'), false);
  assert.deepEqual(await storage.versions.prune(voice.id, { keep: 1, engine }), []);
});

onEachDatabase('lineage: what a version comes from, and where a sample went', async (t) => {
  const storage = await temporaryStorage(t);
  const { versions } = storage;
  const voice = await someVoice(storage);
  const { added } = await storage.samples.add(voice.id, [newSample(0), newSample(1), newSample(2)]);
  const [a, b, c] = added;
  assert.ok(a && b && c);
  const one = await publishedVersion(storage, voice, { sampleIds: [a.id] });
  const two = await publishedVersion(storage, voice, { parentId: one.id, sampleIds: [b.id] });
  const three = await publishedVersion(storage, voice, { parentId: two.id, sampleIds: [] });
  const fresh = await publishedVersion(storage, voice, { sampleIds: [c.id] });

  const lineage = await versions.lineage(three.id);
  assert.deepEqual(numbers(lineage?.ancestors ?? []), [2, 1]);
  assert.deepEqual(
    lineage?.samples.map(({ id, voiceId, originalName, clipIndex }) => [id, voiceId, originalName, clipIndex]),
    [a, b].map((sample) => [sample.id, voice.id, 'hello.wav', sample.clipIndex]),
  );
  assert.deepEqual(await versions.lineage('no such version'), null);
  assert.deepEqual(numbers(await versions.derivedFrom([a.id])), [1, 2, 3]);
  assert.deepEqual(numbers(await versions.derivedFrom([b.id, c.id])), [2, 3, 4]);
  assert.deepEqual(await versions.derivedFrom([]), []);
  assert.deepEqual(numbers((await versions.lineage(fresh.id))?.ancestors ?? []), []);
});

onEachDatabase(
  'an imported version takes the next number, comes from nowhere, and is continued like any other',
  async (t) => {
    const storage = await temporaryStorage(t);
    const voice = await someVoice(storage);
    const one = await publishedVersion(storage, voice, { manifest: fullState('one') });
    const imported = {
      voiceId: voice.id,
      importedFrom: 'studio',
      manifest: manifest('elsewhere'),
      metrics,
      trainedSeconds: 90,
      manners: null,
    };
    const two = await storage.versions.import({ ...imported, activate: false });
    assert.deepEqual(
      [two.number, two.parentId, two.runId, two.plan, two.importedFrom, two.trainedSeconds],
      [2, null, null, null, 'studio', 90],
    );
    assert.equal((await storage.voices.get(voice.id))?.activeVersionId, one.id);
    const three = await storage.versions.import({ ...imported, activate: true });
    assert.equal((await storage.voices.get(voice.id))?.activeVersionId, three.id);
    const four = await publishedVersion(storage, voice, { parentId: three.id, activate: false });
    assert.deepEqual([four.number, four.keptAside], [4, true]);
    assert.equal((await storage.neededBlobs([manifest('elsewhere').files[0]?.sha256 ?? ''])).size, 1);
    await assert.rejects(storage.versions.import({ ...imported, voiceId: 'no such voice', activate: false }));
  },
);

/** Ann shares a voice of two versions; Ben's voice started from the first of them and went on. */
async function sharedVoices(storage: Storage) {
  const ann = await someVoice(storage, '1');
  const ben = await someVoice(storage, '2');
  const { added } = await storage.samples.add(ann.id, [newSample(0), newSample(1)]);
  const [a, b] = added;
  const mine = (await storage.samples.add(ben.id, [newSample(0, { sourceSha256: sha256('ben') })])).added[0];
  assert.ok(a && b && mine);
  const first = await publishedVersion(storage, ann, { sampleIds: [a.id], manifest: fullState('ann 1') });
  await storage.voices.share(ann.id, true);
  const own = await publishedVersion(storage, ben, { sampleIds: [mine.id] });
  const started = await publishedVersion(storage, ben, {
    parentId: first.id,
    sampleIds: [mine.id],
    manifest: fullState('ben'),
  });
  const grown = await publishedVersion(storage, ben, { parentId: started.id, sampleIds: [mine.id] });
  const second = await publishedVersion(storage, ann, { parentId: first.id, sampleIds: [a.id, b.id] });
  return { ann, ben, a, b, first, second, own, started, grown };
}

onEachDatabase(
  'a voice may start from other voices of its owner and from shared ones, all of whose ancestors may be used',
  async (t) => {
    const storage = await temporaryStorage(t);
    const { ann, ben } = await sharedVoices(storage);
    const points = async (voice: Voice): Promise<string[]> =>
      (await storage.voices.startingPoints(voice.id))
        .map((point) => `${point.voice.ownerId} v${point.version.number}`)
        // Both voices may be of the same millisecond.
        .sort();
    const cid = await someVoice(storage, '3');
    assert.deepEqual(await points(cid), ['1 v2'], 'Ben shares nothing');
    await storage.voices.share(ben.id, true);
    assert.deepEqual(await points(cid), ['1 v2', '2 v3']);
    assert.deepEqual(await points(ann), ['2 v3']);
    assert.deepEqual(
      await points(await storage.voices.ensure('2', 'second')),
      ['1 v2', '2 v3'],
      'Ben’s own other voice',
    );
    assert.deepEqual(await points(await storage.voices.ensure('3', 'german', 'de')), [], 'of another language');
    await storage.voices.share(ann.id, false);
    assert.deepEqual(await points(cid), [], 'Ben’s comes from Ann’s');
    assert.deepEqual(await storage.voices.startingPoints('no such voice'), []);
  },
);

onEachDatabase('trainings that go on from what is not shared any more, or is gone, end at once', async (t) => {
  const storage = await temporaryStorage(t);
  const { ann, ben, a, first, started } = await sharedVoices(storage);
  const { runs, voices, samples } = storage;
  const runFrom = async (voice: Voice, parentVersionId: string) => {
    const run = await runIn(storage, voice, 'claimed');
    await runs.advance(run.id, run.fence, 'preparing', {
      plan: { ...plan, parentVersionId },
      choices: 0,
      words: new Map(),
    });
    return run;
  };
  const her = await runFrom(ann, first.id);
  const his = await runFrom(ben, first.id);
  assert.deepEqual(await voices.share(ann.id, false), [his.id]);
  assert.equal((await runs.get(his.id))?.failure?.code, 'no-longer-shared');
  assert.equal((await runs.get(her.id))?.state, 'preparing', 'her own goes on');
  const own = await runFrom(ben, started.id);
  assert.deepEqual((await samples.remove(a.id))?.stopped.toSorted(), [her.id, own.id].toSorted());
  assert.equal((await runs.get(own.id))?.failure?.code, 'samples-removed');
});

onEachDatabase(
  'a consent that was taken back while a training chose what to start from keeps it from being published',
  async (t) => {
    const storage = await temporaryStorage(t);
    const { ann, ben, first, started } = await sharedVoices(storage);
    const run = await runIn(storage, ben, 'publishing');
    await storage.voices.share(ann.id, false);
    const { runs } = storage;
    const publish = (parentId: string) => runs.publish(run.id, run.fence, newVersion({ parentId }), shown);
    await assert.rejects(publish(first.id), { code: 'no-longer-shared' });
    assert.ok(await publish(started.id), 'what Ben had made before stays his');
  },
);

/** The descriptor of a clip whose mean mel-cepstrum is this in each of its coefficients. */
const descriptorAt = (where: number) => ({
  voice: {
    voicedSeconds: 2,
    mean: Array.from({ length: 12 }, () => where),
    covariance: Array.from({ length: 78 }, () => 1),
  },
  fingerprint: '',
  embedding: null,
});

onEachDatabase(
  'of many voices those that sound nearest are to start from, whatever the rows of others hold',
  async (t) => {
    const storage = await temporaryStorage(t);
    const mine = await someVoice(storage, '1');
    const places = Array.from({ length: 25 }, (_, index) => (index * 11) % 25);
    for (const [index, place] of places.entries()) {
      const voice = await someVoice(storage, `2${index}`);
      await storage.voices.share(voice.id, place !== 7);
      const { added } = await storage.samples.add(
        voice.id,
        [0, 1].map((clip) => newSample(clip, { descriptor: place === 13 ? null : descriptorAt(place + clip / 10) })),
      );
      await publishedVersion(storage, voice, {
        sampleIds: added.map(({ id }) => id),
        manifest: { ...manifest('x'), engineVersion: place === 9 ? '0' : '1' },
      });
      if (place !== 11) continue;
      await storage.change(`update versions set metrics = '{' where voice_id = '${voice.id}'`);
    }
    const placesNear = async (place: number, voicesAtATime?: number): Promise<(number | undefined)[]> => {
      const points = await storage.voices.startingPoints(mine.id, {
        near: centroidOf([descriptorAt(place)]),
        ...(voicesAtATime !== undefined && { voicesAtATime }),
        usable: (state) => state.engineVersion === '1',
      });
      return points.map(({ voice }) => places[Number(voice.ownerId.slice(1))]);
    };
    // 7 is not shared, 9 can't be used, 11 is damaged, 13 tells nothing of itself.
    const nearest = [10, 8, 12, 6, 14, 5, 15, 4, 16, 3, 17, 2, 18, 1, 19, 0];
    assert.deepEqual(await placesNear(9.9), nearest);
    // 24 are shared: the last look finds one, some, or none.
    for (const atATime of [1, 5, 12, 23]) assert.deepEqual(await placesNear(9.9, atATime), nearest, `${atATime}`);
  },
);

onEachDatabase(
  'removing a sample reaches versions of others that had started from it, and their owner is told',
  async (t) => {
    const storage = await temporaryStorage(t);
    const { ann, ben, a, b, own, started, grown } = await sharedVoices(storage);
    assert.deepEqual(numbers((await storage.versions.lineage(grown.id))?.ancestors ?? []), [2, 1]);
    const elsewhere = await storage.samples.remove(b.id);
    assert.deepEqual(elsewhere?.purged.elsewhere, [], 'they started from an earlier version');
    assert.deepEqual(await storage.notices.pending(), []);

    const gone = await storage.samples.remove(a.id);
    assert.deepEqual(numbers(gone?.purged.own ?? []), [1]);
    assert.deepEqual(
      gone?.purged.elsewhere.map(({ id }) => id),
      [started.id, grown.id],
    );
    assert.deepEqual(
      (await storage.versions.list(ben.id)).map(({ number, status }) => `${number} ${status}`),
      ['3 purged', '2 purged', '1 complete'],
    );
    const active = (await storage.voices.get(ben.id))?.activeVersionId;
    assert.equal(active, null, 'the line of the active one led into Ann’s voice, which is not Ben’s to speak with');
    assert.ok(await storage.voices.activate(ben.id, own.id, null), 'what did not come from her is there');
    const [notice, ...others] = await storage.notices.pending();
    assert.ok(notice);
    assert.deepEqual(others, []);
    assert.equal(notice.userId, ben.ownerId);
    assert.deepEqual(notice.content, { kind: 'purged', voiceName: 'default', numbers: [2, 3], activeNumber: null });
    await storage.notices.markDelivered(notice.id);
    assert.deepEqual(await storage.notices.pending(), []);
    assert.equal((await storage.voices.get(ann.id))?.activeVersionId, null);
  },
);

onEachDatabase('forgetting a person reaches versions of others that had started from theirs', async (t) => {
  const storage = await temporaryStorage(t);
  const { blobs } = storage;
  const { ben, started, own, second } = await sharedVoices(storage);
  const derived = await blobs.put(Buffer.from('made from Ann’s'));
  const state = { ...manifest('x'), files: [{ name: 'model.safetensors', ...derived }] };
  const last = await publishedVersion(storage, ben, { parentId: second.id, manifest: state });
  const queued = await queuedRun(storage, ben);
  await storage.forget('1');
  for (const id of [started.id, last.id]) {
    const left = await storage.versions.get(id);
    assert.deepEqual([left?.status, left?.manifest], ['purged', null]);
  }
  assert.equal((await storage.versions.get(started.id))?.parentId, null, 'its parent is no more');
  assert.equal((await storage.versions.get(own.id))?.status, 'complete');
  assert.deepEqual(
    (await storage.notices.pending()).map(({ content }) => content.kind === 'purged' && content.numbers),
    [[2, 3, 4]],
  );
  assert.equal((await storage.runs.get(queued.id))?.state, 'queued');
  assert.equal((await storage.neededBlobs([derived.sha256])).size, 0);
});

/** A result, and a run with it, as SQL. */
const resultOf = (active: boolean) =>
  JSON.stringify({
    ...trainResult('v', 1),
    decision: { active, reason: 'measured' },
    remarks: undefined,
    heldOutIds: active ? ['s'] : undefined,
  });
const insertRun = (id: string, answer: string) =>
  `insert into runs (id, kind, voice_id, user_id, request, state, fence, attempts, cancel_requested, answer_to, result,
    created_at, updated_at) values ('${id}', 'train', 'voice', '1', '{}', 'done', 1, 1, 0, '{}', '${answer}', 1, 1);`;

test('a database of the time before keeps its versions, lineage and what was kept aside', async (t) => {
  const dataDir = await temporaryFolder(t);
  const file = path.join(dataDir, 'timbre.sqlite');
  const db = new Kysely<Database>({ dialect: openSqlite(file) });
  await migrate(db, '0003-taught-words');
  await db.destroy();
  const old = new DatabaseSync(file);
  const state = JSON.stringify(manifest('old'));
  const version = (id: string, number: number, parent: string, runId: string) =>
    `insert into versions values ('${id}', 'voice', ${number}, ${parent}, '${runId}', 'builtin', '${state}',
      '${JSON.stringify(plan)}', '${JSON.stringify(metrics)}', 'complete', 3, 1);`;
  old.exec(`insert into users values ('1', 'en-US', null, null, 1), ('2', 'en-US', null, null, 1);
    insert into voices values ('voice', '1', 'default', 'en', 'v1', 1);
    insert into samples (id, voice_id, sha256, source_sha256, clip_index, original_name, duration_seconds,
      transcript, measures, verdict, split, created_at)
      values ('s', 'voice', '${sha256('a')}', 'b', 0, 'a.wav', 3, 'said', '{}', '{}', 'train', 1);
    ${insertRun('r1', resultOf(true))} ${insertRun('r2', resultOf(false))}
    insert into runs (id, kind, voice_id, user_id, request, state, fence, attempts, cancel_requested, answer_to, created_at,
      updated_at) values ('waits', 'train', 'voice', '1', '{"kind":"train","mode":"continue","epochs":null}', 'queued', 0, 0,
      0, '${JSON.stringify(answerTo)}', 1, 1), ('says', 'synthesis', 'voice', '1',
      '{"kind":"synthesis","text":"Hi","versionId":"v2"}', 'queued', 0, 0, 0, '${JSON.stringify(answerTo)}', 1, 1),
      ('anew', 'train', 'voice', '2', '{"kind":"train","mode":"fresh","epochs":null}', 'queued', 0, 0, 0,
      '${JSON.stringify(answerTo)}', 1, 1);
    ${version('v1', 1, 'null', 'r1')} ${version('v2', 2, "'v1'", 'r2')}
    insert into version_samples values ('v1', 's', 1), ('v2', 's', 0);`);
  old.close();

  const storage = await temporaryStorage(t, dataDir);
  const versions = await storage.versions.list('voice');
  assert.deepEqual(
    versions.map(({ id, number, parentId, runId, keptAside, manifest: kept }) => [
      id,
      number,
      parentId,
      runId,
      keptAside,
      kept,
    ]),
    [
      ['v2', 2, 'v1', 'r2', true, manifest('old')],
      ['v1', 1, null, 'r1', false, manifest('old')],
    ],
  );
  assert.deepEqual(
    versions.map((made) => [made.previewText, made.training?.steps, made.training?.heldOutIds, made.knownUntil]),
    [
      ['Hello.', 900, [], 1],
      ['Hello.', 900, ['s'], 1],
    ],
  );
  assert.equal(versions[0]?.training?.decision?.reason, 'measured');
  const waiting = await Promise.all(['waits', 'says', 'anew'].map((id) => mustGet(storage, id)));
  assert.deepEqual(
    waiting.map(({ engine }) => engine),
    ['builtin', 'builtin', null],
    'what waits goes on with the engine of its state; what begins anew with any',
  );
  const raw = new DatabaseSync(file);
  raw.exec("delete from runs where id in ('r1', 'waits', 'says', 'anew')");
  raw.close();
  const [, first] = await storage.versions.list('voice');
  assert.deepEqual(first, { ...versions[1], runId: null }, 'a version outlives its run');
  assert.deepEqual(numbers(await storage.versions.derivedFrom(['s'])), [1, 2]);
  const learnt = await storage.versions.learnt('v1');
  assert.equal(learnt({ id: 's', transcript: 'said' }), true);
  assert.equal(learnt({ id: 's', transcript: 'said otherwise' }), false);
  assert.equal((await storage.versions.learnt('v2'))({ id: 's', transcript: 'said' }), false, 'it had no words then');
  const voice = await storage.voices.get('voice');
  assert.deepEqual([voice?.activeVersionId, voice?.sharedAt], ['v1', null]);
  assert.equal((await publishedVersion(storage, voice ?? assert.fail(), { parentId: 'v2' })).number, 3);
  await storage.forget('1');
  assert.deepEqual(await storage.versions.list('voice'), [], 'everything still goes with its owner');
});
