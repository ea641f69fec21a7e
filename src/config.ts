// The only reader of the environment. Everything a process is told from outside passes through here once.
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { engineIds } from './engines.ts';
import { computes } from './learning/providers.ts';
import type { Compute } from './learning/providers.ts';
import type { ObjectStoreSettings } from './storage/s3-blobs.ts';

const blankIsUnset = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());

/** A whole number within bounds. */
const whole = (least: number, most: number) => {
  const wrong = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(wrong).int(wrong).min(least, wrong).max(most, wrong);
};
const atLeastOne = optional(whole(1, 1_000_000));

/** Of GPT-SoVITS, whose versions are those of its models. */
const gptSovitsVersions = ['v2', 'v2Pro', 'v2ProPlus'] as const;

const environment = z.object({
  // Anything else can't be sent in a header.
  DISCORD_TOKEN: optional(z.string().regex(/^[!-~]{20,}$/, 'does not look like a bot token: copy it again')),
  DISCORD_GUILD_ID: optional(z.string().regex(/^\d{17,20}$/, 'is not a server id (17 to 20 digits)')),
  DISCORD_API: optional(
    z.url({ protocol: /^https?$/, error: 'must be the address of an API, like https://discord.com/api' }),
  ),
  SHARDS: optional(z.string().regex(/^\d{1,4}(\s*,\s*\d{1,4})*$/, 'must be numbers with commas between, like 0,1')),
  SHARD_COUNT: optional(whole(1, 10_000)),
  ATTACHMENT_HOSTS: optional(z.string()),
  REDIS_URL: optional(
    z
      .string()
      .regex(
        /^(rediss?(\+sentinel)?|unix):\/\//,
        'must start with redis://, rediss://, redis+sentinel://, rediss+sentinel:// or unix://',
      )
      .refine((url) => URL.canParse(url), { error: 'is not an address, like redis://localhost:6379', abort: true })
      .refine((url) => !/^\w+\+sentinel:/.test(url) || /^[^?]*:\/\/[^/]+\/[^/?]+/.test(url), {
        error: 'must name the master behind the sentinel, like redis+sentinel://host:26379/mymaster',
        abort: true,
      }),
  ),
  REDIS_PREFIX: optional(z.string().regex(/^[\w{}.-]{1,64}$/, 'must be up to 64 letters, digits, and any of {}_.-')),
  REDIS_CA: optional(z.string()),
  DATA_DIR: optional(z.string()),
  DATABASE_URL: optional(
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must start with postgresql://')
      .refine((url) => URL.canParse(url), {
        error: 'is not an address, like postgresql://timbre:password@localhost/timbre',
        abort: true,
      }),
  ),
  S3_ENDPOINT: optional(
    z.url({ protocol: /^https?$/, error: 'must be the address of an object store, like https://s3.example.com' }),
  ),
  S3_BUCKET: optional(z.string()),
  S3_REGION: optional(z.string()),
  S3_ACCESS_KEY_ID: optional(z.string().regex(/^[!-~]+$/, 'does not look like a key: copy it again')),
  S3_SECRET_ACCESS_KEY: optional(z.string()),
  S3_CACHE_MB: optional(whole(1, 1_000_000_000)),
  FFMPEG_PATH: optional(z.string()),
  MODELS_DIR: optional(z.string()),
  SENTENCES_DIR: optional(z.string()),
  ENGINE: optional(z.enum(engineIds, `must be ${engineIds.join(' or ')}`)),
  GPT_SOVITS_HOME: optional(z.string()),
  GPT_SOVITS_PYTHON: optional(z.string()),
  GPT_SOVITS_VERSION: optional(
    z.enum(
      gptSovitsVersions,
      'must be v2, v2Pro or v2ProPlus (v1 is outdated, and v3 and v4 are trained in another way that is not supported)',
    ),
  ),
  COMPUTE: optional(z.enum(computes, `must be one of ${computes.join(', ')}`)),
  KEEP_VERSIONS: optional(whole(1, 1000)),
  IDLE_DAYS: optional(whole(30, 10_000)),
  LEASE_SECONDS: optional(whole(1, 600)),
  READ_ALOUD: optional(z.enum(['on', 'off'], 'must be on or off')),
  MAX_CLIPS: atLeastOne,
  MAX_MINUTES: atLeastOne,
  MAX_VOICES: atLeastOne,
  MAX_OPEN_UPLOADS: atLeastOne,
  MAX_UPLOAD_MB_A_DAY: atLeastOne,
  MAX_TRAINING_MINUTES_A_DAY: atLeastOne,
  MAX_PREVIEWS_A_DAY: atLeastOne,
  MAX_OPEN_RUNS: atLeastOne,
  MIN_FREE_DISK_MB: optional(whole(0, 1_000_000_000)),
  MESSAGE_SAMPLES: optional(z.enum(['on', 'off'], 'must be on or off')),
  CONSENT: optional(z.enum(['button', 'spoken'], 'must be button or spoken')),
  LEARN_TIMBRE: optional(z.enum(['on', 'off'], 'must be on or off')),
  METRICS_PORT: optional(whole(1, 65_000)),
  METRICS_HOST: optional(
    z.union([z.ipv4(), z.ipv6()], 'must be an IP address of this machine, like 127.0.0.1, or 0.0.0.0 for all of them'),
  ),
  LOG_LEVEL: optional(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'must be trace, debug, info, warn, error or silent'),
  ),
});

export interface GptSovitsSettings {
  /** Absolute folder of the checkout. */
  readonly home: string;
  /** Path or name of its Python; absent: a virtual environment inside the checkout, else python3. */
  readonly python: string | undefined;
  readonly version: (typeof gptSovitsVersions)[number];
}

export interface Config {
  /** Absent where no real Discord is wanted (tests of a room, operator commands). */
  readonly discordToken: string | undefined;
  /** Register commands for this one server instead of globally. */
  readonly discordGuildId: string | undefined;
  /** Base of Discord's REST API; the gateway is discovered through it. */
  readonly discordApi: string;
  /** Which shards of the gateway this bot has, of how many; absent: all, as many as Discord recommends. */
  readonly shards: { readonly ids: readonly number[]; readonly count: number } | undefined;
  /** `host` or `host:port` values that attachments may be downloaded from. */
  readonly attachmentHosts: readonly string[];
  /** As queue/redis.ts takes it, with what REDIS_PREFIX and REDIS_CA say in it; absent: `npm start` runs a private one. */
  readonly redisUrl: string | undefined;
  /** A Postgres, `postgresql://…`; absent: an SQLite file in the data folder. */
  readonly databaseUrl: string | undefined;
  /** Where blobs are kept; absent: in the data folder. */
  readonly objectStore: ObjectStoreSettings | undefined;
  /** Absolute folder of everything that must survive and is not kept elsewhere: database, blobs, Redis' log. */
  readonly dataDir: string;
  readonly ffmpegPath: string | undefined;
  /** Absolute folder of the models that were fetched; see src/models. */
  readonly modelsDir: string;
  /** With what people are given to read beside what comes with it; null: nothing. */
  readonly sentencesDir: string | null;
  /** What the trainer trains with; the settings of an engine come with it. */
  readonly engine:
    | { readonly name: 'builtin'; readonly compute: Compute; readonly learnsTimbre: boolean }
    | ({ readonly name: 'gpt-sovits' } & GptSovitsSettings);
  /** So many of the newest versions of a voice keep the history of their training (see storage/pruning.ts). */
  readonly keepVersions: number;
  /** Days without use after which a voice is deleted, its owner being told before; absent: none is. */
  readonly idleDays: number | undefined;
  /** How long a claimed run stays with a silent trainer before it is given to another one. */
  readonly leaseMs: number;
  /** Of one person, where not said otherwise. */
  readonly limits: {
    readonly clips: number;
    /** Of audio in the clips. */
    readonly minutes: number;
    readonly voices: number;
    /** Files that wait to be taken in. */
    readonly openUploads: number;
    readonly uploadBytesADay: number;
    readonly trainingMinutesADay: number;
    readonly previewsADay: number;
    /** Trainings and previews of everybody that have not ended. */
    readonly openRuns: number;
    /** Below this, nothing new is taken. */
    readonly freeDiskBytes: number;
  };
  /** Whether people agree aloud, beside by a button, before anything is trained. */
  readonly spokenConsent: boolean;
  /** Whether people may add recordings by their messages (see docs/operating.md for what Discord says of it). */
  readonly messageSamples: boolean;
  /** Whether messages of those who want it are read aloud in voice channels; takes a privileged intent. */
  readonly readAloud: boolean;
  /** Where the bot shows its health and figures, the other processes on the ports after it; absent: nowhere. */
  readonly metricsPort: number | undefined;
  /** The address on which that is heard; where not said otherwise, only this machine can ask. */
  readonly metricsHost: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Thrown when the environment cannot be used; the message lists every wrong variable with a hint. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Read the configuration.
 * @param env usually `process.env`; a `.env` file in the working folder is read by {@link loadEnvFile} before
 * @throws ConfigError naming every variable that is wrong
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`These settings are wrong (see .env.example for what each one means):\n${lines.join('\n')}`);
  }
  const values = parsed.data;
  return {
    discordToken: values.DISCORD_TOKEN,
    discordGuildId: values.DISCORD_GUILD_ID,
    discordApi: (values.DISCORD_API ?? 'https://discord.com/api').replace(/\/+$/, ''),
    shards: shardsOf(values),
    attachmentHosts: (values.ATTACHMENT_HOSTS ?? 'cdn.discordapp.com,media.discordapp.net')
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
    redisUrl: redisUrlOf(values),
    databaseUrl: values.DATABASE_URL,
    objectStore: objectStoreOf(values),
    dataDir: path.resolve(values.DATA_DIR ?? 'data'),
    ffmpegPath: values.FFMPEG_PATH,
    modelsDir: path.resolve(values.MODELS_DIR ?? 'models'),
    sentencesDir: values.SENTENCES_DIR === undefined ? null : path.resolve(values.SENTENCES_DIR),
    engine: engineOf(values),
    keepVersions: values.KEEP_VERSIONS ?? 3,
    idleDays: values.IDLE_DAYS,
    leaseMs: (values.LEASE_SECONDS ?? 20) * 1000,
    limits: {
      clips: values.MAX_CLIPS ?? 2000,
      minutes: values.MAX_MINUTES ?? 180,
      voices: values.MAX_VOICES ?? 10,
      openUploads: values.MAX_OPEN_UPLOADS ?? 30,
      uploadBytesADay: (values.MAX_UPLOAD_MB_A_DAY ?? 1000) * 1e6,
      trainingMinutesADay: values.MAX_TRAINING_MINUTES_A_DAY ?? 240,
      previewsADay: values.MAX_PREVIEWS_A_DAY ?? 200,
      openRuns: values.MAX_OPEN_RUNS ?? 100,
      freeDiskBytes: (values.MIN_FREE_DISK_MB ?? 1000) * 1e6,
    },
    spokenConsent: values.CONSENT === 'spoken',
    messageSamples: values.MESSAGE_SAMPLES === 'on',
    readAloud: values.READ_ALOUD === 'on',
    metricsPort: values.METRICS_PORT,
    metricsHost: values.METRICS_HOST ?? '127.0.0.1',
    logLevel: values.LOG_LEVEL ?? 'info',
  };
}

/** One address says all of it: it is what is handed on. */
function redisUrlOf({ REDIS_URL: given, REDIS_PREFIX: prefix, REDIS_CA: ca }: z.infer<typeof environment>) {
  if (given === undefined) return undefined;
  const url = new URL(given);
  if (prefix !== undefined) url.searchParams.set('prefix', prefix);
  if (ca === undefined) return url.search === '' ? given : url.href;
  if (!url.protocol.startsWith('rediss')) throw new ConfigError('REDIS_CA: only a rediss:// address is checked by it');
  const file = path.resolve(ca);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new ConfigError(`REDIS_CA: there is no file ${file}`);
  url.searchParams.set('ca', file);
  return url.href;
}

/** Several bots must agree on the count, or servers would be heard twice, or by none. */
function shardsOf({ SHARDS: named, SHARD_COUNT: count }: z.infer<typeof environment>): Config['shards'] {
  if (count === undefined) {
    if (named === undefined) return undefined;
    throw new ConfigError('SHARD_COUNT: SHARDS says which shards this bot has, so this must say of how many');
  }
  const all = Array.from({ length: count }, (_, id) => id);
  const ids = named === undefined ? all : [...new Set(named.split(',').map(Number))];
  const wrong = ids.find((id) => id >= count);
  if (wrong === undefined) return { ids, count };
  throw new ConfigError(`SHARDS: there is no shard ${wrong} of ${count} (SHARD_COUNT): the first is 0`);
}

function engineOf(values: z.infer<typeof environment>): Config['engine'] {
  const { GPT_SOVITS_HOME: home, GPT_SOVITS_PYTHON: python, GPT_SOVITS_VERSION: version = 'v2Pro' } = values;
  if (values.ENGINE !== 'gpt-sovits') {
    return { name: 'builtin', compute: values.COMPUTE ?? 'auto', learnsTimbre: values.LEARN_TIMBRE !== 'off' };
  }
  if (home === undefined) {
    throw new ConfigError(
      'GPT_SOVITS_HOME: ENGINE is gpt-sovits, so this must be the folder of a checkout of GPT-SoVITS',
    );
  }
  return { name: 'gpt-sovits', home: path.resolve(home), python, version };
}

function objectStoreOf(values: z.infer<typeof environment>): Config['objectStore'] {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket } = values;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values;
  const needed = { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId };
  const all = { ...needed, S3_SECRET_ACCESS_KEY: secretAccessKey };
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) {
    const missing = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [name] : []));
    if (missing.length === Object.keys(all).length) return undefined;
    throw new ConfigError(`${missing.join(', ')}: an object store needs all of ${Object.keys(all).join(', ')}`);
  }
  const region = values.S3_REGION ?? 'us-east-1';
  return { endpoint, bucket, region, accessKeyId, secretAccessKey, cacheBytes: (values.S3_CACHE_MB ?? 2000) * 1e6 };
}

/** Read `.env` of the working folder into `process.env`, where there is one; set variables win. @throws ConfigError */
export function loadEnvFile(): void {
  if (!existsSync('.env')) return;
  for (const [name, value] of Object.entries(readEnvFile(path.resolve('.env')))) {
    if (value !== undefined) process.env[name] ??= value;
  }
}

/** The beginnings of files whose letters are written in another way than most: what editors for Windows put there. */
const byteOrderMarks: readonly (readonly [string, 'utf-8' | 'utf-16le' | 'utf-16be'])[] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];

/** The settings in a file as `.env` is one. @param file absolute @throws ConfigError where it can't be read */
export function readEnvFile(file: string): Record<string, string | undefined> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    const why =
      code === 'EISDIR'
        ? 'it is a folder: remove it, and write the settings into a file of that name'
        : code === 'ENOENT'
          ? 'there is none'
          : code === 'EACCES'
            ? `EACCES: give it to the user that runs this: sudo chown "$(id -un)" ${file}`
            : code;
    throw new ConfigError(`The file ${file} can't be read (${why}).`, { cause: error });
  }
  const start = bytes.toString('hex', 0, 3);
  const encoding = byteOrderMarks.find(([mark]) => start.startsWith(mark))?.[1] ?? 'utf-8';
  // It leaves the mark out.
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.includes('\0')) throw new ConfigError(`The file ${file} is no text in UTF-8: save it as that.`);
  return parseEnv(text);
}
