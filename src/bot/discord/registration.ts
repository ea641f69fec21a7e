// Tells Discord which commands there are, for one server or everywhere, and finds out what changed.
import { isDeepStrictEqual } from 'node:util';
import { ApplicationCommandType, type RESTPostAPIApplicationCommandsJSONBody, Routes } from 'discord.js';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { discordLocales } from '../../i18n/languages.ts';
import { allCommands, messageCommands } from '../commands/all.ts';
import { localized } from './localize.ts';
import { askDiscord, discordProblem, restFor } from './reach.ts';

const registered = z.array(z.looseObject({ name: z.string() }));

export type Change = 'added' | 'changed' | 'unchanged' | 'removed';

/** What makes a command, without ids and the defaults that Discord fills in. Order of keys does not matter. */
function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence);
  if (typeof value !== 'object' || value === null) return value;
  const own = Object.entries(value).filter(
    ([key, field]) =>
      essentialKeys.has(key) && field !== null && field !== undefined && field !== false && !isEmptyList(field),
  );
  return Object.fromEntries(own.map(([key, field]) => [key, essence(field)]));
}

const essentialKeys = new Set(
  (
    'name description options type required choices value autocomplete file_types ' +
    'min_value max_value min_length max_length contexts integration_types channel_types default_member_permissions ' +
    `name_localizations description_localizations ${discordLocales.map(([locale]) => locale).join(' ')}`
  ).split(' '),
);

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** The definitions as Discord takes them; where a command works is not told for a single server. */
function definitions(config: Config): RESTPostAPIApplicationCommandsJSONBody[] {
  const forOneServer = config.discordGuildId !== undefined;
  return [...allCommands, ...messageCommands(config)].map((command) => {
    const { contexts, integration_types, ...definition } = command.definition.toJSON();
    return {
      ...localized(definition),
      type: definition.type ?? ApplicationCommandType.ChatInput,
      ...(forOneServer ? {} : { contexts, integration_types }),
    } as RESTPostAPIApplicationCommandsJSONBody;
  });
}

/**
 * Make Discord's list of commands equal to ours.
 * @param config `discordToken` must be set; `discordGuildId` chooses one server
 * @returns what became of each command, by name
 * @throws UserError `bad-token`, or `discord-refuses` when the bot is not in that server; Unavailable `discord-away`
 */
export async function registerCommands(config: Config): Promise<ReadonlyMap<string, Change>> {
  const { discordToken, discordGuildId, discordApi } = config;
  if (discordToken === undefined) throw new TypeError('config.discordToken must be set');
  const rest = restFor(discordApi, discordToken);
  const { id } = await askDiscord(rest, discordApi);
  const ask = <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((error: unknown) => {
      throw discordProblem(error, discordApi) ?? error;
    });
  const route =
    discordGuildId === undefined ? Routes.applicationCommands(id) : Routes.applicationGuildCommands(id, discordGuildId);
  const query = new URLSearchParams({ with_localizations: 'true' });
  const before = new Map(
    registered.parse(await ask(rest.get(route, { query }))).map((command) => [command.name, command]),
  );
  const wanted = definitions(config);
  const changes = new Map<string, Change>();
  for (const definition of wanted) {
    const old = before.get(definition.name);
    before.delete(definition.name);
    const same = old !== undefined && isDeepStrictEqual(comparable(old, definition), essence(definition));
    changes.set(definition.name, old === undefined ? 'added' : same ? 'unchanged' : 'changed');
  }
  for (const name of before.keys()) changes.set(name, 'removed');
  if ([...changes.values()].some((change) => change !== 'unchanged')) await ask(rest.put(route, { body: wanted }));
  return changes;
}

/** Essence of a registered command, without the top-level fields that ours leaves to Discord. */
function comparable(old: object, ours: object): unknown {
  return essence(Object.fromEntries(Object.entries(old).filter(([key]) => Object.hasOwn(ours, key))));
}
