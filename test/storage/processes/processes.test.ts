// Several processes on one database, and databases and rows that are not as they should be.
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { open, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LocalBlobs } from '../../../src/storage/blobs.ts';
import { openStorage } from '../../../src/storage/storage.ts';
import {
  answerTo,
  mustGet,
  queuedRun,
  runIn,
  sha256,
  someVoice,
  temporaryFolder,
  temporaryStorage,
} from '../support.ts';
import type { Order } from './child.ts';
import { atEnd } from '../../support/at-end.ts';

const program = fileURLToPath(new URL('child.ts', import.meta.url));

async function child(t: TestContext, execPath = process.execPath): Promise<ChildProcess> {
  const forked = fork(program, { execArgv: [], execPath });
  atEnd(t, async () => {
    if (forked.exitCode !== null || forked.signalCode !== null) return;
    forked.kill('SIGKILL');
    await once(forked, 'exit');
  });
  await once(forked, 'message');
  return forked;
}

/** Send an order and wait for its answer. */
async function tell(to: ChildProcess, order: Order): Promise<unknown> {
  const answered = once(to, 'message') as Promise<[{ done?: unknown; error?: string }]>;
  to.send(order);
  const [answer] = await answered;
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.done;
}

const migrations = (database: DatabaseSync) => database.prepare('select name from migrations order by name').all();

async function kill(victim: ChildProcess): Promise<void> {
  const exited = once(victim, 'exit');
  victim.kill('SIGKILL');
  await exited;
}

test('several processes: started at once on a new folder, claiming, publishing and writing', async (t) => {
  const dataDir = await temporaryFolder(t);
  const children = await Promise.all([child(t), child(t), child(t), child(t)]);
  // The folder is empty: all four create the file, switch its journal and migrate it at the same moment.
  const opened = await Promise.all(children.map((one) => tell(one, { do: 'open', dataDir })));
  assert.deepEqual(opened, Array(4).fill('opened'));
  const storage = await temporaryStorage(t, dataDir);
  const file = new DatabaseSync(path.join(dataDir, 'timbre.sqlite'));
  atEnd(t, () => file.close());
  const alone = await temporaryFolder(t);
  await (await openStorage({ dataDir: alone })).close();
  const expected = new DatabaseSync(path.join(alone, 'timbre.sqlite'));
  atEnd(t, () => expected.close());
  assert.deepEqual(migrations(file), migrations(expected), 'each migration once, as by one process alone');
  assert.equal(file.prepare('pragma journal_mode').get()?.['journal_mode'], 'wal');

  const voice = await someVoice(storage);
  const runIds: string[] = [];
  for (let user = 0; user < 24; user += 1) {
    runIds.push((await queuedRun(storage, await someVoice(storage, `user-${user}`))).id);
  }
  const claimed = (await Promise.all(children.map((one) => tell(one, { do: 'claim', runIds })))) as string[][];
  assert.deepEqual(claimed.flat().sort(), runIds.toSorted(), 'each run was claimed by exactly one process');
  for (const id of runIds) assert.equal((await mustGet(storage, id)).fence, 1);

  const run = await runIn(storage, voice, 'publishing');
  const published = await Promise.all(
    children.map((one) => tell(one, { do: 'publish', runId: run.id, fence: run.fence, times: 2 })),
  );
  assert.equal(
    (published as number[]).reduce((sum, count) => sum + count, 0),
    1,
    'one of eight',
  );
  assert.deepEqual(
    (await storage.versions.list(voice.id)).map((version) => version.number),
    [1],
  );

  const item = { url: 'u', fileName: 'f', bytes: 1, contentType: null, transcript: null, outcome: null };
  const items = Array.from({ length: 60 }, () => item);
  const { id } = await storage.intakes.create({ userId: voice.ownerId, voiceId: voice.id, items, answerTo });
  const recorded = await Promise.all(
    children.map((one) => tell(one, { do: 'outcomes', intakeId: id, count: items.length })),
  );
  assert.equal(
    (recorded as number[]).reduce((sum, count) => sum + count, 0),
    60,
    'no outcome was written twice or lost',
  );
  assert.ok((await storage.intakes.get(id))?.items.every((done) => done.outcome !== null));
});

test('a database of a newer program is refused', async (t) => {
  const dataDir = await temporaryFolder(t);
  const storage = await temporaryStorage(t, dataDir);
  await storage.close();
  const file = new DatabaseSync(path.join(dataDir, 'timbre.sqlite'));
  file.exec(`insert into migrations values ('9999-from-the-future', 0)`);
  file.close();
  await assert.rejects(temporaryStorage(t, dataDir), /newer version.*9999-from-the-future/);
});

test('a row that does not hold what it should is named', async (t) => {
  const storage = await temporaryStorage(t);
  const run = await queuedRun(storage, await someVoice(storage));
  const file = new DatabaseSync(path.join(storage.dataDir, 'timbre.sqlite'));
  for (const text of ['{"kind":"train"}', 'no JSON']) {
    file.prepare('update runs set request = ?').run(text);
    await assert.rejects(storage.runs.get(run.id), new RegExp(`runs.request of ${run.id}`));
  }
  file.close();
});

test('two writers, both killed in the middle, four times: nothing acknowledged is lost, nothing is half', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage);
  const acknowledged = new Set<string>();
  for (let round = 0; round < 4; round += 1) {
    const writers = await Promise.all([child(t), child(t)]);
    await Promise.all(
      writers.map(async (writer) => {
        await tell(writer, { do: 'open', dataDir: storage.dataDir });
        const messages = on(writer, 'message') as AsyncIterable<[{ wrote: string }]>;
        writer.send({ do: 'write', voiceId: voice.id } satisfies Order);
        let uploads = 0;
        for await (const [{ wrote }] of messages) {
          acknowledged.add(wrote);
          uploads += 1;
          if (uploads === 5 + 3 * round) break;
        }
        await kill(writer);
      }),
    );
    const clips = new Map<string, number>();
    for (const { sourceSha256 } of await storage.samples.list(voice.id)) {
      clips.set(sourceSha256, (clips.get(sourceSha256) ?? 0) + 1);
    }
    assert.deepEqual(new Set(clips.values()), new Set([3]), 'an upload is there with all its clips or not at all');
    for (const upload of acknowledged) assert.ok(clips.has(upload), 'what was reported as written is there');
  }
  const file = new DatabaseSync(path.join(storage.dataDir, 'timbre.sqlite'));
  atEnd(t, () => file.close());
  assert.equal(file.prepare('pragma integrity_check').get()?.['integrity_check'], 'ok');
  assert.deepEqual(file.prepare('pragma foreign_key_check').all(), []);
});

/** All files under the folder, relative to it. */
const filesIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
};

test('a process killed in the middle of a put leaves nothing visible', async (t) => {
  const folder = await temporaryFolder(t);
  const blobs = await LocalBlobs.open(path.join(folder, 'blobs'));
  // A pipe that gives one half and then waits: the put cannot be over when the process is killed.
  const pipe = path.join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const putter = await child(t);
  putter.send({ do: 'put', folder: path.join(folder, 'blobs'), source: pipe } satisfies Order);
  const half = await open(pipe, 'w');
  const bytes = Buffer.alloc(300_000, 'half of it ');
  await half.writeFile(bytes);
  const tmp = path.join(folder, 'blobs', 'tmp');
  const written = async (): Promise<number> => {
    const [name] = await readdir(tmp);
    return name === undefined ? 0 : (await stat(path.join(tmp, name))).size;
  };
  while ((await written()) < bytes.length) await new Promise(setImmediate);
  await kill(putter);
  await half.close();

  const left = await filesIn(path.join(folder, 'blobs'));
  assert.deepEqual(
    left.map((file) => path.dirname(file)),
    [tmp],
    'only the unfinished file, out of sight',
  );
  assert.equal(await blobs.has(sha256(bytes)), false);
  assert.equal(await blobs.sweep(async () => new Set(), 60_000), 0, 'it might still be written to');
  assert.equal(await blobs.sweep(async () => new Set(), -1000), 1);
  assert.deepEqual(await filesIn(path.join(folder, 'blobs')), []);
});

test('a put for which there is no space fails and leaves nothing', async (t) => {
  const folder = await temporaryFolder(t);
  const source = path.join(folder, 'big');
  await writeFile(source, Buffer.alloc(1_000_000, 'big'));
  // The kernel cuts the write that crosses the limit short and refuses the next one, as a full disk does.
  const limited = path.join(folder, 'limited-node');
  await writeFile(limited, `#!/bin/sh\nulimit -f 700\nexec "${process.execPath}" "$@"\n`, { mode: 0o755 });
  const putter = await child(t, limited);
  const target = path.join(folder, 'blobs');
  await assert.rejects(tell(putter, { do: 'put', folder: target, source }), /EFBIG/);
  assert.deepEqual(await filesIn(target), []);
  const small = path.join(folder, 'small');
  await writeFile(small, 'small');
  assert.deepEqual(await tell(putter, { do: 'put', folder: target, source: small }), {
    sha256: sha256('small'),
    bytes: 5,
  });
});

test('several processes put the same bytes at once', async (t) => {
  const folder = await temporaryFolder(t);
  const source = path.join(folder, 'source');
  const bytes = Buffer.alloc(2_000_000, 'the same ');
  await writeFile(source, bytes);
  const target = path.join(folder, 'blobs');
  const children = await Promise.all([child(t), child(t)]);
  const stored = await Promise.all(children.map((one) => tell(one, { do: 'put', folder: target, source })));
  assert.deepEqual(
    stored,
    [0, 1].map(() => ({ sha256: sha256(bytes), bytes: bytes.length })),
  );
  const files = await filesIn(target);
  assert.equal(files.length, 1);
  assert.deepEqual(await readFile(files[0] ?? ''), bytes);
  await rm(source);
});
