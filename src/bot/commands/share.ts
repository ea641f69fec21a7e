// /share: whether others may start their voices from one's own. Off until the owner has read what it means and agreed.
import type { Command } from '../interactions/command.ts';
import { alreadyShared, notShared, shareQuestion, shared, unshared } from '../replies/share.ts';
import { ownVoice, pressedVoice, voiceChoices } from '../interactions/ownership.ts';
import { slashCommand, voiceOption } from './options.ts';

const definition = slashCommand('share', 'Whether others may start their voices from yours')
  .addSubcommand((sub) =>
    sub.setName('on').setDescription('Let other people’s new voices start from yours').addStringOption(voiceOption),
  )
  .addSubcommand((sub) =>
    sub.setName('off').setDescription('No new voice may start from yours any more').addStringOption(voiceOption),
  );

export const share: Command = {
  definition,
  feature: 'sharing',
  despite: { 'share off': 'everything', 'share-not': 'everything' },
  isPrivate: () => true,
  needsConsent: ({ options }) => options.getSubcommand() === 'on',
  async run({ options }, reply, { storage, runs }) {
    const voice = await ownVoice(storage, reply.answerTo.userId, options.getString('voice'));
    if (options.getSubcommand() === 'off') {
      await runs.stopped(await storage.voices.share(voice.id, false));
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
    async 'share-not'(voiceId, reply, { storage }) {
      await pressedVoice(storage, reply.answerTo.userId, voiceId);
      await reply.edit(notShared);
    },
  },
};
