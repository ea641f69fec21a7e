// Weights are looked into without being loaded: what GPT-SoVITS writes passes, whatever could run code does not.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Random } from '../../../../src/learning/random.ts';
import { checkWeights, inspectWeights } from '../../../../src/trainer/engines/gpt-sovits/weights.ts';
import {
  archive,
  archiveAndTar,
  bytes,
  honestPickle,
  membersOf,
  number,
  pickleOf,
  tarPlaces,
  tensor,
  text,
  weights,
} from './archives.ts';
import { compareWithPython } from './fuzz.ts';

const harmless = pickleOf(bytes('}'));
const calling = 'cos\nsystem\n';

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timbre-pickle-'));
});
after(() => rm(folder, { recursive: true }));

type Exported = Parameters<typeof inspectWeights>[1];

async function inspect(content: Buffer, exported: Exported = null): ReturnType<typeof inspectWeights> {
  const file = path.join(folder, 'weights.pth');
  await writeFile(file, content);
  return inspectWeights(file, exported);
}

const inspectPickle = (pickle: Buffer): ReturnType<typeof inspectWeights> => inspect(weights(pickle));

describe('files that GPT-SoVITS writes', () => {
  for (const [name, exported, head] of [
    ['checkpoints and weights of S1', null, undefined],
    ['exported weights of v2', 'v2', undefined],
    ['exported weights of v2Pro, whose first bytes are its version', 'v2Pro', '05'],
    ['exported weights of v2ProPlus', 'v2ProPlus', '06'],
  ] as const) {
    test(`pass: ${name}`, async () => {
      const { refused, globals } = await inspect(weights(honestPickle, head), exported);
      assert.equal(refused, null);
      assert.deepEqual(globals, [
        'collections OrderedDict',
        'torch._utils _rebuild_tensor_v2',
        'torch HalfStorage',
        'utils HParams',
      ]);
    });
  }

  test('pass: the folder that a checkpoint of S1 remembers', async () => {
    const pickle = pickleOf(bytes('cpathlib\nPosixPath\n(', text('logs'), text('a'), 'tR'));
    assert.equal((await inspectPickle(pickle)).refused, null);
  });

  test('pass: with all that later versions of PyTorch write beside', async () => {
    const [pickle, order, storage, version] = membersOf(honestPickle);
    assert.ok(pickle && order && storage && version);
    const members = [
      pickle,
      { name: 'voice/.format_version', content: Buffer.from('1') },
      { name: 'voice/.storage_alignment', content: Buffer.from('64') },
      order,
      storage,
      version,
      { name: 'voice/.data/serialization_id', content: Buffer.from('4'.repeat(40)) },
    ];
    assert.equal((await inspect(archive(members))).refused, null);
  });

  test('pass only as what they are', async () => {
    const files = {
      v2: weights(honestPickle),
      v2Pro: weights(honestPickle, '05'),
      v2ProPlus: weights(honestPickle, '06'),
    };
    for (const [version, content] of Object.entries(files)) {
      for (const exported of [null, 'v2', 'v2Pro', 'v2ProPlus'] as const) {
        const { refused } = await inspect(content, exported);
        assert.equal(refused === null, (exported ?? 'v2') === version, `${version} read as ${exported}: ${refused}`);
      }
    }
  });
});

/** As torch.save wrote before zip archives: magic number, protocol, machine, weights, keys. */
function legacy(machine = bytes('}')): Buffer {
  const magic = Buffer.from('80028a0a6cfc9c46f9206aa850192e', 'hex');
  const before = bytes(0x80, 2, 'M\xe9\x03.', 0x80, 2, machine, '.');
  return Buffer.concat([magic, before, honestPickle, bytes(0x80, 2, ']', text('0'), 'a.'), Buffer.alloc(64, 0xcf)]);
}

const odd = (...parts: readonly (string | number | Buffer)[]): Buffer => bytes(0x80, 2, ...parts);

describe('pickles that could run code', () => {
  const hostile: Record<string, { pickle: Buffer; names: string[] }> = {
    GLOBAL: { pickle: odd(calling, text('id'), 0x85, 'R.'), names: ['os system'] },
    'protocol 0': { pickle: bytes("cos\nsystem\n(S'id'\ntR."), names: [] },
    'protocol 4': { pickle: bytes(0x80, 4, '}.'), names: [] },
    'a protocol within': { pickle: odd(0x80, 2, '}.'), names: [] },
    'a frame': { pickle: odd(0x95, Buffer.alloc(8), '}.'), names: [] },
    STACK_GLOBAL: { pickle: odd(text('os'), text('system'), 0x93, text('id'), 0x85, 'R.'), names: [] },
    'STACK_GLOBAL of what is no name': { pickle: odd(text('os'), 'K\x01', 0x93, '.'), names: [] },
    INST: { pickle: odd("(S'id'\nios\nsystem\n."), names: [] },
    OBJ: { pickle: odd('(', calling, text('id'), 'o.'), names: ['os system'] },
    EXT1: { pickle: odd(0x82, 1, '.'), names: [] },
    EXT4: { pickle: odd(0x84, 1, 0, 0, 0, '.'), names: [] },
    NEWOBJ_EX: { pickle: odd('cutils\nHParams\n)}', 0x92, '.'), names: ['utils HParams'] },
    'LONG_BINPUT far away': { pickle: odd('}r', 0xff, 0xff, 0xff, 0x7f, '.'), names: [] },
    'a memo that is written twice': { pickle: odd('}q\x00q\x00.'), names: [] },
    MEMOIZE: { pickle: odd('}', 0x94, '.'), names: [] },
    PERSID: { pickle: odd('Pstorage\n.'), names: [] },
    'a later buffer': { pickle: odd(0x97, '.'), names: [] },
    'a call of what was made': { pickle: odd('ccollections\nOrderedDict\n)R)R.'), names: ['collections OrderedDict'] },
    'a dict of given pairs': { pickle: odd('ccollections\nOrderedDict\n](eR.'), names: ['collections OrderedDict'] },
    'a call of a storage': { pickle: odd('ctorch\nFloatStorage\n)R.'), names: ['torch FloatStorage'] },
    'attributes of a function': {
      pickle: odd('ctorch._utils\n_rebuild_tensor_v2\n}b.'),
      names: ['torch._utils _rebuild_tensor_v2'],
    },
    'attributes of a path': { pickle: odd('cpathlib\nPosixPath\n)R}b.'), names: ['pathlib PosixPath'] },
    'attributes that are no texts': { pickle: odd('cutils\nHParams\n)\x81}K\x01K\x02sb.'), names: ['utils HParams'] },
    'attributes of slots': { pickle: odd('cutils\nHParams\n)\x81N}\x86b.'), names: ['utils HParams'] },
    'a path of numbers': { pickle: odd('cpathlib\nPosixPath\nK\x01\x85R.'), names: ['pathlib PosixPath'] },
    'a name of the same module': { pickle: odd('ctorch\nload\n.'), names: ['torch load'] },
    'a name behind an allowed one': {
      pickle: odd('ccollections\nOrderedDict.__init__.__globals__\n.'),
      names: ['collections OrderedDict.__init__.__globals__'],
    },
    'a name with a line end': { pickle: odd('ccollections\r\nOrderedDict\n.'), names: ['collections\r OrderedDict'] },
    'a name that is no UTF-8': { pickle: odd('ccollections\xff\nOrderedDict\n.'), names: [] },
    'a storage that is another object': { pickle: odd('(', text('module'), calling, 'tQ.'), names: ['os system'] },
    'what follows the pickle': { pickle: bytes(harmless, calling, ')R.'), names: [] },
  };
  for (const [what, { pickle, names }] of Object.entries(hostile)) {
    test(`are refused: ${what}`, async () => {
      for (const { refused, globals } of [await inspectPickle(pickle), await inspect(weights(pickle, '05'), 'v2Pro')]) {
        assert.notEqual(refused, null);
        assert.deepEqual(globals, names);
      }
    });
  }

  test('a pickle within a text is only a text', async () => {
    assert.deepEqual(await inspectPickle(pickleOf(text(`${calling})R.`))), { globals: [], refused: null });
  });

  test('the reason names what it asks for, and the way out', async () => {
    const file = path.join(folder, 'evil.pth');
    await writeFile(file, weights(bytes(0x80, 2, calling, text('id'), 0x85, 'R.')));
    await assert.rejects(checkWeights(file, 'evil.pth', null), {
      code: 'weights-unsafe',
      message: 'evil.pth is not loaded: it asks for os.system.',
    });
  });
});

describe('pickles that would hurt or break', () => {
  for (const [what, operations] of Object.entries({
    'lists in lists': bytes(']'.repeat(200), 'a'.repeat(199)),
    'marks on marks': bytes('('.repeat(200), 'N'),
    'tuples in tuples': bytes('N', Buffer.alloc(200, 0x85)),
    'lists that grow from outside by the memo': bytes(`]${'q\x00]q\x01a0h\x01'.repeat(100)}`),
    'a list that holds itself': bytes(']q\x00h\x00a'),
    'a length beyond the end': bytes('X\xff\xff\xff\x7fab'),
    'a text that is no UTF-8': bytes('X\x01\x00\x00\x00\xff'),
    'an unknown memo': bytes('h\x05'),
    'a list as a key': bytes('}]Ns'),
    'a dict as a key': bytes('}(}Nu'),
    'a tuple as a key': bytes('}N\x85Ns'),
    'a key without a value': bytes('}(Nu'),
  })) {
    test(`are refused: ${what}`, async () => {
      assert.notEqual((await inspectPickle(bytes(0x80, 2, operations, '.'))).refused, null);
    });
  }

  for (const [what, pickle] of Object.entries({
    'no end': bytes(0x80, 2, 'N'),
    'an empty stack': bytes(0x80, 2, '.'),
    'nothing at all': bytes(),
  })) {
    test(`are refused: ${what}`, async () => assert.notEqual((await inspectPickle(pickle)).refused, null));
  }

  test('millions of operations', async () => {
    const pickle = bytes(0x80, 2, ']', Buffer.alloc(6_000_000, 'Na'), '.');
    assert.match((await inspectPickle(pickle)).refused ?? '', /too many/);
  });
});

const inspectTensor = (options: Parameters<typeof tensor>[0], storages = [16]): ReturnType<typeof inspectWeights> =>
  inspect(archive(membersOf(pickleOf(tensor(options)), storages)));

describe('tensors', () => {
  const none = Buffer.alloc(0);
  test('that lie within their storage pass', async () => {
    for (const options of [
      {},
      { offset: 7, sizes: [1], strides: [1] },
      { sizes: [], strides: [] },
      { offset: 8, sizes: [0, 3], strides: [3, 1] },
      { sizes: [1000, 8], strides: [0, 1] },
      { location: 'cuda:0' },
    ]) {
      assert.equal((await inspectTensor(options)).refused, null, JSON.stringify(options));
    }
    assert.equal((await inspectTensor({ kind: 'Double', numbers: 2, sizes: [2], strides: [1] })).refused, null);
    const two = bytes(']', tensor(), 'a', tensor({ offset: 4, sizes: [4], strides: [1] }), 'a');
    assert.equal((await inspect(archive(membersOf(pickleOf(two), [16])))).refused, null);
  });

  for (const [what, options] of Object.entries({
    'a storage that is larger in the archive': { numbers: 7, sizes: [7], strides: [1] },
    'a storage that is smaller in the archive': { numbers: 9 },
    'a storage of larger numbers': { kind: 'Float' },
    'a storage that is not there': { key: '1' },
    'a storage with another name': { key: '00' },
    'a storage elsewhere': { location: 'https://example.com' },
    'an offset beyond the storage': { offset: 1 },
    'an offset before the storage': { offset: -1 },
    'a size beyond the storage': { sizes: [3, 4] },
    'a negative size': { sizes: [-2, -4] },
    'strides beyond the storage': { strides: [5, 1] },
    'negative strides': { strides: [-4, 1] },
    'a stride too few': { strides: [4] },
    'sizes that overflow': {
      sizes: Array.from({ length: 8 }, () => 2 ** 31 - 1),
      strides: Array.from({ length: 8 }, () => 2 ** 31 - 1),
    },
    'a view of its own': { more: [text('view'), none] as const },
    'another argument': { more: [none, bytes('}')] as const },
    hooks: { more: [none, bytes(text('a'), calling, 's')] as const },
    'hooks of harmless things': { more: [none, bytes(text('a'), 'Ns')] as const },
  })) {
    test(`are refused: ${what}`, async () => assert.notEqual((await inspectTensor(options)).refused, null));
  }

  test('a storage in two ways, and one that nothing refers to, are refused', async () => {
    const two = bytes(']', tensor(), 'a', tensor({ kind: 'BFloat16' }), 'a');
    assert.notEqual((await inspect(archive(membersOf(pickleOf(two), [16])))).refused, null);
    assert.notEqual((await inspectTensor({}, [16, 4])).refused, null);
  });

  test('numbers as Python writes them are understood', async () => {
    const long = bytes(0x8a, 5, 0, 0, 0, 0, 1);
    assert.equal((await inspectPickle(pickleOf(bytes('(K\xffM\xff\xff', number(-5), long, 't')))).refused, null);
    const shifted = pickleOf(tensor())
      .toString('latin1')
      .replace(number(8).toString('latin1'), long.toString('latin1'));
    assert.notEqual((await inspect(archive(membersOf(Buffer.from(shifted, 'latin1'), [16])))).refused, null);
  });
});

describe('archives that PyTorch could read otherwise', () => {
  const evil = bytes(0x80, 2, calling, text('id'), 0x85, 'R.');
  const data = { name: 'a/data.pkl', content: harmless };
  const version = { name: 'a/version', content: Buffer.from('3\n') };
  const other = { name: 'a/data/0', content: Buffer.alloc(4) };
  for (const [what, content] of Object.entries({
    'two of a name': archive([data, version, { ...data, content: evil }]),
    'another name in front of the content': archive([{ ...data, localName: 'a/data.pk_' }, version]),
    'no records for large ones': archive([data, version], { wide: false }),
    'another filling': archive([data, version], { filling: Buffer.from('Z'.repeat(19) + 'z') }),
    'more filling': archive([data, version], { filling: Buffer.alloc(20 + 64, 'Z') }),
    'no filling': archive([data, version], { filling: Buffer.alloc(0) }),
    'a pickle that is not the first': archive([version, data]),
    'a version in words': archive([data, { ...version, content: Buffer.from('three\n') }]),
    'a serialization_id in words': archive([data, version, { name: 'a/.data/serialization_id', content: evil }]),
    'another alignment': archive([data, { name: 'a/.storage_alignment', content: Buffer.from('4096') }, version]),
    'an object’s own name': archive([data, { name: 'a/constructor', content: evil }, version]),
    'a folder above': archive([
      { ...data, name: '../data.pkl' },
      { ...version, name: '../version' },
    ]),
    'a name that goes up': archive([data, version, { name: 'a/../data/0', content: Buffer.alloc(4) }]),
    'a name that ends early': archive([
      { ...data, name: 'a\0/data.pkl' },
      { ...version, name: 'a\0/version' },
    ]),
    'something before the archive': Buffer.concat([archive([data, version]).subarray(0, 4), archive([data, version])]),
    'two directories': ((file) => {
      const at = file.indexOf('PK\x01\x02', 0, 'latin1');
      return Buffer.concat([file.subarray(0, at), file.subarray(at, -98), file.subarray(at)]);
    })(archive([data, version])),
    'a pickle that is said to be a folder': ((file) => {
      file[file.indexOf('PK\x01\x02', 0, 'latin1') + 38] = 0x10;
      return file;
    })(archive([data, version])),
    'another byte order': archive([data, version, { name: 'a/byteorder', content: Buffer.from('big') }]),
    'names that differ in case': archive([data, version, { name: 'a/DATA.PKL', content: evil }]),
    'two folders': archive([data, version, { name: 'b/data.pkl', content: evil }]),
    TorchScript: archive([
      data,
      version,
      { name: 'a/constants.pkl', content: evil },
      { name: 'a/code/a.py', content: evil },
    ]),
    'a compressed member': archive([data, version, { ...other, method: 8 }]),
    'no pickle': archive([version]),
    'no version': archive([data]),
    'something behind the end': Buffer.concat([archive([data, version]), Buffer.from('more')]),
    'something before the directory': Buffer.concat([
      archive([data, version]),
      archive([version, { ...data, content: evil }]),
    ]),
    'a comment that holds another end': ((inner) => {
      const outer = Buffer.concat([archive([data, version], { wide: false }), inner]);
      outer.writeUInt16LE(inner.length, outer.length - inner.length - 2);
      return outer;
    })(archive([version, { ...data, content: evil }], { wide: false })),
    ...Object.fromEntries(
      tarPlaces.map((where) => [`a tar, its header in the ${where}`, archiveAndTar(where, '05', evil)]),
    ),
    'another version of GPT-SoVITS': archive([data, version], { head: '03' }),
    'no archive': Buffer.from('hello'),
    nothing: Buffer.alloc(0),
    'the form from before PyTorch 1.6': legacy(),
    ...Object.fromEntries(
      ['0o', '0_', '+', '\x1c'].map((prefix) => [
        `a tar that begins like an old file, its sum after ${JSON.stringify(prefix)}`,
        ((file) => {
          file.fill(' ', 148, 156);
          const sum = file.subarray(0, 512).reduce((total, byte) => total + byte, 0);
          file.write(`${prefix}${sum.toString(8)}`.padEnd(8, '\0'), 148, 'latin1');
          return file;
          // Zeros are numbers to tarfile, and within a text they leave the pickles whole.
        })(legacy(text('0'.repeat(600)))),
      ]),
    ),
  })) {
    test(`are refused: ${what}`, async () => assert.notEqual((await inspect(content)).refused, null));
  }

  test('damage to the pickle', async () => {
    const file = weights(honestPickle);
    file[file.indexOf('learning_rate')] = 0x4c;
    assert.match((await inspect(file)).refused ?? '', /damaged/);
  });

  test('ways of being cut off', async () => {
    const file = weights(honestPickle);
    for (let length = 0; length < file.length; length += 5) {
      assert.notEqual((await inspect(file.subarray(0, length))).refused, null, `${length} bytes`);
    }
  });
});

test('whatever passes is read by Python in the same way', async (t) => {
  if (spawnSync('python3', ['--version']).status !== 0) {
    t.skip('there is no python3 to compare with');
    return;
  }
  const { accepted, refused, differences } = await compareWithPython(Random.seeded(7), 1500, folder);
  assert.deepEqual(differences, []);
  assert.ok(accepted > 60 && refused > 1000, `${accepted} passed, ${refused} refused`);
});
