import assert from 'node:assert/strict';
import { readFile, readdir, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { BlobDamaged, LocalBlobs } from '../../src/storage/blobs.ts';
import { sha256, temporaryFolder, temporaryStorage } from './support.ts';

const hour = 3_600_000;

async function opened(t: TestContext): Promise<{ blobs: LocalBlobs; folder: string; fileOf: (sha: string) => string }> {
  const folder = await temporaryFolder(t);
  const blobs = await LocalBlobs.open(path.join(folder, 'blobs'));
  return { blobs, folder, fileOf: (sha) => path.join(folder, 'blobs', sha.slice(0, 2), sha.slice(2)) };
}

async function makeOld(file: string): Promise<void> {
  const then = new Date(Date.now() - 2 * hour);
  await utimes(file, then, then);
}

test('bytes and files go in under their hash and come out checked', async (t) => {
  const { blobs, folder, fileOf } = await opened(t);
  const bytes = Buffer.alloc(1_000_003, 'some audio ');
  const source = path.join(folder, 'source');
  await writeFile(source, bytes);
  const wanted = { sha256: sha256(bytes), bytes: bytes.length };
  assert.equal(await blobs.has(wanted.sha256), false);
  assert.deepEqual(await blobs.put(source), wanted);
  assert.deepEqual(await blobs.put(bytes), wanted, 'the same again is the same');
  assert.equal(await blobs.has(wanted.sha256), true);
  assert.deepEqual(await readFile(fileOf(wanted.sha256)), bytes);
  assert.deepEqual(await blobs.read(wanted.sha256), bytes);
  const copy = path.join(folder, 'copy');
  assert.equal(await blobs.copyTo(wanted.sha256, copy), bytes.length);
  assert.deepEqual(await readFile(copy), bytes);
  await assert.rejects(blobs.copyTo(wanted.sha256, copy), { code: 'EEXIST' });
  assert.deepEqual((await readdir(folder)).sort(), ['blobs', 'copy', 'source'], 'nothing half is left behind');
  assert.deepEqual(await readdir(path.join(folder, 'blobs', 'tmp')), []);
  assert.deepEqual(await blobs.put(Buffer.alloc(0)), { sha256: sha256(''), bytes: 0 });
  await blobs.delete(wanted.sha256);
  await blobs.delete(wanted.sha256);
  assert.equal(await blobs.has(wanted.sha256), false);
});

test('only a hash is a name', async (t) => {
  const { blobs, folder } = await opened(t);
  for (const name of ['', '../../etc/passwd', sha256('x').toUpperCase(), `${sha256('x')}/..`]) {
    await assert.rejects(blobs.has(name), /is not a SHA-256/);
    await assert.rejects(blobs.delete(name), /is not a SHA-256/);
    await assert.rejects(blobs.copyTo(name, path.join(folder, 'copy')), /is not a SHA-256/);
  }
});

test('a file that is not there cannot be put', async (t) => {
  const { blobs, folder } = await opened(t);
  await assert.rejects(blobs.put(path.join(folder, 'nothing')), { code: 'ENOENT' });
  assert.deepEqual(await readdir(path.join(folder, 'blobs', 'tmp')), []);
});

for (const [name, damage] of [
  ['changed', (file: string) => writeFile(file, 'Some audio')],
  ['cut short', (file: string) => truncate(file, 4)],
] as const) {
  test(`a blob that was ${name} on the disk is named and not handed out`, async (t) => {
    const { blobs, folder, fileOf } = await opened(t);
    const { sha256: sha } = await blobs.put(Buffer.from('some audio'));
    await damage(fileOf(sha));
    const copy = path.join(folder, 'copy');
    const named = (error: unknown): boolean =>
      error instanceof BlobDamaged && error.sha256 === sha && error.message.includes('is damaged');
    await assert.rejects(blobs.copyTo(sha, copy), named);
    await assert.rejects(blobs.read(sha), named);
    assert.deepEqual(await readdir(folder), ['blobs']);
  });
}

test('a missing blob is named', async (t) => {
  const { blobs, folder } = await opened(t);
  const sha = sha256('never put');
  const named = { name: 'BlobDamaged', sha256: sha, message: `blob ${sha} is missing` };
  await assert.rejects(blobs.copyTo(sha, path.join(folder, 'copy')), named);
  await assert.rejects(blobs.read(sha), named);
  assert.deepEqual(await readdir(folder), ['blobs']);
});

test('a target folder that is missing is not blamed on the blob', async (t) => {
  const { blobs, folder } = await opened(t);
  const { sha256: sha } = await blobs.put(Buffer.from('some audio'));
  await assert.rejects(blobs.copyTo(sha, path.join(folder, 'no such folder', 'copy')), { code: 'ENOENT' });
});

test('sixteen puts of the same bytes at once store them once', async (t) => {
  const { blobs, folder } = await opened(t);
  const bytes = Buffer.alloc(400_000, 'the same ');
  const stored = await Promise.all(Array.from({ length: 16 }, () => blobs.put(bytes)));
  assert.deepEqual(new Set(stored.map((blob) => blob.sha256)), new Set([sha256(bytes)]));
  assert.deepEqual(await blobs.read(sha256(bytes)), bytes);
  assert.deepEqual(await readdir(path.join(folder, 'blobs', 'tmp')), []);
});

test('the sweep deletes what is old and not referenced, and only that', async (t) => {
  const storage = await temporaryStorage(t);
  const folder = path.join(storage.dataDir, 'blobs');
  const { blobs } = storage;
  const old = await blobs.put(Buffer.from('old'));
  const needed = await blobs.put(Buffer.from('old but needed'));
  const young = await blobs.put(Buffer.from('young'));
  const again = await blobs.put(Buffer.from('old, but just put again'));
  for (const { sha256: sha } of [old, needed, again]) await makeOld(path.join(folder, sha.slice(0, 2), sha.slice(2)));
  await writeFile(path.join(folder, 'tmp', 'of a crash'), 'half');
  await makeOld(path.join(folder, 'tmp', 'of a crash'));
  await writeFile(path.join(folder, 'tmp', 'being written'), 'half');
  await blobs.put(Buffer.from('old, but just put again'));

  assert.equal(await blobs.sweep(async () => new Set([needed.sha256]), hour), 2);
  const there = await Promise.all([old, needed, young, again].map((blob) => blobs.has(blob.sha256)));
  assert.deepEqual(there, [false, true, true, true]);
  assert.deepEqual(await readdir(path.join(folder, 'tmp')), ['being written']);

  assert.equal(await storage.sweepBlobs(hour), 1, 'no row refers to the one that was needed');
  assert.equal(await blobs.has(needed.sha256), false);
});

test('a blob that is put while it is being swept stays', async (t) => {
  const { blobs, fileOf } = await opened(t);
  const bytes = Buffer.from('fought over');
  const sha = sha256(bytes);
  let swept = 0;
  for (let round = 0; round < 90; round += 1) {
    const started = performance.now();
    await blobs.put(bytes);
    const putMs = performance.now() - started;
    await makeOld(fileOf(sha));
    // The sweep begins a little later in every round, so that they meet at every point of their ways.
    const begin = performance.now() + (1.5 * putMs * (round % 30)) / 30;
    const sweepLater = async (): Promise<number> => {
      while (performance.now() < begin) await new Promise(setImmediate);
      return await blobs.sweep(async () => new Set(), hour);
    };
    const [, deleted] = await Promise.all([blobs.put(bytes), sweepLater()]);
    swept += deleted;
    assert.ok(await blobs.has(sha), `round ${round}`);
    assert.ok((await stat(fileOf(sha))).mtimeMs > Date.now() - hour, 'and is safe from the next sweep');
  }
  assert.ok(swept > 0 && swept < 90, `each was first at times, the sweep in ${swept} of 90 rounds`);
});
