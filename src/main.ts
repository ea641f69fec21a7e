// `npm start`: looks at the settings, then has everything run. What they lack is said before the rest of Timbre is even loaded.
import { loadEnvFile, readConfig } from './config.ts';
import { UserError } from './errors.ts';
import { exitWith, takesNoArguments } from './process.ts';
import { examineTemporaryFolder } from './scratch.ts';
import { examineDataFolder } from './storage/data-folder.ts';

takesNoArguments(
  'npm start',
  'Runs Timbre: the bot, the intake worker, the trainer, and a private Redis where REDIS_URL names none. Settings are in .env (see .env.example).',
);
try {
  loadEnvFile();
  const config = readConfig(process.env);
  if (config.discordToken === undefined) {
    throw new UserError(
      'no-token',
      'Timbre needs a bot token to connect to Discord, and DISCORD_TOKEN is not set.',
      [
        'To get one:',
        '  1. Open https://discord.com/developers/applications, make an application, and copy the token from its “Bot” page.',
        '  2. Write it into a file named .env in this folder:   DISCORD_TOKEN=your-token',
        '  3. Invite the bot with the “Installation” link of the application: scopes bot and applications.commands; permissions View',
        '     Channels, Send Messages, Send Messages in Threads, Attach Files, Embed Links, Send Voice Messages and Read Message',
        '     History; for voice channels also Connect and Speak.',
        '  4. Run npm run register once, then npm start again.',
        'No token at hand? npm run demo shows everything without one.',
      ].join('\n'),
    );
  }
  await examineDataFolder(config.dataDir);
  await examineTemporaryFolder();
  await (await import('./supervisor.ts')).supervise(config);
} catch (error) {
  exitWith(error);
}
