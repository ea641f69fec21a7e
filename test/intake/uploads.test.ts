// Uploads from links to clips: what becomes of each file, and whose fault it is when nothing does.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import test from 'node:test';
import { newSample } from '../storage/support.ts';
import { startBench } from './support.ts';

const nobody = () => {};
const writeWithoutRoom = () => writeFile('/dev/full', 'x');
const running = () => new AbortController().signal;

test('each file has its outcome, and its clips are in the voice', async (t) => {
  const bench = await startBench(t);
  await bench.recording('hello.wav', 4);
  const { intake, voice } = await bench.intake('1', ['hello.wav', 'gone.wav']);
  const uploads = await bench.uploads();
  const counts: number[] = [];
  const done = await uploads.takeIn(intake, (count) => counts.push(count), running());
  const [hello, gone] = done?.items.map((item) => item.outcome) ?? [];
  assert.equal(hello?.kind, 'added');
  assert.ok(gone?.kind === 'rejected' && /has expired/.test(gone.message));
  assert.deepEqual(counts, [1, 2]);
  const clips = await bench.storage.samples.list(voice.id);
  assert.deepEqual(
    clips.map(({ id, originalName }) => [id, originalName]),
    hello.sampleIds.map((id) => [id, 'hello.wav']),
  );
  assert.deepEqual(bench.errors, []);
});

test('a full disk is said as what it is, to the person and to the operator', async (t) => {
  const bench = await startBench(t);
  await bench.recording('hello.wav', 4);
  const { intake } = await bench.intake('1', ['hello.wav']);
  const { storage } = bench;
  const blobs: typeof storage.blobs = Object.create(storage.blobs, { put: { value: writeWithoutRoom } });
  const uploads = await bench.uploads({}, { ...storage, blobs });
  const done = await uploads.takeIn(intake, nobody, running());
  const outcome = done?.items[0]?.outcome;
  assert.ok(outcome?.kind === 'failed');
  assert.match(outcome.message, /no room left on this bot’s disk\. The operator has been told/);
  assert.doesNotMatch(outcome.message, /again;|send it again|try again/i);
  assert.deepEqual(
    bench.errors.map((line) => [line.outage, line.msg.slice(0, 16)]),
    [['disk-full', 'The disk is full']],
  );
});

test('many files of one person do not hold up the short one of another', async (t) => {
  const bench = await startBench(t);
  await bench.recording('short.wav', 3);
  const many = Array.from({ length: 20 }, (_, index) => `long-${index}.wav`);
  // The server answers nothing of the many until it is told to.
  const held: (() => void)[] = [];
  let holding = true;
  const began = Promise.withResolvers<void>();
  bench.answer = (name, send) => {
    if (name === 'short.wav' || !holding) return send();
    held.push(send);
    began.resolve();
  };
  const uploads = await bench.uploads();
  const first = await bench.intake('1', many);
  const taking = uploads.takeIn(first.intake, nobody, running());
  await began.promise;
  const second = await bench.intake('2', ['short.wav']);
  const done = await uploads.takeIn(second.intake, nobody, running());
  assert.equal(done?.items[0]?.outcome?.kind, 'added');
  const still = await bench.storage.intakes.get(first.intake.id);
  assert.ok(
    still?.items.every((item) => item.outcome === null),
    'nothing of the other person was done before',
  );
  const fetched = bench.asked.filter((name) => name !== 'short.wav');
  assert.ok(fetched.length <= 4, 'what waits is not even fetched');
  holding = false;
  for (const send of held) send();
  assert.ok((await taking)?.items.every((item) => item.outcome?.kind === 'rejected'));
});

test('nothing is fetched when there is no room for it any more', async (t) => {
  const bench = await startBench(t);
  const { intake, voice } = await bench.intake('1', ['hello.wav']);
  const full = await bench.uploads({ MIN_FREE_DISK_MB: '1000000000' });
  const [item] = (await full.takeIn(intake, nobody, running()))?.items ?? [];
  assert.ok(item?.outcome?.kind === 'rejected' && /disk is nearly full/.test(item.outcome.message));
  await bench.storage.samples.add(voice.id, [newSample(0)]);
  const second = await bench.intake('1', ['hello.wav']);
  const many = await bench.uploads({ MAX_CLIPS: '1' });
  const [other] = (await many.takeIn(second.intake, nobody, running()))?.items ?? [];
  assert.ok(other?.outcome?.kind === 'rejected' && /You have 1 clip here/.test(other.outcome.message));
  assert.deepEqual(bench.asked, []);
});
