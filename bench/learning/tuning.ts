// A neural decoder whose style is learnt, on random data: the model that bench/tune.ts compares, and as a program the process
// that trains it: `node tuning.ts MODEL UNITS THREADS PARTS`. Each number of steps that it is sent it answers with what they took.
import { z } from 'zod';
import { importGraph, readModel } from '../../src/learning/import.ts';
import type { OnnxModel } from '../../src/learning/import.ts';
import { sizeOf } from '../../src/learning/graph.ts';
import { frameCount, melLoss, melResolutions } from '../../src/learning/mel-loss.ts';
import { defineModel } from '../../src/learning/model.ts';
import { Random } from '../../src/learning/random.ts';
import { Trainer } from '../../src/learning/trainer.ts';
import { readFile } from 'node:fs/promises';

const samplesPerUnit = 600;
const rate = 24_000;

/** @param units of 25 ms */
export function tuningModel(decoder: OnnxModel, units: number) {
  const frames = frameCount(samplesPerUnit * units, rate);
  return defineModel({
    inputs: {
      phones: { shape: [512, units] },
      f0: { shape: [2 * units] },
      energy: { shape: [2 * units] },
      source: { shape: [22, 120 * units + 1] },
    },
    targets: {
      frameWeights: { shape: [frames] },
      ...(Object.fromEntries(melResolutions.map(({ bands }, i) => [`mel${i}`, { shape: [bands, frames] }])) as Record<
        'mel0' | 'mel1' | 'mel2',
        { shape: number[] }
      >),
    },
    predict(scope, { phones, f0, energy, source }) {
      const style = scope('style', [1, 128], (shape, random) =>
        Float32Array.from({ length: sizeOf(shape) }, () => 0.15 * random.normal()),
      );
      const rows = '/decoder/Gather_output_0';
      const made = importGraph(style.graph, decoder, {
        given: {
          '/decoder/Slice_output_0': style,
          '/encoder/MatMul_1_output_0': phones,
          '/encoder/Reshape_output_0': f0,
          '/encoder/Reshape_1_output_0': energy,
          '/decoder/decoder/generator/Concat_3_output_0': source,
        },
        wanted: [rows],
      });
      return { audio: made[rows] };
    },
    loss: ({ audio }, { mel0, mel1, mel2, frameWeights }) => melLoss(audio, [mel0, mel1, mel2], frameWeights),
  });
}

/** What some steps took: seconds by the clock and of the processor, and the most memory so far in bytes. */
export const turn = z.object({ wall: z.number(), cpu: z.number(), peak: z.number() });

async function main([file, units, threads, parts]: readonly string[]): Promise<void> {
  const model = tuningModel(readModel(await readFile(file)), Number(units));
  const trainer = await Trainer.create(model, {
    batchSize: 1,
    seed: 1,
    threads: Number(threads),
    parts: Number(parts),
    isPrepacked: false,
    hasArena: false,
    optimizer: { weightDecay: 0, clipNorm: 5 },
  });
  const random = Random.seeded(2);
  const features = { ...model.inputs, ...model.targets };
  const data = Object.fromEntries(
    Object.entries(features).map(([name, { shape }]) => [
      name,
      Float32Array.from({ length: sizeOf(shape) }, () => (name === 'frameWeights' ? 1 : random.normal())),
    ]),
  );
  process.on('message', (count: number) => {
    void (async () => {
      const [started, usage] = [performance.now(), process.cpuUsage()];
      await trainer.runEpoch({
        data,
        indices: new Int32Array(count),
        learningRates: new Float32Array(count).fill(1e-3),
      });
      const { user, system } = process.cpuUsage(usage);
      const [wall, cpu] = [(performance.now() - started) / 1e3, (user + system) / 1e6];
      process.send!({ wall, cpu, peak: process.resourceUsage().maxRSS * 1024 } satisfies z.infer<typeof turn>);
    })();
  });
  process.once('disconnect', () => process.exit());
  process.send!('ready');
}

if (import.meta.main) await main(process.argv.slice(2));
