// How errors are written to the log. An error of Discord's REST carries the whole request, with the token of the
// interaction in its address and the bytes of every file.
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { stdSerializers } from 'pino';

/** Serializer for pino's `err`. */
export function errorForLog(error: unknown): unknown {
  if (error instanceof DiscordAPIError) {
    const { name, code, status, method, message } = error;
    return { type: name, code, status, method, message };
  }
  if (error instanceof HTTPError || error instanceof RateLimitError) {
    return { type: error.name, method: error.method, message: error.message };
  }
  return error instanceof Error ? stdSerializers.err(error) : error;
}
