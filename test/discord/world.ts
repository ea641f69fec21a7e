// What exists on the stand-in's side: people, servers, channels, messages, files, and a way to wait until something happens.
import {
  ChannelType,
  ComponentType,
  GuildMemberFlags,
  Locale,
  MessageFlags,
  MessageReferenceType,
  MessageType,
  OverwriteType,
  PermissionFlagsBits as Permission,
  type UserFlags,
} from 'discord-api-types/v10';
import type {
  APIApplicationCommand,
  APIAttachment,
  APIButtonComponentWithCustomId,
  APIChannel,
  APIEmbed,
  APIGuild,
  APIInteractionGuildMember,
  APIMessage,
  APIRole,
  APIMessageTopLevelComponent,
  APIUser,
} from 'discord-api-types/v10';
import { patienceMs } from '../support/patience.ts';
import { type Clock, Snowflakes } from './clock.ts';
import { ClientError } from './errors.ts';
import type { Interaction } from './interaction.ts';
import { flatComponents } from './payloads.ts';
import type { Person } from './person.ts';

/** What the bot may do in a channel of a server unless a test says otherwise. */
export const ordinaryBotPermissions =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.SendMessagesInThreads |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.ReadMessageHistory |
  Permission.UseApplicationCommands |
  Permission.SendVoiceMessages |
  Permission.Connect |
  Permission.Speak;

/** A field of bits as the type that it has on the wire. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller's context chooses the enum
export function bits<T extends number>(value: number): T {
  return value as T;
}

export const tenMebibytes = 10 * 1024 * 1024;

/** What every user object holds besides the name. */
export const plainUser = {
  avatar: null,
  public_flags: bits<UserFlags>(0),
  flags: bits<UserFlags>(0),
  primary_guild: null,
} as const;

/**
 * A rule that the bot broke without being refused, or a request that contradicts Discord's OpenAPI document; `stand-in`:
 * an answer of ours contradicts it.
 */
export interface Violation {
  readonly rule: 'openapi' | 'deprecated' | 'voice-message' | 'voice' | 'lost-file' | 'allowed-mentions' | 'stand-in';
  /** For example `POST /webhooks/:application/:token`. */
  readonly route: string;
  /** Where in the request, for example `/data/embeds/0/title`; empty: the request as a whole. */
  readonly path: string;
  readonly message: string;
}

export interface WaitOptions {
  /** Real milliseconds before giving up; `patienceMs` when absent. */
  readonly timeoutMs?: number;
}

/** A file held by the CDN. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly data: Buffer;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly durationSecs: number | undefined;
  readonly waveform: string | undefined;
  /** Under which folder of the CDN it lies. */
  readonly folder: string;
  readonly ephemeral: boolean;
}

/** One state of a message. */
export interface Revision {
  /** UTC ms of the world's clock. */
  readonly at: number;
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly files: readonly StoredFile[];
}

/** A message as it is now, with everything that it ever was. */
export class Message {
  readonly world: World;
  readonly id: string;
  readonly channel: Channel;
  readonly author: APIUser;
  readonly type: MessageType;
  readonly createdAt: number;
  /** The interaction that this answers, if any. */
  readonly interaction: Interaction | null;
  /** Null: everybody in the channel; otherwise the only person who sees this (ephemeral) message. */
  readonly visibleTo: Person | null;
  readonly nonce: string | number | null;
  flags: number;
  /** Every state from the first to the current one. A deferred answer starts with its first visible content. */
  readonly revisions: Revision[] = [];
  deletedAt: number | null = null;
  /** People whom this message notifies by a mention. */
  pinged: readonly string[] = [];
  repliesTo: string | null = null;

  constructor(
    world: World,
    from: Pick<Message, 'id' | 'channel' | 'author' | 'type' | 'interaction' | 'visibleTo' | 'nonce' | 'flags'>,
  ) {
    this.world = world;
    this.id = from.id;
    this.channel = from.channel;
    this.author = from.author;
    this.type = from.type;
    this.interaction = from.interaction;
    this.visibleTo = from.visibleTo;
    this.nonce = from.nonce;
    this.flags = from.flags;
    this.createdAt = world.clock.now();
  }

  get #current(): Revision {
    return this.revisions.at(-1) ?? { at: this.createdAt, content: '', embeds: [], components: [], files: [] };
  }

  get content(): string {
    return this.#current.content;
  }

  get embeds(): readonly APIEmbed[] {
    return this.#current.embeds;
  }

  get components(): readonly APIMessageTopLevelComponent[] {
    return this.#current.components;
  }

  /** The attachments with their bytes. */
  get files(): readonly StoredFile[] {
    return this.#current.files;
  }

  /** Whether the client still shows "… is thinking". */
  get loading(): boolean {
    return (this.flags & MessageFlags.Loading) !== 0;
  }

  get ephemeral(): boolean {
    return (this.flags & MessageFlags.Ephemeral) !== 0;
  }

  get isVoiceMessage(): boolean {
    return (this.flags & MessageFlags.IsVoiceMessage) !== 0;
  }

  /** UTC ms of the last edit, or null. */
  get editedAt(): number | null {
    return this.revisions.length > 1 ? this.#current.at : null;
  }

  /** Everything readable: content, embeds, text components; one line each. For assertions on wording. */
  get text(): string {
    const lines = [this.content];
    for (const e of this.embeds) {
      lines.push(e.author?.name ?? '', e.title ?? '', e.description ?? '');
      for (const field of e.fields ?? []) lines.push(`${field.name}: ${field.value}`);
      lines.push(e.footer?.text ?? '');
    }
    for (const c of flatComponents(this.components))
      if (c['type'] === ComponentType.TextDisplay) lines.push(String(c['content']));
    return lines.filter((line) => line !== '').join('\n');
  }

  /** The clickable buttons, in reading order. */
  get buttons(): APIButtonComponentWithCustomId[] {
    return flatComponents(this.components).filter(
      (c) => c['type'] === ComponentType.Button && typeof c['custom_id'] === 'string',
    ) as unknown as APIButtonComponentWithCustomId[];
  }

  /** A button by its custom id or label. */
  button(idOrLabel: string): APIButtonComponentWithCustomId {
    const found = this.buttons.find((b) => b.custom_id === idOrLabel || b.label === idOrLabel);
    if (found) return found;
    const there = this.buttons.map((b) => `${b.label ?? ''} (${b.custom_id})`).join(', ');
    throw new ClientError(`There is no button "${idOrLabel}"; the message has: ${there || 'none'}`);
  }

  /** Set the next state, and tell everybody who waits, watches or listens. */
  revise(revision: Omit<Revision, 'at'>): void {
    this.revisions.push({ ...revision, at: this.world.clock.now() });
    this.#announce('MESSAGE_UPDATE', 'edited');
  }

  /** Put it into its channel. */
  publish(): void {
    this.channel.messages.push(this);
    this.world.messages.set(this.id, this);
    this.world.history.push(this);
    this.#announce('MESSAGE_CREATE', 'new');
  }

  remove(): void {
    this.deletedAt = this.world.clock.now();
    this.channel.messages.splice(this.channel.messages.indexOf(this), 1);
    this.#announce('MESSAGE_DELETE', 'deleted');
  }

  #announce(event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE' | 'MESSAGE_DELETE', change: Change): void {
    const { guild } = this.channel;
    const person = this.world.people.get(this.author.id);
    const place = guild ? { guild_id: guild.id } : {};
    const data =
      event === 'MESSAGE_DELETE'
        ? { id: this.id, channel_id: this.channel.id, ...place }
        : {
            ...this.toApi(),
            ...place,
            channel_type: this.channel.type,
            ...(guild && person ? { member: guild.memberToApi(person) } : {}),
          };
    if (!this.ephemeral) this.world.dispatch(event, data, guild?.id ?? null);
    this.world.changed({ entry: this, change });
  }

  /** The message as soon as it satisfies `predicate`: at once if it does already. */
  until(predicate: (message: Message) => boolean, options?: WaitOptions): Promise<Message> {
    return this.world.waitFor(`message ${this.id} to change`, () => (predicate(this) ? this : undefined), options);
  }

  /** The next edit after this call (or the first one after it that satisfies `predicate`). */
  waitForEdit(predicate: (message: Message) => boolean = () => true, options?: WaitOptions): Promise<Message> {
    const before = this.revisions.length;
    return this.until((message) => message.revisions.length > before && predicate(message), options);
  }

  /** As REST and gateway show it. */
  toApi(): APIMessage {
    const mentioned = [...this.content.matchAll(/<@!?(\d{17,20})>/g)].flatMap(([, id]) => {
      const person = this.world.people.get(id ?? '');
      return person ? [person.toApi()] : [];
    });
    const i = this.interaction;
    return {
      id: this.id,
      channel_id: this.channel.id,
      author: this.author,
      content: this.content,
      timestamp: new Date(this.createdAt).toISOString(),
      edited_timestamp: this.editedAt === null ? null : new Date(this.editedAt).toISOString(),
      tts: false,
      mention_everyone: false,
      mentions: mentioned,
      mention_roles: [],
      attachments: this.files.map((file) => this.world.attachmentToApi(file)),
      embeds: this.#resolveMedia([...this.embeds]),
      pinned: false,
      type: this.type,
      flags: bits(this.flags),
      components: this.#resolveMedia([...this.components]),
      ...(this.nonce === null ? {} : { nonce: this.nonce }),
      ...(i === null
        ? {}
        : {
            webhook_id: this.world.applicationId,
            application_id: this.world.applicationId,
            interaction_metadata: i.metadata(),
          }),
      ...(this.repliesTo === null
        ? {}
        : {
            message_reference: {
              type: MessageReferenceType.Default,
              message_id: this.repliesTo,
              channel_id: this.channel.id,
            },
          }),
    };
  }

  /** Wherever `attachment://name` is shown, the file's address and measures take its place. */
  #resolveMedia<T>(tree: T): T {
    if (Array.isArray(tree)) return tree.map((one: unknown) => this.#resolveMedia(one)) as T;
    if (typeof tree !== 'object' || tree === null) return tree;
    const node = tree as Record<string, unknown>;
    const file = this.files.find((f) => node['url'] === `attachment://${f.name}`);
    if (file) {
      const { id, url, proxy_url, content_type, width = null, height = null } = this.world.attachmentToApi(file);
      return {
        ...tree,
        id,
        attachment_id: id,
        url,
        proxy_url,
        content_type,
        ...(width === null ? {} : { width, height }),
      };
    }
    const shown = node['type'] === ComponentType.File ? this.files.find((f) => isShownBy(node, f)) : undefined;
    const resolved = Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, this.#resolveMedia(value)]));
    return (shown ? { ...resolved, name: shown.name, size: shown.data.length } : resolved) as T;
  }
}

function isShownBy(component: Record<string, unknown>, file: StoredFile): boolean {
  return (component['file'] as { url: string } | undefined)?.url === `attachment://${file.name}`;
}

/** Channels of servers that are more than places for text. */
type SpecialChannel = ChannelType.GuildVoice | ChannelType.GuildForum | ChannelType.PublicThread;

/** A text or voice channel of a server, a forum or a thread (as a post is), or the direct messages of one person and the bot. */
export class Channel {
  readonly world: World;
  readonly id: string;
  readonly name: string;
  /** Null: direct messages. */
  readonly guild: Guild | null;
  /** The person of a direct-message channel. */
  readonly recipient: Person | null;
  readonly type: ChannelType.GuildText | ChannelType.DM | SpecialChannel;
  /** Where a thread is. */
  readonly parent: Channel | null;
  /** Of a thread: nobody writes there any more; `locked`: nor by simply writing. */
  state: 'open' | 'archived' | 'locked' = 'open';
  #botPermissions: bigint;
  /** Messages that are not deleted, oldest first; ephemeral ones too (see `visibleTo`). */
  readonly messages: Message[] = [];

  constructor(
    world: World,
    from: { name: string; guild: Guild | null; recipient: Person | null; type?: SpecialChannel; parent?: Channel },
  ) {
    this.world = world;
    this.id = world.ids.next();
    this.parent = from.parent ?? null;
    this.type = from.guild === null ? ChannelType.DM : (from.type ?? ChannelType.GuildText);
    this.name = from.name;
    this.guild = from.guild;
    this.recipient = from.recipient;
    this.#botPermissions = from.guild?.installed === false ? 0n : ordinaryBotPermissions;
    world.channels.set(this.id, this);
  }

  /** What the bot may do here with its own token; a test may change it at any time. */
  get botPermissions(): bigint {
    return this.#botPermissions;
  }

  set botPermissions(permissions: bigint) {
    this.#botPermissions = permissions;
    const event = this.parent === null ? 'CHANNEL_UPDATE' : 'THREAD_UPDATE';
    if (this.guild?.installed) this.world.dispatch(event, this.toApi(), this.guild.id);
  }

  /** What it takes to write here. */
  get toWrite(): bigint {
    return this.parent === null ? Permission.SendMessages : Permission.SendMessagesInThreads;
  }

  /** What one person sees here. */
  messagesSeenBy(person: Person): readonly Message[] {
    return this.messages.filter((m) => m.visibleTo === null || m.visibleTo === person);
  }

  /** The first message, present or future, that satisfies `predicate`; loading ones are not shown to it. */
  waitForMessage(predicate: (message: Message) => boolean = () => true, options?: WaitOptions): Promise<Message> {
    return this.world.waitFor(
      `a message in ${this.name}`,
      () => this.messages.find((m) => !m.loading && predicate(m)),
      options,
    );
  }

  toApi(): APIChannel {
    if (this.guild === null) {
      return {
        id: this.id,
        type: ChannelType.DM,
        last_message_id: this.messages.at(-1)?.id ?? null,
        recipients: this.recipient ? [this.recipient.toApi()] : [],
        flags: bits(0),
        name: null,
      };
    }
    const denied = ordinaryBotPermissions & ~this.#botPermissions;
    const overwrite = { id: this.world.botUser.id, type: OverwriteType.Member, allow: '0', deny: String(denied) };
    const place = {
      id: this.id,
      guild_id: this.guild.id,
      name: this.name,
      position: 0,
      permission_overwrites: denied === 0n ? [] : [overwrite],
      nsfw: false,
      parent_id: null,
    };
    if (this.type === ChannelType.PublicThread) {
      return {
        id: this.id,
        guild_id: this.guild.id,
        parent_id: this.parent?.id ?? null,
        owner_id: this.guild.id,
        name: this.name,
        type: this.type,
        last_message_id: this.messages.at(-1)?.id ?? null,
        message_count: this.messages.length,
        total_message_sent: this.messages.length,
        member_count: 1,
        rate_limit_per_user: 0,
        thread_metadata: {
          archived: this.state !== 'open',
          auto_archive_duration: 60,
          archive_timestamp: new Date(this.world.startedAt).toISOString(),
          locked: this.state === 'locked',
        },
        flags: bits(0),
      } as unknown as APIChannel;
    }
    if (this.type === ChannelType.GuildForum) {
      return { ...place, type: this.type, topic: null, available_tags: [], flags: bits(0) } as unknown as APIChannel;
    }
    if (this.type === ChannelType.GuildVoice) {
      return { ...place, type: this.type, bitrate: 64_000, user_limit: 0, rtc_region: null, flags: bits(0) };
    }
    return {
      ...place,
      type: ChannelType.GuildText,
      topic: null,
      last_message_id: this.messages.at(-1)?.id ?? null,
      rate_limit_per_user: 0,
      flags: bits(0),
    };
  }
}

/** A role of a server. */
export class Role {
  readonly guild: Guild;
  readonly id: string;
  readonly name: string;

  constructor(guild: Guild, { id, name }: { id: string; name: string }) {
    this.guild = guild;
    this.id = id;
    this.name = name;
  }

  toApi(): APIRole {
    return {
      id: this.id,
      name: this.name,
      color: 0,
      colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
      hoist: false,
      position: 0,
      permissions: String(ordinaryBotPermissions),
      managed: false,
      mentionable: false,
      flags: bits(0),
    };
  }
}

/** A server. */
export class Guild {
  readonly world: World;
  readonly id: string;
  readonly name: string;
  readonly locale: Locale;
  /** False: the bot is no member; only people who installed it for themselves can call it here. */
  readonly installed: boolean;
  readonly channels: Channel[] = [];
  readonly threads: Channel[] = [];
  /** Who has left. */
  readonly gone = new Set<Person>();
  readonly roles: Role[] = [];
  readonly #everyone: Role;
  /** Who is in a voice channel, by their id, as the gateway shows it. */
  readonly #voiceStates = new Map<string, Record<string, unknown>>();

  constructor(world: World, from: { name: string; locale: Locale; installed: boolean }) {
    this.world = world;
    this.id = world.ids.next();
    this.name = from.name;
    this.locale = from.locale;
    this.installed = from.installed;
    this.#everyone = new Role(this, { id: this.id, name: '@everyone' });
    world.guilds.set(this.id, this);
  }

  /** Make a text channel. */
  channel(name: string): Channel {
    const channel = new Channel(this.world, { name, guild: this, recipient: null });
    this.channels.push(channel);
    if (this.installed) this.world.dispatch('CHANNEL_CREATE', channel.toApi(), this.id);
    return channel;
  }

  /** Make a forum, in which there are threads only. */
  forum(name: string): Channel {
    const channel = new Channel(this.world, { name, guild: this, recipient: null, type: ChannelType.GuildForum });
    this.channels.push(channel);
    if (this.installed) this.world.dispatch('CHANNEL_CREATE', channel.toApi(), this.id);
    return channel;
  }

  /** Make a thread of a text channel, or a post of a forum. */
  thread(parent: Channel, name: string): Channel {
    const thread = new Channel(this.world, {
      name,
      guild: this,
      recipient: null,
      type: ChannelType.PublicThread,
      parent,
    });
    this.threads.push(thread);
    if (this.installed) this.world.dispatch('THREAD_CREATE', thread.toApi(), this.id);
    return thread;
  }

  /** Make a role; who has it is in {@link Person.roles}. */
  role(name: string): Role {
    const role = new Role(this, { id: this.world.ids.next(), name });
    this.roles.push(role);
    if (this.installed) this.world.dispatch('GUILD_ROLE_CREATE', { guild_id: this.id, role: role.toApi() }, this.id);
    return role;
  }

  /** Make a voice channel; its chat is the channel's messages. */
  voiceChannel(name: string): Channel {
    const channel = new Channel(this.world, { name, guild: this, recipient: null, type: ChannelType.GuildVoice });
    this.channels.push(channel);
    if (this.installed) this.world.dispatch('CHANNEL_CREATE', channel.toApi(), this.id);
    return channel;
  }

  /** Somebody is in this channel now; null: in none. @returns what the gateway says of it */
  setVoiceState(userId: string, channel: Channel | null, sessionId: string, selfDeaf: boolean): object {
    const state = {
      user_id: userId,
      channel_id: channel?.id ?? null,
      session_id: sessionId,
      deaf: false,
      mute: false,
      self_deaf: selfDeaf,
      self_mute: false,
      self_video: false,
      suppress: false,
      request_to_speak_timestamp: null,
    };
    if (channel === null) this.#voiceStates.delete(userId);
    else this.#voiceStates.set(userId, state);
    return state;
  }

  memberToApi(person: Person): APIInteractionGuildMember {
    return {
      user: person.toApi(),
      nick: null,
      avatar: null,
      banner: null,
      roles: [...person.roles].filter((role) => role.guild === this).map(({ id }) => id),
      joined_at: new Date(this.world.startedAt).toISOString(),
      premium_since: null,
      deaf: false,
      mute: false,
      flags: GuildMemberFlags.CompletedOnboarding,
      pending: false,
      communication_disabled_until: null,
      permissions: String(ordinaryBotPermissions | (person.managesServers ? Permission.ManageGuild : 0n)),
    };
  }

  /** Data of a GUILD_CREATE event. */
  toApi(): APIGuild & Record<string, unknown> {
    return {
      id: this.id,
      name: this.name,
      icon: null,
      splash: null,
      discovery_splash: null,
      // Nobody who is here: an owner may do everything everywhere.
      owner_id: this.id,
      region: '',
      afk_channel_id: null,
      afk_timeout: 300,
      verification_level: 0,
      default_message_notifications: 1,
      explicit_content_filter: 0,
      roles: [this.#everyone, ...this.roles].map((role) => role.toApi()),
      emojis: [],
      features: [],
      mfa_level: 0,
      application_id: null,
      system_channel_id: null,
      system_channel_flags: 0,
      rules_channel_id: null,
      vanity_url_code: null,
      description: null,
      banner: null,
      premium_tier: 0,
      preferred_locale: this.locale,
      public_updates_channel_id: null,
      nsfw_level: 0,
      premium_progress_bar_enabled: false,
      safety_alerts_channel_id: null,
      stickers: [],
      hub_type: null,
      incidents_data: null,
      joined_at: new Date(this.world.startedAt).toISOString(),
      large: false,
      unavailable: false,
      member_count: this.world.people.size + 1,
      voice_states: [...this.#voiceStates.values()],
      members: [
        {
          user: this.world.botUser,
          roles: [],
          joined_at: new Date(this.world.startedAt).toISOString(),
          deaf: false,
          mute: false,
          flags: 0,
        },
      ],
      channels: this.channels.map((c) => c.toApi()),
      threads: this.threads.filter(({ state }) => state === 'open').map((thread) => thread.toApi()),
      presences: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    } as unknown as APIGuild & Record<string, unknown>;
  }
}

/** Something a person did, for the transcript. */
export interface Action {
  readonly kind: 'command' | 'click' | 'select' | 'modal' | 'no-answer';
  readonly at: number;
  readonly person: Person;
  readonly channel: Channel;
  /** What was typed or clicked, as a client shows it. */
  readonly text: string;
  readonly files: readonly StoredFile[];
}

/** What happened to something in the history. */
export type Change = 'new' | 'edited' | 'deleted';
export type Watcher = (entry: Message | Action, change: Change) => void;

export class World {
  readonly clock: Clock;
  readonly ids: Snowflakes;
  readonly startedAt: number;
  readonly applicationId: string;
  readonly botUser: APIUser;
  readonly token: string;
  /** Who owns the application; null: nobody who is here. */
  owner: Person | null = null;
  readonly people = new Map<string, Person>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  readonly messages = new Map<string, Message>();
  readonly files = new Map<string, StoredFile>();
  /** By interaction id. */
  readonly interactions = new Map<string, Interaction>();
  /** Global commands under the key `null`, those of a server under its id. */
  readonly commands = new Map<string | null, APIApplicationCommand[]>();
  readonly violations: Violation[] = [];
  /** Messages and actions in the order in which they happened. */
  readonly history: (Message | Action)[] = [];
  /** Send an event to the bot's sessions; set by the gateway. `guildId` chooses the shard. */
  dispatch: (event: string, data: unknown, guildId: string | null) => void = () => {};
  /** The bot says over the gateway in which voice channel it wants to be; set by the voice channels. */
  voiceStateWanted: (d: unknown, sessionId: string) => void = () => {};
  /** Address of a file on the CDN with a fresh signature; set by the CDN. */
  fileUrl: (file: StoredFile) => string = () => '';
  /** Called for everything that happens in a channel, as it happens. */
  readonly watchers = new Set<Watcher>();
  readonly #waiting = new Set<() => void>();

  constructor(clock: Clock, botName: string) {
    this.clock = clock;
    this.ids = new Snowflakes(clock);
    this.startedAt = clock.now();
    this.applicationId = this.ids.next();
    this.botUser = {
      id: this.applicationId,
      username: botName,
      discriminator: '0000',
      global_name: null,
      bot: true,
      ...plainUser,
    };
    this.token = `${Buffer.from(this.applicationId).toString('base64url')}.stand-in.${'x'.repeat(27)}`;
  }

  /** Write down what a person did. */
  act(action: Omit<Action, 'at'>): void {
    const entry = { ...action, at: this.clock.now() };
    this.history.push(entry);
    this.changed({ entry, change: 'new' });
  }

  /** Wake everybody who waits: something is different now. */
  changed(what?: { entry: Message | Action; change: Change }): void {
    if (what) for (const watch of this.watchers) watch(what.entry, what.change);
    for (const check of this.#waiting) check();
  }

  /**
   * Wait for a state of the world without polling.
   * @param what for the error: what was waited for
   * @param find its first defined result ends the wait; it is called whenever the world changes
   * @throws Error naming what was seen instead, after the timeout
   */
  async waitFor<T>(what: string, find: () => T | undefined, { timeoutMs = patienceMs }: WaitOptions = {}): Promise<T> {
    const already = find();
    if (already !== undefined) return already;
    const caller = new Error(`Waited ${timeoutMs} ms for ${what}.`);
    return new Promise<T>((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(check);
      };
      const check = (): void => {
        try {
          const found = find();
          if (found === undefined) return;
          stop();
          resolve(found);
        } catch (error) {
          stop();
          reject(error);
        }
      };
      const timer = setTimeout(() => {
        stop();
        caller.message += ` Seen until then:\n${this.recent()}`;
        reject(caller);
      }, timeoutMs);
      // Who waits for what never comes, and does not care, keeps no process.
      timer.unref();
      this.#waiting.add(check);
    });
  }

  /** The last things that happened, one line each. */
  recent(): string {
    const lines = this.history.slice(-15).map((entry) => {
      if (!(entry instanceof Message)) return `  [${entry.kind}] ${entry.person.name}: ${entry.text}`;
      const marks = [
        ...(entry.loading ? ['thinking'] : []),
        ...(entry.ephemeral ? ['ephemeral'] : []),
        ...(entry.deletedAt === null ? [] : ['deleted']),
        ...entry.files.map((f) => f.name),
        ...entry.buttons.map((b) => `button "${b.label ?? b.custom_id}"`),
      ];
      return `  ${entry.author.username}: ${entry.text.slice(0, 300)} ${marks.length > 0 ? `{${marks.join(', ')}}` : ''}`;
    });
    return lines.join('\n') || '  nothing';
  }

  attachmentToApi(file: StoredFile): APIAttachment {
    const url = this.fileUrl(file);
    const size = pngSize(file.data);
    return {
      id: file.id,
      filename: file.name,
      size: file.data.length,
      url,
      proxy_url: url,
      content_type: file.contentType,
      ...size,
      ...(file.ephemeral ? { ephemeral: true } : {}),
      ...(file.title === undefined ? {} : { title: file.title }),
      ...(file.description === undefined ? {} : { description: file.description }),
      ...(file.durationSecs === undefined ? {} : { duration_secs: file.durationSecs }),
      ...(file.waveform === undefined ? {} : { waveform: file.waveform }),
    };
  }
}

/** Width and height from a PNG's header; nothing for other files. */
function pngSize(data: Buffer): { width: number; height: number } | undefined {
  if (data.length < 24 || data.readUInt32BE(0) !== 0x89_50_4e_47) return undefined;
  return { width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
}

/**
 * What Discord makes of an uploaded file's name: spaces become underscores, anything but ASCII letters, digits, dot,
 * dash and underscore goes. The original name without extension is kept as the attachment's title when that changed it.
 */
export function uploadedName(original: string): { name: string; title: string | undefined } {
  const name = original
    .normalize('NFKD')
    .replace(/\s+/g, '_')
    .replace(/[^\w.-]/g, '');
  const safe = name === '' || name.startsWith('.') ? `unknown${name}` : name;
  return { name: safe, title: safe === original ? undefined : original.replace(/\.[^.]*$/, '') };
}
