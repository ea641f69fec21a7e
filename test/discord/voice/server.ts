// The voice servers of Discord: signalling over a WebSocket (version 8, TLS), audio over UDP. One connection of the bot for
// each call; people sit in the call by `Seat`s. Strict where Discord is: no end-to-end encryption, no call.
import { randomBytes } from 'node:crypto';
import { type Socket, createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import tls from 'node:tls';
import { VoiceCloseCodes as Close, VoiceOpcodes as Op } from 'discord-api-types/voice/v8';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Person } from '../person.ts';
import type { Channel, World } from '../world.ts';
import { Group, type RemoteMember, protocolVersion } from './group.ts';
import { type Impairment, Network } from './network.ts';
import { samplesPerPacket, seal, silence, unseal } from './rtp.ts';

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
/** What a bot must trust to talk to the voice servers; a process of its own does by NODE_EXTRA_CA_CERTS. */
export const certificate: string = fileOf('certificate.pem');

const mode = 'aead_aes256_gcm_rtpsize';
const heartbeatIntervalMs = 13_750;

const opcode = z.enum(Op);
const frame = z.object({ op: z.int(), d: z.unknown() });
const identify = z.object({
  server_id: z.string(),
  user_id: z.string(),
  session_id: z.string(),
  token: z.string(),
  max_dave_protocol_version: z.int().default(0),
});
const resume = z.object({ server_id: z.string(), session_id: z.string(), token: z.string(), seq_ack: z.int() });
const select = z.object({
  protocol: z.literal('udp'),
  data: z.object({ address: z.string(), port: z.int(), mode: z.string() }),
});
const speaking = z.object({ speaking: z.int(), delay: z.int(), ssrc: z.int() });

/** A person in a call. */
export class Seat {
  readonly person: Person;
  readonly call: Call;
  readonly ssrc: number;
  /** Opus packets of the bot, as this person's client decrypted them. */
  readonly heard: Buffer[] = [];
  /** What becomes of this person's packets on their way to the bot. */
  network = new Network();
  #sequence = 0;
  #timestamp = 0;
  #hasAnnounced = false;

  constructor(person: Person, call: Call) {
    this.person = person;
    this.call = call;
    this.ssrc = call.nextSsrc();
  }

  /** From now on, packets to the bot take a worse way. */
  impair(impairment: Impairment): void {
    this.network = new Network(impairment);
  }

  /**
   * Talk: 20 ms a packet, then the five packets of silence that every client ends with.
   * @param everyMs real time between two packets; less than 20 for tests that would take too long
   * @param signal ends it
   */
  async speak(opus: readonly Buffer[], everyMs = 4, signal?: AbortSignal): Promise<void> {
    if (!this.#hasAnnounced) this.call.announce(this);
    this.#hasAnnounced = true;
    for (const packet of [...opus, ...Array.from({ length: 5 }, () => silence)]) {
      if (signal?.aborted) return;
      this.#send(packet);
      if (everyMs > 0) await setTimeout(everyMs);
    }
  }

  /** Be silent for so long, as a client is that sends nothing: its clock goes on. */
  pause(seconds: number): void {
    this.#timestamp += Math.round(seconds * 48_000);
  }

  #send(opus: Buffer): void {
    const header = { sequence: this.#sequence++, timestamp: this.#timestamp, ssrc: this.ssrc };
    this.#timestamp += samplesPerPacket;
    const sealed = opus.equals(silence) ? opus : this.call.group.encrypt(this.person.id, opus);
    this.network.send(Buffer.from(sealed), (payload) => this.call.toBot(header, payload));
  }
}

/** What goes on in one voice channel: who is there, their encryption, and the bot's connection to it. */
export class Call {
  readonly channel: Channel;
  readonly group: Group;
  readonly seats: Seat[] = [];
  /** The bot's session; null: it is not connected. */
  session: Session | null = null;
  readonly #server: VoiceServer;

  constructor(server: VoiceServer, channel: Channel) {
    this.#server = server;
    this.channel = channel;
    this.group = new Group(channel.id);
    this.group.onChange = () => channel.world.changed();
  }

  nextSsrc(): number {
    return this.#server.nextSsrc();
  }

  enter(person: Person): Seat {
    const seat = new Seat(person, this);
    this.seats.push(seat);
    this.session?.send(Op.ClientsConnect, { user_ids: [person.id] });
    this.group.joinLocal(person.id);
    return seat;
  }

  exit(person: Person): void {
    const index = this.seats.findIndex((seat) => seat.person === person);
    if (index < 0) return;
    this.seats.splice(index, 1);
    this.group.leave(person.id);
    this.session?.send(Op.ClientDisconnect, { user_id: person.id });
  }

  announce({ person, ssrc }: Seat): void {
    this.session?.send(Op.Speaking, { user_id: person.id, ssrc, speaking: 1 });
  }

  /** Whether the bot can hear and be heard by everybody. */
  get isReady(): boolean {
    const members = this.group.members;
    const all = [...this.seats.map(({ person }) => person.id), this.channel.world.botUser.id];
    return this.session?.address !== null && all.every((id) => members.includes(id));
  }

  toBot(header: Parameters<typeof seal>[1], payload: Buffer): void {
    this.session?.sendAudio(header, payload);
  }

  /** The bot said something. */
  fromBot(payload: Buffer): void {
    for (const seat of this.seats) {
      const opus = this.group.decrypt(seat.person.id, this.channel.world.botUser.id, payload);
      if (opus !== null) seat.heard.push(opus);
      else if (this.group.members.includes(seat.person.id) && this.isReady) {
        this.channel.world.violations.push({
          rule: 'voice',
          route: 'UDP',
          path: '',
          message: 'a packet that is not end-to-end encrypted for those who are there',
        });
      }
    }
    this.channel.world.changed();
  }
}

/** The bot's connection to a call. It outlives its socket, so that another one can resume it. */
export class Session implements RemoteMember {
  readonly id: string;
  readonly sessionId: string;
  readonly call: Call;
  readonly key: Buffer = randomBytes(32);
  readonly ssrc: number;
  /** Where its audio comes from and goes to; null: not known yet. */
  address: { readonly port: number; readonly address: string } | null = null;
  isSpeaking = false;
  socket: WebSocket | null;
  readonly #udp: Socket;
  /** Everything that has a number, to be sent again to who resumes. */
  readonly #sent: { readonly sequence: number; readonly data: string | Buffer }[] = [];
  #counter = 0;

  constructor(call: Call, udp: Socket, socket: WebSocket, from: { userId: string; sessionId: string }) {
    this.call = call;
    this.#udp = udp;
    this.socket = socket;
    this.id = from.userId;
    this.sessionId = from.sessionId;
    this.ssrc = call.nextSsrc();
  }

  send(op: Op, d: unknown): void {
    const sequence = this.#sent.length + 1;
    this.#put(sequence, JSON.stringify({ op, d, seq: sequence }));
  }

  #binary(op: Op, payload: Buffer): void {
    const sequence = this.#sent.length + 1;
    const header = Buffer.alloc(3);
    header.writeUInt16BE(sequence);
    header.writeUInt8(op, 2);
    this.#put(sequence, Buffer.concat([header, payload]));
  }

  #put(sequence: number, data: string | Buffer): void {
    this.#sent.push({ sequence, data });
    this.socket?.send(data);
  }

  /** Everything after this number again. */
  replay(after: number): void {
    for (const { sequence, data } of this.#sent) if (sequence > after) this.socket?.send(data);
  }

  sendAudio(header: Parameters<typeof seal>[1], payload: Buffer): void {
    if (this.address === null) return;
    this.#udp.send(seal(this.key, header, ++this.#counter, payload), this.address.port, this.address.address);
  }

  externalSender(serialized: Buffer): void {
    this.#binary(Op.DaveMlsExternalSender, serialized);
  }
  proposals(payload: Buffer): void {
    this.#binary(Op.DaveMlsProposals, payload);
  }
  announceCommit(transition: number, commit: Buffer): void {
    this.#binary(Op.DaveMlsAnnounceCommitTransition, Buffer.concat([twoBytes(transition), commit]));
  }
  welcome(transition: number, welcome: Buffer): void {
    this.#binary(Op.DaveMlsWelcome, Buffer.concat([twoBytes(transition), welcome]));
  }
  prepareEpoch(epoch: number): void {
    this.send(Op.DavePrepareEpoch, { protocol_version: protocolVersion, epoch });
  }
}

const twoBytes = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);

export class VoiceServer {
  readonly #world: World;
  readonly #https = createServer({ key: readFileSync(fileOf('key.pem')), cert: readFileSync(certificate) });
  readonly #wss = new WebSocketServer({ server: this.#https, maxPayload: 65_536 });
  readonly #udp = createSocket('udp4');
  readonly #sockets = new Set<WebSocket>();
  readonly #calls = new Map<string, Call>();
  /** What the bot was told over the gateway: its token for each server. */
  readonly #tokens = new Map<string, { token: string; sessionId: string; channel: Channel }>();
  #lastSsrc = 100;
  readonly counts = { identified: 0, resumed: 0 };

  private constructor(world: World) {
    this.#world = world;
    this.#wss.on('connection', (socket: WebSocket, request) => this.#greet(socket, request.url ?? '/'));
    this.#udp.on('message', (message, from) => this.#onPacket(message, from));
  }

  static async start(world: World): Promise<VoiceServer> {
    // Bots in this process trust it from now on.
    const trusted = tls.getCACertificates('default');
    const own = readFileSync(certificate, 'utf8');
    if (!trusted.includes(own)) tls.setDefaultCACertificates([...trusted, own]);
    const server = new VoiceServer(world);
    await new Promise<void>((resolve) => server.#udp.bind(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => server.#https.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get endpoint(): string {
    return `127.0.0.1:${(this.#https.address() as AddressInfo).port}`;
  }

  nextSsrc(): number {
    return ++this.#lastSsrc;
  }

  callIn(channel: Channel): Call {
    const call = this.#calls.get(channel.id) ?? new Call(this, channel);
    this.#calls.set(channel.id, call);
    return call;
  }

  /** The bot may connect to this channel. @returns what it must show */
  invite(channel: Channel, sessionId: string): { token: string; endpoint: string } {
    const token = randomBytes(8).toString('hex');
    if (channel.guild !== null) this.#tokens.set(channel.guild.id, { token, sessionId, channel });
    return { token, endpoint: this.endpoint };
  }

  /** The bot is no longer in this channel: its connection ends with this code. */
  expel(channel: Channel, code: number = Close.Disconnected): void {
    const call = this.callIn(channel);
    const { session } = call;
    if (session === null) return;
    call.session = null;
    call.group.leave(session.id);
    session.socket?.close(code);
  }

  /** Cut the bot's connections as a lost network does; clients resume. */
  dropSockets(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Close the bot's connections with a code. */
  closeSockets(code: number): void {
    for (const socket of this.#sockets) socket.close(code);
  }

  close(): void {
    this.dropSockets();
    this.#wss.close();
    this.#https.close();
    this.#udp.close();
  }

  #greet(socket: WebSocket, url: string): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.terminate());
    if (new URL(url, 'wss://localhost').searchParams.get('v') !== '8') {
      return socket.close(Close.UnknownOpcode, 'Only version 8 is spoken here');
    }
    let session: Session | null = null;
    let silenceTimer: NodeJS.Timeout | undefined;
    const expectHeartbeat = (): void => {
      clearTimeout(silenceTimer);
      silenceTimer = globalThis.setTimeout(
        () => socket.close(Close.SessionTimeout, 'Session timed out'),
        heartbeatIntervalMs * 1.5,
      );
      silenceTimer.unref();
    };
    expectHeartbeat();
    socket.on('close', (code) => {
      clearTimeout(silenceTimer);
      this.#sockets.delete(socket);
      if (session?.socket === socket) {
        session.socket = null;
        // Who says goodbye is gone; any other end may be resumed.
        if (code === 1000 && session.call.session === session) this.expel(session.call.channel);
      }
      this.#world.changed();
    });
    socket.on('message', (raw: RawData, isBinary: boolean) => {
      const data = raw as Buffer;
      try {
        if (isBinary) this.#onBinary(session, data);
        else {
          const { op: number, d } = frame.parse(JSON.parse(data.toString('utf8')));
          const { data: op } = opcode.safeParse(number);
          if (op === Op.Heartbeat) {
            expectHeartbeat();
            const { t } = z.object({ t: z.number() }).parse(d);
            socket.send(JSON.stringify({ op: Op.HeartbeatAck, d: { t } }));
          } else session = this.#onJson(socket, session, op, d);
        }
      } catch (error) {
        if (error instanceof Closing) socket.close(error.code, error.message);
        else if (error instanceof z.ZodError || error instanceof SyntaxError)
          socket.close(Close.FailedToDecode, 'Failed to decode payload');
        else throw error;
      }
      this.#world.changed();
    });
    socket.send(JSON.stringify({ op: Op.Hello, d: { v: 8, heartbeat_interval: heartbeatIntervalMs } }));
  }

  #onJson(socket: WebSocket, session: Session | null, op: Op | undefined, d: unknown): Session | null {
    if (op === Op.Identify) {
      if (session !== null) throw new Closing(Close.AlreadyAuthenticated, 'Already authenticated');
      return this.#identify(socket, identify.parse(d));
    }
    if (op === Op.Resume) {
      if (session !== null) throw new Closing(Close.AlreadyAuthenticated, 'Already authenticated');
      return this.#resume(socket, resume.parse(d));
    }
    if (session === null) throw new Closing(Close.NotAuthenticated, 'Not authenticated');
    if (op === Op.SelectProtocol) this.#select(session, select.parse(d));
    else if (op === Op.Speaking) {
      const said = speaking.parse(d);
      if (said.ssrc !== session.ssrc) throw new Closing(Close.FailedToDecode, 'That is not your ssrc');
      session.isSpeaking = said.speaking !== 0;
    } else if (op === Op.DaveTransitionReady) {
      const { transition_id } = z.object({ transition_id: z.int() }).parse(d);
      session.send(Op.DaveExecuteTransition, { transition_id });
    } else if (op !== Op.DaveMlsInvalidCommitWelcome) throw new Closing(Close.UnknownOpcode, 'Unknown opcode');
    return session;
  }

  #onBinary(session: Session | null, data: Buffer): void {
    if (session === null) throw new Closing(Close.NotAuthenticated, 'Not authenticated');
    const { data: op } = opcode.safeParse(data.readUInt8());
    const payload = data.subarray(1);
    if (op === Op.DaveMlsKeyPackage) session.call.group.keyPackage(payload);
    else if (op === Op.DaveMlsCommitWelcome) session.call.group.committed(payload);
    else throw new Closing(Close.UnknownOpcode, 'Unknown opcode');
  }

  #identify(socket: WebSocket, said: z.infer<typeof identify>): Session {
    const invited = this.#tokens.get(said.server_id);
    if (invited === undefined) throw new Closing(Close.ServerNotFound, 'Server not found');
    if (said.token !== invited.token) throw new Closing(Close.AuthenticationFailed, 'Authentication failed');
    if (said.session_id !== invited.sessionId || said.user_id !== this.#world.botUser.id) {
      throw new Closing(Close.SessionNoLongerValid, 'Session is no longer valid');
    }
    if (said.max_dave_protocol_version < protocolVersion) {
      throw new Closing(Close.EndToEndEncryptionDAVEProtocolRequired, 'E2EE/DAVE protocol required');
    }
    const call = this.callIn(invited.channel);
    this.expel(invited.channel);
    const session = new Session(call, this.#udp, socket, { userId: said.user_id, sessionId: said.session_id });
    call.session = session;
    this.counts.identified++;
    const { port } = this.#udp.address();
    const modes = [mode, 'aead_xchacha20_poly1305_rtpsize'];
    session.send(Op.Ready, { ssrc: session.ssrc, ip: '127.0.0.1', port, modes });
    return session;
  }

  #resume(socket: WebSocket, said: z.infer<typeof resume>): Session {
    const invited = this.#tokens.get(said.server_id);
    const session = invited && this.callIn(invited.channel).session;
    if (session == null || session.sessionId !== said.session_id || invited?.token !== said.token) {
      throw new Closing(Close.SessionNoLongerValid, 'Session is no longer valid');
    }
    session.socket = socket;
    this.counts.resumed++;
    session.replay(said.seq_ack);
    socket.send(JSON.stringify({ op: Op.Resumed, d: null }));
    return session;
  }

  #select(session: Session, { data }: z.infer<typeof select>): void {
    if (data.mode !== mode) throw new Closing(Close.UnknownEncryptionMode, 'Unknown encryption mode');
    session.address = { port: data.port, address: data.address };
    session.send(Op.SessionDescription, {
      mode,
      secret_key: [...session.key],
      dave_protocol_version: protocolVersion,
    });
    const ids = session.call.seats.map(({ person }) => person.id);
    if (ids.length > 0) session.send(Op.ClientsConnect, { user_ids: ids });
    for (const seat of session.call.seats) session.call.announce(seat);
    session.call.group.joinRemote(session);
  }

  #onPacket(message: Buffer, from: { port: number; address: string }): void {
    if (message.length === 74 && message.readUInt16BE() === 1) {
      const answer = Buffer.alloc(74);
      answer.writeUInt16BE(2);
      answer.writeUInt16BE(70, 2);
      message.copy(answer, 4, 4, 8);
      answer.write(from.address, 8);
      answer.writeUInt16BE(from.port, 72);
      this.#udp.send(answer, from.port, from.address);
      return;
    }
    for (const { session } of this.#calls.values()) {
      if (session?.address?.port !== from.port) continue;
      const opened = unseal(session.key, message);
      if (opened?.header.ssrc === session.ssrc && !opened.payload.equals(silence)) session.call.fromBot(opened.payload);
    }
  }
}

class Closing extends Error {
  readonly code: Close;

  constructor(code: Close, message: string) {
    super(message);
    this.code = code;
  }
}
