// compose.yaml and the workflows, without Docker: everything that they name is there, and the settings that docs/growing.md gives for
// the profile `scale` fit the services.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { temporaryFolder } from '../storage/support.ts';
import { freePort, noObjectStore, storeProgram } from '../support/s3.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const words = z.union([z.string(), z.array(z.string())]).transform((given) => [given].flat().join(' '));
const service = z.object({
  profiles: z.array(z.string()).optional(),
  image: z.string().optional(),
  build: z.union([z.string(), z.object({ dockerfile: z.string() })]).optional(),
  command: words.optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.literal('service_healthy') }).loose()).default({}),
  healthcheck: z.object({ test: z.array(z.string()).min(2) }),
});
type Service = z.infer<typeof service>;
const compose = z
  .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) })
  .parse(parse(read('compose.yaml'), { merge: true }));

/** The services that start with these profiles. */
const started = (...profiles: string[]): Map<string, Service> =>
  new Map(
    Object.entries(compose.services).filter(
      ([, one]) => one.profiles === undefined || one.profiles.some((profile) => profiles.includes(profile)),
    ),
  );

/** As Compose puts variables in. */
const filled = (text: string, env: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\$\$|\$\{(\w+)(?::([-?])([^}]*))?\}/g, (whole, name?: string, kind?: string, other = '') => {
    if (name === undefined) return whole === '$$' ? '$' : '';
    if (!env[name]) assert.notEqual(kind, '?', `${name} ${String(other)}`);
    return env[name] || (kind === '-' ? String(other) : '');
  });

/** The lines for .env that the docs give. */
function documentedSettings(): Record<string, string> {
  const [, block = ''] = /```\n(COMPOSE_PROFILES=scale\n[^`]*)```/.exec(read('docs/growing.md')) ?? [];
  return parseEnv(`DISCORD_TOKEN=${'x'.repeat(30)}\n${block}`) as Record<string, string>;
}

describe('containers', () => {
  it('name only what is there, and each says whether it is healthy', () => {
    for (const [name, one] of Object.entries(compose.services)) {
      assert.ok(one.image ?? one.build, name);
      for (const needed of Object.keys(one.depends_on)) assert.ok(compose.services[needed], `${name} needs ${needed}`);
      for (const volume of one.volumes) assert.ok(Object.hasOwn(compose.volumes, volume.split(':')[0] ?? ''), volume);
      const dockerfile = typeof one.build === 'object' ? one.build.dockerfile : 'Dockerfile';
      if (one.build !== undefined) assert.ok(existsSync(path.join(root, dockerfile)), dockerfile);
      for (const [file] of `${one.command} ${one.healthcheck.test.join(' ')}`.matchAll(/src\/\S+\.ts/g)) {
        assert.ok(existsSync(path.join(root, file)), file);
      }
      // `latest` would be another one tomorrow.
      if (one.build === undefined) assert.match(one.image ?? '', /:\S*\d/);
    }
    const used = new Set(
      Object.values(compose.services).flatMap(({ volumes }) => volumes.map((one) => one.split(':')[0])),
    );
    assert.deepEqual([...used].sort(), Object.keys(compose.volumes).sort());
  });

  it('each process answers on the port that its health check asks', () => {
    const after: Record<string, number> = { bot: 0, trainer: 1, intake: 2 };
    for (const [name, { command = '', environment, healthcheck }] of started('scale')) {
      const [, kind] = /src\/(\w+)\/main\.ts/.exec(command) ?? [];
      if (kind === undefined) continue;
      const port = Number(environment['METRICS_PORT']) + (after[kind] ?? Number.NaN);
      assert.equal(healthcheck.test.at(-1), String(port), name);
    }
  });

  it('by default one of each process and a Redis start, on SQLite', () => {
    assert.deepEqual([...started().keys()].sort(), ['bot', 'intake', 'redis', 'trainer']);
    for (const [name, { environment }] of started()) {
      if (name === 'redis') continue;
      const env = { DISCORD_TOKEN: 'x'.repeat(30) };
      const settings = Object.entries(environment).map(([key, value]) => [key, filled(String(value), env)]);
      const config = readConfig({ ...env, ...(Object.fromEntries(settings) as Record<string, string>) });
      assert.deepEqual([config.databaseUrl, config.objectStore], [undefined, undefined]);
    }
  });

  it('the profile scale runs two of each on Postgres and an object store, by the settings that the docs give', () => {
    const env = documentedSettings();
    const services = started(env['COMPOSE_PROFILES'] ?? '');
    const kinds = [...services.values()].map(
      ({ command }) => /src\/(\w+)\/main\.ts/.exec(command ?? '')?.[1] ?? 'other',
    );
    assert.deepEqual(kinds.toSorted(), [
      'bot',
      'bot',
      'intake',
      'intake',
      'other',
      'other',
      'other',
      'trainer',
      'trainer',
    ]);
    for (const { command = '', environment, depends_on: needs } of services.values()) {
      if (!command.includes('/main.ts')) continue;
      const own = Object.entries(environment).map(([key, value]) => [key, filled(String(value), env)]);
      const config = readConfig({ ...env, ...(Object.fromEntries(own) as Record<string, string>) });
      const database = new URL(config.databaseUrl ?? '');
      const store = new URL(config.objectStore?.endpoint ?? '');
      for (const host of [database.hostname, store.hostname])
        assert.ok(services.has(host) && Object.hasOwn(needs, host), host);
      const postgres = services.get(database.hostname)?.environment ?? {};
      assert.equal(filled(String(postgres['POSTGRES_PASSWORD']), env), database.password);
      assert.deepEqual(
        [`/${postgres['POSTGRES_USER']}`, postgres['POSTGRES_USER']],
        [database.pathname, database.username],
      );
      const keys = services.get(store.hostname)?.environment ?? {};
      assert.deepEqual(
        [filled(String(keys['ROOT_ACCESS_KEY']), env), filled(String(keys['ROOT_SECRET_KEY']), env)],
        [config.objectStore?.accessKeyId, config.objectStore?.secretAccessKey],
      );
      assert.match(services.get(store.hostname)?.command ?? '', new RegExp(`--port :${store.port} .*/buckets$`));
    }
  });

  it('the object store starts by the command of its container, with the bucket', { skip: noObjectStore }, async (t) => {
    const env = documentedSettings();
    const { command = '', environment, healthcheck } = compose.services['s3'] ?? {};
    const folder = await temporaryFolder(t);
    symlinkSync(storeProgram ?? '', path.join(folder, 'versitygw'));
    const port = String(await freePort());
    const here = (text: string): string =>
      filled(text, env).replaceAll('/data/', `${folder}/`).replaceAll('7070', port);
    const own = Object.entries(environment ?? {}).map(([key, value]) => [key, filled(String(value), env)]);
    const store: ChildProcess = spawn('/bin/sh', ['-c', here(command)], {
      stdio: 'ignore',
      env: { PATH: `${folder}:${process.env['PATH']}`, ...(Object.fromEntries(own) as Record<string, string>) },
    });
    t.after(async () => {
      const ended = once(store, 'exit');
      store.kill('SIGKILL');
      await ended;
    });
    const health = here(healthcheck?.test.at(-1) ?? '');
    while (!(await fetch(health).catch(() => null))?.ok) {
      assert.equal(store.exitCode, null, 'it runs');
      await setTimeout(20);
    }
    const config = readConfig({ ...env, S3_ENDPOINT: `http://127.0.0.1:${port}`, DATA_DIR: folder });
    assert.ok(config.objectStore);
    const storage = await openStorage({ dataDir: path.join(folder, 'data'), objectStore: config.objectStore });
    const { sha256 } = await storage.blobs.put(Buffer.from('a clip'));
    assert.deepEqual(await storage.blobs.read(sha256), Buffer.from('a clip'));
    await storage.close();
  });

  it('workflows build images for both kinds of processors, and every one is whole', () => {
    const workflow = z.object({
      jobs: z.record(
        z.string(),
        z.object({ steps: z.array(z.object({ uses: z.string(), with: z.record(z.string(), z.unknown()) }).partial()) }),
      ),
    });
    const steps = globSync(path.join(root, '.github/workflows/*.yml')).flatMap((file) =>
      Object.values(workflow.parse(parse(readFileSync(file, 'utf8'))).jobs).flatMap((job) => job.steps),
    );
    const platforms = steps.flatMap((step) => step.with?.['platforms'] ?? []);
    assert.ok(platforms.includes('linux/amd64,linux/arm64'));
    for (const { uses } of steps) if (uses !== undefined) assert.match(uses, /@v\d/);
    const lock = read('package-lock.json');
    for (const name of ['@napi-rs/canvas', '@snazzah/davey']) {
      for (const cpu of ['x64', 'arm64'])
        assert.ok(lock.includes(`node_modules/${name}-linux-${cpu}-gnu"`), `${name} ${cpu}`);
    }
  });
});
