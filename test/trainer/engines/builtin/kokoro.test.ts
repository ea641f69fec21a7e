// The neural source voice with a small random model: cutting, keeping, speaking, what is told from outside, and files that are
// not what they should be.
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Tensor } from 'onnxruntime-node';
import { openSession } from '../../../../src/learning/runtime.ts';
import { cutModel } from '../../../../src/trainer/engines/builtin/source/kokoro/cut.ts';
import { type Controls, Kokoro } from '../../../../src/trainer/engines/builtin/source/kokoro/kokoro.ts';
import {
  alphabet,
  splitIpa,
  tokensOf,
  withEnds,
} from '../../../../src/trainer/engines/builtin/source/kokoro/vocabulary.ts';
import { readVoices, traitsOf } from '../../../../src/trainer/engines/builtin/source/kokoro/voices.ts';
import { scratch } from '../../../audio/material.ts';
import {
  type SmallKokoroFaults,
  smallKokoroModel,
  smallTables,
  smallVoices,
  tarball,
  writeSmallKokoro,
} from './small-kokoro.ts';

const sentence = 'ðə wˈɛðəɹ ɪz nˈIs.';
const tokens = tokensOf(sentence);

async function opened(t: TestContext, faults: SmallKokoroFaults = {}) {
  const folder = await scratch(t);
  const [model, cache] = [path.join(folder, 'kokoro'), path.join(folder, 'cache')];
  await writeSmallKokoro(model, faults);
  const open = async (): Promise<Kokoro> => {
    const kokoro = await Kokoro.open(model, cache, { threads: 1 });
    t.after(() => kokoro.close());
    return kokoro;
  };
  return { model, cache, open };
}

const bytes = (values: Float32Array): Buffer => Buffer.from(values.buffer, values.byteOffset, values.byteLength);

test('the parts, chained, give the bits of the whole; they are kept, and made again when they are damaged', async (t) => {
  const { cache, open } = await opened(t);
  const kokoro = await open();
  const style = kokoro.voices.style(tokens.length, 'af_heart');
  const spoken = await kokoro.speak(sentence, style);

  const whole = await openSession(smallKokoroModel());
  t.after(() => whole.release());
  const { audio } = await whole.run({
    tokens: new Tensor('int64', BigInt64Array.from(withEnds(tokens), BigInt), [1, tokens.length + 2]),
    style: new Tensor('float32', Float32Array.from([...style.timbre, ...style.melody]), [1, 256]),
    speed: new Tensor('float32', [1], [1]),
  });
  assert.deepEqual(bytes(spoken.samples), bytes(audio.data as Float32Array));
  assert.equal(spoken.durations.length, tokens.length + 2);
  assert.equal(600 * spoken.durations.reduce((sum, units) => sum + units, 0), spoken.samples.length);

  const [kept, ...others] = await readdir(cache);
  assert.deepEqual(others, []);
  const decoder = path.join(cache, kept, 'decoder.onnx');
  const before = await readFile(decoder);
  const damaged = Buffer.from(before);
  damaged[damaged.length >> 1] ^= 1;
  await writeFile(decoder, damaged);
  assert.deepEqual(bytes((await (await open()).speak(sentence, style)).samples), bytes(spoken.samples));
  assert.deepEqual(await readFile(decoder), before);
  await truncate(path.join(cache, kept, 'parts.json'), 10);
  assert.deepEqual(bytes((await (await open()).speak(sentence, style)).samples), bytes(spoken.samples));
  assert.deepEqual(await readdir(cache), [kept]);

  const [old, abandoned, begun] = [kept.replace(/\d+$/, '1'), `${kept}.abandoned`, `${kept}.begun`];
  for (const name of [old, abandoned, begun, 'others']) await mkdir(path.join(cache, name));
  await utimes(path.join(cache, abandoned), 0, 0);
  await open();
  assert.deepEqual((await readdir(cache)).sort(), [kept, begun, 'others'].sort());
});

test('speed, durations, F0, energy and style are told from outside', async (t) => {
  const kokoro = await (await opened(t)).open();
  const style = kokoro.voices.style(tokens.length, 'af_heart');
  const plain = await kokoro.speak(sentence, style);
  const plan = await kokoro.plan(sentence, style);
  assert.deepEqual(plan, { durations: plain.durations, f0: plain.f0, energy: plain.energy });

  const slow = await kokoro.plan(sentence, style, { speed: 0.5 });
  assert.deepEqual(
    slow.durations,
    plain.durations.map((units) => 2 * units),
  );
  const longer = await kokoro.speak(sentence, style, { durations: (own) => own.map((units) => units + 1) });
  assert.equal(longer.samples.length, plain.samples.length + 600 * (tokens.length + 2));
  const higher: Controls = { f0: (own) => own.map((hertz) => hertz * 1.2), energy: (own) => own.map(() => 0.5) };
  const sung = await kokoro.speak(sentence, style, higher);
  assert.deepEqual(
    sung.f0,
    plain.f0.map((hertz) => hertz * 1.2),
  );
  assert.ok(sung.energy.every((value) => value === 0.5));
  assert.notDeepEqual(sung.samples, plain.samples);

  // Timbre is the decoder's alone, melody that of the others.
  const mixed = kokoro.voices.style(tokens.length, { af_heart: 0.25, am_adam: 0.75 }, 'af_heart');
  const adam = kokoro.voices.style(tokens.length, 'am_adam');
  for (const i of [0, 127]) {
    assert.equal(mixed.timbre[i], Math.fround(0.25 * style.timbre[i] + 0.75 * adam.timbre[i]));
    assert.equal(mixed.melody[i], style.melody[i]);
  }
  assert.deepEqual(await kokoro.plan(sentence, mixed), plan);
  assert.notDeepEqual((await kokoro.speak(sentence, mixed)).samples, plain.samples);

  const refused: [string, Controls, RegExp][] = [
    ['', {}, /nothing to speak/],
    ['a'.repeat(511), {}, /511 tokens/],
    [sentence, { speed: 0 }, /speed of 0/],
    [sentence, { speed: NaN }, /speed of NaN/],
    [sentence, { durations: (own) => own.with(3, 0) }, /durations/],
    [sentence, { durations: (own) => own.map(() => 500) }, /durations/],
    [sentence, { durations: (own) => own.slice(1) }, /durations/],
    [sentence, { f0: (own) => own.slice(1) }, /f0/],
    [sentence, { energy: (own) => own.with(0, NaN) }, /energy/],
  ];
  for (const [ipa, controls, message] of refused) {
    await assert.rejects(kokoro.speak(ipa, style, controls), { name: 'RangeError', message });
  }
  await assert.rejects(kokoro.speak(sentence, { ...style, timbre: style.timbre.map(() => NaN) }), /no style/);
  assert.throws(() => kokoro.voices.style(4, 'xx_nobody'), /no voice xx_nobody/);

  // An abort is heard between the parts.
  const abort = new AbortController();
  const aborting: Controls = { durations: (own) => (abort.abort(new Error('no longer')), own) };
  await assert.rejects(kokoro.speak(sentence, style, aborting, abort.signal), /no longer/);
  await assert.rejects(kokoro.plan(sentence, style, {}, AbortSignal.abort(new Error('never'))), /never/);
});

test('what the decoder makes sound of is had without its sound', async (t) => {
  const kokoro = await (await opened(t)).open();
  const style = kokoro.voices.style(tokens.length, 'af_heart');
  const plan = await kokoro.plan(sentence, style);
  const { spread, harmonics, ...told } = await kokoro.excite(sentence, style);
  assert.deepEqual(told, plan);
  const units = plan.durations.reduce((all, own) => all + own, 0);
  assert.equal(spread.length, 512 * units);
  assert.equal(harmonics.length, 22 * (120 * units + 1));
  // In each unit of a token the same is said; another timbre changes nothing of it.
  const [first] = plan.durations;
  for (let row = 0; row < 512; row++) {
    assert.ok(spread.subarray(row * units, row * units + first).every((value) => value === spread[row * units]));
  }
  const other = kokoro.voices.style(tokens.length, 'am_adam', 'af_heart');
  assert.deepEqual(await kokoro.excite(sentence, other), { spread, harmonics, ...told });
});

test('a model that is not what it should be is named with what is wrong', async (t) => {
  for (const missing of ['belongs', '/encoder/Reshape_1_output_0']) {
    const cutting = cutModel(smallKokoroModel({ missing }), async () => {});
    await assert.rejects(cutting, { name: 'KokoroUnreadable', message: `the model has nothing that makes ${missing}` });
  }
  for (const [notANumber, message] of [
    ['audioOf', /the model’s audio is not \d+ numbers/],
    ['f0Of', /the model’s f0 is not \d+ numbers/],
  ] as const) {
    const kokoro = await (await opened(t, { notANumber })).open();
    const speaking = kokoro.speak(sentence, kokoro.voices.style(tokens.length, 'af_heart'));
    await assert.rejects(speaking, { name: 'KokoroUnreadable', message });
  }
  const { model, open } = await opened(t);
  await writeFile(path.join(model, 'kokoro-v1.0.int8.onnx'), 'no model');
  const kokoro = await open();
  await assert.rejects(kokoro.plan(sentence, kokoro.voices.style(1, 'af_heart')), {
    name: 'KokoroUnreadable',
    message: /kokoro-v1\.0\.int8\.onnx: the model/,
  });
});

test('voices are read from the package, and one that is damaged is named with what is wrong', async (t) => {
  const file = path.join(await scratch(t), 'voices.tgz');
  const tables = smallTables(smallVoices);
  const extra = new Map([['package/dist/kokoro.js', Buffer.from('process.exit(1)')], ...tables]);
  await writeFile(file, tarball(extra));
  const voices = await readVoices(file);
  assert.deepEqual(voices.names, [...smallVoices]);
  const table = tables.get('package/voices/bf_emma.bin');
  assert.equal(voices.style(12, 'bf_emma').melody[127], table?.readFloatLE(4 * (12 * 256 + 255)));
  assert.deepEqual(voices.style(600, 'bf_emma'), voices.style(509, 'bf_emma'));
  assert.deepEqual(traitsOf('bf_emma'), { language: 'en-GB', sex: 'female' });
  assert.throws(() => traitsOf('emma'), RangeError);

  const notANumber = Buffer.from(table ?? '');
  notANumber.writeFloatLE(NaN, 400);
  const place = 'package/voices/bf_emma.bin';
  const whole = tarball(tables);
  const flipped = Buffer.alloc(1024 + 512, 0);
  flipped.write('package/voices/af_bella.bin');
  for (const [content, message] of [
    [Buffer.from('no archive'), /can’t be unpacked/],
    [whole.subarray(0, whole.length >> 1), /can’t be unpacked/],
    [gzipSync(Buffer.alloc(2 ** 26 + 1), { level: 1 }), /can’t be unpacked/],
    [gzipSync(flipped), /damaged header/],
    [gzipSync(Buffer.alloc(0)), /cut off/],
    [tarball(new Map([[place, Buffer.alloc(100)]])), /table of bf_emma has 100 bytes/],
    [tarball(new Map([[place, notANumber]])), /table of bf_emma holds no numbers/],
    [tarball(new Map([['package/README.md', Buffer.from('voices')]])), /no voices/],
  ] as const) {
    await writeFile(file, content);
    await assert.rejects(readVoices(file), { name: 'KokoroUnreadable', message });
  }
});

test('IPA becomes tokens, and a long sentence pieces that each can be spoken', () => {
  assert.deepEqual(tokensOf('nˈIs 7tədˈA.'), [56, 156, 25, 61, 16, 62, 83, 46, 156, 24, 4]);
  assert.deepEqual(tokensOf('bõ'), tokensOf('bo\u0303'));
  assert.deepEqual(tokensOf('ça'), [78, 43]);
  assert.equal(new Set(alphabet.flatMap(tokensOf)).size, alphabet.length);

  const long = 'wˈʌn tˈu, θɹˈi fˈɔɹ. fˈIv sˈɪks; sˈɛvən ˈAt '.repeat(9);
  const pieces = splitIpa(long, 60);
  assert.equal(pieces.join(' ').replaceAll(/\s+/g, ' '), long.trim());
  assert.ok(pieces.every((piece) => piece.length > 0 && piece.length <= 60));
  assert.ok(
    pieces.slice(0, -1).every((piece) => /[.;]$/.test(piece)),
    pieces.join('|'),
  );
  assert.deepEqual(
    splitIpa('a'.repeat(25), 10).map(({ length }) => length),
    [10, 10, 5],
  );
  assert.deepEqual(splitIpa('  '), []);
});
