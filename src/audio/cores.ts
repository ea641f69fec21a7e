// Heavy work that leaves the event loop (children, worker threads) waits here for a core, first come first served, so that
// a burst of uploads can't starve the rest of the machine.
import os from 'node:os';
import PQueue from 'p-queue';
import { inTurn } from '../turns.ts';

const cores = new PQueue({ concurrency: os.availableParallelism() });

/**
 * Run `work` once a core is free, and hold that core until it ends. Must not be nested.
 * @throws `signal.reason` when aborted while waiting
 */
export async function withCore<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  return await inTurn(cores, signal, work);
}
