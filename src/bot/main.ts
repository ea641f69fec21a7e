// The bot's process. Taking in uploads and training are other processes' work.
import { ConfigError } from '../config.ts';
import { runProcess, takesNoArguments } from '../process.ts';

takesNoArguments(
  'node src/bot/main.ts',
  'The bot alone; npm start runs it together with an intake worker and a trainer.',
);
await runProcess('bot', async (parts) => {
  if (parts.config.discordToken === undefined) {
    throw new ConfigError(
      'DISCORD_TOKEN is not set. Make an application on https://discord.com/developers/applications, put the token of its bot into .env as DISCORD_TOKEN=…, then start again.',
    );
  }
  return await (await import('./start.ts')).start(parts);
});
