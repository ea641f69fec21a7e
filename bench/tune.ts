// How fast a neural voice learns its style by gradients through its frozen decoder, and in how much memory: our own core
// against PyTorch, which runs the same graph with its own kernels and gradients, in turns on the same machine.
//
//   MODELS_DIR=... npm run bench -- tune [--units 32] [--parts 1,8] [--threads 1,2] [--steps 4] [--rounds 5]
//
// Of the forward pass of one part all is kept, of several only what passes between them. A unit is 25 ms of speech; a step is one segment of them, forward, back and Adam. Figures are medians over the rounds.
// Interpreters with torch are looked for in BENCH_PYTHON, /usr/bin/python3 and on PATH.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '../src/config.ts';
import { readModel } from '../src/learning/import.ts';
import { encodeSafetensors } from '../src/learning/safetensors.ts';
import { partsOf } from '../src/trainer/engines/builtin/source/kokoro/parts.ts';
import { TorchTraining, arraysOf, findTorch, specOf } from './learning/torch.ts';
import { tuningModel, turn } from './learning/tuning.ts';

/** Seconds by the clock and of the processor, and the most memory in bytes. */
interface Turn {
  readonly wall: number;
  readonly cpu: number;
  readonly peak: number;
}

interface Contestant {
  readonly name: string;
  readonly steps: (count: number) => Promise<Turn>;
  readonly stop: () => Promise<void>;
}

const counted = (count: number, what: string): string => `${count} ${what}${count > 1 ? 's' : ''}`;

async function ours(decoder: string, units: number, threads: number, parts: number): Promise<Contestant> {
  const program = path.join(import.meta.dirname, 'learning', 'tuning.ts');
  const child = fork(program, [decoder, ...[units, threads, parts].map(String)]);
  await once(child, 'message');
  return {
    name: `Timbre, ${counted(threads, 'thread')}, ${counted(parts, 'part')}`,
    async steps(count) {
      child.send(count);
      const [answer] = (await once(child, 'message')) as [unknown];
      return turn.parse(answer);
    },
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

async function torch(python: string, version: string, spec: string, threads: number): Promise<Contestant> {
  const training = await TorchTraining.start(python, spec, threads);
  return {
    name: `torch ${version}, ${counted(threads, 'thread')}`,
    async steps(count) {
      const { wall, cpu, peak } = await training.steps(count);
      return { wall: wall / 1000, cpu: cpu / 1000, peak };
    },
    stop: () => training.stop(),
  };
}

const wholeNumber = z.coerce.number().int().positive();
const numbers = (list: string): number[] => list.split(',').map((one) => wholeNumber.parse(one));
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const line = (cells: readonly string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(34) : cell.padStart(12))).join('');

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      units: { type: 'string', default: '32' },
      parts: { type: 'string', default: '1,8' },
      threads: { type: 'string', default: '1,2' },
      steps: { type: 'string', default: '4' },
      rounds: { type: 'string', default: '5' },
    },
  });
  const [units, steps, rounds] = [values.units, values.steps, values.rounds].map((one) => wholeNumber.parse(one));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-tune-'));
  const contestants: Contestant[] = [];
  try {
    const { modelsDir } = readConfig(process.env);
    const parts = await partsOf(path.join(modelsDir, 'kokoro', 'kokoro-v1.0.int8.onnx'), folder);
    const decoder = path.join(folder, 'decoder.onnx');
    await writeFile(decoder, await parts('learning'));
    const torches = await findTorch();
    if (torches.length === 0) console.log('No python3 with torch was found: see BENCH_PYTHON in bench/tune.ts.');
    const arrays = path.join(folder, 'arrays.safetensors');
    const model = tuningModel(readModel(await readFile(decoder)), units);
    if (torches.length > 0) await writeFile(arrays, encodeSafetensors(arraysOf(model, 1)));
    for (const threads of numbers(values.threads)) {
      for (const parts of numbers(values.parts)) contestants.push(await ours(decoder, units, threads, parts));
      const spec = path.join(folder, `${threads}.json`);
      await writeFile(spec, specOf(model, 1, { rows: 1, threads, weightDecay: 0, below: 1, arrays }));
      for (const { python, version } of torches) contestants.push(await torch(python, version, spec, threads));
    }
    const turns = new Map<Contestant, Turn[]>(contestants.map((contestant) => [contestant, []]));
    // The first round warms up.
    for (let round = 0; round <= rounds; round++) {
      for (const contestant of contestants) {
        const taken = await contestant.steps(steps);
        if (round > 0) turns.get(contestant)!.push(taken);
      }
    }
    console.log(
      `${os.cpus()[0].model}, ${os.availableParallelism()} cores; segments of ${(units * 0.025).toFixed(2)} s\n`,
    );
    console.log(line(['a step takes', 'wall s', 'processor s', 'peak MB']));
    for (const [{ name }, taken] of turns) {
      const each = (of: (turn: Turn) => number): string => (median(taken.map(of)) / steps).toFixed(2);
      const peak = Math.max(...taken.map((t) => t.peak)) / 1e6;
      console.log(line([name, each((t) => t.wall), each((t) => t.cpu), peak.toFixed(0)]));
    }
  } finally {
    for (const { stop } of contestants) await stop();
    await rm(folder, { recursive: true });
  }
}
