// What people read about sharing: the question before others may start from a voice, and what became of versions that had.
import { ButtonStyle } from 'discord.js';
import type { Translate } from '../../i18n/i18n.ts';
import type { Grant, GrantedTo } from '../../storage/grants.ts';
import type { PurgedContent } from '../../storage/records.ts';
import type { Voice } from '../../storage/voices.ts';
import { buttonId } from '../interactions/buttons.ts';
import { type Answer, buttons } from '../discord/message.ts';
import { date, limits, sentences, shorten, untrusted } from './text.ts';

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

/** Before everybody in a server may speak with a voice. */
export const everybodyQuestion =
  (voice: Pick<Voice, 'id' | 'name'>): Answer =>
  (t) => ({
    content: sentences(t, t('share.everybody', { voice: untrusted(voice.name) }), t('share.orSome')),
    components: buttons(
      { id: buttonId('share-everybody', voice.id), label: t('share.yesEverybody') },
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
  ({ voiceName, numbers, activeNumber }: PurgedContent): Answer =>
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

const mention = ({ kind, id }: GrantedTo, t: Translate): string =>
  kind === 'server' ? t('share.speakersAll') : `<@${kind === 'role' ? '&' : ''}${id}>`;

/** Who may speak with a voice. @param guildId where that is read; null: in no server */
export const speakers =
  (voiceName: string, grants: readonly Grant[], guildId: string | null): Answer =>
  (t) => {
    const voice = untrusted(voiceName);
    const here = grants.filter((grant) => grant.guildId === guildId);
    const who = here.map(({ to }) => mention(to, t)).slice(0, 25);
    return {
      content: sentences(
        t,
        who.length === 0 ? t('share.speakersNone', { voice }) : t('share.speakers', { voice, who: who.join(', ') }),
        here.length === grants.length ? '' : t('share.speakersElsewhere'),
      ),
    };
  };

/** Below what somebody lets another person's voice say. */
export const borrowed = (caption: string, ownerId: string, t: Translate): string =>
  `${caption}\n-# ${t('share.borrowed', { owner: `<@${ownerId}>` })}`;
