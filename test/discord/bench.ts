// What the tests of the stand-in share: a stand-in with a server, people, and a real discord.js client connected to it.
import {
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Interaction,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Person } from './person.ts';
import { type Discord, type Settings, startDiscord } from './standin.ts';
import type { Channel, Guild } from './world.ts';

export interface Bench {
  readonly discord: Discord;
  readonly client: Client;
  readonly guild: Guild;
  readonly channel: Channel;
  readonly ann: Person;
  readonly ben: Person;
  /** What to do with the bot's next interactions; replaceable at any time. */
  onInteraction: (interaction: Interaction) => Promise<unknown>;
  /** What `onInteraction` threw, in order. */
  readonly errors: unknown[];
  /** The first error, present or future. */
  error(): Promise<{ code?: number; status?: number; message: string }>;
  close(): Promise<void>;
}

/** Connect a bot with the Guilds intent and register `commands` globally. */
export async function startBench(
  commands: RESTPostAPIApplicationCommandsJSONBody[],
  { settings, options }: { settings?: Settings; options?: Partial<ClientOptions> } = {},
): Promise<Bench> {
  const discord = await startDiscord(settings);
  const guild = discord.guild('Voice lab');
  const channel = guild.channel('voices');
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.api }, ...options });
  const errors: unknown[] = [];
  const bench: Bench = {
    discord,
    client,
    guild,
    channel,
    ann: discord.person('ann'),
    ben: discord.person('ben'),
    onInteraction: async () => {},
    errors,
    error: () => discord.world.waitFor('an error in the bot', () => errors[0] as { message: string } | undefined),
    close: async () => {
      await client.destroy();
      await discord.close();
    },
  };
  client.on(Events.Error, (error) => errors.push(error));
  client.on(Events.InteractionCreate, (interaction) => {
    void bench.onInteraction(interaction).catch((error: unknown) => {
      errors.push(error);
      discord.world.changed();
    });
  });
  const ready = new Promise<void>((resolve) => {
    client.once(Events.ClientReady, () => resolve());
  });
  await client.login(discord.token);
  await ready;
  await client.application?.commands.set(commands);
  return bench;
}
