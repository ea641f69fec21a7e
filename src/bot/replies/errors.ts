// What people read when something went wrong.
import { UserError } from '../../errors.ts';
import { type TellableError, errorIn } from '../../i18n/errors.ts';
import type { Translate } from '../../i18n/i18n.ts';
import type { Outage } from '../../outage.ts';
import type { Answer } from '../discord/message.ts';
import { limits, sentences, shorten } from './text.ts';

/** A mistake that the person can mend, in a line: what was wrong, then what to do. */
export function errorSentences(error: TellableError, t: Translate): string {
  const { message, hint } = errorIn(error, t);
  return sentences(t, message, hint);
}

/** The same as an answer. */
export const userErrorReply =
  (error: TellableError): Answer =>
  (t) => {
    const { message, hint } = errorIn(error, t);
    return { content: shorten(`⚠️ ${message}\n${hint}`, limits.content) };
  };

/** A bug or an outage. The reference stands in the log beside the error. */
export const apology =
  (reference: string): Answer =>
  (t) => ({ content: t('error.apology', { reference: `\`${reference}\`` }) });

/** An outage. The reference stands in the log beside what is away. */
export const outageReply =
  (kind: Outage['kind'], reference: string): Answer =>
  (t) => ({ content: sentences(t, t(`outage.${kind}`), t('error.reference', { reference: `\`${reference}\`` })) });

/** What the operator reads when Discord refuses DISCORD_TOKEN. */
export function badToken(cause: Error): UserError {
  return new UserError(
    'bad-token',
    'Discord refuses the token in DISCORD_TOKEN.',
    'Take the token from the page "Bot" of your application on https://discord.com/developers/applications ("Reset Token") and put it into .env.',
    { cause },
  );
}
