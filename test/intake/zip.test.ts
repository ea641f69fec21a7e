// Zip archives of recordings: each recording is taken in as if it had been sent by itself, and nothing that an archive claims
// does harm.
import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { type Zippable, strToU8, zipSync } from 'fflate';
import { UserError } from '../../src/errors.ts';
import { openZip } from '../../src/intake/zip.ts';
import { isZip } from '../../src/zip.ts';
import { Random } from '../../src/learning/random.ts';
import { make, scratch } from '../audio/material.ts';
import { hears } from '../ears/listeners.ts';
import { type Bench, startBench } from './support.ts';

const running = () => new AbortController().signal;

/** Put an archive on the server, with recordings of some seconds under these names. */
async function archive(bench: Bench, takes: readonly string[], others: Zippable = {}): Promise<void> {
  const files: Zippable = { ...others };
  for (const [index, name] of takes.entries()) {
    await bench.recording('take.wav', 3, index);
    files[name] = new Uint8Array(await readFile(path.join(bench.folder, 'take.wav')));
  }
  await writeFile(path.join(bench.folder, 'takes.zip'), zipSync(files));
}

test('the recordings of an archive become clips of the voice, with what its list says of them; a list that slipped is doubted', async (t) => {
  const bench = await startBench(t);
  await archive(bench, ['me/one.wav', 'me/two.wav', 'me/ONE more.wav'], {
    'list.txt': strToU8('one.wav | This is the first of them.\nme\\two.wav | This is the second of them.'),
    'cover.png': strToU8('\x89PNG'),
    '__MACOSX/me/._one.wav': strToU8('finder'),
    'me/.DS_Store': strToU8('finder'),
  });
  const { intake, voice } = await bench.intake('1', ['takes.zip']);
  const ears = hears('This is the second of them.', 'This is the first of them.', 'And more.');
  await (await bench.worker({}, bench.storage, ears)).work(running());

  const items = (await bench.storage.intakes.get(intake.id))?.items ?? [];
  assert.deepEqual(
    items.map(({ fileName, outcome }) => [fileName, outcome?.kind]),
    [
      ['takes.zip', 'unpacked'],
      ['one.wav', 'added'],
      ['two.wav', 'added'],
      ['ONE more.wav', 'added'],
    ],
  );
  assert.deepEqual(items[0]?.outcome, { kind: 'unpacked', sampleIds: [], recordings: 3, others: 1 });
  const clips = await bench.storage.samples.list(voice.id);
  assert.deepEqual(
    new Map(clips.map(({ originalName, transcript, heldBack }) => [originalName, [transcript, heldBack]])),
    new Map([
      ['one.wav', ['This is the first of them.', 'doubt-other']],
      ['two.wav', ['This is the second of them.', 'doubt-other']],
      ['ONE more.wav', ['And more.', null]],
    ]),
  );
  assert.equal(bench.events.length, 4, 'each recording is told of, and the archive');
  assert.deepEqual(bench.errors, []);
});

test('files of one name in several folders get the words of their own; a line that is unclear is told, and the others count', async (t) => {
  const bench = await startBench(t);
  await archive(bench, ['day2/001.wav', 'day1/001.wav', 'day1/002.wav'], {
    'metadata.csv': strToU8('day1/001.wav|On day one.\nday2/001.wav|On day two.\nday1/002.wav'),
  });
  const { intake, voice } = await bench.intake('1', ['takes.zip']);
  await (await bench.worker()).work(running());
  const [zip, ...items] = (await bench.storage.intakes.get(intake.id))?.items ?? [];
  assert.deepEqual(
    items.map(({ fileName, transcript }) => [fileName, transcript]),
    [
      ['001.wav', 'On day two.'],
      ['001.wav', 'On day one.'],
      ['002.wav', null],
    ],
  );
  assert.deepEqual(zip?.outcome?.kind === 'unpacked' ? zip.outcome.unclear : null, [
    { key: 'bad-transcripts/undivided', params: { line: 3 } },
  ]);
  assert.equal((await bench.storage.samples.list(voice.id)).length, 3);
});

test('an archive whose worker stopped in the middle is gone on with, and nothing is there twice', async (t) => {
  const bench = await startBench(t);
  await archive(bench, ['a.wav', 'b.wav', 'c.wav']);
  const { intake, voice } = await bench.intake('1', ['takes.zip']);
  const stop = new AbortController();
  const { storage } = bench;
  const { intakes } = storage;
  const addUnpacked = intakes.addUnpacked.bind(intakes);
  // The first is written down; of the second only its clips are when the worker ends.
  intakes.addUnpacked = async (id, item) => {
    if (item.fileName === 'b.wav') stop.abort(new Error('stopped'));
    stop.signal.throwIfAborted();
    await addUnpacked(id, item);
  };
  await assert.rejects((await bench.worker()).work(stop.signal), /stopped/);
  intakes.addUnpacked = addUnpacked;
  const half = (await storage.intakes.get(intake.id))?.items ?? [];
  assert.deepEqual(
    half.map(({ fileName, outcome }) => [fileName, outcome?.kind ?? null]),
    [
      ['takes.zip', null],
      ['a.wav', 'added'],
    ],
  );
  await (await bench.worker()).work(running());
  const items = (await storage.intakes.get(intake.id))?.items ?? [];
  assert.deepEqual(
    items.map(({ fileName, outcome }) => [fileName, outcome?.kind]),
    [
      ['takes.zip', 'unpacked'],
      ['a.wav', 'added'],
      ['b.wav', 'added'],
      ['c.wav', 'added'],
    ],
  );
  assert.equal((await storage.samples.list(voice.id)).length, 3);
  assert.deepEqual(
    items.flatMap(({ outcome }) => outcome?.sampleIds ?? []).toSorted(),
    (await storage.samples.list(voice.id)).map(({ id }) => id).toSorted(),
  );
});

const left = (recordings: number, key: string, params: object) => ({ recordings, why: { key, params } });

test('of a small archive that swells to hours, no more is listened to than a person may have, and what was left is told', async (t) => {
  const bench = await startBench(t);
  const silence = path.join(bench.folder, 'silence.wav');
  await make('-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono', '-t', '61', silence);
  const quiet = new Uint8Array(await readFile(silence));
  await archive(bench, ['z1.wav', 'z2.wav'], { 'a.wav': [quiet, { level: 0 }] });
  const becomes = async (env: Record<string, string>, user: string): Promise<unknown[]> => {
    const { intake } = await bench.intake(user, ['takes.zip']);
    await (await bench.worker(env)).work(running());
    const [zip, ...others] = (await bench.storage.intakes.get(intake.id))?.items ?? [];
    assert.equal(zip?.outcome?.kind, 'unpacked');
    return [zip.outcome.left, others.map(({ fileName, outcome }) => [fileName, outcome?.kind])];
  };
  assert.deepEqual(await becomes({ MAX_MINUTES: '1' }, '1'), [
    left(2, 'too-many-minutes/archive', { most: 1 }),
    [['a.wav', 'rejected']],
  ]);
  assert.deepEqual(await becomes({ MAX_UPLOAD_MB_A_DAY: '1' }, '2'), [
    left(3, 'too-many-bytes/never', { megabytes: 1 }),
    [],
  ]);
  assert.deepEqual(await becomes({}, '3'), [
    undefined,
    [
      ['a.wav', 'rejected'],
      ['z1.wav', 'added'],
      ['z2.wav', 'added'],
    ],
  ]);
  assert.deepEqual(bench.errors, []);
});

/** With `change` made to every header of every member: its offset, and whether it is one of the directory at the end. */
const changed = (files: Zippable, change: (zip: Buffer, at: number, isCentral: boolean) => void): Buffer => {
  const zip = Buffer.from(zipSync(files));
  for (let at = 0; at < zip.length - 4; at++) {
    const magic = zip.readUInt32LE(at);
    if (magic === 0x04034b50 || magic === 0x02014b50) change(zip, at, magic === 0x02014b50);
  }
  return zip;
};

/** So many empty files. */
const many = (count: number, ending: string): Zippable =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${index}${ending}`, [new Uint8Array(0), { level: 0 }]]),
  );

test('an archive that is no good is refused with what is wrong with it', async (t) => {
  const folder = await scratch(t);
  const wav = new Uint8Array(1000);
  const noise = Uint8Array.from({ length: 4096 }, (_, n) => (n * n * 7919) >> 5);
  const cases: [name: string, zip: Uint8Array, says: RegExp][] = [
    ['empty', zipSync({}), /no recordings in this zip/],
    ['pictures', zipSync({ 'a.png': wav }), /no recordings/],
    ['an archive in an archive', zipSync({ 'a.zip': zipSync({ 'a.wav': wav }) }), /no recordings/],
    ['two lists', zipSync({ 'a.wav': wav, 'a.txt': wav, 'b.csv': wav }), /2 lists of transcripts.*a\.txt, b\.csv/],
    ['a list of other files', zipSync({ 'a.wav': wav, 'a.txt': strToU8('b.wav | Hello') }), /None of the names/],
    ['a wrong line', zipSync({ 'a.wav': wav, 'a.txt': strToU8('\na.wav') }), /Line 2 of the transcripts/],
    ['too many recordings', zipSync(many(501, '.wav')), /more than 500 recordings/],
    ['too many files', zipSync(many(5001, '.png')), /more than 5000 files/],
    ['a name that leads out', zipSync({ '../../a.wav': wav }), /is damaged/],
    ['an absolute name', zipSync({ '/etc/a.wav': wav }), /is damaged/],
    ['a swelling one', zipSync({ 'a.wav': [new Uint8Array(4e6), { level: 9 }] }), /swells to 4 MB/],
    [
      'a password',
      changed({ 'a.wav': wav }, (zip, at, isCentral) => zip.writeUInt16LE(1, at + (isCentral ? 8 : 6))),
      /has a password/,
    ],
    ...(
      [
        [14, 'LZMA'],
        [9, 'Deflate64'],
        [77, '#77'],
      ] as const
    ).map(([method, called]): [string, Uint8Array, RegExp] => [
      called,
      changed({ 'a.wav': wav }, (zip, at, isCentral) => zip.writeUInt16LE(method, at + (isCentral ? 10 : 8))),
      new RegExp(`packed with ${called}, which I can’t read`),
    ]),
    [
      'a huge claim',
      changed({ 'a.wav': [noise, { level: 9 }] }, (zip, at, isCentral) => {
        if (isCentral) zip.writeUInt32LE(2 ** 31, at + 24);
      }),
      /a recording of more than 100 MB/,
    ],
    [
      'two files in the same bytes',
      changed({ 'a.wav': noise, 'b.wav': noise }, (zip, at, isCentral) => {
        if (isCentral) zip.writeUInt32LE(0, at + 42);
      }),
      /is damaged/,
    ],
    ['cut off', zipSync({ 'a.wav': noise }).subarray(0, 3000), /is damaged/],
  ];
  for (const [name, zip, says] of cases) {
    const file = path.join(folder, 'it.zip');
    await writeFile(file, zip);
    assert.ok(await isZip(file), name);
    await assert.rejects(openZip(file), (error) => {
      assert.ok(error instanceof UserError, name);
      assert.match(error.message, says, name);
      return true;
    });
  }
});

test('what is packed from within its folder is there', async (t) => {
  const file = path.join(await scratch(t), 'it.zip');
  await writeFile(file, zipSync({ './me/a.wav': new Uint8Array(1000), './.hidden.wav': new Uint8Array(1000) }));
  const opened = await openZip(file);
  opened.close();
  assert.deepEqual(
    opened.recordings.map(({ fileName }) => fileName),
    ['a.wav'],
  );
});

test('an archive with any byte changed gives a recording as it was packed, or is refused', async (t) => {
  const folder = await scratch(t);
  const random = Random.seeded(7);
  const content = Uint8Array.from({ length: 600 }, () => random.below(16));
  const whole = zipSync({
    'a.wav': content,
    'b.wav': [content, { level: 0 }],
    'list.txt': strToU8('a.wav | Hello there.\nb.wav | And here.'),
  });
  const file = path.join(folder, 'it.zip');
  let good = 0;
  for (let round = 0; round < 300; round++) {
    const zip = Buffer.from(whole);
    for (let changes = 0; changes < 1 + (round % 3); changes++) {
      zip[random.below(zip.length)] = random.below(256);
    }
    await writeFile(file, zip);
    try {
      const opened = await openZip(file);
      try {
        for (const index of opened.recordings.keys()) {
          await opened.extract(index, path.join(folder, `${round}.${index}`), running());
          assert.deepEqual(new Uint8Array(await readFile(path.join(folder, `${round}.${index}`))), content);
          good++;
        }
      } finally {
        opened.close();
      }
    } catch (error) {
      assert.ok(error instanceof UserError, `round ${round}: ${String(error)}`);
    }
  }
  assert.ok(good > 50, `only ${good} came out`);
  assert.deepEqual(
    (await readdir(folder)).filter((name) => !/^\d+\.\d+$|^it\.zip$/.test(name)),
    [],
  );
});
