// The fetched neural source voice's decoder, taken in; skipped where `npm run models` has not fetched it.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import onnxProto from 'onnx-proto';
import type { onnx } from 'onnx-proto';
import { Tensor as OrtTensor } from 'onnxruntime-node';
import pino from 'pino';
import { loadEnvFile, readConfig } from '../../src/config.ts';
import { gradients } from '../../src/learning/gradients.ts';
import { ELEMENT_CODES, Graph, encodeModel, valueInfo } from '../../src/learning/graph.ts';
import type { Tensor } from '../../src/learning/graph.ts';
import { importGraph, readModel } from '../../src/learning/import.ts';
import type { OnnxModel } from '../../src/learning/import.ts';
import { frameCount, logMels, melLoss } from '../../src/learning/mel-loss.ts';
import { openSession } from '../../src/learning/runtime.ts';
import type { OpenedSession } from '../../src/learning/runtime.ts';
import { sum } from '../../src/learning/operators.ts';
import { usableModel } from '../../src/models/usable.ts';
import { resample } from '../../src/dsp/resample.ts';
import { seams } from '../../src/trainer/engines/builtin/source/kokoro/cut.ts';
import { kokoroName } from '../../src/trainer/engines/builtin/source/kokoro/kokoro.ts';
import { partsOf } from '../../src/trainer/engines/builtin/source/kokoro/parts.ts';
import { scratch } from '../audio/material.ts';
import { assertClose } from './gradient-check.ts';

loadEnvFile();
const { modelsDir } = readConfig(process.env);

const expanded = '/encoder/MatMul_1_output_0';
const spectrum = '/decoder/decoder/generator/Concat_3_output_0';
const timbre = '/decoder/Slice_output_0';
const { AttributeProto, ModelProto } = onnxProto.onnx;

/** “To the end” is the largest integer, which a number only nearly is. */
const whole = (value: number): bigint => BigInt(Math.min(value, Number.MAX_SAFE_INTEGER));

/** Away from where the loss has its edges, finite differences go straight on. */
const louder = (data: Float32Array): Float32Array => data.map((value) => value + 1);

/** What was read, as an ONNX model again, from `inputs` on: products of floats, run by ONNX Runtime's own operators. */
function asOnnx(model: OnnxModel, inputs: onnx.IValueInfoProto[], output: onnx.IValueInfoProto): Uint8Array {
  const { FLOAT, INT, INTS, STRING } = AttributeProto.AttributeType;
  const [given, wanted] = [new Set(inputs.map(({ name }) => name)), new Set<unknown>([output.name])];
  const needed = model.nodes.toReversed().filter(({ inputs: input, outputs }) => {
    const isNeeded = outputs.some((name) => wanted.has(name) && !given.has(name));
    if (isNeeded) for (const name of input) wanted.add(name);
    return isNeeded;
  });
  const node = needed.reverse().map(({ operator, inputs: input, outputs, attributes }) => ({
    opType: operator,
    input: [...input],
    output: [...outputs],
    attribute: Object.entries(attributes).flatMap(([name, value]): onnx.IAttributeProto[] => {
      if (value === undefined) return [];
      if (typeof value === 'string') return [{ name, type: STRING, s: Buffer.from(value) }];
      if (typeof value !== 'number') return [{ name, type: INTS, ints: [...value] }];
      const isFloat = ['alpha', 'cubic_coeff_a', 'extrapolation_value'].includes(name);
      return isFloat ? [{ name, type: FLOAT, f: value }] : [{ name, type: INT, i: value }];
    }),
  }));
  const used = new Set(node.flatMap(({ input }) => input));
  const initializer = [...model.constants].flatMap(([name, { shape, type, data }]): onnx.ITensorProto[] => {
    if (!used.has(name)) return [];
    const bytes = data instanceof Float32Array ? data : BigInt64Array.from(Array.from(data), whole);
    const dims = { name, dims: [...shape], dataType: ELEMENT_CODES[type] };
    return type === 'int32' || type === 'bool'
      ? [{ ...dims, int32Data: Array.from(data) }]
      : [{ ...dims, rawData: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) }];
  });
  const graph = { name: 'floats', node, initializer, input: inputs, output: [output] };
  return ModelProto.encode({ irVersion: 9, opsetImport: [{ domain: '', version: 20 }], graph }).finish();
}

test('the fetched decoder, taken in, gives its waveform, and gradients by its style', async (t) => {
  const folder = await usableModel(modelsDir, kokoroName, pino({ level: 'silent' }));
  if (folder === null) return t.skip(`no model in ${modelsDir}: npm run models -- kokoro fetches it`);
  const parts = await partsOf(path.join(folder, 'kokoro-v1.0.int8.onnx'), await scratch(t));
  const opened = async (bytes: Uint8Array): Promise<OpenedSession> => {
    const session = await openSession(bytes, { isPrepacked: false, hasArena: false });
    t.after(() => session.release());
    return session;
  };

  // A few sounds, said by the whole of it.
  const style = Float32Array.from({ length: 256 }, (_, i) => 0.15 * Math.sin(7 * i));
  const tokens = [0, 50, 83, 54, 156, 57, 135, 0].map(BigInt);
  const styleTensor = new OrtTensor('float32', style, [1, 256]);
  const front = await (
    await opened(await parts('front'))
  ).run({
    tokens: new OrtTensor('int64', BigInt64Array.from(tokens), [1, tokens.length]),
    style: styleTensor,
    speed: new OrtTensor('float32', [1], [1]),
  });
  const { durations, intonation, phones, f0, energy } = seams;
  const prosody = await (
    await opened(await parts('prosody'))
  ).run({ [durations]: front[durations], [intonation]: front[intonation], style: styleTensor });
  const bytes = await parts('learning');
  const decoderModel = ModelProto.decode(bytes);
  for (const name of [expanded, spectrum]) {
    decoderModel.graph!.output!.push(valueInfo({ name, type: 'float32' }, ['one', `${name} a`, `${name} b`]));
  }
  const said = await (
    await opened(ModelProto.encode(decoderModel).finish())
  ).run({
    [phones]: front[phones],
    [durations]: front[durations],
    [f0]: prosody[f0],
    [energy]: prosody[energy],
    style: styleTensor,
  });

  const decoder = readModel(bytes);
  const given: Record<string, OrtTensor> = {
    [timbre]: new OrtTensor('float32', style.slice(0, 128), [1, 128]),
    [expanded]: said[expanded],
    [f0]: prosody[f0],
    [energy]: prosody[energy],
    [spectrum]: said[spectrum],
  };
  const symbols = (graph: Graph): Record<string, Tensor> =>
    Object.fromEntries(Object.entries(given).map(([name, { dims }]) => [name, graph.symbol(name, dims)]));
  const infos = Object.entries(given).map(([name, { dims }]) => valueInfo({ name, type: 'float32' }, dims));

  const graph = new Graph();
  const inputs = symbols(graph);
  const rows = importGraph(graph, decoder, { given: inputs, wanted: ['/decoder/Gather_output_0'] })[
    '/decoder/Gather_output_0'
  ];
  const int8 = said['audio'].data as Float32Array;
  const targets = logMels(resample(int8, 24_000, 16_000));
  const frames = frameCount(int8.length, 24_000);
  const loss = sum(
    melLoss(
      rows,
      targets.map(({ bands, data }, i) => graph.array(`target ${i}`, [1, bands, frames], () => louder(data))),
      graph.array('weights', [1, frames], () => new Float32Array(frames).fill(1)),
    ),
  );
  const [slope] = gradients(loss, [inputs[timbre]]);
  const ends = [rows, loss, slope].map((tensor) => valueInfo(tensor, tensor.shape));
  const arrays = graph.arraysFor(ends);
  const session = await opened(
    encodeModel(graph.toProto([...infos, ...arrays.map(({ tensor }) => valueInfo(tensor, tensor.shape))], ends)),
  );
  const fed = arrays.map(({ tensor: { name, shape }, data }) => [name, new OrtTensor('float32', data, shape)] as const);
  const at = async (values: Float32Array) => {
    const feeds = { ...given, ...Object.fromEntries(fed), [timbre]: new OrtTensor('float32', values, [1, 128]) };
    const results = await session.run(feeds);
    const [audio, value, gradient] = [rows, loss, slope].map(({ name }) => results[name].data as Float32Array);
    return { audio, loss: value[0], gradient };
  };
  const own = await at(style.slice(0, 128));

  const floats = await opened(asOnnx(decoder, infos, valueInfo({ name: 'audio', type: 'float32' }, ['samples'])));
  const { audio } = await floats.run(given);
  assertClose(own.audio, [...(audio.data as Float32Array)], 1e-4, 'audio');

  const apart = Math.abs(own.loss - 1.5);
  assert.ok(apart < 0.3, `${apart} nepers between 8-bit products and those of floats`);

  const norm = Math.hypot(...own.gradient);
  const moved = (step: number) => at(style.slice(0, 128).map((x, i) => x + (step * own.gradient[i]) / norm));
  const step = 0.003;
  const difference = ((await moved(step)).loss - (await moved(-step)).loss) / (2 * step);
  assert.ok(Math.abs(difference / norm - 1) < 0.02, `the loss rises by ${difference}, the gradient says ${norm}`);
});
