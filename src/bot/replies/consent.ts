// The consent that is asked for before anything of a person is stored: a versioned record. Change a word of it, and the
// version must go up: everybody is then asked again.
import { ButtonStyle } from 'discord.js';
import { type Answer, buttons } from '../discord/message.ts';

export const consent = { version: 3 } as const;

/** The question, with its two buttons. `agree` and `decline` are custom ids. */
export const consentQuestion =
  (agree: string, decline: string): Answer =>
  (t) => ({
    embeds: [
      {
        title: t('consent.title'),
        description: [t('consent.stored'), t('consent.why'), t('consent.deletion'), t('consent.own')].join('\n'),
        footer: { text: t('consent.version', { version: consent.version }) },
      },
    ],
    components: buttons(
      { id: agree, label: t('consent.agree'), style: ButtonStyle.Success },
      { id: decline, label: t('consent.decline'), style: ButtonStyle.Secondary },
    ),
  });

export const consentDeclined: Answer = (t) => ({ content: t('consent.declined') });

/** The command that the question was about does not wait any more. */
export const consentTooLate: Answer = (t) => ({ content: t('consent.tooLate') });

export const consentOutdated: Answer = (t) => ({ content: t('consent.outdated') });
