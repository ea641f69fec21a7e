// Intake workers: what becomes of each file, whose fault it is when nothing does, whose turn it is, and what is left by one
// that dies.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import test from 'node:test';
import type { Ears } from '../../src/ears/ears.ts';
import { hears } from '../ears/listeners.ts';
import { newSample } from '../storage/support.ts';
import { type Bench, startBench } from './support.ts';
import { inEnglish } from '../support/told.ts';

const writeWithoutRoom = () => writeFile('/dev/full', 'x');
const running = () => new AbortController().signal;

test('each file has its outcome, and its clips are in the voice', async (t) => {
  const bench = await startBench(t);
  await bench.recording('hello.wav', 4);
  const { intake, voice } = await bench.intake('1', ['hello.wav', 'gone.wav']);
  const worker = await bench.worker();
  await worker.work(running());
  const [hello, gone] = await bench.outcomes(intake);
  assert.equal(hello?.kind, 'added');
  assert.ok(gone?.kind === 'rejected' && /has expired/.test(inEnglish(gone.message)));
  const told = { intakeId: intake.id, what: 'file' };
  assert.deepEqual(bench.events, [told, told]);
  const clips = await bench.storage.samples.list(voice.id);
  assert.deepEqual(
    clips.map(({ id, originalName }) => [id, originalName]),
    hello.sampleIds.map((id) => [id, 'hello.wav']),
  );
  assert.deepEqual(await bench.storage.intakeFiles.waiting(), []);
  assert.deepEqual(bench.errors, []);
});

test('a full disk is said as what it is, to the person and to the operator', async (t) => {
  const bench = await startBench(t);
  await bench.recording('hello.wav', 4);
  const { intake } = await bench.intake('1', ['hello.wav']);
  const { storage } = bench;
  const blobs: typeof storage.blobs = Object.create(storage.blobs, { put: { value: writeWithoutRoom } });
  const worker = await bench.worker({}, { ...storage, blobs });
  await worker.work(running());
  const [outcome] = await bench.outcomes(intake);
  assert.ok(outcome?.kind === 'failed');
  assert.match(outcome.message, /no room left on this bot’s disk\. The operator has been told/);
  assert.doesNotMatch(outcome.message, /again;|send it again|try again/i);
  assert.deepEqual(
    bench.errors.map((line) => [line.outage, line.msg.slice(0, 16)]),
    [['disk-full', 'The disk is full']],
  );
});

/** Files of this name, and what the server was asked for stays unanswered until it is told to. */
function hold(bench: Bench, isHeld: (name: string) => boolean) {
  const held: (() => void)[] = [];
  let holding = true;
  const began = Promise.withResolvers<void>();
  bench.answer = (name, send) => {
    if (!isHeld(name) || !holding) return send();
    held.push(send);
    began.resolve();
  };
  return {
    began: began.promise,
    letGo() {
      holding = false;
      for (const send of held) send();
    },
  };
}

test('many files of one person do not hold up the short one of another', async (t) => {
  const bench = await startBench(t);
  await bench.recording('short.wav', 3);
  const many = Array.from({ length: 20 }, (_, index) => `long-${index}.wav`);
  const server = hold(bench, (name) => name !== 'short.wav');
  const worker = await bench.worker();
  const first = await bench.intake('1', many);
  const taking = Array.from({ length: 10 }, () => worker.work(running()));
  await server.began;
  const second = await bench.intake('2', ['short.wav']);
  await worker.work(running());
  assert.equal((await bench.outcomes(second.intake))[0]?.kind, 'added');
  assert.ok(
    (await bench.outcomes(first.intake)).every((outcome) => outcome === null),
    'nothing of the other person was done before',
  );
  const fetched = bench.asked.filter((name) => name !== 'short.wav');
  assert.ok(fetched.length <= 4, 'what waits is not even fetched');
  server.letGo();
  await Promise.all(taking);
  assert.ok((await bench.outcomes(first.intake)).every((outcome) => outcome?.kind === 'rejected'));
});

test('while a file is listened to, the next one of the same person is cut', async (t) => {
  const bench = await startBench(t);
  // One person has one core less than there are, and four files at once.
  const names = Array.from({ length: Math.min(4, availableParallelism()) }, (_, index) => `${index}.wav`);
  for (const [index, name] of names.entries()) await bench.recording(name, 3, index);
  const all = Promise.withResolvers<void>();
  const ears = hears(...names);
  const listening: Ears = {
    ...ears,
    async hear(clip, language) {
      const hearing = await ears.hear(clip, language);
      if (ears.listened === names.length) all.resolve();
      await all.promise;
      return hearing;
    },
  };
  const { intake } = await bench.intake('1', names);
  const worker = await bench.worker({}, bench.storage, listening);
  await Promise.all(names.map(() => worker.work(running())));
  for (const outcome of await bench.outcomes(intake)) assert.equal(outcome?.kind, 'added');
});

test('people take turns, one file of each in round, and one person has only so many in work', async (t) => {
  const bench = await startBench(t);
  const { storage } = bench;
  const intakes = [];
  for (const person of ['1', '2', '3']) {
    intakes.push(await bench.intake(person, [`${person}-a.wav`, `${person}-b.wav`, `${person}-c.wav`]));
  }
  const turns: string[] = [];
  for (;;) {
    const file = await storage.intakeFiles.claim('a worker', 60_000, 1);
    if (file === null) break;
    const found = intakes.find((one) => one.intake.id === file.intakeId);
    turns.push(found?.intake.items[file.item]?.fileName ?? '');
    assert.equal(file.attempts, 1);
    if (turns.length >= 3) {
      // Those in work end one after the other.
      const oldest = turns[turns.length - 3]?.charAt(0);
      const done = intakes.find((one) => one.intake.userId === oldest)?.intake;
      const index = done?.items.findIndex(({ fileName }) => fileName === turns[turns.length - 3]) ?? -1;
      const failed = { kind: 'failed' as const, sampleIds: [], message: '' };
      await storage.intakes.recordOutcome(done?.id ?? '', index, failed);
    }
  }
  assert.deepEqual(turns, [
    '1-a.wav',
    '2-a.wav',
    '3-a.wav',
    '1-b.wav',
    '2-b.wav',
    '3-b.wav',
    '1-c.wav',
    '2-c.wav',
    '3-c.wav',
  ]);
});

test('what a worker that went silent had is taken up by another one, and decided once', async (t) => {
  const bench = await startBench(t);
  const { storage } = bench;
  await bench.recording('hello.wav', 4);
  const { intake, voice } = await bench.intake('1', ['held.wav', 'hello.wav']);
  assert.ok(await storage.intakeFiles.claim('alive', 60_000, 4));
  assert.ok(await storage.intakeFiles.claim('dead', 0, 4));
  assert.equal(await storage.intakeFiles.releaseExpired(), 1);
  const [waiting] = await storage.intakeFiles.undispatched(10);
  assert.deepEqual(waiting, { intakeId: intake.id, item: 1, fence: 1 });
  const worker = await bench.worker();
  await worker.work(running());
  const [held, hello] = await bench.outcomes(intake);
  assert.equal(held, null, 'that one is held still');
  assert.equal(hello?.kind, 'added');
  const failed = { kind: 'failed' as const, sampleIds: [], message: '' };
  assert.equal(await storage.intakes.recordOutcome(intake.id, 1, failed), false, 'the first outcome stands');
  assert.equal((await storage.samples.list(voice.id)).length, 1);
});

test('a worker that is told to stop gives back what it had, and another one goes on', async (t) => {
  const bench = await startBench(t);
  await bench.recording('hello.wav', 4);
  const server = hold(bench, () => true);
  const { intake } = await bench.intake('1', ['hello.wav']);
  const stopping = new AbortController();
  const working = (await bench.worker()).work(stopping.signal);
  await server.began;
  stopping.abort(new Error('stopping'));
  await assert.rejects(working, /stopping/);
  server.letGo();
  await (await bench.worker()).work(running());
  assert.equal((await bench.outcomes(intake))[0]?.kind, 'added');
  assert.deepEqual(bench.errors, []);
});

test('a file that ends every worker is given up', async (t) => {
  const bench = await startBench(t);
  const { intake } = await bench.intake('1', ['hello.wav']);
  for (let attempt = 0; attempt < 5; attempt++) assert.ok(await bench.storage.intakeFiles.claim('dead', 0, 4));
  await (await bench.worker()).work(running());
  const [outcome] = await bench.outcomes(intake);
  assert.ok(outcome?.kind === 'failed' && /again and again/.test(inEnglish(outcome.message)));
  assert.deepEqual(bench.asked, []);
});

test('nothing is fetched when there is no room for it any more', async (t) => {
  const bench = await startBench(t);
  const { intake, voice } = await bench.intake('1', ['hello.wav']);
  const full = await bench.worker({ MIN_FREE_DISK_MB: '1000000000' });
  await full.work(running());
  const [outcome] = await bench.outcomes(intake);
  assert.ok(outcome?.kind === 'rejected' && /disk is nearly full/.test(inEnglish(outcome.message)));
  await bench.storage.samples.add(voice.id, [newSample(0)]);
  const second = await bench.intake('1', ['hello.wav']);
  const many = await bench.worker({ MAX_CLIPS: '1' });
  await many.work(running());
  const [other] = await bench.outcomes(second.intake);
  assert.ok(other?.kind === 'rejected' && /You have 1 clip here/.test(inEnglish(other.message)));
  assert.deepEqual(bench.asked, []);
});
