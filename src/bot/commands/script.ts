// /script: sentences to read, by what one's voice lacks most, for who records elsewhere and sends files.
import { UserError } from '../../errors.ts';
import { readingList, sentencesIn } from '../../scripts-to-read/reading-list.ts';
import type { Command } from '../interactions/command.ts';
import { pickVoice, voiceChoices } from '../interactions/ownership.ts';
import { script as scriptReply } from '../replies/voice-channel.ts';
import { slashCommand, voiceOption } from './options.ts';

const fewest = 5;
const most = 20;

export const script: Command = {
  definition: slashCommand('script', 'Sentences to read for your next recordings')
    .addIntegerOption((option) =>
      option.setName('count').setDescription('How many').setMinValue(fewest).setMaxValue(most),
    )
    .addStringOption(voiceOption),
  isPrivate: () => true,
  needsConsent: () => false,
  async run({ options }, reply, { sentences: all, storage }) {
    const voice = pickVoice(await storage.voices.list(reply.answerTo.userId), options.getString('voice'));
    const language = voice?.language ?? 'en';
    if (sentencesIn(language, all) === null) {
      throw new UserError('nothing-to-read/script', { language, readable: Object.keys(all) });
    }
    const samples = voice === undefined ? [] : await storage.samples.list(voice.id);
    const said = samples.flatMap(({ transcript }) => transcript ?? []);
    const coverage = (await readingList(language, said, all)).coverage();
    const list = await readingList(language, said, all);
    const sentences: string[] = [];
    for (
      let next = list.next();
      next !== null && sentences.length < (options.getInteger('count') ?? 10);
      next = list.next()
    ) {
      sentences.push(next);
      await list.heard(next);
    }
    if (sentences.length === 0) {
      throw new UserError('all-read/script');
    }
    await reply.edit(scriptReply(language, sentences, coverage));
  },
  async autocomplete(interaction, { storage }) {
    return await voiceChoices(storage, interaction.user.id, interaction.options.getFocused());
  },
};
