// The consent that is asked for before anything of a person is stored: a versioned record. Change a word of it, and the
// version must go up: everybody is then asked again.
import { ButtonStyle } from 'discord.js';
import type { InAnyLanguage } from '../../i18n/i18n.ts';
import { buttonId } from '../interactions/buttons.ts';
import { type Answer, type Form, buttons } from '../discord/message.ts';
import { untrusted } from './text.ts';

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

/** What is to be said aloud, and how it gets here. */
export const speakConsent =
  (sentence: string): Answer =>
  (t) => ({
    content: [t('spokenConsent.ask'), `> ${untrusted(sentence, 500)}`, t('spokenConsent.how')].join('\n'),
    components: buttons({
      id: buttonId('speak-consent', ''),
      label: t('spokenConsent.send'),
      style: ButtonStyle.Primary,
    }),
  });

/** Where the recording of it is sent. */
export const consentForm =
  (types: NonNullable<Form['files']>['types']): InAnyLanguage<Form> =>
  (t) => ({
    id: buttonId('speak-consent', ''),
    title: t('spokenConsent.formTitle'),
    files: { label: t('spokenConsent.formFile'), most: 1, types },
  });
