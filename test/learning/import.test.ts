// An ONNX graph taken in gives what ONNX Runtime makes of it, gradients by whatever is given, and trains.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Tensor as OrtTensor } from 'onnxruntime-node';
import { gradients } from '../../src/learning/gradients.ts';
import { Graph, encodeModel, sizeOf, valueInfo } from '../../src/learning/graph.ts';
import { importGraph, readModel, weightOf } from '../../src/learning/import.ts';
import { add, square, sum } from '../../src/learning/operators.ts';
import { Random } from '../../src/learning/random.ts';
import { openSession } from '../../src/learning/runtime.ts';
import { Trainer } from '../../src/learning/trainer.ts';
import { assertClose, checkGradients } from './gradient-check.ts';
import { learningStyle, shapes, smallDecoder } from './small-decoder.ts';

const bytes = smallDecoder();
const decoder = readModel(bytes);
const negated = (...made: string[]) => made.map((name) => ({ opType: 'Neg', input: ['x'], output: [name] }));
const numbers = (name: string, dims: number[], int64Data: number[]) => ({ name, dims, dataType: 7, int64Data });

const random = Random.seeded(9);
const normal = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal());
const phones = normal(sizeOf(shapes.phones));
const source = normal(sizeOf(shapes.source));
const styles = [normal(3), normal(3)];

/** What ONNX Runtime makes of the graph as it is. */
async function original(style: Float32Array): Promise<Float32Array> {
  const session = await openSession(bytes);
  const { audio } = await session.run({
    phones: new OrtTensor('float32', phones, shapes.phones),
    source: new OrtTensor('float32', source, shapes.source),
    style: new OrtTensor('float32', style, shapes.style),
  });
  await session.release();
  return audio.data as Float32Array;
}

/** How many nodes the gradient of a sound by one of the decoder's weights needs. */
function nodesOfGradient(name: string): number {
  const graph = new Graph();
  const parameter = graph.symbol(name, decoder.constants.get(name)?.shape ?? shapes.style);
  const inputs = Object.fromEntries(Object.entries(shapes).map(([key, shape]) => [key, graph.symbol(key, shape)]));
  const { audio } = importGraph(graph, decoder, { given: { ...inputs, [name]: parameter }, wanted: ['audio'] });
  const forward = graph.toProto([], [valueInfo(audio, audio.shape)]).node!.length;
  const [slope] = gradients(sum(square(audio)), [parameter]);
  return graph.toProto([], [valueInfo(slope, slope.shape)]).node!.length - forward;
}

describe('import of an ONNX graph', () => {
  test('gives what the original gives', async () => {
    const trainer = await Trainer.create(learningStyle(decoder, styles[0]), { batchSize: 1, seed: 1 });
    const { audio } = await trainer.predict({ phones, source });
    await trainer.dispose();
    assertClose(audio, [...(await original(styles[0]))], 1e-5, 'audio');
  });

  test('8-bit weights are those of floats', async () => {
    const trainer = await Trainer.create(learningStyle(readModel(smallDecoder(true)), styles[0]), {
      batchSize: 1,
      seed: 1,
    });
    const { audio } = await trainer.predict({ phones, source });
    await trainer.dispose();
    assertClose(audio, [...(await original(styles[0]))], 1e-5, 'audio');
  });

  test('gradients by inputs, an inner tensor, a bias and a kernel', () =>
    checkGradients({
      shapes: [shapes.style, [1, 4, 12], [8], [4, 4, 3]],
      range: [-1, 1],
      elements: 12,
      build: (style, encoded, bias, kernel) => {
        const { graph } = style;
        const given = {
          style,
          encoded,
          source: graph.array('source', shapes.source, () => source),
          'adain0.fc.bias': add(weightOf(graph, decoder, 'adain0.fc.bias'), bias),
          convs1: kernel,
        };
        return importGraph(graph, decoder, { given, wanted: ['audio'] }).audio;
      },
    }));

  test('gradients by all inputs', () =>
    checkGradients({
      shapes: [shapes.style, shapes.phones, shapes.source],
      range: [-1, 1],
      elements: 12,
      build: (style, phones, source) =>
        importGraph(style.graph, decoder, { given: { style, phones, source }, wanted: ['audio'] }).audio,
    }));

  test('what does not lead from the parameters to the loss has no gradient', () => {
    const [last, middle, first] = ['post.bias', 'convs0.bias', 'norm1.fc.bias'].map(nodesOfGradient);
    assert.ok(last < 50 && last < middle && middle < first, `${last} ${middle} ${first}`);
  });

  test('the style of a sound is learnt, and a continuation is exact', async () => {
    const model = learningStyle(decoder, styles[0]);
    const data = { phones, source, audio: await original(styles[1]) };
    const epoch = (steps: number) => ({
      data,
      indices: new Int32Array(steps),
      learningRates: new Float32Array(steps).fill(0.05),
    });
    const options = { batchSize: 1, seed: 1, optimizer: { weightDecay: 0, clipNorm: 5 } };
    const trainer = await Trainer.create(model, options);
    const { losses } = await trainer.runEpoch(epoch(60));
    assert.ok(losses.at(-1)! < losses[0] / 4, `${losses[0]} to ${losses.at(-1)}`);
    const [state, step] = [trainer.state(), trainer.step];
    await trainer.runEpoch(epoch(5));
    const other = await Trainer.create(model, options);
    other.load(state, step);
    await other.runEpoch(epoch(5));
    assert.deepEqual(other.state(), trainer.state());
    assert.ok((await other.evaluate(data, Int32Array.of(0)))[0] < losses[0]);
    await trainer.dispose();
    await other.dispose();
  });

  test("what can't be taken in is told by its name", () => {
    const graph = new Graph();
    const take = (given: Record<string, ReturnType<Graph['symbol']>>, wanted = 'audio', model = decoder) =>
      importGraph(graph, model, { given, wanted: [wanted] });
    assert.throws(() => take({}), /"(phones|source|style)" must be given: nothing in the graph makes it/);
    assert.throws(() => take({ nothing: graph.symbol('x', [1]) }), /no tensor "nothing"/);
    assert.throws(() => take({}, 'sound'), /"sound" must be given/);
    assert.throws(() => weightOf(graph, decoder, 'nothing'), /no weight "nothing"/);
    const [x, y] = ['x', 'y'].map((name) => valueInfo({ name, type: 'float32' }, [2]));
    const of = (opType: string, input = ['x'], more = {}) =>
      readModel(encodeModel({ node: [{ opType, input, output: ['y'] }], input: [x], output: [y], ...more }));
    const given = { x: graph.symbol('x', [2, 2]) };
    assert.throws(() => take(given, 'y', of('Elu')), /operator Elu, which makes "y", is not known here/);
    assert.throws(() => take(given, 'y', of('Reshape', ['x', 'x'])), /Reshape, .*: its input "x" must be a constant/);
    assert.throws(
      () =>
        of('Neg', ['z'], {
          node: [
            { opType: 'Neg', input: ['z'], output: ['y'] },
            { opType: 'Neg', input: ['x'], output: ['z'] },
          ],
        }),
      /"z" is used before it is made/,
    );
    const short = { name: 'w', dims: [3], dataType: 1, floatData: [1] };
    const whole = { ...short, floatData: [1, 2, 3] };
    // Without an end it would be looked for what makes it.
    const itself = [...negated('y'), { opType: 'Neg', input: ['y'], output: ['y'] }];
    assert.throws(() => of('Neg', ['x'], { node: itself }), /"y" is made twice/);
    assert.throws(() => of('Neg', ['x'], { node: negated('w', 'y'), initializer: [whole] }), /"w" is made twice/);
    assert.throws(() => of('Add', ['x', 'w'], { initializer: [whole, whole] }), /"w" is made twice/);
    assert.throws(() => readModel(new Uint8Array()), /not an ONNX model/);
    assert.throws(() => of('Add', ['x', 'w'], { initializer: [short] }), /"w" has 1 of 3 elements/);
    assert.throws(
      () => of('Add', ['x', 'w'], { initializer: [{ ...short, dataType: 8 }] }),
      /"w" has elements of an unknown type/,
    );
    assert.throws(() => of('ConvInteger', ['x', 'w']), /not written as dynamic quantization/);
  });

  test('what constants make is what ONNX says, or is refused', () => {
    const initializer = [
      numbers('x', [1, 6, 1], [0, 1, 2, 3, 4, 5]),
      ...Object.entries({ from: [0], to: [6], axis: [1], one: [1], two: [2] }).map(([name, data]) =>
        numbers(name, [1], data),
      ),
      ...[0, 5].map((value) => numbers(`${value}`, [], [value])),
    ];
    const made = (opType: string, input: string[], axes?: number[]) => {
      const attribute = axes ? [{ name: 'axes', type: 7, ints: axes }] : [];
      const model = readModel(encodeModel({ node: [{ opType, input, output: ['y'], attribute }], initializer }));
      const graph = new Graph();
      const { y } = importGraph(graph, model, { given: {}, wanted: ['y'] });
      return y.shape;
    };
    assert.deepEqual(made('Slice', ['x', 'from', 'to', 'axis', 'one']), [1, 6, 1]);
    assert.throws(() => made('Slice', ['x', 'from', 'to', 'axis', 'two']), /Slice: only steps of 1 are known/);
    assert.deepEqual([made('Squeeze', ['x']), made('Squeeze', ['x'], [2])], [[6], [1, 6]]);
    assert.deepEqual(made('Unsqueeze', ['x'], [0]), [1, 1, 6, 1]);
    assert.deepEqual(made('Range', ['0', '5', 'one']), [5]);
    assert.throws(() => made('Range', ['0', '5', 'from']), /Range: there is no end to steps of 0/);
  });
});
