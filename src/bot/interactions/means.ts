// What the services of the bot work with, and need no other service for; put together once in bot.ts.
import type { Config } from '../../config.ts';
import type { Limits } from '../../limits.ts';
import type { Log } from '../../log.ts';
import type { Sentences } from '../../scripts-to-read/reading-list.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Clock } from '../clock.ts';
import type { Messenger } from '../discord/messenger.ts';

export interface Means {
  readonly config: Config;
  readonly storage: Storage;
  readonly log: Log;
  readonly clock: Clock;
  readonly messenger: Messenger;
  readonly limits: Limits;
  /** Codes of the languages in which recordings are listened to. */
  readonly heardLanguages: readonly string[];
  /** What people are given to read. */
  readonly sentences: Sentences;
}
