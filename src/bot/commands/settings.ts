// /settings: what those who manage a server decide about the bot there.
import { ChannelType, type ChatInputCommandInteraction, PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import { type Feature, features, type GuildSettings, mostNamed, mostTextsWaiting } from '../../storage/guilds.ts';
import { mostCharacters } from '../../storage/records.ts';
import type { Command } from '../interactions/command.ts';
import type { Services } from '../interactions/services.ts';
import { blocked, featureNames, settingsNow } from '../replies/settings.ts';
import { guildOf, serverCommand } from './options.ts';

const definition = serverCommand('settings', 'What I may do in this server')
  .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
  .addSubcommand((sub) => sub.setName('show').setDescription('See what was decided'))
  .addSubcommand((sub) =>
    sub
      .setName('channel')
      .setDescription('Answer in this channel: once one is named, only in those')
      .addChannelOption((option) =>
        option
          .setName('channel')
          .setDescription('Which channel')
          .setRequired(true)
          .addChannelTypes(
            ChannelType.GuildText,
            ChannelType.GuildAnnouncement,
            ChannelType.GuildForum,
            ChannelType.GuildVoice,
          ),
      )
      .addBooleanOption((option) =>
        option.setName('allowed').setDescription('Whether it is on the list').setRequired(true),
      ),
  )
  .addSubcommand((sub) =>
    sub
      .setName('role')
      .setDescription('Answer members of this role: once one is named, only those')
      .addRoleOption((option) => option.setName('role').setDescription('Which role').setRequired(true))
      .addBooleanOption((option) =>
        option.setName('allowed').setDescription('Whether it is on the list').setRequired(true),
      ),
  )
  .addSubcommand((sub) =>
    sub
      .setName('allow')
      .setDescription('Allow or forbid something')
      .addStringOption((option) =>
        option
          .setName('what')
          .setDescription('What it is')
          .setRequired(true)
          .addChoices(features.map((feature) => ({ name: featureNames[feature], value: feature }))),
      )
      .addBooleanOption((option) =>
        option.setName('allowed').setDescription('Whether it is allowed').setRequired(true),
      ),
  )
  .addSubcommand((sub) =>
    sub
      .setName('quiet')
      .setDescription('Answer so that only the person who asked sees it')
      .addBooleanOption((option) => option.setName('on').setDescription('Whether that is on').setRequired(true)),
  )
  .addSubcommand((sub) =>
    sub
      .setName('limits')
      .setDescription('How much one person can have me say')
      .addIntegerOption((option) =>
        option
          .setName('characters')
          .setDescription('The most characters that a text may have')
          .setMinValue(20)
          .setMaxValue(mostCharacters),
      )
      .addIntegerOption((option) =>
        option
          .setName('waiting')
          .setDescription('The most texts of one person that may wait in a voice channel')
          .setMinValue(1)
          .setMaxValue(mostTextsWaiting),
      ),
  )
  .addSubcommand((sub) =>
    sub
      .setName('block')
      .setDescription('Don’t let a person use me in this server')
      .addUserOption((option) => option.setName('person').setDescription('Who').setRequired(true)),
  )
  .addSubcommand((sub) =>
    sub
      .setName('unblock')
      .setDescription('Let a person use me in this server again')
      .addUserOption((option) => option.setName('person').setDescription('Who').setRequired(true)),
  );

const isFeature = (value: string): value is Feature => features.some((feature) => feature === value);

/** A list with an id on it, or without. @throws UserError `too-many-named` */
function listed(ids: readonly string[], id: string, isOn: boolean): string[] {
  const others = ids.filter((one) => one !== id);
  if (!isOn) return others;
  if (others.length < mostNamed) return [...others, id];
  throw new UserError('too-many-named', { most: mostNamed });
}

/** What is to be changed; null: nothing. */
function changeOf({ options }: ChatInputCommandInteraction): ((settings: GuildSettings) => GuildSettings) | null {
  switch (options.getSubcommand()) {
    case 'channel': {
      const { id } = options.getChannel('channel', true);
      const isOn = options.getBoolean('allowed', true);
      return (settings) => ({ ...settings, channels: listed(settings.channels, id, isOn) });
    }
    case 'role': {
      const { id } = options.getRole('role', true);
      const isOn = options.getBoolean('allowed', true);
      return (settings) => ({ ...settings, roles: listed(settings.roles, id, isOn) });
    }
    case 'allow': {
      const what = options.getString('what', true);
      const isAllowed = options.getBoolean('allowed', true);
      return ({ forbidden, ...settings }) => ({
        ...settings,
        forbidden: [...forbidden.filter((feature) => feature !== what), ...(isAllowed ? [] : [what].filter(isFeature))],
      });
    }
    case 'quiet': {
      const isQuiet = options.getBoolean('on', true);
      return (settings) => ({ ...settings, isQuiet });
    }
    case 'limits': {
      const longestText = options.getInteger('characters');
      const textsWaiting = options.getInteger('waiting');
      return (settings) => ({
        ...settings,
        longestText: longestText ?? settings.longestText,
        textsWaiting: textsWaiting ?? settings.textsWaiting,
      });
    }
    default:
      return null;
  }
}

/** What is going on at the moment ends where it is not allowed any more. */
async function enforce({ forbidden }: GuildSettings, guildId: string, { speaker, recorder }: Services): Promise<void> {
  await speaker.recheck();
  if (!forbidden.includes('voice-channels')) return;
  speaker.dismiss(guildId);
  recorder.dismiss(guildId);
}

export const settings: Command = {
  definition,
  despite: { settings: 'server' },
  concernsCalls: true,
  isPrivate: () => true,
  needsConsent: () => false,
  async run(interaction, reply, services) {
    const { storage, speaker, recorder } = services;
    const { guilds } = storage;
    const guildId = guildOf(reply);
    // A server's own rules for commands may show it to others.
    if (interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) !== true) {
      throw new UserError('may-not-manage');
    }
    const subcommand = interaction.options.getSubcommand();
    if (subcommand === 'block' || subcommand === 'unblock') {
      const { id } = interaction.options.getUser('person', true);
      const isBlocked = subcommand === 'block';
      await (isBlocked ? guilds.block(guildId, id) : guilds.unblock(guildId, id));
      if (isBlocked) {
        speaker.drop(id, guildId);
        recorder.drop(id, guildId);
      }
      return await reply.edit(blocked(id, isBlocked));
    }
    const change = changeOf(interaction);
    const now = change === null ? await guilds.settings(guildId) : await guilds.change(guildId, change);
    await enforce(now, guildId, services);
    await reply.edit(settingsNow(now, await guilds.blocked(guildId)));
  },
};
