// Every program, started as somebody does who has not set it up rightly: one clear sentence with the way out, an exit code
// that says whether starting again may help (1) or something must be mended first (2), no stack, and an end.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, open, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { runCli } from '../../src/cli/cli.ts';
import { readConfig, readEnvFile } from '../../src/config.ts';
import { hashFile } from '../../src/files.ts';
import { type PrivateRedis, startPrivateRedis } from '../../src/queue/redis.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { type Discord, startDiscord } from '../discord/standin.ts';
import { patienceMs } from '../support/patience.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const start = 'src/main.ts';
const bot = 'src/bot/main.ts';
const trainer = 'src/trainer/main.ts';
const register = 'src/bot/discord/register.ts';
const cli = 'src/cli/main.ts';
const isRoot = process.getuid?.() === 0;
const someToken = `${Buffer.from('100000000000000001').toString('base64url')}.Gabcde.${'x'.repeat(30)}`;
const nowhere = 'http://127.0.0.1:1/api';
/** What is for programmers. */
const unreadable = /^\s+at |node:internal|\bError:|ERR_|errno|ZodError/m;

/** A command of the CLI, within this process. @returns the exit code and all that was printed */
async function command(words: readonly string[], env: NodeJS.ProcessEnv): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const out = (line: string): void => void lines.push(line);
  const code = await runCli(words, { env, out, err: out });
  return { code, said: lines.join('\n') };
}

/** Everything in a folder but what SQLite makes to read: names, and what is in the files. */
const contents = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('-shm'))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter((file) => !file.endsWith('-wal') || statSync(file).size > 0);
  const hashed = files.map(async (file) => `${path.relative(folder, file)} ${await hashFile(file)}`);
  return (await Promise.all(hashed)).toSorted();
};

/** A database of another program, whose last rows are in its log only. */
const foreign = async (making: string, folder: string, statements: string, inLog = ''): Promise<void> => {
  await mkdir(making, { recursive: true });
  const made = path.join(making, 'timbre.sqlite');
  await rm(made, { force: true });
  const other = new DatabaseSync(made);
  other.exec(`${inLog === '' ? '' : 'pragma journal_mode = wal;'} ${statements}; ${inLog}`);
  await cp(making, folder, { recursive: true });
  other.close();
};

describe('start-ups', () => {
  /** Everything that a case makes; also the working folder, so that no `.env` of a checkout is read. */
  let home: string;
  let discord: Discord;
  let redis: PrivateRedis;
  const undo: (() => void)[] = [];
  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'timbre-start-'));
    await mkdir(path.join(home, 'work'));
    discord = await startDiscord();
    redis = await startPrivateRedis(path.join(home, 'redis'));
  });
  after(async () => {
    await redis.close();
    await discord.close();
    for (const one of undo.toReversed()) one();
    await rm(home, { recursive: true, force: true });
  });

  /** What a person's shell would bring; and what is compiled need not be compiled by each of them again. */
  const inherited = Object.fromEntries(
    ['PATH', 'NODE_COMPILE_CACHE'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

  interface Start {
    readonly program: string;
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    /** As an ordinary user: root may write everywhere. */
    readonly powerless?: boolean;
  }

  /** @returns the exit code and all that was printed */
  async function run({ program, args = [], env = {}, powerless }: Start): Promise<{ code: number; said: string }> {
    const words = [path.join(root, program), ...args];
    const drop = ['setpriv', '--bounding-set=-all', '--inh-caps=-all', process.execPath] as const;
    const [command, ...before] = powerless && isRoot ? drop : [process.execPath];
    const child = spawn(command, [...before, ...words], {
      cwd: path.join(home, 'work'),
      env: { ...inherited, HOME: home, DATA_DIR: path.join(home, 'data'), LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    clearTimeout(timer);
    assert.equal(signal, null, `it did not end by itself:\n${said}`);
    return { code: code ?? -1, said };
  }

  /** @param says what must be there, in this order: what is wrong, then the way out */
  async function refused(what: Start, code: 1 | 2, ...says: readonly RegExp[]): Promise<void> {
    const ended = await run(what);
    const about = `${what.program} ${what.args?.join(' ') ?? ''} said, with ${ended.code}:\n${ended.said}`;
    assert.equal(ended.code, code, about);
    for (const pattern of says) assert.match(ended.said, pattern, about);
    assert.doesNotMatch(ended.said, unreadable, about);
  }

  const mounted = async (name: string, options: string): Promise<string> => {
    await mkdir(place(name));
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place(name)]);
    undo.push(() => execFileSync('umount', [place(name)]));
    return place(name);
  };
  const place = (name: string): string => path.join(home, name);
  const withToken = (env: Readonly<Record<string, string>> = {}): Record<string, string> => ({
    ...discord.env,
    ...env,
  });

  const doctorSays = async (env: Readonly<Record<string, string>>, ...says: readonly RegExp[]): Promise<void> => {
    const { code, said } = await command(['doctor'], { DATA_DIR: place('data'), ...withToken(env) });
    assert.equal(code, 1, said);
    for (const pattern of says) assert.match(said, pattern);
    assert.doesNotMatch(said, unreadable);
  };

  describe('the token and Discord', () => {
    for (const program of [start, register, bot]) {
      it(`${program} without a token`, async () => {
        await refused({ program, env: { REDIS_URL: redis.url } }, 2, /DISCORD_TOKEN is not set/, /\.env/);
      });
    }
    it('with an empty one', async () => {
      await refused({ program: start, env: { DISCORD_TOKEN: '  ' } }, 2, /DISCORD_TOKEN is not set/, /\.env/);
    });
    it('with a word for a token, or letters that no header takes', async () => {
      assert.throws(
        () => readConfig({ DISCORD_TOKEN: 'ключ'.repeat(8) }),
        /DISCORD_TOKEN: does not look like a bot token/,
      );
      const env = { DISCORD_TOKEN: 'token' };
      await refused({ program: register, env }, 2, /DISCORD_TOKEN: does not look like a bot token/, /\.env\.example/);
    });
    for (const program of [start, register]) {
      it(`${program} with a token that Discord does not know`, async () => {
        const env = withToken({ REDIS_URL: redis.url, DISCORD_TOKEN: someToken });
        await refused({ program, env }, 2, /Discord refuses the token/, /Reset Token/);
      });
    }
    for (const program of [register, bot]) {
      it(`${program} with Discord away`, async () => {
        const env = withToken({ REDIS_URL: redis.url, DISCORD_API: nowhere });
        await refused({ program, env }, 1, /Discord can't be reached at .*ECONNREFUSED/, /connection to the internet/);
      });
      it(`${program} with a Discord that answers 500`, async () => {
        // As often as each of them asks.
        if (program === bot) discord.rest.failNext('GET /gateway/bot', { status: 500, times: 4 });
        else discord.rest.failNext('GET /applications/@me', { status: 500, times: 2 });
        const env = withToken({ REDIS_URL: redis.url });
        await refused({ program, env }, 1, /an error of its own \(500\)/, /discordstatus\.com/);
      });
    }
    it('register for a server that the bot is not in', async () => {
      const env = withToken({ DISCORD_GUILD_ID: '100000000000000009' });
      await refused({ program: register, env }, 2, /Discord refuses: /, /DISCORD_GUILD_ID/);
    });
    it('doctor asks Discord too', async () => {
      const away = { DISCORD_API: nowhere };
      await doctorSays(away, /✗ Discord: .*can't be reached/, /→ See that this machine/, /Fix what is marked/);
      const unknown = { DISCORD_TOKEN: someToken };
      await doctorSays(unknown, /✗ Discord: Discord refuses the token/, /→ Take the token/);
    });
    it('doctor lists models that somebody put there, and what they hear', async () => {
      const env = { DISCORD_API: nowhere, MODELS_DIR: path.join(import.meta.dirname, '../ears') };
      await doctorSays(env, /✓ models: golden-whisper \(put there by hand\): hears English and German/);
    });
  });

  describe('the data folder', { concurrency: 2 }, () => {
    /** Each makes a DATA_DIR that can't be used. */
    interface Folder {
      readonly what: string;
      readonly make: () => Promise<string>;
      readonly code: 1 | 2;
      readonly says: readonly RegExp[];
      readonly powerless?: boolean;
      readonly env?: () => Readonly<Record<string, string>>;
    }
    const deep = 'one/two/three/'.repeat(6);
    const folders: readonly Folder[] = [
      {
        what: 'a file',
        make: async () => {
          await writeFile(place('file'), '');
          return place('file');
        },
        code: 2,
        says: [/file is a file, and DATA_DIR must be a folder/, /set DATA_DIR/],
      },
      {
        what: 'inside of a file',
        make: async () => {
          await writeFile(place('another'), '');
          return place('another/data');
        },
        code: 2,
        says: [/another is a file, and DATA_DIR must be a folder/, /set DATA_DIR/],
      },
      {
        what: 'with a name that is too long',
        make: async () => place('x'.repeat(300)),
        code: 2,
        says: [/path in DATA_DIR is too long/, /shorter/],
      },
      {
        what: 'with a path that is too long for a socket, as that of the temporary folder is',
        make: async () => {
          await mkdir(place(deep), { recursive: true });
          return place(`${deep}/data`);
        },
        env: () => ({ TMPDIR: place(deep) }),
        code: 2,
        says: [/The path of .* is too long for a socket, and .* cannot stand in for it/, /DATA_DIR .* shorter path/],
      },
      {
        what: 'without the right to write',
        powerless: true,
        make: async () => {
          await mkdir(place('locked'), { mode: 0o500 });
          return place('locked');
        },
        code: 1,
        says: [/locked can't be written to/, /chmod -R u\+rwX .*locked/],
      },
      {
        what: 'with a database that may only be read',
        powerless: true,
        make: async () => {
          await mkdir(place('old'));
          await writeFile(place('old/timbre.sqlite'), '', { mode: 0o400 });
          return place('old');
        },
        code: 1,
        says: [/timbre\.sqlite can't be written to/, /chmod -R u\+rwX .*timbre\.sqlite/],
      },
      {
        what: 'of something else',
        make: async () => {
          await mkdir(place('foreign'));
          await writeFile(place('foreign/timbre.sqlite'), 'this is no database, whatever its name says');
          return place('foreign');
        },
        code: 2,
        says: [/timbre\.sqlite is not a database of Timbre/, /set DATA_DIR/],
      },
      {
        what: 'of a newer version',
        make: async () => {
          await (await openStorage({ dataDir: place('newer') })).close();
          const file = new DatabaseSync(place('newer/timbre.sqlite'));
          file.exec(`insert into migrations values ('9999-flying', 0)`);
          file.close();
          return place('newer');
        },
        code: 2,
        says: [/newer version of Timbre made (this database|it)/, /git pull/],
      },
      ...(isRoot
        ? [
            {
              what: "somebody else's",
              powerless: true,
              make: async () => {
                await mkdir(place('theirs'), { mode: 0o700 });
                await chown(place('theirs'), 65_534, 65_534);
                return place('theirs');
              },
              code: 1 as const,
              says: [/theirs can't be written to/, /chown -R .*theirs/],
            },
            {
              what: 'on a disk that is read-only',
              make: () => mounted('readonly', 'ro'),
              code: 1 as const,
              says: [/mounted read-only/, /Mount it writable/],
            },
            {
              what: 'on a disk that is full',
              make: async () => {
                const folder = await mounted('full', 'size=64k');
                await writeFile(path.join(folder, 'filling'), new Uint8Array(65_536)).catch(() => {});
                return folder;
              },
              code: 1 as const,
              says: [/no room left on the disk of .*full/, /Make room there/],
            },
          ]
        : []),
    ];
    for (const { what, make, code, says, powerless = false, env: more } of folders) {
      it(what, async () => {
        const env = { DATA_DIR: await make(), ...more?.() };
        await refused({ program: start, env: withToken(env), powerless }, code, ...says);
        // What is asked of the system itself is asked by a process of its own.
        const asItself = powerless || more !== undefined;
        const doctor = asItself
          ? await run({ program: cli, args: ['doctor'], env: withToken(env), powerless })
          : await command(['doctor'], withToken(env));
        assert.equal(doctor.code, 1, doctor.said);
        for (const pattern of says) assert.match(doctor.said, pattern);
        // Only what is damaged is restored from a backup.
        if (code === 1) assert.doesNotMatch(doctor.said, /backup/);
        await chmod(env.DATA_DIR, 0o700).catch(() => {});
      });
    }
    it('the processes alone and the commands look at it too', async () => {
      await writeFile(place('third'), '');
      const env = { DATA_DIR: place('third'), REDIS_URL: redis.url };
      for (const program of [bot, trainer])
        await refused({ program, env: withToken(env) }, 2, /DATA_DIR must be a folder/);
      await refused({ program: cli, args: ['voices'], env }, 1, /DATA_DIR must be a folder/);
    });
    describe('is left as it is, whatever is asked', () => {
      before(async () => {
        const env = { DATA_DIR: place('was') };
        const storage = await openStorage({ dataDir: place('was') });
        await storage.blobs.put(Buffer.from('a clip'));
        await storage.close();
        for (const words of [
          ['ban', '123456789012345678'],
          ['backup', place('backed-up')],
        ]) {
          const { code, said } = await command(words, env);
          assert.equal(code, 0, said);
        }
      });
      const lost: [string, (folder: string) => Promise<unknown>, RegExp, RegExp][] = [
        [
          'a backup',
          (folder) => cp(place('backed-up'), folder, { recursive: true }),
          /is a backup, not what a backup is made of/,
          /Set DATA_DIR .* restore/,
        ],
        [
          'files whose database is gone',
          async (folder) => {
            await cp(place('was/blobs'), path.join(folder, 'blobs'), { recursive: true });
          },
          /There are files in .*blobs, and the database that says what they are is not in/,
          /Put timbre\.sqlite back there, or set DATABASE_URL .* restore DIR/,
        ],
        [
          'a log whose database is gone',
          async (folder) => {
            await mkdir(folder);
            await writeFile(path.join(folder, 'timbre.sqlite-wal'), 'what was written last');
          },
          /timbre\.sqlite is missing or empty, and .*-wal beside it is not/,
          /Put .* back .* restore DIR/,
        ],
        [
          "another program's database",
          (folder) => foreign(place('making'), folder, 'create table bookmarks (x)'),
          /timbre\.sqlite is not a database of Timbre/,
          /set DATA_DIR/,
        ],
        [
          'one with the names of our tables, in use',
          (folder) =>
            foreign(
              place('making'),
              folder,
              'create table users (id)',
              'create table migrations (id); insert into users values (1)',
            ),
          /timbre\.sqlite is not a database of Timbre/,
          /set DATA_DIR/,
        ],
        [
          'a damaged one',
          async (folder) => {
            await cp(place('was'), folder, { recursive: true });
            const file = await open(path.join(folder, 'timbre.sqlite'), 'r+');
            await file.write(Buffer.alloc(40 * 4096, 'x'), 0, 40 * 4096, 4096);
            await file.close();
          },
          /The database \(.*timbre\.sqlite\) is damaged/,
          /move what is in DATA_DIR away and keep it, then: npm run cli -- restore DIR/,
        ],
        ...['blobs', 'redis', 'cache', 'work'].map(
          (name): [string, (folder: string) => Promise<void>, RegExp, RegExp] => [
            `a file in the place of ${name}`,
            async (folder) => {
              await mkdir(folder);
              await writeFile(path.join(folder, name), 'mine');
            },
            new RegExp(`${name} is a file, and Timbre keeps a folder there`),
            /Move it away, or set DATA_DIR/,
          ],
        ),
      ];
      for (const [index, [what, make, ...says]] of lost.entries()) {
        it(what, async () => {
          const folder = place(`left-${index}`);
          await make(folder);
          const before = await contents(folder);
          const commands = [['voices'], ['backup', place(`left-${index}-backup`)]];
          if (/^files|damaged/.test(what)) commands.push(['doctor']);
          // Into a folder that has lost its database only, what it had is put back.
          if (!what.startsWith('files')) commands.push(['restore', place('backed-up')]);
          for (const words of commands) {
            const { code, said } = await command(words, { DATA_DIR: folder, ...withToken({ DISCORD_API: nowhere }) });
            assert.ok(code === 1 || code === 2, `${words.join(' ')}: ${code}`);
            for (const pattern of says) assert.match(said, pattern, words.join(' '));
            assert.doesNotMatch(said, unreadable);
          }
          assert.deepEqual(await contents(folder), before);
        });
      }
      it('a start ends for good there', async () => {
        await cp(place('was'), place('damaged'), { recursive: true });
        await truncate(place('damaged/timbre.sqlite'), 3 * 4096);
        await refused(
          { program: start, env: withToken({ DATA_DIR: place('damaged') }) },
          2,
          /is damaged/,
          /restore DIR/,
        );
      });
      it('and with the advice followed, everything is there again', async () => {
        const { code, said } = await command(['restore', place('backed-up')], { DATA_DIR: place('again') });
        assert.equal(code, 0, said);
        assert.match((await command(['bans'], { DATA_DIR: place('again') })).said, /123456789012345678/);
      });
    });
    it('where nothing can be kept', async () => {
      const { code, said } = await command(['voices'], { DATA_DIR: '/proc/timbre' });
      assert.equal(code, 1, said);
      assert.match(said, /Nothing can be kept in \/proc\..*set DATA_DIR/s);
    });
    it('of another process', async () => {
      const dataDir = place('busy');
      const other = await startPrivateRedis(path.join(dataDir, 'redis'));
      try {
        const env = withToken({ DATA_DIR: dataDir });
        await refused({ program: start, env }, 2, /runs already with this DATA_DIR/, /Stop the other one/);
      } finally {
        await other.close();
      }
    });
  });

  describe('other settings', { concurrency: 2 }, () => {
    it('GPT-SoVITS with a Python that lacks its packages', async () => {
      const missing = { torch: "ModuleNotFoundError: No module named 'torch'", yaml: 'ModuleNotFoundError: yaml' };
      const report = JSON.stringify({ version: [3, 11, 7], missing, cuda: null, english: ['cmudict'] });
      const python = place('python-without-torch');
      await writeFile(python, `#!/bin/sh\ncat <<'END'\n${report}\nEND\n`, { mode: 0o755 });
      const env = {
        REDIS_URL: redis.url,
        ENGINE: 'gpt-sovits',
        GPT_SOVITS_HOME: path.join(root, 'test/trainer/engines/gpt-sovits/double'),
        GPT_SOVITS_PYTHON: python,
      };
      const says = [/GPT-SoVITS can't train here/, /No module named 'torch'/, /pip install .*torch==/, /'PyYAML'$/m];
      await refused({ program: trainer, env }, 2, ...says, /doctor/);
    });
    it('a TMPDIR that may not be written to', async () => {
      await mkdir(place('no-temporaries'), { mode: 0o500 });
      const env = withToken({ TMPDIR: place('no-temporaries') });
      const says = [/no-temporaries can't be written to/, /chmod -R u\+rwX .*no-temporaries/];
      for (const program of [start, bot]) {
        const what = { program, env: { ...env, ...(program === bot && { REDIS_URL: redis.url }) }, powerless: true };
        await refused(what, 1, ...says);
      }
    });
    it('a TMPDIR that is not there', async () => {
      const env = { REDIS_URL: redis.url, TMPDIR: '/nowhere/at-all' };
      await refused({ program: bot, env: withToken(env) }, 2, /no folder \/nowhere\/at-all, .*TMPDIR/, /Make it/);
    });
    /** Wherever this runs: a card that is there is not seen. */
    const noCard = { COMPUTE: 'cuda', CUDA_VISIBLE_DEVICES: '' };
    it('doctor with a COMPUTE that is not there', async () => {
      const { code, said } = await run({ program: cli, args: ['doctor'], env: withToken(noCard) });
      assert.equal(code, 1, said);
      assert.match(said, /✗ engine: COMPUTE=cuda does not work on this machine: .+\.\n +→ Set COMPUTE=auto/);
    });
    const settings: [Readonly<Record<string, string>>, 1 | 2, ...RegExp[]][] = [
      [
        { REDIS_URL: 'redis://127.0.0.1:1' },
        1,
        /No Redis answers at redis:\/\/127\.0\.0\.1:1/,
        /take REDIS_URL out of \.env/,
      ],
      [{ FFMPEG_PATH: '/nowhere/ffmpeg' }, 2, /No usable ffmpeg/, /Set FFMPEG_PATH/],
      [
        {
          REDIS_URL: 'localhost:6379',
          KEEP_VERSIONS: 'x',
          LEASE_SECONDS: '0',
          LOG_LEVEL: 'loud',
          DISCORD_API: 'discord',
          ENGINE: '1',
        },
        2,
        /REDIS_URL: must start with redis:\/\//,
        /KEEP_VERSIONS: must be a whole number from 1 to 1000$/m,
        /LEASE_SECONDS: must be a whole number from 1 to 600$/m,
        /LOG_LEVEL: must be trace, debug/,
        /DISCORD_API: must be the address of an API/,
        /ENGINE: must be builtin or gpt-sovits/,
      ],
      [{ REDIS_URL: 'rediss://127.0.0.1:1', REDIS_CA: '/tmp' }, 2, /REDIS_CA: there is no file \/tmp/],
      [{ REDIS_URL: 'redis://:x:y:z' }, 2, /REDIS_URL: is not an address/],
      [{ ENGINE: 'gpt-sovits' }, 2, /GPT_SOVITS_HOME/],
      [noCard, 2, /^COMPUTE=cuda does not work on this machine: .+\.$/m, /Set COMPUTE=auto/],
    ];
    for (const [env, code, ...says] of settings) {
      it(JSON.stringify(env), async () => {
        await refused({ program: start, env: withToken(env) }, code, ...says);
      });
    }
  });

  describe('.env', () => {
    it('as editors write it, with a mark before the first line or in UTF-16', async () => {
      const text = 'DISCORD_TOKEN=abc\nDATA_DIR=/größe\n';
      const little = Buffer.from(text, 'utf16le');
      const written = [text, `\uFEFF${text}`, Buffer.from(`\uFEFF${text}`, 'utf16le')];
      for (const one of [...written, Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()]) {
        await writeFile(place('settings'), one);
        assert.deepEqual({ ...readEnvFile(place('settings')) }, { DISCORD_TOKEN: 'abc', DATA_DIR: '/größe' });
      }
      await writeFile(place('settings'), little);
      assert.throws(() => readEnvFile(place('settings')), /settings is no text in UTF-8: save it as that/);
      assert.throws(() => readEnvFile(home), /can't be read \(it is a folder: remove it/);
    });
  });

  describe('words on the command line', { concurrency: 2 }, () => {
    const scripts = ['scripts/pretrain.ts', 'src/models/main.ts', 'bench/bench.ts', 'demo/demo.ts'];
    for (const program of [start, bot, trainer, register, ...scripts, cli]) {
      it(`${program} --help says what it is for and does nothing`, async () => {
        const { code, said } = await run({ program, args: ['--help'] });
        assert.equal(code, 0, said);
        assert.match(said, /^Usage: /);
      });
    }
    // The other processes are started by the same words as npm start.
    for (const program of [start, 'src/models/main.ts', cli]) {
      it(`${program} with words that it does not know`, async () => {
        await refused({ program, args: ['--loud', 'nonsense'] }, 2, /takes nothing|Unknown option '--loud'\.$/m);
      });
    }
    const nonsense: [string, RegExp][] = [
      ['scripts/pretrain.ts', /There is no folder nonsense/],
      ['src/models/main.ts', /no model called nonsense\.\nThere are: /],
      ['scripts/test.ts', /knows the word “long”, and was given “nonsense”/],
      ['demo/demo.ts', /Unexpected argument 'nonsense'/],
      ['bench/bench.ts', /There is no bench “nonsense”/],
    ];
    for (const [program, says] of nonsense) {
      it(`${program} nonsense`, async () => {
        await refused({ program, args: ['nonsense'] }, 2, says);
      });
    }
    it('a bench of no name', async () => {
      await refused({ program: 'bench/bench.ts' }, 2, /^Usage: npm run bench -- NAME/);
    });
    it('a bench with other words behind it than it takes', async () => {
      await refused(
        { program: 'bench/bench.ts', args: ['rows', 'many'] },
        2,
        /“many” is not what it takes/,
        /bench -- rows/,
      );
      await refused(
        { program: 'bench/bench.ts', args: ['fit', '/nowhere'] },
        2,
        /There is no \/nowhere/,
        /bench -- fit/,
      );
      const { code, said } = await run({ program: 'bench/bench.ts', args: ['rows', '--help'] });
      assert.equal(code, 0, said);
      assert.match(said, /^Usage: npm run bench -- rows …\n\n.*a database of so many rows/);
      await refused({ program: 'bench/bench.ts', args: ['voice', '--loud'] }, 2, /Unknown option '--loud'\.$/m);
    });
    const mistakes: [string, RegExp][] = [
      ['', /^Usage/],
      ['sing', /There is no command “sing”/],
      ['weights', /“weights” needs one word more: weights export, or weights import/],
      ['weights sing', /needs one word more|There is no command/],
      ['samples', /“samples” needs one word more: samples import/],
      ['doctor now', /“doctor” takes nothing/],
      ['voices all', /“voices” takes nothing/],
      ['runs 3', /“runs” takes nothing/],
      ['prune all', /“prune” takes nothing/],
      ['versions', /takes one VOICE/],
      ['versions 1 --version x', /--version takes a number/],
      ['samples import', /takes one VOICE/],
      ['weights export 1', /Where to\? Say --to DIR|no voice/i],
      ['weights import 1', /Where from\? Say --from DIR|no voice/i],
    ];
    for (const [words, says] of mistakes) {
      it(`cli ${words}`, async () => {
        const given = words.split(' ').filter((word) => word !== '');
        const { code, said } = await command(given, { DATA_DIR: path.join(home, 'data') });
        assert.ok(code === 1 || code === 2, `${code}: ${said}`);
        assert.match(said, says);
        assert.doesNotMatch(said, /^\s+at |node:internal/m);
      });
    }
  });
});
