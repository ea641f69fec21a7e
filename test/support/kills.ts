// Trainings whose trainer is killed, or told to end, at random moments: shared by the fault tests and the bench.
import assert from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Random } from '../../src/learning/random.ts';
import { Machine, stateBits } from './machine.ts';

/** A moment at which the trainer was ended. */
export interface Kill {
  /** SIGTERM: it was told to end, and did so cleanly. */
  readonly signal: 'SIGKILL' | 'SIGTERM';
  /** State of the run, and the epoch that was last reported in it. */
  readonly state: string;
  readonly epoch: number;
}

export interface Survivor {
  readonly kills: readonly Kill[];
  readonly claims: number;
  /** SHA-256 of each file of the state that the run ended with. */
  readonly bits: Record<string, string>;
}

/** One training on a copy of `seed` that nobody disturbs. @returns SHA-256 of each file of its state */
export function undisturbed(seed: string, userId: string, epochs: number): Promise<Record<string, string>> {
  return onCopy(seed, async (machine) => {
    machine.startTrainer();
    return stateBits(await machine.finish(await machine.train(userId, epochs)));
  });
}

/** What comes after the training. */
const afterwards: ReadonlySet<string> = new Set(['evaluating', 'publishing', 'done']);
/** Share of the moments that lie before the training, and up to its end. */
const [preparing, training] = [0.15, 0.85];
/** Longest time from a phase's beginning, or from a report, to the kill, ms. */
const delayMs = 300;

/**
 * The same training, killed at random moments of what is left of it until it has ended, been killed `most` times, or four
 * times without getting any further.
 */
export function killedAtRandom(
  seed: string,
  userId: string,
  epochs: number,
  random: Random,
  most: number,
): Promise<Survivor> {
  return onCopy(seed, async (machine) => {
    const runId = await machine.train(userId, epochs);
    const kills: Kill[] = [];
    machine.startTrainer();
    for (let fence = 0; kills.length < most;) {
      const moment = random.uniform();
      const claimed = await machine.until(runId, (run) => run.fence > fence);
      fence = claimed.fence;
      // Once more without a checkpoint, and it would be given up.
      if (claimed.attempts >= 5) break;
      if (moment >= preparing) {
        const from = claimed.progress?.epoch ?? 0;
        const epoch = from + Math.floor(((epochs - from) * (moment - preparing)) / (training - preparing));
        await machine.until(
          runId,
          ({ state, progress }) =>
            afterwards.has(state) ||
            (moment < training && state === 'training' && progress?.phase === 'training' && progress.epoch >= epoch),
        );
      }
      await setTimeout(Math.round(delayMs * random.uniform()));
      const { state, progress } = await machine.until(runId, () => true);
      if (state === 'done') break;
      const signal = random.uniform() < 0.5 ? 'SIGKILL' : 'SIGTERM';
      const { code, complaints } = await machine.endTrainer(signal);
      if (signal === 'SIGTERM') {
        assert.deepEqual({ code, complaints }, { code: 0, complaints: [] }, `told to end while ${state}`);
      }
      kills.push({ signal, state, epoch: progress?.epoch ?? 0 });
      machine.startTrainer();
    }
    const version = await machine.finish(runId);
    const { fence: claims } = await machine.until(runId, () => true);
    return { kills, claims, bits: stateBits(version) };
  });
}

async function onCopy<T>(seed: string, use: (machine: Machine) => Promise<T>): Promise<T> {
  const dataDir = `${seed}-${process.hrtime.bigint()}`;
  await cp(seed, dataDir, { recursive: true });
  const machine = await Machine.open(dataDir);
  try {
    return await use(machine);
  } finally {
    await machine.close();
    // What is computed from clips alone need not be computed again.
    await cp(path.join(dataDir, 'cache'), path.join(seed, 'cache'), { recursive: true });
    await rm(dataDir, { recursive: true });
  }
}
