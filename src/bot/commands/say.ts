// /join, /say and /leave: one's own voice in a voice channel.
import { type Translate, translate } from '../../i18n/i18n.ts';
import { reportButton } from '../replies/report.ts';
import { borrowed } from '../replies/share.ts';
import { plain } from '../replies/text.ts';
import { previewCaption } from '../replies/training.ts';
import { joined, left, saying } from '../replies/voice-channel.ts';
import type { Command } from '../interactions/command.ts';
import { deliveryOf, deliveryOptions } from '../interactions/delivery.ts';
import { tellIfItWaits } from './preview.ts';
import { rolesOf } from '../interactions/admission.ts';
import { mannerChoices } from '../interactions/manners.ts';
import { versionOf, voiceChoices, voiceToSpeak } from '../interactions/ownership.ts';
import { guildOf, ifUserError, ofOption, serverCommand, textOption, voiceOption } from './options.ts';

export const join: Command = {
  definition: serverCommand('join', 'Bring me into your voice channel, to speak there'),
  feature: 'voice-channels',
  concernsCalls: true,
  isPrivate: () => false,
  // Nothing of theirs is kept: only where they are is looked at.
  needsConsent: () => false,
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
  concernsCalls: true,
  despite: { 'say-skip': 'server' },
  isPrivate: () => false,
  needsConsent: () => true,
  async beforeConsent(interaction, { storage }) {
    const { options, user, guildId } = interaction;
    if (guildId === null) return;
    const speaking = { userId: user.id, guildId, roleIds: rolesOf(interaction) };
    const of = options.getUser('of')?.id ?? null;
    await versionOf(storage, await voiceToSpeak(storage, speaking, of, options.getString('voice')), null);
  },
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
      deliveryOf(options, version, translate(answerTo.locale)),
    );
    const caption = (t: Translate): string => {
      const says = previewCaption(version.number, plain(typed), t);
      return voice.ownerId === answerTo.userId ? says : borrowed(says, voice.ownerId, t);
    };
    await reply.edit(saying(caption, ahead, utterance, (t) => reportButton(version.id, answerTo.userId, t)));
    await tellIfItWaits(storage, reply, version);
  },
  async autocomplete(interaction, { storage }) {
    const { options, user, guildId, locale } = interaction;
    const { name, value } = options.getFocused(true);
    if (name === 'voice') return await voiceChoices(storage, user.id, value);
    const speaking = { userId: user.id, guildId, roleIds: rolesOf(interaction) };
    const of = options.get('of')?.value;
    const owner = typeof of === 'string' ? of : null;
    const voice = await voiceToSpeak(storage, speaking, owner, options.getString('voice')).catch(ifUserError);
    const version = voice && (await versionOf(storage, voice, null).catch(ifUserError));
    return version === null ? [] : mannerChoices(version, value, translate(locale));
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
  concernsCalls: true,
  isPrivate: () => false,
  needsConsent: () => false,
  async run(_interaction, reply, { speaker }) {
    speaker.leave(guildOf(reply), reply.answerTo.userId);
    await reply.edit(left);
  },
};
