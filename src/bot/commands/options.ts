// What several definitions share.
import {
  ApplicationIntegrationType,
  InteractionContextType,
  SlashCommandBuilder,
  type SlashCommandIntegerOption,
  type SlashCommandStringOption,
  type SlashCommandUserOption,
} from 'discord.js';
import { translate } from '../../i18n/i18n.ts';
import { mostCharacters } from '../../storage/records.ts';
import { UserError } from '../../errors.ts';
import type { Command, Reply } from '../interactions/command.ts';
import { ownVoice, versionChoices, versionOf, voiceChoices } from '../interactions/ownership.ts';

/** A command that works in servers, in DMs with the bot, and wherever a person has it installed for themselves. */
export function slashCommand(name: string, description: string): SlashCommandBuilder {
  return new SlashCommandBuilder()
    .setName(name)
    .setDescription(description)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall)
    .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel);
}

/** A command that is of use in servers only. */
export const serverCommand = (name: string, description: string): SlashCommandBuilder =>
  new SlashCommandBuilder()
    .setName(name)
    .setDescription(description)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .setContexts(InteractionContextType.Guild);

/** The server in which a {@link serverCommand} was used. */
export function guildOf({ answerTo }: Reply): string {
  if (answerTo.guildId !== null) return answerTo.guildId;
  throw new UserError('no-server');
}

export const voiceOption = (option: SlashCommandStringOption): SlashCommandStringOption =>
  option
    .setName('voice')
    .setDescription('Which of your voices (most people have one)')
    .setMinLength(1)
    .setMaxLength(32)
    .setAutocomplete(true);

/** Whose voice is to speak. */
export const ofOption = (option: SlashCommandUserOption): SlashCommandUserOption =>
  option.setName('of').setDescription('Whose voice, if one is shared with you (yours if you leave it out)');

/** What is to be said. */
export const textOption = (option: SlashCommandStringOption): SlashCommandStringOption =>
  option
    .setName('text')
    .setDescription('What to say: up to a minute of speech')
    .setRequired(true)
    .setMinLength(1)
    .setMaxLength(mostCharacters);

export const versionOption = (option: SlashCommandIntegerOption): SlashCommandIntegerOption =>
  option.setName('version').setDescription('Number of the version').setMinValue(1).setAutocomplete(true);

/** What a command that lets a version of one's own voice speak needs: both. @throws UserError */
export const needsVersion: NonNullable<Command['beforeConsent']> = async ({ options, user }, { storage }) =>
  await versionOf(storage, await ownVoice(storage, user.id, options.getString('voice')), options.getInteger('version'));

/** What a command about one's own voice needs. @throws UserError */
export const needsVoice: NonNullable<Command['beforeConsent']> = async ({ options, user }, { storage }) =>
  await ownVoice(storage, user.id, options.getString('voice'));

/** For `catch` while somebody is still typing: nothing is offered for what would be refused. */
export function ifUserError(error: unknown): null {
  if (error instanceof UserError) return null;
  throw error;
}

/** Autocomplete of the commands that take a voice and a version of it. */
export const completeVoiceAndVersion: NonNullable<Command['autocomplete']> = async (interaction, { storage }) => {
  const { name, value } = interaction.options.getFocused(true);
  return name === 'voice'
    ? await voiceChoices(storage, interaction.user.id, value)
    : await versionChoices(
        storage,
        interaction.user.id,
        interaction.options.getString('voice'),
        value,
        translate(interaction.locale),
      );
};
