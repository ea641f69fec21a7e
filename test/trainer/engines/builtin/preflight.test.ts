// Everything that can stand in the way of a training, each with its own words, in the order in which to mend it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { installation } from '../../../../src/trainer/engines/builtin/installation.ts';
import { memoryNeeded } from '../../../../src/trainer/engines/builtin/network/memory.ts';
import { preflight } from '../../../../src/trainer/engines/builtin/preflight.ts';
import type { Device, EngineClip, Finding } from '../../../../src/trainer/engines/engine.ts';
import { plan, trainRequest } from './fixtures.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const device: Device = { provider: 'cpu', name: 'test', freeBytes: null };

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

  type Given = Partial<Parameters<typeof trainRequest>[0]>;
  const find = (given: Given, on = device): Promise<Finding[]> =>
    preflight(trainRequest({ stateDir, trainClips: [clip], ...given }), on);
  const codes = async (given: Given, on = device): Promise<string[]> => {
    const findings = await find(given, on);
    for (const { message, hint } of findings)
      assert.ok(message.endsWith('.') && hint.endsWith('.'), `${message} ${hint}`);
    return findings.map(({ level, code }) => `${level} ${code}`);
  };

  test('nothing stands in the way', async () => assert.deepEqual(await codes({}), []));
  test('no clips', async () => assert.deepEqual(await codes({ trainClips: [] }), ['error no-usable-clips']));
  test('no transcripts', async () => {
    assert.deepEqual(await codes({ trainClips: [{ ...clip, transcript: null }] }), ['error no-transcripts']);
    assert.deepEqual(await codes({ trainClips: [{ ...clip, transcript: '🎉' }] }), ['error unspeakable-transcripts']);
  });
  test('some transcripts are missing', async () => {
    assert.deepEqual(await codes({ trainClips: [clip, { ...clip, id: 'b', transcript: null }] }), [
      'warning clips-without-transcript',
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
  test('a damaged state', async () => {
    const damaged = path.join(folder, 'damaged');
    await mkdir(damaged);
    await writeFile(path.join(damaged, 'voice.json'), '{"engine": "builtin", "engineVers');
    assert.deepEqual(await codes({ start: 'continue', stateDir: damaged }), ['error state-damaged']);
  });
  test('less memory than it takes: how much, and which batch would fit', async () => {
    const little = { ...device, freeBytes: memoryNeeded(5, 128) };
    assert.deepEqual(await codes({}, little), ['error not-enough-memory']);
    const [finding] = await find({}, little);
    assert.match(
      finding?.message ?? '',
      /batches of 256 needs \d+ MB of memory, \d+ MB are free; batches of 128 would/,
    );
    assert.deepEqual(await codes({ plan: { ...plan, batchSize: 128 } }, little), []);
    const [none] = await find({}, { ...device, freeBytes: 1e6 });
    assert.match(none?.message ?? '', /1 MB are free; no batch size would fit/);
  });
  test('less disk than it takes', async () => {
    assert.deepEqual(await codes({ trainClips: [{ ...clip, durationSeconds: 1e12 }] }), ['error not-enough-disk']);
  });
  test('a part of the engine is not installed', async () => {
    // A checkout whose packages are all there but one.
    const checkout = path.join(folder, 'checkout');
    await cp(path.join(root, 'src'), path.join(checkout, 'src'), { recursive: true });
    await cp(path.join(root, 'package.json'), path.join(checkout, 'package.json'));
    await mkdir(path.join(checkout, 'node_modules'));
    for (const name of await readdir(path.join(root, 'node_modules'))) {
      if (name === 'onnxruntime-node') continue;
      await symlink(path.join(root, 'node_modules', name), path.join(checkout, 'node_modules', name));
    }
    const module = pathToFileURL(path.join(checkout, 'src/trainer/engines/builtin/preflight.ts')).href;
    const request = JSON.stringify(trainRequest({ stateDir, trainClips: [clip] }));
    const script = `import { preflight } from '${module}';
      console.log(JSON.stringify(await preflight(${request}, ${JSON.stringify(device)})));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    const [finding] = JSON.parse(stdout) as Finding[];
    assert.equal(finding?.code, 'engine-not-installed');
    assert.match(finding.message, /onnxruntime-node is not installed/);
  });
  test('base weights that are not there matter to a new voice', async () => {
    const nowhere = path.join(folder, 'nowhere');
    const [finding] = await preflight(trainRequest({ stateDir, trainClips: [clip] }), device, { base: nowhere });
    assert.equal(finding?.code, 'base-damaged');
    assert.match(`${finding.message} ${finding.hint}`, /builtin-slt\.safetensors is missing.*npm run pretrain/);
    const other = trainRequest({ stateDir, trainClips: [clip], start: 'other-voice' });
    assert.ok((await preflight(other, device, { base: nowhere })).every(({ code }) => code !== 'base-damaged'));
    assert.deepEqual(
      (await installation(nowhere)).map(({ code }) => code),
      ['base-damaged'],
    );
    assert.deepEqual(await installation(), []);
  });
  test('all that is wrong, the first to mend first', async () => {
    const endless = { ...clip, language: 'fr', durationSeconds: 1e12 };
    const given = { trainClips: [endless], start: 'resume', plan: { ...plan, epochs: 0 } } as const;
    assert.deepEqual(await codes(given, { ...device, freeBytes: 1e6 }), [
      'error language-not-supported',
      'error state-missing',
      'error nothing-to-do',
      'error not-enough-memory',
      'error not-enough-disk',
    ]);
  });
});
