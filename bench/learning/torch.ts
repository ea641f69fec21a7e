// The other side of comparisons with PyTorch: a model's loss written out as JSON, which learning_torch.py runs with
// torch's own kernels and its own gradients.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Graph, valueInfo } from '../../src/learning/graph.ts';
import type { Tensor } from '../../src/learning/graph.ts';
import { batchSymbols, trace } from '../../src/learning/model.ts';
import type { Features, Model } from '../../src/learning/model.ts';
import { div, mul, sum } from '../../src/learning/operators.ts';
import type { NamedTensors } from '../../src/learning/safetensors.ts';

const execute = promisify(execFile);
const script = path.join(import.meta.dirname, '..', 'learning_torch.py');

/** A model's loss over one batch: the mean over its rows, weighted by `weights`. */
export interface TracedLoss {
  readonly graph: Graph;
  readonly loss: Tensor;
  /** By parameter name. */
  readonly parameters: ReadonlyMap<string, Tensor>;
  readonly data: readonly Tensor[];
}

export function traceLoss(model: Model, batch: number): TracedLoss {
  const graph = new Graph();
  const data = batchSymbols(graph, { ...model.inputs, ...model.targets }, batch);
  const weights = graph.symbol('weights', [batch]);
  const { weights: parameters, outputs } = trace(model, graph, data);
  const loss = div(sum(mul(model.loss(outputs, data), weights)), sum(weights));
  return { graph, loss, parameters, data: [...Object.values(data), weights] };
}

export interface TrainingSpec {
  /** Rows of the random data set. */
  readonly rows: number;
  readonly threads: number;
  readonly weightDecay: number;
  /** Indices of embeddings are below this. */
  readonly below: number;
  /** Path of a safetensors file with {@link arraysOf} the model. */
  readonly arrays?: string;
}

/** The large constants of a model's loss. */
export function arraysOf(model: Model, batch: number): NamedTensors {
  const { graph, loss } = traceLoss(model, batch);
  return new Map(
    graph.arraysFor([valueInfo(loss, [])]).map(({ tensor: { name, shape }, data }) => [name, { shape, data }]),
  );
}

/** What learning_torch.py reads. */
export function specOf(model: Model, batch: number, training?: TrainingSpec): string {
  const { graph, loss, parameters } = traceLoss(model, batch);
  const features: Features = { ...model.inputs, ...model.targets };
  return JSON.stringify({
    graph: graph.toProto([], [valueInfo(loss, [])]),
    loss: loss.name,
    parameters: Object.fromEntries([...parameters].map(([name, { shape }]) => [name, shape])),
    features: Object.fromEntries(
      Object.entries(features).map(([name, feature]) => [name, { ...feature, below: training?.below }]),
    ),
    batch,
    ...training,
  });
}

/** Interpreters that have torch: those named in BENCH_PYTHON (several: like PATH), Debian's, python3 on PATH. */
export async function findTorch(): Promise<{ readonly python: string; readonly version: string }[]> {
  const named = (process.env.BENCH_PYTHON ?? '').split(path.delimiter).filter((entry) => entry !== '');
  const found = await Promise.all(
    [...new Set([...named, '/usr/bin/python3', 'python3'])].map(async (python) => {
      try {
        const { stdout } = await execute(python, ['-c', 'import torch; print(torch.__version__)']);
        return { python, version: stdout.trim() };
      } catch {
        return null;
      }
    }),
  );
  const usable = found.filter((entry) => entry !== null);
  return usable.filter(({ version }, i) => usable.findIndex((other) => other.version === version) === i);
}

/** Loss and gradients of the batch in the safetensors file `given`, into the file `taken`. */
export async function torchGradients(python: string, spec: string, given: string, taken: string): Promise<void> {
  await execute(python, [script, spec, 'gradients', given, taken]);
}

const answer = z.object({ seconds: z.number(), cpu: z.number(), peak: z.number() });

/** A training in another process that makes steps when it is told to. */
export class TorchTraining {
  readonly #child: ReturnType<typeof spawn>;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ReturnType<typeof spawn>, lines: AsyncIterator<string>) {
    this.#child = child;
    this.#lines = lines;
  }

  /**
   * @param spec path of a file with a spec that has a training
   * @param threads for libraries that torch's own setting does not reach
   */
  static async start(python: string, spec: string, threads: number): Promise<TorchTraining> {
    const limits = Object.fromEntries(['OMP', 'OPENBLAS', 'MKL'].map((name) => [`${name}_NUM_THREADS`, `${threads}`]));
    const env = { ...process.env, ...limits };
    const child = spawn(python, [script, spec, 'train'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { done } = await lines.next();
    if (done) throw new Error(`${python} ended before it was ready`);
    return new TorchTraining(child, lines);
  }

  /** @returns milliseconds it took, and of the processor; the most memory so far, in bytes */
  async steps(count: number): Promise<{ readonly wall: number; readonly cpu: number; readonly peak: number }> {
    this.#child.stdin!.write(`${count}\n`);
    const { value } = await this.#lines.next();
    const { seconds, cpu, peak } = answer.parse(JSON.parse(String(value)));
    return { wall: seconds * 1000, cpu: cpu * 1000, peak };
  }

  async stop(): Promise<void> {
    this.#child.stdin!.end();
    await once(this.#child, 'exit');
  }
}
