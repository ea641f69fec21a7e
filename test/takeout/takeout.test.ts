// What was taken along comes back as it was and stands on the same ground; what was changed on the way does not come in.
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { unzipSync, zipSync } from 'fflate';
import { UserError } from '../../src/errors.ts';
import { Random } from '../../src/learning/random.ts';
import type { StateManifest } from '../../src/storage/records.ts';
import type { Storage, Voice } from '../../src/storage/storage.ts';
import { archivesOf } from '../../src/takeout/archives.ts';
import { takeoutOf } from '../../src/takeout/contents.ts';
import { readTakeout } from '../../src/takeout/reading.ts';
import { bringBack } from '../../src/takeout/restoring.ts';
import { newSample, publishedVersion, someVoice, temporaryFolder, temporaryStorage } from '../storage/support.ts';
import { onEachDatabase } from '../support/databases.ts';

const owner = '100000000000000001';
const other = '100000000000000002';

/** A state whose files are there. */
async function stored(storage: Storage, text: string): Promise<StateManifest> {
  const file = await storage.blobs.put(Buffer.from(text));
  return { engine: 'builtin', engineVersion: '1', files: [{ name: 'state.safetensors', ...file }] };
}

/** So many clips whose files are there. */
const clipsOf = async (storage: Storage, voice: Voice, count: number, word: string) =>
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { sha256 } = await storage.blobs.put(Buffer.from(`${word} ${index} `.repeat(50)));
      const clip = newSample(index, { sha256, sourceSha256: sha256, transcript: `${word} ${index} | “so”` });
      return (await storage.samples.add(voice.id, [clip])).added[0];
    }),
  );

/** The archives of a person's voices, as files; what only tells of them is left out. */
async function exportedOf(storage: Storage, userId: string, folder: string, most = 10e6): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for (const group of (await takeoutOf(storage, userId)).slice(1)) {
    for await (const { name, data } of archivesOf(group, most, (file, error) => assert.fail(error ?? file.name))) {
      files.push(path.join(folder, name));
      await writeFile(files[files.length - 1], data);
    }
  }
  return files;
}

const unpacked = async (t: TestContext, storage: Storage, files: readonly string[]) =>
  await readTakeout(files, await storage.signing.key(), await temporaryFolder(t));

const refusedWith = (code: string) => (error: unknown) => {
  assert.ok(error instanceof UserError, String(error));
  assert.equal(error.texts?.key, code);
  return true;
};

/** A voice that began with somebody else's, learnt clips in two trainings, and has one that is new to it. */
async function grownVoice(storage: Storage) {
  await storage.users.ensure(other, 'de');
  const ground = await storage.voices.ensure(other);
  await storage.voices.share(ground.id, true);
  const groundClips = await clipsOf(storage, ground, 1, 'ground');
  const first = await publishedVersion(storage, ground, {
    manifest: await stored(storage, 'ground'),
    sampleIds: [groundClips[0].id],
  });
  const voice = await someVoice(storage, owner);
  await storage.voices.setLanguage(voice.id, 'de');
  const early = await clipsOf(storage, voice, 4, 'early');
  const ids = early.map(({ id }) => id);
  const v1 = await publishedVersion(storage, voice, {
    parentId: first.id,
    manifest: await stored(storage, 'one'),
    sampleIds: ids.slice(0, 2),
    words: new Map(early.map(({ id, transcript }) => [id, transcript ?? ''])),
  });
  await publishedVersion(storage, voice, {
    parentId: v1.id,
    manifest: await stored(storage, 'two'),
    sampleIds: ids.slice(1, 3),
    leftOutIds: ids.slice(3),
    words: new Map(early.map(({ id, transcript }) => [id, transcript ?? ''])),
  });
  await clipsOf(storage, voice, 2, 'late');
  return { voice: (await storage.voices.get(voice.id)) as Voice, groundClip: groundClips[0], early };
}

const noLimit = (): void => {};

onEachDatabase('a voice that was exported and deleted comes back as it was, on the same ground', async (t) => {
  const storage = await temporaryStorage(t);
  const { voice, groundClip } = await grownVoice(storage);
  const before = await storage.samples.list(voice.id);
  const spoke = await storage.versions.get(voice.activeVersionId ?? '');
  assert.ok(spoke);
  const knew = await storage.versions.knowledge(spoke.id);
  const files = await exportedOf(storage, owner, await temporaryFolder(t), 80_000);
  assert.ok(files.length > 2, 'the recordings take several archives');

  const there = await bringBack(storage, owner, await unpacked(t, storage, files), noLimit);
  assert.deepEqual([there.wasThere, there.voice.id], [true, voice.id]);
  await storage.removeVoice(voice.id);

  const takeout = await unpacked(t, storage, files);
  const { voice: back, wasThere } = await bringBack(storage, owner, takeout, noLimit);
  assert.equal(wasThere, false);
  assert.notEqual(back.id, voice.id);
  assert.deepEqual([back.name, back.language, back.ownerId], [voice.name, 'de', owner]);
  const now = await storage.samples.list(back.id);
  const known = (list: typeof before) =>
    list
      .map((clip) => ({ ...clip, id: 0, voiceId: 0, createdAt: 0 }))
      .toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  assert.deepEqual(known(now), known(before));
  assert.equal(new Set(now.map(({ id }) => id)).isDisjointFrom(new Set(before.map(({ id }) => id))), true);
  for (const clip of now) assert.ok((await storage.blobs.read(clip.sha256)).length > 0);

  const speaks = await storage.versions.get(back.activeVersionId ?? '');
  assert.ok(speaks);
  assert.deepEqual(speaks.manifest, spoke.manifest);
  assert.deepEqual(
    [speaks.metrics, speaks.trainedSeconds, speaks.previewText, speaks.importedFrom],
    [spoke.metrics, spoke.trainedSeconds, spoke.previewText, null],
  );
  const knows = await storage.versions.knowledge(speaks.id);
  const bySound = new Map(before.map((clip) => [clip.sha256, clip]));
  const whatIsKnown = now.map((clip) => [clip.transcript, knows(clip), clip.createdAt > speaks.knownUntil]);
  assert.deepEqual(
    whatIsKnown,
    now.map(({ sha256, transcript }) => {
      const clip = bySound.get(sha256);
      assert.ok(clip);
      // What an earlier version of the voice learnt, its heir stands on too.
      const learnt = transcript?.startsWith('early 0') ? 'learnt' : knew(clip);
      return [transcript, learnt, clip.createdAt > spoke.knownUntil];
    }),
  );

  await storage.samples.remove(groundClip.id);
  assert.equal((await storage.versions.get(speaks.id))?.status, 'purged', 'reached from where it began');
  await storage.removeVoice(back.id);
  await assert.rejects(bringBack(storage, owner, takeout, noLimit), refusedWith('bad-takeout/ground'));
  const recordings = await unpacked(
    t,
    storage,
    files.filter((file) => file.includes('recordings')),
  );
  const { voice: again } = await bringBack(storage, owner, recordings, noLimit);
  assert.equal(again.activeVersionId, null);
});

onEachDatabase('a clip that is removed takes a version with it that came back', async (t) => {
  const storage = await temporaryStorage(t);
  const { voice } = await grownVoice(storage);
  const files = await exportedOf(storage, owner, await temporaryFolder(t));
  await storage.voices.rename(voice.id, 'old');
  await storage.samples.remove((await storage.samples.list(voice.id)).at(-1)?.id ?? '');
  const [one, two] = await Promise.all(
    ['a', 'b'].map(async () => (await bringBack(storage, owner, await unpacked(t, storage, files), noLimit)).voice),
  );
  assert.deepEqual([one.name, two.name].sort(), ['default', 'default-2'], 'at once, each under a name of its own');
  const earliest = (await storage.samples.list(one.id)).find(({ transcript }) => transcript?.startsWith('early 0'));
  assert.ok(earliest);
  const removed = await storage.samples.remove(earliest.id);
  assert.deepEqual(
    removed?.purged.own.map(({ id }) => id),
    [one.activeVersionId],
  );
  assert.equal((await storage.versions.get(two.activeVersionId ?? ''))?.status, 'complete');
});

test('what is not one’s own, not whole or not from here is refused with what is wrong', async (t) => {
  const storage = await temporaryStorage(t);
  const { voice } = await grownVoice(storage);
  const folder = await temporaryFolder(t);
  const [weights, recordings] = await exportedOf(storage, owner, folder);
  const [theirs] = await exportedOf(storage, other, path.join(folder, 'theirs'));
  const refused = async (files: readonly string[], code: string): Promise<void> => {
    await assert.rejects(async () => {
      await bringBack(storage, owner, await unpacked(t, storage, files), noLimit);
    }, refusedWith(code));
  };
  await refused([weights], 'bad-takeout/incomplete');
  await refused([weights, theirs], 'bad-takeout/several');
  await refused([(await exportedOf(storage, other, path.join(folder, 'theirs')))[1]], 'bad-takeout/not-yours');
  const elsewhere = await temporaryStorage(t);
  await assert.rejects(
    readTakeout([recordings], await elsewhere.signing.key(), await temporaryFolder(t)),
    refusedWith('bad-takeout/foreign'),
  );
  const plain = path.join(folder, 'plain.zip');
  await writeFile(plain, zipSync({ 'a.wav': new Uint8Array(10) }));
  await refused([plain], 'bad-takeout/foreign');
  await storage.voices.rename(voice.id, 'kept');
  await storage.samples.remove((await storage.samples.list(voice.id))[0].id);
  await assert.rejects(
    bringBack(storage, owner, await unpacked(t, storage, [recordings]), ({ voices, clips }) => {
      assert.deepEqual([voices, clips], [2, 11]);
      throw new UserError('too-many-clips', { clips, most: 10 });
    }),
    refusedWith('too-many-clips'),
  );
  assert.deepEqual(
    (await storage.voices.list(owner)).map(({ id }) => id),
    [voice.id],
  );
});

test('archives with anything changed are as they were, or refused, and leave nothing', async (t) => {
  const storage = await temporaryStorage(t);
  await grownVoice(storage);
  const folder = await temporaryFolder(t);
  const files = await exportedOf(storage, owner, folder);
  const whole = await Promise.all(files.map(async (file) => unzipSync(new Uint8Array(await readFile(file)))));
  const random = Random.seeded(11);
  const key = await storage.signing.key();
  const work = path.join(folder, 'work');
  let [good, refused] = [0, 0];
  for (let round = 0; round < 300; round++) {
    const at = random.below(files.length);
    let changed: Buffer;
    if (round % 3 === 0) {
      changed = Buffer.from(await readFile(files[at]));
      for (let n = 0; n <= round % 4; n++) changed[random.below(changed.length)] = random.below(256);
    } else {
      const inside = { ...whole[at] };
      const names = Object.keys(inside);
      const name = names[random.below(names.length)];
      const content = Buffer.from(inside[name]);
      if (round % 3 === 1) content[random.below(content.length)] ^= 1 << random.below(8);
      inside[name] = round % 7 === 0 ? content.subarray(0, random.below(content.length)) : content;
      if (round % 11 === 0) delete inside[name];
      changed = Buffer.from(zipSync(inside, { level: 0 }));
    }
    const file = path.join(folder, 'changed.zip');
    await writeFile(file, changed);
    await rm(work, { recursive: true, force: true });
    await mkdir(work);
    const archives = files.with(at, file);
    // Whoever made them, what is said of them must hold.
    const takes = round % 2 === 0 ? 'proven' : 'all';
    try {
      const { clips, version, isProven } = await readTakeout(archives, key, work, takes);
      assert.ok(isProven || takes === 'all');
      assert.deepEqual([clips.length, version?.learnt.length], [6, 3]);
      good += 1;
    } catch (error) {
      assert.ok(error instanceof UserError, `round ${round}: ${String(error)}`);
      assert.match(error.texts?.key ?? '', /^bad-(zip|takeout)/);
      refused += 1;
    }
  }
  assert.ok(good > 10 && refused > 100, `${good} came in, ${refused} were refused`);
  assert.deepEqual(
    (await readdir(folder)).toSorted(),
    [...files.map((file) => path.basename(file)), 'changed.zip', 'work'].toSorted(),
  );
  assert.equal((await storage.voices.list(owner)).length, 1);
});
