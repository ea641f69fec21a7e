// What a process shows of itself over HTTP: /healthz for whoever starts it again, /metrics for Prometheus.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Registry, collectDefaultMetrics } from 'prom-client';
import type { Config } from '../config.ts';
import { UserError } from '../errors.ts';
import type { Log } from '../log.ts';
import { outage } from '../outage.ts';
import { mustAnswer } from '../queue/answers.ts';
import type { Storage } from '../storage/storage.ts';
import { figures } from './figures.ts';
import { watchQueues } from './queues.ts';

/**
 * Resolves with what is wrong, by name. Why stands in the log alone: whoever asks may be anybody, and an error tells of
 * addresses, folders and tables.
 */
async function problems(checks: Readonly<Record<string, () => unknown>>, log: Log): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        return (await check()) === false ? [`${name}: not ready`] : [];
      } catch (error) {
        log.warn({ err: error, check: name }, 'this process is not healthy');
        return [`${name}: ${outage(error)?.kind ?? 'no answer'}`];
      }
    }),
  );
  return found.flat();
}

/** METRICS_PORT is the bot's; on one machine the other processes take the ports after it. */
const offsets = { bot: 0, trainer: 1, intake: 2 } as const;

/**
 * Serve health and figures until closed; nothing where METRICS_PORT is not set.
 * `GET /healthz` answers 200 while SQL and Redis answer and `ready` holds, else 503 with a line for each that does not.
 * @param options.ready what else must hold, by name
 * @throws UserError `port-taken`
 */
export async function serveMetrics(options: {
  readonly process: keyof typeof offsets;
  readonly config: Pick<Config, 'metricsPort' | 'metricsHost' | 'engine'>;
  readonly storage: Pick<Storage, 'runs' | 'intakeFiles' | 'trainers' | 'usage'>;
  readonly redisUrl: string;
  readonly log: Log;
  readonly ready?: Readonly<Record<string, () => boolean>>;
}): Promise<{ close(): Promise<void> }> {
  const { config, storage, redisUrl, log } = options;
  if (config.metricsPort === undefined) return { close: async () => {} };
  const port = config.metricsPort + offsets[options.process];
  const own = new Registry();
  collectDefaultMetrics({ register: own });
  const readQueues = watchQueues(own, storage, config.engine.name);
  const all = Registry.merge([figures, own]);
  const checks = { database: () => storage.usage.now(), Redis: () => mustAnswer(redisUrl), ...options.ready };

  const answer = async (url: string | undefined): Promise<{ status: number; type: string; text: string }> => {
    const type = 'text/plain; charset=utf-8';
    if (url === '/healthz') {
      const wrong = await problems(checks, log);
      return {
        status: wrong.length === 0 ? 200 : 503,
        type,
        text: `${wrong.length === 0 ? 'ok' : wrong.join('\n')}\n`,
      };
    }
    if (url === '/metrics') {
      await readQueues();
      return { status: 200, type: all.contentType, text: await all.metrics() };
    }
    return { status: 404, type, text: 'There are /healthz and /metrics.\n' };
  };
  const server = createServer((request, response) => {
    answer(request.url).then(
      ({ status, type, text }) => response.writeHead(status, { 'content-type': type }).end(text),
      (error: unknown) => {
        log.warn({ err: error, url: request.url }, 'figures could not be told');
        response.writeHead(500).end();
      },
    );
  });
  server.listen(port, config.metricsHost);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      'port-taken',
      `Port ${port} of ${config.metricsHost} can’t be listened on (${code}).`,
      code === 'EADDRNOTAVAIL'
        ? 'Set METRICS_HOST in .env to an address that this machine has, or leave it out.'
        : 'Set METRICS_PORT in .env to another one, or leave it out.',
      { cause: error },
    );
  }
  log.info({ host: config.metricsHost, port }, 'health and figures are served');
  return {
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
