// The bot's process: the gateway client with the dispatcher beside it. Taking in uploads and training are other processes' work.
import { ConfigError } from '../config.ts';
import { serveMetrics } from '../metrics/server.ts';
import { runProcess, takesNoArguments } from '../process.ts';
import { openStorage } from '../storage/storage.ts';
import { closeThreads } from '../threads.ts';
import { startBot } from './bot.ts';

takesNoArguments(
  'node src/bot/main.ts',
  'The bot alone; npm start runs it together with an intake worker and a trainer.',
);
await runProcess('bot', async ({ config, log, redisUrl }) => {
  if (config.discordToken === undefined) {
    throw new ConfigError(
      'DISCORD_TOKEN is not set. Make an application on https://discord.com/developers/applications, put the token of its bot into .env as DISCORD_TOKEN=…, then start again.',
    );
  }
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
});
