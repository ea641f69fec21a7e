// The ways an answer can reach a person. An interaction's token works for 15 minutes and needs no gateway; after it come
// the channel (with the bot's own token), then a DM. Everything goes through here, so that an answer given after a
// restart takes the same way as one given at once.
import { createHash } from 'node:crypto';
import { DiscordAPIError, MessageFlags, type REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import { z } from 'zod';
import type { AnswerTo, SentMessage } from '../../storage/records.ts';
import type { Clock } from '../clock.ts';
import {
  type Answer,
  type OutgoingFile,
  type OutgoingMessage,
  type VoiceMessage,
  inTongueOf,
  messageBody,
  voiceBody,
} from './message.ts';

/** A token is given up a minute early: an upload must not end after its token's death. */
export const tokenLifeMs = 14 * 60_000;
/** How long a channel that refused a voice message gets plain attachments. */
const refusalMemoryMs = 60 * 60_000;

const sentMessage = z.object({ id: z.string(), channel_id: z.string() });
/** Of the messages in a channel, what tells whether one is what was to be sent. */
const shownMessages = z.array(
  z.object({
    id: z.string(),
    application_id: z.string().optional(),
    interaction_metadata: z.object({ id: z.string() }).optional(),
    content: z.string(),
    embeds: z.array(z.object({ title: z.string().optional() })),
    attachments: z.array(z.object({ filename: z.string(), size: z.number() })),
  }),
);
/** Of what came after an interaction, so much is looked at. */
const pageLength = 100;
const mostPages = 10;

const openedChannel = z.object({ id: z.string() });

const voiceRefusals = new Set<number | string>([
  RESTJSONErrorCodes.VoiceMessagesDoNotSupportAdditionalContent,
  RESTJSONErrorCodes.VoiceMessagesMustHaveASingleAudioAttachment,
  RESTJSONErrorCodes.VoiceMessagesMustHaveSupportingMetadata,
  RESTJSONErrorCodes.YouCannotSendVoiceMessagesInThisChannel,
  RESTJSONErrorCodes.MissingPermissions,
]);

/** What Discord answers with 400 although nothing is wrong with the message: it can't go, or be changed, there. */
const closedCodes = new Set<number | string>([
  RESTJSONErrorCodes.InvalidActionOnArchivedThread,
  RESTJSONErrorCodes.ThreadLocked,
  RESTJSONErrorCodes.ThisInteractionHasHitTheMaximumNumberOfFollowUpMessages,
  RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
  RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel,
  RESTJSONErrorCodes.CannotExecuteActionOnThisChannelType,
  RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration,
]);

/** Whether Discord said that this way is closed (no such message, channel, token; no permission), not that it is ill. */
function isClosed(error: unknown): boolean {
  return error instanceof DiscordAPIError && ([401, 403, 404].includes(error.status) || closedCodes.has(error.code));
}

/** What was sent; null when that way is closed. */
export async function unlessClosed(sending: Promise<Sent>): Promise<Sent | null> {
  try {
    return await sending;
  } catch (error) {
    if (isClosed(error)) return null;
    throw error;
  }
}

/** Whether Discord refused a message because it was a voice message. */
function refusesVoice(error: unknown): boolean {
  return error instanceof DiscordAPIError && voiceRefusals.has(error.code);
}

/** What names a message for good: sending it twice within minutes shows it once (where Discord checks nonces). */
function nonceOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 25);
}

export type Sent = SentMessage;

/** Whom a message mentions. `usual`: the user, where it comes on its own; `always`: where others read it; `never`: nobody. */
export type Ping = 'usual' | 'always' | 'never';

export interface Messenger {
  /** Whether the interaction's token can still be used. */
  tokenAlive(answerTo: AnswerTo): boolean;
  /** Replace the deferred reply (or the message that carries the pressed button). */
  editOriginal(answerTo: AnswerTo, message: Answer): Promise<Sent>;
  /** The same; null where the token has died, or somebody has deleted that message. */
  replaceOriginal(answerTo: AnswerTo, message: Answer): Promise<Sent | null>;
  /** Replace a message that the bot wrote in a channel, also one it wrote as an interaction's reply. */
  editInChannel(sent: Sent, message: OutgoingMessage): Promise<void>;
  /**
   * Replace a message that was sent by `answerTo` (null: the one that it replies with), by its token or with the bot's own
   * right. Nothing happens where neither way is open.
   */
  editSent(answerTo: AnswerTo, sent: Sent | null, message: Answer): Promise<void>;
  /** A further message that only the user sees. */
  whisper(answerTo: AnswerTo, message: Answer): Promise<Sent>;
  /**
   * Look in the channel for what was sent by the interaction's token: unlike a post, Discord takes that again.
   * @param messages what it may be
   * @returns null where there is none, and where nobody but the user can see it
   */
  find(answerTo: AnswerTo, messages: readonly Answer[]): Promise<Sent | null>;
  /**
   * A new message by the first way that is open: token, channel (mentioning the user), DM.
   * @param key names the message for good
   * @returns null when every way is closed
   * @throws when a way is open but ill (network, Discord's 5xx): worth another try later
   */
  send(answerTo: AnswerTo, message: Answer, key: string, ping?: Ping): Promise<Sent | null>;
  /** A direct message. Null when the person takes none. @throws as {@link send} */
  sendDirect(userId: string, message: OutgoingMessage, key: string): Promise<Sent | null>;
  /** A new message in the channel, with the bot's own right. Null when that is closed. */
  sendInChannel(answerTo: AnswerTo, message: Answer, key: string): Promise<Sent | null>;
  /**
   * A voice message by the first way that is open; where voice messages are not allowed, `plain` (the same recording as
   * an ordinary attachment) instead.
   */
  sendVoice(answerTo: AnswerTo, voice: VoiceMessage, plain: Answer, key: string, ping?: Ping): Promise<Sent | null>;
}

interface Payload {
  readonly body: object;
  readonly flags: number;
  readonly files: readonly OutgoingFile[];
}

const payloadOf = (message: OutgoingMessage, mention: string | null): Payload => ({
  body: messageBody(message, mention),
  flags: 0,
  files: message.files ?? [],
});

export function createMessenger(rest: REST, clock: Clock): Messenger {
  /** Channel id → when it refused a voice message. */
  const refusedVoiceAt = new Map<string, number>();

  // What did not begin with an interaction has none.
  const tokenAlive = ({ interactionToken, createdAt }: AnswerTo) =>
    interactionToken !== '' && clock.now() - createdAt < tokenLifeMs;

  const followUp = async (
    answerTo: AnswerTo,
    { body, flags, files }: Payload,
    ephemeral = answerTo.ephemeral,
  ): Promise<Sent> => {
    const sent = await rest.post(Routes.webhook(answerTo.applicationId, answerTo.interactionToken), {
      auth: false,
      query: new URLSearchParams({ wait: 'true' }),
      body: { ...body, flags: ephemeral ? flags | MessageFlags.Ephemeral : flags },
      files: [...files],
    });
    return toSent(sent);
  };

  const post = async (channelId: string, { body, flags, files }: Payload, key: string): Promise<Sent> => {
    const sent = await rest.post(Routes.channelMessages(channelId), {
      body: { ...body, flags, nonce: nonceOf(key), enforce_nonce: true },
      files: [...files],
    });
    return toSent(sent);
  };

  const direct = async (userId: string, payload: Payload, key: string): Promise<Sent> => {
    const dm = await rest.post(Routes.userChannels(), { body: { recipient_id: userId } });
    return await post(openedChannel.parse(dm).id, payload, key);
  };

  /** Try the ways in order; a closed one leads to the next, except where `stops` says that the error is about the message. */
  const byFirstOpenWay = async (
    answerTo: AnswerTo,
    payloadFor: (mention: string | null, way: Pick<AnswerTo, 'ephemeral' | 'locale' | 'guildLocale'>) => Payload,
    key: string,
    stops: (error: unknown) => boolean,
    ping: Ping = 'usual',
  ): Promise<Sent | null> => {
    const mention = answerTo.guildId === null || answerTo.ephemeral || ping === 'never' ? null : answerTo.userId;
    const ways: (() => Promise<Sent>)[] = [];
    const channelId = openChannel(answerTo);
    if (tokenAlive(answerTo)) {
      ways.push(() => followUp(answerTo, payloadFor(ping === 'always' ? mention : null, answerTo)));
    }
    if (channelId !== null) {
      ways.push(() => post(channelId, payloadFor(mention, answerTo), key));
    }
    ways.push(() => direct(answerTo.userId, payloadFor(null, { ...answerTo, ephemeral: true }), key));
    for (const way of ways) {
      try {
        return await way();
      } catch (error) {
        if (stops(error) || !isClosed(error)) throw error;
      }
    }
    return null;
  };

  const send: Messenger['send'] = (answerTo, message, key, ping) =>
    byFirstOpenWay(
      answerTo,
      (mention, way) => payloadOf(inTongueOf(way, message), mention),
      key,
      () => false,
      ping,
    );

  const editByToken = async (answerTo: AnswerTo, message: OutgoingMessage, messageId?: string): Promise<Sent> => {
    const edited = await rest.patch(
      Routes.webhookMessage(answerTo.applicationId, answerTo.interactionToken, messageId),
      {
        auth: false,
        body: messageBody(message, null),
        files: [...(message.files ?? [])],
      },
    );
    return toSent(edited);
  };

  const editInChannel: Messenger['editInChannel'] = async ({ channelId, messageId }, message) => {
    await rest.patch(Routes.channelMessage(channelId, messageId), {
      body: messageBody(message, null),
      files: [...(message.files ?? [])],
    });
  };

  const editOriginal: Messenger['editOriginal'] = (answerTo, message) =>
    editByToken(answerTo, inTongueOf(answerTo, message));

  return {
    tokenAlive,
    send,
    editOriginal,
    async replaceOriginal(answerTo, message) {
      return tokenAlive(answerTo) ? await unlessClosed(editOriginal(answerTo, message)) : null;
    },
    editInChannel,
    async editSent(answerTo, sent, answer) {
      const message = inTongueOf(answerTo, answer);
      try {
        if (tokenAlive(answerTo)) {
          await editByToken(answerTo, message, sent?.messageId);
          return;
        }
      } catch (error) {
        if (!isClosed(error)) throw error;
      }
      if (sent !== null) await unlessClosed(editInChannel(sent, message).then(() => sent));
    },
    sendDirect: (userId, message, key) => unlessClosed(direct(userId, payloadOf(message, null), key)),
    async sendInChannel(answerTo, answer, key) {
      const channelId = openChannel(answerTo);
      const message = inTongueOf(answerTo, answer);
      return channelId === null ? null : await unlessClosed(post(channelId, payloadOf(message, null), key));
    },
    whisper: (answerTo, message) =>
      followUp(answerTo, payloadOf(inTongueOf({ ...answerTo, ephemeral: true }, message), null), true),
    async find(answerTo, answers) {
      const messages = answers.map((answer) => inTongueOf(answerTo, answer));
      const { channelId, interactionId, ephemeral } = answerTo;
      if (channelId === null || interactionId === undefined || ephemeral) return null;
      try {
        let after = interactionId;
        for (let page = 0; page < mostPages; page += 1) {
          const query = new URLSearchParams({ after, limit: String(pageLength) });
          const found = shownMessages.parse(await rest.get(Routes.channelMessages(channelId), { query }));
          const same = found.find(
            (shown) => isByInteraction(shown, answerTo) && messages.some(saysSame(shown, answerTo.userId)),
          );
          if (same !== undefined) return { channelId, messageId: same.id };
          if (found.length < pageLength) return null;
          after = found.map(({ id }) => id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
        }
        return null;
      } catch (error) {
        if (isClosed(error)) return null;
        throw error;
      }
    },
    async sendVoice(answerTo, voice, plain, key, ping) {
      const place = answerTo.channelId ?? answerTo.userId;
      const refusedLately = clock.elapsed() - (refusedVoiceAt.get(place) ?? -Infinity) < refusalMemoryMs;
      // Whether a voice message may be private is written nowhere.
      if (answerTo.canSendVoice && !answerTo.ephemeral && !refusedLately) {
        const payload = { body: voiceBody(voice), flags: MessageFlags.IsVoiceMessage, files: [voice.file] };
        try {
          return await byFirstOpenWay(answerTo, () => payload, key, refusesVoice);
        } catch (error) {
          if (!refusesVoice(error)) throw error;
          refusedVoiceAt.set(place, clock.elapsed());
        }
      }
      return await send(answerTo, plain, `${key}:plain`, ping);
    },
  };
}

type ShownMessage = z.infer<typeof shownMessages>[number];

const isByInteraction = (shown: ShownMessage, { applicationId, interactionId }: AnswerTo): boolean =>
  shown.application_id === applicationId && shown.interaction_metadata?.id === interactionId;

/** A picture that was drawn anew may have other bytes; a recording has the same. @param userId who may be mentioned in it */
const saysSame =
  (shown: ShownMessage, userId: string) =>
  (message: OutgoingMessage): boolean => {
    const { embeds = [], files = [] } = message;
    const contents = [null, userId].map((mention) => messageBody(message, mention).content);
    return (
      contents.includes(shown.content) &&
      shown.embeds.length === embeds.length &&
      shown.embeds.every(({ title }, index) => title === embeds[index]?.title) &&
      shown.attachments.length === files.length &&
      shown.attachments.every(({ filename, size }, index) => {
        const file = files[index];
        return filename === file?.name && (!file.contentType.startsWith('audio/') || size === file.data.length);
      })
    );
  };

/** The channel in which the bot may write what the interaction's answer says; null: there is none. */
export function openChannel({ channelId, canPost, ephemeral }: AnswerTo): string | null {
  return canPost && !ephemeral ? channelId : null;
}

function toSent(raw: unknown): Sent {
  const message = sentMessage.parse(raw);
  return { channelId: message.channel_id, messageId: message.id };
}
