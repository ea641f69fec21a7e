// What people read when something went wrong.
import { UserError } from '../../errors.ts';
import type { RunFailure } from '../../storage/records.ts';
import type { OutgoingMessage } from '../discord/message.ts';
import { limits, shorten } from './text.ts';

/** A mistake that the person can mend: what was wrong, then what to do. */
export function userErrorReply(error: Pick<UserError | RunFailure, 'message' | 'hint'>): OutgoingMessage {
  return { content: shorten(`⚠️ ${error.message}\n${error.hint}`, limits.content) };
}

/** A bug or an outage. The reference stands in the log beside the error. */
export function apology(reference: string): OutgoingMessage {
  return {
    content: `Sorry, something went wrong on my side; nothing of yours was lost. Please try again in a minute. If it happens again, tell the operator this reference: \`${reference}\`.`,
  };
}

/** An outage. The reference stands in the log beside what is away. */
export function outageReply(forPeople: string, reference: string): OutgoingMessage {
  return { content: `${forPeople} If it goes on, give this to the operator: \`${reference}\`.` };
}

/** What the operator reads when Discord refuses DISCORD_TOKEN. */
export function badToken(cause: Error): UserError {
  return new UserError(
    'bad-token',
    'Discord refuses the token in DISCORD_TOKEN.',
    'Take the token from the page "Bot" of your application on https://discord.com/developers/applications ("Reset Token") and put it into .env.',
    { cause },
  );
}
