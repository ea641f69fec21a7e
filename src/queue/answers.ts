// Whether a Redis answers: asked before anything that waits for one is started.
import { Unavailable } from '../errors.ts';
import { connect } from './redis.ts';

const timeoutMs = 3000;

/** An address as it may be shown. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  shown.searchParams.delete('sentinelPassword');
  return shown.href;
}

/**
 * @param url `redis://…`, `rediss://…` or `unix:///path/to.sock`
 * @throws Unavailable `redis-away` when nothing that is a Redis and lets us in answers in time
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
