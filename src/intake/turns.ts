// People take turns: however many files one of them sends, the next one's first file waits for at most one of theirs.
import PQueue from 'p-queue';
import { inTurn } from '../audio/cores.ts';

export type TakeTurn = <T>(person: string, work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/**
 * A queue in which each person waits in a queue of their own, and only comes to the common one with `each` of their files at
 * a time: so the common one is a round of people. What waits takes no memory, disk or core.
 * @param options.places how much goes on at once; more than `each`, or one person could take them all
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
