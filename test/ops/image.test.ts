// The images without Docker: a folder with exactly the files that they copy, in which an operator's commands run. What those
// tell to type must exist there.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { commandsIn } from '../../src/commands-here.ts';
import { readConfig } from '../../src/config.ts';
import { espeakInstall } from '../../src/phones/espeak.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const dockerfiles = globSync('Dockerfile*', { cwd: root });
const { services } = parse(read('compose.yaml'), { merge: true }) as {
  services: Record<string, { build?: unknown; environment?: Record<string, unknown> }>;
};

/** What a Dockerfile copies of the clone. */
const copiedBy = (dockerfile: string): string[] =>
  [...read(dockerfile).matchAll(/^COPY (?!--from)(.+) \S+$/gm)]
    .flatMap(([, sources = '']) => sources.split(' '))
    .sort();

/** Its variables. */
const variablesOf = (dockerfile: string): Record<string, string> =>
  Object.fromEntries(
    [...read(dockerfile).matchAll(/^ENV ((?:.*\\\n)*.*)$/gm)].flatMap(([, all = '']) =>
      [...all.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
    ),
  );

/** A program in a container of the bot. */
const typed = (command: string): string => `docker compose run --rm bot node ${command}`;

describe('images', () => {
  let image: string;
  before(() => {
    image = mkdtempSync(path.join(tmpdir(), 'timbre-image-'));
    const allowed = read('.dockerignore').split('\n');
    for (const name of copiedBy('Dockerfile')) {
      assert.ok(allowed.includes(`!${name}`), `${name} does not reach the builder`);
      cpSync(path.join(root, name), path.join(image, name), { recursive: true });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(image, 'node_modules'));
  });

  after(() => rmSync(image, { recursive: true }));

  /** A program in the folder of the image, with its variables, on a volume of its own. @returns the exit code and all that was printed */
  const run = async (program: string, ...args: string[]): Promise<{ code: number; said: string }> => {
    const volume = path.join(image, 'volume');
    mkdirSync(volume, { recursive: true });
    const own = Object.entries(variablesOf('Dockerfile')).map(([name, value]) => [
      name,
      value.replace(/^\/data(?=$|\/)/, volume),
    ]);
    return await new Promise((resolve) => {
      execFile(
        process.execPath,
        [program, ...args],
        // As compose.yaml has it but for Redis, which is not asked.
        { cwd: image, env: { PATH: process.env['PATH'], COMPUTE: 'cpu', ...Object.fromEntries(own) } },
        (error, stdout, stderr) =>
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr }),
      );
    });
  };

  /** All that is told to be typed is there, in a container. */
  function assertCanBeTyped(said: string): void {
    const typed = [...said.matchAll(/docker compose run --rm (\S+) node (\S+\.ts)/g)];
    assert.ok(typed.length > 0, said);
    for (const [, service = '', program = ''] of typed) {
      assert.ok(services[service], service);
      assert.ok(existsSync(path.join(image, program)), program);
    }
    assert.doesNotMatch(said, /npm /, 'there are no scripts of npm in a container');
  }

  it('all have the same files', () => {
    for (const dockerfile of dockerfiles) assert.deepEqual(copiedBy(dockerfile), copiedBy('Dockerfile'), dockerfile);
  });

  it('keep models in the volume, whatever .env says, and have what tells how other languages sound', () => {
    const inFile = { MODELS_DIR: 'models', DATA_DIR: 'data' };
    for (const dockerfile of dockerfiles) {
      const { dataDir, modelsDir } = readConfig({ ...inFile, ...variablesOf(dockerfile), ENGINE: 'builtin' });
      assert.deepEqual([dataDir, modelsDir], ['/data', '/data/models'], dockerfile);
      // GPT-SoVITS has its own.
      if (dockerfile === 'Dockerfile.gpu') continue;
      assert.match(read(dockerfile), new RegExp(`apt-get install .* ${espeakInstall.split(' ').at(-1)} `), dockerfile);
    }
    for (const [name, { build, environment = {} }] of Object.entries(services)) {
      if (build === undefined) continue;
      const { DATA_DIR: dataDir, MODELS_DIR: modelsDir } = { ...inFile, ...environment };
      assert.deepEqual([dataDir, modelsDir], ['/data', '/data/models'], name);
    }
  });

  it('doctor names commands that are there, and looks for models in the volume', async () => {
    const { said } = await run('src/cli/main.ts', 'doctor');
    assert.match(said, /kokoro is not there;.*\n {4}→ docker compose run --rm bot node src\/models\/main\.ts\n/);
    assertCanBeTyped(said);
  });

  it('models are fetched into the volume; where that fails, the way out exists there', async () => {
    const help = await run('src/models/main.ts', '--help');
    assert.equal(help.code, 0);
    assert.match(help.said, /^Usage: docker compose run --rm bot node src\/models\/main\.ts \[NAME…\] \[--from DIR\]/);
    const { code, said } = await run('src/models/main.ts', '--from', 'src', 'speaker-encoder');
    assert.equal(code, 2, said);
    assert.match(said, /src\/models\/main\.ts --from DIR\.$/m);
    assertCanBeTyped(said);
    assert.ok(existsSync(path.join(image, 'volume/models/speaker-encoder')));
  });

  it('texts in every language, and what mends a database of a newer version', () => {
    const inImage = commandsIn(pathToFileURL(`${image}/`));
    const cases = {
      'Ask the operator to run npm run models and to start': `Ask the operator to run ${typed('src/models/main.ts')} and to start`,
      '`npm run cli -- voice import 1 FILES --trust`': `\`${typed('src/cli/main.ts')} voice import 1 FILES --trust\``,
      'git pull && npm run cli -- doctor': `git pull && docker compose build && ${typed('src/cli/main.ts')} doctor`,
      'npm run register once, then npm start.': `${typed('src/bot/discord/register.ts')} once, then docker compose up -d.`,
      // Is no part of an image.
      'npm run pretrain': 'npm run pretrain',
    };
    for (const [text, here] of Object.entries(cases)) {
      assert.equal(inImage(text), here);
      assert.equal(inImage(here), here, 'once is enough');
      assert.equal(commandsIn(pathToFileURL(root))(text), text, 'a clone has them all');
    }
  });
});
