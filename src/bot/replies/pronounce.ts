// What people read about how words are said.
import type { Translate } from '../../i18n/i18n.ts';
import type { Pronunciation } from '../../reading/pronunciation.ts';
import type { Answer } from '../discord/message.ts';
import { limits, listWithin, untrusted } from './text.ts';

/** Whose list it is, in words. */
export type Whose = 'yours' | 'server';

export const wordSet =
  ({ word, spoken }: Pronunciation, before: string | null, whose: Whose): Answer =>
  (t) => ({
    content: t(`pronounce.set.${whose}`, {
      word: untrusted(word),
      spoken: untrusted(spoken),
      before: before === null || before === spoken ? '' : t('pronounce.before', { before: untrusted(before) }),
    }),
  });

export const wordRemoved =
  (word: string, whose: Whose): Answer =>
  (t) => ({ content: t(`pronounce.removed.${whose}`, { word: untrusted(word) }) });

const lines = (list: readonly Pronunciation[], t: Translate): string =>
  listWithin(
    list.map(({ word, spoken }) => `**${untrusted(word)}** → ${untrusted(spoken)}`),
    limits.embedField,
    t,
  );

/** @param here of the server; null: this is none */
export const wordList =
  (own: readonly Pronunciation[], here: readonly Pronunciation[] | null): Answer =>
  (t) => ({
    embeds: [
      {
        title: t('pronounce.title'),
        fields: [
          { name: t('pronounce.yours'), value: own.length === 0 ? t('pronounce.none') : lines(own, t) },
          ...(here === null || here.length === 0 ? [] : [{ name: t('pronounce.here'), value: lines(here, t) }]),
        ],
        footer: { text: t('pronounce.order') },
      },
    ],
  });
