// The mark of what a model spoke: players don't mind it, nobody can put it on anything else, and no file breaks whoever looks for it.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { decodePcm } from '../../src/audio/decode.ts';
import { locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import { markOf, marked } from '../../src/audio/marks.ts';
import { readOggOpus, withComments } from '../../src/audio/ogg-comments.ts';
import { encodeVoiceMessage } from '../../src/audio/voice-message.ts';
import { Random } from '../../src/learning/random.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { temporaryFolder, temporaryStorage } from '../storage/support.ts';
import { soundIn } from '../support/bytes.ts';
import { ask } from './material.ts';

const mark = { versionId: randomUUID(), madeAt: Date.UTC(2026, 1, 3) };

async function speech(hertz: number): Promise<Buffer> {
  const samples = Float32Array.from({ length: 24_000 }, (_, n) => 0.3 * Math.sin((2 * Math.PI * hertz * n) / 24_000));
  return (await encodeVoiceMessage(await locateFfmpeg(), { samples, sampleRate: 24_000 })).ogg;
}

const signer = async (t: TestContext) => await (await temporaryStorage(t)).signing.key();

test('a marked file sounds as before, and says what it is to anybody', async (t) => {
  const key = await signer(t);
  const folder = await temporaryFolder(t);
  const ogg = await speech(220);
  const file = marked(ogg, mark, key);
  assert.deepEqual(markOf(file, key), { kind: 'ours', ...mark });
  assert.deepEqual(marked(file, mark, key), file, 'one mark takes the place of another');
  const ffmpeg = await locateFfmpeg();
  const [before, after] = [path.join(folder, 'before.ogg'), path.join(folder, 'after.ogg')];
  await writeFile(before, ogg);
  await writeFile(after, file);
  const heard = async (of: string) => await decodePcm(ffmpeg, of, { sampleRate: 48_000 });
  assert.deepEqual(await heard(after), await heard(before));
  const shown = await ask(after, 'anull');
  assert.match(shown, /GENERATOR *: Timbre/);
  assert.match(shown, /digitalsourcetype\/trainedAlgorithmicMedia/);
  assert.match(shown, /2026-02-03T00:00:00/);
});

test('the signature holds for this sound, version and time only', async (t) => {
  const key = await signer(t);
  const [ogg, other] = [await speech(220), await speech(330)];
  const { comments = new Map<string, string>() } = readOggOpus(marked(ogg, mark, key)) ?? {};
  const found = (file: Buffer, name: string, value: string) =>
    markOf(withComments(file, new Map([...comments, [name, value]])), key).kind;
  assert.equal(found(ogg, 'TITLE', 'anything else'), 'ours');
  assert.equal(found(other, 'TITLE', 'other sound'), 'changed');
  assert.equal(found(ogg, 'DATE', '2026-02-04T00:00:00.000Z'), 'changed');
  assert.equal(found(ogg, 'TIMBRE_VERSION', randomUUID()), 'changed');
  assert.equal(found(ogg, 'TIMBRE_VERSION', 'x'), 'unmarked');
  assert.equal(markOf(marked(ogg, mark, key), await signer(t)).kind, 'elsewhere');
  assert.equal(markOf(ogg, key).kind, 'unmarked');
});

test('whatever is sent to be looked at, nothing that differs is called ours', async (t) => {
  const key = await signer(t);
  const file = marked(await speech(220), mark, key);
  const sound = soundIn(file);
  const random = Random.seeded(11);
  const at = (length: number): number => Math.floor(random.uniform() * length);
  let ours = 0;
  for (let round = 0; round < 300; round++) {
    let mutant = Buffer.from(file);
    for (let change = 0; change <= at(4); change++) {
      const place = round % 2 === 0 ? at(700) : at(mutant.length);
      const kind = at(4);
      if (kind === 0) mutant = mutant.subarray(0, place);
      else if (kind === 1) mutant = Buffer.concat([mutant.subarray(0, place), mutant.subarray(at(mutant.length))]);
      else if (mutant.length > 0) mutant[Math.min(place, mutant.length - 1)] = at(256);
    }
    const found = markOf(mutant, key);
    if (found.kind !== 'ours') continue;
    ours += 1;
    assert.deepEqual({ ...found, sound: soundIn(mutant) }, { kind: 'ours', ...mark, sound }, `round ${round}`);
  }
  assert.ok(ours < 150);
  for (const hostile of [Buffer.alloc(0), Buffer.from('OggS'), Buffer.alloc(100_000, 'OggS\0')]) {
    assert.equal(markOf(hostile, key).kind, 'unmarked');
  }
});

test('all processes sign with one key, which stays', async (t) => {
  const dataDir = await temporaryFolder(t);
  const several = await Promise.all([openStorage({ dataDir }), openStorage({ dataDir })]);
  const ids = await Promise.all(several.map(async ({ signing }) => (await signing.key()).keyId));
  await Promise.all(several.map((storage) => storage.close()));
  const later = await openStorage({ dataDir });
  ids.push((await later.signing.key()).keyId);
  await later.close();
  assert.equal(new Set(ids).size, 1);
});
