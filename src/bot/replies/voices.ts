// What people read about their voices as a whole: which there are, a new name, and the end of one.
import { ButtonStyle } from 'discord.js';
import { type Translate, languageName } from '../../i18n/i18n.ts';
import type { IdleContent } from '../../storage/records.ts';
import type { Voice, VoiceHoldings } from '../../storage/voices.ts';
import { buttonId } from '../interactions/buttons.ts';
import { type Answer, buttons } from '../discord/message.ts';
import { filesGone } from './forget.ts';
import { date, limits, listWithin, sentences, untrusted } from './text.ts';

type Named = Pick<Voice, 'name'>;

const heldWords = ({ clips, seconds, versions }: VoiceHoldings, t: Translate): string =>
  t('voices.held', { clips, seconds, versions });

export const noVoices: Answer = (t) => ({ content: t('voices.none') });

export const voiceList =
  (
    all: readonly {
      readonly voice: Pick<Voice, 'name' | 'language' | 'activeVersionId' | 'sharedAt'>;
      readonly holdings: VoiceHoldings;
    }[],
  ): Answer =>
  (t) => {
    const lines = all.map(({ voice, holdings }) =>
      [
        `**${untrusted(voice.name)}** · ${heldWords(holdings, t)}`,
        ...(voice.language === 'en' ? [] : [languageName(voice.language, t.language)]),
        ...(voice.activeVersionId === null ? [t('voices.silent')] : []),
        ...(voice.sharedAt === null ? [] : [t('voices.shared')]),
      ].join(' · '),
    );
    return {
      embeds: [
        {
          title: t('voices.title'),
          description: listWithin(lines, limits.embedDescription, t),
          footer: { text: t('voices.footer') },
        },
      ],
    };
  };

export const voiceSpeaks =
  ({ name }: Named, language: string): Answer =>
  (t) => ({ content: t('voices.speaks', { voice: untrusted(name), language }) });

export const voiceRenamed =
  (before: string, name: string): Answer =>
  (t) => ({ content: t('voices.renamed', { before: untrusted(before), name: untrusted(name) }) });

const elsewhereWords = ({ versionsElsewhere: versions }: VoiceHoldings, t: Translate): string =>
  versions === 0 ? '' : t('voices.elsewhere', { versions });

/** Asked before anything is deleted. */
export const confirmVoiceRemoval =
  (voice: Pick<Voice, 'id' | 'name'>, holdings: VoiceHoldings): Answer =>
  (t) => ({
    content: t('voices.question', {
      voice: untrusted(voice.name),
      held: heldWords(holdings, t),
      elsewhere: elsewhereWords(holdings, t),
    }),
    components: buttons(
      { id: buttonId('delete-voice', voice.id), label: t('voices.delete'), style: ButtonStyle.Danger },
      { id: buttonId('keep-voice', voice.id), label: t('button.keep') },
    ),
  });

export const voiceKept =
  ({ name }: Named): Answer =>
  (t) => ({ content: t('voices.kept', { voice: untrusted(name) }) });

/** @param blobsLeft files that are deleted later */
export const voiceRemoved =
  ({ name }: Named, holdings: VoiceHoldings, blobsLeft: number): Answer =>
  (t) => ({
    content: sentences(
      t,
      t('voices.removed', {
        voice: untrusted(name),
        held: heldWords(holdings, t),
        elsewhere: elsewhereWords(holdings, t),
      }),
      filesGone(blobsLeft, t),
      t('gone.inDiscord'),
    ),
  });

/** What its owner is told before a voice that nobody uses is deleted. */
export const voiceIdle =
  ({ voiceName, usedAt, eraseAt }: IdleContent): Answer =>
  (t) => ({ content: t('voices.idle', { voice: untrusted(voiceName), used: date(usedAt), erased: date(eraseAt) }) });
