// What people read when they want everything of theirs deleted: before it, after it, and when there is nothing.
import { ButtonStyle } from 'discord.js';
import type { Translate } from '../../i18n/i18n.ts';
import type { Notify } from '../../storage/records.ts';
import type { Holdings } from '../../storage/users.ts';
import { notifyLine } from './notify.ts';
import { buttonId } from '../interactions/buttons.ts';
import { type Answer, buttons } from '../discord/message.ts';
import { date, sentences } from './text.ts';

/** What is kept, one line each, without what there is none of. */
function holdingLines(holdings: Holdings, t: Translate): string[] {
  const {
    voices,
    clips,
    seconds,
    transcripts,
    versions,
    versionsOfOthers,
    uploads,
    trainings,
    previews,
    spokenConsents,
    reports,
    grants,
    hasAgreed,
  } = holdings;
  return [
    ...(clips === 0 ? [] : [t('forget.clips', { clips, seconds, transcripts })]),
    ...(voices === 0 ? [] : [t('forget.voices', { voices, versions })]),
    ...(versionsOfOthers === 0 ? [] : [t('forget.versionsOfOthers', { versions: versionsOfOthers })]),
    ...(uploads + trainings + previews === 0 ? [] : [t('forget.records', { uploads, trainings, previews })]),
    ...(spokenConsents === 0 ? [] : [t('forget.spokenConsents', { recordings: spokenConsents })]),
    ...(grants === 0 ? [] : [t('forget.grants', { count: grants })]),
    ...(reports === 0 ? [] : [t('forget.reports', { count: reports })]),
    ...(hasAgreed ? [t('forget.consent')] : []),
  ].map((line) => `• ${line}`);
}

/** Asked before anything is deleted. */
export const confirmForgetting =
  (holdings: Holdings, userId: string): Answer =>
  (t) => ({
    content: [
      t('forget.question'),
      ...holdingLines(holdings, t),
      sentences(t, t('forget.stops'), t('gone.inDiscord')),
    ].join('\n'),
    components: buttons(
      { id: buttonId('forget', userId), label: t('forget.everything'), style: ButtonStyle.Danger },
      { id: buttonId('keep', userId), label: t('button.keep') },
    ),
  });

/** Where the files are. @param blobsLeft files that are deleted later */
export const filesGone = (blobsLeft: number, t: Translate): string =>
  blobsLeft === 0 ? t('gone.files') : t('gone.filesButSome', { files: blobsLeft });

/** @param blobsLeft files that are deleted later */
export const forgotten =
  (holdings: Holdings, blobsLeft: number): Answer =>
  (t) => ({
    content: [
      t('forget.done'),
      ...holdingLines(holdings, t),
      sentences(t, filesGone(blobsLeft, t), t('forget.computed'), t('gone.inDiscord')),
    ].join('\n'),
  });

export const nothingToForget: Answer = (t) => ({ content: t('forget.nothing') });

/** What is kept, for those who only want to know. @param agreedAt UTC ms; `notify`: what they chose */
export const keptOf =
  (holdings: Holdings, agreedAt: number | null, notify: Notify | null): Answer =>
  (t) => ({
    content: [
      t('forget.kept'),
      ...holdingLines(holdings, t),
      ...(notify === null ? [] : [`• ${notifyLine(notify, t)}`]),
      ...(agreedAt === null ? [] : [t('forget.agreed', { date: date(agreedAt) })]),
    ].join('\n'),
  });
