// /addsamples: recordings of one's own voice.
import { type Attachment, type ChatInputCommandInteraction, type SlashCommandOptionsOnlyBuilder } from 'discord.js';
import {
  cleanTranscript,
  type Transcripts,
  maxTranscriptLength,
  readTranscripts,
  transcriptEndings,
} from '../../audio/transcripts.ts';
import type { HeldFor } from '../../audio/clip.ts';
import type { Config } from '../../config.ts';
import { UserError } from '../../errors.ts';
import type { Command, Reply } from '../interactions/command.ts';
import type { Services } from '../interactions/services.ts';
import { voiceChoices, voiceMeant } from '../interactions/ownership.ts';
import { attached } from '../uploads/attached.ts';
import { speakConsentForm } from '../uploads/consent.ts';
import { audioTypes, moreRecordings } from '../uploads/more.ts';
import { namesOf, receive } from '../uploads/receive.ts';
import { wordsButtons, wordsForms } from '../uploads/words.ts';
import { slashCommand, voiceOption } from './options.ts';

const fileOptions = ['file', ...Array.from({ length: 9 }, (_, index) => `file${index + 2}`)] as const;
const maxTranscriptsBytes = 256 * 1024;

const definition: SlashCommandOptionsOnlyBuilder = fileOptions
  .reduce<SlashCommandOptionsOnlyBuilder>(
    (builder, name, index) =>
      builder.addAttachmentOption((option) =>
        option
          .setName(name)
          .setDescription(index === 0 ? 'A recording of yourself' : 'Another recording')
          .setFileTypes(...audioTypes),
      ),
    slashCommand('addsamples', 'Add recordings of your own voice'),
  )
  .addStringOption((option) =>
    option
      .setName('transcript')
      .setDescription('What you say in it, word for word (for one file)')
      .setMaxLength(maxTranscriptLength),
  )
  .addAttachmentOption((option) =>
    option
      .setName('transcripts')
      .setDescription('A line "file name | what is said" for each file: .txt, .csv, .tsv, metadata.csv, .list')
      .setFileTypes(...transcriptEndings),
  )
  .addAttachmentOption((option) =>
    option
      .setName('zip')
      .setDescription('Many recordings at once, with a list of what is said in them if you have one')
      .setFileTypes('.zip'),
  )
  .addStringOption(voiceOption);

/** Use what was held back of an upload, at its owner's word. */
async function useAnyway(why: HeldFor, intakeId: string, reply: Reply, { intakes }: Services): Promise<void> {
  const answer = await intakes.useAnyway(intakeId, reply.answerTo.userId, why);
  if (answer === null) throw new UserError('nothing-held-back');
  await reply.edit(answer);
  await intakes.showPicture(intakeId, reply.answerTo);
}

/** What is said in each file. */
async function transcriptsFor(
  files: readonly Attachment[],
  interaction: ChatInputCommandInteraction,
  config: Config,
): Promise<Transcripts> {
  const single = cleanTranscript(interaction.options.getString('transcript') ?? '') || null;
  const list = interaction.options.getAttachment('transcripts');
  if ((single ?? list) !== null && interaction.options.getAttachment('zip') !== null) {
    throw new UserError('transcript-for-zip');
  }
  if (single !== null && (files.length > 1 || list !== null)) {
    throw new UserError('transcript-for-many');
  }
  if (list === null) return { transcripts: files.map(() => single), unclear: [] };
  return readTranscripts(await attached(list, config, maxTranscriptsBytes), files.map(namesOf));
}

export const addsamples: Command = {
  definition,
  isPrivate: () => true,
  needsConsent: () => true,
  async run(interaction, reply, services) {
    const files = [...fileOptions, 'zip'].flatMap((name) => interaction.options.getAttachment(name) ?? []);
    if (files.length === 0) {
      throw new UserError('nothing-sent');
    }
    const transcripts = await transcriptsFor(files, interaction, services.config);
    const { userId } = reply.answerTo;
    const name = await voiceMeant(services.storage, userId, interaction.options.getString('voice'));
    await receive(files, transcripts, name, reply, services);
  },
  async autocomplete(interaction, { storage }) {
    return await voiceChoices(storage, interaction.user.id, interaction.options.getFocused());
  },
  forms: { ...wordsForms, 'add-more': moreRecordings, 'speak-consent': speakConsentForm },
  buttons: {
    ...wordsButtons,
    async 'words-moved'(intakeId, reply, { intakes }) {
      const answer = await intakes.moveWords(intakeId, reply.answerTo.userId);
      if (answer === null) {
        throw new UserError('no-words-to-move');
      }
      await reply.edit(answer);
      await intakes.showPicture(intakeId, reply.answerTo);
    },
    async 'show-picture'(intakeId, reply, { intakes }) {
      if (await intakes.showPicture(intakeId, reply.answerTo)) return;
      throw new UserError('no-upload');
    },
    'its-me': (intakeId, reply, services) => useAnyway('speaker', intakeId, reply, services),
    'my-words': (intakeId, reply, services) => useAnyway('words', intakeId, reply, services),
    async 'words-back'(intakeId, reply, { intakes }) {
      const answer = await intakes.takeWordsBack(intakeId, reply.answerTo.userId);
      if (answer === null) {
        throw new UserError('no-words-to-give-back');
      }
      await reply.edit(answer);
      await intakes.showPicture(intakeId, reply.answerTo);
    },
  },
};
