// /join, /say and /leave: one's own voice in a voice channel.
import type { Translate } from '../../i18n/i18n.ts';
import { reportButton } from '../replies/report.ts';
import { borrowed } from '../replies/share.ts';
import { plain } from '../replies/text.ts';
import { previewCaption } from '../replies/training.ts';
import { joined, left, saying } from '../replies/voice-channel.ts';
import type { Command } from '../interactions/command.ts';
import { deliveryOf, deliveryOptions } from '../interactions/delivery.ts';
import { tellIfItWaits } from './preview.ts';
import { rolesOf } from '../interactions/admission.ts';
import { versionOf, voiceChoices, voiceToSpeak } from '../interactions/ownership.ts';
import { guildOf, ofOption, serverCommand, textOption, voiceOption } from './options.ts';

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
  )
    .addUserOption(ofOption)
    .addStringOption(voiceOption),
  feature: 'voice-channels',
  despite: { 'say-skip': 'server' },
  isPrivate: () => false,
  needsConsent: () => true,
  async run(interaction, reply, { storage, speaker }) {
    const { options } = interaction;
    const { answerTo } = reply;
    const guildId = guildOf(reply);
    const typed = options.getString('text', true);
    const speaking = { userId: answerTo.userId, guildId, roleIds: rolesOf(interaction) };
    const of = options.getUser('of')?.id ?? null;
    const voice = await voiceToSpeak(storage, speaking, of, options.getString('voice'));
    const version = await versionOf(storage, voice, null);
    const { ahead, utterance } = await speaker.say(
      voice,
      version,
      typed,
      { ...speaking, guildId, answerTo },
      deliveryOf(options, version),
    );
    const caption = (t: Translate): string => {
      const says = previewCaption(version.number, plain(typed), t);
      return voice.ownerId === answerTo.userId ? says : borrowed(says, voice.ownerId, t);
    };
    await reply.edit(saying(caption, ahead, utterance, (t) => reportButton(version.id, answerTo.userId, t)));
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
