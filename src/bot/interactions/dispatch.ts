// One way in for every interaction and one funnel for every error: acknowledge first, then work.
import { randomBytes } from 'node:crypto';
import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import { UserError } from '../../errors.ts';
import { outage } from '../../outage.ts';
import type { AnswerTo } from '../../storage/records.ts';
import type { Registry, Reply } from './command.ts';
import type { ConsentGate } from './consent.ts';
import type { KeptAnswers } from '../answers/kept-answers.ts';
import type { OutgoingMessage } from '../discord/message.ts';
import { apology, userErrorReply } from '../replies/errors.ts';
import type { Services } from './services.ts';

/** Where and how an interaction can be answered, now and after its token has died. */
function answerWay(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  now: number,
  ephemeral: boolean,
): AnswerTo {
  const { appPermissions, guildId, context } = interaction;
  // Invoked through a user's own installation the bot is no member here, and has no voice but the token.
  const member = guildId !== null && interaction.authorizingIntegrationOwners[0] !== undefined;
  return {
    applicationId: interaction.applicationId,
    interactionToken: interaction.token,
    createdAt: now,
    channelId: interaction.channelId,
    guildId,
    userId: interaction.user.id,
    locale: interaction.locale,
    ephemeral,
    canPost:
      context === InteractionContextType.BotDM ||
      (member &&
        appPermissions.has([
          PermissionFlagsBits.ViewChannel,
          PermissionFlagsBits.SendMessages,
          PermissionFlagsBits.AttachFiles,
          PermissionFlagsBits.EmbedLinks,
        ])),
    canSendVoice: appPermissions.has(PermissionFlagsBits.SendVoiceMessages),
    attachmentSizeLimit: interaction.attachmentSizeLimit,
  };
}

export function createDispatch(
  registry: Registry,
  consent: ConsentGate,
  kept: KeptAnswers,
  services: Services,
): (interaction: Interaction) => Promise<void> {
  const { clock, log, messenger, storage } = services;

  const replyBy = (answerTo: AnswerTo): Reply => ({
    answerTo,
    async edit(message) {
      await messenger.editOriginal(answerTo, message);
    },
    async post(message) {
      await messenger.send(answerTo, message, randomBytes(12).toString('hex'));
    },
    whisper: (message) => messenger.whisper(answerTo, message),
  });

  /** Do the work; an error is told by `tell`, in the user's words or with a reference that stands in the log. */
  const funnel = async (
    about: object,
    work: () => Promise<void>,
    tell: (message: OutgoingMessage) => Promise<void>,
  ): Promise<void> => {
    try {
      await work();
    } catch (error) {
      let message: OutgoingMessage;
      if (error instanceof UserError) {
        log.info({ ...about, code: error.code }, 'refused');
        message = userErrorReply(error);
      } else {
        const reference = randomBytes(4).toString('hex');
        const out = outage(error);
        log.error({ ...about, reference, outage: out?.kind, err: error }, out?.forOperators ?? 'an interaction failed');
        message = out === null ? apology(reference) : { content: out.forPeople };
      }
      await tell(message).catch((failure: unknown) =>
        log.warn({ ...about, err: failure }, 'could not tell of an error'),
      );
    }
  };

  /** @throws UserError `banned`, for everything but the way out */
  const checkBan = async (userId: string, name: string): Promise<void> => {
    if (name === 'forget' || !(await storage.bans.has(userId))) return;
    throw new UserError(
      'banned',
      'The operator of this bot does not let you use it.',
      'Ask them why. You can still delete everything that is kept of you: /forget.',
    );
  };

  const onCommand = async (interaction: ChatInputCommandInteraction): Promise<void> => {
    const command = registry.commands.get(interaction.commandName);
    const ephemeral = command?.isPrivate(interaction) ?? true;
    const answerTo = answerWay(interaction, clock.now(), ephemeral);
    await interaction.deferReply(ephemeral ? { flags: MessageFlags.Ephemeral } : {});
    const reply = replyBy(answerTo);
    const about = { command: interaction.commandName, user: interaction.user.id };
    await funnel(
      about,
      async () => {
        await checkBan(interaction.user.id, interaction.commandName);
        if (command === undefined) {
          throw new UserError(
            'unknown-command',
            `I no longer know /${interaction.commandName}.`,
            'Reload Discord; if it stays, ask the operator to register the commands again.',
          );
        }
        if (command.needsConsent(interaction) && !(await consent.given(interaction.user.id))) {
          await consent.ask({ command, interaction }, reply);
        } else {
          await command.run(interaction, reply, services);
        }
      },
      (message) => reply.edit(message),
    );
    await kept.giveAll(answerTo);
  };

  const onButton = async (interaction: ButtonInteraction): Promise<void> => {
    const answerTo = answerWay(interaction, clock.now(), interaction.message.flags.has(MessageFlags.Ephemeral));
    await interaction.deferUpdate();
    const [name = '', ...rest] = interaction.customId.split(':');
    const handler = registry.buttons.get(name);
    await funnel(
      { button: name, user: interaction.user.id },
      async () => {
        await checkBan(interaction.user.id, name);
        if (handler === undefined) {
          throw new UserError('unknown-button', 'This button is out of date.', 'Use the command instead: /help.');
        }
        await handler(rest.join(':'), replyBy(answerTo), services);
      },
      // Whoever pressed reads it; the message with the button stays as it is.
      (message) => messenger.whisper(answerTo, message),
    );
  };

  return async (interaction) => {
    try {
      if (interaction.isChatInputCommand()) await onCommand(interaction);
      else if (interaction.isButton()) await onButton(interaction);
      else if (interaction.isAutocomplete()) {
        const choices = await registry.commands.get(interaction.commandName)?.autocomplete?.(interaction, services);
        await interaction.respond((choices ?? []).slice(0, 25));
      }
    } catch (error) {
      // Could not even be acknowledged: nobody is there to be told.
      log.error({ err: error, interaction: interaction.id }, 'an interaction could not be answered');
    }
  };
}
