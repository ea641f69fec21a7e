// The gateway: sessions over WebSocket, their heartbeats, events by intent and shard, resume with replay.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  GatewayCloseCodes as Close,
  GatewayIntentBits as Intent,
  GatewayOpcodes as Op,
  type GatewayReadyDispatchData,
} from 'discord-api-types/v10';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { bits, type World } from './world.ts';

const heartbeatIntervalMs = 41_250;
const sendsPerMinute = 120;
const privileged = Intent.GuildMembers | Intent.GuildPresences | Intent.MessageContent;
const everyIntent = Object.values(Intent).reduce((all: number, bit) => all | (typeof bit === 'number' ? bit : 0), 0);

const frame = z.object({ op: z.int(), d: z.unknown().optional() });
const identify = z.object({
  token: z.string(),
  properties: z.object({ os: z.string(), browser: z.string(), device: z.string() }),
  intents: z.int(),
  shard: z.tuple([z.int().min(0), z.int().min(1)]).default([0, 1]),
});
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });

interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  /** Every event of this session; the index + 1 is its sequence number. */
  readonly events: { t: string; d: unknown }[];
  socket: WebSocket | null;
}

export interface GatewaySettings {
  /** The address that clients are told to connect to. */
  readonly url: string;
  /** Privileged intents that are switched on for the application; others close with 4014. */
  readonly privilegedIntents: number;
}

export class Gateway {
  readonly #world: World;
  readonly #settings: GatewaySettings;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 4096 });
  readonly #sessions = new Map<string, Session>();
  readonly #sockets = new Set<WebSocket>();
  /** How often a session began anew and how often one was resumed. */
  readonly counts = { identified: 0, resumed: 0 };

  constructor(world: World, settings: GatewaySettings) {
    this.#world = world;
    this.#settings = settings;
    world.dispatch = (event, data, guildId) => this.#dispatch(event, data, guildId);
    this.#server.on('connection', (socket: WebSocket, request: IncomingMessage) => this.#greet(socket, request));
  }

  /** Take over an upgrade request of the HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (ws) => this.#server.emit('connection', ws, request));
  }

  /** Sessions with a live socket. */
  get connected(): number {
    return [...this.#sessions.values()].filter((s) => s.socket !== null).length;
  }

  /** Cut every connection without a close frame, as a lost network does. */
  dropSockets(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Close every connection with a code, for example 4000 (the client resumes). */
  closeSockets(code: number): void {
    for (const socket of this.#sockets) socket.close(code);
  }

  /** Ask every client to reconnect and resume (op 7). */
  requestReconnect(): void {
    for (const socket of this.#sockets) send(socket, { op: Op.Reconnect, d: null });
  }

  /** Forget every session (op 9, not resumable): clients identify anew. */
  invalidateSessions(): void {
    for (const session of this.#sessions.values()) {
      if (session.socket) send(session.socket, { op: Op.InvalidSession, d: false });
    }
    this.#sessions.clear();
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
    this.#server.close();
  }

  #greet(socket: WebSocket, request: IncomingMessage): void {
    const query = new URL(request.url ?? '/', 'ws://localhost').searchParams;
    this.#sockets.add(socket);
    if (query.get('v') !== '10') return socket.close(Close.InvalidAPIVersion, 'Invalid API version');
    if (query.get('encoding') !== 'json') return socket.close(Close.DecodeError, 'Only JSON is spoken here');
    let session: Session | null = null;
    let sends: number[] = [];
    let silence: NodeJS.Timeout;
    const expectHeartbeat = (): void => {
      clearTimeout(silence);
      silence = setTimeout(
        () => socket.close(Close.SessionTimedOut, 'Session timed out'),
        heartbeatIntervalMs * 1.5,
      ).unref();
    };
    expectHeartbeat();
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => {
      clearTimeout(silence);
      this.#sockets.delete(socket);
      if (session?.socket === socket) {
        session.socket = null;
        // A client that says goodbye ends its session; any other end leaves it to be resumed.
        if (code === 1000 || code === 1001) this.#sessions.delete(session.id);
      }
      this.#world.changed();
    });
    socket.on('message', (raw: Buffer) => {
      const now = Date.now();
      sends = [...sends.filter((at) => at > now - 60_000), now];
      if (sends.length > sendsPerMinute) return socket.close(Close.RateLimited, 'You are being rate limited.');
      let parsed: z.infer<typeof frame>;
      try {
        parsed = frame.parse(JSON.parse(raw.toString('utf8')));
      } catch {
        return socket.close(Close.DecodeError, 'Error while decoding payload.');
      }
      const { d } = parsed;
      const { data: op } = z.enum(Op).safeParse(parsed.op);
      if (op === Op.Heartbeat) {
        expectHeartbeat();
        return send(socket, { op: Op.HeartbeatAck });
      }
      if (op === Op.Identify) {
        if (session) return socket.close(Close.AlreadyAuthenticated, 'Already authenticated.');
        session = this.#identify(socket, d);
        return undefined;
      }
      if (op === Op.Resume) {
        if (session) return socket.close(Close.AlreadyAuthenticated, 'Already authenticated.');
        session = this.#resume(socket, d);
        return undefined;
      }
      if (!session) return socket.close(Close.NotAuthenticated, 'Not authenticated.');
      const accepted = [Op.PresenceUpdate, Op.VoiceStateUpdate, Op.RequestGuildMembers];
      if (op === undefined || !accepted.includes(op)) return socket.close(Close.UnknownOpcode, 'Unknown opcode.');
      if (op === Op.VoiceStateUpdate) this.#world.voiceStateWanted(d, session.id);
      return undefined;
    });
    return send(socket, { op: Op.Hello, d: { heartbeat_interval: heartbeatIntervalMs } });
  }

  #identify(socket: WebSocket, raw: unknown): Session | null {
    const parsed = identify.safeParse(raw);
    const refuse = (code: number, reason: string): null => {
      socket.close(code, reason);
      return null;
    };
    if (!parsed.success) return refuse(Close.DecodeError, 'Error while decoding payload.');
    const { token, intents, shard } = parsed.data;
    if (token !== this.#world.token) return refuse(Close.AuthenticationFailed, 'Authentication failed.');
    if (shard[0] >= shard[1]) return refuse(Close.InvalidShard, 'Invalid shard.');
    if ((intents & ~everyIntent) !== 0) return refuse(Close.InvalidIntents, 'Invalid intent(s).');
    if ((intents & privileged & ~this.#settings.privilegedIntents) !== 0) {
      return refuse(Close.DisallowedIntents, 'Disallowed intent(s).');
    }
    const session: Session = { id: randomBytes(16).toString('hex'), intents, shard, events: [], socket };
    this.#sessions.set(session.id, session);
    this.counts.identified++;
    const guilds = [...this.#world.guilds.values()].filter((g) => g.installed && shardOf(g.id, shard[1]) === shard[0]);
    const ready: GatewayReadyDispatchData = {
      v: 10,
      user: {
        ...this.#world.botUser,
        verified: true,
        mfa_enabled: false,
        email: null,
      },
      guilds: guilds.map((g) => ({ id: g.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.#settings.url,
      shard: [shard[0], shard[1]],
      application: {
        id: this.#world.applicationId,
        flags: bits(0),
        flags_new: '0',
      },
    };
    emit(session, 'READY', ready);
    if (intents & Intent.Guilds) for (const guild of guilds) emit(session, 'GUILD_CREATE', guild.toApi());
    this.#world.changed();
    return session;
  }

  #resume(socket: WebSocket, raw: unknown): Session | null {
    const parsed = resume.safeParse(raw);
    if (!parsed.success || parsed.data.token !== this.#world.token) {
      socket.close(Close.AuthenticationFailed, 'Authentication failed.');
      return null;
    }
    const session = this.#sessions.get(parsed.data.session_id);
    if (!session) {
      send(socket, { op: Op.InvalidSession, d: false });
      return null;
    }
    if (parsed.data.seq > session.events.length) {
      socket.close(Close.InvalidSeq, 'Invalid seq.');
      return null;
    }
    session.socket?.close(1000);
    session.socket = socket;
    this.counts.resumed++;
    for (const [index, event] of session.events.entries()) {
      if (index >= parsed.data.seq) send(socket, { op: Op.Dispatch, s: index + 1, ...event });
    }
    emit(session, 'RESUMED', {});
    this.#world.changed();
    return session;
  }

  #dispatch(event: string, data: unknown, guildId: string | null): void {
    for (const session of this.#sessions.values()) {
      const [index, count] = session.shard;
      if (index !== (guildId === null ? 0 : shardOf(guildId, count))) continue;
      if (!wants(session.intents, event, guildId)) continue;
      emit(session, event, this.#forIntents(session, event, data, guildId));
    }
  }

  /** Without MESSAGE_CONTENT the text of other people's messages is empty, except in direct messages and mentions. */
  #forIntents(session: Session, event: string, data: unknown, guildId: string | null): unknown {
    if (!event.startsWith('MESSAGE_') || session.intents & Intent.MessageContent || guildId === null) return data;
    const message = data as { author?: { id: string }; mentions?: { id: string }[]; content?: string };
    const own = message.author?.id === this.#world.applicationId;
    if (own || message.content?.includes(`<@${this.#world.applicationId}>`)) return data;
    return { ...message, content: '', embeds: [], attachments: [], components: [] };
  }
}

function wants(intents: number, event: string, guildId: string | null): boolean {
  if (event.startsWith('GUILD_') || event.startsWith('CHANNEL_')) return (intents & Intent.Guilds) !== 0;
  if (event.startsWith('MESSAGE_'))
    return (intents & (guildId === null ? Intent.DirectMessages : Intent.GuildMessages)) !== 0;
  if (event === 'VOICE_STATE_UPDATE') return (intents & Intent.GuildVoiceStates) !== 0;
  return true;
}

const shardOf = (guildId: string, count: number): number => Number((BigInt(guildId) >> 22n) % BigInt(count));

function emit(session: Session, t: string, d: unknown): void {
  session.events.push({ t, d });
  if (session.socket?.readyState === WebSocket.OPEN)
    send(session.socket, { op: Op.Dispatch, s: session.events.length, t, d });
}

function send(socket: WebSocket, payload: unknown): void {
  socket.send(JSON.stringify(payload));
}
