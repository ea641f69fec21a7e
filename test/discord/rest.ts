// The REST API, version 10: the routes that a slash-command bot uses, with authorisation, recording and injected faults.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { z } from 'zod';
import { acceptCommands } from './commands.ts';
import type { Contract } from './contract.ts';
import { ApiError, invalidForm, parseForm, refusal } from './errors.ts';
import { type Part, readBody } from './http.ts';
import type { Interaction } from './interaction.ts';
import { createMessage, editMessage } from './messages.ts';
import { messageBody } from './payloads.ts';
import { RateLimits } from './rate-limits.ts';
import type { Channel, Message, World } from './world.ts';

/** One request of the bot, as it was answered. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** For example `POST /channels/:channel/messages`. */
  readonly route: string;
  readonly query: Readonly<Record<string, string>>;
  /** The JSON body, or the `payload_json` of a multipart one. */
  readonly body: unknown;
  readonly files: readonly Part[];
  /** UTC ms of the world's clock at its arrival. */
  readonly at: number;
  readonly status: number;
  readonly response: unknown;
  /** True: the status was ordered by {@link Rest.failNext} or the rate limit, not earned by the request. */
  readonly injected: boolean;
}

export interface Fault {
  readonly status: number;
  readonly body?: unknown;
  /** How many requests; 1 when absent. */
  readonly times?: number;
  /** The request takes effect, and only its answer is lost. */
  readonly afterwards?: boolean;
  /** The request takes effect and is never answered, as for a bot that dies meanwhile. */
  readonly unanswered?: boolean;
}

interface Call {
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly json: unknown;
  readonly parts: readonly Part[];
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

interface Route {
  readonly name: string;
  readonly method: string;
  readonly pattern: RegExp;
  /** False: authorised by an interaction's token in the path. */
  readonly needsBot: boolean;
  readonly handle: (call: Call) => Answer;
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const nothing: Answer = { status: 204 };

export class Rest {
  readonly requests: RecordedRequest[] = [];
  readonly limits = new RateLimits();
  readonly #world: World;
  readonly #contract: Contract;
  readonly #gatewayUrl: string;
  readonly #faults: { route: string; fault: Fault; left: number }[] = [];
  readonly #routes: Route[] = [];

  constructor(world: World, contract: Contract, gatewayUrl: string) {
    this.#world = world;
    this.#contract = contract;
    this.#gatewayUrl = gatewayUrl;
    this.#addRoutes();
  }

  /** Answer the next requests of a route with a status instead. @param route for example `POST /webhooks/:application/:token` */
  failNext(route: string, fault: Fault): void {
    if (!this.#routes.some((r) => r.name === route)) {
      throw new Error(`There is no route "${route}"; there are:\n${this.#routes.map((r) => r.name).join('\n')}`);
    }
    this.#faults.push({ route, fault, left: fault.times ?? 1 });
  }

  /** Requests that Discord would have refused (4xx that were not ordered by the test). */
  get refused(): RecordedRequest[] {
    return this.requests.filter((r) => r.status >= 400 && !r.injected);
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const at = this.#world.clock.now();
    const method = request.method ?? 'GET';
    const path = decodeURIComponent(url.pathname.replace(/^\/api\/v10/, ''));
    const route = this.#routes.find((r) => r.method === method && r.pattern.test(path));
    const name = route?.name ?? `${method} ${path}`;
    let answer: Answer;
    let headers: Record<string, string> = {};
    let injected = false;
    let unanswered = false;
    let json: unknown;
    let parts: readonly Part[] = [];
    try {
      ({ json, parts } = await readBody(request));
      if (!route) throw new ApiError(404, 0, '404: Not Found');
      const params = route.pattern.exec(path)?.groups ?? {};
      this.#world.violations.push(
        ...this.#contract.check({ route: name, method, path, query: url.searchParams, json }),
      );
      if (route.needsBot && request.headers.authorization !== `Bot ${this.#world.token}`)
        throw new ApiError(401, 0, '401: Unauthorized');
      const major = params['channel'] ?? params['token'] ?? params['guild'] ?? '';
      const limit = this.limits.take(name, major, route.needsBot);
      headers = limit.headers;
      const scheduled = limit.refused ? undefined : this.#faults.find((f) => f.route === name && f.left > 0);
      if (scheduled) scheduled.left--;
      unanswered = scheduled?.fault.unanswered ?? false;
      injected = scheduled !== undefined || limit.refused !== null;
      const call = { route: name, params, query: url.searchParams, json, parts };
      if (limit.refused) {
        const { retryAfterSeconds, global } = limit.refused;
        answer = {
          status: 429,
          body: { message: 'You are being rate limited.', retry_after: retryAfterSeconds, global },
        };
      } else {
        if (scheduled?.fault.afterwards || scheduled?.fault.unanswered) route.handle(call);
        answer = scheduled
          ? {
              status: scheduled.fault.status,
              body: scheduled.fault.body ?? { message: `${scheduled.fault.status}`, code: 0 },
            }
          : route.handle(call);
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { status, message, code, errors } = error;
      answer = { status, body: { message, code, ...(errors ? { errors } : {}) } };
    }
    if (!injected) {
      const said = { route: name, method, path, status: answer.status, body: answer.body };
      this.#world.violations.push(...this.#contract.checkAnswer(said));
    }
    this.requests.push({
      method,
      path,
      route: name,
      query: Object.fromEntries(url.searchParams),
      body: json,
      files: parts,
      at,
      status: answer.status,
      response: answer.body,
      injected,
    });
    if (unanswered) {
      this.#world.changed();
      return;
    }
    // A 204 has no content type: the client would try to parse its empty body.
    if (answer.body === undefined) response.writeHead(answer.status, headers).end();
    else
      response
        .writeHead(answer.status, { ...headers, 'content-type': 'application/json' })
        .end(JSON.stringify(answer.body));
    this.#world.changed();
  }

  #on(name: string, handle: Route['handle'], access: 'bot' | 'token' = 'bot'): void {
    const [method = '', template = ''] = name.split(' ');
    const source = template.replace(/:(\w+)/g, '(?<$1>[^/]+)');
    this.#routes.push({ name, method, pattern: new RegExp(`^${source}$`), needsBot: access === 'bot', handle });
  }

  #addRoutes(): void {
    const world = this.#world;
    this.#on('GET /gateway/bot', () =>
      ok({
        url: this.#gatewayUrl,
        shards: 1,
        session_start_limit: { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 },
      }),
    );
    this.#on('GET /users/@me', () =>
      ok({ ...world.botUser, email: null, verified: true, mfa_enabled: false, locale: 'en-US' }),
    );
    this.#on('GET /users/:user', ({ params }) => {
      const person = world.people.get(params['user'] ?? '');
      if (!person) throw refusal('unknownUser');
      return ok(person.toApi());
    });
    this.#on('GET /guilds/:guild/members/:user', ({ params }) => {
      const guild = world.guilds.get(params['guild'] ?? '');
      if (!guild?.installed) throw refusal('unknownGuild');
      const person = world.people.get(params['user'] ?? '');
      if (!person || guild.gone.has(person)) throw refusal('unknownMember');
      const { permissions: _, ...member } = guild.memberToApi(person);
      return ok(member);
    });
    this.#on('POST /users/@me/channels', ({ json }) => {
      const { recipient_id } = parseForm(z.object({ recipient_id: z.string() }), json);
      const person = world.people.get(recipient_id);
      if (!person) throw refusal('unknownUser');
      return ok(person.dm.toApi());
    });
    this.#on('GET /applications/@me', () => ok(this.#application()));
    this.#on('GET /oauth2/applications/@me', () => ok(this.#application()));

    for (const scope of ['/applications/:application', '/applications/:application/guilds/:guild']) {
      const guildOf = ({ params }: Call): string | null => {
        if (params['application'] !== world.applicationId) throw refusal('unknownApplication');
        const guild = params['guild'];
        if (guild === undefined) return null;
        if (!world.guilds.get(guild)?.installed) throw refusal('missingAccess');
        return guild;
      };
      this.#on(`GET ${scope}/commands`, (call) => {
        const commands = world.commands.get(guildOf(call)) ?? [];
        return ok(call.query.get('with_localizations') === 'true' ? commands : commands.map(withoutLocalizations));
      });
      this.#on(`PUT ${scope}/commands`, (call) => {
        const guild = guildOf(call);
        const before = world.commands.get(guild) ?? [];
        const commands = acceptCommands(call.json, world.applicationId, guild, before, () => world.ids.next());
        world.commands.set(guild, commands);
        return ok(commands);
      });
      this.#on(`DELETE ${scope}/commands/:command`, (call) => {
        const guild = guildOf(call);
        const before = world.commands.get(guild) ?? [];
        const left = before.filter((c) => c.id !== call.params['command']);
        if (left.length === before.length) throw refusal('unknownCommand');
        world.commands.set(guild, left);
        return nothing;
      });
    }

    this.#on(
      'POST /interactions/:interaction/:token/callback',
      ({ params, query, json, parts, route }) => {
        const interaction = world.interactions.get(params['interaction'] ?? '');
        if (interaction?.token !== params['token']) throw refusal('unknownInteraction');
        const result = interaction.callback(json, parts, route);
        return query.get('with_response') === 'true' ? ok(result) : nothing;
      },
      'token',
    );
    this.#on(
      'POST /webhooks/:application/:token',
      ({ params, query, json, parts, route }) => {
        const message = this.#byToken(params).createFollowUp(json, parts, route);
        return query.get('wait') === 'true' || query.get('wait') === null ? ok(message.toApi()) : nothing;
      },
      'token',
    );
    const own = '/webhooks/:application/:token/messages/:message';
    this.#on(
      `GET ${own}`,
      ({ params }) =>
        ok(
          this.#byToken(params)
            .ownMessage(params['message'] ?? '')
            .toApi(),
        ),
      'token',
    );
    this.#on(
      `PATCH ${own}`,
      ({ params, json, parts, route }) =>
        ok(
          this.#byToken(params)
            .editOwn(params['message'] ?? '', json, parts, route)
            .toApi(),
        ),
      'token',
    );
    this.#on(
      `DELETE ${own}`,
      ({ params }) => {
        const message = this.#byToken(params).ownMessage(params['message'] ?? '');
        message.remove();
        return nothing;
      },
      'token',
    );

    this.#on('GET /channels/:channel', ({ params }) => ok(this.#channel(params).toApi()));
    this.#on('POST /channels/:channel/typing', ({ params }) => {
      this.#channel(params, 'write');
      return nothing;
    });
    this.#on('GET /channels/:channel/messages', ({ params, query }) => {
      const channel = this.#channel(params, Permission.ReadMessageHistory);
      const limit = Number(query.get('limit') ?? 50);
      if (!(limit >= 1 && limit <= 100)) throw invalidForm(['limit'], 'NUMBER_TYPE_MAX', 'Between 1 and 100.');
      const [before, after] = [query.get('before'), query.get('after')];
      const listed = channel.messages.filter(
        (m) =>
          !m.ephemeral &&
          (before === null || BigInt(m.id) < BigInt(before)) &&
          (after === null || BigInt(m.id) > BigInt(after)),
      );
      const page = after === null ? listed.slice(-limit) : listed.slice(0, limit);
      return ok(page.map((m) => m.toApi()).reverse());
    });
    this.#on('POST /channels/:channel/messages', ({ params, json, parts, route }) => {
      const channel = this.#channel(params, 'write');
      if (channel.recipient?.closedDms) throw refusal('closedDms');
      if (channel.state === 'locked') throw refusal('archivedThread');
      // Who writes there opens it again.
      channel.state = 'open';
      const body = parseForm(messageBody, json);
      const message = createMessage({ world, route, channel, interaction: null, body, parts }, 'channel');
      return ok(message.toApi());
    });
    const one = '/channels/:channel/messages/:message';
    this.#on(`GET ${one}`, ({ params }) => {
      return ok(this.#message(params, this.#channel(params, Permission.ReadMessageHistory)).toApi());
    });
    this.#on(`PATCH ${one}`, ({ params, json, parts, route }) => {
      const channel = this.#channel(params);
      const message = this.#message(params, channel);
      if (message.author.id !== world.botUser.id) throw refusal('notYourMessage');
      if (channel.state !== 'open') throw refusal('archivedThread');
      editMessage({ world, route, channel, interaction: null, body: parseForm(messageBody, json), parts }, message);
      return ok(message.toApi());
    });
    this.#on(`DELETE ${one}`, ({ params }) => {
      const channel = this.#channel(params);
      const message = this.#message(params, channel);
      const allowed = message.author.id === world.botUser.id || channel.botPermissions & Permission.ManageMessages;
      if (!allowed) throw refusal('missingPermissions');
      message.remove();
      return nothing;
    });
  }

  #application(): unknown {
    return {
      id: this.#world.applicationId,
      name: this.#world.botUser.username,
      icon: null,
      description: '',
      type: null,
      flags: 0,
      verify_key: '0'.repeat(64),
      bot_public: true,
      bot_require_code_grant: false,
      summary: '',
      max_participants: null,
      integration_types_config: { 0: {}, 1: {} },
      redirect_uris: [],
      interactions_endpoint_url: null,
      role_connections_verification_url: null,
      approximate_guild_count: this.#world.guilds.size,
      approximate_user_install_count: 0,
      approximate_user_authorization_count: 0,
      explicit_content_filter: 0,
      team: null,
      bot: this.#world.botUser,
      owner: this.#world.owner?.toApi() ?? this.#world.botUser,
      flags_new: '0',
      eligible_oauth2_scopes: [],
    };
  }

  #byToken(params: Readonly<Record<string, string>>): Interaction {
    const interaction = [...this.#world.interactions.values()].find((i) => i.token === params['token']);
    if (!interaction || params['application'] !== this.#world.applicationId) throw refusal('unknownWebhook');
    if (!interaction.tokenAlive) throw refusal('invalidWebhookToken');
    if (!interaction.acknowledgement) throw refusal('unknownWebhook');
    return interaction;
  }

  /** A channel that the bot may see (and in which it may do what is needed). */
  #channel(params: Readonly<Record<string, string>>, needed: bigint | 'write' = 0n): Channel {
    const channel = this.#world.channels.get(params['channel'] ?? '');
    if (!channel) throw refusal('unknownChannel');
    const permission = needed === 'write' ? channel.toWrite : needed;
    if (!(channel.botPermissions & Permission.ViewChannel)) throw refusal('missingAccess');
    if (permission && !(channel.botPermissions & permission)) throw refusal('missingPermissions');
    return channel;
  }

  #message(params: Readonly<Record<string, string>>, channel: Channel): Message {
    const message = this.#world.messages.get(params['message'] ?? '');
    // Ephemeral messages exist only for their reader and their interaction's token.
    if (!message || message.channel !== channel || message.deletedAt !== null || message.ephemeral)
      throw refusal('unknownMessage');
    return message;
  }
}

/** Names and descriptions in other languages are told only to who asks for them. */
function withoutLocalizations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLocalizations);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, field]) =>
      key.endsWith('_localizations') ? [] : [[key, withoutLocalizations(field)]],
    ),
  );
}
