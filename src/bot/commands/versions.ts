// /versions: what a voice has become so far.
import { UserError } from '../../errors.ts';
import type { Command } from '../command.ts';
import { versionList } from '../replies/versions.ts';
import { ownVoice, voiceChoices } from '../voices.ts';
import { slashCommand, voiceOption } from './options.ts';

export const versions: Command = {
  definition: slashCommand('versions', 'List the versions of your voice').addStringOption(voiceOption),
  isPrivate: () => true,
  needsConsent: () => false,
  async run({ options }, reply, { storage }) {
    const voice = await ownVoice(storage, reply.answerTo.userId, options.getString('voice'));
    const list = await storage.versions.list(voice.id);
    if (list.length === 0) {
      throw new UserError('no-version', 'This voice has no versions yet.', 'Make the first one with /train continue.');
    }
    await reply.edit(versionList(voice.name, list, voice.activeVersionId));
  },
  async autocomplete(interaction, { storage }) {
    return await voiceChoices(storage, interaction.user.id, interaction.options.getFocused());
  },
};
