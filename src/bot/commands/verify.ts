// /verify: whether a file was spoken here, by the mark that it carries.
import { type MarkFound, markOf } from '../../audio/marks.ts';
import type { Command } from '../interactions/command.ts';
import { verified } from '../replies/verify.ts';
import { attached } from '../uploads/attached.ts';
import { slashCommand } from './options.ts';

/** What is spoken is far smaller, bytes. */
const largestFile = 5e6;

export const verify: Command = {
  definition: slashCommand('verify', 'Find out whether a model spoke a recording here').addAttachmentOption((option) =>
    option.setName('file').setDescription('The recording, as it was sent').setRequired(true),
  ),
  isPrivate: () => true,
  needsConsent: () => false,
  async run({ options }, reply, { config, storage }) {
    const file = options.getAttachment('file', true);
    const found: MarkFound =
      file.size > largestFile
        ? { kind: 'unmarked' }
        : markOf(await attached(file, config, largestFile), await storage.signing.key());
    const version = found.kind === 'ours' ? await storage.versions.get(found.versionId) : null;
    const voice = version === null ? null : await storage.voices.get(version.voiceId);
    // Whose voice it is, is told to nobody else.
    const isOwn = voice?.ownerId === reply.answerTo.userId;
    await reply.edit(verified(found, isOwn && version !== null ? version.number : null));
  },
};
