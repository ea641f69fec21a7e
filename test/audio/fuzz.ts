// Mutilated recordings: each ends in a report or in words for a person, and leaves nothing behind.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { UserError } from '../../src/errors.ts';
import { make, promptInput, scratch, seededRandom, take } from './material.ts';

const parallel = 2;
const seed = 20_240_607;

/** One second of speech in every format, small so that damage hits what matters. */
const seeds: readonly (readonly [name: string, ...args: string[]])[] = [
  ['a.wav', '-c:a', 'pcm_s16le', '-ar', '8000'],
  ['b.wav', '-c:a', 'adpcm_ms', '-ar', '16000', '-ac', '2'],
  ['c.flac', '-c:a', 'flac', '-ar', '16000'],
  ['d.mp3', '-c:a', 'libmp3lame', '-b:a', '32k'],
  ['e.m4a', '-c:a', 'aac', '-b:a', '32k'],
  ['f.aac', '-c:a', 'aac', '-b:a', '32k', '-f', 'adts'],
  ['g.ogg', '-c:a', 'libopus', '-b:a', '24k'],
  ['h.ogg', '-c:a', 'libvorbis'],
  ['i.webm', '-c:a', 'libopus', '-b:a', '24k', '-f', 'webm'],
  ['j.caf', '-c:a', 'pcm_s16be', '-ar', '8000'],
  ['k.aiff', '-ar', '8000'],
];

type Random = () => number;
type Mutation = (file: Buffer, random: Random, other: Buffer) => Buffer;
const below = (random: Random, limit: number) => Math.floor(random() * limit);

function scatter(file: Buffer, random: Random, count: number, within: number): Buffer {
  const mutated = Buffer.from(file);
  for (let i = 0; i < count; i++) mutated[below(random, Math.min(within, mutated.length))] = below(random, 256);
  return mutated;
}

const mutations: Readonly<Record<string, Mutation>> = {
  'cut off': (file, random) => file.subarray(0, below(random, file.length)),
  'cut off early': (file, random) => file.subarray(0, below(random, 200)),
  'beginning lost': (file, random) => file.subarray(below(random, 400)),
  'random bytes in the header': (file, random) => scatter(file, random, 1 + below(random, 24), 160),
  'random bytes everywhere': (file, random) => scatter(file, random, 1 + below(random, 400), file.length),
  'the header of another format': (file, random, other) =>
    Buffer.concat([other.subarray(0, 16 + below(random, 64)), file.subarray(16 + below(random, 64))]),
  'noise behind a true header': (file, random) => {
    const start = 40 + below(random, 400);
    return Buffer.concat([
      file.subarray(0, start),
      Buffer.from(Array.from({ length: 4000 }, () => below(random, 256))),
    ]);
  },
  'huge numbers': (file, random) => {
    const mutated = Buffer.from(file);
    const huge = [0xffffffff, 0x7fffffff, 0x80000000, 0xfffffff0][below(random, 4)];
    for (let i = 0; i < 3; i++) mutated.writeUInt32BE(huge, below(random, Math.min(600, mutated.length - 4)));
    return mutated;
  },
  'two files in one': (file, random, other) => Buffer.concat([file.subarray(0, below(random, file.length)), other]),
  'a part repeated': (file, random) => {
    const start = below(random, file.length);
    const part = file.subarray(start, start + below(random, 3000));
    return Buffer.concat([file.subarray(0, start), ...Array.from({ length: 20 }, () => part), file.subarray(start)]);
  },
  zeros: (file, random) => {
    const mutated = Buffer.from(file);
    return mutated.fill(0, below(random, mutated.length), below(random, mutated.length));
  },
};

/** A test of so many of them, the same ones every time; more are the same and others. */
export function mutilated(files: number): void {
  test(`${files} mutilated files (seed ${seed})`, async (t) => {
    const folder = await scratch(t);
    // Ten minutes of silence that claim next to nothing on disk, to be damaged like the rest.
    const bomb = path.join(folder, 'bomb.flac');
    const silence = ['-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono'];
    const bombArguments = ['-map', '1:a', '-t', '600', bomb];
    await make(
      ...promptInput(1),
      ...silence,
      ...seeds.flatMap(([name, ...args]) => ['-map', '0:a', '-t', '1.2', ...args, path.join(folder, name)]),
      ...bombArguments,
    );
    const originals = await Promise.all(seeds.map(([name]) => readFile(path.join(folder, name))));
    originals.push((await readFile(bomb)).subarray(0, 100_000));

    const random = seededRandom(seed);
    const kinds = Object.entries(mutations);
    const cases = Array.from({ length: files }, (_, index) => {
      const file = originals[index % originals.length];
      const [kind, mutate] = kinds[below(random, kinds.length)];
      return { index, kind, content: mutate(file, random, originals[below(random, originals.length)]) };
    });

    const outcomes = new Map<string, number>();
    const runOne = async ({ index, kind, content }: (typeof cases)[number]): Promise<void> => {
      const place = path.join(folder, `case-${index}`);
      await mkdir(place);
      const upload = path.join(place, 'upload');
      await writeFile(upload, content);
      let outcome = 'report';
      try {
        const report = await take(upload, place, seeds[index % seeds.length][0]);
        assert.ok(report.clips.length > 0);
      } catch (error) {
        // The number of the case, the seed and the kind are all that is needed to make the file again.
        assert.ok(
          error instanceof UserError,
          `case ${index} (${kind}): ${String(error)} ${String((error as Error).stack)}`,
        );
        assert.ok(error.message.length > 0 && error.hint.length > 0);
        assert.deepEqual(await readdir(place), ['upload'], `case ${index} (${kind}) left something behind`);
        outcome = error.code;
      }
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      await rm(place, { recursive: true });
    };
    const queue = cases.values();
    await Promise.all(
      Array.from({ length: parallel }, async () => {
        for (const next of queue) await runOne(next);
      }),
    );

    t.diagnostic([...outcomes].map(([outcome, count]) => `${outcome}: ${count}`).join(', '));
    assert.equal(
      [...outcomes.values()].reduce((sum, count) => sum + count, 0),
      files,
    );
    // The damage is of every degree: some files still hold speech, some are no audio any more.
    for (const outcome of ['report', 'not-audio', 'broken-file'])
      assert.ok((outcomes.get(outcome) ?? 0) > files / 12, outcome);
  });
}
