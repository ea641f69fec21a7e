// Processes that are told to end at random moments of whatever they do: shared by the tests and the bench.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import type { Random } from '../../src/learning/random.ts';
import type { Run } from '../../src/storage/storage.ts';
import type { End, Machine } from './machine.ts';

/** What a trainer is ended while doing. */
export const moments = [
  'starting',
  'idle',
  'claimed',
  'preparing',
  'training',
  'evaluating',
  'publishing',
  'speaking',
] as const;
export type Moment = (typeof moments)[number];
/** How it is ended. */
export type Way = 'SIGTERM' | 'SIGINT' | 'SIGKILL';

export interface Termination extends End {
  readonly moment: Moment;
  readonly way: Way;
  /** State of the run when the signal came; null: there was none. */
  readonly state: string | null;
  readonly signals: number;
  /** What should have ended with it: files, processes, leases. */
  readonly left: readonly string[];
}

/** Longest time from a moment's beginning to the signal, ms. */
const delayMs: Readonly<Record<Moment, number>> = {
  starting: 1500,
  idle: 300,
  claimed: 40,
  preparing: 400,
  training: 1500,
  evaluating: 500,
  publishing: 500,
  speaking: 900,
};
/** What is spoken: long enough that there is a middle. */
const text =
  'Take this paper to the office on the other side of the river, and wait there until somebody answers. '.repeat(4);
/** What is said of a native addon that broke. */
const nativeAbort = /terminate called|Napi::Error|what\(\):|FATAL ERROR|panicked|Check failed|core dumped|Aborted/;

/** Whether a process ended as it should: by itself when it was up, or at once while it still started or was killed. */
export function endedWell({
  moment,
  way,
  code,
  signal,
  complaints,
  left,
}: Pick<Termination, keyof End | 'moment' | 'way' | 'left'>): boolean {
  const clean = (code === 0 && signal === null) || way === 'SIGKILL';
  const atOnce = moment === 'starting' && signal === way;
  return (clean || atOnce) && complaints.length === 0 && (left.length === 0 || atOnce);
}

/** Lines of native aborts. */
export const abortsOf = ({ complaints }: End): string[] => complaints.filter((line) => nativeAbort.test(line));

/**
 * End the trainer of a machine at one moment. A run that it was doing goes back into the queue and may be gone on with.
 * @param epochs of its trainings
 * @param versionId speaks
 * @param ways one of these is taken
 * @param slower how many times as long everything takes as with the built-in engine
 */
export async function terminate(
  machine: Machine,
  moment: Moment,
  random: Random,
  {
    userId,
    epochs,
    versionId,
    ways = ['SIGTERM'],
    slower = 1,
  }: {
    readonly userId: string;
    readonly epochs: number;
    readonly versionId: string;
    readonly ways?: readonly [Way, ...Way[]];
    readonly slower?: number;
  },
): Promise<Termination> {
  const { runs } = machine.storage;
  const reach = async (): Promise<string | null> => {
    if (moment === 'starting') return null;
    if (moment === 'idle') {
      await machine.ready();
      return null;
    }
    // One that was killed before may have left its run in that state.
    const isDue = ({ id, fence, state }: Run): boolean =>
      fence > (fences.get(id) ?? 0) && state === (moment === 'speaking' ? 'preparing' : moment);
    for (;;) {
      const open = (await runs.active()).find(({ kind }) => (kind === 'synthesis') === (moment === 'speaking'));
      const runId =
        open?.id ??
        (await (moment === 'speaking'
          ? machine.speak(userId, versionId, text)
          : machine.train(userId, epochs, 'fresh')));
      const run = await machine.until(runId, (now) => isDue(now) || now.endedAt !== null);
      if (isDue(run)) return runId;
    }
  };
  // What an earlier one left in the queue would go on meanwhile.
  for (const { id, kind } of await runs.active()) {
    if (moment === 'starting' || moment === 'idle' || (kind === 'synthesis') !== (moment === 'speaking')) {
      await runs.requestCancel(id);
    }
  }
  const before = new Set(await machine.filesLeft());
  const fences = new Map((await runs.active()).map(({ id, fence }) => [id, fence]));
  machine.startTrainer();
  const runId = await reach();
  await setTimeout(random.uniform() * delayMs[moment] * slower);
  const state = runId === null ? null : ((await runs.get(runId))?.state ?? null);
  const signals = random.uniform() < 0.25 ? 2 : 1;
  const way = ways[random.below(ways.length)] ?? ways[0];
  const end = await machine.endTrainer(way, signals);
  if (way === 'SIGKILL') return { ...end, moment, way, state, signals, left: await machine.processesLeft() };
  const files = (await machine.filesLeft()).filter((file) => !before.has(file));
  const left = [...(await machine.processesLeft()), ...files];
  const leases = (await runs.active()).filter(
    ({ id, fence, leaseUntil }) => leaseUntil !== null && fence > (fences.get(id) ?? 0),
  );
  return { ...end, moment, way, state, signals, left: [...left, ...leases.map(({ id }) => `lease of ${id}`)] };
}

/** What the threads of busy.ts can do. */
export const busyWith = ['drawing', 'listening', 'analysing', 'comparing'] as const;
const busyDelayMs = 400;

/** End a process whose threads are at work. @param folder for what they need */
export async function endWhileBusy(
  what: readonly (typeof busyWith)[number][],
  folder: string,
  random: Random,
): Promise<End> {
  const file = fileURLToPath(new URL('./busy.ts', import.meta.url));
  const child = spawn(process.execPath, [file, folder, ...what], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  await Promise.race([once(child.stdout, 'data'), closed]);
  await setTimeout(random.uniform() * busyDelayMs);
  const started = performance.now();
  child.kill('SIGTERM');
  const [code, signal] = await closed;
  const lines = complaints.split('\n').filter((line) => line !== '');
  return { code, signal, milliseconds: performance.now() - started, complaints: lines };
}
