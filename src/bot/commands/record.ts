// /record: one reads sentences aloud in a voice channel, and each goes into one's voice with its words.
import { voiceChoices, voiceMeant } from '../interactions/ownership.ts';
import type { Command } from '../interactions/command.ts';
import { isSpeechMissing, sentenceToSpeak } from '../interactions/spoken-consent.ts';
import { guildOf, serverCommand, voiceOption } from './options.ts';

export const record: Command = {
  definition: serverCommand('record', 'Record your voice in a voice channel, sentence by sentence').addStringOption(
    voiceOption,
  ),
  feature: 'voice-channels',
  concernsCalls: true,
  despite: { 'record-stop': 'server' },
  isPrivate: () => false,
  staysPublic: true,
  needsConsent: () => true,
  async run({ options }, reply, services) {
    const { storage, recorder } = services;
    const { userId, locale } = reply.answerTo;
    const name = await voiceMeant(storage, userId, options.getString('voice'));
    await storage.users.checkStillThere(userId, locale);
    const voice = await storage.voices.ensure(userId, name);
    const consent = (await isSpeechMissing(services, userId))
      ? await sentenceToSpeak(services, reply.answerTo, reply.name)
      : null;
    await recorder.start(guildOf(reply), voice, reply.answerTo, consent?.sentence ?? null);
  },
  async autocomplete(interaction, { storage }) {
    return await voiceChoices(storage, interaction.user.id, interaction.options.getFocused());
  },
  buttons: {
    'record-again': (intakeId, reply, { recorder }) => recorder.again(intakeId, reply.answerTo.userId),
    'record-skip': (intakeId, reply, { recorder }) => recorder.skip(intakeId, reply.answerTo.userId),
    'record-stop': (intakeId, reply, { recorder }) => recorder.stop(intakeId, reply.answerTo.userId),
  },
};
