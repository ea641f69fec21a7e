import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { preflight } from '../../../../src/trainer/engines/builtin/preflight.ts';
import type { EngineClip } from '../../../../src/trainer/engines/engine.ts';
import { plan, trainRequest } from './fixtures.ts';

describe('preflight of the built-in engine', () => {
  let folder: string;
  let stateDir: string;
  let clip: EngineClip;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-preflight-'));
    stateDir = path.join(folder, 'state');
    await mkdir(stateDir);
    const file = path.join(folder, 'clip.flac');
    await writeFile(file, 'only its being there is looked at');
    clip = {
      id: 'a',
      sha256: 'a'.repeat(64),
      path: file,
      durationSeconds: 5,
      transcript: 'Please hold the line.',
      language: 'en',
    };
  });
  after(() => rm(folder, { recursive: true }));

  const codes = async (given: Partial<Parameters<typeof trainRequest>[0]>): Promise<string[]> => {
    const findings = await preflight(trainRequest({ stateDir, trainClips: [clip], ...given }));
    for (const { message, hint } of findings)
      assert.ok(message.endsWith('.') && hint.endsWith('.'), `${message} ${hint}`);
    return findings.map(({ level, code }) => `${level} ${code}`);
  };

  test('nothing stands in the way', async () => assert.deepEqual(await codes({}), []));
  test('no clips', async () => assert.deepEqual(await codes({ trainClips: [] }), ['error no-usable-clips']));
  test('no transcripts', async () => {
    assert.deepEqual(await codes({ trainClips: [{ ...clip, transcript: null }] }), ['error no-transcripts']);
    assert.deepEqual(await codes({ trainClips: [{ ...clip, transcript: '🎉' }] }), ['error no-transcripts']);
  });
  test('some transcripts are missing', async () => {
    assert.deepEqual(await codes({ trainClips: [clip, { ...clip, id: 'b', transcript: null }] }), [
      'warning clips-without-transcript',
    ]);
  });
  test('clips missing on disk', async () => {
    assert.deepEqual(await codes({ heldOutClips: [{ ...clip, id: 'b', path: `${clip.path}.gone` }] }), [
      'error clips-missing',
    ]);
  });
  test('another language', async () => {
    assert.deepEqual(await codes({ trainClips: [{ ...clip, language: 'de-CH' }] }), ['error language-not-supported']);
    assert.deepEqual(await codes({ trainClips: [{ ...clip, language: 'en-GB' }] }), []);
  });
  test('no state to continue', async () => {
    assert.deepEqual(await codes({ start: 'continue' }), ['error state-missing']);
  });
  test('epochs that do nothing', async () => {
    assert.deepEqual(await codes({ plan: { ...plan, epochs: 0 } }), ['error nothing-to-do']);
  });
  test('more than memory and disk can hold', async () => {
    assert.deepEqual(await codes({ trainClips: [{ ...clip, durationSeconds: 1e12 }] }), [
      'error not-enough-memory',
      'error not-enough-disk',
    ]);
  });
  test('all that is wrong, the first to mend first', async () => {
    const gone = { ...clip, path: `${clip.path}.gone`, language: 'fr' };
    assert.deepEqual(await codes({ trainClips: [gone], start: 'resume', plan: { ...plan, epochs: 0 } }), [
      'error clips-missing',
      'error language-not-supported',
      'error state-missing',
      'error nothing-to-do',
    ]);
  });
});
