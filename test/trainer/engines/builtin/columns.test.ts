// Convolutions of 8-bit integers as products of matrices.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import onnxProto from 'onnx-proto';
import type { onnx } from 'onnx-proto';
import { Tensor } from 'onnxruntime-node';
import { Random } from '../../../../src/learning/random.ts';
import { openSession } from '../../../../src/learning/runtime.ts';
import { withColumns } from '../../../../src/trainer/engines/builtin/source/kokoro/columns.ts';
import { smallDecoder } from '../../../learning/small-decoder.ts';

const { ModelProto } = onnxProto.onnx;

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
