// A local Discord: REST, gateway and attachment CDN on one loopback port, for the unmodified discord.js.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Locale } from 'discord-api-types/v10';
import { Cdn, type Download } from './cdn.ts';
import { Clock } from './clock.ts';
import { loadContract } from './contract.ts';
import { Gateway } from './gateway.ts';
import { Person, type PersonSettings } from './person.ts';
import { type Fault, type RecordedRequest, Rest } from './rest.ts';
import { type Entry, entryOf } from './transcript.ts';
import { certificate, VoiceServer } from './voice/server.ts';
import { Voice } from './voice/voice.ts';
import { type Change, Guild, type Violation, type WaitOptions, type Watcher, World } from './world.ts';

export interface Settings {
  readonly clock?: Clock;
  /** 0 or absent: a free one. */
  readonly port?: number;
  readonly botName?: string;
  /** Bits of the privileged intents that are switched on for the application. */
  readonly privilegedIntents?: number;
}

export class Discord {
  readonly world: World;
  readonly clock: Clock;
  readonly gateway: Gateway;
  readonly rest: Rest;
  readonly cdn: Cdn;
  readonly voice: Voice;
  /** `127.0.0.1:port`: what a bot must allow-list to download attachments. */
  readonly host: string;
  readonly #close: () => Promise<void>;

  constructor(
    parts: Pick<Discord, 'world' | 'gateway' | 'rest' | 'cdn' | 'voice' | 'host'>,
    close: () => Promise<void>,
  ) {
    this.world = parts.world;
    this.clock = parts.world.clock;
    this.gateway = parts.gateway;
    this.rest = parts.rest;
    this.cdn = parts.cdn;
    this.voice = parts.voice;
    this.host = parts.host;
    this.#close = close;
  }

  get token(): string {
    return this.world.token;
  }

  get applicationId(): string {
    return this.world.applicationId;
  }

  /** The `rest.api` of a discord.js client. */
  get api(): string {
    return `http://${this.host}/api`;
  }

  /** What a bot process needs in its environment to talk to this instead of Discord. */
  get env(): { DISCORD_TOKEN: string; DISCORD_API: string; ATTACHMENT_HOSTS: string; NODE_EXTRA_CA_CERTS: string } {
    return {
      DISCORD_TOKEN: this.token,
      DISCORD_API: this.api,
      ATTACHMENT_HOSTS: this.host,
      NODE_EXTRA_CA_CERTS: certificate,
    };
  }

  /** Every request of the bot, in order of completion. */
  get requests(): readonly RecordedRequest[] {
    return this.rest.requests;
  }

  /** What the bot got wrong without being refused; a good bot leaves this empty. */
  get violations(): readonly Violation[] {
    return this.world.violations;
  }

  /** Make a server. @param settings `installed: false`: the bot is no member */
  guild(name: string, settings: { locale?: Locale; installed?: boolean } = {}): Guild {
    const { locale = Locale.EnglishUS, installed = true } = settings;
    const guild = new Guild(this.world, { name, locale, installed });
    if (installed) this.world.dispatch('GUILD_CREATE', guild.toApi(), guild.id);
    return guild;
  }

  /** Make a person; a member of every server. */
  person(name: string, settings: PersonSettings = {}): Person {
    return new Person(this.world, name, settings);
  }

  /** Wait until the bot is connected and has registered commands. */
  async ready(options?: WaitOptions): Promise<void> {
    await this.world.waitFor(
      'a connected bot with registered commands',
      () => (this.gateway.connected > 0 && [...this.world.commands.values()].some((c) => c.length > 0)) || undefined,
      options,
    );
  }

  /** Wait until the bot has identified `times` times and is connected: after a restart of its process, for example. */
  async identified(times: number, options?: WaitOptions): Promise<void> {
    await this.world.waitFor(
      `identification number ${times}`,
      () => (this.gateway.counts.identified >= times && this.gateway.connected > 0) || undefined,
      options,
    );
  }

  /** Wait for a request of the bot, past or future. */
  waitForRequest(predicate: (request: RecordedRequest) => boolean, options?: WaitOptions): Promise<RecordedRequest> {
    return this.world.waitFor('a request of the bot', () => this.requests.find(predicate), options);
  }

  /** Wait for a download from the CDN, past or future; it may still be running. */
  waitForDownload(predicate: (download: Download) => boolean, options?: WaitOptions): Promise<Download> {
    return this.world.waitFor('a download', () => this.cdn.downloads.find(predicate), options);
  }

  /** Answer the next requests of a route with a status instead; see {@link Fault}. */
  failNext(route: string, fault: Fault): void {
    this.rest.failNext(route, fault);
  }

  /** Set a route's rate limit. */
  rateLimit(route: string, requests: number, windowMs: number): void {
    this.rest.limits.set(route, { requests, windowMs });
  }

  /** Cut every gateway connection as a lost network does; clients resume. */
  dropSockets(): void {
    this.gateway.dropSockets();
  }

  /** Everything that people and bot did, in order. */
  transcript(): Entry[] {
    return this.world.history.map(entryOf);
  }

  /**
   * Be told of everything that happens in a channel, as it happens: commands, clicks, messages, edits.
   * @returns ends the watch
   */
  watch(listener: (entry: Entry, change: Change) => void): () => void {
    const watcher: Watcher = (item, change) => listener(entryOf(item), change);
    this.world.watchers.add(watcher);
    return () => this.world.watchers.delete(watcher);
  }

  close(): Promise<void> {
    return this.#close();
  }
}

/** Start the stand-in on 127.0.0.1. */
export async function startDiscord(settings: Settings = {}): Promise<Discord> {
  const world = new World(settings.clock ?? new Clock(), settings.botName ?? 'Timbre');
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port ?? 0, '127.0.0.1', resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const gatewayUrl = `ws://${host}/gateway`;
  const gateway = new Gateway(world, { url: gatewayUrl, privilegedIntents: settings.privilegedIntents ?? 0 });
  const cdn = new Cdn(world, `http://${host}`);
  const voice = new Voice(world, await VoiceServer.start(world));
  const rest = new Rest(world, loadContract(), gatewayUrl);
  server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
  server.on('request', (request, response) => {
    const url = new URL(request.url ?? '/', `http://${host}`);
    if (!url.pathname.startsWith('/api/v10/')) {
      cdn.handle(request, response, url);
      return;
    }
    rest.handle(request, response, url).catch((error: unknown) => {
      // A mistake of the stand-in itself must not look like an outage of Discord that a bot retries away.
      process.stderr.write(`Discord stand-in: ${request.method} ${url.pathname}: ${String((error as Error).stack)}\n`);
      response.writeHead(418, { 'content-type': 'application/json' }).end('{"message":"stand-in failed","code":0}');
    });
  });
  return new Discord({ world, gateway, rest, cdn, voice, host }, async () => {
    gateway.close();
    voice.close();
    world.clock.close();
    server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  });
}
