// Files of weights with something changed, and what Python makes of those that pass the checker: whatever any reader finds
// otherwise must have been refused. Shared by the test and the bench.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { crc32 } from 'node:zlib';
import type { Random } from '../../../../src/learning/random.ts';
import { inspectWeights } from '../../../../src/trainer/engines/gpt-sovits/weights.ts';
import {
  archive,
  archiveAndTar,
  bytes,
  honestPickle,
  type Member,
  membersOf,
  number,
  pickleOf,
  tarPlaces,
  tensor,
  text,
} from './archives.ts';

export interface Comparison {
  readonly accepted: number;
  readonly refused: number;
  /** What was read otherwise, or not at all, though it passed. */
  readonly differences: readonly string[];
}

const seen = z.union([
  z.object({ members: z.array(z.tuple([z.string(), z.number()])), globals: z.array(z.string()) }),
  z.object({ error: z.string() }),
]);

/**
 * @param count of files
 * @param folder for the files
 * @param torch a Python that has PyTorch, which is to load what passes
 */
export async function compareWithPython(
  random: Random,
  count: number,
  folder: string,
  torch?: string,
): Promise<Comparison> {
  const own = path.join(folder, 'fuzz');
  await mkdir(own);
  const passed: { file: string; how: string; globals: readonly string[]; isExport: boolean }[] = [];
  try {
    for (let i = 0; i < count; i++) {
      // Those that are refused leave no file of their own.
      const file = path.join(own, `${passed.length}.pth`);
      const { content, how } = mutation(random);
      await writeFile(file, content);
      // Whoever reads it may believe its first bytes, or know what it must be.
      const believed = ({ '05': 'v2Pro', '06': 'v2ProPlus' } as const)[content.toString('latin1', 0, 2)] ?? null;
      const exported = random.below(3) > 0 ? believed : pick(random, [null, 'v2', 'v2Pro', 'v2ProPlus'] as const);
      const { refused, globals } = await inspectWeights(file, exported);
      if (refused === null) passed.push({ file, how, globals, isExport: exported !== null });
    }
    const answers = await ask(
      passed.map(({ file, isExport }) => JSON.stringify([file, isExport])),
      torch,
    );
    const differences = passed.flatMap(({ how, globals }, index) => {
      const answer = seen.parse(JSON.parse(answers[index] ?? '{}'));
      if ('error' in answer) return [`${how}: ${answer.error}`];
      return String(answer.globals) === String(globals) ? [] : [`${how}: ${String(answer.globals)}`];
    });
    return { accepted: passed.length, refused: count - passed.length, differences };
  } finally {
    await rm(own, { recursive: true });
  }
}

async function ask(lines: readonly string[], torch: string | undefined): Promise<string[]> {
  const script = fileURLToPath(new URL('oracle.py', import.meta.url));
  const child = spawn(torch ?? 'python3', [script, ...(torch === undefined ? [] : ['--torch'])], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  await once(child, 'close');
  return Buffer.concat(chunks).toString('utf8').trimEnd().split('\n');
}

const halves = pickleOf(bytes(']q\x00(', tensor(), tensor({ key: '1', numbers: 4, sizes: [4], strides: [1] }), 'e'));
const settings = bytes('cutils\nHParams\n)\x81}', text('seed'), number(5), 'sb');
const honest: readonly (readonly [Buffer, readonly number[]])[] = [
  [honestPickle, [16]],
  [halves, [16, 8]],
  [pickleOf(bytes('(', settings, 'cpathlib\nPosixPath\n(', text('logs'), 'tRN\x88K\x01M\x02\x00\x8a\x01\x05t')), []],
];
/** What is put into pickles. */
const pieces: readonly Buffer[] = [
  ...Array.from('().0125abceghijloqrstuQRNPI}]S', (operation) => bytes(operation)),
  ...Array.from({ length: 26 }, (_, i) => bytes(0x80 + i)),
  bytes('h\x00'),
  bytes('h\x01'),
  bytes('q\x00'),
  bytes('q\x05'),
  bytes('r\x06\x00\x00\x00'),
  bytes('r\xff\xff\xff\x7f'),
  bytes('j\x00\x00\x00\x00'),
  bytes('N0'),
  bytes('Na'),
  bytes(']a'),
  bytes('(N\x88e'),
  bytes('(tR'),
  bytes(text('os'), text('system'), 0x93),
  bytes('cos\nsystem\n'),
  bytes('ccollections\nOrderedDict\n'),
  bytes('ccollections\nOrderedDict\n)R'),
  bytes('cutils\nHParams\n)\x81'),
  bytes(text('key'), 'Ns'),
  bytes(text('\ud83d\ude00'), 'K\x01s'),
  bytes("S'id'\n"),
  bytes('I01\n'),
  bytes('L5L\n'),
  bytes('\x95\x04\x00\x00\x00\x00\x00\x00\x00'),
  bytes(0x80, 2),
  bytes(0x8c, 1, 'a'),
  bytes('\x8a\x00'),
  bytes('\x8a\x09\x01\x01\x01\x01\x01\x01\x01\x01\x01'),
  text('storage'),
  text('0'),
  text('cpu'),
  number(0),
  number(-1),
  number(2 ** 31 - 1),
  tensor(),
];
const signatures = ['PK\x03\x04', 'PK\x07\x08', 'PK\x01\x02', 'PK\x06\x06', 'PK\x06\x07', 'PK\x05\x06'];

const pick = <T>(random: Random, of: readonly T[]): T => of[random.below(of.length)];

function spliced(random: Random, content: Buffer, put: Buffer): Buffer {
  const at = random.below(content.length + 1);
  return Buffer.concat([content.subarray(0, at), put, content.subarray(at + random.below(3) * random.below(5))]);
}

function flipped(random: Random, content: Buffer): Buffer {
  const changed = Buffer.from(content);
  if (changed.length > 0) changed[random.below(changed.length)] = random.below(256);
  return changed;
}

/** A file with one to three changes of one kind. */
function mutation(random: Random): { readonly content: Buffer; readonly how: string } {
  const [pickle, storages] = pick(random, honest);
  const options = { head: pick(random, ['PK', 'PK', '05', '06']), wide: random.below(4) > 0 };
  const again = <T>(from: T, change: (value: T) => T): T => {
    let value = from;
    for (let changes = 1 + random.below(3); changes > 0; changes--) value = change(value);
    return value;
  };
  const kind = pick(random, Object.keys(kinds) as (keyof typeof kinds)[]);
  return { how: kind, content: kinds[kind]({ random, pickle, storages, options, again }) };
}

interface Given {
  readonly random: Random;
  readonly pickle: Buffer;
  readonly storages: readonly number[];
  readonly options: { readonly head: string; readonly wide: boolean };
  readonly again: <T>(from: T, change: (value: T) => T) => T;
}

const kinds = {
  'operations put into the pickle': ({ random, pickle, storages, options, again }: Given): Buffer =>
    archive(
      membersOf(
        again(pickle, (from) => spliced(random, from, pick(random, pieces))),
        [...storages],
      ),
      options,
    ),

  'bytes of the pickle': ({ random, pickle, storages, options, again }: Given): Buffer =>
    archive(
      membersOf(
        again(pickle, (from) => flipped(random, from)),
        [...storages],
      ),
      options,
    ),

  'pieces in any order': ({ random, options, again }: Given): Buffer => {
    const inner = again(bytes('N'), (from) => bytes(from, pick(random, pieces), pick(random, pieces)));
    return archive(membersOf(pickleOf(bytes('(', inner, 't')), random.below(2) === 0 ? [] : [16]), options);
  },

  'sizes of storages': ({ random, pickle, storages, options }: Given): Buffer =>
    archive(
      membersOf(pickle, [...storages.map((size) => size + random.below(3) - 1), ...(random.below(3) ? [] : [4])]),
      options,
    ),

  'fields of records': ({ random, pickle, storages, options, again }: Given): Buffer =>
    again(archive(membersOf(pickle, [...storages]), options), (from) => {
      const file = Buffer.from(from);
      const signature = pick(random, signatures);
      const places: number[] = [];
      for (let at = file.indexOf(signature, 0, 'latin1'); at >= 0; at = file.indexOf(signature, at + 1, 'latin1')) {
        places.push(at);
      }
      if (places.length === 0) return file;
      const width = pick(random, [1, 2, 4] as const);
      const at = Math.min(pick(random, places) + 2 * random.below(24), file.length - width);
      const was = file.readUIntLE(at, width);
      const most = 2 ** (8 * width) - 1;
      const value = pick(random, [0, 1, 8, most, was + 1, was - 1, was ^ 0x800, file.length, random.below(256)]);
      file.writeUIntLE(Math.min(most, Math.max(0, value)), at, width);
      return file;
    }),

  members: ({ random, pickle, storages, options, again }: Given): Buffer => {
    const members = again(membersOf(pickle, [...storages]), (from) => {
      const one = pick(random, from);
      const other: Member = pick(random, [
        { ...one, content: flipped(random, one.content) },
        { ...one, name: one.name.toUpperCase() },
        { ...one, localName: pick(random, from).name },
        { ...one, name: `${one.name}/`, localName: one.name },
        { ...one, name: one.name.replace('voice', '..') },
        { ...one, name: `../${one.name}` },
        { ...one, name: `${one.name}\0.txt` },
        { ...one, name: one.name.replace('o', 'ö') },
        { ...one, name: 'voice/data/00' },
        { ...one, content: Buffer.alloc(0) },
        { name: 'voice/.data/serialization_id', content: Buffer.from('5') },
        { name: 'other/data.pkl', content: pickleOf(bytes('N')) },
      ]);
      const at = random.below(from.length + 1);
      return [...from.slice(0, at), other, ...from.slice(at + random.below(2))];
    });
    return archive(members, options);
  },

  'whole archives': ({ random, pickle, storages, options }: Given): Buffer => {
    const file = archive(membersOf(pickle, [...storages]), options);
    const other = archive(membersOf(pickleOf(bytes('N'))), options);
    const directory = file.indexOf('PK\x01\x02', 0, 'latin1');
    const comment = Buffer.from(file);
    comment.writeUInt16LE(other.length, file.length - 2);
    return pick(random, [
      Buffer.concat([file, other]),
      Buffer.concat([other.subarray(0, 64), file]),
      Buffer.concat([file.subarray(0, directory), file.subarray(directory), file.subarray(directory)]),
      Buffer.concat([file.subarray(0, directory), other.subarray(other.indexOf('PK\x01\x02', 0, 'latin1'))]),
      Buffer.concat([comment, other]),
      file.subarray(0, random.below(file.length)),
      Buffer.concat([file, Buffer.alloc(random.below(30))]),
    ]);
  },

  'a tar as well': ({ random, options, again }: Given): Buffer => {
    const file = archiveAndTar(
      pick(random, tarPlaces),
      options.head,
      bytes(0x80, 2, 'cos\nsystem\n', text('id'), 0x85, 'R.'),
    );
    return random.below(2) === 0 ? file : again(file, (from) => flipped(random, from));
  },

  'bytes of the file': ({ random, pickle, storages, options, again }: Given): Buffer =>
    again(archive(membersOf(pickle, [...storages]), options), (from) =>
      random.below(2) === 0 ? flipped(random, from) : spliced(random, from, Buffer.alloc(random.below(3), 'P')),
    ),

  'bytes of a member and its sums': ({ random, pickle, storages, options }: Given): Buffer => {
    const file = archive(membersOf(pickle, [...storages]), options);
    const [start, end] = [file.indexOf(pickle), file.indexOf(pickle) + pickle.length];
    file[start + random.below(pickle.length)] = random.below(256);
    const sum = crc32(file.subarray(start, end));
    if (random.below(3) > 0) file.writeUInt32LE(sum, end + 4);
    if (random.below(3) > 0) file.writeUInt32LE(sum, file.indexOf('PK\x01\x02', 0, 'latin1') + 16);
    return file;
  },
};
