// The check knows the rooms of CONTRIBUTING.md: bot, intake and trainer never import each other, and nothing that they share
// imports any of them.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What stands in a file of this place, each on a line, and whether the check lets it pass. */
const files: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  'src/bot/uploads/one.ts': {
    "import '../../intake/hearing.ts';": false,
    "export * from '../../intake/hearing.ts';": false,
    "await import('../../intake/hearing.ts');": false,
    "import '../../trainer/trainer.ts';": false,
    "import '../replies/intake.ts';": true,
    "import '../../audio/intake.ts';": true,
  },
  'src/intake/one.ts': {
    "import '../bot/start.ts';": false,
    "import '../trainer/trainer.ts';": false,
    "import './people.ts';": true,
  },
  'src/trainer/one.ts': {
    "import '../bot/start.ts';": false,
    "import '../intake/hearing.ts';": false,
    "import './training/survey.ts';": true,
  },
  'src/storage/one.ts': {
    "import '../bot/start.ts';": false,
    "import '../intake/hearing.ts';": false,
    "import '../trainer/trainer.ts';": false,
    "import '../audio/intake.ts';": true,
  },
  'src/cli/one.ts': {
    "import '../bot/discord/reach.ts';": true,
    "import '../intake/recordings.ts';": true,
    "import '../trainer/states.ts';": true,
  },
};

test('an import that the rooms forbid fails the check, every other passes', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-rooms-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await copyFile(path.join(root, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'));
  for (const [file, lines] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), `${Object.keys(lines).join('\n')}\n`);
  }
  const program = path.join(root, 'node_modules/.bin/oxlint');
  const said = await new Promise<string>((resolve) => {
    execFile(program, ['--format', 'unix'], { cwd: folder }, (_, stdout) => resolve(stdout));
  });
  for (const [file, lines] of Object.entries(files)) {
    const forbidden = [...said.matchAll(/^(\S+?):(\d+):.*no-restricted-imports/gm)].flatMap(([, where = '', line]) =>
      where.endsWith(file) ? Object.keys(lines)[Number(line) - 1] : [],
    );
    assert.deepEqual(
      forbidden.toSorted(),
      Object.entries(lines)
        .flatMap(([line, passes]) => (passes ? [] : line))
        .sort(),
      `${file}\n${said}`,
    );
  }
});
