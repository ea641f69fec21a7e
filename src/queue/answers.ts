// Whether a Redis answers: asked before anything that waits for one is started.
import { ReplyError } from 'ioredis';
import { Unavailable, UserError } from '../errors.ts';
import { connect } from './redis.ts';

const timeoutMs = 3000;

/** Whether something is there that starting it again does not mend. What is loading or has no master now is not meant. */
const refuses = (problem: Error): boolean =>
  // What ioredis says of bytes that no Redis sends.
  problem.message.startsWith('Unknown RESP type') ||
  (problem instanceof ReplyError && !/^(LOADING|MASTERDOWN|BUSY|TRYAGAIN|CLUSTERDOWN|READONLY)/.test(problem.message));

/** An address as it may be shown. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  shown.searchParams.delete('sentinelPassword');
  return shown.href;
}

/**
 * @param url `redis://…`, `rediss://…` or `unix:///path/to.sock`
 * @throws Unavailable `redis-away` when nothing answers in time; UserError `redis-refuses` when what answers lets us not in, or
 *   is no Redis
 */
export async function mustAnswer(url: string): Promise<void> {
  const connection = connect(url, 'worker');
  const { promise: silence, resolve } = Promise.withResolvers<Error>();
  const timer = setTimeout(() => resolve(new Error('it is silent')), timeoutMs);
  try {
    const problem = await Promise.race([
      silence,
      new Promise<Error>((fail) => connection.once('error', fail)),
      connection.ping().then(
        () => null,
        (error: Error) => error,
      ),
    ]);
    if (problem === null) return;
    if (refuses(problem)) {
      throw new UserError(
        'redis-refuses',
        `What answers at ${withoutPassword(url)} is no Redis that lets us in (${problem.message}).`,
        'Put its password into REDIS_URL (redis://:password@host:6379), or correct the address in .env.',
        { cause: problem },
      );
    }
    throw new Unavailable(
      'redis-away',
      `No Redis answers at ${withoutPassword(url)} (${problem.message}).`,
      'Start it (sudo systemctl start redis-server; with Docker: docker compose up -d redis), or take REDIS_URL out of .env, and npm start runs one of its own.',
      { cause: problem },
    );
  } finally {
    clearTimeout(timer);
    connection.disconnect();
  }
}
