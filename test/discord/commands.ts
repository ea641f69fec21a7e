// Discord's rules for application commands: names, options, choices, lengths, numbers of commands.
import {
  ApplicationCommandOptionType as Option,
  ApplicationCommandType,
  ApplicationIntegrationType,
  Locale,
} from 'discord-api-types/v10';
import type { APIApplicationCommand, APIApplicationCommandOption } from 'discord-api-types/v10';
import { z } from 'zod';
import { invalidForm, parseForm } from './errors.ts';
import { choice, fileTypes } from './payloads.ts';

const slashName = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u, 'Command name is invalid')
  .refine((name) => name === name.toLowerCase(), 'Command names are lower case.');
const description = z.string().min(1).max(100);
const localized = <T extends z.ZodType>(text: T) => z.partialRecord(z.enum(Locale), text).nullish();

const option: z.ZodType<APIApplicationCommandOption> = z
  .object({
    type: z.enum(Option),
    name: slashName,
    name_localizations: localized(slashName),
    description,
    description_localizations: localized(description),
    required: z.boolean().nullish(),
    choices: z.array(choice).max(25).nullish(),
    autocomplete: z.boolean().nullish(),
    min_value: z.number().nullish(),
    max_value: z.number().nullish(),
    min_length: z.int().min(0).max(6000).nullish(),
    max_length: z.int().min(1).max(6000).nullish(),
    channel_types: z.array(z.int()).nullish(),
    file_types: fileTypes.nullish(),
    get options() {
      return z.array(option).max(25).nullish();
    },
  })
  .superRefine((o, context) => {
    const complain = (message: string): void => context.addIssue({ code: 'custom', message });
    const text = o.type === Option.String;
    const number = o.type === Option.Integer || o.type === Option.Number;
    const group = o.type === Option.Subcommand || o.type === Option.SubcommandGroup;
    if (o.choices && !text && !number) complain('Only text and number options have choices.');
    if (o.autocomplete && !text && !number) complain('Only text and number options autocomplete.');
    if (o.autocomplete && o.choices && o.choices.length > 0)
      complain('An option has choices or autocompletes, not both.');
    for (const c of o.choices ?? []) {
      if ((typeof c.value === 'string') !== text) complain(`The value of choice ${c.name} has the wrong type.`);
      if (o.type === Option.Integer && !Number.isInteger(c.value)) complain(`Choice ${c.name} is no integer.`);
    }
    if ((o.min_value ?? o.max_value) !== undefined && (o.min_value ?? o.max_value) !== null && !number) {
      complain('min_value and max_value are for numbers.');
    }
    if ((o.min_value ?? -Infinity) > (o.max_value ?? Infinity)) complain('min_value is above max_value.');
    if ((o.min_length ?? 0) > (o.max_length ?? 6000)) complain('min_length is above max_length.');
    if (o.file_types && o.type !== Option.Attachment) complain('file_types is for attachments.');
    if (o.options && o.options.length > 0 && !group) complain('Only subcommands and groups have options.');
    if (group && o.required) complain('A subcommand cannot be required.');
    if (o.type === Option.SubcommandGroup && o.options?.some((child) => child.type !== Option.Subcommand)) {
      complain('A group holds subcommands only.');
    }
    if (o.type === Option.Subcommand && o.options?.some((child) => child.type <= Option.SubcommandGroup)) {
      complain('A subcommand holds no subcommands.');
    }
    for (const message of listComplaints(o.options ?? [])) complain(message);
  }) as unknown as z.ZodType<APIApplicationCommandOption>;

const command = z
  .object({
    id: z.string().optional(),
    type: z.enum(ApplicationCommandType).default(ApplicationCommandType.ChatInput),
    name: z.string().min(1).max(32),
    name_localizations: localized(z.string().min(1).max(32)),
    description: z.string().max(100).nullish(),
    description_localizations: localized(description),
    options: z.array(option).max(25).nullish(),
    default_member_permissions: z.string().regex(/^\d+$/).nullish(),
    dm_permission: z.boolean().nullish(),
    contexts: z.array(z.int().min(0).max(2)).min(1).nullish(),
    integration_types: z.array(z.int().min(0).max(1)).min(1).nullish(),
    nsfw: z.boolean().nullish(),
  })
  .superRefine((c, context) => {
    const complain = (message: string): void => context.addIssue({ code: 'custom', message });
    if (c.type === ApplicationCommandType.ChatInput) {
      for (const name of [c.name, ...Object.values(c.name_localizations ?? {})]) {
        const verdict = slashName.safeParse(name);
        if (!verdict.success) complain(verdict.error.issues[0]?.message ?? 'Command name is invalid');
      }
      if (!c.description) complain('A slash command needs a description.');
      const options = c.options ?? [];
      if (
        options.some((o) => o.type <= Option.SubcommandGroup) &&
        options.some((o) => o.type > Option.SubcommandGroup)
      ) {
        complain('Subcommands and other options cannot be mixed.');
      }
      for (const message of listComplaints(options)) complain(message);
      const characters = countCharacters(c);
      if (characters > 8000) complain(`The command has ${characters} characters; 8000 are allowed.`);
    } else if (c.description || (c.options && c.options.length > 0)) {
      complain('Context menu commands have neither description nor options.');
    }
  });

function listComplaints(options: readonly APIApplicationCommandOption[]): string[] {
  const complaints: string[] = [];
  const names = options.flatMap((o) => [o.name]);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) complaints.push(`Option name ${twice} is used twice.`);
  const firstOptional = options.findIndex((o) => !o.required);
  if (firstOptional >= 0 && options.slice(firstOptional).some((o) => o.required)) {
    complaints.push('Required options must be placed before non-required options');
  }
  return complaints;
}

interface Counted {
  readonly name: string;
  readonly name_localizations?: Partial<Record<Locale, string | null>> | null | undefined;
  readonly description?: string | null | undefined;
  readonly description_localizations?: Partial<Record<Locale, string | null>> | null | undefined;
  readonly options?: readonly unknown[] | null | undefined;
  readonly choices?: readonly { name: string; value: string | number }[] | null | undefined;
}

/** Names, descriptions and values of a command, its options and choices; of localised texts the longest counts. */
function countCharacters(c: Counted): number {
  const longest = (text: string | null | undefined, texts: Counted['name_localizations']): number =>
    Math.max(text?.length ?? 0, ...Object.values(texts ?? {}).map((t) => t?.length ?? 0));
  let sum = longest(c.name, c.name_localizations) + longest(c.description, c.description_localizations);
  for (const one of c.choices ?? []) sum += one.name.length + (typeof one.value === 'string' ? one.value.length : 0);
  for (const child of c.options ?? []) sum += countCharacters(child as Counted);
  return sum;
}

const most = {
  [ApplicationCommandType.ChatInput]: 100,
  [ApplicationCommandType.User]: 15,
  [ApplicationCommandType.Message]: 15,
  [ApplicationCommandType.PrimaryEntryPoint]: 1,
};

/**
 * Check a bulk overwrite and give every command its id.
 * @param guildId null for global commands
 * @param existing commands of this scope before: one with the same name and type keeps its id
 */
export function acceptCommands(
  body: unknown,
  applicationId: string,
  guildId: string | null,
  existing: readonly APIApplicationCommand[],
  nextId: () => string,
): APIApplicationCommand[] {
  const commands = parseForm(z.array(command), body);
  const seen = new Set<string>();
  const numbers = new Map<ApplicationCommandType, number>();
  for (const [index, c] of commands.entries()) {
    const key = `${c.type} ${c.name}`;
    if (seen.has(key)) {
      throw invalidForm(
        [index, 'name'],
        'APPLICATION_COMMANDS_DUPLICATE_NAME',
        'Application command names must be unique',
      );
    }
    seen.add(key);
    numbers.set(c.type, (numbers.get(c.type) ?? 0) + 1);
    if ((numbers.get(c.type) ?? 0) > most[c.type]) {
      throw invalidForm([index], 'APPLICATION_COMMANDS_MAX', `At most ${most[c.type]} commands of this type.`);
    }
    if (guildId !== null && (c.contexts || c.integration_types)) {
      throw invalidForm(
        [index],
        'APPLICATION_COMMANDS_CONTEXTS',
        'contexts and integration_types are for global commands.',
      );
    }
  }
  return commands.map((c) => {
    const before = existing.find((one) => one.name === c.name && one.type === c.type);
    return {
      ...c,
      id: before?.id ?? nextId(),
      application_id: applicationId,
      ...(guildId === null
        ? {
            contexts: c.contexts ?? null,
            integration_types: c.integration_types ?? [ApplicationIntegrationType.GuildInstall],
          }
        : { guild_id: guildId }),
      description: c.description ?? '',
      default_member_permissions: c.default_member_permissions ?? null,
      nsfw: c.nsfw ?? false,
      version: nextId(),
      options: c.options ?? [],
    } as APIApplicationCommand;
  });
}
