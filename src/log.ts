// The one logger: JSON lines, or readable ones on a terminal.
import pino from 'pino';
import type { Config } from './config.ts';

export type Log = pino.Logger;

/** What makes lines readable takes time to load: only where somebody may read them. */
const pretty = process.stdout.isTTY ? await import('pino-pretty') : null;

/**
 * @param name of the process, on every line
 */
export function createLog(name: 'timbre' | 'bot' | 'intake' | 'trainer', level: Config['logLevel']): Log {
  const options = { name, level, redact: ['token', '*.token', 'interactionToken', '*.interactionToken'] };
  return pretty === null
    ? pino(options, pino.destination({ sync: true }))
    : pino(options, pretty.PinoPretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', sync: true }));
}
