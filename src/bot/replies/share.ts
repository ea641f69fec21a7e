// What people read about sharing: the question before others may start from a voice, and what became of versions that had.
import { ButtonStyle } from 'discord.js';
import type { Notice } from '../../storage/records.ts';
import type { Voice } from '../../storage/voices.ts';
import { buttonId } from '../interactions/buttons.ts';
import { type Answer, buttons } from '../discord/message.ts';
import { date, limits, shorten, untrusted } from './text.ts';

/** The consent; nothing is shared before its button was pressed. */
export const shareQuestion =
  (voice: Pick<Voice, 'id' | 'name'>): Answer =>
  (t) => ({
    embeds: [
      {
        title: t('share.question', { voice: untrusted(voice.name) }),
        description: [t('share.meaning'), t('share.given'), t('share.ending')].join('\n'),
      },
    ],
    components: buttons(
      { id: buttonId('share', voice.id), label: t('share.yes'), style: ButtonStyle.Success },
      { id: buttonId('share-not', voice.id), label: t('share.no') },
    ),
  });

export const shared =
  (voiceName: string): Answer =>
  (t) => ({ content: t('share.on', { voice: untrusted(voiceName) }) });

export const notShared: Answer = (t) => ({ content: t('share.not') });

export const alreadyShared =
  (voiceName: string, sharedAt: number): Answer =>
  (t) => ({ content: t('share.already', { voice: untrusted(voiceName), date: date(sharedAt) }) });

export const unshared =
  (voiceName: string): Answer =>
  (t) => ({ content: t('share.off', { voice: untrusted(voiceName) }) });

/** Versions of somebody's voice are gone because of what happened in another voice. */
export const versionsGone =
  ({ voiceName, numbers, activeNumber }: Notice['content']): Answer =>
  (t) => ({
    content: shorten(
      t('share.gone', {
        count: numbers.length,
        versions: numbers.map((number) => `v${number}`).join(', '),
        voice: untrusted(voiceName),
        now: activeNumber === null ? t('share.noneActive') : t('version.active', { number: activeNumber }),
      }),
      limits.content,
    ),
  });
