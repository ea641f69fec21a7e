// Finding ffmpeg, and keeping its runs within bounds.
import assert from 'node:assert/strict';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { FfmpegError, locateFfmpeg, runFfmpeg } from '../../src/audio/ffmpeg.ts';
import { ffmpegHere, scratch } from './material.ts';

const endless = ['-nostdin', '-v', 'error', '-re', '-f', 'lavfi', '-i', 'anullsrc', '-f', 'null', '-'];

const endedBy = (reason: FfmpegError['reason']) => (error: unknown) => {
  assert.ok(error instanceof FfmpegError);
  assert.equal(error.reason, reason);
  return true;
};

const missing = (message: RegExp) => (error: Error & { code?: string; hint?: string }) => {
  assert.equal(error.code, 'ffmpeg-missing');
  assert.match(error.message, message);
  assert.match(error.hint ?? '', /install/);
  return true;
};

test('the ffmpeg of this machine is found with its version', async () => {
  const found = await ffmpegHere();
  assert.match(found.version, /^[nbN]?\d/);
  assert.deepEqual(await locateFfmpeg(found.ffmpeg), found);
});

test('without a usable ffmpeg the error names the command that installs one', async (t) => {
  const folder = await scratch(t);
  await assert.rejects(locateFfmpeg(path.join(folder, 'nowhere')), missing(/can't be run/));
  const old = path.join(folder, 'old');
  await writeFile(old, '#!/bin/sh\necho "ffmpeg version 4.4.2-0ubuntu0.22.04.1 Copyright (c) 2000"\n');
  await chmod(old, 0o755);
  await assert.rejects(locateFfmpeg(old), missing(/is version 4\.4\.2.* 5\.1 or newer/));
  for (const configuration of ['--enable-libopus --disable-filters', '--enable-gpl']) {
    const bare = path.join(folder, configuration.replaceAll(' ', ''));
    await writeFile(
      bare,
      `#!/bin/sh\necho "ffmpeg version 7.1 Copyright (c) 2000"\necho "configuration: ${configuration}"\n`,
    );
    await chmod(bare, 0o755);
    await assert.rejects(locateFfmpeg(bare), missing(/was built without the filters aresample/));
  }
  await assert.rejects(locateFfmpeg(process.execPath), missing(/is not ffmpeg|can't be run/));
});

test('a run ends when its caller gives up, when its time is up, and when it says too much', async () => {
  const { ffmpeg } = await ffmpegHere();
  const reason = new Error('not wanted any more');
  const controller = new AbortController();
  const running = runFfmpeg(ffmpeg, endless, { timeoutMs: 60_000, signal: controller.signal });
  controller.abort(reason);
  await assert.rejects(running, reason);
  await assert.rejects(runFfmpeg(ffmpeg, endless, { timeoutMs: 300 }), endedBy('timeout'));
  const talkative = ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', 'anullsrc', '-f', 's16le', 'pipe:1'];
  let received = 0;
  const bounded = runFfmpeg(ffmpeg, talkative, {
    timeoutMs: 60_000,
    maxStdoutBytes: 100_000,
    onStdout: (chunk) => (received += chunk.length),
  });
  await assert.rejects(bounded, endedBy('limit'));
  assert.ok(received <= 100_000);
  await assert.rejects(runFfmpeg(ffmpeg, ['-nonsense'], { timeoutMs: 60_000 }), endedBy('failed'));
});

test('a child learns nothing secret from the environment', async (t) => {
  const script = path.join(await scratch(t), 'environment');
  await writeFile(script, '#!/bin/sh\nenv\n');
  await chmod(script, 0o755);
  process.env['TIMBRE_TEST_SECRET'] = 'hidden';
  t.after(() => delete process.env['TIMBRE_TEST_SECRET']);
  let said = '';
  await runFfmpeg(script, [], {
    timeoutMs: 60_000,
    maxStdoutBytes: 10_000,
    onStdout: (chunk) => (said += chunk.toString()),
  });
  assert.match(said, /^PATH=/m);
  assert.doesNotMatch(said, /SECRET|hidden/);
});

test('a written file can not grow past its bound', { skip: process.platform !== 'linux' }, async (t) => {
  const file = path.join(await scratch(t), 'big.s16');
  const { ffmpeg } = await ffmpegHere();
  const writing = ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', 'anullsrc', '-f', 's16le', file];
  await assert.rejects(runFfmpeg(ffmpeg, writing, { timeoutMs: 60_000, maxFileBytes: 2 ** 20 }), FfmpegError);
  assert.ok((await stat(file)).size <= 2 ** 20);
});

test('no more children than cores at a time, and a waiting one can be given up', async (t) => {
  const { ffmpeg } = await ffmpegHere();
  const folder = await scratch(t);
  const script = path.join(folder, 'count');
  const log = path.join(folder, 'log');
  await writeFile(script, `#!/bin/sh\necho + >> ${log}\nsleep 0.15\necho - >> ${log}\n`);
  await chmod(script, 0o755);
  const reason = new Error('gave up');
  const controller = new AbortController();
  const runs = Array.from({ length: 8 }, () => runFfmpeg(script, [], { timeoutMs: 60_000 }));
  const abandoned = runFfmpeg(ffmpeg, endless, { timeoutMs: 60_000, signal: controller.signal });
  controller.abort(reason);
  await assert.rejects(abandoned, reason);
  await Promise.all(runs);
  let [now, most] = [0, 0];
  for (const line of (await readFile(log, 'utf8')).trim().split('\n')) {
    now += line === '+' ? 1 : -1;
    most = Math.max(most, now);
  }
  assert.equal(now, 0);
  assert.ok(most >= 1 && most <= os.availableParallelism(), `${most} at a time`);
});
