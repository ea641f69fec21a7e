// Clips in rows: which are held out, on hold, moved or removed, and what goes with them.
import assert from 'node:assert/strict';
import { utimes } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import { Kysely } from 'kysely';
import {
  manifest,
  newSample,
  newVersion,
  publishedVersion,
  queuedRun,
  runIn,
  sha256,
  someVoice,
  temporaryFolder,
  temporaryStorage,
  shown,
} from './support.ts';
import type { Attachment } from 'discord.js';
import { cleanTranscript } from '../../src/audio/transcripts.ts';
import type { StateManifest } from '../../src/storage/records.ts';
import { originalName as nameOf } from '../../src/bot/uploads/receive.ts';
import { onEachDatabase } from '../support/databases.ts';
import { migrate } from '../../src/storage/migrations.ts';
import type { Database } from '../../src/storage/schema.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';

/** A hash on the wanted side of the split, told apart by `index`. */
const hash = (side: 'held-out' | 'train', index: number): string =>
  (side === 'held-out' ? '1fffffff' : '20000000') + sha256(String(index)).slice(8);

/** A hash of the train side that begins with these eight digits. */
const startingWith = (first: string, index: number): { sha256: string } => ({
  sha256: first + hash('train', index).slice(8),
});

onEachDatabase('a sample comes back as it was given', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const wanted = newSample(3, { transcript: null, verdict: { grade: 'fair', remarks: ['Some noise.'] } });
  const { added, duplicates } = await storage.samples.add(voice.id, [wanted]);
  assert.equal(duplicates.length, 0);
  const [sample] = added;
  assert.ok(sample);
  const { id, voiceId, split, createdAt, ...rest } = sample;
  assert.deepEqual(rest, wanted);
  assert.deepEqual([voiceId, split, typeof createdAt], [voice.id, 'train', 'number']);
  assert.deepEqual(await storage.samples.get(id), sample);
  assert.deepEqual(await storage.samples.list(voice.id), [sample]);
});

onEachDatabase(
  'a clip that the voice has already is a duplicate, by its bytes or by its place in the upload',
  async (t) => {
    const storage = await temporaryStorage(t);
    const { samples } = storage;
    const voice = await someVoice(storage);
    const other = await someVoice(storage, '2');
    const first = newSample(0);
    const sameBytes = newSample(5, { sha256: first.sha256, sourceSha256: sha256('another upload') });
    const samePlace = newSample(0, { sha256: sha256('other bytes') });
    const fresh = newSample(1);
    assert.deepEqual((await samples.add(voice.id, [first, sameBytes])).duplicates, [sameBytes]);
    const second = await samples.add(voice.id, [samePlace, fresh, fresh]);
    assert.deepEqual(second.duplicates, [samePlace, fresh]);
    assert.deepEqual(
      second.added.map((sample) => sample.sha256),
      [fresh.sha256],
    );
    assert.equal((await samples.add(other.id, [first])).added.length, 1, 'another voice may have it too');

    const [mine] = await samples.list(voice.id);
    assert.ok(mine);
    await samples.remove(mine.id);
    assert.equal((await samples.add(voice.id, [first])).added.length, 1, 'what was removed may come again');
  },
);

onEachDatabase('two adds of the same clips at once add each one once', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const clips = [0, 1, 2].map((index) => newSample(index));
  const outcomes = await Promise.all([storage.samples.add(voice.id, clips), storage.samples.add(voice.id, clips)]);
  assert.deepEqual(new Set(outcomes.map((outcome) => outcome.added.length)), new Set([0, 3]));
  assert.equal((await storage.samples.list(voice.id)).length, 3);
});

onEachDatabase('adding is all or none', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const rejected = newSample(1, { verdict: { grade: 'rejected', remarks: ['Silence.'] } });
  await assert.rejects(storage.samples.add(voice.id, [newSample(0), rejected]), /rejected/);
  const unfit = newSample(2, { durationSeconds: null as unknown as number });
  await assert.rejects(storage.samples.add(voice.id, [newSample(0), unfit]), /not.null/i);
  assert.deepEqual(await storage.samples.list(voice.id), []);
});

onEachDatabase('minutes are the sum of all clips', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  assert.equal(await storage.samples.minutes(voice.id), 0);
  await storage.samples.add(voice.id, [newSample(0, { durationSeconds: 90 }), newSample(1, { durationSeconds: 4.5 })]);
  assert.equal(await storage.samples.minutes(voice.id), 94.5 / 60);
});

onEachDatabase('the lowest eighth of the hashes is held out, where there is a transcript', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const { added } = await storage.samples.add(voice.id, [
    newSample(0, { sha256: hash('held-out', 0) }),
    newSample(1, { sha256: hash('train', 1) }),
    newSample(2, { sha256: hash('held-out', 2), transcript: null }),
    newSample(3, { sha256: hash('train', 3) }),
    newSample(4, { sha256: hash('train', 4) }),
  ]);
  assert.deepEqual(
    added.map((sample) => sample.split),
    ['held-out', 'train', 'train', 'train', 'train'],
  );
});

onEachDatabase('while a voice is small, one clip in four is held out at most, and none changes sides', async (t) => {
  const storage = await temporaryStorage(t);
  const { samples } = storage;
  const voice = await someVoice(storage);
  const low = Array.from({ length: 12 }, (_, index) => newSample(index, { sha256: hash('held-out', index) }));
  const heldBack = low.slice(8).map((clip) => ({ ...clip, heldBack: 'other-speaker' as const }));
  const given = new Map<string, string>();
  /** Counts of all clips that are used, and of those held out, after each step. */
  const counts = async (): Promise<number[]> => {
    const used = (await samples.list(voice.id)).filter((sample) => sample.heldBack === null);
    for (const { id, split } of used) {
      assert.equal(given.get(id) ?? split, split);
      given.set(id, split);
    }
    return [used.length, used.filter((sample) => sample.split === 'held-out').length];
  };
  const { added: waiting } = await samples.add(voice.id, heldBack);
  for (const [from, to, heldOut] of [
    [0, 1, 0],
    [1, 3, 0],
    [3, 4, 1],
    [4, 7, 1],
    [7, 8, 2],
  ] as const) {
    await samples.add(voice.id, low.slice(from, to));
    assert.deepEqual(await counts(), [to, heldOut]);
  }
  await samples.release(
    waiting.slice(0, 3).map(({ id }) => id),
    'speaker',
  );
  assert.deepEqual(await counts(), [11, 2]);
  const [released] = await samples.release(
    waiting.map(({ id }) => id),
    'speaker',
  );
  assert.deepEqual([released?.split, await counts()], ['held-out', [12, 3]]);
});

onEachDatabase('about one clip in eight is held out, and the same clips for every voice', async (t) => {
  const storage = await temporaryStorage(t);
  const clips = Array.from({ length: 800 }, (_, index) => newSample(index));
  const heldOut = [];
  for (const [userId, order] of [
    ['1', clips],
    ['2', clips.toReversed()],
  ] as const) {
    const voice = await someVoice(storage, userId);
    const { added } = await storage.samples.add(voice.id, order);
    heldOut.push(
      added
        .filter((sample) => sample.split === 'held-out')
        .map((sample) => sample.sha256)
        .sort(),
    );
  }
  assert.deepEqual(heldOut[0], heldOut[1]);
  // Binomial(800, 1/8): mean 100, deviation 9.4.
  assert.ok(heldOut[0] !== undefined && heldOut[0].length > 60 && heldOut[0].length < 140, `${heldOut[0]?.length}`);
});

onEachDatabase('from four transcribed clips on, one is held out: the new one with the smallest hash', async (t) => {
  const storage = await temporaryStorage(t);
  const { samples } = storage;
  const voice = await someVoice(storage);
  const splits = async (...clips: ReturnType<typeof newSample>[]): Promise<string[]> =>
    (await samples.add(voice.id, clips)).added.map((sample) => sample.split);

  assert.deepEqual(await splits(newSample(0, startingWith('30000000', 0)), newSample(1, startingWith('40000000', 1))), [
    'train',
    'train',
  ]);
  assert.deepEqual(await splits(newSample(2, { ...startingWith('30000001', 2), transcript: null })), ['train']);
  assert.deepEqual(await splits(newSample(3, startingWith('50000000', 3))), ['train']);
  assert.deepEqual(
    await splits(
      newSample(4, startingWith('70000000', 4)),
      newSample(5, startingWith('60000000', 5)),
      newSample(6, { ...startingWith('20000001', 6), transcript: null }),
    ),
    ['train', 'held-out', 'train'],
  );
  assert.deepEqual(await splits(newSample(7, startingWith('20000002', 7))), ['train'], 'one is enough');
  const before = await samples.list(voice.id);
  assert.deepEqual(
    before.filter((sample) => sample.split === 'held-out').map((sample) => sample.clipIndex),
    [5],
  );

  const heldOut = before.find((sample) => sample.split === 'held-out');
  assert.ok(heldOut);
  await samples.remove(heldOut.id);
  assert.deepEqual(
    (await samples.list(voice.id)).map((sample) => sample.split),
    before.filter((sample) => sample.id !== heldOut.id).map((sample) => sample.split),
    'what was trained on is never held out later',
  );
  assert.deepEqual(await splits(newSample(8, startingWith('90000000', 8))), ['held-out'], 'the next new one is');
});

onEachDatabase(
  'removing a sample purges what was made from it and hands over to the nearest unpurged ancestor',
  async (t) => {
    const storage = await temporaryStorage(t);
    const { samples, versions, voices } = storage;
    const voice = await someVoice(storage);
    const { added } = await samples.add(voice.id, [newSample(0), newSample(1), newSample(2)]);
    const [a, b, c] = added;
    assert.ok(a && b && c);
    const one = await publishedVersion(storage, voice, { sampleIds: [a.id] });
    const two = await publishedVersion(storage, voice, { parentId: one.id, sampleIds: [a.id, b.id] });
    // Continued from a version that knew b, without using b itself.
    const three = await publishedVersion(storage, voice, { parentId: two.id, sampleIds: [a.id] });
    const fresh = await publishedVersion(storage, voice, { sampleIds: [c.id] });
    assert.equal(two.trainedSeconds, 6);
    assert.deepEqual(await versions.sampleIds(two.id), [a.id, b.id].sort());
    assert.equal(await voices.activate(voice.id, three.id, fresh.id), true);

    const removed = await samples.remove(b.id);
    assert.deepEqual(removed?.sample, b);
    assert.deepEqual(
      removed?.purged.own.map((version) => version.number),
      [2, 3],
    );
    assert.equal(removed?.purged.activeNumber, one.number);
    for (const id of [two.id, three.id]) assert.equal((await versions.get(id))?.manifest, null);
    assert.equal((await voices.get(voice.id))?.activeVersionId, one.id);
    assert.deepEqual(
      (await versions.list(voice.id)).map((version) => [version.number, version.status]),
      [
        [4, 'complete'],
        [3, 'purged'],
        [2, 'purged'],
        [1, 'complete'],
      ],
    );
    assert.deepEqual(await versions.byNumber(voice.id, 4), fresh, 'untouched');
    assert.equal(await samples.get(b.id), null);
    assert.equal(await samples.remove(b.id), null);

    const all = await samples.remove(a.id);
    assert.deepEqual(
      all?.purged.own.map((version) => version.number),
      [1],
    );
    assert.equal(all?.purged.activeNumber, null, 'no ancestor is left');
    assert.equal((await voices.get(voice.id))?.activeVersionId, null);

    const five = await publishedVersion(storage, voice);
    assert.equal(five.number, 5, 'a number is never used twice');
  },
);

onEachDatabase('removing a sample that no version knows leaves the active one alone', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const { added } = await storage.samples.add(voice.id, [newSample(0), newSample(1)]);
  const [used, unused] = added;
  assert.ok(used && unused);
  const version = await publishedVersion(storage, voice, { sampleIds: [used.id] });
  assert.deepEqual(await storage.samples.remove(unused.id), {
    sample: unused,
    purged: { own: [], elsewhere: [], activeNumber: version.number, stopped: [] },
    stopped: [],
    blobs: new Set([unused.sha256]),
  });
});

/** Of a state in one blob. */
const manifestOf = (sha256: string): StateManifest => ({
  ...manifest(''),
  files: [{ name: 'state', sha256, bytes: 5 }],
});

onEachDatabase(
  'with a sample go its recording and what was made from it, at once, but nothing that others need',
  async (t) => {
    const storage = await temporaryStorage(t);
    const { samples, blobs } = storage;
    const voice = await someVoice(storage);
    const put = async (what: string): Promise<string> => (await blobs.put(Buffer.from(what))).sha256;
    const [own, shared, state, first] = await Promise.all(['own', 'shared', 'state', 'first'].map(put));
    const { added } = await samples.add(
      voice.id,
      [own, shared].map((sha256, index) => ({ ...newSample(index), sha256 })),
    );
    const [a, b] = added;
    assert.ok(a && b);
    await samples.add((await someVoice(storage, '2')).id, [{ ...newSample(1), sha256: shared }]);
    const one = await publishedVersion(storage, voice, { sampleIds: [b.id], manifest: manifestOf(first) });
    await publishedVersion(storage, voice, { parentId: one.id, sampleIds: [a.id, b.id], manifest: manifestOf(state) });
    // What was put just now may be of an upload that is not written yet: it stays for the sweep.
    const long = new Date(Date.now() - 60_000);
    for (const sha256 of [own, shared, state, first]) {
      await utimes(path.join(storage.dataDir, 'blobs', sha256.slice(0, 2), sha256.slice(2)), long, long);
    }
    const left = async (): Promise<boolean[]> =>
      await Promise.all([own, shared, state, first].map((one) => blobs.has(one)));
    await storage.removeSample(a.id);
    assert.deepEqual(await left(), [false, true, false, true]);
    await storage.removeSample(b.id);
    assert.deepEqual(await left(), [false, true, false, false]);
    assert.equal(await storage.countRemovals(), 2);
  },
);

onEachDatabase(
  'a training that uses what is removed ends at once, with the reason, whether it is held or waits again',
  async (t) => {
    const storage = await temporaryStorage(t);
    const { runs, samples, versions, voices } = storage;
    for (const [index, waits] of [false, true].entries()) {
      const voice = await someVoice(storage, `user-${index}`);
      const { added } = await samples.add(voice.id, [newSample(0), newSample(1)]);
      const [a, b] = added;
      assert.ok(a && b);
      const one = await publishedVersion(storage, voice, { sampleIds: [a.id] });
      const run = await runIn(storage, voice, 'publishing');
      await runs.saveCheckpoint(run.id, run.fence, { epoch: 1, step: 1, manifest: one.manifest!, losses: [] });
      if (waits) await runs.handBack(run.id, run.fence);
      assert.deepEqual((await samples.remove(a.id))?.stopped, [run.id]);
      const ended = await runs.get(run.id);
      assert.deepEqual([ended?.state, ended?.failure?.code, ended?.leaseUntil], ['failed', 'samples-removed', null]);
      assert.equal(await runs.latestCheckpoint(run.id), null);
      assert.equal(await runs.publish(run.id, run.fence, newVersion({ sampleIds: [a.id, b.id] }), shown), null);
      assert.equal((await versions.list(voice.id)).length, 1);
      assert.equal((await voices.get(voice.id))?.activeVersionId, null);
      const queued = await queuedRun(storage, voice);
      assert.deepEqual((await samples.remove(b.id))?.stopped, [], 'what has not begun uses what is there then');
      assert.equal((await runs.get(queued.id))?.state, 'queued');
    }
  },
);

onEachDatabase('a clip gets its transcript later, and another one after that', async (t) => {
  const { samples, ...storage } = await temporaryStorage(t);
  const voice = await someVoice({ samples, ...storage });
  const silent = newSample(3, { transcript: null });
  await samples.add(voice.id, [silent, newSample(1)]);
  const wordsOf = async (): Promise<(string | null)[]> =>
    (await samples.list(voice.id)).map((sample) => sample.transcript);
  const sampleId = (await samples.list(voice.id)).find((sample) => sample.sha256 === silent.sha256)?.id ?? '';
  assert.deepEqual(await samples.transcribe(voice.id, silent, 'now I know'), { sampleId, before: null });
  assert.equal(await samples.transcribe(voice.id, silent, 'now I know'), null, 'it has these words');
  const sameUpload = newSample(3, { sha256: 'encoded otherwise' });
  assert.deepEqual(await samples.transcribe(voice.id, sameUpload, 'better'), { sampleId, before: 'now I know' });
  assert.deepEqual(await wordsOf(), ['hello there', 'better']);
  assert.equal(await samples.transcribe(voice.id, newSample(9), 'of no clip'), null);

  assert.equal(await samples.reword(sampleId, 'now I know', 'lost'), false, 'it has other words by now');
  assert.equal(await samples.reword(sampleId, 'better', 'now I know'), true);
  assert.deepEqual(await wordsOf(), ['hello there', 'now I know']);
});

const silentClip = (index: number, sha: string) => newSample(index, { sha256: sha, transcript: null });

onEachDatabase(
  'a clip that gets its transcript later is held out by the rule of new ones, unless training has heard it',
  async (t) => {
    const storage = await temporaryStorage(t);
    const { samples } = storage;
    const voice = await someVoice(storage);
    const low = silentClip(0, hash('held-out', 0));
    const heard = silentClip(1, hash('held-out', 1));
    const during = silentClip(2, hash('held-out', 2));
    const high = silentClip(3, hash('train', 3));
    const { added } = await samples.add(voice.id, [low, heard, during, high]);
    const idOf = new Map(added.map((sample) => [sample.sha256, sample.id]));
    const splitOf = async (clip: typeof low): Promise<string | undefined> =>
      (await samples.get(idOf.get(clip.sha256) ?? ''))?.split;
    const speak = async (clip: typeof low): Promise<string | undefined> => {
      assert.ok(await samples.transcribe(voice.id, clip, 'these words'));
      return await splitOf(clip);
    };
    const spoken = [20, 21, 22, 23, 24, 25].map((index) => newSample(index, { sha256: hash('train', index) }));
    await samples.add(voice.id, spoken);
    await publishedVersion(storage, voice, { sampleIds: [idOf.get(heard.sha256) ?? ''], words: new Map() });
    assert.equal(await speak(heard), 'train', 'a version was trained on it');
    const open = await runIn(storage, voice, 'training');
    assert.equal(await speak(during), 'train', 'a training may be hearing it');
    await storage.runs.fail(open.id, open.fence, { code: 'x', message: 'x', hint: 'x' });
    assert.equal(await speak(low), 'held-out');
    assert.equal(await speak(high), 'train');

    // A voice with four transcribed clips and none held out, as long as nobody heard the fourth.
    const other = await someVoice(storage, '2');
    const clips = [10, 11, 12, 13].map((index) =>
      newSample(index, { sha256: hash('train', index), transcript: index === 13 ? null : 'hello there' }),
    );
    await samples.add(other.id, clips);
    const fourth = clips[3] ?? assert.fail();
    assert.ok(await samples.transcribe(other.id, fourth, 'the fourth'));
    assert.deepEqual(
      (await samples.list(other.id)).map((sample) => sample.split),
      ['train', 'train', 'train', 'held-out'],
    );
  },
);

onEachDatabase('a version has learnt from a clip what the clip could teach it then', async (t) => {
  const storage = await temporaryStorage(t);
  const { samples, versions } = storage;
  const voice = await someVoice(storage);
  const silent = newSample(1, { sha256: hash('train', 1), transcript: null });
  const { added } = await samples.add(voice.id, [newSample(0, { sha256: hash('train', 0) }), silent]);
  const [spoken, mute] = added;
  assert.ok(spoken && mute);
  const ids = [spoken.id, mute.id];
  const one = await publishedVersion(storage, voice, {
    sampleIds: ids,
    words: new Map([[spoken.id, 'hello there']]),
  });
  const learntBy = async (id: string): Promise<boolean[]> =>
    (await samples.list(voice.id)).map(await versions.learnt(id));
  assert.deepEqual(await learntBy(one.id), [true, true]);
  await samples.transcribe(voice.id, silent, 'now I know');
  assert.deepEqual(await learntBy(one.id), [true, false], 'its words are new');
  assert.deepEqual(await versions.learntOtherwise(voice.id), new Map(), 'it learnt no words with it');
  assert.deepEqual(await versions.sampleIds(one.id), ids.toSorted(), 'and yet it was trained on it');
  const two = await publishedVersion(storage, voice, {
    parentId: one.id,
    sampleIds: ids,
    words: new Map([
      [spoken.id, 'hello there'],
      [mute.id, 'now I know'],
    ]),
  });
  assert.deepEqual(await learntBy(two.id), [true, true]);
  await samples.transcribe(voice.id, spoken, 'hello dear');
  await samples.transcribe(voice.id, mute, 'no, other words');
  assert.deepEqual(await learntBy(two.id), [false, false], 'what was corrected is new');
  assert.deepEqual(
    await versions.learntOtherwise(voice.id),
    new Map([
      [one.id, new Set([spoken.id])],
      [two.id, new Set([spoken.id, mute.id])],
    ]),
  );
  await samples.transcribe(voice.id, spoken, 'hello there');
  await samples.transcribe(voice.id, mute, 'now I know');
  assert.deepEqual(await learntBy(two.id), [true, true], 'and what went back to the words it had is known again');
  assert.deepEqual(await versions.learntOtherwise(voice.id), new Map());
  await samples.add(voice.id, [newSample(2, { sha256: hash('train', 2) })]);
  assert.deepEqual(await learntBy(two.id), [true, true, false]);
});

onEachDatabase(
  'a clip that is held back keeps its reason and its descriptor, is not counted, and counts as new when it is released',
  async (t) => {
    const { samples, ...storage } = await temporaryStorage(t);
    const voice = await someVoice({ samples, ...storage });
    const statistics = {
      voicedSeconds: 2.5,
      mean: Array.from({ length: 12 }, () => 1.5),
      covariance: Array.from({ length: 78 }, () => 0.25),
    };
    const descriptor = { voice: statistics, fingerprint: 'AAAA', embedding: null };
    await samples.add(
      voice.id,
      [0, 1, 2].map((index) => newSample(index, { sha256: `f${index}`.repeat(32) })),
    );
    const stranger = newSample(3, { sha256: 'f3'.repeat(32), descriptor, heldBack: 'stranger' });
    const { added } = await samples.add(voice.id, [stranger]);
    const [held] = added;
    assert.ok(held);
    assert.deepEqual(held.descriptor, descriptor);
    assert.equal(held.heldBack, 'stranger');
    // Four transcribed clips would have one held out; this one does not count.
    assert.ok((await samples.list(voice.id)).every((sample) => sample.split === 'train'));

    const before = Date.now();
    const [released, ...others] = await samples.release([held.id], 'speaker');
    assert.deepEqual(others, []);
    assert.equal(released?.heldBack, null);
    assert.ok(released.createdAt >= before);
    assert.deepEqual(await samples.release([held.id], 'speaker'), []);
  },
);

onEachDatabase('texts with what no database keeps: cleaned where they come in, and looked for in vain', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const transcript = cleanTranscript('It\u0000 rains\ud800, 😀.');
  assert.equal(transcript, 'It rains\ufffd, 😀.');
  const originalName = nameOf({ name: 'x.wav', title: 'a\u0000\udc00' } as Attachment);
  const { added } = await storage.samples.add(voice.id, [newSample(0, { transcript, originalName })]);
  const kept = await storage.samples.get(added[0]?.id ?? '');
  assert.deepEqual([kept?.transcript, kept?.originalName], [transcript, 'a\ufffd.wav']);
  assert.equal(await storage.samples.get('a\u0000'), null);
  assert.equal(await storage.voices.byName(voice.ownerId, `${voice.name}\u0000`), null);
});

onEachDatabase(
  'a clip that is moved is new to its voice, with all that is known of it, and as if removed for the old one',
  async (t) => {
    const storage = await temporaryStorage(t);
    const voice = await someVoice(storage);
    const other = await storage.voices.ensure(voice.ownerId, 'other');
    const blob = await storage.blobs.put(Buffer.from('a clip'));
    const heard = { text: 'hello', isSure: true, owner: 'confirmed' } as const;
    const descriptor = { voice: null, fingerprint: 'AAAA', embedding: null };
    const { added } = await storage.samples.add(voice.id, [
      newSample(0, { sha256: blob.sha256, heard, descriptor }),
      newSample(1),
    ]);
    const [clip, stays] = added;
    await storage.hearings.put(blob.sha256, voice.id, 'model', {
      text: 'hello',
      meanLogProbability: -1,
      compressionRatio: 1,
    });
    const before = await publishedVersion(storage, voice, { sampleIds: [stays.id] });
    const learnt = await publishedVersion(storage, voice, { parentId: before.id, sampleIds: [clip.id, stays.id] });
    const elsewhere = await publishedVersion(storage, other, { parentId: learnt.id, sampleIds: [] });
    const training = await runIn(storage, voice, 'training');

    const moved = await storage.samples.move(clip.id, other.id);
    assert.ok(moved !== null && moved !== 'there');
    assert.deepEqual(
      [moved.purged.own.map(({ id }) => id), moved.purged.elsewhere.map(({ id }) => id), moved.stopped],
      [[learnt.id], [elsewhere.id], [training.id]],
    );
    assert.equal((await storage.voices.get(voice.id))?.activeVersionId, before.id);
    const now = await storage.samples.get(clip.id);
    assert.deepEqual(now, { ...clip, voiceId: other.id, createdAt: now?.createdAt });
    assert.ok((now?.createdAt ?? 0) > elsewhere.createdAt, 'it is new to what the voice has');
    assert.deepEqual(await storage.versions.sampleIds(learnt.id), [stays.id]);
    assert.equal((await storage.hearings.get(blob.sha256, 'model'))?.text, 'hello');
    await storage.sweepBlobs(-1000);
    assert.equal(await storage.blobs.has(blob.sha256), true);

    await storage.samples.add(voice.id, [newSample(0, { sha256: blob.sha256 })]);
    assert.equal(await storage.samples.move(clip.id, voice.id), 'there');
    await storage.users.ensure('200000000000000002', 'de');
    const strangers = await storage.voices.ensure('200000000000000002');
    assert.equal(await storage.samples.move(clip.id, strangers.id), null, 'never to somebody else');
    assert.equal((await storage.samples.get(clip.id))?.voiceId, other.id);
    assert.deepEqual(await storage.removeVoice(other.id), { blobsLeft: 0 });
    assert.equal(await storage.blobs.has(blob.sha256), true, 'another voice has it too');
  },
);
test('why clips wait was kept as a sentence: now by its name', async (t) => {
  const dataDir = await temporaryFolder(t);
  const file = path.join(dataDir, 'timbre.sqlite');
  const db = new Kysely<Database>({ dialect: openSqlite(file) });
  await migrate(db, '0029-manners');
  await db.destroy();
  const old = new DatabaseSync(file);
  const { measures, verdict } = newSample(0);
  old.exec("insert into users (id, locale, created_at) values ('1', 'en-US', 1)");
  old.exec("insert into voices (id, owner_id, name, language, created_at) values ('v', '1', 'default', 'en', 1)");
  const insert = old.prepare(`insert into samples (id, voice_id, sha256, source_sha256, clip_index, original_name,
    duration_seconds, measures, verdict, split, created_at, held_back_reason)
    values (?, 'v', ?, 'x', ?, 'a.wav', 3, ?, ?, 'train', ?, ?)`);
  const reasons = [null, 'I hear more than its transcript says', 'it sounds like somebody else than your other clips'];
  for (const [index, reason] of reasons.entries()) {
    const [json, told] = [JSON.stringify(measures), JSON.stringify(verdict)];
    insert.run(`s${index}`, sha256(String(index)), index, json, told, index, reason);
  }
  old.close();
  const storage = await temporaryStorage(t, dataDir);
  const samples = await storage.samples.list('v');
  assert.deepEqual(
    samples.map(({ heldBack }) => heldBack),
    [null, 'doubt-less', 'other-speaker'],
  );
});
