// scripts/setup.sh looks for programs where the settings say that they are: also in .env.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('programs that .env names are not missing', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-setup-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const file of ['scripts/setup.sh', 'package.json', 'package-lock.json']) {
    await cp(path.join(root, file), path.join(folder, file));
  }
  // Packages that are installed, and a machine with nothing beside a shell.
  await mkdir(path.join(folder, 'node_modules/node/bin'), { recursive: true });
  await symlink(process.execPath, path.join(folder, 'node_modules/node/bin/node'));
  const sum = execFileSync('cksum', ['package-lock.json', 'package.json'], { cwd: folder, encoding: 'utf8' });
  await writeFile(path.join(folder, 'node_modules/.timbre-setup'), sum.replaceAll('\n', ' '));
  const bin = path.join(folder, 'bin');
  await mkdir(bin);
  for (const program of ['dirname', 'cksum', 'tr', 'cat']) {
    const found = execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' });
    await symlink(found.trim(), path.join(bin, program));
  }
  const setup = (env: Record<string, string> = {}) =>
    promisify(execFile)('/bin/sh', [path.join(folder, 'scripts/setup.sh'), 'start'], { env: { PATH: bin, ...env } });

  await assert.rejects(setup(), /These programs are missing: ffmpeg redis-server/);
  await writeFile(path.join(folder, '.env'), 'FFMPEG_PATH="/opt/ffmpeg" # mine\nREDIS_URL=redis://localhost\n');
  await setup();
  await assert.rejects(setup({ REDIS_URL: '' }), /These programs are missing: redis-server/);
  await writeFile(path.join(folder, '.env'), 'FFMPEG_PATH=\n#REDIS_URL=redis://localhost\n');
  await assert.rejects(setup(), /These programs are missing: ffmpeg redis-server/);
});

test('what is nothing to set up is refused, and nothing is done', async () => {
  const script = path.join(root, 'scripts/setup.sh');
  await assert.rejects(promisify(execFile)('/bin/sh', [script, 'nonsense'], { env: { PATH: '/nowhere' } }), {
    code: 2,
    stderr: '“nonsense” is nothing that can be set up. There are: packages, start, test, demo, languages, s3.\n',
  });
});
