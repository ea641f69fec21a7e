// Blobs in a folder and in an object store: one suite for both, and what only one of them can be asked.
import assert from 'node:assert/strict';
import { readFile, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test, { type TestContext, describe } from 'node:test';
import { outage } from '../../src/outage.ts';
import { BlobDamaged, type BlobStore, LocalBlobs } from '../../src/storage/blobs.ts';
import { S3Blobs } from '../../src/storage/s3-blobs.ts';
import { type Breakage, noObjectStore, temporaryBucket } from '../support/s3.ts';
import { sha256, temporaryFolder, temporaryStorage } from './support.ts';

const hour = 3_600_000;

interface Opened {
  readonly blobs: BlobStore;
  /** Of the test. */
  readonly folder: string;
  /** Make a blob look as if it had been put two hours ago. */
  readonly age: (sha256: string) => Promise<void>;
  /** Put something else in its place. */
  readonly damage: (sha256: string, bytes: string) => Promise<void>;
}

const isAway = (error: unknown): boolean => outage(error)?.kind === 'store-away';

const fileIn = (folder: string, sha: string): string => path.join(folder, sha.slice(0, 2), sha.slice(2));

async function openLocal(t: TestContext): Promise<Opened> {
  const folder = await temporaryFolder(t);
  const kept = path.join(folder, 'blobs');
  return {
    blobs: await LocalBlobs.open(kept),
    folder,
    async age(sha) {
      const then = new Date(Date.now() - 2 * hour);
      await utimes(fileIn(kept, sha), then, then);
    },
    damage: (sha, bytes) => writeFile(fileIn(kept, sha), bytes),
  };
}

async function openS3(t: TestContext): Promise<Opened> {
  const folder = await temporaryFolder(t);
  const bucket = await temporaryBucket(t);
  return { blobs: await S3Blobs.open(bucket.settings, path.join(folder, 'blobs')), folder, ...bucket };
}

if (noObjectStore !== false) describe('blobs in S3', { skip: noObjectStore });

/** A test that is done in a folder and in an object store. */
function onEachStore(name: string, body: (t: TestContext, opened: Opened) => Promise<void>): void {
  test(name, async (t) => await body(t, await openLocal(t)));
  if (noObjectStore === false) test(`${name} (S3)`, async (t) => await body(t, await openS3(t)));
}

onEachStore('bytes and files go in under their hash and come out checked', async (_t, { blobs, folder }) => {
  const bytes = Buffer.alloc(1_000_003, 'some audio ');
  const source = path.join(folder, 'source');
  await writeFile(source, bytes);
  const wanted = { sha256: sha256(bytes), bytes: bytes.length };
  assert.equal(await blobs.has(wanted.sha256), false);
  assert.deepEqual(await blobs.put(source), wanted);
  assert.deepEqual(await blobs.put(bytes), wanted, 'the same again is the same');
  assert.equal(await blobs.has(wanted.sha256), true);
  assert.deepEqual(await blobs.read(wanted.sha256), bytes);
  const copy = path.join(folder, 'copy');
  assert.equal(await blobs.copyTo(wanted.sha256, copy), bytes.length);
  assert.deepEqual(await readFile(copy), bytes);
  await assert.rejects(blobs.copyTo(wanted.sha256, copy), { code: 'EEXIST' });
  assert.deepEqual((await readdir(folder)).sort(), ['blobs', 'copy', 'source'], 'nothing half is left behind');
  assert.deepEqual(await readdir(path.join(folder, 'blobs', 'tmp')), []);
  assert.deepEqual(await blobs.put(Buffer.alloc(0)), { sha256: sha256(''), bytes: 0 });
  assert.deepEqual(await blobs.read(sha256('')), Buffer.alloc(0));
  assert.equal(await blobs.delete(wanted.sha256), true);
  assert.equal(await blobs.delete(wanted.sha256), true);
  assert.equal(await blobs.has(wanted.sha256), false);
  await assert.rejects(blobs.read(wanted.sha256), { name: 'BlobDamaged' }, 'nor is it kept anywhere else here');
});

onEachStore('only a hash is a name', async (_t, { blobs, folder }) => {
  for (const name of ['', '../../etc/passwd', sha256('x').toUpperCase(), `${sha256('x')}/..`]) {
    await assert.rejects(blobs.has(name), /is not a SHA-256/);
    await assert.rejects(blobs.delete(name), /is not a SHA-256/);
    await assert.rejects(blobs.copyTo(name, path.join(folder, 'copy')), /is not a SHA-256/);
  }
});

onEachStore('a file that is not there cannot be put', async (_t, { blobs, folder }) => {
  await assert.rejects(blobs.put(path.join(folder, 'nothing')), { code: 'ENOENT' });
  assert.deepEqual(await readdir(path.join(folder, 'blobs', 'tmp')), []);
});

for (const [name, bytes] of [
  ['changed', 'Some audio'],
  ['cut short', 'some'],
] as const) {
  onEachStore(`a blob that was ${name} is named and not handed out`, async (_t, { blobs, folder, damage }) => {
    const { sha256: sha } = await blobs.put(Buffer.from('some audio'));
    await damage(sha, bytes);
    const copy = path.join(folder, 'copy');
    const named = (error: unknown): boolean =>
      error instanceof BlobDamaged && error.sha256 === sha && error.message.includes('is damaged');
    await assert.rejects(blobs.copyTo(sha, copy), named);
    await assert.rejects(blobs.read(sha), named);
    assert.deepEqual(await readdir(folder), ['blobs']);
  });
}

onEachStore('a missing blob is named', async (_t, { blobs, folder }) => {
  const sha = sha256('never put');
  const named = { name: 'BlobDamaged', sha256: sha, message: `blob ${sha} is missing` };
  await assert.rejects(blobs.copyTo(sha, path.join(folder, 'copy')), named);
  await assert.rejects(blobs.read(sha), named);
  assert.deepEqual(await readdir(folder), ['blobs']);
});

onEachStore('a target folder that is missing is not blamed on the blob', async (_t, { blobs, folder }) => {
  const { sha256: sha } = await blobs.put(Buffer.from('some audio'));
  await assert.rejects(blobs.copyTo(sha, path.join(folder, 'no such folder', 'copy')), { code: 'ENOENT' });
});

onEachStore('sixteen puts of the same bytes at once store them once', async (_t, { blobs, folder }) => {
  const bytes = Buffer.alloc(400_000, 'the same ');
  const stored = await Promise.all(Array.from({ length: 16 }, () => blobs.put(bytes)));
  assert.deepEqual(new Set(stored.map((blob) => blob.sha256)), new Set([sha256(bytes)]));
  assert.deepEqual(await blobs.read(sha256(bytes)), bytes);
  assert.deepEqual(await readdir(path.join(folder, 'blobs', 'tmp')), []);
});

onEachStore('the sweep deletes what is old and not referenced, and only that', async (_t, { blobs, age }) => {
  const put = async (text: string): Promise<string> => (await blobs.put(Buffer.from(text))).sha256;
  const [old, needed, young, again] = [
    await put('old'),
    await put('old, needed'),
    await put('young'),
    await put('again'),
  ];
  for (const sha of [old, needed, again]) await age(sha);
  await put('again');
  assert.equal(await blobs.delete(again, hour), false, 'it was just put again');
  assert.equal(await blobs.sweep(async () => new Set([needed]), hour), 1);
  const there = await Promise.all([old, needed, young, again].map((sha) => blobs.has(sha)));
  assert.deepEqual(there, [false, true, true, true]);
  assert.equal(await blobs.delete(needed, hour), true);
  assert.equal(await blobs.has(needed), false);
});

test('the sweep of a folder takes what crashes left, and asks the rows', async (t) => {
  const storage = await temporaryStorage(t);
  const folder = path.join(storage.dataDir, 'blobs');
  const { sha256: sha } = await storage.blobs.put(Buffer.from('of no row'));
  for (const name of ['of a crash', 'being written']) await writeFile(path.join(folder, 'tmp', name), 'half');
  const then = new Date(Date.now() - 2 * hour);
  for (const file of [path.join(folder, 'tmp', 'of a crash'), fileIn(folder, sha)]) await utimes(file, then, then);
  assert.equal(await storage.sweepBlobs(hour), 2);
  assert.deepEqual(await readdir(path.join(folder, 'tmp')), ['being written']);
  assert.equal(await storage.blobs.has(sha), false);
});

test('a blob that is put while it is being swept stays', async (t) => {
  const { blobs, folder, age } = await openLocal(t);
  const bytes = Buffer.from('fought over');
  const sha = sha256(bytes);
  let swept = 0;
  for (let round = 0; round < 90; round += 1) {
    const started = performance.now();
    await blobs.put(bytes);
    const putMs = performance.now() - started;
    await age(sha);
    // The sweep begins a little later in every round, so that they meet at every point of their ways.
    const begin = performance.now() + (1.5 * putMs * (round % 30)) / 30;
    const sweepLater = async (): Promise<number> => {
      while (performance.now() < begin) await new Promise(setImmediate);
      return await blobs.sweep(async () => new Set(), hour);
    };
    const [, deleted] = await Promise.all([blobs.put(bytes), sweepLater()]);
    swept += deleted;
    assert.ok(await blobs.has(sha), `round ${round}`);
    assert.ok(
      (await stat(fileIn(path.join(folder, 'blobs'), sha))).mtimeMs > Date.now() - hour,
      'and is safe from the next sweep',
    );
  }
  assert.ok(swept > 0 && swept < 90, `each was first at times, the sweep in ${swept} of 90 rounds`);
});

describe('an object store', { skip: noObjectStore }, () => {
  test('that fails for a moment is asked again, whatever it was asked', async (t) => {
    const { settings, breakages } = await temporaryBucket(t);
    const blobs = await S3Blobs.open(settings, path.join(await temporaryFolder(t), 'cache'), 500);
    const bytes = Buffer.alloc(40_000, 'some audio ');
    const broken: Breakage[] = ['error', 'silence', 'half', 'damage'];
    for (const breakage of broken) {
      const text = Buffer.concat([bytes, Buffer.from(breakage ?? '')]);
      const sha = sha256(text);
      breakages.push(breakage, breakage);
      assert.equal((await blobs.put(text)).sha256, sha, breakage);
      breakages.length = 0;
      if (breakage === 'damage') continue;
      breakages.push(breakage, breakage);
      assert.deepEqual(await blobs.read(sha), text, breakage);
      breakages.length = 0;
      breakages.push(breakage === 'half' ? 'error' : breakage);
      assert.equal(await blobs.delete(sha), true, breakage);
    }
  });

  test('that stays away is an outage, and nothing half is handed out', async (t) => {
    const { settings, breakages } = await temporaryBucket(t);
    const folder = await temporaryFolder(t);
    const blobs = await S3Blobs.open(settings, path.join(folder, 'cache'), 200);
    const bytes = Buffer.alloc(40_000, 'some audio ');
    const { sha256: sha } = await blobs.put(bytes);
    const asked: readonly [Breakage, () => Promise<unknown>][] = [
      ['error', () => blobs.put(bytes)],
      ['silence', () => blobs.has(sha)],
      ['half', () => blobs.copyTo(sha, path.join(folder, 'copy'))],
      ['damage', () => blobs.put(bytes)],
      ['error', () => blobs.sweep(async () => new Set(), -1)],
    ];
    for (const [breakage, ask] of asked) {
      breakages.push(...Array.from({ length: 20 }, () => breakage));
      await assert.rejects(ask, isAway, breakage);
      breakages.length = 0;
    }
    assert.deepEqual(await readdir(folder), ['cache']);
    assert.deepEqual(await readdir(path.join(folder, 'cache')), ['tmp']);
    const [strange, missing] = [
      { ...settings, secretAccessKey: 'wrong' },
      { ...settings, bucket: 'no-such-bucket' },
    ];
    for (const wrong of [strange, missing]) await assert.rejects(S3Blobs.open(wrong, path.join(folder, 'x')), isAway);
  });

  test('what was read is kept nearby, as much as may be, and asked for once', async (t) => {
    const { settings, requests } = await temporaryBucket(t, 250_000);
    const cache = path.join(await temporaryFolder(t), 'cache');
    const blobs = await S3Blobs.open(settings, cache);
    const shas: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) shas.push((await blobs.put(Buffer.alloc(100_000, name))).sha256);
    for (const sha of shas) await Promise.all([blobs.read(sha), blobs.read(sha)]);
    const got = requests.filter((line) => line.startsWith('GET') && !line.includes('list-type')).length;
    await blobs.read(shas[3] ?? '');
    assert.equal(requests.filter((line) => line.startsWith('GET') && !line.includes('list-type')).length, got);
    const files = (await readdir(cache, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    assert.equal(files.length, 2);
    await writeFile(fileIn(cache, shas[3] ?? ''), 'damaged here');
    assert.deepEqual(
      await blobs.read(shas[3] ?? ''),
      Buffer.alloc(100_000, 'd'),
      'and is fetched again when it is damaged',
    );
  });

  test('with more objects than fit on a page is swept whole', async (t) => {
    const { settings, age } = await temporaryBucket(t);
    const blobs = await S3Blobs.open(settings, path.join(await temporaryFolder(t), 'cache'));
    const texts = Array.from({ length: 510 }, (_, index) => `object ${index}`);
    const shas: string[] = [];
    for (let from = 0; from < texts.length; from += 51) {
      const stored = texts.slice(from, from + 51).map(async (text) => (await blobs.put(Buffer.from(text))).sha256);
      shas.push(...(await Promise.all(stored)));
    }
    const old = shas.toSorted().filter((_, index) => index % 50 === 0 || index > 500);
    for (const sha of old) await age(sha);
    assert.equal(await blobs.sweep(async () => new Set(), 3_600_000), old.length);
  });
});
