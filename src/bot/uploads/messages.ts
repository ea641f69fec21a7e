// Recordings in people's own messages, where the operator lets them be used: which files of a message are recordings, and
// whose voice they are for. A message says nothing but that, so that it goes where the person's last recordings went.
import type { Attachment, Message } from 'discord.js';
import path from 'node:path';
import { audioEndings } from '../../audio/format.ts';
import { nothingSaid } from '../../audio/transcripts.ts';
import { UserError } from '../../errors.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Reply } from '../interactions/command.ts';
import { defaultVoice, pickVoice } from '../interactions/ownership.ts';
import type { Services } from '../interactions/services.ts';
import { isSpeechMissing } from '../interactions/spoken-consent.ts';
import { receiveConsent } from './consent.ts';
import { receive } from './receive.ts';

/** The files of a message that say they are recordings. */
export function recordingsIn({ attachments }: Message): Attachment[] {
  return [...attachments.values()].filter(
    ({ contentType, name }) =>
      contentType?.startsWith('audio/') === true ||
      audioEndings.some((ending) => ending === path.extname(name).toLowerCase()),
  );
}

/** Name of the voice that the person last sent recordings for; else their only one, or that of the usual name. */
async function voiceMeant(storage: Storage, userId: string): Promise<string> {
  const voices = await storage.voices.list(userId);
  const last = await storage.intakes.lastVoice(userId);
  const voice = voices.find(({ id }) => id === last) ?? pickVoice(voices, null);
  if (voice !== undefined) return voice.name;
  if (voices.length === 0) return defaultVoice;
  throw new UserError('which-voice');
}

/** Take in the recordings of a message of the person's own. @throws UserError when there are none, or a limit forbids it */
export async function receiveMessage(message: Message, reply: Reply, services: Services): Promise<void> {
  const { userId } = reply.answerTo;
  if (message.author.id !== userId) {
    throw new UserError('not-your-message');
  }
  const files = recordingsIn(message);
  if (files.length === 0) {
    throw new UserError('nothing-sent/message');
  }
  // While the sentence of consent is waited for, a recording that comes alone is that.
  const isConsent =
    files.length === 1 &&
    (await isSpeechMissing(services, userId)) &&
    (await services.storage.consents.awaited(userId)) !== null;
  if (isConsent) return await receiveConsent(files, reply, services);
  await receive(files, nothingSaid, await voiceMeant(services.storage, userId), reply, services);
}
