// `npm run register`: tells Discord which commands there are, for one server (DISCORD_GUILD_ID; shown at once) or
// everywhere, and prints what changed.
import { ConfigError, loadEnvFile, readConfig } from '../../config.ts';
import { exitWith, takesNoArguments } from '../../process.ts';

takesNoArguments('npm run register', 'Tells Discord the commands: once, and after each update.');
try {
  loadEnvFile();
  const config = readConfig(process.env);
  if (config.discordToken === undefined) {
    throw new ConfigError('DISCORD_TOKEN is not set. Put the bot’s token into .env first, then run this again.');
  }
  const { registerCommands } = await import('./registration.ts');
  const changes = await registerCommands(config);
  for (const [name, change] of changes) console.log(`${change.padEnd(9)} ${name.includes(' ') ? name : `/${name}`}`);
  console.log(
    config.discordGuildId === undefined
      ? 'Registered for all servers; Discord may take a minute to show it.'
      : `Registered for the server ${config.discordGuildId}.`,
  );
} catch (error) {
  exitWith(error);
}
