// Checks every request of the bot, and every answer to it, against Discord's own OpenAPI document.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Violation } from './world.ts';

/** specs/openapi.json of github.com/discord/discord-api-spec at 74fda0f (MIT, see openapi.LICENSE), compressed. */
const documentFile = new URL('openapi.json.gz', import.meta.url);

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}
interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly required?: boolean;
  readonly schema: { readonly type?: string };
}
type PathItem = Readonly<Record<string, Operation>> & { readonly parameters?: readonly Parameter[] };

export interface CheckedRequest {
  readonly route: string;
  readonly method: string;
  /** Decoded, below the version. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly json: unknown;
}

export class Contract {
  readonly #ajv: Ajv2020;
  readonly #paths: { pattern: RegExp; literals: number; template: string; item: PathItem }[];
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(document: { paths: Record<string, PathItem> }) {
    // Formats are Discord's own (snowflake, nonce), and unions overlap: the document is a preview and not strict.
    this.#ajv = new Ajv2020({
      strict: false,
      validateFormats: false,
      allErrors: true,
      validateSchema: false,
      inlineRefs: false,
      code: { optimize: false },
    });
    this.#ajv.addSchema(document, 'discord');
    this.#paths = Object.entries(document.paths).map(([template, item]) => ({
      pattern: new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`),
      literals: template.split('/').filter((step) => !step.startsWith('{')).length,
      template,
      item,
    }));
    this.#paths.sort((a, b) => b.literals - a.literals);
  }

  /**
   * Compile what nearly every request shares. It takes long enough to cost a bot in the same process its 3 seconds to
   * acknowledge, if it happened at the first request.
   */
  prepare(): void {
    const at = { route: '', method: 'POST', path: '/interactions/1/token/callback' };
    this.check({ ...at, query: new URLSearchParams(), json: {} });
    this.checkAnswer({ ...at, status: 200, body: {} });
  }

  /** Everything in which the request contradicts the document. */
  check(request: CheckedRequest): Violation[] {
    const found: Violation[] = [];
    const complain = (path: string, message: string): void => {
      found.push({ rule: 'openapi', route: request.route, path, message });
    };
    const place = this.#find(request.method, request.path);
    if (!place) {
      complain('', `Discord has no ${request.method} ${request.path}`);
      return found;
    }
    const { operation, template, method, item } = place;
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].filter((p) => p.in === 'query');
    for (const [name, value] of request.query) {
      const parameter = parameters.find((p) => p.name === name);
      if (!parameter) complain(`?${name}`, 'unknown query parameter');
      else if (parameter.schema.type === 'boolean' && !/^(true|false)$/.test(value))
        complain(`?${name}`, 'must be a boolean');
    }
    for (const p of parameters) if (p.required && !request.query.has(p.name)) complain(`?${p.name}`, 'is required');
    if (operation.requestBody === undefined) {
      if (request.json !== undefined) complain('', 'this request has no body');
    } else if (request.json === undefined) {
      complain('', 'a body is required');
    } else {
      const validate = this.#validator([template, method, 'requestBody', 'content', 'application/json', 'schema']);
      if (!validate(request.json)) {
        for (const error of deepest((validate.errors ?? []).filter((one) => !isTakenAllTheSame(one)))) {
          complain(error.instancePath, error.message ?? 'is wrong');
        }
      }
    }
    return found;
  }

  /** Everything in which an answer of the stand-in contradicts the document; answers that it does not describe pass. */
  checkAnswer(said: { route: string; method: string; path: string; status: number; body: unknown }): Violation[] {
    const place = this.#find(said.method, said.path);
    const status = String(said.status);
    if (said.body === undefined || !place?.operation.responses[status]?.content?.['application/json']) return [];
    const { template, method } = place;
    const validate = this.#validator([template, method, 'responses', status, 'content', 'application/json', 'schema']);
    // As it goes over the wire: without properties that are undefined.
    if (validate(JSON.parse(JSON.stringify(said.body)))) return [];
    return deepest(validate.errors ?? []).map((error) => ({
      rule: 'stand-in',
      route: said.route,
      path: error.instancePath,
      message: error.message ?? 'is wrong',
    }));
  }

  #find(verb: string, path: string) {
    const method = verb.toLowerCase();
    const entry = this.#paths.find(({ pattern, item }) => pattern.test(path) && item[method]);
    const operation = entry?.item[method];
    return entry && operation ? { ...entry, operation, method } : undefined;
  }

  /** @param steps where the schema stands below `paths` */
  #validator(steps: readonly string[]): ValidateFunction {
    const pointer = ['paths', ...steps]
      .map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    let validate = this.#validators.get(pointer);
    if (!validate) {
      validate = this.#ajv.compile({ $ref: `discord#/${pointer}` });
      this.#validators.set(pointer, validate);
    }
    return validate;
  }
}

/** The document wants a number where the written reference, and discord.js with it, has permissions as text. */
const isTakenAllTheSame = ({ instancePath }: { readonly instancePath: string }): boolean =>
  instancePath.endsWith('/default_member_permissions');

/** A failed union complains about every alternative; the complaints furthest inside are the telling ones. */
function deepest<T extends { instancePath: string }>(errors: readonly T[]): T[] {
  const depth = (error: T): number => error.instancePath.split('/').length;
  const most = Math.max(...errors.map(depth));
  const seen = new Set<string>();
  return errors.filter(
    (error) => depth(error) === most && !seen.has(error.instancePath) && seen.add(error.instancePath),
  );
}

let loaded: Contract | undefined;

/** The checker, made once for a process. */
export function loadContract(): Contract {
  if (loaded === undefined) {
    const document = gunzipSync(readFileSync(documentFile)).toString('utf8');
    loaded = new Contract(JSON.parse(document) as { paths: Record<string, PathItem> });
    loaded.prepare();
  }
  return loaded;
}
