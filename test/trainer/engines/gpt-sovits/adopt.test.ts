// A voice that was trained with GPT-SoVITS elsewhere: it comes in with its weights, speaks as it did, and is trained further.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import type { TrainingPlan } from '../../../../src/storage/records.ts';
import type { EngineClip, VoiceEngine } from '../../../../src/trainer/engines/engine.ts';
import { createGptSovitsEngine } from '../../../../src/trainer/engines/gpt-sovits/engine.ts';
import { engineContext, plan as anyPlan, promptClips, trainRequest } from '../builtin/fixtures.ts';
import { archiveAndTar, bytes, text, weights } from './archives.ts';
import { makeCheckout } from './checkout.ts';

const plan: TrainingPlan = { ...anyPlan, epochs: 1, secondEpochs: 1, learningRate: 1e-4, batchSize: 8 };
const evil = weights(bytes(0x80, 2, 'cos\nsystem\n(', text('id'), 'tR.'), '05');

let folder: string;
/** What GPT-SoVITS left elsewhere. */
let source: string;
let trained: string;
let clips: EngineClip[];
let engine: VoiceEngine;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timbre-adopt-'));
  const checkout = await makeCheckout(path.join(folder, 'checkout'));
  engine = createGptSovitsEngine({ checkout, ffmpeg: await locateFfmpeg() });
  clips = await promptClips(folder, 3, 3, 3.4);
  await engine.prepare(clips, engineContext(path.join(folder, 'cache')));
  trained = await empty();
  const request = trainRequest({ trainClips: clips, plan, newClipIds: new Set(), stateDir: trained, start: 'base' });
  await engine.train(request, engineContext(path.join(folder, 'cache')));
  source = await empty();
  await cp(path.join(trained, 's2-weights.pth'), path.join(source, 'anna_e8_s200.pth'));
  await cp(path.join(trained, 's1-weights.ckpt'), path.join(source, 'anna-e15.ckpt'));
  await cp(path.join(trained, 'reference.wav'), path.join(source, 'anna.wav'));
  const { text: said } = JSON.parse(await readFile(path.join(trained, 'reference.json'), 'utf8')) as { text: string };
  await writeFile(path.join(source, 'anna.txt'), `${said}\n`);
});
after(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

async function empty(): Promise<string> {
  const run = await mkdtemp(path.join(folder, 'run-'));
  await mkdir(path.join(run, 'state'));
  return path.join(run, 'state');
}

/** What is said of the folder while something is changed in it. */
async function refused(change: (at: (name: string) => string) => Promise<void>): Promise<string> {
  const changed = await empty();
  await cp(source, changed, { recursive: true });
  await change((name) => path.join(changed, name));
  const error: unknown = await engine.adopt?.(changed, await empty(), 'en').catch((reason: unknown) => reason);
  assert.ok(error instanceof Error);
  return error.message;
}

test('it speaks as it did, and goes on from its weights', async () => {
  const context = engineContext(path.join(folder, 'cache'));
  const adopted = await empty();
  await engine.adopt?.(source, adopted, 'en');
  await engine.verify(adopted);
  const sound = async (stateDir: string): Promise<string> => {
    const { samples } = await engine.synthesize(stateDir, 'Hello', context);
    return createHash('sha256').update(Buffer.from(samples.buffer)).digest('hex');
  };
  const before = await sound(trained);
  assert.equal(await sound(adopted), before);
  const request = trainRequest({
    trainClips: clips,
    plan,
    newClipIds: new Set(),
    stateDir: adopted,
    start: 'continue',
  });
  assert.ok(!(await readdir(adopted)).some((name) => engine.isHistory(name)));
  const { steps } = await engine.train(request, context);
  assert.ok(steps > 0);
  // So few small steps need not be heard; but now there is what an exact continuation goes on from.
  await engine.verify(adopted);
  assert.ok((await readdir(adopted)).some((name) => engine.isHistory(name)));
  assert.match(await sound(adopted), /^[0-9a-f]{64}$/);
});

test('what is missing, doubled, no file, of another version or could run code is said', async () => {
  assert.match(await refused((at) => rm(at('anna-e15.ckpt'))), /holds no weights of S1/);
  assert.match(await refused((at) => rm(at('anna.txt'))), /holds no \.txt with what is said/);
  assert.match(
    await refused((at) => cp(at('anna_e8_s200.pth'), at('b.pth'))),
    /There must be one of anna_e8_s200\.pth, b/,
  );
  const link = refused(async (at) => {
    await rename(at('anna-e15.ckpt'), at('elsewhere'));
    await symlink(at('elsewhere'), at('anna-e15.ckpt'));
  });
  assert.match(await link, /is not a plain file/);
  const other = refused(async (at) => {
    const content = await readFile(at('anna_e8_s200.pth'));
    content.write('06');
    await writeFile(at('anna_e8_s200.pth'), content);
  });
  assert.match(await other, /is of v2ProPlus, and this is v2Pro/);
  assert.match(await refused((at) => writeFile(at('anna_e8_s200.pth'), evil)), /asks for os\.system/);
  const asS2 = archiveAndTar('padding', '05', bytes(0x80, 2, 'cos\nsystem\n(', text('id'), 'tR.'));
  assert.match(await refused((at) => writeFile(at('anna-e15.ckpt'), asS2)), /does not begin as/);
  assert.match(await refused((at) => writeFile(at('anna.txt'), ' \n')), /takes one with a transcript/);
});
