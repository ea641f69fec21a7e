// The bot's process: the gateway client with the dispatcher beside it. Training is another process's work.
import { locateFfmpeg } from '../audio/ffmpeg.ts';
import { ConfigError, loadEnvFile, readConfig } from '../config.ts';
import { UserError } from '../errors.ts';
import { createLog } from '../log.ts';
import { openStorage } from '../storage/storage.ts';
import { startBot } from './bot.ts';

async function main(): Promise<void> {
  loadEnvFile();
  const config = readConfig(process.env);
  if (config.discordToken === undefined) {
    throw new ConfigError(
      'DISCORD_TOKEN is not set. Make an application on https://discord.com/developers/applications, copy the token of its bot into .env, then start again.',
    );
  }
  if (config.redisUrl === undefined) {
    throw new ConfigError(
      'REDIS_URL is not set. Use `npm start`, which runs a private Redis, or set it to a server of yours.',
    );
  }
  const log = createLog('bot', config.logLevel);
  const ffmpeg = await locateFfmpeg(config.ffmpegPath);
  const storage = await openStorage({ dataDir: config.dataDir });
  const bot = await startBot({ config, storage, redisUrl: config.redisUrl, ffmpeg, log }).catch(
    async (error: unknown) => {
      await storage.close();
      throw error;
    },
  );

  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    void bot.close().then(async () => {
      await storage.close();
      log.info('stopped');
      process.exit(0);
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) console.error(error.message);
  else if (error instanceof UserError) console.error(`${error.message}\n${error.hint}`);
  else console.error(error);
  process.exit(1);
});
