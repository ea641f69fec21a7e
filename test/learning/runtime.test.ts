// Sessions: providers are tried in order, and the one that runs the graph is reported.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { inferenceProgram } from '../../src/learning/programs.ts';
import { openSession } from '../../src/learning/runtime.ts';
import { model } from './regression.ts';

describe('runtime', () => {
  test('falls back to the next provider when one can not run the graph', async () => {
    const session = await openSession(inferenceProgram(model, 2).bytes, {
      providers: ['no-such-device' as 'cuda', 'cpu'],
    });
    assert.equal(session.provider, 'cpu');
    await session.release();
  });

  test("tells each provider's reason when none can", async () => {
    await assert.rejects(
      openSession(Uint8Array.of(1, 2, 3), { providers: ['no-such-device' as 'cuda', 'cpu'] }),
      (error) => {
        assert.ok(error instanceof AggregateError);
        assert.match(error.message, /no execution provider of no-such-device, cpu/);
        assert.match(String(error.errors[0]), /no-such-device/);
        assert.match(String(error.errors[1]), /protobuf/);
        return true;
      },
    );
  });

  // Who starts threads that open sessions; null: this thread does.
  for (const starter of [null, 'trainer/engines/builtin/threads/pool.ts', 'ears/ears.ts']) {
    test(`reports nothing to anybody and leaves no files behind, in threads of ${starter ?? 'its own'}`, async (t) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'timbre-runtime-'));
      t.after(() => rm(folder, { recursive: true }));
      await mkdir(path.join(folder, 'home'));
      const source = new URL('../../src/', import.meta.url).href;
      const open = `import('${source}learning/runtime.ts').then(({ openSession }) => openSession(Uint8Array.of(8)))`;
      const refused = `${open}.catch((error) => console.log(String(error.errors[0])))`;
      const program = starter
        ? `await import('${source}${starter}');
           new (await import('node:worker_threads')).Worker(${JSON.stringify(refused)}, { eval: true });`
        : `await ${refused};`;
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
        env: { PATH: process.env['PATH'], TMPDIR: folder, HOME: path.join(folder, 'home') },
      });
      assert.match(stdout, /protobuf/, 'it was the runtime that looked at the model');
      assert.deepEqual(await readdir(folder, { recursive: true }), ['home']);
    });
  }
});
