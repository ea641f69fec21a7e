// A person at a Discord client: types commands, clicks, picks, fills forms, uploads; only what a real client lets through.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  ApplicationCommandOptionType as Option,
  ApplicationCommandType,
  ComponentType,
  InteractionContextType,
  InteractionType,
  Locale,
  MessageType,
  PermissionFlagsBits as Permission,
} from 'discord-api-types/v10';
import type {
  APIApplicationCommand,
  APIApplicationCommandOption,
  APIAttachment,
  APIStringSelectComponent,
  APIUser,
} from 'discord-api-types/v10';
import { ClientError } from './errors.ts';
import { Interaction } from './interaction.ts';
import { flatComponents, matchesFileTypes, type ModalInput } from './payloads.ts';
import {
  type Action,
  Channel,
  type Guild,
  Message,
  plainUser,
  Role,
  type StoredFile,
  tenMebibytes,
  uploadedName,
  type WaitOptions,
  type World,
} from './world.ts';

/** A file that a person picks. */
export interface Upload {
  readonly name: string;
  readonly data: Buffer | Uint8Array;
  /** What the client declares; by the name's extension when absent. */
  readonly contentType?: string;
}

export type OptionValue = string | number | boolean | Upload | Person | Channel | Role;
export type Options = Readonly<Record<string, OptionValue>>;

export interface PersonSettings {
  readonly locale?: Locale;
  /** The person added the app to the own account: it can be called in servers where the bot is no member. */
  readonly installedApp?: boolean;
  /** Direct messages by the bot are refused (50007). */
  readonly closedDms?: boolean;
  /** May manage every server. */
  readonly managesServers?: boolean;
  /** Bytes a file; 10 MiB, more with Nitro. */
  readonly fileSizeLimit?: number;
}

const contentTypes: Record<string, string> = {
  '.wav': 'audio/x-wav',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.aac': 'audio/aac',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.flac': 'audio/flac',
  '.webm': 'video/webm',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
};

/** A file of this machine as an upload under its own name. */
export async function fileUpload(file: string, name = path.basename(file)): Promise<Upload> {
  return { name, data: await readFile(file) };
}

export class Person {
  readonly world: World;
  readonly id: string;
  readonly name: string;
  readonly locale: Locale;
  readonly installedApp: boolean;
  closedDms: boolean;
  readonly managesServers: boolean;
  /** What they are in their servers. */
  readonly roles = new Set<Role>();
  readonly fileSizeLimit: number;
  /** Direct messages with the bot. */
  readonly dm: Channel;
  /** The voice channel in which they are. */
  voiceChannel: Channel | null = null;

  constructor(world: World, name: string, settings: PersonSettings) {
    this.world = world;
    this.id = world.ids.next();
    this.name = name;
    this.locale = settings.locale ?? Locale.EnglishUS;
    this.installedApp = settings.installedApp ?? false;
    this.closedDms = settings.closedDms ?? false;
    this.managesServers = settings.managesServers ?? false;
    this.fileSizeLimit = settings.fileSizeLimit ?? tenMebibytes;
    this.dm = new Channel(world, { name: `@${name}`, guild: null, recipient: this });
    world.people.set(this.id, this);
  }

  toApi(): APIUser {
    return {
      id: this.id,
      username: this.name,
      discriminator: '0',
      global_name: this.name,
      ...plainUser,
    };
  }

  /** Post an ordinary message. */
  say(channel: Channel, content: string, uploads: readonly Upload[] = []): Message {
    const message = new Message(this.world, {
      id: this.world.ids.next(),
      channel,
      author: this.toApi(),
      type: MessageType.Default,
      interaction: null,
      visibleTo: null,
      nonce: null,
      flags: 0,
    });
    const files = uploads.map((upload) => this.#store(upload, `attachments/${channel.id}`, false));
    message.revisions.push({ at: message.createdAt, content, embeds: [], components: [], files });
    message.publish();
    return message;
  }

  /**
   * Run a slash command.
   * @param command with subcommand, for example `train continue`
   * @param options by name; a file is an {@link Upload}
   * @returns the interaction as soon as the bot has been told of it
   * @throws ClientError where a real client would not send: unknown command or option, missing, out of range, wrong file
   */
  slash(channel: Channel, command: string, options: Options = {}): Interaction {
    const { definition, chain, known } = this.#find(channel, command);
    for (const name of Object.keys(options)) {
      if (!known.some((o) => o.name === name)) throw new ClientError(`/${command} has no option "${name}".`);
    }
    for (const o of known)
      if (o.required && !(o.name in options)) throw new ClientError(`/${command}: "${o.name}" is required.`);
    for (const o of known) if (o.name in options) this.#checkValue(command, o, options[o.name]);
    const interaction = new Interaction({ type: InteractionType.ApplicationCommand, person: this, channel });
    const sent = this.#commandData(definition, chain, known, options, null);
    const typed = known.flatMap((o) => (o.name in options ? [`${o.name}:${shown(options[o.name])}`] : []));
    this.#act('command', channel, `/${[command, ...typed].join(' ')}`, sent.files);
    this.#send(interaction, sent.data);
    return interaction;
  }

  /**
   * Type into an option that autocompletes.
   * @param options what the other options hold already
   * @returns the choices that the bot offers
   */
  async autocomplete(
    channel: Channel,
    command: string,
    focused: string,
    typed: string,
    options: Options = {},
    wait?: WaitOptions,
  ): Promise<{ name: string; value: string | number }[]> {
    const { definition, chain, known } = this.#find(channel, command);
    const option = known.find((o) => o.name === focused);
    if (!option || !('autocomplete' in option) || !option.autocomplete) {
      throw new ClientError(`/${command}: "${focused}" does not autocomplete.`);
    }
    const interaction = new Interaction({
      type: InteractionType.ApplicationCommandAutocomplete,
      person: this,
      channel,
      choiceType: option.type === Option.String ? 'string' : 'number',
    });
    const sent = this.#commandData(definition, chain, known, { ...options, [focused]: typed }, focused);
    this.#send(interaction, sent.data);
    await interaction.acknowledged(wait);
    return interaction.choices ?? [];
  }

  /** Use "Apps" in the menu of a message. */
  messageCommand(target: Message, command: string): Interaction {
    this.#mustSee(target);
    const definition = this.#visibleCommands(target.channel).find(
      (c) => c.type === ApplicationCommandType.Message && c.name === command,
    );
    if (!definition) throw new ClientError(`There is no message command "${command}".`);
    const interaction = new Interaction({
      type: InteractionType.ApplicationCommand,
      person: this,
      channel: target.channel,
    });
    this.#act('command', target.channel, `${command} → ${target.id}`, []);
    this.#send(interaction, {
      id: definition.id,
      type: definition.type,
      name: definition.name,
      target_id: target.id,
      resolved: { messages: { [target.id]: target.toApi() } },
    });
    return interaction;
  }

  /** Click a button, named by its label or custom id. @throws ClientError if it is not there, disabled or not visible */
  click(message: Message, labelOrId: string): Interaction {
    this.#mustSee(message);
    const button = message.button(labelOrId);
    if (button.disabled) throw new ClientError(`The button "${labelOrId}" is disabled.`);
    return this.#useComponent(message, 'click', button.label ?? button.custom_id, {
      custom_id: button.custom_id,
      component_type: ComponentType.Button,
    });
  }

  /** Press what the message does not have: what a client sends that somebody changed. */
  forgePress(message: Message, customId: string): Interaction {
    return this.#useComponent(message, 'click', customId, {
      custom_id: customId,
      component_type: ComponentType.Button,
    });
  }

  /** Send a form that nobody showed, with the text that every form of ours has. */
  forgeForm(message: Message, customId: string, text: string): Interaction {
    const from = { person: this, channel: message.channel, source: message };
    const opener = new Interaction({ ...from, type: InteractionType.MessageComponent });
    const interaction = new Interaction({ ...from, type: InteractionType.ModalSubmit, opener });
    this.#act('modal', message.channel, customId, []);
    const component = { id: 1, type: ComponentType.TextInput, custom_id: 'text', value: text };
    this.#send(interaction, { custom_id: customId, components: [{ id: 1, type: ComponentType.Label, component }] });
    return interaction;
  }

  /** Pick from a menu, named by its custom id. @throws ClientError if a value is not offered or the number is wrong */
  select(message: Message, customId: string, values: readonly string[]): Interaction {
    this.#mustSee(message);
    const menu = flatComponents(message.components).find(
      (c) => c['custom_id'] === customId && c['type'] === ComponentType.StringSelect,
    ) as unknown as APIStringSelectComponent | undefined;
    if (!menu) throw new ClientError(`There is no menu "${customId}".`);
    if (menu.disabled) throw new ClientError(`The menu "${customId}" is disabled.`);
    checkPicked(customId, values, menu);
    const labels = values.map((value) => menu.options.find((o) => o.value === value)?.label ?? value);
    return this.#useComponent(message, 'select', labels.join(', '), {
      custom_id: customId,
      component_type: ComponentType.StringSelect,
      values,
    });
  }

  /**
   * Fill and send the form that `opener` was answered with.
   * @param fields by custom id: text, picked values, or uploads
   */
  submitModal(
    opener: Interaction,
    fields: Readonly<Record<string, string | readonly string[] | readonly Upload[]>>,
  ): Interaction {
    const { modal, channel } = opener;
    if (!modal || opener.person !== this) throw new ClientError('No form is open.');
    const inputs = flatComponents(modal.components);
    for (const id of Object.keys(fields)) {
      if (!inputs.some((input) => input['custom_id'] === id)) throw new ClientError(`The form has no field "${id}".`);
    }
    const resolved: Record<string, APIAttachment> = {};
    const files: StoredFile[] = [];
    const fill = (input: ModalInput): Record<string, unknown> => {
      const given = fields[input.custom_id];
      const base = { id: 1, type: input.type, custom_id: input.custom_id };
      if (input.type === ComponentType.TextInput) {
        const value = typeof given === 'string' ? given : (input.value ?? '');
        if (value === '' && input.required !== false) throw new ClientError(`"${input.custom_id}" is required.`);
        if (value !== '' && value.length < (input.min_length ?? 0))
          throw new ClientError(`"${input.custom_id}" is too short.`);
        if (value.length > (input.max_length ?? 4000)) throw new ClientError(`"${input.custom_id}" is too long.`);
        return { ...base, value };
      }
      const list = Array.isArray(given) ? (given as readonly (string | Upload)[]) : [];
      if (input.type === ComponentType.FileUpload) {
        const uploads = list.filter((one) => typeof one !== 'string');
        const least = input.required === false ? 0 : (input.min_values ?? 1);
        if (uploads.length < least || uploads.length > (input.max_values ?? 1)) {
          throw new ClientError(`"${input.custom_id}" takes ${least} to ${input.max_values ?? 1} files.`);
        }
        const values = uploads.map((upload) => {
          this.#checkUpload(input.custom_id, upload, input.file_types);
          const file = this.#store(upload, `ephemeral-attachments/${this.world.applicationId}`, true);
          files.push(file);
          resolved[file.id] = this.world.attachmentToApi(file);
          return file.id;
        });
        return { ...base, values };
      }
      const values = list.filter((one) => typeof one === 'string');
      if (input.type === ComponentType.StringSelect) checkPicked(input.custom_id, values, input);
      return { ...base, values };
    };
    const components = modal.components.map((c) => {
      if (c.type === ComponentType.Label) return { id: 1, type: c.type, component: fill(c.component) };
      if (c.type === ComponentType.ActionRow) return { id: 1, type: c.type, components: c.components.map(fill) };
      return { id: 1, type: c.type };
    });
    const interaction = new Interaction({
      type: InteractionType.ModalSubmit,
      person: this,
      channel,
      source: opener.source,
      opener,
    });
    this.#act('modal', channel, modal.title, files);
    this.#send(interaction, {
      custom_id: modal.custom_id,
      components,
      ...(files.length > 0 ? { resolved: { attachments: resolved } } : {}),
    });
    return interaction;
  }

  #useComponent(message: Message, kind: Action['kind'], text: string, data: Record<string, unknown>): Interaction {
    const interaction = new Interaction({
      type: InteractionType.MessageComponent,
      person: this,
      channel: message.channel,
      source: message,
    });
    this.#act(kind, message.channel, text, []);
    this.#send(interaction, { id: 1, ...data });
    return interaction;
  }

  #mustSee(message: Message): void {
    if (message.deletedAt !== null || !message.channel.messagesSeenBy(this).includes(message)) {
      throw new ClientError(`${this.name} does not see message ${message.id}.`);
    }
    if (message.loading) throw new ClientError('The message is still loading.');
  }

  #act(kind: Action['kind'], channel: Channel, text: string, files: readonly StoredFile[]): void {
    this.world.act({ kind, person: this, channel, text, files });
  }

  #visibleCommands(channel: Channel): APIApplicationCommand[] {
    const { guild } = channel;
    const context = guild ? InteractionContextType.Guild : InteractionContextType.BotDM;
    const global = (this.world.commands.get(null) ?? []).filter((c) => {
      const types: readonly number[] = c.integration_types ?? [0];
      const here = c.contexts?.includes(context) ?? true;
      if (guild && !this.#mayUse(c)) return false;
      return here && ((types.includes(0) && guild?.installed !== false) || (types.includes(1) && this.installedApp));
    });
    return [...(guild ? (this.world.commands.get(guild.id) ?? []) : []), ...global];
  }

  /** Whether a server shows a command to this person, where nobody there decided otherwise. */
  #mayUse({ default_member_permissions: needed }: APIApplicationCommand): boolean {
    // Of nobody but administrators, which nobody here is.
    if (needed === '0') return false;
    return needed === null || this.managesServers || (BigInt(needed) & Permission.ManageGuild) === 0n;
  }

  #find(
    channel: Channel,
    command: string,
  ): {
    definition: APIApplicationCommand;
    chain: readonly APIApplicationCommandOption[];
    known: readonly APIApplicationCommandOption[];
  } {
    const [name, ...subcommands] = command.split(' ');
    const commands = this.#visibleCommands(channel).filter((c) => c.type === ApplicationCommandType.ChatInput);
    const definition = commands.find((c) => c.name === name);
    if (!definition) {
      throw new ClientError(
        `There is no command /${name} here; there are: ${commands.map((c) => c.name).join(', ') || 'none'}.`,
      );
    }
    let known: readonly APIApplicationCommandOption[] = definition.options ?? [];
    const chain: APIApplicationCommandOption[] = [];
    for (const step of subcommands) {
      const next = known.find((o) => o.name === step && o.type <= Option.SubcommandGroup);
      if (!next) {
        throw new ClientError(`/${name} has no subcommand "${step}".`);
      }
      chain.push(next);
      known = ('options' in next ? next.options : undefined) ?? [];
    }
    if (known.some((o) => o.type <= Option.SubcommandGroup)) throw new ClientError(`/${command} needs a subcommand.`);
    return { definition, chain, known };
  }

  #checkValue(command: string, o: APIApplicationCommandOption, value: OptionValue): void {
    const wrong = (why: string): never => {
      throw new ClientError(`/${command}: "${o.name}" ${why}.`);
    };
    const choices = 'choices' in o ? o.choices : undefined;
    if (o.type === Option.String) {
      if (typeof value !== 'string' || value === '') return wrong('takes text');
      if (value.length < (o.min_length ?? 0) || value.length > (o.max_length ?? 6000)) wrong('has the wrong length');
    } else if (o.type === Option.Integer || o.type === Option.Number) {
      if (typeof value !== 'number') return wrong('takes a number');
      if (o.type === Option.Integer && !Number.isInteger(value)) wrong('takes an integer');
      if (value < (o.min_value ?? -Infinity)) wrong(`is at least ${o.min_value}`);
      if (value > (o.max_value ?? Infinity)) wrong(`is at most ${o.max_value}`);
    } else if (o.type === Option.Boolean) {
      if (typeof value !== 'boolean') wrong('takes true or false');
    } else if (o.type === Option.Attachment) {
      if (!isUpload(value)) return wrong('takes a file');
      this.#checkUpload(o.name, value, o.file_types);
    } else if (o.type === Option.User) {
      if (!(value instanceof Person)) wrong('takes a person');
    } else if (o.type === Option.Channel) {
      if (!(value instanceof Channel)) wrong('takes a channel');
    } else if (o.type === Option.Role) {
      if (!(value instanceof Role)) wrong('takes a role');
    } else wrong('has a type that this client does not offer');
    if (choices && choices.length > 0 && !choices.some((c) => c.value === value)) wrong('takes one of its choices');
  }

  #checkUpload(field: string, upload: Upload, types: readonly string[] | null | undefined): void {
    if (upload.data.length > this.fileSizeLimit) throw new ClientError(`"${field}": the file is too large.`);
    if (!matchesFileTypes(upload.name, types)) throw new ClientError(`"${field}" does not take ${upload.name}.`);
  }

  #store(upload: Upload, folder: string, ephemeral: boolean): StoredFile {
    const { name, title } = uploadedName(upload.name);
    const file: StoredFile = {
      id: this.world.ids.next(),
      name,
      contentType: upload.contentType ?? contentTypes[path.extname(name).toLowerCase()] ?? 'application/octet-stream',
      data: Buffer.from(upload.data),
      title,
      description: undefined,
      durationSecs: undefined,
      waveform: undefined,
      folder,
      ephemeral,
    };
    this.world.files.set(file.id, file);
    return file;
  }

  #commandData(
    definition: APIApplicationCommand,
    chain: readonly APIApplicationCommandOption[],
    known: readonly APIApplicationCommandOption[],
    options: Options,
    focused: string | null,
  ): { data: Record<string, unknown>; files: StoredFile[] } {
    const attachments: Record<string, APIAttachment> = {};
    const users: Record<string, APIUser> = {};
    const channels: Record<string, unknown> = {};
    const roles: Record<string, unknown> = {};
    const files: StoredFile[] = [];
    let sent: Record<string, unknown>[] = known.flatMap((o) => {
      if (!(o.name in options)) return [];
      let value: unknown = options[o.name];
      if (value instanceof Person) {
        users[value.id] = value.toApi();
        value = value.id;
      } else if (value instanceof Channel) {
        channels[value.id] = { ...value.toApi(), permissions: '0' };
        value = value.id;
      } else if (value instanceof Role) {
        roles[value.id] = value.toApi();
        value = value.id;
      } else if (isUpload(value)) {
        const file = this.#store(value, `ephemeral-attachments/${this.world.applicationId}`, true);
        files.push(file);
        attachments[file.id] = this.world.attachmentToApi(file);
        value = file.id;
      }
      return [{ name: o.name, type: o.type, value, ...(o.name === focused ? { focused: true } : {}) }];
    });
    for (const step of [...chain].reverse()) sent = [{ name: step.name, type: step.type, options: sent }];
    const resolved = {
      ...(Object.keys(attachments).length > 0 ? { attachments } : {}),
      ...(Object.keys(users).length > 0 ? { users } : {}),
      ...(Object.keys(channels).length > 0 ? { channels } : {}),
      ...(Object.keys(roles).length > 0 ? { roles } : {}),
    };
    return {
      files,
      data: {
        id: definition.id,
        type: definition.type,
        name: definition.name,
        ...(definition.guild_id === undefined ? {} : { guild_id: definition.guild_id }),
        ...(sent.length > 0 ? { options: sent } : {}),
        ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
      },
    };
  }

  #send(interaction: Interaction, data: unknown): void {
    const { channel } = interaction;
    const guild: Guild | null = channel.guild;
    if (channel.state === 'locked') throw new ClientError(`${channel.name} is locked.`);
    channel.state = 'open';
    this.world.dispatch(
      'INTERACTION_CREATE',
      {
        id: interaction.id,
        application_id: this.world.applicationId,
        type: interaction.type,
        token: interaction.token,
        version: 1,
        data,
        channel: channel.toApi(),
        channel_id: channel.id,
        locale: this.locale,
        app_permissions: String(interaction.appPermissions),
        entitlements: [],
        authorizing_integration_owners: interaction.owners,
        context: interaction.context,
        attachment_size_limit: this.fileSizeLimit,
        ...(interaction.source ? { message: interaction.source.toApi() } : {}),
        ...(guild
          ? {
              guild_id: guild.id,
              guild: { id: guild.id, locale: guild.locale, features: [] },
              guild_locale: guild.locale,
              member: guild.memberToApi(this),
            }
          : { user: this.toApi() }),
      },
      guild?.id ?? null,
    );
  }
}

function isUpload(value: unknown): value is Upload {
  return typeof value === 'object' && value !== null && 'data' in value && 'name' in value;
}

function shown(value: OptionValue): string {
  if (value instanceof Person || value instanceof Channel || value instanceof Role || isUpload(value))
    return value.name;
  return String(value);
}

function checkPicked(
  customId: string,
  values: readonly string[],
  menu: { options: readonly { value: string }[]; min_values?: number | undefined; max_values?: number | undefined },
): void {
  const unknown = values.find((value) => !menu.options.some((o) => o.value === value));
  if (unknown !== undefined) throw new ClientError(`"${customId}" does not offer "${unknown}".`);
  if (values.length < (menu.min_values ?? 1) || values.length > (menu.max_values ?? 1)) {
    throw new ClientError(`"${customId}" takes ${menu.min_values ?? 1} to ${menu.max_values ?? 1} values.`);
  }
}
