// What several definitions share.
import {
  ApplicationIntegrationType,
  InteractionContextType,
  SlashCommandBuilder,
  type SlashCommandIntegerOption,
  type SlashCommandStringOption,
} from 'discord.js';

/** A command that works in servers, in DMs with the bot, and wherever a person has it installed for themselves. */
export function slashCommand(name: string, description: string): SlashCommandBuilder {
  return new SlashCommandBuilder()
    .setName(name)
    .setDescription(description)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall)
    .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel);
}

export const voiceOption = (option: SlashCommandStringOption): SlashCommandStringOption =>
  option
    .setName('voice')
    .setDescription('Which of your voices (most people have one)')
    .setMinLength(1)
    .setMaxLength(32)
    .setAutocomplete(true);

export const versionOption = (option: SlashCommandIntegerOption): SlashCommandIntegerOption =>
  option.setName('version').setDescription('Number of the version').setMinValue(1).setAutocomplete(true);
