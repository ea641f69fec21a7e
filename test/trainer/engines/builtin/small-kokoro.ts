// A neural source voice of a few random numbers: the tensors, seams and files of the real one, and as deterministic. A token
// has a duration of its own; what is heard depends on the tokens, F0, energy and the style.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import onnxProto from 'onnx-proto';
import type { onnx } from 'onnx-proto';
import { ELEMENT_CODES, valueInfo } from '../../../../src/learning/graph.ts';
import { Random } from '../../../../src/learning/random.ts';
import { seams } from '../../../../src/trainer/engines/builtin/source/kokoro/cut.ts';

const alphabetSize = 178;
const [intonationWidth, phoneWidth, halfStyle, samplesPerUnit] = [640, 512, 128, 600];
const [toneBins, columnsPerUnit] = [22, 120];

export interface SmallKokoroFaults {
  /** Name of a weight of the decoder, F0 or energy (`audioOf`, `f0Of`, `energyOf`) that is not a number. */
  readonly notANumber?: string;
  /** Name of a tensor that nothing makes. */
  readonly missing?: string;
}

/** Bytes of the whole graph. */
export function smallKokoroModel({ notANumber, missing }: SmallKokoroFaults = {}): Uint8Array {
  const random = Random.seeded(5);
  const initializer: onnx.ITensorProto[] = [];
  const weight = (name: string, dims: number[], value: () => number): string => {
    const size = dims.reduce((product, length) => product * length, 1);
    const data = Float32Array.from({ length: size }, name === notANumber ? () => NaN : value);
    initializer.push({ name, dataType: ELEMENT_CODES.float32, dims, rawData: new Uint8Array(data.buffer) });
    return name;
  };
  const whole = (name: string, dims: number[], values: number[]): string => {
    initializer.push({ name, dataType: ELEMENT_CODES.int64, dims, int64Data: values });
    return name;
  };
  const drawn = (scale: number) => () => scale * (random.uniform() - 0.5);
  const node: onnx.INodeProto[] = [];
  const { AttributeType } = onnxProto.onnx.AttributeProto;
  const op = (opType: string, input: string[], name: string, attributes: Record<string, number | number[]> = {}) => {
    const attribute = Object.entries(attributes).map(([key, value]) =>
      typeof value === 'number'
        ? { name: key, type: AttributeType.INT, i: value }
        : { name: key, type: AttributeType.INTS, ints: value },
    );
    if (name !== missing) node.push({ opType, input, output: [name], attribute });
    return name;
  };
  const [first, second, last] = [whole('0', [1], [0]), whole('1', [1], [1]), whole('-1', [1], [-1])];
  const [half, full] = [whole('128', [1], [halfStyle]), whole('256', [1], [2 * halfStyle])];
  const part = (name: string, from: string, to: string) => op('Slice', ['style', from, to, second], name);
  const [timbre, melody] = [part(seams.timbre, first, half), part('melody', half, full)];
  const letters = (name: string, width: number, scale: number): string =>
    op('Gather', [weight(`${name}Of`, [alphabetSize, width], drawn(scale)), 'tokens'], name);

  // The front.
  const lengths = weight('lengths', [alphabetSize], () => 1 + Math.floor(4 * random.uniform()));
  const quick = op('Div', [op('Gather', [lengths, 'tokens'], 'long'), 'speed'], 'quick');
  const rounded = op('Max', [op('Round', [quick], 'rounded'), weight('one', [1], () => 1)], 'atLeastOne');
  op('Cast', [rounded], seams.durations, { to: ELEMENT_CODES.int64 });
  const moved = op('MatMul', [melody, weight('melodyOf', [halfStyle, intonationWidth], drawn(0.2))], 'moved');
  op('Add', [letters('letters', intonationWidth, 1), moved], seams.intonation);
  op('Transpose', [letters('sounds', phoneWidth, 1)], seams.phones, { perm: [0, 2, 1] });

  // Which token a unit belongs to, [units, tokens].
  const ends = op('CumSum', [seams.durations, whole('axis', [], [1])], 'ends');
  const starts = op('Sub', [ends, seams.durations], 'starts');
  const total = op('ReduceSum', [seams.durations], 'total', { keepdims: 0 });
  const units = op('Range', [whole('zero', [], [0]), total, whole('step', [], [1])], 'units');
  const column = op('Unsqueeze', [units, second], 'column');
  const within = op(
    'And',
    [op('GreaterOrEqual', [column, starts], 'begun'), op('Less', [column, ends], 'not over')],
    'in',
  );
  const belongs = op('Cast', [within], 'belongs', { to: ELEMENT_CODES.float32 });

  // The prosody: two frames a unit.
  const spread = op('MatMul', [belongs, op('Squeeze', [seams.intonation, first], 'flat')], 'spread');
  const row = whole('row', [2], [1, -1]);
  for (const [name, level, scale] of [
    ['f0', 160, 4],
    ['energy', 3, 0.2],
  ] as const) {
    const raw = op('MatMul', [spread, weight(`${name}Of`, [intonationWidth, 2], drawn(scale))], `${name} raw`);
    op('Reshape', [op('Add', [raw, weight(`${name}Level`, [1], () => level)], `${name} pairs`), row], seams[name]);
  }

  // The decoder: 600 samples a unit. Before the style has a part in it: what is said in time, and a tone of 120 columns a unit.
  op('MatMul', [seams.phones, op('Transpose', [belongs], 'tokenRows', { perm: [1, 0] })], seams.spread);
  const pairs = whole('pairs', [2], [-1, 2]);
  const toned = op(
    'MatMul',
    [op('Reshape', [seams.f0, pairs], 'f0 units'), weight('toneOf', [2, toneBins * columnsPerUnit], drawn(0.02))],
    'toned',
  );
  const tones = op('Reshape', [toned, whole('by unit', [3], [-1, toneBins, columnsPerUnit])], 'tones');
  const turned = op('Transpose', [tones], 'turned', { perm: [1, 0, 2] });
  const flat = op('Reshape', [turned, whole('in a row', [3], [1, toneBins, -1])], 'columns');
  const oneMore = op('Slice', [flat, first, second, whole('2', [1], [2])], 'one more');
  op('Concat', [flat, oneMore], seams.harmonics, { axis: 2 });
  // After: as the real one, of operators through which the style can be learnt.
  const said = op('Transpose', [seams.spread], 'said', { perm: [0, 2, 1] });
  const heard = op('MatMul', [said, weight('audioOf', [phoneWidth, samplesPerUnit], drawn(0.2))], 'heard');
  const allTones = op('ReduceMean', [seams.harmonics, second], 'all tones', { keepdims: 0 });
  const whole120 = op('Slice', [allTones, first, whole('-1 end', [1], [-1]), second], 'whole units');
  const rows = op('Reshape', [whole120, whole('unit rows', [3], [1, -1, columnsPerUnit])], 'tone rows');
  const sung = op('MatMul', [rows, weight('sungOf', [columnsPerUnit, samplesPerUnit], drawn(0.5))], 'sung');
  const energyRows = op('Reshape', [seams.energy, whole('energy rows', [3], [1, -1, 2])], 'energy units');
  const loud = op('ReduceMean', [energyRows, whole('last axis', [1], [2])], 'loud', { keepdims: 1 });
  const coloured = op('MatMul', [timbre, weight('timbreOf', [halfStyle, samplesPerUnit], drawn(0.5))], 'coloured');
  const tinted = op('Mul', [heard, op('Add', [coloured, weight('plain', [1], () => 1)], 'tint')], 'tinted');
  const mixed = op('Add', [op('Add', [tinted, sung], 'both'), coloured], 'mixed');
  const wave = op(
    'Sin',
    [op('Mul', [mixed, op('Mul', [loud, weight('level', [1], () => 0.05)], 'levelled')], 'scaled')],
    'wave',
  );
  op('Reshape', [wave, last], 'audio');

  const { ModelProto } = onnxProto.onnx;
  return ModelProto.encode(
    ModelProto.fromObject({
      irVersion: 8,
      opsetImport: [{ domain: '', version: 20 }],
      graph: {
        name: 'small',
        node,
        initializer,
        input: [
          valueInfo({ name: 'tokens', type: 'int64' }, [1, 'tokens']),
          valueInfo({ name: 'style', type: 'float32' }, [1, 256]),
          valueInfo({ name: 'speed', type: 'float32' }, [1]),
        ],
        output: [valueInfo({ name: 'audio', type: 'float32' }, ['samples'])],
      },
    }),
  ).finish();
}

/** A decoder that needs more memory than there are addresses: each of its samples is the mean of as many. */
export function hungryDecoder(decoder: Uint8Array): Uint8Array {
  const { ModelProto } = onnxProto.onnx;
  const model = ModelProto.decode(decoder);
  const graph = model.graph!;
  const audio = graph.node!.find(({ output }) => output?.[0] === 'audio')!;
  audio.output = ['few'];
  const { AttributeType } = onnxProto.onnx.AttributeProto;
  const constant = (name: string, dims: number[], given: Partial<onnx.ITensorProto>): void =>
    void graph.initializer!.push({ name, dims, ...given });
  constant('in a column', [2], { dataType: ELEMENT_CODES.int64, int64Data: [-1, 1] });
  constant('times', [2], { dataType: ELEMENT_CODES.float32, floatData: [1, 2 ** 36] });
  constant('across', [1], { dataType: ELEMENT_CODES.int64, int64Data: [1] });
  const text = (name: string, value: string) => ({ name, type: AttributeType.STRING, s: Buffer.from(value) });
  const nearest = [
    text('mode', 'nearest'),
    text('coordinate_transformation_mode', 'asymmetric'),
    text('nearest_mode', 'floor'),
  ];
  graph.node!.push(
    { opType: 'Reshape', input: ['few', 'in a column'], output: ['column of few'] },
    { opType: 'Resize', input: ['column of few', '', 'times'], output: ['many'], attribute: nearest },
    {
      opType: 'ReduceMean',
      input: ['many', 'across'],
      output: ['audio'],
      attribute: [{ name: 'keepdims', type: AttributeType.INT, i: 0 }],
    },
  );
  return ModelProto.encode(model).finish();
}

/** Tables of random styles: each voice near a style of its own. */
export function smallTables(names: readonly string[]): Map<string, Buffer> {
  const random = Random.seeded(7);
  return new Map(
    names.map((name) => {
      const own = Float32Array.from({ length: 256 }, () => random.uniform() - 0.5);
      const table = Float32Array.from({ length: 510 * 256 }, (_, i) => own[i % 256] * (1 + Math.floor(i / 256) / 5100));
      return [`package/voices/${name}.bin`, Buffer.from(table.buffer)];
    }),
  );
}

/** An npm package of these files. */
export function tarball(files: ReadonlyMap<string, Buffer>): Buffer {
  const blocks: Buffer[] = [];
  for (const [name, content] of files) {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('        ', 148);
    header.write('0', 156);
    header.write('ustar', 257);
    header.write('00', 263);
    const checksum = header.reduce((sum, byte) => sum + byte, 0);
    header.write(`${checksum.toString(8).padStart(6, '0')}\0 `, 148);
    blocks.push(header, content, Buffer.alloc((512 - (content.length % 512)) % 512));
  }
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]), { level: 1 });
}

export const smallVoices = ['af_bella', 'af_heart', 'am_adam', 'am_liam', 'bf_emma', 'bm_lewis', 'ef_dora'] as const;
let voicesPackage: Buffer | undefined;

/** Write the files of a small Kokoro into a folder, as `npm run models` would. */
export async function writeSmallKokoro(folder: string, faults: SmallKokoroFaults = {}): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'kokoro-v1.0.int8.onnx'), smallKokoroModel(faults));
  await writeFile(path.join(folder, 'kokoro-js-1.2.1.tgz'), (voicesPackage ??= tarball(smallTables(smallVoices))));
}
