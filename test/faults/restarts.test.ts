// What keeps dying is started again with growing pauses, not at once and for ever: Redis, and a bot that Discord does not
// answer. When the supervisor is killed meanwhile, nothing is left behind.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { connect } from '../../src/queue/redis.ts';
import { atEnd } from '../support/at-end.ts';
import { processesOf, temporaryDataDir, untilGone } from '../support/timbre.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const token = `${Buffer.from('100000000000000001').toString('base64url')}.Gabcde.${'x'.repeat(30)}`;
const deaths = 3;

test('pauses grow with every death in a row', async (t) => {
  const dataDir = await temporaryDataDir(t);
  await mkdir(path.join(dataDir, 'cwd'));
  const supervisor = spawn(process.execPath, [path.join(root, 'src/main.ts')], {
    cwd: path.join(dataDir, 'cwd'),
    env: {
      PATH: process.env['PATH'],
      // What is compiled need not be compiled by each of them again.
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? path.join(dataDir, 'compiled'),
      HOME: dataDir,
      DATA_DIR: dataDir,
      DISCORD_TOKEN: token,
      DISCORD_API: 'http://127.0.0.1:1/api',
      COMPUTE: 'cpu',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(supervisor, 'close');
  atEnd(t, async () => {
    supervisor.kill('SIGKILL');
    await ended;
  });
  const pauses: { Redis: number[]; bot: number[] } = { Redis: [], bot: [] };
  const said: string[] = [];
  createInterface(supervisor.stderr).on('line', (line) => said.push(line));
  for await (const line of createInterface(supervisor.stdout)) {
    if (!line.startsWith('{')) continue;
    const { msg, url, pauseMs } = JSON.parse(line) as { msg: string; url?: string; pauseMs?: number };
    if (msg === 'private Redis started') void killOften(String(url));
    const [who] = /^\w+(?= ended; starting it again)/.exec(msg) ?? [];
    if ((who === 'Redis' || who === 'bot') && pauseMs !== undefined) pauses[who].push(pauseMs);
    if (Object.values(pauses).every((all) => all.length >= deaths)) break;
  }
  for (const all of Object.values(pauses)) assert.deepEqual(all.slice(0, deaths), [250, 500, 1000]);
  assert.match(said[0] ?? '', /^Discord can't be reached/);
  assert.ok(!said.some((line) => /^\s+at /.test(line)), said.join('\n'));

  supervisor.kill('SIGKILL');
  supervisor.stdout.resume();
  // Its children write to the same pipes, which close with the last of them. Redis has its own, and ends when they do.
  await ended;
  for (const pid of processesOf(dataDir)) await untilGone(pid);
});

/** Kill the server whenever it is there, until it has died so often. */
async function killOften(url: string): Promise<void> {
  const connection = connect(url, 'worker');
  const killed = new Set<number>();
  while (killed.size < deaths) {
    // A command that is cut off by the death of the server is sent again to the next one.
    const pid = Number(/process_id:(\d+)/.exec(await connection.info('server'))?.[1]);
    if (killed.has(pid)) continue;
    process.kill(pid, 'SIGKILL');
    killed.add(pid);
    await once(connection, 'close');
  }
  connection.disconnect();
}
