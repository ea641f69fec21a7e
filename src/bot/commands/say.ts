// /join, /say and /leave: one's own voice in a voice channel.
import { plain } from '../replies/text.ts';
import { previewCaption } from '../replies/training.ts';
import { joined, left, saying } from '../replies/voice-channel.ts';
import type { Command } from '../interactions/command.ts';
import { deliveryOf, deliveryOptions } from '../interactions/delivery.ts';
import { tellIfItWaits } from './preview.ts';
import { ownVoice, versionOf, voiceChoices } from '../interactions/ownership.ts';
import { guildOf, serverCommand, textOption, voiceOption } from './options.ts';

export const join: Command = {
  definition: serverCommand('join', 'Have me come into your voice channel, to speak there'),
  feature: 'voice-channels',
  isPrivate: () => false,
  needsConsent: () => true,
  async run(_interaction, reply, { speaker }) {
    await reply.edit(joined(await speaker.join(guildOf(reply), reply.answerTo.userId)));
  },
};

export const say: Command = {
  definition: deliveryOptions(
    serverCommand('say', 'Say something with your voice in your voice channel').addStringOption(textOption),
  ).addStringOption(voiceOption),
  feature: 'voice-channels',
  despite: { 'say-skip': 'server' },
  isPrivate: () => false,
  needsConsent: () => true,
  async run({ options }, reply, { storage, speaker }) {
    const { answerTo } = reply;
    const typed = options.getString('text', true);
    const voice = await ownVoice(storage, answerTo.userId, options.getString('voice'));
    const version = await versionOf(storage, voice, null);
    const { ahead, utterance } = await speaker.say(
      guildOf(reply),
      version,
      typed,
      answerTo,
      deliveryOf(options, version),
    );
    await reply.edit(saying((t) => previewCaption(version.number, plain(typed), t), ahead, utterance));
    await tellIfItWaits(storage, reply, version);
  },
  async autocomplete(interaction, { storage }) {
    return await voiceChoices(storage, interaction.user.id, interaction.options.getFocused());
  },
  buttons: {
    async 'say-skip'(utterance, reply, { speaker }) {
      speaker.skip(utterance, reply.answerTo.userId);
    },
  },
};

export const leave: Command = {
  definition: serverCommand('leave', 'Send me out of the voice channel'),
  despite: { leave: 'server' },
  isPrivate: () => false,
  needsConsent: () => false,
  async run(_interaction, reply, { speaker }) {
    speaker.leave(guildOf(reply), reply.answerTo.userId);
    await reply.edit(left);
  },
};
