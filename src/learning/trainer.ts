// Trains a declared model: an epoch is one run of one graph. Everything that a continuation needs is in `state()`.
//
//   const model = defineModel({
//     inputs: { mcep: { shape: [225] }, phone: { shape: [3], type: 'int32' } },
//     targets: { natural: { shape: [25] } },
//     predict(scope, { mcep, phone }) {
//       const phones = reshape(embedding(scope, 'phone', phone, 40, 8), [-1, 24]);
//       const hidden = relu(dense(scope, 'hidden', concat([mcep, phones], 1), 256));
//       return { mcep: add(slice(mcep, 1, 100, 125), dense(scope, 'out', hidden, 25, zeros)) };
//     },
//     loss: (outputs, { natural }) => meanSquaredError(outputs.mcep, natural),
//   });
//
//   const trainer = await Trainer.create(model, { batchSize: 256, seed: 1 });
//   const data = { mcep: new Float32Array(rows * 225), phone: new Int32Array(rows * 3), natural: … };
//   const random = Random.seeded(1);
//   const epoch = shuffledEpoch(random, rows, 256); // or batchesOf(rowsInMyOrder, 256, weightOfRow)
//   const from = trainer.step;
//   const learningRates = warmupCosine({ peak: 1e-3, floor: 1e-5, warmup: 20, total: 600 }, from, from + epoch.indices.length / 256);
//   const { losses } = await trainer.runEpoch({ data, ...epoch, learningRates });
//   const heldOut = await trainer.evaluate(data, Int32Array.of(3, 5, 8)); // loss of each of these rows
//   const { mcep } = await trainer.predict({ mcep: frames, phone: phones }); // any number of rows
//
//   await writeFile('state.safetensors', encodeSafetensors(trainer.state(), { step: String(trainer.step), random: random.state().join() }));
//   const { tensors, metadata } = decodeSafetensors(await readFile('state.safetensors'));
//   trainer.load(tensors, Number(metadata.step)); // continues bit for bit
//   trainer.loadWeights(tensors);                 // or: these weights, a fresh optimizer, step 0
//   await trainer.dispose();
//
// Without training: `Predictor.create(model, { batchSize })`, then `predict(weights, inputs)`.
import { Tensor as OrtTensor } from 'onnxruntime-node';
import { sizeOf } from './graph.ts';
import type { Shape } from './graph.ts';
import { parametersOf } from './model.ts';
import type { Features, Model, Parameter } from './model.ts';
import { defaultOptimizer, stepFigures } from './optimizer.ts';
import type { OptimizerOptions, Slots } from './optimizer.ts';
import { Predictor, feedRows, namedWeights, rowCount } from './predictor.ts';
import type { Rows } from './predictor.ts';
import { evaluationProgram, trainingProgram } from './programs.ts';
import type { Program } from './programs.ts';
import { Random, batchesOf } from './random.ts';
import { openSession } from './runtime.ts';
import type { OpenedSession, Provider, RuntimeOptions } from './runtime.ts';
import type { NamedTensors } from './safetensors.ts';

export interface TrainerOptions extends RuntimeOptions {
  /** Rows of a step. */
  readonly batchSize: number;
  /** Of the parameters' first values. */
  readonly seed: number;
  readonly optimizer?: Partial<OptimizerOptions>;
  /** Multiplier of a parameter's learning rate; 0 freezes it. Default 1. */
  readonly rateOf?: (parameter: string) => number;
  /**
   * The forward pass is cut into so many parts, and what the gradients need of all but the last is computed again when they
   * are due: less memory, up to a third more time. Default 1.
   */
  readonly parts?: number;
}

export interface Epoch {
  /** Row-major arrays of every input and target, all with the same number of rows. */
  readonly data: Rows;
  /** Rows of each step, [steps · batchSize]. */
  readonly indices: Int32Array;
  /** Weight of each of these rows in its batch's mean; default 1. */
  readonly weights?: Float32Array;
  /** One for each step. */
  readonly learningRates: Float32Array;
  /** Decay of the weights' moving average at each step; default: the optimizer's for all. */
  readonly averageDecays?: Float32Array;
}

export interface EpochReport {
  /** Weighted mean loss of each step's batch, before the step. */
  readonly losses: Float32Array;
  /** Joint norm of the gradients of each step before clipping; empty when they are not clipped. */
  readonly gradientNorms: Float32Array;
}

type Slot = keyof Slots<unknown>;

export class Trainer<Inputs extends Features = Features, Targets extends Features = Features> {
  readonly #model: Model<Inputs, Targets>;
  readonly #options: TrainerOptions;
  readonly #optimizer: OptimizerOptions;
  readonly #parameters: readonly Parameter[];
  readonly #training: ReturnType<typeof trainingProgram>;
  readonly #trainingSession: OpenedSession;
  #evaluation: Promise<Program & OpenedSession> | undefined;
  #predictor: Promise<Predictor<Inputs>> | undefined;
  /** By `<slot>/<parameter>`. The arrays are replaced, never written to. */
  readonly #state = new Map<string, Float32Array>();
  #step = 0;
  #busy = false;

  private constructor(
    model: Model<Inputs, Targets>,
    options: TrainerOptions,
    program: ReturnType<typeof trainingProgram>,
    session: OpenedSession,
  ) {
    this.#model = model;
    this.#options = options;
    this.#optimizer = { ...defaultOptimizer, ...options.optimizer };
    this.#training = program;
    this.#trainingSession = session;
    this.#parameters = parametersOf(model);
    const random = Random.seeded(options.seed);
    this.#begin(new Map(this.#parameters.map((p) => [p.name, p.initializer(p.shape, random)])));
  }

  /** Build the training graph and open its session; the parameters are drawn from the seed. */
  static async create<Inputs extends Features, Targets extends Features>(
    model: Model<Inputs, Targets>,
    options: TrainerOptions,
  ): Promise<Trainer<Inputs, Targets>> {
    const optimizer = { ...defaultOptimizer, ...options.optimizer };
    const program = trainingProgram(model, options.batchSize, optimizer, options.rateOf ?? (() => 1), options.parts);
    return new Trainer(model, options, program, await openSession(program.bytes, options));
  }

  /** Where the training graph runs. */
  get provider(): Provider {
    return this.#trainingSession.provider;
  }

  /** Optimizer steps that led to this state. */
  get step(): number {
    return this.#step;
  }

  /**
   * One optimizer step for each learning rate. Whatever it throws, the state is then as before.
   * @throws OutOfMemory when a batch is too large; Error when the data does not fit the model or the loss is not finite
   */
  async runEpoch({ data, indices, weights, learningRates, averageDecays }: Epoch): Promise<EpochReport> {
    const steps = learningRates.length;
    if (steps === 0) throw new Error('an epoch needs at least one step');
    if (indices.length !== steps * this.#options.batchSize) {
      throw new Error(`${indices.length} row indices for ${steps} steps of ${this.#options.batchSize} rows`);
    }
    const rowWeights = weights ?? new Float32Array(indices.length).fill(1);
    if (rowWeights.length !== indices.length)
      throw new Error(`${rowWeights.length} weights for ${indices.length} rows`);
    for (let start = 0; start < indices.length; start += this.#options.batchSize) {
      const batch = rowWeights.subarray(start, start + this.#options.batchSize);
      if (!(batch.reduce((a, b) => a + b) > 0)) throw new Error(`the batch at ${start} has no weight`);
    }
    if (averageDecays && averageDecays.length !== steps) {
      throw new Error(`${averageDecays.length} decays of the average for ${steps} steps`);
    }
    if (this.#busy) throw new Error('an epoch is running already');
    this.#busy = true;
    try {
      const { trained, slots, outputs, arrays } = this.#training;
      const feeds = { ...this.#batchFeeds(data, indices), ...arrays };
      feeds.weights = new OrtTensor('float32', rowWeights, [steps, this.#options.batchSize]);
      const perStep = stepFigures(this.#optimizer, this.#step, learningRates, averageDecays);
      for (const [name, figures] of Object.entries(perStep)) {
        feeds[`step:${name}`] = new OrtTensor('float32', figures, [steps]);
      }
      for (const { name, shape } of this.#parameters) {
        if (!trained.includes(name)) {
          feeds[`p:${name}`] = new OrtTensor('float32', this.#state.get(`weight/${name}`)!, shape);
          continue;
        }
        for (const slot of slots) {
          const symbol = slot === 'weight' ? 'p' : slot;
          feeds[`start:${symbol}:${name}`] = new OrtTensor('float32', this.#state.get(`${slot}/${name}`)!, shape);
        }
      }
      const results = await this.#trainingSession.run(feeds);
      const figures = outputs.map((output) => results[output].data as Float32Array);
      const [losses, gradientNorms = new Float32Array()] = figures.slice(trained.length * slots.length);
      const broken = losses.findIndex((loss, i) => !Number.isFinite(loss + (gradientNorms[i] ?? 0)));
      if (broken >= 0) throw new Error(`training diverged at step ${broken + 1} of ${steps}: loss ${losses[broken]}`);
      for (const [i, name] of trained.entries()) {
        for (const [j, slot] of slots.entries()) this.#state.set(`${slot}/${name}`, figures[i * slots.length + j]);
      }
      this.#step += steps;
      return { losses: losses, gradientNorms };
    } finally {
      this.#busy = false;
    }
  }

  /**
   * The loss of each of `rows`, in their order, without training.
   *
   * @param averaged with the moving average of the weights
   */
  async evaluate(data: Rows, rows: Int32Array, averaged = false): Promise<Float32Array> {
    if (rows.length === 0) return new Float32Array();
    this.#evaluation ??= (async () => {
      const program = evaluationProgram(this.#model, this.#options.batchSize);
      return { ...program, ...(await openSession(program.bytes, this.#options)) };
    })();
    const { run, outputs, arrays } = await this.#evaluation;
    const { indices } = batchesOf(rows, this.#options.batchSize);
    const weights = namedWeights(this.#parameters, this.weights(averaged));
    const feeds = { ...this.#batchFeeds(data, indices), ...weights, ...arrays };
    const results = await run(feeds);
    return (results[outputs[0]].data as Float32Array).slice(0, rows.length);
  }

  /**
   * Predictions for any number of rows, by output name, each [rows, …] row-major.
   *
   * @param averaged with the moving average of the weights
   */
  async predict(inputs: Rows<keyof Inputs & string>, averaged = false): Promise<Record<string, Float32Array>> {
    this.#predictor ??= Predictor.create(this.#model, this.#options);
    return (await this.#predictor).predict(this.weights(averaged), inputs);
  }

  /** The weights by parameter name, or their moving average. */
  weights(averaged = false): NamedTensors {
    if (averaged && this.#optimizer.averageDecay === null) throw new Error('no average of the weights is kept');
    const slot: Slot = averaged ? 'average' : 'weight';
    return new Map(
      this.#parameters.map(({ name, shape }) => [name, { shape, data: this.#state.get(`${slot}/${name}`)! }]),
    );
  }

  /** Weights and moments as `<slot>/<parameter>`. With the step it is all that a continuation needs. */
  state(): NamedTensors {
    const shapes = new Map(this.#parameters.map(({ name, shape }) => [name, shape]));
    return new Map(
      [...this.#state].map(([key, data]) => [key, { shape: shapes.get(key.slice(key.indexOf('/') + 1))!, data }]),
    );
  }

  /** Continue from a state of this model, bit for bit. @throws Error naming the first tensor that is missing, unknown or of another shape */
  load(tensors: NamedTensors, step: number): void {
    if (!Number.isSafeInteger(step) || step < 0) throw new Error(`${step} is no number of steps`);
    const expected = this.state();
    for (const key of tensors.keys())
      if (!expected.has(key)) throw new Error(`the state has an unknown tensor "${key}"`);
    const loaded = [...expected].map(([key, { shape }]) => [key, fitting(tensors, key, shape)] as const);
    for (const [key, data] of loaded) this.#state.set(key, data);
    this.#step = step;
  }

  /** Begin at step 0 with the weights of a state (`weight/<parameter>`) and a fresh optimizer. @throws Error like {@link load} */
  loadWeights(tensors: NamedTensors): void {
    this.#begin(new Map(this.#parameters.map(({ name, shape }) => [name, fitting(tensors, `weight/${name}`, shape)])));
  }

  /** Free the sessions. */
  async dispose(): Promise<void> {
    await this.#trainingSession.release();
    await (await this.#evaluation)?.release();
    await (await this.#predictor)?.dispose();
  }

  #begin(weights: ReadonlyMap<string, Float32Array>): void {
    for (const [name, weight] of weights) {
      this.#state.set(`weight/${name}`, weight);
      this.#state.set(`first/${name}`, new Float32Array(weight.length));
      this.#state.set(`second/${name}`, new Float32Array(weight.length));
      if (this.#optimizer.averageDecay !== null) this.#state.set(`average/${name}`, weight);
    }
    this.#step = 0;
  }

  #batchFeeds(data: Rows, indices: Int32Array): Record<string, OrtTensor> {
    const features = { ...this.#model.inputs, ...this.#model.targets };
    const rows = rowCount(features, data);
    for (const index of indices) if (index < 0 || index >= rows) throw new Error(`there is no row ${index} of ${rows}`);
    const { batchSize } = this.#options;
    return {
      ...feedRows(features, data, rows, 'data:'),
      indices: new OrtTensor('int32', indices, [indices.length / batchSize, batchSize]),
      steps: new OrtTensor('int64', [BigInt(indices.length / batchSize)], []),
    };
  }
}

function fitting(tensors: NamedTensors, key: string, shape: Shape): Float32Array {
  const tensor = tensors.get(key);
  if (!tensor) throw new Error(`the state lacks the tensor "${key}"`);
  if (tensor.shape.join() !== shape.join() || tensor.data.length !== sizeOf(shape)) {
    throw new Error(`the tensor "${key}" is [${tensor.shape.join()}], the model needs [${shape.join()}]`);
  }
  return tensor.data.slice();
}
