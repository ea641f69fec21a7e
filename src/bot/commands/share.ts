// /share: whether others may start their voices from one's own, and who may speak with it. Off until the owner has read what it
// means and agreed, or has said to whom.
import type { ChatInputCommandInteraction, SlashCommandSubcommandBuilder } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { GrantedTo } from '../../storage/grants.ts';
import type { Command } from '../interactions/command.ts';
import {
  alreadyShared,
  everybodyQuestion,
  notShared,
  shareQuestion,
  shared,
  speakers,
  unshared,
} from '../replies/share.ts';
import { ownVoice, pressedVoice, voiceChoices } from '../interactions/ownership.ts';
import { guildOf, needsVoice, slashCommand, voiceOption } from './options.ts';

const withGrantee = (builder: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder =>
  builder
    .addUserOption((option) => option.setName('person').setDescription('Who'))
    .addRoleOption((option) => option.setName('role').setDescription('Which role'))
    .addStringOption(voiceOption);

const definition = slashCommand('share', 'Whether others may start their voices from yours')
  .addSubcommand((sub) =>
    sub.setName('on').setDescription('Let other people’s new voices start from yours').addStringOption(voiceOption),
  )
  .addSubcommand((sub) =>
    sub.setName('off').setDescription('No new voice may start from yours any more').addStringOption(voiceOption),
  )
  .addSubcommand((sub) =>
    withGrantee(
      sub
        .setName('speak')
        .setDescription('Let somebody here speak with your voice: a person, a role, or else everybody'),
    ),
  )
  .addSubcommand((sub) =>
    withGrantee(
      sub.setName('end').setDescription('Nobody may speak with your voice any more; or this person or role may not'),
    ),
  )
  .addSubcommand((sub) =>
    sub.setName('list').setDescription('See who may speak with your voice').addStringOption(voiceOption),
  );

/** Whom a command names; null: nobody. @throws UserError `person-or-role` */
function grantee({ options }: ChatInputCommandInteraction): GrantedTo | null {
  const [person, role] = [options.getUser('person'), options.getRole('role')];
  if (person !== null && role !== null) {
    throw new UserError('person-or-role');
  }
  if (person !== null) return { kind: 'person', id: person.id };
  return role === null ? null : { kind: 'role', id: role.id };
}

export const share: Command = {
  definition,
  feature: 'sharing',
  concernsCalls: true,
  despite: { 'share off': 'everything', 'share end': 'everything', 'share-not': 'everything' },
  isPrivate: () => true,
  needsConsent: ({ options }) => ['on', 'speak'].includes(options.getSubcommand()),
  beforeConsent: needsVoice,
  async run(interaction, reply, { storage, runs, speaker }) {
    const { options } = interaction;
    const { grants } = storage;
    const { guildId } = reply.answerTo;
    const subcommand = options.getSubcommand();
    const voice = await ownVoice(storage, reply.answerTo.userId, options.getString('voice'));
    if (subcommand === 'speak') {
      const here = guildOf(reply);
      const to = grantee(interaction);
      // Who names nobody may have forgotten to.
      if (to === null) return await reply.edit(everybodyQuestion(voice));
      await grants.give(voice.id, { guildId: here, to });
    }
    if (subcommand === 'end') {
      const to = grantee(interaction);
      await (to === null ? grants.takeAll(voice.id) : grants.take(voice.id, { guildId: guildOf(reply), to }));
      await speaker.recheck();
    }
    if (['speak', 'end', 'list'].includes(subcommand)) {
      return await reply.edit(speakers(voice.name, await grants.list(voice.id), guildId));
    }
    if (subcommand === 'off') {
      await runs.stopped(await storage.voices.share(voice.id, false));
      await speaker.recheck();
      return await reply.edit(unshared(voice.name));
    }
    await reply.edit(voice.sharedAt === null ? shareQuestion(voice) : alreadyShared(voice.name, voice.sharedAt));
  },
  async autocomplete(interaction, { storage }) {
    return await voiceChoices(storage, interaction.user.id, interaction.options.getFocused());
  },
  buttons: {
    async share(voiceId, reply, { storage }) {
      const voice = await pressedVoice(storage, reply.answerTo.userId, voiceId);
      await storage.voices.share(voice.id, true);
      await reply.edit(shared(voice.name));
    },
    async 'share-everybody'(voiceId, reply, { storage }) {
      const { grants } = storage;
      const voice = await pressedVoice(storage, reply.answerTo.userId, voiceId);
      const here = guildOf(reply);
      await grants.give(voice.id, { guildId: here, to: { kind: 'server', id: null } });
      await reply.edit(speakers(voice.name, await grants.list(voice.id), here));
    },
    async 'share-not'(voiceId, reply, { storage }) {
      await pressedVoice(storage, reply.answerTo.userId, voiceId);
      await reply.edit(notShared);
    },
  },
};
