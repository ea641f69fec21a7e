// One way in for every interaction and one funnel for every error: acknowledge first, then work.
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  InteractionContextType,
  MessageFlags,
  type ModalMessageModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import { UserError } from '../../errors.ts';
import { acknowledgementSeconds, failures } from '../../metrics/figures.ts';
import { outage } from '../../outage.ts';
import type { AnswerTo } from '../../storage/records.ts';
import type { FormHandler, Registry, Reply } from './command.ts';
import type { ConsentGate } from './consent.ts';
import type { KeptAnswers } from '../answers/kept-answers.ts';
import { type OutgoingMessage, formBody, formField } from '../discord/message.ts';
import { apology, userErrorReply } from '../replies/errors.ts';
import type { Services } from './services.ts';

/** Where and how an interaction can be answered, now and after its token has died. */
function answerWay(
  interaction: ChatInputCommandInteraction | ButtonInteraction | ModalMessageModalSubmitInteraction,
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

interface Pressed {
  readonly customId: string;
}
/** The two halves of what `buttonId` made. */
const nameOf = ({ customId }: Pressed): string => customId.split(':', 1)[0];
const argumentOf = (pressed: Pressed): string => pressed.customId.slice(nameOf(pressed).length + 1);

const busy = (): UserError =>
  new UserError('busy', 'I’m busy with something else right now.', 'Press the button again in a few seconds.');

const outOfDate = (what: 'button' | 'form'): UserError =>
  new UserError(`unknown-${what}`, `This ${what} is out of date.`, 'Use the command instead: /help.');

/** Discord gives up after 3 s: what must be known before an interaction can be acknowledged has this long. */
const promptlyMs = 2_000;

/** What `work` gives; null where that is not there in time, because the database is busy. It goes on all the same. */
async function promptly<T>(work: Promise<T>): Promise<T | null> {
  const over = new AbortController();
  try {
    return await Promise.race([work, setTimeout(promptlyMs, null, { signal: over.signal })]);
  } finally {
    over.abort();
  }
}

export function createDispatch(
  registry: Registry,
  consent: ConsentGate,
  kept: KeptAnswers,
  services: Services,
): (interaction: Interaction) => Promise<void> {
  const { clock, log, messenger, storage } = services;

  const acknowledged = (kind: string, { createdTimestamp }: Interaction): void =>
    // Discord's clock may be ahead of ours.
    acknowledgementSeconds.observe({ kind }, Math.max(0, clock.now() - createdTimestamp) / 1000);

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
        failures.inc({ where: 'interaction', code: error.code });
        log.info({ ...about, code: error.code }, 'refused');
        message = userErrorReply(error);
      } else {
        const reference = randomBytes(4).toString('hex');
        const out = outage(error);
        failures.inc({ where: 'interaction', code: out?.kind ?? 'internal' });
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
      'The operator of this bot has blocked you from using it.',
      'Ask them why. You can still delete everything of yours: /forget.',
    );
  };

  const onCommand = async (interaction: ChatInputCommandInteraction): Promise<void> => {
    const command = registry.commands.get(interaction.commandName);
    const ephemeral = command?.isPrivate(interaction) ?? true;
    const answerTo = answerWay(interaction, clock.now(), ephemeral);
    await interaction.deferReply(ephemeral ? { flags: MessageFlags.Ephemeral } : {});
    acknowledged('command', interaction);
    const reply = replyBy(answerTo);
    const about = { command: interaction.commandName, user: interaction.user.id };
    await funnel(
      about,
      async () => {
        await checkBan(interaction.user.id, interaction.commandName);
        if (command === undefined) {
          throw new UserError(
            'unknown-command',
            `I don’t know /${interaction.commandName} any more.`,
            'Reload Discord; if it is still there, ask the operator to register the commands again.',
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
    await services.intakes.tellKept(answerTo);
  };

  /** A button or a sent form: whoever pressed reads what went wrong; the message with the button stays as it is. */
  const onPressed = async (
    kind: 'button' | 'form',
    interaction: ButtonInteraction | ModalMessageModalSubmitInteraction,
    work: ((argument: string, reply: Reply) => Promise<void>) | undefined,
  ): Promise<void> => {
    const answerTo = answerWay(interaction, clock.now(), interaction.message.flags.has(MessageFlags.Ephemeral));
    await interaction.deferUpdate();
    acknowledged(kind, interaction);
    const name = nameOf(interaction);
    await funnel(
      { [kind]: name, user: interaction.user.id },
      async () => {
        await checkBan(interaction.user.id, name);
        if (work === undefined) throw outOfDate(kind);
        await work(argumentOf(interaction), replyBy(answerTo));
      },
      (message) => messenger.whisper(answerTo, message),
    );
  };

  const onButton = async (interaction: ButtonInteraction): Promise<void> => {
    const handler = registry.buttons.get(nameOf(interaction));
    await onPressed('button', interaction, handler && ((argument, reply) => handler(argument, reply, services)));
  };

  /** A form is shown instead of an acknowledgement; where it can't be, whoever pressed reads why. */
  const onFormButton = async (interaction: ButtonInteraction, name: string, form: FormHandler): Promise<void> => {
    const answerTo = answerWay(interaction, clock.now(), interaction.message.flags.has(MessageFlags.Ephemeral));
    await funnel(
      { button: name, user: interaction.user.id },
      async () => {
        const shown = await promptly(
          (async () => {
            await checkBan(interaction.user.id, name);
            return await form.open(argumentOf(interaction), interaction.user.id, services);
          })(),
        );
        if (shown === null) throw busy();
        await interaction.showModal(formBody(shown));
        acknowledged('button', interaction);
      },
      async (message) => {
        if (!interaction.replied) await interaction.deferUpdate();
        await messenger.whisper(answerTo, message);
      },
    );
  };

  const onForm = async (interaction: ModalMessageModalSubmitInteraction): Promise<void> => {
    const form = registry.forms.get(nameOf(interaction));
    await onPressed(
      'form',
      interaction,
      form &&
        ((argument, reply) => form.submit(argument, interaction.fields.getTextInputValue(formField), reply, services)),
    );
  };

  return async (interaction) => {
    try {
      if (interaction.isChatInputCommand()) await onCommand(interaction);
      else if (interaction.isButton()) {
        const form = registry.forms.get(nameOf(interaction));
        if (form === undefined) await onButton(interaction);
        else await onFormButton(interaction, nameOf(interaction), form);
      } else if (interaction.isModalSubmit() && interaction.isFromMessage()) await onForm(interaction);
      else if (interaction.isAutocomplete()) {
        const choices = await promptly(
          Promise.resolve(registry.commands.get(interaction.commandName)?.autocomplete?.(interaction, services)),
        );
        await interaction.respond((choices ?? []).slice(0, 25));
        acknowledged('autocomplete', interaction);
      }
    } catch (error) {
      // Could not even be acknowledged: nobody is there to be told.
      log.error({ err: error, interaction: interaction.id }, 'an interaction could not be answered');
    }
  };
}
