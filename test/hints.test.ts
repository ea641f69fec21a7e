// What texts and docs tell people to type exists: npm scripts, operator's commands, benches, slash commands.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ApplicationCommandOptionType } from 'discord.js';
import { allCommands } from '../src/bot/commands/all.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = globSync(
  ['src/**/*.ts', 'scripts/*', 'demo/*.ts', '*.md', 'docs/**/*.md', 'weights/*.md', '.env.example', 'compose.yaml'],
  { cwd: root },
);
const texts = files.map((file) => ({ file, text: readFileSync(`${root}/${file}`, 'utf8') }));

/** What the first group of a pattern finds, with the files in which it stands. */
function named(pattern: RegExp): Map<string, string> {
  const found = new Map<string, string>();
  for (const { file, text } of texts) for (const [, name = ''] of text.matchAll(pattern)) found.set(name, file);
  return found;
}

function assertAllIn(found: ReadonlyMap<string, string>, known: ReadonlySet<string>): void {
  assert.ok(found.size > 0);
  for (const [name, file] of found) assert.ok(known.has(name), `${file} names ${name}, which does not exist`);
}

test('npm scripts', () => {
  const { scripts } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { scripts: Record<string, string> };
  assertAllIn(named(/npm run ([a-z][a-z:-]*)/g), new Set(Object.keys(scripts)));
});

test('whoever invites the bot is told of the same permissions everywhere', () => {
  const names = ['View Channels', 'Send Messages', 'Send Messages in Threads', 'Attach Files', 'Embed Links'];
  names.push('Send Voice Messages', 'Read Message History', 'Connect', 'Speak');
  for (const file of ['README.md', 'docs/operating.md', 'src/main.ts']) {
    const { text = '' } = texts.find((one) => one.file === file) ?? {};
    const [, told = ''] = /permissions\b(.*?\bSpeak\b)/s.exec(text) ?? [];
    const words = told.replaceAll(/[^A-Za-z]+/g, ' ');
    assert.deepEqual(
      names.filter((name) => !words.includes(name)),
      [],
      file,
    );
  }
});

test('the CUDA provider is of the runtime that loads it', () => {
  const { packages } = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')) as {
    packages: Record<string, { version: string }>;
  };
  const [, version] = /onnxruntime-gpu==([\d.]+)/.exec(readFileSync(`${root}/Dockerfile.cuda`, 'utf8')) ?? [];
  assert.equal(version, packages['node_modules/onnxruntime-node']?.version);
});

test('operator’s commands', () => {
  const usage = readFileSync(`${root}/src/cli/cli.ts`, 'utf8');
  const known = new Set(
    [...usage.matchAll(/^ {2}([a-z]+)\b/gm), ...usage.matchAll(/· ([a-z]+)/g)].map(([, name]) => name),
  );
  assertAllIn(named(/cli (?:--|main\.ts) ([a-z]+)/g), new Set([...known, 'help']));
});

test('benches', () => {
  const known = globSync('bench/*.ts', { cwd: root }).map((file) => file.slice('bench/'.length, -'.ts'.length));
  assertAllIn(named(/npm run bench -- ([a-z][a-z-]*)/g), new Set(known));
});

test('slash commands and their subcommands', () => {
  const known = new Set<string>();
  const groups = new Set<string>();
  for (const { definition } of allCommands) {
    const { name, options = [] } = definition.toJSON();
    known.add(name);
    for (const option of options) {
      if (option.type !== ApplicationCommandOptionType.Subcommand) continue;
      groups.add(name);
      known.add(`${name} ${option.name}`);
    }
  }
  // Folders and routes look alike.
  const others = /^(?:proc|tmp|data|models|usr|out|tts|api|dev|opt|work|workspace|root|bin|etc|home)$/;
  const typed = named(/(?:`|\b(?:with|see|See|use|Use|run|then|or|try) )\/([a-z]{4,})/g);
  assertAllIn(new Map([...typed].filter(([name]) => !others.test(name))), known);
  const whole = named(/`\/([a-z]{4,} [a-z]+)/g);
  assertAllIn(new Map([...whole].filter(([words]) => groups.has(words.split(' ')[0] ?? ''))), known);
});
