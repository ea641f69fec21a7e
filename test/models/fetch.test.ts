// Models are fetched from a real server that breaks off, lies and lacks things; what is put in place is whole and right.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { zipSync } from 'fflate';
import { type Model, type ModelFile, type Piece, catalog } from '../../src/models/catalog.ts';
import { tryLock } from '../../src/locks.ts';
import { fetchModel } from '../../src/models/fetch.ts';
import { examineModel, modelPresence } from '../../src/models/folder.ts';
import { patienceMs } from '../support/patience.ts';

const content = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251));
const zipped = Buffer.from(zipSync({ 'inside/model.bin': content, other: Buffer.alloc(10) }));

const file = (...sources: readonly (readonly Piece[])[]): ModelFile => ({
  name: 'model.bin',
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
  sources,
});

const model = (...files: readonly ModelFile[]): Model => ({
  name: 'small',
  brings: '',
  licence: '',
  isUsed: true,
  files,
});

describe('models', () => {
  let folder: string;
  let server: http.Server;
  let origin: string;
  /** What is answered to each path; a number breaks off after so many bytes. */
  const answers = new Map<string, { readonly body: Buffer; breakAfter?: number }>();
  const breaking = new Map<http.ServerResponse, number>();
  const asked: { readonly path: string; readonly range: string | undefined }[] = [];

  before(async () => {
    server = http.createServer((request, response) => {
      const name = request.url ?? '';
      asked.push({ path: name, range: request.headers.range });
      const answer = answers.get(name);
      if (answer === undefined) {
        response.writeHead(404).end();
        return;
      }
      const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const rest = answer.body.subarray(start);
      response.writeHead(start > 0 ? 206 : 200, { 'content-length': rest.length });
      if (answer.breakAfter === undefined) {
        response.end(rest);
        return;
      }
      // It breaks off when all of it has arrived, see `fetched`.
      response.write(rest.subarray(0, answer.breakAfter));
      breaking.set(response, answer.breakAfter);
      delete answer.breakAfter;
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-models-'));
    answers.clear();
    asked.length = 0;
    breaking.clear();
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const plain = (name: string): Piece[] => [{ url: `${origin}/${name}` }];
  const inZip = (name: string): Piece[] => [
    { url: `${origin}/${name}`, member: 'inside/model.bin', bytes: zipped.length },
  ];
  const fetched = (one: Model, from?: string): Promise<string[]> =>
    fetchModel(one, {
      folder,
      signal: AbortSignal.timeout(patienceMs),
      onProgress: (_file, done) => {
        for (const [response, after] of breaking) if (done >= after) response.destroy();
      },
      ...(from === undefined ? {} : { from }),
    });
  const placed = async (): Promise<string[]> => (await readdir(path.join(folder, 'small'))).sort();

  test('come from the first source that has the right bytes', async () => {
    answers.set('/wrong', { body: Buffer.from(content.toReversed()) });
    answers.set('/long', { body: Buffer.concat([content, content]) });
    answers.set('/small.whl', { body: zipped });
    const one = model(file(plain('absent'), plain('wrong'), plain('long'), inZip('small.whl')));
    assert.deepEqual(await fetched(one), ['model.bin']);
    assert.deepEqual(await placed(), ['model.bin']);
    assert.deepEqual(await readFile(path.join(folder, 'small', 'model.bin')), content);
    assert.equal(await modelPresence(folder, one), 'there');
    asked.length = 0;
    assert.deepEqual([await fetched(one), asked], [[], []], 'what is there is not fetched again');
  });

  test('are joined of pieces', async () => {
    answers.set('/1', { body: content.subarray(0, 1000) });
    answers.set('/2', { body: content.subarray(1000) });
    await fetched(model(file([...plain('1'), ...plain('2')])));
    assert.deepEqual(await readFile(path.join(folder, 'small', 'model.bin')), content);
  });

  test('are gone on with where they broke off, and never half there', async () => {
    answers.set('/model.bin', { body: content, breakAfter: 100_000 });
    const one = model(file(plain('model.bin')));
    await assert.rejects(fetched(one), { code: 'model-unavailable', hint: /--from DIR/ });
    assert.equal(await modelPresence(folder, one), 'absent');
    await fetched(one);
    assert.match(asked[1]?.range ?? '', /^bytes=[1-9]\d*-$/);
    assert.deepEqual(await readFile(path.join(folder, 'small', 'model.bin')), content);
  });

  test('that are damaged are told from those that are there, and fetched again', async () => {
    answers.set('/model.bin', { body: content });
    const one = model(file(plain('model.bin')));
    await fetched(one);
    await writeFile(path.join(folder, 'small', 'model.bin'), Buffer.from(content).fill(1, 0, 1));
    assert.equal(await modelPresence(folder, one), 'damaged');
    await fetched(one);
    assert.equal(await modelPresence(folder, one), 'there');
  });

  test('come from a folder where there is no network: by their own names, or in what they come in', async () => {
    const brought = path.join(folder, 'brought');
    await mkdir(brought);
    const one = model(file(inZip('small.whl')));
    await assert.rejects(fetched(one, brought), { code: 'model-unavailable', message: /not in/ });
    await writeFile(path.join(brought, 'small.whl'), zipped);
    await fetched(one, brought);
    await rm(path.join(folder, 'small'), { recursive: true });
    await rm(path.join(brought, 'small.whl'));
    await writeFile(path.join(brought, 'model.bin'), content);
    await fetched(one, brought);
    assert.deepEqual([await modelPresence(folder, one), asked], ['there', []]);
  });

  test('are fetched by one process at a time', async () => {
    answers.set('/model.bin', { body: content });
    const one = model(file(plain('model.bin')));
    const unlock = tryLock(path.join(folder, 'lock.sqlite'));
    await assert.rejects(fetched(one), { code: 'models-busy' });
    unlock?.();
    assert.deepEqual(await fetched(one), ['model.bin']);
    assert.deepEqual(await fetched(one), []);
  });

  test('that were verified are read again when they were touched, or when that is asked for', async () => {
    answers.set('/model.bin', { body: content });
    const one = model(file(plain('model.bin')));
    await fetched(one);
    assert.equal(await modelPresence(folder, one), 'there');
    const place = path.join(folder, 'small', 'model.bin');
    const { atime, mtime } = await stat(place);
    await writeFile(place, Buffer.from(content).fill(1, 0, 1));
    await utimes(place, atime, mtime);
    assert.equal(await modelPresence(folder, one), 'damaged');

    // Notes that are of these very bytes are believed, and only by those who need not be sure.
    const notes = path.join(folder, 'verified.json');
    const { size, ino, mtimeNs, ctimeNs } = await stat(place, { bigint: true });
    const { sha256 } = file();
    const noted = { 'small/model.bin': { sha256, file: [size, ino, mtimeNs, ctimeNs].join(' ') } };
    await writeFile(notes, JSON.stringify(noted));
    assert.equal(await modelPresence(folder, one), 'there');
    assert.equal(await examineModel(folder, one), 'damaged');
    await writeFile(notes, '{"small/model.bin":');
    assert.equal(await modelPresence(folder, one), 'damaged');
    const newer = model({ ...file(), sha256: '0'.repeat(64) });
    await writeFile(notes, JSON.stringify(noted));
    assert.equal(await modelPresence(folder, newer), 'damaged', 'the catalogue names other bytes now');
  });

  test('that do not fit on the disk are not begun', async () => {
    const huge = { ...file(plain('model.bin')), bytes: 1e15 };
    await assert.rejects(fetched(model(huge)), { code: 'no-room', hint: /MODELS_DIR/ });
    assert.deepEqual(asked, []);
  });

  test('of the catalogue are known by their bytes', () => {
    assert.equal(new Set(catalog.map(({ name }) => name)).size, catalog.length);
    // After its name, and after “it”.
    for (const { brings } of catalog) assert.match(brings, /^[a-z]+s [a-z]/);
    for (const { files } of catalog) {
      for (const { sha256, bytes, sources } of files) {
        assert.match(sha256, /^[0-9a-f]{64}$/);
        assert.ok(bytes > 0 && sources.length > 0);
        for (const { url } of sources.flat()) assert.equal(new URL(url).protocol, 'https:');
      }
    }
  });
});
