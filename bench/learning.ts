// How fast the learning core is: optimizer steps of the built-in engine's model, in GFLOP/s, against plain products of
// matrices in the same runtime, against PyTorch where there is one, and the memory of a process that trains.
//
//   npm run bench -- learning [--batches 256,512] [--threads 1] [--rounds 7]
//
// What is compared takes turns, so that a noisy machine slows all alike; figures are medians over the rounds. `cpu` is by
// the processor's time instead of the clock's. PyTorch does the same work: the same graph, AdamW, clipping, moving average.
// Interpreters with torch are looked for in BENCH_PYTHON, /usr/bin/python3 and on PATH.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Tensor as OrtTensor } from 'onnxruntime-node';
import { gradients } from '../src/learning/gradients.ts';
import { Graph, encodeModel, sizeOf, valueInfo } from '../src/learning/graph.ts';
import type { Tensor } from '../src/learning/graph.ts';
import { openSession } from '../src/learning/runtime.ts';
import { Trainer } from '../src/learning/trainer.ts';
import { optimizerFor, voiceModel } from '../src/trainer/engines/builtin/network/model.ts';
import { framesPerMinute, indexCount, randomEpoch, stepsAtOnce } from './learning/epoch.ts';
import { TorchTraining, findTorch, specOf, traceLoss } from './learning/torch.ts';

/** A figure by the clock, and by the processor's time. */
interface Twofold {
  readonly wall: number;
  readonly cpu: number;
}

interface Contestant {
  readonly name: string;
  /** Floating-point operations of one turn. */
  readonly work: number;
  /** @returns milliseconds */
  readonly turn: () => Promise<Twofold>;
  readonly stop: () => Promise<void>;
}

/** @returns milliseconds */
async function timed(work: () => Promise<unknown>): Promise<Twofold> {
  const usage = process.cpuUsage();
  const started = performance.now();
  await work();
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(usage);
  return { wall, cpu: (user + system) / 1000 };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** A product of matrices, [m × k] · [k × n]. */
interface Product {
  readonly m: number;
  readonly k: number;
  readonly n: number;
}
/** Floating-point operations. */
const workOf = (list: readonly Product[]): number => list.reduce((sum, { m, k, n }) => sum + 2 * m * k * n, 0);

/**
 * The products that a step of the model needs: forward, and the gradients by all that leads to parameters. Products with
 * ones and with one-hot rows are left out: our graphs use them for sums.
 */
function productsOf(batch: number): Product[] {
  const { graph, loss, parameters, data } = traceLoss(voiceModel(1), batch);
  const slopes = gradients(loss, [...parameters.values()]);
  const needed = new Set(
    graph
      .toProto(
        [],
        slopes.map((slope) => valueInfo(slope, [])),
      )
      .node!.flatMap((n) => n.output),
  );
  const producers = new Map(graph.tape.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const given = new Set<Tensor>([...data, ...parameters.values()]);
  const isConstant = (tensor: Tensor): boolean => !producers.has(tensor) && !given.has(tensor);
  const isOneHot = (tensor: Tensor): boolean => {
    const producer = producers.get(tensor);
    return producer?.proto.opType === 'Gather' && isConstant(producer.inputs[0]);
  };
  return graph.tape.flatMap(({ proto, inputs, outputs: [output] }) => {
    if (!['Gemm', 'MatMul'].includes(proto.opType!) || !needed.has(output.name)) return [];
    if (inputs.slice(0, 2).some((input) => isConstant(input) || isOneHot(input))) return [];
    const transposed = proto.attribute?.some(({ name, i }) => name === 'transA' && i === 1);
    const n = output.shape.at(-1)!;
    return [{ m: sizeOf(output.shape) / n, k: inputs[0].shape.at(transposed ? -2 : -1)!, n }];
  });
}

const info = (tensors: readonly Tensor[]) => tensors.map((tensor) => valueInfo(tensor, tensor.shape));

/** Products, some times over in a loop in one run of a graph, as the training makes its steps. */
async function products(name: string, shapes: readonly Product[], threads: number): Promise<Contestant> {
  const repeats = 16;
  const body = new Graph('body:');
  const inputs = shapes.flatMap(({ m, k, n }, i) => [body.symbol(`a${i}`, [m, k]), body.symbol(`b${i}`, [k, n])]);
  const made = shapes.map(({ m, n }, i) => body.node('MatMul', [inputs[2 * i], inputs[2 * i + 1]], [m, n]));
  const loop = [body.symbol('iteration', [], 'int64'), body.symbol('proceed', [], 'bool')];
  const proceeds = body.node('Identity', [loop[1]], [], { type: 'bool' });
  const before = made.map(({ shape }, i) => body.symbol(`before${i}`, shape));
  const bodyProto = body.toProto(info([...loop, ...before]), info([proceeds, ...made]));
  const graph = new Graph('loop:');
  const starts = made.map(({ shape }, i) => graph.symbol(`start${i}`, shape));
  const controls = [graph.constant(repeats, [], 'int64'), graph.constant(1, [], 'bool')];
  const outputs = graph.nodes('Loop', [...controls, ...starts], made, { attributes: { body: bodyProto } });
  const model = encodeModel(graph.toProto(info([...inputs, ...starts]), info(outputs)));
  const session = await openSession(model, { threads });
  const feeds = Object.fromEntries(
    [...inputs, ...starts].map(({ name, shape }) => [
      name,
      new OrtTensor(
        'float32',
        Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(i)),
        shape,
      ),
    ]),
  );
  return {
    name,
    work: repeats * workOf(shapes),
    turn: () => timed(() => session.run(feeds)),
    stop: () => session.release(),
  };
}

const stepsOf = (batch: number): string => `steps of ${batch}`;
const torchOf = (version: string, batch: number): string => `torch ${version}, ${batch}`;

/** The engine's own training: one run of the graph. */
async function training(batch: number, threads: number): Promise<Contestant> {
  const trainer = await Trainer.create(voiceModel(1), {
    batchSize: batch,
    seed: 1,
    threads,
    optimizer: optimizerFor(framesPerMinute),
  });
  const epoch = randomEpoch(framesPerMinute, batch);
  return {
    name: stepsOf(batch),
    work: stepsAtOnce * workOf(productsOf(batch)),
    turn: () => timed(() => trainer.runEpoch(epoch)),
    stop: () => trainer.dispose(),
  };
}

async function torch(
  python: string,
  version: string,
  batch: number,
  threads: number,
  folder: string,
): Promise<Contestant> {
  const spec = path.join(folder, `${batch}-${threads}.json`);
  const { weightDecay = 0 } = optimizerFor(framesPerMinute);
  await writeFile(
    spec,
    specOf(voiceModel(1), batch, { rows: framesPerMinute, threads, weightDecay, below: indexCount }),
  );
  const child = await TorchTraining.start(python, spec, threads);
  return {
    name: torchOf(version, batch),
    work: stepsAtOnce * workOf(productsOf(batch)),
    turn: () => child.steps(stepsAtOnce),
    stop: () => child.stop(),
  };
}

/**
 * Let all take turns. The first round warms up.
 * @returns median GFLOP/s by name
 */
async function race(contestants: readonly Contestant[], rounds: number): Promise<Map<string, Twofold>> {
  const times = new Map<string, Twofold[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, turn } of contestants) {
      const time = await turn();
      if (round > 0) times.get(name)!.push(time);
    }
  }
  for (const { stop } of contestants) await stop();
  return new Map(
    contestants.map(({ name, work }) => {
      const speed = (of: (time: Twofold) => number): number => work / median(times.get(name)!.map(of)) / 1e6;
      return [name, { wall: speed(({ wall }) => wall), cpu: speed(({ cpu }) => cpu) }];
    }),
  );
}

async function peakMemory(minutes: number): Promise<number> {
  const child = fork(path.join(import.meta.dirname, 'learning', 'memory.ts'), [String(minutes)]);
  const [bytes] = (await once(child, 'message')) as [number];
  return bytes;
}

/** A line of a table. */
const line = (cells: readonly string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(28) : cell.padStart(9))).join('');

const wholeNumber = z.coerce.number().int().positive();
const numbers = (list: string): number[] => list.split(',').map((one) => wholeNumber.parse(one));

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      batches: { type: 'string', default: '256,512' },
      threads: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '7' },
    },
  });
  const batches = numbers(values.batches);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-learning-'));
  const torches = await findTorch();
  if (torches.length === 0) console.log('No python3 with torch was found: see BENCH_PYTHON in bench/learning.ts.');
  try {
    console.log(`${os.cpus()[0].model}, ${os.availableParallelism()} cores\n`);
    for (const threads of numbers(values.threads)) {
      const squares = await Promise.all([512, 1024].map((n) => products(`MatMul ${n}³`, [{ m: n, k: n, n }], threads)));
      const others: Contestant[] = [];
      for (const batch of batches) {
        others.push(await products(`its products, ${batch}`, productsOf(batch), threads));
        others.push(await training(batch, threads));
        for (const { python, version } of torches) others.push(await torch(python, version, batch, threads, folder));
      }
      const speeds = await race([...squares, ...others], wholeNumber.parse(values.rounds));
      const peak = (of: keyof Twofold): number => Math.max(...squares.map(({ name }) => speeds.get(name)![of]));
      console.log(line([`${threads} thread${threads > 1 ? 's' : ''}`, 'GFLOP/s', 'of peak', 'cpu', 'of peak']));
      for (const [name, { wall, cpu }] of speeds) {
        const shares = [wall / peak('wall'), cpu / peak('cpu')].map((share) => share.toFixed(2));
        console.log(line([name, wall.toFixed(1), shares[0], cpu.toFixed(1), shares[1]]));
      }
      for (const batch of batches) {
        const own = speeds.get(stepsOf(batch))!;
        for (const { version } of torches) {
          const other = speeds.get(torchOf(version, batch))!;
          const [wall, cpu] = [own.wall / other.wall, own.cpu / other.cpu].map((times) => times.toFixed(1));
          console.log(`${stepsOf(batch)}: ${wall} times torch ${version}, ${cpu} times by the processor's time`);
        }
      }
      console.log();
    }
    for (const minutes of [1, 8, 16]) {
      console.log(`Peak memory, training on ${minutes} min: ${((await peakMemory(minutes)) / 2 ** 20).toFixed(0)} MiB`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
