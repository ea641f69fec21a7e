// `doctor`: looks at everything that Timbre needs, one line each, and names the one command that mends what is wrong.
// Changes nothing.
import { modelsByHand } from '../ears/listening-models.ts';
import { catalog } from '../models/catalog.ts';
import { examineModel } from '../models/folder.ts';
import { espeakInstall, espeakVersion } from '../phones/espeak.ts';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Kysely, sql } from 'kysely';
import { z } from 'zod';
import { locateFfmpeg } from '../audio/ffmpeg.ts';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { UserError } from '../errors.ts';
import { outage, outageOf } from '../outage.ts';
import { explain } from '../process.ts';
import { languagesInWords } from '../words.ts';
import { examineTemporaryFolder } from '../scratch.ts';
import { mustAnswer, withoutPassword } from '../queue/answers.ts';
import { startPrivateRedis } from '../queue/redis.ts';
import { databaseName, examineDataFolder } from '../storage/data-folder.ts';
import { nearestFolder } from '../writable.ts';
import { migrationState } from '../storage/migrations.ts';
import { mustNotBeginAnew } from '../storage/places.ts';
import { examinePostgres, openPostgres } from '../storage/postgres.ts';
import type { Database } from '../storage/schema.ts';
import { S3Blobs } from '../storage/s3-blobs.ts';
import { openSqlite } from '../storage/sqlite.ts';
import { isNewSqlite } from '../storage/sqlite-file.ts';
import type { VoiceEngine } from '../trainer/engines/engine.ts';
import type { CliParts } from './context.ts';

/** Below this nothing works for long; below the second it is time to think of it, bytes. */
const disk = { least: 200e6, comfortable: 2e9 };

interface Finding {
  readonly level: 'good' | 'warning' | 'bad';
  readonly message: string;
  /** What mends it: a command, or a sentence with one. */
  readonly mend?: string;
}

const good = (message: string): Finding => ({ level: 'good', message });
const bad = (message: string, mend: string): Finding => ({ level: 'bad', message, mend });
const warning = (message: string, mend: string): Finding => ({ level: 'warning', message, mend });

/**
 * Look at everything and tell of it.
 * @returns whether Timbre can run
 */
export async function doctor({ env, out, engine }: CliParts): Promise<boolean> {
  let well = true;
  const look = async (what: string, check: () => Promise<Finding | readonly Finding[]>): Promise<void> => {
    const findings = await check().catch((error: unknown) =>
      error instanceof UserError
        ? bad(error.message, error.hint)
        : bad(
            error instanceof Error ? error.message : String(error),
            explain(error)?.text ??
              'Timbre has no advice for this. Run it again; if it stays, look at the log, or open an issue with this line.',
          ),
    );
    for (const { level, message, mend } of [findings].flat()) {
      out(`${{ good: '✓', warning: '!', bad: '✗' }[level]} ${what}: ${message}`);
      if (mend !== undefined) out(`    → ${mend}`);
      if (level === 'bad') well = false;
    }
  };
  await look('Node', node);
  let config: Config | undefined;
  await look('settings', async () => {
    try {
      config = readConfig(env);
      return good('can be read');
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return bad(error.message, 'Fix these lines in .env.');
    }
  });
  if (config === undefined) return false;
  const { discordApi, dataDir, databaseUrl, discordToken, redisUrl, ffmpegPath, modelsDir, engine: settings } = config;
  const tokenLooks = token(discordToken);
  await look('Discord token', async () => tokenLooks);
  if (discordToken !== undefined && tokenLooks.level === 'good')
    await look('Discord', () => discord(discordApi, discordToken));
  await look('ffmpeg', async () => good((await locateFfmpeg(ffmpegPath)).version));
  await look('Redis', () => redis(redisUrl));
  await look('storage', () => storage(dataDir));
  await look('temporary files', async () => good(`${await examineTemporaryFolder()} can be written to`));
  await look('database', () =>
    databaseUrl === undefined ? sqlite(dataDir, config?.objectStore) : postgres(databaseUrl),
  );
  await look('recordings', () => recordings(config?.objectStore, databaseUrl));
  await look('models', () => models(modelsDir));
  // Of use to the source voice of this model only, and that to the built-in engine.
  if (settings.name === 'builtin' && catalog.some(({ name, isUsed }) => name === 'kokoro' && isUsed))
    await look('espeak-ng', espeak);
  await look('engine', async () => {
    const { createEngine } = await import('../trainer/engines/create.ts');
    const examined = engine ?? (await createEngine(await locateFfmpeg(ffmpegPath), settings));
    try {
      return await engineFindings(examined, nearestFolder(dataDir));
    } finally {
      await examined.close();
    }
  });
  out(well ? 'All is well.' : 'Fix what is marked with ✗, then run it again.');
  return well;
}

async function node(): Promise<Finding> {
  const manifest = z
    .object({ engines: z.object({ node: z.string().regex(/^>=\d+\.\d+$/) }) })
    .parse(JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')));
  const needed = manifest.engines.node.slice(2);
  const [major = 0, minor = 0] = needed.split('.').map(Number);
  const [ownMajor = 0, ownMinor = 0] = process.versions.node.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor)
    ? good(process.versions.node)
    : bad(`${process.versions.node} is too old; ${needed} is needed`, 'rm -rf node_modules && npm run cli -- doctor');
}

/** A token is the bot's id in base64url, a time, and a signature. */
function token(discordToken: string | undefined): Finding {
  if (discordToken === undefined) {
    return bad('DISCORD_TOKEN is not set', 'Put a line DISCORD_TOKEN=the-token-of-your-bot into .env.');
  }
  const [id = ''] = discordToken.split('.');
  const looksRight =
    /^[\w-]+\.[\w-]{5,}\.[\w-]{20,}$/.test(discordToken) &&
    /^\d{17,20}$/.test(Buffer.from(id, 'base64url').toString('latin1'));
  return looksRight
    ? good('has the form of one')
    : bad(
        'DISCORD_TOKEN does not have the form of a bot token',
        'Copy it again from the page “Bot” of your application (https://discord.com/developers/applications) into .env.',
      );
}

async function discord(api: string, discordToken: string): Promise<Finding> {
  const { askDiscord, restFor } = await import('../bot/discord/reach.ts');
  const { name } = await askDiscord(restFor(api, discordToken), api);
  return good(`answers, and knows the bot as “${name}”`);
}

/** What models there are, fetched or put there by hand, and what those that are not there would bring. */
async function models(folder: string): Promise<Finding[]> {
  const { usable, unusable } = await modelsByHand(folder);
  const byHand = [
    ...usable.map(({ name, languages }) => good(`${name} (put there by hand): hears ${languagesInWords(languages)}`)),
    ...unusable.map(({ name, why }) =>
      warning(
        `${name} (put there by hand) can’t be used: ${why}`,
        `Put a whole one into ${path.join(folder, name)}, or remove that folder.`,
      ),
    ),
  ];
  const fetched = await Promise.all(
    catalog
      .filter(({ isUsed }) => isUsed)
      .map(async (model) => {
        const presence = await examineModel(folder, model);
        if (presence === 'there') return good(`${model.name}: ${model.brings}`);
        const message =
          presence === 'damaged'
            ? `${model.name} is damaged and not used`
            : `${model.name} is not there; with it, Timbre ${model.brings}`;
        return warning(message, 'npm run models');
      }),
  );
  return [...fetched, ...byHand];
}

/** Without it only English can be spoken by the source voice of the models. */
async function espeak(): Promise<Finding> {
  const brings = 'tells how words of Spanish, French, Italian, Portuguese, Hindi and many more are spoken';
  const version = await espeakVersion();
  return version === null ? warning(`it is not there; it ${brings}`, espeakInstall) : good(`${version} ${brings}`);
}

async function redis(url: string | undefined): Promise<Finding> {
  if (url !== undefined) {
    await mustAnswer(url);
    return good(`answers at ${withoutPassword(url)}`);
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-doctor-'));
  try {
    await (await startPrivateRedis(folder)).close();
    return good('a private one can be started');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function storage(dataDir: string): Promise<Finding[]> {
  const { folder, freeBytes } = await examineDataFolder(dataDir);
  const free = `${(freeBytes / 1e9).toFixed(1)} GB free`;
  const room = 'npm run cli -- prune, or set DATA_DIR to a folder on a larger disk.';
  return [
    good(dataDir === folder ? `${dataDir} can be written to` : `${dataDir} doesn’t exist yet and can be made`),
    freeBytes < disk.least
      ? bad(`only ${free} on its disk`, room)
      : freeBytes < disk.comfortable
        ? warning(`only ${free} on its disk`, room)
        : good(free),
  ];
}

async function sqlite(dataDir: string, store: Config['objectStore']): Promise<Finding> {
  const file = path.join(dataDir, databaseName);
  if (isNewSqlite(file)) {
    // What an object store holds is asked at the start.
    if (store === undefined && existsSync(path.join(dataDir, 'blobs'))) await mustNotBeginAnew({ dataDir }, () => true);
    return good('an SQLite file that doesn’t exist yet; the first start makes it');
  }
  const db = new Kysely<Database>({ dialect: openSqlite(file) });
  try {
    const { rows } = await sql<{ quick_check: string }>`pragma quick_check(1)`.execute(db);
    if (rows[0]?.quick_check !== 'ok') {
      return bad(`it is damaged: ${rows[0]?.quick_check}`, outageOf('database-damaged', file).forOperators);
    }
    return await shape(db, `SQLite ${process.versions.sqlite}, sound`);
  } finally {
    await db.destroy();
  }
}

async function postgres(url: string): Promise<Finding> {
  const { place, version, isEmpty } = await examinePostgres(url);
  const about = `Postgres ${version} at ${place}, can be written to`;
  if (isEmpty) return good(`${about}; empty, the first start makes the tables`);
  const db = new Kysely<Database>({ dialect: openPostgres(url) });
  try {
    return await shape(db, about);
  } finally {
    await db.destroy();
  }
}

/** Where recordings and states are kept. Puts a blob there and deletes it. */
async function recordings(store: Config['objectStore'], databaseUrl: string | undefined): Promise<Finding> {
  if (store === undefined) {
    return databaseUrl === undefined
      ? good('kept in DATA_DIR')
      : warning(
          'kept in DATA_DIR on this machine: with Postgres, all processes must still share it',
          'To use several machines, set S3_ENDPOINT, S3_BUCKET and its keys (docs/growing.md).',
        );
  }
  const place = `${store.bucket} at ${store.endpoint}`;
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-doctor-'));
  try {
    const blobs = await S3Blobs.open(store, folder);
    const { sha256 } = await blobs.put(Buffer.from(`doctor ${randomUUID()}`));
    await blobs.delete(sha256);
    return good(`${place} can be written to`);
  } catch (error) {
    if (outage(error)?.kind !== 'store-away') throw error;
    return bad(`${place} can’t be used (${(error as Error).message})`, outage(error)?.forOperators ?? '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether a database is of this version. */
async function shape(db: Kysely<Database>, about: string): Promise<Finding> {
  const { missing, unknown } = await migrationState(db);
  if (unknown.length > 0) {
    return bad(
      `${about}; a newer version of Timbre made it (${unknown.join(', ')})`,
      'git pull && npm run cli -- doctor',
    );
  }
  return missing.length > 0
    ? bad(`${about}; it is of an older version (${missing.join(', ')} missing)`, 'npm start brings it up to date.')
    : good(`${about} and up to date`);
}

/** @param dir where states will lie */
async function engineFindings(engine: VoiceEngine, dir: string): Promise<Finding[]> {
  const found = await engine.installation(dir);
  const told = found.map(({ level, message, hint }) => (level === 'error' ? bad : warning)(message, hint));
  if (found.some(({ level }) => level === 'error')) return told;
  const { provider, name, freeBytes, refused = [] } = await engine.device();
  const memory = freeBytes === null ? '' : `, ${(freeBytes / 1e9).toFixed(1)} GB of memory free`;
  return [
    good(`“${engine.id}” ${engine.version} computes on ${provider} (${name})${memory}`),
    ...refused.map((other) => good(`not on ${other.provider}: ${other.reason}`)),
    ...told,
  ];
}
