// The bot says again and again that it is there, because what it tells of is another bot's once it was silent for too long;
// and looks for what others left behind.
import type { Log } from '../../log.ts';
import type { Storage } from '../../storage/storage.ts';

/** After so long without a sign of life a bot counts as gone, ms. */
const leaseMs = 10_000;

export interface Presence {
  /** With every sign of life, begin to do this too; a failure is logged. */
  start(look: () => Promise<void>): void;
  /** It is gone. */
  close(): Promise<void>;
}

/** Announce a bot from now on. @param bot names the process */
export async function announceBot({ bots }: Pick<Storage, 'bots'>, bot: string, log: Log): Promise<Presence> {
  let look: (() => Promise<void>) | undefined;
  const announce = async (): Promise<void> => {
    await bots.announce(bot, leaseMs);
    await look?.();
  };
  const turn = (): Promise<void> =>
    announce().catch((error: unknown) => log.warn({ err: error }, 'the bot could not announce itself; trying again'));
  let turns = turn();
  await turns;
  const again = setInterval(() => {
    turns = turns.then(turn);
  }, leaseMs / 4);
  return {
    start(work) {
      look = work;
      turns = turns.then(turn);
    },
    async close() {
      clearInterval(again);
      await turns;
      await bots.withdraw(bot).catch((error: unknown) => log.debug({ err: error }, 'the bot did not sign off'));
    },
  };
}
