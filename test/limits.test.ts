// Limits: each is reached, refuses with what is used up and when or how it works again, and works again then.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import pino from 'pino';
import { readConfig } from '../src/config.ts';
import { UserError } from '../src/errors.ts';
import { type Limits, createLimits, whenRoom } from '../src/limits.ts';
import { type Storage, type Voice } from '../src/storage/storage.ts';
import { answerTo, newSample, queuedRun, runIn, sentFile, someVoice } from './storage/support.ts';
import { openMigrated } from './support/migrated.ts';

const nothing = async () => {};

async function start(t: TestContext, env: Readonly<Record<string, string>>) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'timbre-limits-'));
  const storage = await openMigrated(dataDir);
  t.after(async () => {
    await storage.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const voice = await someVoice(storage, '1');
  const errors: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void errors.push(JSON.parse(line).msg) });
  const config = readConfig({ DATA_DIR: dataDir, MIN_FREE_DISK_MB: '0', ...env });
  const [limits, ofAnotherBot] = [createLimits({ storage, config, log }), createLimits({ storage, config, log })];
  return { dataDir, storage, voice, errors, limits, ofAnotherBot };
}

const refused = (code: string, message: RegExp, hint: RegExp) => (error: unknown) => {
  assert.ok(error instanceof UserError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  assert.match(error.hint, hint);
  return true;
};

const send = (limits: Limits, storage: Storage, voice: Voice, bytes: readonly number[], voiceName = voice.name) =>
  limits.upload({ userId: voice.ownerId, voiceName, bytes }, () =>
    storage.intakes.create({ userId: voice.ownerId, voiceId: voice.id, items: bytes.map(sentFile), answerTo }),
  );

test('room is there again when enough of the last day has passed', () => {
  const day = 86_400_000;
  const uses = [
    { at: 1000, amount: 5 },
    { at: 2000, amount: 1 },
    { at: 3000, amount: 4 },
  ];
  assert.equal(whenRoom(uses, 5), 1000 + day);
  assert.equal(whenRoom(uses, 4), 2000 + day);
  assert.equal(whenRoom(uses, 0), 3000 + day);
  assert.equal(whenRoom(uses, -1), null);
});

test('files that wait, also of many commands at once, to two bots', async (t) => {
  const { storage, voice, limits, ofAnotherBot } = await start(t, { MAX_OPEN_UPLOADS: '3' });
  const sent = await Promise.allSettled(
    Array.from({ length: 6 }, (_, index) => send(index % 2 === 0 ? limits : ofAnotherBot, storage, voice, [1, 1])),
  );
  assert.equal(sent.filter(({ status }) => status === 'fulfilled').length, 1);
  await assert.rejects(
    send(limits, storage, voice, [1, 1]),
    refused('too-many-open-uploads', /2 files of yours are still waiting, and 3 at a time/, /as soon as some of them/),
  );
  const [intake] = await storage.intakes.unfinished();
  assert.ok(intake);
  await storage.intakes.recordOutcome(intake.id, 0, { kind: 'failed', sampleIds: [], message: 'x' });
  await send(limits, storage, voice, [1, 1]);
  // Somebody else is not held up.
  await send(limits, storage, await someVoice(storage, '2'), [1, 1, 1]);
});

test('bytes of a day', async (t) => {
  const { storage, voice, limits } = await start(t, { MAX_UPLOAD_MB_A_DAY: '2' });
  await send(limits, storage, voice, [1_500_000]);
  await assert.rejects(
    send(limits, storage, voice, [600_000]),
    refused('too-many-bytes', /more than 2 MB within 24 hours/, /^Try again in (24 h 00|23 h 59) min\.$/),
  );
  await assert.rejects(send(limits, storage, voice, [3_000_000]), refused('too-many-bytes', /2 MB/, /fewer files/));
  await send(limits, storage, voice, [500_000]);
});

test('voices, clips and minutes', async (t) => {
  const { storage, voice, limits } = await start(t, { MAX_VOICES: '1', MAX_CLIPS: '2', MAX_MINUTES: '1' });
  await assert.rejects(
    send(limits, storage, voice, [1], 'another'),
    refused('too-many-voices', /You have 1 voice, and 1 is the limit/, /voice:/),
  );
  const { added } = await storage.samples.add(voice.id, [newSample(0), newSample(1)]);
  await assert.rejects(
    send(limits, storage, voice, [1]),
    refused(
      'too-many-clips',
      /You have 2 clips here, and 2 is the limit/,
      /once you have removed some: \/samples remove/,
    ),
  );
  await storage.samples.remove(added[0]?.id ?? '');
  await send(limits, storage, voice, [1]);
  await storage.samples.remove(added[1]?.id ?? '');
  await storage.samples.add(voice.id, [newSample(2, { durationSeconds: 62 })]);
  await assert.rejects(
    limits.checkKept('1'),
    refused('too-many-minutes', /1 min 02 s .* 1 min is the limit/, /remove/),
  );
});

test('previews and trainings of a day, and what everybody has open', async (t) => {
  const { storage, voice, limits } = await start(t, { MAX_PREVIEWS_A_DAY: '2', MAX_OPEN_RUNS: '3' });
  const preview = () => limits.preview('1', (check) => queuedRun(storage, voice, 'synthesis', check));
  await Promise.all([preview(), preview()]);
  await assert.rejects(
    preview(),
    refused('too-many-previews-today', /2 previews within 24 hours/, /^Try again in (24 h 00|23 h 59) min\.$/),
  );
  await assert.rejects(
    limits.preview('1', async () => {}, 1),
    { code: 'too-many-previews-today' },
  );
  await limits.preview('1', async () => {}, 0);
  const rest = {
    kind: 'synthesis',
    text: 'and the rest.',
    versionId: 'some version',
    aloud: true,
    isRest: true,
  } as const;
  const [asked] = await storage.runs.active();
  await storage.runs.requestCancel(asked.id);
  const { id } = await storage.runs.request({
    voiceId: voice.id,
    userId: '1',
    engine: 'builtin',
    request: rest,
    answerTo,
  });
  assert.equal(
    (await storage.usage.previews('1', 0)).reduce((sum, { amount }) => sum + amount, 0),
    2,
  );
  await storage.runs.requestCancel(id);
  await queuedRun(storage, voice, 'synthesis');
  await limits.training('1', (check) => queuedRun(storage, voice, 'train', check));
  const other = await someVoice(storage, '2');
  await assert.rejects(
    limits.preview('2', (check) => queuedRun(storage, other, 'synthesis', check)),
    refused('too-many-runs', /3 trainings and previews are running/, /when one of them is done/),
  );
  const [first] = await storage.runs.active();
  await storage.runs.requestCancel(first?.id ?? '');
  await limits.preview('2', (check) => queuedRun(storage, other, 'synthesis', check));
});

test('what is allowed to one is not allowed to two at once', async (t) => {
  const { storage, voice, limits } = await start(t, { MAX_OPEN_RUNS: '1', MAX_CLIPS: '3', MAX_MINUTES: '1' });
  const other = await someVoice(storage, '2');
  const asked = await Promise.allSettled(
    [voice, other].map((whose) =>
      limits.preview(whose.ownerId, (check) => queuedRun(storage, whose, 'synthesis', check)),
    ),
  );
  assert.deepEqual(asked.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);

  const second = await storage.voices.ensure(voice.ownerId, 'second');
  const added = await Promise.allSettled([
    storage.samples.add(voice.id, [newSample(0), newSample(1)], limits.checkMore),
    storage.samples.add(second.id, [newSample(2), newSample(3)], limits.checkMore),
  ]);
  assert.deepEqual(added.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  await assert.rejects(
    storage.samples.add(voice.id, [newSample(4), newSample(5)], limits.checkMore),
    refused('too-many-clips', /you would have 4 clips here, and 3 is the limit/, /remove/),
  );
  await assert.rejects(
    storage.samples.add(voice.id, [newSample(4, { durationSeconds: 90 })], limits.checkMore),
    refused('too-many-minutes', /you would have 1 min 36 s here, and 1 min is the limit/, /remove/),
  );
  await storage.samples.add(voice.id, [newSample(4)], limits.checkMore);
});

test('minutes of training of a day', async (t) => {
  const { dataDir, storage, voice, limits } = await start(t, { MAX_TRAINING_MINUTES_A_DAY: '1' });
  await limits.training('1', () => runIn(storage, voice, 'done'));
  // As if it had begun a minute before.
  const database = new DatabaseSync(path.join(dataDir, 'timbre.sqlite'));
  database.exec('update runs set started_at = started_at - 60000');
  database.close();
  await assert.rejects(
    limits.training('1', nothing),
    refused('too-much-training', /took 1 min of the last 24 hours/, /^Try again in (24 h 00|23 h 59) min\.$/),
  );
});

test('deleting the voice makes no room for more of a day', async (t) => {
  const env = { MAX_UPLOAD_MB_A_DAY: '2', MAX_PREVIEWS_A_DAY: '1', MAX_TRAINING_MINUTES_A_DAY: '1' };
  const { dataDir, storage, voice, limits } = await start(t, env);
  await send(limits, storage, voice, [1_500_000]);
  await limits.preview('1', (check) => queuedRun(storage, voice, 'synthesis', check));
  await limits.training('1', () => runIn(storage, voice, 'done'));
  const database = new DatabaseSync(path.join(dataDir, 'timbre.sqlite'));
  database.exec('update runs set started_at = started_at - 60000');
  database.close();
  await storage.removeVoice(voice.id);
  const next = await someVoice(storage, '1');
  await assert.rejects(send(limits, storage, next, [600_000]), { code: 'too-many-bytes' });
  await assert.rejects(limits.preview('1', nothing), { code: 'too-many-previews-today' });
  await assert.rejects(limits.training('1', nothing), { code: 'too-much-training' });
});

test('below the floor of free disk nothing new is taken, and the operator knows', async (t) => {
  const { storage, voice, limits, errors } = await start(t, { MIN_FREE_DISK_MB: '1000000000' });
  const low = refused('disk-low', /disk is nearly full/, /operator has been told; it works again once there is room/);
  await assert.rejects(send(limits, storage, voice, [1]), low);
  await assert.rejects(limits.training('1', nothing), low);
  await assert.rejects(limits.preview('1', nothing), low);
  assert.deepEqual(await storage.intakes.unfinished(), []);
  assert.equal(errors.length, 3);
  assert.match(errors[0] ?? '', /Make room, or lower MIN_FREE_DISK_MB/);
});
