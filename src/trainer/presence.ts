// A trainer says that it is there, so that people hear when nobody is there for what they ask for.
import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import type { Storage } from '../storage/storage.ts';

/**
 * Announce a trainer from now on.
 * @param leaseMs after so long without a word it counts as gone
 * @returns `close()`: it is gone
 */
export async function announceTrainer(
  { trainers }: Pick<Storage, 'trainers'>,
  trainer: { readonly engine: string; readonly device: string },
  leaseMs: number,
  log: Log,
): Promise<{ close(): Promise<void> }> {
  const id = randomUUID();
  const announce = (): Promise<void> =>
    trainers
      .announce({ id, ...trainer }, leaseMs)
      .catch((error: unknown) => log.warn({ err: error }, 'the trainer could not announce itself'));
  let announced = announce();
  await announced;
  const again = setInterval(() => {
    announced = announced.then(announce);
  }, leaseMs / 4);
  return {
    async close() {
      clearInterval(again);
      await announced;
      await trainers.withdraw(id).catch((error: unknown) => log.debug({ err: error }, 'the trainer did not sign off'));
    },
  };
}
