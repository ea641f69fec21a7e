// Voice channels of the stand-in: who sits where, what the gateway says of it, and the voice server that the bot is sent to.
import { randomBytes } from 'node:crypto';
import { ChannelType, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { z } from 'zod';
import { ClientError } from '../errors.ts';
import type { Person } from '../person.ts';
import type { Channel, Guild, World } from '../world.ts';
import { type Call, type Seat, VoiceServer } from './server.ts';

const wanted = z.object({
  guild_id: z.string(),
  channel_id: z.string().nullable(),
  self_mute: z.boolean(),
  self_deaf: z.boolean(),
});

export class Voice {
  readonly server: VoiceServer;
  readonly #world: World;
  /** The bot's place in each server. */
  readonly #botIn = new Map<Guild, { channel: Channel; sessionId: string; selfDeaf: boolean }>();

  constructor(world: World, server: VoiceServer) {
    this.#world = world;
    this.server = server;
    world.voiceStateWanted = (d, sessionId) => this.#onWanted(d, sessionId);
  }

  /** A person goes into a voice channel, out of the one where they are. */
  join(person: Person, channel: Channel): Seat {
    if (channel.type !== ChannelType.GuildVoice) throw new ClientError(`${channel.name} is no voice channel.`);
    const before = person.voiceChannel;
    if (before !== null) this.server.callIn(before).exit(person);
    person.voiceChannel = channel;
    this.#tell(channel.guild, person.id, channel, { deaf: false });
    return this.server.callIn(channel).enter(person);
  }

  leave(person: Person): void {
    const channel = person.voiceChannel;
    if (channel === null) return;
    person.voiceChannel = null;
    this.server.callIn(channel).exit(person);
    this.#tell(channel.guild, person.id, null, { deaf: false });
  }

  /** Where the bot is in this server; null: nowhere. */
  botIn(guild: Guild): Channel | null {
    return this.#botIn.get(guild)?.channel ?? null;
  }

  callIn(channel: Channel): Call {
    return this.server.callIn(channel);
  }

  /** Resolves when the bot and all who are there can hear each other in this channel. */
  async ready(channel: Channel): Promise<Call> {
    const call = this.callIn(channel);
    return await this.#world.waitFor(`a call in ${channel.name}`, () => (call.isReady ? call : undefined));
  }

  /** Somebody drags the bot into another channel, or throws it out (null). */
  moveBot(guild: Guild, channel: Channel | null): void {
    const place = this.#botIn.get(guild);
    if (place !== undefined) this.#place(guild, channel, place.sessionId, place.selfDeaf);
  }

  /** The call goes on on another voice server, as after a change of region. */
  changeServer(guild: Guild): void {
    const place = this.#botIn.get(guild);
    if (place === undefined) return;
    this.server.expel(place.channel);
    this.#invite(guild, place);
  }

  /** A voice channel is deleted with everybody in it. */
  deleteChannel(channel: Channel): void {
    const { guild } = channel;
    if (guild === null) return;
    for (const person of this.callIn(channel).seats.map((seat) => seat.person)) this.leave(person);
    if (this.botIn(guild) === channel) this.moveBot(guild, null);
    guild.channels.splice(guild.channels.indexOf(channel), 1);
    this.#world.channels.delete(channel.id);
    this.#world.dispatch('CHANNEL_DELETE', channel.toApi(), guild.id);
  }

  close(): void {
    this.server.close();
  }

  #onWanted(raw: unknown, sessionId: string): void {
    const { guild_id, channel_id, self_deaf } = wanted.parse(raw);
    const guild = this.#world.guilds.get(guild_id);
    if (guild === undefined) return;
    const channel = channel_id === null ? null : this.#world.channels.get(channel_id);
    // Discord says nothing to who may not.
    if (channel !== null && (channel === undefined || !(channel.botPermissions & Permission.Connect))) return;
    this.#place(guild, channel, sessionId, self_deaf);
  }

  #place(guild: Guild, channel: Channel | null, sessionId: string, selfDeaf: boolean): void {
    const before = this.#botIn.get(guild);
    if (before !== undefined && before.channel !== channel) this.server.expel(before.channel);
    if (channel === null) this.#botIn.delete(guild);
    else this.#botIn.set(guild, { channel, sessionId, selfDeaf });
    this.#tell(guild, this.#world.botUser.id, channel, { deaf: selfDeaf, sessionId });
    const place = this.#botIn.get(guild);
    const isNew = before?.channel !== channel || before?.sessionId !== sessionId;
    if (place !== undefined && (isNew || this.callIn(place.channel).session === null)) {
      this.#invite(guild, place);
    }
    this.#world.changed();
  }

  #invite(guild: Guild, place: { channel: Channel; sessionId: string }): void {
    const { token, endpoint } = this.server.invite(place.channel, place.sessionId);
    this.#world.dispatch('VOICE_SERVER_UPDATE', { token, guild_id: guild.id, endpoint }, guild.id);
  }

  #tell(
    guild: Guild | null,
    userId: string,
    channel: Channel | null,
    { deaf, sessionId = randomBytes(8).toString('hex') }: { deaf: boolean; sessionId?: string },
  ): void {
    if (guild === null) return;
    const state = guild.setVoiceState(userId, channel, sessionId, deaf);
    this.#world.dispatch('VOICE_STATE_UPDATE', { ...state, guild_id: guild.id }, guild.id);
    this.#world.changed();
  }
}
