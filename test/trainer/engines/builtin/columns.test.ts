// Convolutions of 8-bit integers as products of matrices.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import onnxProto from 'onnx-proto';
import type { onnx } from 'onnx-proto';
import { Tensor } from 'onnxruntime-node';
import { valueInfo } from '../../../../src/learning/graph.ts';
import { Random } from '../../../../src/learning/random.ts';
import { openSession } from '../../../../src/learning/runtime.ts';
import { withColumns } from '../../../../src/trainer/engines/builtin/source/kokoro/columns.ts';
import { smallDecoder } from '../../../learning/small-decoder.ts';

const { ModelProto, TensorProto, AttributeProto } = onnxProto.onnx;

const count = ({ node }: onnx.IGraphProto, operator: string): number =>
  node?.filter(({ opType }) => opType === operator).length ?? 0;

test('a graph of 8-bit convolutions gives the same bits as one of products', async (t) => {
  const bytes = smallDecoder(true);
  const model = ModelProto.decode(bytes);
  const graph = model.graph!;
  const rewritten = withColumns(graph);
  const strided = 1;
  assert.equal(count(rewritten, 'ConvInteger'), strided);
  const convolutions = count(graph, 'ConvInteger');
  assert.ok(convolutions > 3 * strided);
  assert.equal(count(rewritten, 'MatMulInteger'), count(graph, 'MatMulInteger') + convolutions - strided);

  const random = Random.seeded(5);
  const feeds = Object.fromEntries(
    (graph.input ?? []).map(({ name, type }) => {
      const dims = (type?.tensorType?.shape?.dim ?? []).map(({ dimValue }) => Number(dimValue));
      const data = Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, () => random.normal());
      return [name ?? '', new Tensor('float32', data, dims)];
    }),
  );
  const run = async (own: Uint8Array): Promise<unknown> => {
    const session = await openSession(own);
    t.after(() => session.release());
    return (await session.run(feeds))['audio'].data;
  };
  const said = await run(bytes);
  assert.ok((said as Float32Array).some((value) => value !== 0));
  assert.deepEqual(
    await run(
      ModelProto.encode({ irVersion: model.irVersion, opsetImport: model.opsetImport, graph: rewritten }).finish(),
    ),
    said,
  );
});

/** Of bytes: three channels become two. `zero` is that of the weights. */
function convolution(kernel: number, dilation: number, pads: number[], zero: number): onnx.IGraphProto {
  const random = Random.seeded(kernel);
  // Bytes at the ends of their range, and between.
  const byte = (): number => [0, 255, Math.floor(256 * random.uniform())][Math.floor(3 * random.uniform())];
  const { UINT8 } = TensorProto.DataType;
  const weights = Array.from({ length: 6 * kernel }, byte);
  return {
    name: 'convolution',
    input: [
      valueInfo({ name: 'x', type: 'uint8' }, [1, 3, 'time']),
      valueInfo({ name: 'zero of x', type: 'uint8' }, []),
    ],
    output: [valueInfo({ name: 'y', type: 'int32' }, [1, 2, 'time of y'])],
    initializer: [
      { name: 'weight', dims: [2, 3, kernel], dataType: UINT8, int32Data: weights },
      { name: 'zero', dims: [], dataType: UINT8, int32Data: [zero] },
    ],
    node: [
      {
        opType: 'ConvInteger',
        input: ['x', 'weight', 'zero of x', 'zero'],
        output: ['y'],
        attribute: Object.entries({ dilations: [dilation], strides: [1], pads, kernel_shape: [kernel] }).map(
          ([name, ints]) => ({ name, type: AttributeProto.AttributeType.INTS, ints }),
        ),
      },
    ],
  };
}

test('whatever the kernel, its zero and what surrounds the sound', async (t) => {
  const random = Random.seeded(3);
  const x = new Tensor(
    'uint8',
    Uint8Array.from({ length: 3 * 37 }, () => Math.floor(256 * random.uniform())),
    [1, 3, 37],
  );
  const run = async (graph: onnx.IGraphProto): Promise<unknown> => {
    const session = await openSession(
      ModelProto.encode({ irVersion: 8, opsetImport: [{ domain: '', version: 20 }], graph }).finish(),
    );
    t.after(() => session.release());
    const { y } = await session.run({ x, 'zero of x': new Tensor('uint8', Uint8Array.of(77), []) });
    return { dims: y.dims, data: y.data };
  };
  for (const [kernel, dilation, pads, zero] of [
    [1, 1, [0, 0], 131],
    [3, 1, [1, 1], 0],
    [3, 1, [0, 2], 255],
    [7, 3, [9, 9], 128],
    [11, 2, [0, 0], 120],
  ] as const) {
    const graph = convolution(kernel, dilation, [...pads], zero);
    const rewritten = withColumns(graph);
    assert.equal(count(rewritten, 'ConvInteger'), 0);
    assert.deepEqual(await run(rewritten), await run(graph));
  }
});
