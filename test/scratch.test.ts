// What a process keeps for a moment is gone with it, or when the next one starts where it was killed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { ownScratchFolder } from '../src/scratch.ts';

const program = `import { ownScratchFolder } from ${JSON.stringify(new URL('../src/scratch.ts', import.meta.url).href)};
import { tmpdir } from 'node:os';
await ownScratchFolder(process.argv[1]);
console.log(tmpdir());
process.stdin.resume();`;

test('temporary files of a process are its own; those of one that was killed go with the next start, not before its end', async (t) => {
  const before = process.env['TMPDIR'];
  const home = await mkdtemp(path.join(tmpdir(), 'timbre-scratch-'));
  t.after(() => rm(home, { recursive: true, force: true }));
  process.env['TMPDIR'] = home;
  try {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program, '/data'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    t.after(() => child.kill('SIGKILL'));
    const [said] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const theirs = path.basename(said.trim());
    await writeFile(path.join(home, theirs, 'recording.wav'), 'private');
    const old = theirs.replace(/......$/, 'before');
    await mkdir(path.join(home, old));
    await utimes(path.join(home, old), 0, 0);

    const remove = await ownScratchFolder('/data');
    const own = path.basename(tmpdir());
    assert.equal(path.dirname(tmpdir()), home);
    assert.deepEqual((await readdir(home)).sort(), [theirs, own].sort(), 'who lives keeps what is theirs');
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    await remove();
    assert.equal(tmpdir(), home);
    assert.deepEqual(await readdir(home), [theirs]);
    await (
      await ownScratchFolder('/another')
    )();
    assert.deepEqual(await readdir(home), [theirs], 'another installation’s');
    await (
      await ownScratchFolder('/data')
    )();
    assert.deepEqual(await readdir(home), []);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
});
