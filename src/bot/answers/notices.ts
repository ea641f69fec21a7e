// Tells people what they must know that did not come of anything they asked for: in a direct message, or where that is
// closed with their next command, whichever bot hears it.
import { inLanguage, translate } from '../../i18n/i18n.ts';
import type { Log } from '../../log.ts';
import type { AnswerTo, Notice } from '../../storage/records.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Clock } from '../clock.ts';
import type { Answer } from '../discord/message.ts';
import type { Messenger } from '../discord/messenger.ts';
import { operatorNotice } from '../replies/report.ts';
import { versionsGone } from '../replies/share.ts';
import { voiceIdle } from '../replies/voices.ts';

const lookEveryMs = 15_000;
const part = 'notice';

/** In words. */
function noticeOf(content: Notice['content']): Answer {
  switch (content.kind) {
    case 'purged':
      return versionsGone(content);
    case 'idle':
      return voiceIdle(content);
    default:
      return operatorNotice(content.text);
  }
}

export interface Notices {
  /** Tell what is there, and look for more from now on. */
  start(): Promise<void>;
  /** Tell this person what no way had led to them with, by whispers. */
  tellKept(way: AnswerTo): Promise<void>;
  close(): Promise<void>;
}

/** @param parts.bot names the process */
export function createNotices(parts: {
  storage: Storage;
  bot: string;
  messenger: Messenger;
  clock: Clock;
  log: Log;
}): Notices {
  const { storage, bot, messenger, clock, log } = parts;
  const telling = storage.telling.notices;
  let closed = false;
  let callOff: (() => void) | undefined;
  let looking: Promise<void> = Promise.resolve();

  /** @param way a fresh interaction; null: by direct message */
  const tell = async ({ id, userId, content }: Notice, way: AnswerTo | null): Promise<void> => {
    const known = await telling.begin(bot, id, part);
    if (known === 'not-ours') return;
    const message = noticeOf(content);
    const { users } = storage;
    if (typeof known === 'string') {
      const sent =
        way === null
          ? await messenger.sendDirect(
              userId,
              inLanguage(message, translate((await users.get(userId))?.locale)),
              `notice:${id}`,
            )
          : await messenger.whisper(way, message);
      if (sent === null) return await telling.keep(bot, id);
      await telling.sent(bot, id, part, sent);
    }
    await storage.notices.markDelivered(id);
  };

  const look = async (): Promise<void> => {
    try {
      await telling.take(bot);
      for (const notice of await storage.notices.pending(await telling.held(bot))) await tell(notice, null);
    } catch (error) {
      log.warn({ err: error }, 'a notice could not be told; trying again');
    }
    if (!closed) {
      callOff = clock.after(lookEveryMs, () => {
        looking = look();
      });
    }
  };

  return {
    async start() {
      await telling.unkeep();
      looking = look();
    },
    async tellKept(way) {
      for (const notice of await storage.notices.pending(await telling.takeKept(bot, way.userId))) {
        try {
          await tell(notice, { ...way, ephemeral: true });
        } catch (error) {
          await telling.keep(bot, notice.id);
          throw error;
        }
      }
    },
    async close() {
      closed = true;
      callOff?.();
      await looking;
    },
  };
}
