// What is tidied up, and that one process at a time does it.
import assert from 'node:assert/strict';
import { utimes } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import pino from 'pino';
import { retention } from '../../src/housekeeping/retention.ts';
import { startHousekeeping } from '../../src/housekeeping/housekeeping.ts';
import {
  answerTo,
  mustGet,
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
