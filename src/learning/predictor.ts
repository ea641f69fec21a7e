// Runs a declared model forward, over any number of rows, a batch at a time.
import { Tensor as OrtTensor } from 'onnxruntime-node';
import { sizeOf } from './graph.ts';
import { parametersOf } from './model.ts';
import type { Features, Model, Parameter } from './model.ts';
import { inferenceProgram } from './programs.ts';
import { openSession } from './runtime.ts';
import type { OpenedSession, RuntimeOptions } from './runtime.ts';
import type { NamedTensors } from './safetensors.ts';

/** Row-major arrays by feature name, all with the same number of rows. */
export type Rows<Keys extends string = string> = Readonly<Record<Keys, Float32Array | Int32Array>>;

/** How many rows the arrays of all `features` have. @throws Error when one is missing, of the wrong type or does not fit */
export function rowCount(features: Features, data: Rows): number {
  const counts = Object.entries(features).map(([name, { shape, type = 'float32' }]) => {
    const array = data[name];
    if (!array) throw new Error(`the data lacks "${name}"`);
    if (array instanceof Int32Array !== (type === 'int32')) throw new Error(`the data "${name}" must be ${type}`);
    if (array.length % sizeOf(shape) !== 0) {
      throw new Error(`the data "${name}" has ${array.length} elements, no multiple of its row [${shape.join()}]`);
    }
    return { name, rows: array.length / sizeOf(shape) };
  });
  const [first] = counts;
  if (!first) throw new Error('the model has no inputs');
  const other = counts.find(({ rows }) => rows !== first.rows);
  if (other) throw new Error(`the data "${first.name}" has ${first.rows} rows, "${other.name}" has ${other.rows}`);
  return first.rows;
}

/** The arrays as the runtime's tensors, which share their memory. */
export function feedRows(features: Features, data: Rows, rows: number, prefix = ''): Record<string, OrtTensor> {
  return Object.fromEntries(
    Object.entries(features).map(([name, { shape, type = 'float32' }]) => [
      prefix + name,
      new OrtTensor(type, data[name], [rows, ...shape]),
    ]),
  );
}

/** The parameters' values as the runtime's tensors. @throws Error when one is missing or of another size */
export function namedWeights(parameters: readonly Parameter[], weights: NamedTensors): Record<string, OrtTensor> {
  return Object.fromEntries(
    parameters.map(({ name, shape }) => {
      const data = weights.get(name)?.data;
      if (data?.length !== sizeOf(shape)) throw new Error(`the weights lack "${name}" of shape [${shape.join()}]`);
      return [`p:${name}`, new OrtTensor('float32', data, shape)];
    }),
  );
}

export class Predictor<Inputs extends Features = Features> {
  readonly #model: Model<Inputs>;
  readonly #parameters: readonly Parameter[];
  readonly #batchSize: number;
  readonly #program: ReturnType<typeof inferenceProgram>;
  readonly #opened: OpenedSession;

  private constructor(
    model: Model<Inputs>,
    batchSize: number,
    program: ReturnType<typeof inferenceProgram>,
    opened: OpenedSession,
  ) {
    this.#model = model;
    this.#parameters = parametersOf(model);
    this.#batchSize = batchSize;
    this.#program = program;
    this.#opened = opened;
  }

  /** @param options.batchSize rows of one run of the graph */
  static async create<Inputs extends Features>(
    model: Model<Inputs>,
    options: RuntimeOptions & { readonly batchSize: number },
  ): Promise<Predictor<Inputs>> {
    const program = inferenceProgram(model, options.batchSize);
    return new Predictor(model, options.batchSize, program, await openSession(program.bytes, options));
  }

  /**
   * Predictions for any number of rows, by output name, each [rows, …] row-major.
   *
   * @param weights by parameter name
   */
  async predict(weights: NamedTensors, inputs: Rows<keyof Inputs & string>): Promise<Record<string, Float32Array>> {
    const features = this.#model.inputs;
    const rows = rowCount(features, inputs);
    const parameters = namedWeights(this.#parameters, weights);
    const parts: Float32Array[][] = this.#program.outputs.map(() => []);
    for (let start = 0; start < rows; start += this.#batchSize) {
      const count = Math.min(this.#batchSize, rows - start);
      const batch = Object.fromEntries(
        Object.entries(features).map(([name, { shape }]) => {
          const size = sizeOf(shape);
          const part = inputs[name].subarray(start * size, (start + count) * size);
          if (count === this.#batchSize) return [name, part];
          const filled =
            part instanceof Int32Array
              ? new Int32Array(this.#batchSize * size)
              : new Float32Array(this.#batchSize * size);
          filled.set(part);
          return [name, filled];
        }),
      );
      const results = await this.#opened.run({
        ...feedRows(features, batch, this.#batchSize),
        ...parameters,
        ...this.#program.arrays,
      });
      for (const [i, name] of this.#program.outputs.entries()) {
        const data = results[name].data as Float32Array;
        parts[i].push(data.subarray(0, (data.length / this.#batchSize) * count));
      }
    }
    return Object.fromEntries(this.#program.names.map((name, i) => [name, joined(parts[i])]));
  }

  /** Free the session. */
  async dispose(): Promise<void> {
    await this.#opened.release();
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
