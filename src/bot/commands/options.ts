// What several definitions share.
import {
  ApplicationIntegrationType,
  InteractionContextType,
  SlashCommandBuilder,
  type SlashCommandIntegerOption,
  type SlashCommandStringOption,
} from 'discord.js';
import type { Command } from '../interactions/command.ts';
import { versionChoices, voiceChoices } from '../interactions/ownership.ts';

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

/** Autocomplete of the commands that take a voice and a version of it. */
export const completeVoiceAndVersion: NonNullable<Command['autocomplete']> = async (interaction, { storage }) => {
  const { name, value } = interaction.options.getFocused(true);
  return name === 'voice'
    ? await voiceChoices(storage, interaction.user.id, value)
    : await versionChoices(storage, interaction.user.id, interaction.options.getString('voice'), value);
};
