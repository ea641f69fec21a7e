// The voice channels that the bot is in: one a server, joined for one purpose, kept over moves, lost connections and other
// voice servers, and left when nobody is there any more.
import { type VoiceConnection, VoiceConnectionStatus, entersState, joinVoiceChannel } from '@discordjs/voice';
import { ChannelType, type Client, DiscordAPIError, Events, PermissionFlagsBits, type VoiceState } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Clock } from '../clock.ts';
import { rolesOf } from '../interactions/admission.ts';

/** How long joining may take, ms. */
const joinMs = 15_000;
/** How long those who are there may take to agree on keys before it goes on without, ms. */
const encryptedMs = 3_000;
/** How long a connection may be lost before that is the end, ms. */
const lostMs = 20_000;
/** Who is gone for no longer than this has only changed devices, ms. */
const aloneMs = 10_000;
/** How long another process that is there has to answer before this one does; Discord gives 3 s in all. */
const othersFirstMs = 1_000;

/** Why a call ended without anybody asking the bot to leave. */
export type CallEnd = 'alone' | 'thrown-out' | 'lost';

/** What the bot is in a voice channel for. */
export type CallPurpose = 'recording' | 'speaking';

export interface Call {
  readonly guildId: string;
  /** Where it is now. */
  channelId(): string;
  readonly connection: VoiceConnection;
  leave(): void;
}

export interface Calls {
  /** The voice channel that a person is in; null: none in this server. */
  channelOf(guildId: string, userId: string): string | null;
  /**
   * Join a person's voice channel.
   * @param options.purpose for who wants it for something else meanwhile
   * @param options.stayFor whom it is for; null: anybody who is there
   * @param options.onEnd is told once, after the connection is gone; not by {@link Call.leave}
   * @throws UserError `not-in-voice`, `stage-channel`, `voice-permission`, `voice-busy`, `voice-away`
   */
  join(
    guildId: string,
    userId: string,
    options: {
      readonly purpose: CallPurpose;
      readonly hears: boolean;
      readonly stayFor: string | null;
      readonly onEnd: (end: CallEnd) => void;
    },
  ): Promise<Call>;
  /**
   * The roles that somebody has in a server now; null: they are there no more. Discord tells bots of no change.
   * @param known counts where Discord can't be asked
   */
  rolesOf(known: {
    readonly guildId: string;
    readonly userId: string;
    readonly roleIds: readonly string[];
  }): Promise<readonly string[] | null>;
  /** The call in this server, if there is one. */
  get(guildId: string): Call | null;
  /**
   * Let another process of this bot go first that is in a voice channel of this server: it alone knows what is recorded and
   * said there. Resolves at once where there is none, else when it has left, or had a second.
   */
  othersFirst(guildId: string): Promise<void>;
  close(): void;
}

interface Kept extends Call {
  readonly purpose: CallPurpose;
  readonly stayFor: string | null;
  end(why: CallEnd | null): void;
  checkAlone(): void;
}

export function createCalls(client: Client, clock: Clock, log: Log): Calls {
  const calls = new Map<string, Kept>();

  /** The channel, once everything that must be there to use it is. */
  const usable = (guildId: string, userId: string) => {
    const guild = client.guilds.cache.get(guildId);
    const channel = guild?.voiceStates.cache.get(userId)?.channel ?? null;
    if (guild === undefined || channel === null) {
      throw new UserError('not-in-voice');
    }
    if (channel.type === ChannelType.GuildStageVoice) {
      throw new UserError('stage-channel');
    }
    const me = guild.members.me;
    const may = me === null ? null : channel.permissionsFor(me);
    const needed = ['ViewChannel', 'Connect', 'Speak'] as const;
    const missing = needed.filter((name) => may?.has(PermissionFlagsBits[name]) !== true);
    if (missing.length > 0) {
      throw missing.length === 1
        ? new UserError('voice-permission/one', { missing })
        : new UserError('voice-permission', { missing });
    }
    if (channel.full && calls.get(guildId)?.channelId() !== channel.id) {
      throw new UserError('voice-full');
    }
    return { guild, channel };
  };

  /** Whether this bot is in a voice channel of this server by another process. */
  const isElsewhere = (guildId: string): boolean => {
    const me = client.guilds.cache.get(guildId)?.voiceStates.cache.get(client.user?.id ?? '');
    return !calls.has(guildId) && (me?.channelId ?? null) !== null;
  };

  const isAlone = (call: Kept): boolean => {
    const states = client.guilds.cache.get(call.guildId)?.voiceStates.cache;
    const others = states?.filter(
      ({ id, channelId, member }) =>
        channelId === call.channelId() &&
        id !== client.user?.id &&
        member?.user.bot !== true &&
        (call.stayFor === null || call.stayFor === id),
    );
    return (others?.size ?? 0) === 0;
  };

  /** What is said before the keys are agreed on, nobody can open. */
  const encrypted = async (connection: VoiceConnection): Promise<void> => {
    if (connection.voicePrivacyCode !== undefined) return;
    await new Promise<void>((resolve) => {
      const callOff = clock.after(encryptedMs, resolve);
      connection.once('transitioned', () => {
        callOff();
        resolve();
      });
    });
  };

  const keep = (
    connection: VoiceConnection,
    guildId: string,
    { purpose, stayFor, onEnd }: { purpose: CallPurpose; stayFor: string | null; onEnd: (end: CallEnd) => void },
  ): Kept => {
    let ended = false;
    let callOffAlone: (() => void) | null = null;
    let callOffLost: (() => void) | null = null;
    const call: Kept = {
      guildId,
      connection,
      purpose,
      stayFor,
      channelId: () => connection.joinConfig.channelId ?? '',
      leave: () => call.end(null),
      end(why) {
        if (ended) return;
        ended = true;
        callOffAlone?.();
        callOffLost?.();
        if (calls.get(guildId) === call) calls.delete(guildId);
        if (connection.state.status !== VoiceConnectionStatus.Destroyed) connection.destroy();
        if (why !== null) onEnd(why);
      },
      checkAlone() {
        if (!isAlone(call)) {
          callOffAlone?.();
          callOffAlone = null;
        } else callOffAlone ??= clock.after(aloneMs, () => call.end('alone'));
      },
    };
    connection.on('stateChange', (_before, now) => {
      if (now.status === VoiceConnectionStatus.Destroyed) return call.end('lost');
      if (now.status === VoiceConnectionStatus.Ready) {
        callOffLost?.();
        callOffLost = null;
      } else callOffLost ??= clock.after(lostMs, () => call.end('lost'));
    });
    connection.on('error', (error) => log.warn({ err: error, guild: guildId }, 'voice connection'));
    calls.set(guildId, call);
    return call;
  };

  client.on(Events.VoiceStateUpdate, (_before: VoiceState, now: VoiceState) => {
    const call = calls.get(now.guild.id);
    if (call === undefined) return;
    if (now.id === client.user?.id && now.channelId === null) call.end('thrown-out');
    else call.checkAlone();
  });

  return {
    channelOf: (guildId, userId) => client.guilds.cache.get(guildId)?.voiceStates.cache.get(userId)?.channelId ?? null,
    async join(guildId, userId, options) {
      const { guild, channel } = usable(guildId, userId);
      const other = calls.get(guildId);
      if (other !== undefined) {
        throw new UserError(`voice-busy/${other.purpose}`, { channel: `<#${other.channelId()}>` });
      }
      const connection = joinVoiceChannel({
        guildId,
        channelId: channel.id,
        selfDeaf: !options.hears,
        selfMute: false,
        adapterCreator: guild.voiceAdapterCreator,
      });
      const call = keep(connection, guildId, options);
      try {
        await entersState(connection, VoiceConnectionStatus.Ready, joinMs);
        await encrypted(connection);
        if (connection.state.status === VoiceConnectionStatus.Destroyed) throw new Error('ended while joining');
      } catch (error) {
        log.warn({ err: error, guild: guildId }, 'could not join a voice channel');
        call.leave();
        throw new UserError('voice-away', undefined, { cause: error });
      }
      call.checkAlone();
      return call;
    },
    async rolesOf({ guildId, userId, roleIds }) {
      try {
        const guild = client.guilds.cache.get(guildId);
        const member = await guild?.members.fetch({ user: userId, force: true, cache: false });
        return member === undefined ? null : rolesOf({ member });
      } catch (error) {
        if (error instanceof DiscordAPIError && error.status === 404) return null;
        log.warn({ err: error, guild: guildId }, 'could not ask for somebody’s roles');
        return roleIds;
      }
    },
    get: (guildId) => calls.get(guildId) ?? null,
    async othersFirst(guildId) {
      if (!isElsewhere(guildId)) return;
      await new Promise<void>((resolve) => {
        const end = (): void => {
          callOff();
          client.off(Events.VoiceStateUpdate, look);
          resolve();
        };
        const look = (): void => {
          if (!isElsewhere(guildId)) end();
        };
        const callOff = clock.after(othersFirstMs, end);
        client.on(Events.VoiceStateUpdate, look);
      });
    },
    close() {
      for (const call of calls.values()) call.leave();
    },
  };
}
