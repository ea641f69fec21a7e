// Threads for what computes, so that a process which has to answer people can: bounded pools that begin with the first task,
// give their threads back when there is nothing to do, and end in good order.
//
// A thread that is ended while a native addon is at work in it (a picture, a network) takes the whole process along with an
// abort. So it is asked to end: what it does is done first, and nobody waits for the result.
import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { Piscina } from 'piscina';
import { inTurn } from './turns.ts';
import { unlessAborted } from './unless-aborted.ts';

export interface Threads<Task, Result> {
  /**
   * Do one task; what is given and comes back is copied between the threads.
   * @throws what the task throws; `signal.reason` at once when aborted
   */
  run(task: Task, signal?: AbortSignal): Promise<Result>;
  /** Resolves when no thread is left. What still runs or waits is rejected. */
  close(): Promise<void>;
}

/**
 * What a thread threw loses on its way all but its words, which begin with the code of the system where it is the system's:
 * `ENOSPC: no space left on device, write`.
 */
function withCode(error: unknown): unknown {
  if (!(error instanceof Error) || 'code' in error) return error;
  const [, code, syscall] = /^(E[A-Z\d]+): .*, (\w+)(?: '|$)/.exec(error.message) ?? [];
  return code === undefined ? error : Object.assign(error, { code, syscall });
}

const opened = new Set<{ close(): Promise<void> }>();

/**
 * @param file whose default export does one task
 * @param options.most threads at once; default: one per core
 * @param options.idleMs after which a thread that has nothing to do is given back; starting one takes some 0.1 s
 * @param options.workerData what `workerData` of piscina is in the threads
 * @param options.mostYoungMb megabytes of a thread's heap for what is young, which V8 does not give back; absent: its default
 * @param options.isNative whether a native addon works in them. If not, an aborted task is stopped wherever it is, also
 *   within an endless loop; else it goes on to its end, and its thread is not free before
 */
export function createThreads<Task, Result>(
  file: URL,
  options: {
    readonly most?: number;
    readonly idleMs: number;
    readonly workerData?: unknown;
    readonly mostYoungMb?: number;
    readonly isNative: boolean;
  },
): Threads<Task, Result> {
  const { most = availableParallelism(), idleMs, workerData, mostYoungMb, isNative } = options;
  const pool = new Piscina<Task, Result>({
    filename: file.href,
    workerData,
    minThreads: 0,
    maxThreads: most,
    idleTimeout: idleMs,
    concurrentTasksPerWorker: 1,
    // A thread that waits outside its event loop never gives back what addons took: they do so in a turn of it.
    atomics: 'disabled',
    ...(mostYoungMb !== undefined && { resourceLimits: { maxYoungGenerationSizeMb: mostYoungMb } }),
  });
  // A thread that can't start rejects its task; without one there is nothing to tell.
  pool.on('error', () => {});
  const turns = new PQueue({ concurrency: most });
  const closing = new AbortController();
  const work = async (task: Task, signal: AbortSignal): Promise<Result> => {
    try {
      // Told of the signal, the pool ends the thread.
      return await (isNative ? pool.run(task) : pool.run(task, { signal }));
    } catch (error) {
      throw withCode(error);
    }
  };

  const threads = {
    async run(task: Task, given?: AbortSignal): Promise<Result> {
      const signal = given === undefined ? closing.signal : AbortSignal.any([given, closing.signal]);
      return await unlessAborted(
        signal,
        inTurn(turns, signal, () => work(task, signal)),
      );
    },
    async close(): Promise<void> {
      opened.delete(threads);
      closing.abort(new Error('The threads are closed'));
      await turns.onIdle();
      // Also those that only just start load their addons undisturbed.
      while (pool.idleThreads < pool.threads.length) {
        await new Promise<void>((resolve) => {
          pool.once('workerCreate', () => resolve()).once('workerDestroy', () => resolve());
        });
      }
      await pool.destroy();
    },
  };
  opened.add(threads);
  return threads;
}

/** Close all that this process has opened, before it ends. */
export async function closeThreads(): Promise<void> {
  await Promise.all(Array.from(opened, (threads) => threads.close()));
}
