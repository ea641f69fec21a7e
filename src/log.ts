// The one logger: JSON lines, or readable ones on a terminal.
import pino from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { Config } from './config.ts';

export type Log = pino.Logger;

/**
 * @param name of the process, on every line
 */
export function createLog(name: 'timbre' | 'bot' | 'intake' | 'trainer', level: Config['logLevel']): Log {
  const options = { name, level, redact: ['token', '*.token', 'interactionToken', '*.interactionToken'] };
  return process.stdout.isTTY
    ? pino(options, PinoPretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', sync: true }))
    : pino(options, pino.destination({ sync: true }));
}
