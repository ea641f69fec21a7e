// /preview: any text in one's own voice; and the button that plays a version's preview again.
import { unreadScripts } from '../../reading/scripts.ts';
import { readerOf, speakableSentences } from '../../reading/speakable.ts';
import { translate } from '../../i18n/i18n.ts';
import type { Storage, Version } from '../../storage/storage.ts';
import { type Delivery, deliveryOf, deliveryOptions, readAs, speechRequest } from '../interactions/delivery.ts';
import type { Command, Reply } from '../interactions/command.ts';
import { buttons } from '../discord/message.ts';
import { reportButton } from '../replies/report.ts';
import { plain } from '../replies/text.ts';
import { notRead, previewCaption, previewWaits } from '../replies/training.ts';
import type { Services } from '../interactions/services.ts';
import { mannerChoices } from '../interactions/manners.ts';
import { ownVersion, ownVoice, pickVoice, versionOf } from '../interactions/ownership.ts';
import {
  completeVoiceAndVersion,
  ifUserError,
  needsVersion,
  slashCommand,
  textOption,
  versionOption,
  voiceOption,
} from './options.ts';

/** What a version says that was not made here. */
const importedSays = 'Hello! I was brought here from elsewhere. Send me recordings, and I will learn from them.';

/** Ask for a version to speak; the voice message follows when it is made, and where nobody is there to make it, that is said. */
export async function requestPreview(
  { runs, limits, storage }: Services,
  reply: Reply,
  version: Version,
  text: string,
  delivery: Delivery | null = null,
): Promise<void> {
  const { answerTo } = reply;
  const request = await speechRequest(storage, answerTo, version, text, delivery);
  const { userId } = answerTo;
  const { voiceId, engine } = version;
  await limits.preview(userId, (checkOpen) => runs.request({ voiceId, userId, request, engine, answerTo }, checkOpen));
  await tellIfItWaits(storage, reply, version);
}

/** Say so where nobody is there who could let the version speak now. */
export async function tellIfItWaits(
  storage: Storage,
  reply: Reply,
  { engine }: Pick<Version, 'engine'>,
): Promise<void> {
  const trainers = await storage.trainers.alive();
  if (!trainers.some((trainer) => trainer.engine === engine)) await reply.whisper(previewWaits(engine));
}

/** The text that the version spoke when it was made. */
export const previewText = (version: Version): string => version.previewText ?? importedSays;

export const preview: Command = {
  definition: deliveryOptions(slashCommand('preview', 'Hear your voice say something').addStringOption(textOption))
    .addIntegerOption(versionOption)
    .addStringOption(voiceOption),
  isPrivate: () => false,
  needsConsent: () => true,
  beforeConsent: needsVersion,
  async run({ options }, reply, services) {
    const typed = options.getString('text', true);
    const text = plain(typed);
    const voice = await ownVoice(services.storage, reply.answerTo.userId, options.getString('voice'));
    const version = await versionOf(services.storage, voice, options.getInteger('version'));
    const delivery = deliveryOf(options, version, translate(reply.answerTo.locale));
    const reader = readerOf(version.engine, voice.language);
    speakableSentences(await readAs(services.storage, reply.answerTo, typed), reader);
    const leftOut = reader === 'english' ? unreadScripts(typed) : [];
    // First this: whatever follows a deferred reply before its first edit would take its place.
    await reply.edit((t) => {
      const caption = previewCaption(version.number, text, t);
      return {
        content: leftOut.length === 0 ? caption : `${caption}\n${notRead(leftOut, t)}`,
        components: buttons(reportButton(version.id, reply.answerTo.userId, t)),
      };
    });
    await requestPreview(services, reply, version, text, delivery);
  },
  async autocomplete(interaction, services) {
    const { options, user, locale } = interaction;
    const { name, value } = options.getFocused(true);
    if (name !== 'manner') return await completeVoiceAndVersion(interaction, services);
    const voice = pickVoice(await services.storage.voices.list(user.id), options.getString('voice'));
    if (voice === undefined) return [];
    const version = await versionOf(services.storage, voice, options.getInteger('version')).catch(ifUserError);
    return version === null ? [] : mannerChoices(version, value, translate(locale));
  },
  buttons: {
    async again(versionId, reply, services) {
      const { version } = await ownVersion(services.storage, reply.answerTo.userId, versionId);
      const text = previewText(version);
      await requestPreview(services, reply, version, text);
      await reply.post((t) => ({
        content: previewCaption(version.number, text, t),
        components: buttons(reportButton(version.id, reply.answerTo.userId, t)),
      }));
    },
  },
};
