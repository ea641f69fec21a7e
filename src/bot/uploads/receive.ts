// Files that a person sent, on their way to the intake: written down before a byte is fetched, so that nothing gets lost.
import type { Attachment } from 'discord.js';
import path from 'node:path';
import type { Transcripts } from '../../audio/transcripts.ts';
import type { Reply } from '../interactions/command.ts';
import type { Services } from '../interactions/services.ts';
import { languageCode } from '../../ears/transformers.ts';
import { intakeStarted } from '../replies/intake.ts';
import { keepable } from '../../words.ts';

/** The name that the person gave the file: Discord keeps it as a title (without extension) where it had to change it. */
export function originalName({ name, title }: Attachment): string {
  return keepable(title ? `${title}${path.extname(name)}` : name);
}

/** The names that a list of transcripts may call the file by. */
export const namesOf = (file: Attachment): string[] => [originalName(file), file.name];

/**
 * Take on files for a voice, and say so.
 * @param voiceName one that the person does not have yet is made
 * @param said in each file, and what was unclear of that
 * @param isConsent whether it is the sentence of consent, and nothing to learn from
 * @throws UserError when a limit forbids it
 */
export async function receive(
  files: readonly Attachment[],
  { transcripts, unclear }: Transcripts,
  voiceName: string,
  reply: Reply,
  { storage, intakes, limits, heardLanguages }: Services,
  isConsent = false,
): Promise<void> {
  const { userId, locale } = reply.answerTo;
  const wanted = { userId, voiceName, bytes: files.map(({ size }) => size) };
  let unheard: string | null = null;
  const intake = await limits.upload(wanted, async () => {
    await storage.users.checkStillThere(userId, locale);
    const voice = await storage.voices.ensure(userId, voiceName);
    const isHeard = heardLanguages.includes(languageCode(voice.language));
    // Where nobody listens at all, the answer says what transcripts are for.
    if (!isConsent && !isHeard && heardLanguages.length > 0 && files.some((_, index) => transcripts[index] == null)) {
      unheard = voice.language;
    }
    return await intakes.create({
      userId,
      voiceId: voice.id,
      items: files.map((file, index) => ({
        url: file.url,
        fileName: originalName(file),
        bytes: file.size,
        contentType: file.contentType,
        transcript: transcripts[index] ?? null,
        ...(index === 0 && unclear.length > 0 && { unclear: [...unclear] }),
        ...(isConsent && { isConsent }),
        outcome: null,
      })),
      answerTo: reply.answerTo,
    });
  });
  // Only now, when nothing can get lost any more.
  try {
    await reply.edit(intakeStarted(intake.items, unheard));
  } finally {
    intakes.follow(intake);
  }
}
