// Puts the bot's process together: the gateway client with the dispatcher beside it.
import { serveMetrics } from '../metrics/server.ts';
import type { ProcessParts } from '../process.ts';
import { openStorage } from '../storage/storage.ts';
import { closeThreads } from '../threads.ts';
import { startBot } from './bot.ts';

/** @returns what stops it again */
export async function start({ config, log, redisUrl }: ProcessParts): Promise<() => Promise<void>> {
  const storage = await openStorage(config);
  const bot = await startBot({ config, storage, redisUrl, log });
  const metrics = await serveMetrics({
    process: 'bot',
    config,
    storage,
    redisUrl,
    log,
    ready: { gateway: () => bot.isReady() },
  });
  return async () => {
    await metrics.close();
    await bot.close();
    await closeThreads();
    await storage.close();
  };
}
