// Speech of GPT-SoVITS: the server is the contract double of api_v2.py with all its traps, a real process on a real port.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Speech } from '../../../../src/trainer/engines/engine.ts';
import type { Checkout } from '../../../../src/trainer/engines/gpt-sovits/checkout.ts';
import { spawnLeashed } from '../../../../src/trainer/engines/gpt-sovits/leash.ts';
import { SpeechServer } from '../../../../src/trainer/engines/gpt-sovits/speech-server.ts';
import type { SpeechServerOptions, SpokenVoice } from '../../../../src/trainer/engines/gpt-sovits/speech-server.ts';
import { encodeWav } from '../../../../src/trainer/engines/gpt-sovits/wav.ts';
import { atEnd } from '../../../support/at-end.ts';
import { bytes, text, weights } from './archives.ts';
import { inEnglish } from '../../../support/told.ts';

const { signal } = new AbortController();
const home = fileURLToPath(new URL('./double', import.meta.url));

interface Studio {
  readonly folder: string;
  readonly server: SpeechServer;
  readonly voice: (name: string, seconds?: number) => Promise<SpokenVoice>;
  /** What the double noted: [what, …details]. */
  readonly noted: (what: string) => Promise<readonly unknown[][]>;
}

/** A card whose nvidia-smi lies in `programs`. */
const card = { index: 0, uuid: 'GPU-a', name: 'card', totalBytes: 8e9, freeBytes: 8e9, capability: 8.6 };

async function studio(
  t: TestContext,
  options: Partial<SpeechServerOptions> = {},
  programs: string | null = null,
): Promise<Studio> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-speech-'));
  const notes = path.join(folder, 'notes');
  const checkout: Checkout = {
    home,
    python: 'python3',
    version: 'v2Pro',
    ...(programs === null
      ? { device: 'cpu', isHalf: false, gpu: null, gpuNumbers: '' }
      : { device: 'cuda', isHalf: true, gpu: card, gpuNumbers: '0' }),
    env: (extra) => ({
      ...process.env,
      PATH: [...(programs === null ? [] : [programs]), process.env['PATH']].join(path.delimiter),
      DOUBLE_API_LOG: notes,
      is_half: programs === null ? 'False' : 'True',
      CUDA_VISIBLE_DEVICES: programs === null ? '' : '0',
      ...extra,
    }),
    pretrained: { s2G: '', s2D: '', s1: '', bert: 'bert', hubert: 'hubert', sv: null },
    s2Template: '',
    s1Template: '',
  };
  const server = new SpeechServer(checkout, { workDir: path.join(folder, 'server'), ...options });
  atEnd(t, () => rm(folder, { recursive: true }));
  atEnd(t, () => server.close());
  return {
    folder,
    server,
    async voice(name, seconds = 4) {
      const file = (kind: string): string => path.join(folder, `${name}-${kind}`);
      for (const kind of ['gpt', 'sovits']) {
        const pickle = bytes(0x80, 2, '}', text(kind), text(name), 's.');
        await writeFile(file(kind), weights(pickle, kind === 'sovits' ? '05' : undefined));
      }
      const samples = Float32Array.from({ length: seconds * 32_000 }, (_, i) => Math.sin(i / name.length) / 2);
      await writeFile(file('reference.wav'), encodeWav({ samples, sampleRate: 32_000 }));
      return {
        gpt: file('gpt'),
        sovits: file('sovits'),
        reference: { path: file('reference.wav'), text: 'What I say.', language: 'en' },
      };
    },
    async noted(what) {
      const lines = (await readFile(notes, 'utf8').catch(() => '')).split('\n').filter(Boolean);
      return lines.map((line) => JSON.parse(line) as unknown[]).filter(([first]) => first === what);
    },
  };
}

const printOf = ({ samples }: Speech): string => createHash('sha256').update(Buffer.from(samples.buffer)).digest('hex');

/** Resolves when a process is gone. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => 'Z');
    if (/(?:^|\) )Z/.test(state)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('a voice that speaks', { concurrency: 4 }, () => {
  test('says the same text with the same samples, in another process too', async (t) => {
    const { server, voice, noted, folder } = await studio(t);
    const anna = await voice('anna');
    const first = await server.speak(anna, 'Hello there', signal);
    assert.equal(first.sampleRate, 32_000);
    // It rewrites its settings: those of this child, not those of the checkout.
    const settings: unknown = JSON.parse(await readFile(path.join(folder, 'server', 'settings-1.yaml'), 'utf8'));
    assert.partialDeepStrictEqual(settings, { custom: { t2s_weights_path: anna.gpt, vits_weights_path: anna.sovits } });
    assert.ok(first.samples.some((sample) => Math.abs(sample) > 0.1));
    assert.equal(printOf(await server.speak(anna, 'Hello there', signal)), printOf(first));
    await server.unload();
    assert.equal(printOf(await server.speak(anna, 'Hello there', signal)), printOf(first));
    assert.equal((await noted('started')).length, 2);
    assert.notEqual(printOf(await server.speak(anna, 'Hello where', signal)), printOf(first));
  });

  test('leaves a card that a training has filled alone, says so, and goes back to it', async (t) => {
    const programs = await mkdtemp(path.join(tmpdir(), 'timbre-card-'));
    atEnd(t, () => rm(programs, { recursive: true }));
    const isFree = async (mebibytes: number): Promise<void> => {
      const row = `0, GPU-a, card, 8192, ${mebibytes}, 8.6`;
      await writeFile(path.join(programs, 'nvidia-smi'), `#!/bin/sh\necho '${row}'\n`, { mode: 0o755 });
    };
    const { server, voice, noted } = await studio(t, {}, programs);
    const anna = await voice('anna');
    await isFree(1536);
    const beside = await server.speak(anna, 'Hello there', signal);
    assert.match(inEnglish(beside.remark), /on the processor.*1\.5 GB of memory were free on the graphics card/);
    assert.deepEqual(await noted('computes'), [['computes', 'cpu', false, 'False', '']]);
    assert.ok((await server.speak(anna, 'And again', signal)).remark, 'as long as it is so');
    assert.equal((await noted('started')).length, 1);
    await isFree(7000);
    assert.equal((await server.speak(anna, 'Hello there', signal)).remark, undefined);
    await isFree(100);
    assert.equal((await server.speak(anna, 'Still there', signal)).remark, undefined, 'it has its memory already');
    assert.deepEqual((await noted('computes')).slice(1), [['computes', 'cuda', true, 'True', '0']]);
  });

  test('never sounds like another one, however their requests interleave', async (t) => {
    const { server, voice } = await studio(t);
    const voices = [await voice('anna'), await voice('bob')];
    const alone: string[] = [];
    for (const one of voices) {
      alone.push(printOf(await server.speak(one, 'One two', signal)));
      await server.unload();
    }
    assert.notEqual(alone[0], alone[1]);
    const together = await Promise.all([0, 1, 1, 0, 1, 0].map((i) => server.speak(voices[i], 'One two', signal)));
    assert.deepEqual(
      together.map((speech) => alone.indexOf(printOf(speech))),
      [0, 1, 1, 0, 1, 0],
    );
  });

  test('is modelled on what its reference holds now, read by its own weights', async (t) => {
    const { server, voice, noted } = await studio(t);
    const anna = await voice('anna');
    const before = await server.speak(anna, 'One', signal);
    // Another recording in the same place.
    const other = await voice('somebody', 5);
    await writeFile(anna.reference.path, await readFile(other.reference.path));
    const after = await server.speak(anna, 'One', signal);
    assert.notEqual(printOf(after), printOf(before));
    // The same recording with other weights.
    const mixed = { ...other, gpt: anna.gpt, reference: anna.reference };
    const warm = await server.speak(mixed, 'One', signal);
    await server.unload();
    assert.equal(printOf(await server.speak(mixed, 'One', signal)), printOf(warm));
    assert.equal((await noted('reference')).length, 4);
  });

  test('reads the transcript of its reference in the right language', async (t) => {
    const { server, voice } = await studio(t);
    const anna = await voice('anna');
    const japanese: SpokenVoice = { ...anna, reference: { ...anna.reference, language: 'ja' } };
    const alone = await server.speak(japanese, 'One', signal);
    await server.unload();
    await server.speak(anna, 'One', signal);
    const after = await server.speak(japanese, 'One', signal);
    assert.equal(printOf(after), printOf(alone));
  });
});

describe('what GPT-SoVITS cannot speak', { concurrency: 4 }, () => {
  test('is no speech: a second of silence with status 200 is the error that was printed', async (t) => {
    const { server, voice, noted } = await studio(t);
    const anna = await voice('anna');
    await assert.rejects(server.speak(anna, 'This FAILS', signal), {
      code: 'speech-failed',
      message: /could not speak: RuntimeError: CUDA out of memory/,
    });
    assert.equal((await noted('started')).length, 2, 'it is tried again with a new process');
    assert.ok((await server.speak(anna, 'One', signal)).samples.length > 0);
  });

  test('is said: a text without words, a reference that is too short', async (t) => {
    const { server, voice, noted } = await studio(t);
    const anna = await voice('anna');
    await assert.rejects(server.speak(anna, '…!', signal), { code: 'nothing-to-speak' });
    // Of words, nothing may be left either: silence, and nothing printed.
    await assert.rejects(server.speak(anna, '々', signal), { code: 'nothing-to-speak' });
    await assert.rejects(server.speak(await voice('brief', 2), 'One', signal), {
      code: 'speech-refused',
      message: /outside the 3-10 second range/,
    });
    assert.equal((await noted('started')).length, 1);
  });

  test('is not spoken by the base instead: weights that are missing', async (t) => {
    const { server, voice, noted } = await studio(t);
    const anna = await voice('anna');
    await rm(anna.sovits);
    await assert.rejects(server.speak(anna, 'One', signal), {
      code: 'state-damaged',
      message: /anna-sovits is missing/,
    });
    assert.deepEqual(await noted('tts'), []);
  });

  test('is not loaded: weights that could run code', async (t) => {
    const { server, voice, noted } = await studio(t);
    const anna = await voice('anna');
    const evil = await voice('evil');
    await writeFile(evil.sovits, weights(bytes(0x80, 2, 'cos\nsystem\n(', text('id'), 'tR.'), '05'));
    await assert.rejects(server.speak(evil, 'One', signal), { code: 'weights-unsafe' });
    await server.speak(anna, 'One', signal);
    await assert.rejects(server.speak(evil, 'One', signal), { code: 'weights-unsafe' });
    // What only exported weights of S2 may begin with.
    await writeFile(evil.gpt, weights(bytes(0x80, 2, '}.'), '05'));
    await assert.rejects(server.speak(evil, 'One', signal), { code: 'weights-unsafe', message: /does not begin as/ });
    assert.ok(!(await noted('sovits')).flat().includes(evil.sovits));
    assert.ok((await server.speak(anna, 'One', signal)).samples.length > 0);
  });
});

describe('a server that is unwell', { concurrency: 4 }, () => {
  for (const [what, word, reason] of [
    ['hangs', 'HANGS', /gave no answer within 0.5 seconds/],
    ['dies', 'DIES', /its server ended/],
  ] as const) {
    test(`that ${what} is started anew`, async (t) => {
      const { server, voice, noted } = await studio(t, { answerSeconds: (letters) => (letters === 5 ? 0.5 : 60) });
      const anna = await voice('anna');
      const before = await server.speak(anna, 'Well', signal);
      await assert.rejects(server.speak(anna, word.padEnd(5), signal), { code: 'speech-failed', message: reason });
      assert.equal(printOf(await server.speak(anna, 'Well', signal)), printOf(before));
      assert.equal((await noted('started')).length, 3);
      for (const [, pid] of (await noted('started')).slice(0, 2)) await gone(Number(pid));
    });
  }

  test('that has grown is replaced before the next request', async (t) => {
    const { server, voice, noted } = await studio(t, { growthBytes: 40e6 });
    const anna = await voice('anna');
    for (const [spoken, started] of [
      ['First', 1],
      ['Second', 1],
      ['It GROWS', 1],
      ['Third', 2],
    ] as const) {
      await server.speak(anna, spoken, signal);
      assert.equal((await noted('started')).length, started, spoken);
    }
  });
});

describe('a server that is not needed', { concurrency: 4 }, () => {
  test('is stopped after a while, and started again', async (t) => {
    const { folder, server, voice, noted } = await studio(t, { idleSeconds: 0.05 });
    const anna = await voice('anna');
    const first = await server.speak(anna, 'One', signal);
    await gone(Number((await noted('started'))[0]?.[1]));
    await server.unload();
    assert.ok(!(await readdir(folder)).includes('server'), 'a recording of whom it spoke for was left');
    assert.equal(printOf(await server.speak(anna, 'One', signal)), printOf(first));
  });

  test('stops at once when what it speaks is called off; who waits is let go first', async (t) => {
    const { server, voice, noted } = await studio(t);
    const anna = await voice('anna');
    await server.speak(anna, 'One', signal);
    const speaking = new AbortController();
    const waiting = new AbortController();
    const hanging = server.speak(anna, 'HANGS', speaking.signal);
    const queued = server.speak(anna, 'Two', waiting.signal);
    waiting.abort(new Error('not any more'));
    await assert.rejects(queued, { message: 'not any more' });
    speaking.abort(new Error('called off'));
    await assert.rejects(hanging, { message: 'called off' });
    await gone(Number((await noted('started'))[0]?.[1]));
    assert.ok((await server.speak(anna, 'Two', signal)).samples.length > 0);
  });

  test('ends with what is being spoken when it is closed', async (t) => {
    const { server, voice, noted } = await studio(t);
    const anna = await voice('anna');
    await server.speak(anna, 'One', signal);
    const hanging = assert.rejects(server.speak(anna, 'HANGS', signal));
    await server.close();
    await hanging;
    await gone(Number((await noted('started'))[0]?.[1]));
  });

  test('does not outlive a trainer that was killed, nor does what it started', async () => {
    const program = `
      import { spawnLeashed } from ${JSON.stringify(new URL('../../../../src/trainer/engines/gpt-sovits/leash.ts', import.meta.url).href)};
      const child = spawnLeashed('python3', ['-c', 'import subprocess; p = subprocess.Popen(["sleep", "600"]); print(p.pid, flush=True); p.wait()'], { cwd: '/', env: process.env });
      child.process.stdout.on('data', (pid) => console.log(child.process.pid + ' ' + pid));
    `;
    const trainer = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(trainer.stdout, 'data')) as [Buffer];
    const pids = said.toString().trim().split(' ').map(Number);
    assert.equal(pids.length, 2);
    trainer.kill('SIGKILL');
    for (const pid of pids) await gone(pid);
  });

  test('takes what it started along when it ends by itself, and passes its exit code on', async () => {
    const child = spawnLeashed('/bin/sh', ['-c', 'sleep 600 >/dev/null 2>&1 & echo $!; exit 7'], {
      cwd: '/',
      env: process.env,
    });
    const [said] = (await once(child.process.stdout, 'data')) as [Buffer];
    assert.equal((await child.closed).code, 7);
    await gone(Number(said.toString()));
  });
});
