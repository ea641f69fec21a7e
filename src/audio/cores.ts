// Heavy work that leaves the event loop (children, worker threads) waits here for a core, first come first served, so that
// a burst of uploads can't starve the rest of the machine.
import os from 'node:os';
import PQueue from 'p-queue';

const cores = new PQueue({ concurrency: os.availableParallelism() });

/**
 * Run `work` once a core is free, and hold that core until it ends. Must not be nested.
 * @throws `signal.reason` when aborted while waiting
 */
export async function withCore<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  return await inTurn(cores, signal, work);
}

/**
 * Run `work` when its turn comes in a queue. Only who waits can leave it: work that has begun ends by itself, and its place
 * is not free before.
 * @throws `signal.reason` when aborted while waiting
 */
export async function inTurn<T>(queue: PQueue, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  const waiting = new AbortController();
  const leave = () => waiting.abort(signal?.reason);
  signal?.addEventListener('abort', leave, { once: true });
  try {
    return await queue.add(
      async () => {
        signal?.removeEventListener('abort', leave);
        return await work();
      },
      { signal: waiting.signal },
    );
  } finally {
    signal?.removeEventListener('abort', leave);
  }
}
