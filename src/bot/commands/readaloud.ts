// /readaloud: what one writes in a text channel is said in one's voice channel, with one's own voice, as long as the bot is there.
// Discord's rules on what messages hold make it the operator's choice (READ_ALOUD).
import { UserError } from '../../errors.ts';
import type { Command } from '../interactions/command.ts';
import { ownVoice, versionOf } from '../interactions/ownership.ts';
import { rolesOf } from '../interactions/admission.ts';
import { readingAloud } from '../replies/voice-channel.ts';
import { guildOf, serverCommand } from './options.ts';

export const readaloud: Command = {
  definition: serverCommand('readaloud', 'Say what you write here in your voice channel').addBooleanOption((option) =>
    option.setName('on').setDescription('Whether that is on').setRequired(true),
  ),
  feature: 'read-aloud',
  concernsCalls: true,
  isPrivate: () => true,
  needsConsent: ({ options }) => options.getBoolean('on', true),
  beforeConsent: async ({ user }, { storage, config }) => {
    if (!config.readAloud) throw new UserError('read-aloud-off');
    await versionOf(storage, await ownVoice(storage, user.id, null), null);
  },
  async run(interaction, reply, { storage, speaker, config }) {
    const { answerTo } = reply;
    const { userId, channelId } = answerTo;
    const guildId = guildOf(reply);
    if (!interaction.options.getBoolean('on', true)) {
      speaker.readNoMore(guildId, userId);
      return await reply.edit(readingAloud(null));
    }
    if (!config.readAloud || channelId === null) {
      throw new UserError('read-aloud-off');
    }
    // Who has nothing to speak with is told now, not with every message.
    await versionOf(storage, await ownVoice(storage, userId, null), null);
    await speaker.read({ userId, guildId, roleIds: rolesOf(interaction), answerTo }, channelId);
    await reply.edit(readingAloud(channelId));
  },
};
