// /rollback: let an earlier (or any other) version speak. Only a pointer moves, so it is done at once and nothing is lost.
import { UserError } from '../../errors.ts';
import type { Storage, Version, Voice } from '../../storage/storage.ts';
import type { Command, Reply } from '../interactions/command.ts';
import type { Answer } from '../discord/message.ts';
import { userErrorReply } from '../replies/errors.ts';
import { alreadyActive, keptActive, rolledBack } from '../replies/versions.ts';
import type { Services } from '../interactions/services.ts';
import { ownVersion, ownVoice, versionOf } from '../interactions/ownership.ts';
import { completeVoiceAndVersion, needsVersion, slashCommand, versionOption, voiceOption } from './options.ts';
import { previewText, requestPreview } from './preview.ts';

/** The version that the active one continued from. @throws UserError `no-parent` */
async function parentOfActive(storage: Storage, voice: Voice): Promise<Version> {
  const active = await versionOf(storage, voice, null);
  const parent = active.parentId === null ? null : await storage.versions.get(active.parentId);
  if (parent !== null) return parent;
  throw new UserError('no-parent', { number: active.number });
}

/** Move the pointer, tell the facts by `tell`, and let the version speak. */
async function rollBack(
  services: Services,
  reply: Reply,
  voice: Voice,
  version: Version,
  tell: (message: Answer) => Promise<void>,
): Promise<void> {
  const { storage } = services;
  const previous = voice.activeVersionId === null ? null : await storage.versions.get(voice.activeVersionId);
  if (!(await storage.voices.activate(voice.id, version.id, voice.activeVersionId))) {
    throw new UserError('active-changed');
  }
  if (voice.activeVersionId === version.id) return await tell(alreadyActive(version));
  await tell(rolledBack(version, previous));
  await requestPreview(services, reply, version, previewText(version)).catch(async (error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    await reply.post(userErrorReply(error));
  });
}

export const rollback: Command = {
  definition: slashCommand('rollback', 'Go back to an earlier version of your voice; nothing is lost')
    .addIntegerOption(versionOption)
    .addStringOption(voiceOption),
  isPrivate: () => false,
  needsConsent: () => true,
  beforeConsent: needsVersion,
  async run({ options }, reply, services) {
    const voice = await ownVoice(services.storage, reply.answerTo.userId, options.getString('voice'));
    const number = options.getInteger('version');
    const version =
      number === null
        ? await parentOfActive(services.storage, voice)
        : await versionOf(services.storage, voice, number);
    await rollBack(services, reply, voice, version, (message) => reply.edit(message));
  },
  autocomplete: completeVoiceAndVersion,
  buttons: {
    async rollback(versionId, reply, services) {
      const { voice, version } = await ownVersion(services.storage, reply.answerTo.userId, versionId);
      await rollBack(services, reply, voice, version, (message) => reply.post(message));
    },
    async 'keep-active'(versionId, reply, { storage }) {
      const { voice, version } = await ownVersion(storage, reply.answerTo.userId, versionId);
      await reply.post(keptActive(await versionOf(storage, voice, null), version));
    },
  },
};
