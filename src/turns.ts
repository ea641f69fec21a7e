// Turns: in a queue, and among people, of whom the next one's first piece of work waits for at most one of each other's.
import PQueue from 'p-queue';

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

type TakeTurn = <T>(person: string, work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/**
 * A queue in which each person waits in a queue of their own, and only comes to the common one with `each` of their pieces of
 * work at a time: so the common one is a round of people. What waits takes no memory, disk or core.
 * @param options.places how much goes on at once; more than `each`, or one person could take them all (may be Infinity)
 * @returns runs `work` when it is its turn; throws `signal.reason` when aborted before
 */
export function createTurns({ places, each }: { readonly places: number; readonly each: number }): TakeTurn {
  const common = new PQueue({ concurrency: places });
  const own = new Map<string, PQueue>();
  const queueOf = (person: string): PQueue => {
    const known = own.get(person);
    if (known !== undefined) return known;
    const queue = new PQueue({ concurrency: each });
    own.set(person, queue);
    queue.addEventListener('idle', () => own.delete(person));
    return queue;
  };
  return async (person, work, signal) =>
    await inTurn(queueOf(person), signal, async () => await inTurn(common, signal, work));
}
