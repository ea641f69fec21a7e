// The sentence of consent as a recording: sent by the form behind its button, or alone in a message.
import type { Attachment } from 'discord.js';
import { nothingSaid } from '../../audio/transcripts.ts';
import type { FormHandler, Reply } from '../interactions/command.ts';
import { defaultVoice } from '../interactions/ownership.ts';
import type { Services } from '../interactions/services.ts';
import { consentForm } from '../replies/consent.ts';
import { audioTypes } from './more.ts';
import { receive } from './receive.ts';

/** Take on the recording, by the way of an upload; it is of no voice, so it goes with any of the person's. */
export async function receiveConsent(files: readonly Attachment[], reply: Reply, services: Services): Promise<void> {
  const [voice] = await services.storage.voices.list(reply.answerTo.userId);
  await receive(files, nothingSaid, voice?.name ?? defaultVoice, reply, services, true);
}

export const speakConsentForm: FormHandler = {
  answersAnew: true,
  open: async () => consentForm(audioTypes),
  async submit(_argument, { files }, reply, services) {
    await receiveConsent(files, reply, services);
  },
};
