// Voice messages and audio files that a person sends the bot in direct messages: taken in like uploads, where the operator
// turned it on. Whatever else is written there is left alone.
import { randomUUID } from 'node:crypto';
import type { Message, User } from 'discord.js';
import type { AnswerTo } from '../../storage/records.ts';
import type { Sent } from '../discord/messenger.ts';
import { type Answer, inTongueOf } from '../discord/message.ts';
import { receiveMessage, recordingsIn } from '../uploads/messages.ts';
import type { Reply } from './command.ts';
import type { ConsentGate } from './consent.ts';
import type { Funnel } from './funnel.ts';
import type { Services } from './services.ts';
import { speakableName } from './spoken-consent.ts';

/** Largest file that anybody may send, bytes. */
const attachmentSizeLimit = 10 * 2 ** 20;

export function createDirectMessages(
  consent: ConsentGate,
  funnel: Funnel,
  services: Services,
): (message: Message) => Promise<void> {
  const { messenger, storage, log } = services;

  /** A message is answered in its channel, without an interaction's token; the answer is one message. */
  const replyTo = (answerTo: AnswerTo, author: User): Reply => {
    let sent: Sent | null = null;
    const post = async (message: Answer): Promise<Sent | null> => await messenger.send(answerTo, message, randomUUID());
    return {
      answerTo,
      name: speakableName(author),
      async edit(message) {
        if (sent === null) sent = await post(message);
        else await messenger.editInChannel(sent, inTongueOf(answerTo, message));
      },
      async post(message) {
        await post(message);
      },
      async whisper(message) {
        await post(message);
      },
    };
  };

  return async (message) => {
    const { author, channelId, client } = message;
    if (message.guildId !== null || author.bot || recordingsIn(message).length === 0) return;
    try {
      // Every bot of these shards hears it.
      if (!(await storage.retention.takeMessage(message.id))) return;
      const user = await storage.users.get(author.id);
      const way: AnswerTo = {
        applicationId: client.application?.id ?? '',
        interactionToken: '',
        createdAt: 0,
        channelId,
        guildId: null,
        userId: author.id,
        locale: user?.locale ?? 'en-US',
        ephemeral: false,
        canPost: true,
        canSendVoice: true,
        attachmentSizeLimit,
      };
      const reply = replyTo(way, author);
      await funnel.run(
        { message: message.id, user: author.id },
        async () => {
          await funnel.admit({
            name: 'message',
            userId: author.id,
            guildId: null,
            channelIds: [channelId],
            roleIds: [],
          });
          if (await consent.given(author.id)) await receiveMessage(message, reply, services);
          else await consent.ask(message, reply);
        },
        (text) => reply.edit(text),
      );
    } catch (error) {
      log.error({ err: error, message: message.id }, 'a direct message could not be answered');
    }
  };
}
