// The trainer: its steps against AdamW written out in float64, learning, bit-exact continuation across processes.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import type { Tensor } from '../../src/learning/graph.ts';
import { defineModel, dense, parametersOf, zeros } from '../../src/learning/model.ts';
import type { Initializer, Scope } from '../../src/learning/model.ts';
import { gemm, meanSquaredError, mul, reshape } from '../../src/learning/operators.ts';
import { defaultOptimizer, warmupCosine } from '../../src/learning/optimizer.ts';
import { Predictor } from '../../src/learning/predictor.ts';
import { Random, batchesOf } from '../../src/learning/random.ts';
import { OutOfMemory, tellingOutOfMemory } from '../../src/learning/runtime.ts';
import { Trainer } from '../../src/learning/trainer.ts';
import { assertClose, checkGradients } from './gradient-check.ts';
import { BATCH, createTrainer, makeData, model, trainEpochs } from './regression.ts';

const execute = promisify(execFile);

const fixed =
  (scale: number): Initializer =>
  (shape) =>
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => scale * Math.sin(i + 1));

/** y = x · W + b with the squared error: its gradient fits into one line of the reference below. */
const linear = defineModel({
  inputs: { x: { shape: [3] } },
  targets: { y: { shape: [2] } },
  predict: (scope, { x }) => ({ y: dense(scope, 'only', x, 2, fixed(0.5)) }),
  loss: ({ y }, data) => meanSquaredError(y, data.y),
});

const linearData = {
  x: Float32Array.from({ length: 15 }, (_, i) => Math.cos(i * 1.7)),
  y: Float32Array.from({ length: 10 }, (_, i) => 2 * Math.sin(i * 0.9)),
};

/** AdamW by the papers' formulas, in float64, on the linear model. */
function reference(
  options: typeof defaultOptimizer,
  rateOf: (name: string) => number,
  batches: { indices: Int32Array; weights: Float32Array },
  rates: Float32Array,
  decays?: Float32Array,
) {
  const parameters = [
    { name: 'only.weight', value: [...fixed(0.5)([3, 2], Random.seeded(0))], decays: true },
    { name: 'only.bias', value: [0, 0], decays: false },
  ].map((p) => ({ ...p, m: p.value.map(() => 0), v: p.value.map(() => 0), average: [...p.value] }));
  const [weight, bias] = parameters as [(typeof parameters)[0], (typeof parameters)[0]];
  const losses: number[] = [];
  const norms: number[] = [];
  for (const [step, rate] of rates.entries()) {
    const gradients = [weight.value.map(() => 0), [0, 0]] as [number[], number[]];
    const rows = [...batches.indices.subarray(step * 2, step * 2 + 2)];
    const rowWeights = batches.weights.subarray(step * 2, step * 2 + 2);
    const total = rowWeights[0] + rowWeights[1];
    let loss = 0;
    for (const [n, row] of rows.entries()) {
      for (const j of [0, 1]) {
        const x = [0, 1, 2].map((i) => linearData.x[row * 3 + i]);
        const error =
          x.reduce((sum, xi, i) => sum + xi * weight.value[i * 2 + j], bias.value[j]) - linearData.y[row * 2 + j];
        const share = rowWeights[n] / total / 2;
        loss += error * error * share;
        for (const i of [0, 1, 2]) gradients[0][i * 2 + j] += 2 * error * x[i] * share;
        gradients[1][j] += 2 * error * share;
      }
    }
    losses.push(loss);
    const trained = parameters.map((p, n) => [p, gradients[n]] as const).filter(([p]) => rateOf(p.name) !== 0);
    const norm = Math.hypot(...trained.flatMap(([, gradient]) => gradient));
    norms.push(norm);
    const clip = options.clipNorm === null ? 1 : Math.min(1, options.clipNorm / (norm + 1e-6));
    for (const [p, gradient] of trained) {
      const lr = rate * rateOf(p.name);
      for (const [i, slope] of gradient.entries()) {
        const g = slope * clip;
        p.m[i] = options.beta1 * p.m[i] + (1 - options.beta1) * g;
        p.v[i] = options.beta2 * p.v[i] + (1 - options.beta2) * g * g;
        const mHat = p.m[i] / (1 - options.beta1 ** (step + 1));
        const vHat = p.v[i] / (1 - options.beta2 ** (step + 1));
        p.value[i] -=
          lr * (mHat / (Math.sqrt(vHat) + options.epsilon) + (p.decays ? options.weightDecay * p.value[i] : 0));
        const decay = decays?.[step] ?? options.averageDecay!;
        p.average[i] = decay * p.average[i] + (1 - decay) * p.value[i];
      }
    }
  }
  return { parameters, losses, norms };
}

const fasterBias = (parameter: string): number => (parameter === 'only.bias' ? 2.5 : 1);
const frozenWeight = (parameter: string): number => (parameter === 'only.weight' ? 0 : 1);

/** What comes of opening a session where its one provider says this. */
const opening = (message: string) => () => Promise.reject(new AggregateError([new Error(message)], 'none can run it'));

describe('trainer', () => {
  const situations = {
    'plain Adam': { weightDecay: 0, clipNorm: null },
    'decay and clipping': { weightDecay: 0.1, clipNorm: 0.5 },
    'large epsilon, other betas': { beta1: 0.8, beta2: 0.95, epsilon: 0.1, clipNorm: 100 },
  };
  for (const [name, given] of Object.entries(situations)) {
    test(`AdamW against float64: ${name}`, async () => {
      const optimizer = { ...defaultOptimizer, averageDecay: 0.8, ...given };
      const batches = batchesOf(Int32Array.of(0, 1, 2, 3, 4, 0, 3, 1, 2, 4, 0), 2, (row) => 1 + row);
      const rates = warmupCosine({ peak: 0.05, floor: 0.01, warmup: 2, total: 6 }, 0, 6);
      const expected = reference(optimizer, fasterBias, batches, rates);
      const trainer = await Trainer.create(linear, { batchSize: 2, seed: 0, optimizer, rateOf: fasterBias });
      const { losses, gradientNorms } = await trainer.runEpoch({ data: linearData, ...batches, learningRates: rates });
      assertClose(losses, expected.losses, 1e-6, 'losses');
      assertClose(gradientNorms, optimizer.clipNorm === null ? [] : expected.norms, 1e-6, 'norms');
      for (const { name, value, average } of expected.parameters) {
        assertClose(trainer.weights().get(name)!.data, value, 1e-6, name);
        assertClose(trainer.weights(true).get(name)!.data, average, 1e-6, `average of ${name}`);
      }
      assert.equal(trainer.step, 6);
      await trainer.dispose();
    });
  }

  test('a frozen parameter stays as it is, and has no part in the norm', async () => {
    const optimizer = { ...defaultOptimizer, averageDecay: 0.5 };
    const batches = batchesOf(Int32Array.of(0, 1, 2, 3), 2);
    const expected = reference(optimizer, frozenWeight, batches, Float32Array.of(0.1, 0.1));
    const trainer = await Trainer.create(linear, { batchSize: 2, seed: 0, optimizer, rateOf: frozenWeight });
    const report = await trainer.runEpoch({ data: linearData, ...batches, learningRates: Float32Array.of(0.1, 0.1) });
    assertClose(report.gradientNorms, expected.norms, 1e-6, 'norms');
    assert.deepEqual(trainer.weights().get('only.weight')!.data, fixed(0.5)([3, 2], Random.seeded(0)));
    assertClose(trainer.weights().get('only.bias')!.data, expected.parameters[1].value, 1e-6, 'bias');
    await trainer.dispose();
  });

  test('each step can have a decay of the average of its own', async () => {
    const optimizer = { ...defaultOptimizer, averageDecay: 0.5 };
    const batches = batchesOf(Int32Array.of(0, 1, 2, 3), 2);
    const learningRates = Float32Array.of(0.1, 0.1);
    const averageDecays = Float32Array.of(0, 0.9);
    const expected = reference(optimizer, fasterBias, batches, learningRates, averageDecays);
    const trainer = await Trainer.create(linear, { batchSize: 2, seed: 0, optimizer, rateOf: fasterBias });
    await trainer.runEpoch({ data: linearData, ...batches, learningRates, averageDecays });
    for (const { name, average } of expected.parameters) {
      assertClose(trainer.weights(true).get(name)!.data, average, 1e-6, `average of ${name}`);
    }
    await assert.rejects(
      trainer.runEpoch({ data: linearData, ...batches, learningRates, averageDecays: Float32Array.of(1) }),
      /1 decays of the average for 2 steps/,
    );
    await trainer.dispose();
  });

  test('warm-up, then a cosine', () => {
    const rates = warmupCosine({ peak: 1, floor: 0.2, warmup: 4, total: 12 }, 0, 14);
    assertClose(rates.subarray(0, 5), [0.25, 0.5, 0.75, 1, 1], 1e-6, 'warm-up');
    assertClose([rates[8], rates[12], rates[13]], [0.6, 0.2, 0.2], 1e-6, 'cosine');
    assert.deepEqual(warmupCosine({ peak: 1, floor: 0.2, warmup: 4, total: 12 }, 3, 9), rates.slice(3, 9));
  });

  test("a whole model's gradients, by all of its parameters", async () => {
    const parameters = parametersOf(model);
    const names = parameters.map(({ name }) => name);
    await checkGradients({
      shapes: [[3, 6, 4], [3, 3], ...parameters.map(({ shape }) => shape)],
      range: [-0.8, 0.8],
      build: (frames, wanted, ...weights) => {
        const kind = frames.graph.constant([3, 0, 3], [3, 1], 'int32');
        const outputs = model.predict((name) => weights[names.indexOf(name)], { frames: frames, kind });
        return model.loss(outputs, { frames: frames, kind, wanted: wanted });
      },
    });
  });

  test('learns, evaluates and predicts with the same model', async () => {
    const trainer = await createTrainer();
    const means = await trainEpochs(trainer, Random.seeded(2), 30);
    assert.ok(means[0] > 0.5 && means.at(-1)! < 0.07, means.join());
    const data = makeData();
    const rows = Int32Array.from({ length: 300 }, (_, i) => 299 - i);
    const { wanted, hidden } = await trainer.predict({ frames: data.frames, kind: data.kind });
    assert.equal(hidden.length, 300 * 48);
    for (const [averaged, prediction] of [
      [false, wanted],
      [true, (await trainer.predict(data, true)).wanted],
    ] as const) {
      const losses = await trainer.evaluate(data, rows, averaged);
      const expected = Array.from(rows, (row) =>
        [0, 1, 2].reduce((sum, i) => sum + (prediction[row * 3 + i] - data.wanted[row * 3 + i]) ** 2 / 3, 0),
      );
      assertClose(losses, expected, 1e-6, 'row losses');
    }
    const predictor = await Predictor.create(model, { batchSize: 7 });
    const alone = await predictor.predict(trainer.weights(), {
      frames: data.frames.subarray(0, 24 * 10),
      kind: data.kind.subarray(0, 10),
    });
    assertClose(alone.wanted, [...wanted.subarray(0, 30)], 1e-6, 'another batch size');
    await predictor.dispose();
    await trainer.dispose();
  });

  for (const threads of [1, 2]) {
    test(`2 + 2 epochs in two processes are 4 epochs in one, bit for bit, with ${threads} thread(s)`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'learning-'));
      try {
        const program = join(import.meta.dirname, 'regression.ts');
        const train = (from: string, to: string, epochs: number) =>
          execute(process.execPath, [program, from, join(folder, to), String(epochs), String(threads)]);
        await Promise.all([
          train('-', 'whole', 4),
          train('-', 'half', 2).then(() => train(join(folder, 'half'), 'rest', 2)),
        ]);
        const [whole, half, rest] = await Promise.all(
          ['whole', 'half', 'rest'].map((name) => readFile(join(folder, name))),
        );
        assert.notDeepEqual(half, whole);
        assert.ok(rest.equals(whole), 'the states differ');
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  }

  test('weights alone go on with a fresh optimizer', async () => {
    const trained = await createTrainer();
    await trainEpochs(trained, Random.seeded(2), 1);
    const other = await createTrainer();
    other.loadWeights(trained.state());
    assert.equal(other.step, 0);
    assert.deepEqual(other.weights().get('out.weight')!.data, trained.weights().get('out.weight')!.data);
    assert.deepEqual(other.weights(true), other.weights());
    assert.ok(
      other
        .state()
        .get('first/out.weight')!
        .data.every((value) => value === 0),
    );
    await Promise.all([trained.dispose(), other.dispose()]);
  });

  test('states and data that do not fit are refused with the reason, and nothing changes', async () => {
    const trainer = await createTrainer();
    const before = trainer.state();
    const changed = (change: (state: Map<string, { shape: readonly number[]; data: Float32Array }>) => void) => {
      const state = new Map(before);
      change(state);
      return state;
    };
    const missing = changed((state) => state.delete('first/out.bias'));
    assert.throws(() => trainer.load(missing, 3), /lacks the tensor "first\/out.bias"/);
    const foreign = changed((state) => state.set('weight/x', { shape: [1], data: new Float32Array(1) }));
    assert.throws(() => trainer.load(foreign, 3), /unknown tensor "weight\/x"/);
    const reshaped = changed((state) => state.set('weight/out.bias', { shape: [4], data: new Float32Array(4) }));
    assert.throws(() => trainer.load(reshaped, 3), /"weight\/out.bias" is \[4\], the model needs \[3\]/);
    assert.throws(() => trainer.load(before, -1), /no number of steps/);
    const data = makeData();
    const epoch = { data, indices: new Int32Array(BATCH), learningRates: Float32Array.of(0.1) };
    const refuse = (change: object, reason: RegExp) =>
      assert.rejects(trainer.runEpoch({ ...epoch, ...change }), reason);
    await refuse({ indices: new Int32Array(BATCH).fill(300) }, /no row 300 of 300/);
    await refuse({ indices: new Int32Array(5) }, /5 row indices for 1 steps of 32 rows/);
    await refuse({ learningRates: new Float32Array() }, /at least one step/);
    await refuse({ weights: new Float32Array(1) }, /1 weights for 32 rows/);
    await refuse({ data: { ...data, kind: new Float32Array(300) } }, /"kind" must be int32/);
    await refuse({ data: { ...data, wanted: new Float32Array(6) } }, /"frames" has 300 rows, "wanted" has 2/);
    await refuse({ data: { frames: data.frames, kind: data.kind } }, /lacks "wanted"/);
    await refuse({ weights: new Float32Array(BATCH) }, /the batch at 0 has no weight/);
    await refuse({ data: { ...data, wanted: data.wanted.map(() => NaN) } }, /diverged at step 1 of 1: loss NaN/);
    assert.deepEqual(trainer.state(), before);
    assert.equal(trainer.step, 0);
    const first = trainer.runEpoch(epoch);
    await refuse({}, /running already/);
    await first;
    await trainer.dispose();
  });

  test('a batch that does not fit into memory says so, and nothing changes', async () => {
    // What one row needs is small, but the hidden units of all rows are more than a processor can address.
    const wide = defineModel({
      inputs: { x: { shape: [1] } },
      targets: { y: { shape: [1] } },
      predict: (scope, { x }) => {
        const up = scope('up', [1, 2 ** 22], zeros);
        return { y: gemm(gemm(x, up), scope('down', [2 ** 22, 1], zeros)) };
      },
      loss: ({ y }, data) => meanSquaredError(y, data.y),
    });
    const batchSize = 2 ** 23;
    const trainer = await Trainer.create(wide, { batchSize, seed: 0 });
    const data = { x: Float32Array.of(1), y: Float32Array.of(1) };
    const epoch = { data, indices: new Int32Array(batchSize), learningRates: Float32Array.of(0.1) };
    await assert.rejects(trainer.runEpoch(epoch), OutOfMemory);
    assert.equal(trainer.step, 0);
    await trainer.dispose();
  });

  test('so is a session for which no provider has it', async () => {
    await assert.rejects(tellingOutOfMemory(opening('CUDA failure 2: out of memory')), OutOfMemory);
    await assert.rejects(tellingOutOfMemory(opening('no such device')), AggregateError);
  });

  test('models that can not be trained are refused when they are built', async () => {
    const create = (change: object) => Trainer.create({ ...linear, ...change }, { batchSize: 2, seed: 0 });
    await assert.rejects(create({ loss: ({ y }: { y: Tensor }) => y }), /one figure a row, \[2\], not \[2,2\]/);
    await assert.rejects(
      create({
        predict: (scope: Scope, { x }: { x: Tensor }) => ({ y: mul(dense(scope, 'a', x, 2), dense(scope, 'a', x, 2)) }),
      }),
      /"a.weight" is declared twice/,
    );
    await assert.rejects(
      create({
        predict: (scope: Scope, { x }: { x: Tensor }) => {
          scope('unused', [1], fixed(1));
          return { y: reshape(dense(scope, 'a', x, 2), [2, 2]) };
        },
      }),
      /does not depend on "p:unused"/,
    );
    await assert.rejects(
      Trainer.create(linear, { batchSize: 2, seed: 0, rateOf: () => 0 }),
      /every parameter is frozen/,
    );
  });
});
