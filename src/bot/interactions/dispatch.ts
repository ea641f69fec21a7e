// One way in for every interaction and one funnel for every error: acknowledge first, then work.
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type Interaction,
  InteractionContextType,
  type Message,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalMessageModalSubmitInteraction,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
  type User,
} from 'discord.js';
import { UserError } from '../../errors.ts';
import { inLanguage, translate } from '../../i18n/i18n.ts';
import { acknowledgementSeconds } from '../../metrics/figures.ts';
import { type GuildSettings, usualSettings } from '../../storage/guilds.ts';
import type { AnswerTo } from '../../storage/records.ts';
import { type Asking, rolesOf } from './admission.ts';
import type { Filled, FormHandler, Registry, Reply } from './command.ts';
import type { ConsentGate, Revived } from './consent.ts';
import type { Funnel } from './funnel.ts';
import { type Answer, type Form, formBody, formFields } from '../discord/message.ts';
import type { Services } from './services.ts';
import { speakableName } from './spoken-consent.ts';
import type { Calls } from '../voice-channel/calls.ts';

type Answerable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction
  | ModalMessageModalSubmitInteraction;

/** Where and how an interaction can be answered, now and after its token has died. */
function answerWay(interaction: Answerable, now: number, ephemeral: boolean, settings: GuildSettings): AnswerTo {
  const { appPermissions, guildId, context } = interaction;
  // Invoked through a user's own installation the bot is no member here, and has no voice but the token.
  const member = guildId !== null && interaction.authorizingIntegrationOwners[0] !== undefined;
  return {
    applicationId: interaction.applicationId,
    interactionToken: interaction.token,
    interactionId: interaction.id,
    createdAt: now,
    channelId: interaction.channelId,
    guildId,
    userId: interaction.user.id,
    locale: interaction.locale,
    ...(interaction.guildLocale !== null && { guildLocale: interaction.guildLocale }),
    ephemeral,
    canPost:
      context === InteractionContextType.BotDM ||
      (member &&
        appPermissions.has([
          PermissionFlagsBits.ViewChannel,
          // A post of a forum is a thread, too.
          interaction.channel?.isThread() === true
            ? PermissionFlagsBits.SendMessagesInThreads
            : PermissionFlagsBits.SendMessages,
          PermissionFlagsBits.AttachFiles,
          PermissionFlagsBits.EmbedLinks,
        ])),
    canSendVoice:
      appPermissions.has(PermissionFlagsBits.SendVoiceMessages) && !settings.forbidden.includes('voice-messages'),
    attachmentSizeLimit: interaction.attachmentSizeLimit,
  };
}

/** What is asked for, of whom it is, and where. */
function askingOf(interaction: Answerable, name: string): Asking {
  const { user, guildId, channel, channelId } = interaction;
  return {
    name,
    userId: user.id,
    guildId,
    channelIds: [channelId, channel?.isThread() === true ? channel.parentId : null].filter((id) => id !== null),
    roleIds: rolesOf(interaction),
  };
}

interface Pressed {
  readonly customId: string;
}
/** The two halves of what `buttonId` made. */
const nameOf = ({ customId }: Pressed): string => customId.split(':', 1)[0];
const argumentOf = (pressed: Pressed): string => pressed.customId.slice(nameOf(pressed).length + 1);

const filledIn = ({ fields }: ModalMessageModalSubmitInteraction): Filled => ({
  text: fields.fields.has(formFields.text) ? fields.getTextInputValue(formFields.text) : '',
  files: fields.fields.has(formFields.files) ? [...(fields.getUploadedFiles(formFields.files)?.values() ?? [])] : [],
});

const busy = (): UserError => new UserError('busy');

const outOfDate = (what: 'button' | 'form'): UserError => new UserError(`unknown-${what}`);

const isAcknowledgedBefore = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;

/** Discord gives up after 3 s: what must be known before an interaction can be acknowledged has this long. */
const promptlyMs = 2_000;

/** And that before which one can be acknowledged otherwise than it is to be. */
const verySoonMs = 500;

/** What `work` gives; null where that is not there in time, because the database is busy. It goes on all the same. */
async function promptly<T>(work: Promise<T>, ms = promptlyMs): Promise<T | null> {
  const over = new AbortController();
  try {
    return await Promise.race([work, setTimeout(ms, null, { signal: over.signal })]);
  } finally {
    over.abort();
  }
}

/** A command as it was asked for. */
interface AskedCommand {
  readonly visibility: 'private' | 'public' | 'always public';
  readonly needsConsent: boolean;
  readonly beforeConsent: () => Promise<unknown>;
  readonly run: (reply: Reply) => Promise<void>;
}

export interface Dispatch {
  /** Answer an interaction. */
  answer(interaction: Interaction): Promise<void>;
  /** Go on with one that consent was asked for first. */
  goOn(asked: Exclude<Revived, Message>, reply: Reply): Promise<void>;
}

export function createDispatch(
  registry: Registry,
  consent: ConsentGate,
  funnel: Funnel,
  tellKept: (way: AnswerTo) => Promise<void>,
  calls: Pick<Calls, 'othersFirst'>,
  services: Services,
): Dispatch {
  const { clock, log, messenger, storage } = services;

  /** Of a server that can't be asked now nobody knows how loud it wants it. */
  const settingsOf = async (guildId: string | null): Promise<GuildSettings> => {
    if (guildId === null) return usualSettings;
    const settings = await promptly(storage.guilds.settings(guildId), verySoonMs).catch(() => null);
    return settings ?? { ...usualSettings, isQuiet: true, forbidden: ['voice-messages'] };
  };

  /** Whether somebody will have to be asked for their consent; no, where the database is too busy to say it soon. */
  const isNew = async (userId: string): Promise<boolean> =>
    (await promptly(consent.given(userId), verySoonMs).catch(() => null)) === false;

  const acknowledged = (kind: string, { createdTimestamp }: Interaction): void =>
    // Discord's clock may be ahead of ours.
    acknowledgementSeconds.observe({ kind }, Math.max(0, clock.now() - createdTimestamp) / 1000);

  const replyBy = (answerTo: AnswerTo, user: User): Reply => {
    const post = async (message: Answer): Promise<void> => {
      await messenger.send(answerTo, message, randomBytes(12).toString('hex'));
    };
    return {
      answerTo,
      name: speakableName(user),
      async edit(message) {
        // Where somebody has deleted the answer, or it took longer than its token lives, they want to know it all the same.
        if ((await messenger.replaceOriginal(answerTo, message)) === null) await post(message);
      },
      post,
      async whisper(message) {
        await messenger.whisper(answerTo, message);
      },
    };
  };

  /**
   * A command, typed or picked from the menu of a message.
   * @param command null: there is none of this name any more
   */
  const onCommand = async (
    interaction: ChatInputCommandInteraction | MessageContextMenuCommandInteraction,
    { name, command }: { readonly name: string; readonly command: AskedCommand | null },
  ): Promise<void> => {
    const { visibility = 'private' } = command ?? {};
    const now = clock.now();
    const defer = async (ephemeral: boolean): Promise<void> => {
      await interaction.deferReply(ephemeral ? { flags: MessageFlags.Ephemeral } : {});
      acknowledged('command', interaction);
    };
    // Nothing is asked of the database before, unless who sees the answer depends on it.
    if (visibility !== 'public') await defer(visibility === 'private');
    const [settings, isToBeAsked] = await Promise.all([
      settingsOf(interaction.guildId),
      // The question, and what follows it, is nobody else's business.
      visibility === 'public' && command?.needsConsent === true && isNew(interaction.user.id),
    ]);
    const ephemeral = visibility === 'private' || (visibility === 'public' && (settings.isQuiet || isToBeAsked));
    if (visibility === 'public') await defer(ephemeral);
    const answerTo = answerWay(interaction, now, ephemeral, settings);
    const { commandName, user } = interaction;
    const reply = replyBy(answerTo, user);
    await funnel.run(
      { command: commandName, user: user.id, interaction: interaction.id },
      async () => {
        await funnel.admit(askingOf(interaction, name));
        if (command === null) {
          throw new UserError('unknown-command', {
            command: `${interaction.isChatInputCommand() ? '/' : ''}${commandName}`,
          });
        }
        if (!command.needsConsent || (await consent.given(user.id))) return await command.run(reply);
        await command.beforeConsent();
        await consent.ask(interaction, reply);
      },
      (message) => reply.edit(message),
    );
    await tellKept(answerTo);
  };

  /** @returns its name with that of its subcommand; `command` is null when there is none of this name any more */
  const commandOf = (
    interaction: ChatInputCommandInteraction | MessageContextMenuCommandInteraction,
  ): { readonly name: string; readonly command: AskedCommand | null } => {
    const { commandName } = interaction;
    if (interaction.isMessageContextMenuCommand()) {
      const picked = registry.messageCommands.get(commandName);
      const { targetMessage } = interaction;
      const run = picked && ((reply: Reply) => picked.run(targetMessage, reply, services));
      const always = { visibility: 'private', needsConsent: true, beforeConsent: async () => {} } as const;
      return { name: commandName, command: run ? { ...always, run } : null };
    }
    const typed = registry.commands.get(commandName);
    return {
      name: [commandName, interaction.options.getSubcommand(false)].filter((part) => part !== null).join(' '),
      command:
        typed === undefined
          ? null
          : {
              visibility: typed.isPrivate(interaction)
                ? 'private'
                : typed.staysPublic === true
                  ? 'always public'
                  : 'public',
              needsConsent: typed.needsConsent(interaction),
              beforeConsent: async () => await typed.beforeConsent?.(interaction, services),
              run: (reply) => typed.run(interaction, reply, services),
            },
    };
  };

  /** A button or a sent form: whoever pressed reads what went wrong; the message with the button stays as it is. */
  const onPressed = async (
    kind: 'button' | 'form',
    interaction: ButtonInteraction | ModalMessageModalSubmitInteraction,
    work: ((argument: string, reply: Reply) => Promise<void>) | undefined,
  ): Promise<void> => {
    const isPrivate = interaction.message.flags.has(MessageFlags.Ephemeral);
    const now = clock.now();
    await interaction.deferUpdate();
    acknowledged(kind, interaction);
    const answerTo = answerWay(interaction, now, isPrivate, await settingsOf(interaction.guildId));
    const name = nameOf(interaction);
    await funnel.run(
      { [kind]: name, user: interaction.user.id, interaction: interaction.id },
      async () => {
        await funnel.admit(askingOf(interaction, name));
        if (work === undefined) throw outOfDate(kind);
        await work(argumentOf(interaction), replyBy(answerTo, interaction.user));
      },
      async (message) => {
        await messenger.whisper(answerTo, message);
      },
    );
  };

  const onButton = async (interaction: ButtonInteraction): Promise<void> => {
    const handler = registry.buttons.get(nameOf(interaction));
    await onPressed('button', interaction, handler && ((argument, reply) => handler(argument, reply, services)));
  };

  /** A form is shown instead of an acknowledgement; where it can't be, whoever pressed reads why. */
  const onFormButton = async (interaction: ButtonInteraction, name: string, form: FormHandler): Promise<void> => {
    const isPrivate = interaction.message.flags.has(MessageFlags.Ephemeral);
    const answerTo = answerWay(interaction, clock.now(), isPrivate, usualSettings);
    let shown: Form | null = null;
    await funnel.run(
      { button: name, user: interaction.user.id, interaction: interaction.id },
      async () => {
        shown = await promptly(
          (async () => {
            await funnel.admit(askingOf(interaction, name));
            const opened = await form.open(argumentOf(interaction), interaction.user.id, services);
            return inLanguage(opened, translate(interaction.locale));
          })(),
        );
        if (shown === null) throw busy();
      },
      async (message) => {
        await interaction.deferUpdate();
        await messenger.whisper(answerTo, message);
      },
    );
    if (shown === null) return;
    await interaction.showModal(formBody(shown));
    acknowledged('button', interaction);
  };

  const onForm = async (interaction: ModalMessageModalSubmitInteraction): Promise<void> => {
    const form = registry.forms.get(nameOf(interaction));
    if (form?.answersAnew !== true) {
      return await onPressed(
        'form',
        interaction,
        form && ((argument, reply) => form.submit(argument, filledIn(interaction), reply, services)),
      );
    }
    const answerTo = answerWay(interaction, clock.now(), true, usualSettings);
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    acknowledged('form', interaction);
    const name = nameOf(interaction);
    const { id } = interaction.user;
    const reply = replyBy(answerTo, interaction.user);
    await funnel.run(
      { form: name, user: id },
      async () => {
        await funnel.admit(askingOf(interaction, name));
        if (await consent.given(id)) await form.submit(argumentOf(interaction), filledIn(interaction), reply, services);
        else await consent.ask(interaction, reply);
      },
      (message) => reply.edit(message),
    );
  };

  const goOn: Dispatch['goOn'] = async (asked, reply) => {
    if (asked.isModalSubmit()) {
      const form = registry.forms.get(nameOf(asked));
      if (form === undefined || !asked.isFromMessage()) throw outOfDate('form');
      await funnel.admit(askingOf(asked, nameOf(asked)));
      return await form.submit(argumentOf(asked), filledIn(asked), reply, services);
    }
    const { name, command } = commandOf(asked);
    await funnel.admit(askingOf(asked, name));
    await command?.run(reply);
  };

  /** Let the process go first that is in the call which a command, button or form is about. */
  const othersFirst = async (interaction: Interaction): Promise<void> => {
    if (interaction.guildId === null) return;
    const name = interaction.isCommand()
      ? interaction.commandName
      : interaction.isButton() || interaction.isModalSubmit()
        ? nameOf(interaction)
        : null;
    if (name !== null && registry.concernsCalls(name)) await calls.othersFirst(interaction.guildId);
  };

  const answer: Dispatch['answer'] = async (interaction) => {
    try {
      await othersFirst(interaction);
      if (interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand())
        await onCommand(interaction, commandOf(interaction));
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
      // While one bot takes the place of another, both hear everything.
      if (isAcknowledgedBefore(error)) {
        log.info({ interaction: interaction.id }, 'another bot answers');
        return;
      }
      // Could not even be acknowledged: nobody is there to be told.
      log.error({ err: error, interaction: interaction.id }, 'an interaction could not be answered');
    }
  };
  return { answer, goOn };
}
