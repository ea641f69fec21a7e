// /addsamples: recordings of one's own voice.
import { type Attachment, type ChatInputCommandInteraction, type SlashCommandOptionsOnlyBuilder } from 'discord.js';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { download } from '../../audio/download.ts';
import { cleanTranscript, maxTranscriptLength, parseTranscripts } from '../../audio/transcripts.ts';
import type { Config } from '../../config.ts';
import { UserError } from '../../errors.ts';
import type { Command } from '../interactions/command.ts';
import { intakeStarted } from '../replies/intake.ts';
import { voiceChoices, voiceName } from '../interactions/ownership.ts';
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
          .setFileTypes('audio')
          .setRequired(index === 0),
      ),
    slashCommand('addsamples', 'Add recordings of your own voice'),
  )
  .addStringOption((option) =>
    option
      .setName('transcript')
      .setDescription('What is said, word for word (for one file)')
      .setMaxLength(maxTranscriptLength),
  )
  .addAttachmentOption((option) =>
    option
      .setName('transcripts')
      .setDescription('A .txt with a line "file name | what is said" for each file, or a GPT-SoVITS .list')
      .setFileTypes('.txt', '.list'),
  )
  .addStringOption(voiceOption);

/** The name that the person gave the file: Discord keeps it as a title (without extension) where it had to change it. */
function originalName({ name, title }: Attachment): string {
  return title ? `${title}${path.extname(name)}` : name;
}

/** A file's name as `parseTranscripts` keys it. */
const listKey = (name: string): string => name.normalize('NFC').toLowerCase();

/** Transcript of each file, null where none was given. */
async function transcriptsFor(
  files: readonly Attachment[],
  interaction: ChatInputCommandInteraction,
  config: Config,
): Promise<(string | null)[]> {
  const single = cleanTranscript(interaction.options.getString('transcript') ?? '') || null;
  const list = interaction.options.getAttachment('transcripts');
  if (single !== null && (files.length > 1 || list !== null)) {
    throw new UserError(
      'transcript-for-many',
      'One transcript can’t be for several files.',
      'Send one file with transcript:, or put all transcripts into a .txt and send it as transcripts:.',
    );
  }
  if (list === null) return files.map(() => single);
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-transcripts-'));
  try {
    const local = await download(list.url, {
      allowedHosts: config.attachmentHosts,
      maxBytes: maxTranscriptsBytes,
      timeoutMs: 30_000,
      folder,
    });
    const byName = parseTranscripts(await readFile(local.path, 'utf8'));
    const found = files.map(
      (file) => byName.get(listKey(originalName(file))) ?? byName.get(listKey(file.name)) ?? null,
    );
    if (found.every((transcript) => transcript === null)) {
      throw new UserError(
        'no-transcript-fits',
        'None of the names in the transcripts is the name of a file you sent.',
        'Write one line for each file: its name, then a tab or |, then what is said.',
      );
    }
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const addsamples: Command = {
  definition,
  isPrivate: () => true,
  needsConsent: () => true,
  async run(interaction, reply, { storage, config, intakes, limits }) {
    const files = fileOptions.flatMap((name) => interaction.options.getAttachment(name) ?? []);
    const transcripts = await transcriptsFor(files, interaction, config);
    const { userId, locale } = reply.answerTo;
    const name = voiceName(interaction.options.getString('voice'));
    const wanted = { userId, voiceName: name, bytes: files.map(({ size }) => size) };
    const intake = await limits.upload(wanted, async () => {
      await storage.users.ensure(userId, locale);
      const voice = await storage.voices.ensure(userId, name);
      return await storage.intakes.create({
        userId,
        voiceId: voice.id,
        items: files.map((file, index) => ({
          url: file.url,
          fileName: originalName(file),
          bytes: file.size,
          contentType: file.contentType,
          transcript: transcripts[index] ?? null,
          outcome: null,
        })),
        answerTo: reply.answerTo,
      });
    });
    // Only now, when nothing can get lost any more.
    await reply.edit(intakeStarted(files.length));
    intakes.start(intake);
  },
  async autocomplete(interaction, { storage }) {
    return await voiceChoices(storage, interaction.user.id, interaction.options.getFocused());
  },
  buttons: {
    async 'use-anyway'(intakeId, reply, { intakes }) {
      const answer = await intakes.useAnyway(intakeId, reply.answerTo.userId);
      if (answer === null) {
        throw new UserError(
          'nothing-held-back',
          'Nothing of yours is held back here any more.',
          'See your clips with /samples list.',
        );
      }
      await reply.edit(answer);
    },
    async 'words-back'(intakeId, reply, { intakes }) {
      const answer = await intakes.takeWordsBack(intakeId, reply.answerTo.userId);
      if (answer === null) {
        throw new UserError(
          'no-words-to-give-back',
          'There are no earlier words to go back to here any more.',
          'Say what is spoken in a clip with /samples transcript.',
        );
      }
      await reply.edit(answer);
    },
  },
};
