// Heavy work that leaves the event loop (children, worker threads) waits here for a core, first come first served, so that
// a burst of uploads can't starve the rest of the machine.
import os from 'node:os';

let free = os.availableParallelism();
const waiting: (() => void)[] = [];

/**
 * Run `work` once a core is free, and hold that core until it ends. Must not be nested.
 * @throws `signal.reason` when aborted while waiting
 */
export async function withCore<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  if (free > 0) {
    free--;
  } else {
    const turn = Promise.withResolvers<void>();
    const leaveQueue = () => {
      waiting.splice(waiting.indexOf(turn.resolve), 1);
      turn.reject(signal?.reason);
    };
    waiting.push(turn.resolve);
    signal?.addEventListener('abort', leaveQueue, { once: true });
    await turn.promise;
    signal?.removeEventListener('abort', leaveQueue);
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }
}
