import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { compileFlite, Flite, fliteSampleRate } from '../../../../src/trainer/engines/builtin/flite.ts';

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

  test('loading WASI warns of nothing, and other warnings still come through', async () => {
    process.emitWarning('a warning of the test');
    await new Promise(setImmediate);
    assert.deepEqual(
      warnings.map(({ message }) => message),
      ['a warning of the test'],
    );
  });
});
