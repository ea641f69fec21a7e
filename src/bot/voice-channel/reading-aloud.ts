// Messages of those who turned /readaloud on, on their way into the voice channel.
import type { Message } from 'discord.js';
import { UserError } from '../../errors.ts';
import { rolesOf } from '../interactions/admission.ts';
import type { Funnel } from '../interactions/funnel.ts';
import { ownVoice, versionOf } from '../interactions/ownership.ts';
import type { Services } from '../interactions/services.ts';

/** As it can be said: mentions by name, an address by its host. */
const sayable = (message: Message): string =>
  message.cleanContent
    .replaceAll(/https?:\/\/(?:www\.)?([^\s/]+)\S*/g, '$1')
    .replaceAll(/<a?:(\w+):\d+>/g, '$1')
    .trim();

/** @returns takes every message; what is not to be read is left alone */
export function createReadingAloud(
  funnel: Pick<Funnel, 'admit'>,
  { storage, speaker, log }: Services,
): (message: Message) => Promise<void> {
  return async (message) => {
    const { author, guildId, channelId, channel } = message;
    if (guildId === null || author.bot) return;
    const by = speaker.readerOf(guildId, author.id, channelId);
    const text = by === null ? '' : sayable(message);
    if (by === null || text === '') return;
    try {
      const roleIds = rolesOf(message);
      const channelIds = [channelId, channel.isThread() ? channel.parentId : null].filter((id) => id !== null);
      await funnel.admit({ name: 'readaloud', userId: author.id, guildId, channelIds, roleIds });
      const voice = await ownVoice(storage, author.id, null);
      await speaker.say(voice, await versionOf(storage, voice, null), text, { ...by, roleIds }, null);
    } catch (error) {
      // An answer to every message that can't be said would be louder than the messages.
      if (error instanceof UserError) log.info({ user: author.id, code: error.code }, 'not read aloud');
      else log.error({ err: error, user: author.id }, 'a message could not be read aloud');
    }
  };
}
