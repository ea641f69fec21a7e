// /voices: which voices one has, and what becomes of a whole one: another name, or its end after one question.
import type { SlashCommandStringOption } from 'discord.js';
import { UserError } from '../../errors.ts';
import { keptVoiceName, maxVoiceName } from '../../storage/voices.ts';
import type { Command } from '../interactions/command.ts';
import { languagesSpoken, whatAdds } from '../interactions/engines.ts';
import { ownVoice, pressedVoice, voiceChoices } from '../interactions/ownership.ts';
import {
  confirmVoiceRemoval,
  noVoices,
  voiceKept,
  voiceList,
  voiceRemoved,
  voiceRenamed,
  voiceSpeaks,
} from '../replies/voices.ts';
import { taughtLanguages } from '../../reading/languages.ts';
import { languageName } from '../../words.ts';
import { slashCommand, voiceOption } from './options.ts';

const whichVoice = (option: SlashCommandStringOption): SlashCommandStringOption =>
  voiceOption(option).setDescription('Which of your voices').setRequired(true);

const definition = slashCommand('voices', 'Your voices')
  .addSubcommand((sub) => sub.setName('list').setDescription('Which voices you have'))
  .addSubcommand((sub) =>
    sub
      .setName('rename')
      .setDescription('Give a voice another name')
      .addStringOption(whichVoice)
      .addStringOption((option) =>
        option
          .setName('name')
          .setDescription('Its new name')
          .setRequired(true)
          .setMinLength(1)
          .setMaxLength(maxVoiceName),
      ),
  )
  .addSubcommand((sub) =>
    sub
      .setName('language')
      .setDescription('Say which language you speak in the recordings of a voice')
      .addStringOption(whichVoice)
      .addStringOption((option) =>
        option
          .setName('language')
          .setDescription('The language')
          .setRequired(true)
          .setChoices(...taughtLanguages.map((language) => ({ name: languageName(language), value: language }))),
      ),
  )
  .addSubcommand((sub) =>
    sub
      .setName('delete')
      .setDescription('Delete a voice for good: its recordings and its versions')
      .addStringOption(whichVoice),
  );

export const voices: Command = {
  definition,
  isPrivate: () => true,
  needsConsent: () => false,
  async run({ options }, reply, { storage, config }) {
    const { userId } = reply.answerTo;
    if (options.getSubcommand() === 'list') {
      const all = await storage.voices.list(userId);
      const held = await Promise.all(
        all.map(async (voice) => ({ voice, holdings: await storage.voices.holdings(voice.id) })),
      );
      return await reply.edit(held.length === 0 ? noVoices : voiceList(held));
    }
    const voice = await ownVoice(storage, userId, options.getString('voice', true));
    if (options.getSubcommand() === 'delete') {
      return await reply.edit(confirmVoiceRemoval(voice, await storage.voices.holdings(voice.id)));
    }
    if (options.getSubcommand() === 'language') {
      const language = options.getString('language', true);
      const spoken = await languagesSpoken({ config, storage });
      if (!spoken.includes(language)) {
        const languages = { spoken, language };
        const commands = await whatAdds({ config, storage }, language);
        if (commands.length > 0) throw new UserError('language-addable', { ...languages, commands });
        throw spoken.length === 1
          ? new UserError('only-english', languages)
          : new UserError('language-not-spoken', languages);
      }
      await storage.voices.setLanguage(voice.id, language);
      return await reply.edit(voiceSpeaks(voice, language));
    }
    const name = keptVoiceName(options.getString('name', true));
    if (!(await storage.voices.rename(voice.id, name))) {
      throw new UserError('voice-name-taken', { name });
    }
    await reply.edit(voiceRenamed(voice.name, name));
  },
  async autocomplete(interaction, { storage }) {
    return await voiceChoices(storage, interaction.user.id, interaction.options.getFocused());
  },
  buttons: {
    async 'delete-voice'(voiceId, reply, { storage, runs, speaker }) {
      const voice = await pressedVoice(storage, reply.answerTo.userId, voiceId);
      const holdings = await storage.voices.holdings(voice.id);
      const outcome = await runs.stopVoice(voice.id, () => storage.removeVoice(voice.id));
      await speaker.recheck();
      await reply.edit(voiceRemoved(voice, holdings, outcome?.blobsLeft ?? 0));
    },
    async 'keep-voice'(voiceId, reply, { storage }) {
      const voice = await pressedVoice(storage, reply.answerTo.userId, voiceId);
      await reply.edit(voiceKept(voice));
    },
  },
};
