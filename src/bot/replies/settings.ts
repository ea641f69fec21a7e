// What people read about what a server decided.
import { type Feature, features, type GuildSettings } from '../../storage/guilds.ts';
import { translations } from '../../i18n/i18n.ts';
import type { Language } from '../../i18n/languages.ts';
import type { Answer } from '../discord/message.ts';
import { limits, listWithin } from './text.ts';

/** As choices, by which catalogues know them. */
export const featureNames: Readonly<Record<Feature, string>> = {
  'voice-channels': 'speaking and recording in voice channels',
  'voice-messages': 'answers as voice messages',
  'read-aloud': 'reading messages aloud',
  sharing: 'sharing voices',
};

/** What a choice is called in a language. */
const wordsIn = (language: Language, choice: string): string =>
  language === 'en' ? choice : (translations[language].commands.texts[choice] ?? choice);

const named = (kind: '#' | '@&' | '@', ids: readonly string[], none = ''): string =>
  ids.length === 0
    ? none
    : listWithin(
        ids.map((id) => `<${kind}${id}>`),
        limits.embedField,
      );

/** @param blockedIds people who may not use the bot there */
export const settingsNow =
  (settings: GuildSettings, blockedIds: readonly string[]): Answer =>
  (t) => ({
    embeds: [
      {
        title: t('settings.title'),
        fields: [
          {
            name: t('settings.channels'),
            value: named('#', settings.channels, t('settings.everywhere')),
            inline: true,
          },
          { name: t('settings.roles'), value: named('@&', settings.roles, t('settings.everybody')), inline: true },
          {
            name: t('settings.allowed'),
            value: features
              .map((feature) => {
                const what = wordsIn(t.language, featureNames[feature]);
                return settings.forbidden.includes(feature) ? t('settings.no', { what }) : t('settings.yes', { what });
              })
              .join('\n'),
          },
          { name: t('settings.answers'), value: settings.isQuiet ? t('settings.quiet') : t('settings.usual') },
          {
            name: t('settings.limits'),
            value: t('settings.limited', { characters: settings.longestText, waiting: settings.textsWaiting }),
          },
          ...(blockedIds.length === 0 ? [] : [{ name: t('settings.blocked'), value: named('@', blockedIds) }]),
        ],
        footer: { text: t('settings.rights') },
      },
    ],
  });

export const blocked =
  (userId: string, isBlocked: boolean): Answer =>
  (t) => {
    const person = `<@${userId}>`;
    return { content: isBlocked ? t('settings.nowBlocked', { person }) : t('settings.nowUnblocked', { person }) };
  };
