// The embedded source voice: what it says, and when.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compileFlite, Flite, fliteSampleRate } from '../../../../src/trainer/engines/builtin/source/flite.ts';

const openFiles = (): number => readdirSync('/dev/fd').length;

describe('flite', () => {
  let flite: Flite;
  let folder: string;
  const warnings: Error[] = [];
  const keep = (warning: Error) => warnings.push(warning);

  before(async () => {
    process.on('warning', keep);
    folder = await mkdtemp(path.join(tmpdir(), 'flite-'));
    flite = new Flite(await compileFlite(), folder);
  });
  after(async () => {
    await rm(folder, { recursive: true });
    process.off('warning', keep);
  });

  test('speaks with phone times that cover the waveform', () => {
    const { samples, spans } = flite.speak('slt', 'Please hold.');
    assert.deepEqual(
      spans.map(({ phone }) => phone),
      ['pau', 'p', 'l', 'iy', 'z', 'hh', 'ow', 'l', 'd', 'pau'],
    );
    for (const [i, span] of spans.entries()) {
      assert.ok(span.end > span.start);
      assert.equal(span.start, i === 0 ? 0 : spans[i - 1].end);
    }
    const seconds = samples.length / fliteSampleRate;
    assert.ok(Math.abs(seconds - spans.at(-1)!.end) < 0.05, `${seconds} s against ${spans.at(-1)!.end} s`);
    const loudest = samples.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);
    assert.ok(loudest > 0.1 && loudest <= 1, `peak ${loudest}`);
  });

  test('says the same twice, and another voice says it otherwise', () => {
    const first = flite.speak('rms', 'The number is 42.');
    assert.deepEqual(flite.speak('rms', 'The number is 42.'), first);
    assert.notDeepEqual(flite.speak('slt', 'The number is 42.').samples, first.samples);
  });

  test('says nothing rather than half of it when the disk is full', async () => {
    // The shell's limit on the size of files, 32 KB: a second of speech.
    const limited = ['sh', '-c', `trap '' XFSZ; ulimit -f 64; exec "$@"`, 'sh'] as const;
    const script = fileURLToPath(new URL('speak-twice.ts', import.meta.url));
    const [shell, ...args] = [...limited, process.execPath, script, folder];
    const { stdout } = await promisify(execFile)(shell, args);
    assert.deepEqual(stdout.split('\n'), ['spoke', 'flite could not write all that it spoke: is the disk full?', '']);
  });

  test('leaves no file open', () => {
    const before = openFiles();
    for (let i = 0; i < 3; i++) flite.speak('slt', 'Hello.');
    assert.equal(openFiles(), before);
  });

  test('loading WASI warns of nothing, and other warnings still come through', async () => {
    process.emitWarning('a warning of the test');
    await new Promise(setImmediate);
    assert.deepEqual(
      warnings.map(({ message }) => message),
      ['a warning of the test'],
    );
  });
});
