// Our own FLAC against ffmpeg's, both ways, and files of anybody.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { decodePcm } from '../../src/audio/decode.ts';
import { decodeFlac, encodeFlac } from '../../src/audio/flac.ts';
import { ffmpegHere, make, promptInput, promptSamples, scratch, seededRandom } from './material.ts';

const rate = 32_000;
const most = 2 ** 20;
const random = seededRandom(7);
const whole = (samples: ArrayLike<number>): Int16Array =>
  Int16Array.from(samples, (value) => Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768))));
const sounds = (length: number, at: (i: number) => number): Int16Array => Int16Array.from({ length }, (_, i) => at(i));

const isSame = (a: Int16Array, b: Int16Array): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

const power = (values: Float32Array): number => values.reduce((sum, value) => sum + value * value, 0);

async function speech(): Promise<Int16Array> {
  return whole(await promptSamples(1));
}

/** What is hard to predict, or too easy, and lengths around those of blocks. */
const hard: Readonly<Record<string, Int16Array>> = {
  silence: sounds(10_000, () => 0),
  'the same all along': sounds(5000, () => -32_768),
  'as loud as can be': sounds(9000, (i) => (i % 2 === 0 ? 32_767 : -32_768)),
  'a square wave': sounds(9000, (i) => (i % 100 < 50 ? 32_767 : -32_768)),
  'white noise': sounds(20_000, () => Math.floor(random() * 65_536) - 32_768),
  'single clicks': sounds(9000, (i) => (i % 3001 === 3000 ? 32_767 : 0)),
  'a full-scale tone': sounds(30_000, (i) => Math.round(32_767 * Math.sin(i / 10))),
  'the last bits': sounds(9000, () => Math.floor(random() * 3) - 1),
  ...Object.fromEntries(
    [1, 2, 3, 12, 13, 14, 255, 4095, 4096, 4097, 8192].map((length) => [
      `${length} samples`,
      sounds(length, (i) => Math.round(9000 * Math.sin(i / 7) + 300 * random())),
    ]),
  ),
};

test('what is written is what is read, also by ffmpeg, which finds its checksums right', async (t) => {
  const folder = await scratch(t);
  const all = { speech: await speech(), ...hard };
  const inputs: string[] = [];
  const outputs: string[] = [];
  for (const [i, samples] of Object.values(all).entries()) {
    const file = path.join(folder, `${i}.flac`);
    const bytes = encodeFlac(samples, rate);
    await writeFile(file, bytes);
    const read = decodeFlac(bytes, most);
    assert.ok(read !== null && read.sampleRate === rate && isSame(whole(read.samples), samples), Object.keys(all)[i]);
    inputs.push('-err_detect', 'crccheck+explode', '-i', file);
    outputs.push('-map', `${i}:a`, '-f', 's16le', `${file}.s16`);
  }
  await make('-xerror', ...inputs, ...outputs);
  for (const [i, [name, samples]] of Object.entries(all).entries()) {
    assert.ok(Buffer.from(samples.buffer).equals(await readFile(path.join(folder, `${i}.flac.s16`))), name);
  }
});

test('it is no larger than what ffmpeg makes of it, or than what it is made of; and what ffmpeg makes of it is read', async (t) => {
  const folder = await scratch(t);
  const all = { speech: await speech(), ...hard };
  const kinds = [
    ['-compression_level', '0'],
    ['-compression_level', '8'],
    ['-compression_level', '12', '-lpc_type', 'cholesky', '-prediction_order_method', 'search'],
    ['-lpc_type', 'fixed', '-frame_size', '1000'],
  ];
  const inputs: string[] = [];
  const outputs: string[] = [];
  for (const [i, samples] of Object.values(all).entries()) {
    await writeFile(path.join(folder, `${i}.s16`), samples);
    inputs.push('-f', 's16le', '-ar', `${rate}`, '-ac', '1', '-i', path.join(folder, `${i}.s16`));
    for (const [kind, args] of kinds.entries()) {
      outputs.push('-map', `${i}:a`, ...args, path.join(folder, `${i}.${kind}.flac`));
    }
  }
  await make(...inputs, ...outputs);
  for (const [i, [name, samples]] of Object.entries(all).entries()) {
    const ours = encodeFlac(samples, rate);
    assert.ok(ours.length <= samples.byteLength + 100 + samples.length / 100, `${name}: ${ours.length} bytes`);
    for (const kind of kinds.keys()) {
      const theirs = await readFile(path.join(folder, `${i}.${kind}.flac`));
      const read = decodeFlac(theirs, most);
      assert.ok(read !== null && isSame(whole(read.samples), samples), `${name}, ${String(kinds[kind])}`);
      if (name === 'speech') assert.ok(ours.length <= theirs.length, `${ours.length} bytes, not ${theirs.length}`);
    }
  }
});

test('a damaged file is not read, and no damage is heard', async () => {
  const samples = (await speech()).subarray(40_000, 60_000);
  const bytes = encodeFlac(samples, rate);
  let refused = 0;
  for (let i = 0; i < 200; i++) {
    const damaged = Buffer.from(bytes);
    // The header most of all, whose checksum (of the samples) only those look at who have the time.
    const at = Math.floor(random() * (i % 2 === 0 ? 60 : bytes.length));
    damaged[at] ^= 1 << Math.floor(random() * 8);
    const read = decodeFlac(damaged, most);
    if (read === null) refused++;
    else assert.ok(isSame(whole(read.samples), samples), `a bit of byte ${at}`);
  }
  assert.ok(refused > 100, `${refused} of 200 refused`);
  for (let length = 0; length < bytes.length; length += 97) {
    assert.equal(decodeFlac(bytes.subarray(0, length), most), null, `cut off after ${length} bytes`);
  }
  assert.equal(decodeFlac(bytes, samples.length - 1), null);
});

test('what is no clip of ours is read by ffmpeg', async (t) => {
  const folder = await scratch(t);
  const kinds = [
    ['-af', 'aresample=32000,pan=stereo|c0=c0|c1=c0'],
    ['-af', 'aresample=32000', '-sample_fmt', 's32'],
    ['-ar', '44100'],
  ];
  const fileOf = (kind: number): string => path.join(folder, `${kind}.flac`);
  const speech = promptInput(3);
  const clip = fileOf(kinds.length);
  await make(
    ...speech,
    ...kinds.flatMap((args, kind) => ['-t', '3', ...args, fileOf(kind)]),
    '-t',
    '3',
    '-ar',
    '32000',
    clip,
  );
  const ffmpeg = await ffmpegHere();
  const expected = await decodePcm(ffmpeg, clip, { sampleRate: 16_000 });
  for (const kind of kinds.keys()) {
    const samples = await decodePcm(ffmpeg, fileOf(kind), { sampleRate: 16_000 });
    const apart = samples.map((value, i) => value - expected[i]);
    assert.equal(samples.length, expected.length);
    // The same but for the resampler and its last hertz.
    assert.ok(power(apart) < power(expected) * 1e-4, `${String(kinds[kind])}: ${power(apart) / power(expected)}`);
  }
});
