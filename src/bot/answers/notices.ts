// Tells people what they must know that did not come of anything they asked for: in a direct message, or where that is
// closed with their next command. A notice is marked as delivered after Discord took it.
import type { Log } from '../../log.ts';
import type { Notice } from '../../storage/records.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Clock } from '../clock.ts';
import type { KeptAnswers } from './kept-answers.ts';
import type { Messenger } from '../discord/messenger.ts';
import { versionsGone } from '../replies/share.ts';

const lookEveryMs = 15_000;

export interface Notices {
  /** Tell what is there, and look for more from now on. */
  start(): void;
  close(): Promise<void>;
}

export function createNotices(parts: {
  storage: Storage;
  messenger: Messenger;
  kept: KeptAnswers;
  clock: Clock;
  log: Log;
}): Notices {
  const { storage, messenger, kept, clock, log } = parts;
  let closed = false;
  let callOff: (() => void) | undefined;
  let looking: Promise<void> = Promise.resolve();

  const tell = async (notice: Notice): Promise<void> => {
    const key = `notice:${notice.id}`;
    if (kept.has(notice.userId, key)) return;
    const message = versionsGone(notice.content);
    if ((await messenger.sendDirect(notice.userId, message, key)) !== null) {
      return await storage.notices.markDelivered(notice.id);
    }
    kept.keep(notice.userId, key, async (fresh) => {
      await messenger.whisper(fresh, message);
      await storage.notices.markDelivered(notice.id);
      return true;
    });
  };

  const look = async (): Promise<void> => {
    try {
      for (const notice of await storage.notices.pending()) await tell(notice);
    } catch (error) {
      log.warn({ err: error }, 'a notice could not be told; trying again');
    }
    if (!closed) callOff = clock.after(lookEveryMs, start);
  };

  const start = (): void => {
    looking = look();
  };

  return {
    start,
    async close() {
      closed = true;
      callOff?.();
      await looking;
    },
  };
}
