// Whether Discord answers and knows the bot, and what is said when it does not.
import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, HTTPError, REST, Routes } from 'discord.js';
import { z } from 'zod';
import { Unavailable, UserError } from '../../errors.ts';
import { badToken } from '../replies/errors.ts';

const application = z.object({ id: z.string(), name: z.string() });
const timeoutMs = 15_000;

export type Application = z.infer<typeof application>;

/** The REST API for an operator's command: gives up sooner than the bot, which has all the time. */
export function restFor(api: string, token: string): REST {
  return new REST({ api, timeout: timeoutMs, retries: 1 }).setToken(token);
}

/**
 * Ask Discord which application the token is of.
 * @throws UserError `bad-token` or `discord-refuses`; Unavailable `discord-away`
 */
export async function askDiscord(rest: REST, api: string): Promise<Application> {
  const answer = await rest.get(Routes.currentApplication()).catch((error: unknown) => {
    throw discordProblem(error, api) ?? error;
  });
  const parsed = application.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new UserError('discord-refuses', `What answers at ${api} is not Discord.`, 'Take DISCORD_API out of .env.');
}

/**
 * Name what an error of discord.js says of Discord, for the operator.
 * @returns null when it is none of Discord's
 */
export function discordProblem(error: unknown, api: string): UserError | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) return badToken(error);
  if (error instanceof DiscordAPIError || error instanceof HTTPError) {
    if (error.status === 401) return badToken(error);
    return error.status >= 500
      ? new Unavailable(
          'discord-away',
          `Discord answers with an error of its own (${error.status}).`,
          'Wait, then try again; https://discordstatus.com says how it is.',
          { cause: error },
        )
      : new UserError(
          'discord-refuses',
          `Discord refuses: ${error.message}.`,
          'See that DISCORD_GUILD_ID names a server that the bot is in, and that DISCORD_API is not set to something else.',
          { cause: error },
        );
  }
  const reason = networkReason(error);
  if (reason === null) return null;
  return new Unavailable(
    'discord-away',
    `Discord can't be reached at ${api} (${reason}).`,
    'See that this machine has a connection to the internet and that no firewall is in between; then try again.',
    { cause: error },
  );
}

/** The code of a socket or of name resolution, which undici and ws put into the error or its causes. */
function networkReason(error: Error): string | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at.name === 'AbortError' || at.name === 'TimeoutError') return 'it is silent';
    if (at instanceof AggregateError && at.errors[0] instanceof Error) return networkReason(at.errors[0]);
    if (
      'code' in at &&
      typeof at.code === 'string' &&
      /^(E(CONN|NOTFOUND|AI_|HOST|NET|TIMEDOUT|PIPE)|UND_ERR_(?!INVALID_ARG|NOT_SUPPORTED)|CERT|ERR_TLS|ERR_SSL|SELF_|DEPTH_)/.test(
        at.code,
      )
    ) {
      return at.code;
    }
  }
  return null;
}
