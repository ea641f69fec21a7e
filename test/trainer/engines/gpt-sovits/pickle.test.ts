// Weights are looked into without being loaded: what GPT-SoVITS writes passes, whatever could run code does not.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Random } from '../../../../src/learning/random.ts';
import { checkWeights, inspectPickle, inspectWeights } from '../../../../src/trainer/engines/gpt-sovits/pickle.ts';
import { archive, bytes, honestPickle, shortText, text, weights } from './archives.ts';

const harmless = bytes(0x80, 2, '}', text('weight'), '}s.');
const calling = 'cos\nsystem\n';

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timbre-pickle-'));
});
after(() => rm(folder, { recursive: true }));

async function inspect(content: Buffer): ReturnType<typeof inspectWeights> {
  const file = path.join(folder, 'weights.pth');
  await writeFile(file, content);
  return inspectWeights(file);
}

describe('files that GPT-SoVITS writes', () => {
  for (const [name, head] of [
    ['of v2', undefined],
    ['of v2Pro, whose first bytes are its version', '05'],
    ['of v2ProPlus', '06'],
  ] as const) {
    test(`pass: exported weights ${name}`, async () => {
      const { refused, globals } = await inspect(weights(honestPickle, head));
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
    const pickle = bytes(0x80, 2, '}', text('output_dir'), 'cpathlib\nPosixPath\n(', text('logs'), text('a'), 'tRs.');
    assert.equal((await inspectPickle(pickle)).refused, null);
  });

  test('pass: an archive without the records for large ones', async () => {
    const members = [{ name: 'a/data.pkl', content: harmless }];
    assert.equal((await inspect(archive(members, { wide: false }))).refused, null);
  });
});

/** As torch.save wrote before zip archives: magic number, protocol, machine, weights, keys. */
function legacy(machine = bytes('}')): Buffer {
  const magic = Buffer.from('80028a0a6cfc9c46f9206aa850192e', 'hex');
  const before = bytes(0x80, 2, 'M\xe9\x03.', 0x80, 2, machine, '.');
  return Buffer.concat([magic, before, honestPickle, bytes(0x80, 2, ']', text('0'), 'a.'), Buffer.alloc(64, 0xcf)]);
}

describe('pickles that could run code', () => {
  const system = [text('os'), text('system')];
  const hostile: Record<string, { pickle: Buffer; names: string[] }> = {
    'GLOBAL, protocol 0': { pickle: bytes("cos\nsystem\n(S'id'\ntR."), names: ['os system'] },
    'GLOBAL, protocol 2': { pickle: bytes(0x80, 2, calling, text('id'), 0x85, 'R.'), names: ['os system'] },
    STACK_GLOBAL: { pickle: bytes(0x80, 4, ...system, 0x93, text('id'), 0x85, 'R.'), names: ['os system'] },
    'STACK_GLOBAL of short texts in a frame': {
      pickle: bytes(0x80, 4, 0x95, Buffer.alloc(8), shortText('os'), shortText('system'), 0x93, '.'),
      names: ['os system'],
    },
    'STACK_GLOBAL by the memo': {
      pickle: bytes(0x80, 4, text('os'), 0x94, '0', text('system'), 'q\x07', '0h\x00h\x07', 0x93, '.'),
      names: ['os system'],
    },
    'STACK_GLOBAL of texts that are written otherwise': { pickle: bytes("S'os'\nVsystem\n", 0x93, '.'), names: [] },
    INST: { pickle: bytes("(S'id'\nios\nsystem\n."), names: ['os system'] },
    OBJ: { pickle: bytes('(', calling, text('id'), 'o.'), names: ['os system'] },
    EXT1: { pickle: bytes(0x80, 2, 0x82, 1, '.'), names: [] },
    EXT4: { pickle: bytes(0x80, 2, 0x84, 1, 0, 0, 0, '.'), names: [] },
    NEWOBJ_EX: { pickle: bytes('ccollections\nOrderedDict\n)}', 0x92, '.'), names: ['collections OrderedDict'] },
    'LONG_BINPUT far away': { pickle: bytes('}r', 0xff, 0xff, 0xff, 0x7f, '.'), names: [] },
    PERSID: { pickle: bytes('Pstorage\n.'), names: [] },
    'a later buffer': { pickle: bytes(0x80, 5, 0x97, '.'), names: [] },
    'a call of what was made': {
      pickle: bytes('ccollections\nOrderedDict\n)R)R.'),
      names: ['collections OrderedDict'],
    },
    'a call of a storage': { pickle: bytes('ctorch\nFloatStorage\n)R.'), names: ['torch FloatStorage'] },
    'attributes of a function': {
      pickle: bytes('ctorch._utils\n_rebuild_tensor_v2\n}b.'),
      names: ['torch._utils _rebuild_tensor_v2'],
    },
    'attributes of a path': { pickle: bytes('cpathlib\nPosixPath\n)R}b.'), names: ['pathlib PosixPath'] },
    'a name of the same module': { pickle: bytes('ctorch\nload\n.'), names: ['torch load'] },
    'a name behind an allowed one': {
      pickle: bytes(0x80, 4, text('collections'), text('OrderedDict.__init__.__globals__'), 0x93, '.'),
      names: ['collections OrderedDict.__init__.__globals__'],
    },
    'a storage that is another object': { pickle: bytes('(', text('module'), calling, 'tQ.'), names: ['os system'] },
    'what follows the pickle': { pickle: bytes(harmless, calling, ')R.'), names: [] },
  };
  for (const [what, { pickle, names }] of Object.entries(hostile)) {
    test(`are refused: ${what}`, async () => {
      for (const { refused, globals } of [await inspectPickle(pickle), await inspect(weights(pickle, '05'))]) {
        assert.notEqual(refused, null);
        assert.deepEqual(globals, names);
      }
    });
  }

  test('a pickle within a text is only a text', async () => {
    const pickle = bytes('}', text('weight'), text(`${calling})R.`), 's.');
    assert.deepEqual(await inspectPickle(pickle), { globals: [], refused: null });
  });

  test('the reason names what it asks for, and the way out', async () => {
    const file = path.join(folder, 'evil.pth');
    await writeFile(file, weights(bytes(calling, text('id'), 0x85, 'R.')));
    await assert.rejects(checkWeights(file, 'evil.pth'), {
      code: 'weights-unsafe',
      message: 'evil.pth is not loaded: it asks for os.system.',
    });
  });
});

describe('pickles that would hurt by their size', () => {
  for (const [what, pickle] of Object.entries({
    'lists in lists': bytes(']'.repeat(200), 'a'.repeat(199), '.'),
    'marks on marks': bytes('('.repeat(200), 'N.'),
    'tuples in tuples': bytes('N', Buffer.alloc(200, 0x85), '.'),
    'lists that grow from outside by the memo': bytes(`]${'q\x00]q\x01a0h\x01'.repeat(100)}.`),
    'a list that holds itself': bytes(']q\x00h\x00a.'),
    'a length beyond the end': bytes('X\xff\xff\xff\x7fab.'),
    'a length of 8 bytes': bytes(0x8e, Buffer.alloc(8, 0xff), '.'),
    'no end': bytes('N'),
    'an empty stack': bytes('.'),
    'an unknown memo': bytes('h\x05.'),
  })) {
    test(`are refused: ${what}`, async () => assert.notEqual((await inspectPickle(pickle)).refused, null));
  }

  test('millions of operations', async () => {
    const pickle = Buffer.alloc(6_000_000, 'N0');
    assert.match((await inspectPickle(pickle)).refused ?? '', /too many/);
  });
});

describe('archives that PyTorch could read otherwise', () => {
  const evil = bytes(calling, text('id'), 0x85, 'R.');
  const data = { name: 'a/data.pkl', content: harmless };
  const other = { name: 'a/data/0', content: Buffer.alloc(4) };
  for (const [what, content] of Object.entries({
    'two of a name': archive([data, { ...data, content: evil }]),
    'names that differ in case': archive([data, { name: 'a/DATA.PKL', content: evil }]),
    'two folders': archive([data, { name: 'b/data.pkl', content: evil }]),
    TorchScript: archive([data, { name: 'a/constants.pkl', content: evil }, { name: 'a/code/a.py', content: evil }]),
    'a compressed member': archive([data, { ...other, method: 8 }]),
    'no pickle': archive([other]),
    'something behind the end': Buffer.concat([archive([data]), Buffer.from('more')]),
    'something before the directory': Buffer.concat([archive([data]), archive([{ ...data, content: evil }])]),
    'a comment that holds another end': ((inner) => {
      const outer = Buffer.concat([archive([data], { wide: false }), inner]);
      outer.writeUInt16LE(inner.length, outer.length - inner.length - 2);
      return outer;
    })(archive([{ ...data, content: evil }], { wide: false })),
    'another version of GPT-SoVITS': archive([data], { head: '03' }),
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

test('whatever passes asks Python for no other name', async () => {
  const random = Random.seeded(7);
  const pieces = [
    honestPickle,
    harmless,
    bytes(0x80, 4, text('os'), 0x94, text('system'), 0x94, 0x93, 0x94, text('id'), 0x85, 'R.'),
    bytes("(S'id'\nios\nsystem\n."),
    ...'cib\x81\x82\x83\x84R\x92\x93\x94oQP()}]tauesdl0123\x85\x86\x87h\x00h\x01q\x00q\x01N\x88.'
      .split('')
      .map((op) => bytes(op)),
    bytes('ccollections\nOrderedDict\n'),
    bytes('cutils\nHParams\n'),
    bytes(calling),
    text('os'),
    text('collections'),
    text('OrderedDict'),
  ];
  const pick = (count: number): number => random.below(count);
  const accepted: Buffer[] = [];
  let refused = 0;
  for (let i = 0; i < 20_000; i++) {
    let pickle = Buffer.from(pieces[pick(4)] ?? harmless);
    for (let edits = 1 + pick(3); edits > 0; edits--) {
      const at = pick(pickle.length);
      const cut = pick(2) * pick(4);
      const inserted = Array.from({ length: pick(4) }, () => pieces[pick(pieces.length)] ?? harmless);
      pickle = Buffer.concat([pickle.subarray(0, at), ...inserted, pickle.subarray(at + cut)]);
    }
    if ((await inspectPickle(pickle)).refused === null) accepted.push(pickle);
    else refused++;
  }
  assert.ok(accepted.length > 300 && refused > 3000, `${accepted.length} passed, ${refused} refused`);
  // Python itself reads what passed; a name is never looked up, only noted.
  const program = `
import io, pickle, struct, sys
class Stub(dict):
    def __init__(self, *args, **kwargs): pass
class Reader(pickle.Unpickler):
    def find_class(self, module, name):
        names.add(module + ' ' + name)
        return type('Stub', (Stub,), {})
    def persistent_load(self, key): return None
names = set()
data = sys.stdin.buffer.read()
while data:
    size = struct.unpack('<I', data[:4])[0]
    try: Reader(io.BytesIO(data[4:4 + size])).load()
    except Exception: pass
    data = data[4 + size:]
print('\\n'.join(sorted(names)))
`;
  const input = Buffer.concat(
    accepted.flatMap((pickle) => {
      const size = Buffer.alloc(4);
      size.writeUInt32LE(pickle.length);
      return [size, pickle];
    }),
  );
  const { stdout, status } = spawnSync('python3', ['-c', program], { input, encoding: 'utf8' });
  assert.equal(status, 0);
  assert.deepEqual(stdout.trim().split('\n'), [
    'collections OrderedDict',
    'torch HalfStorage',
    'torch._utils _rebuild_tensor_v2',
    'utils HParams',
  ]);
});
