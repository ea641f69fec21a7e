// The speaker encoder on a model of a few numbers: its graph against the plain formulas, where its windows lie, and files
// that are not what they should be.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { melPowers } from '../../src/dsp/log-mel.ts';
import { Random } from '../../src/learning/random.ts';
import { centroid, keep, similarity, vectorOf } from '../../src/speakers/embedding.ts';
import { shapeOf } from '../../src/speakers/encoder-graph.ts';
import { encodedRate, openEncoder, windowStarts } from '../../src/speakers/encoder.ts';
import { readLegacyCheckpoint } from '../../src/speakers/legacy-checkpoint.ts';
import { ffmpegHere, promptWav, scratch } from '../audio/material.ts';
import { createSpeakers, openSpeakers } from '../../src/speakers/speakers.ts';
import pino from 'pino';
import { legacyHead, smallShape, smallTensors, toLegacyCheckpoint, writeSmallEncoder } from './small-encoder.ts';

const tensors = smallTensors();
const { bands, width, layers, size } = smallShape;
const sound = Float32Array.from(
  { length: 3 * encodedRate },
  (_, i) => 0.3 * Math.sin(i / 9) * Math.sin(i / 3000) + 0.1 * Math.sin(i / 3),
);

const flat = (name: string): Float32Array => tensors.get(name)?.data ?? new Float32Array(0);
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
/** Row `row` of a matrix times a vector. */
const dot = (name: string, row: number, x: readonly number[]): number =>
  x.reduce((sum, value, i) => sum + value * flat(name)[row * x.length + i], 0);

/** One window by the formulas of PyTorch's LSTM (gates input, forget, cell, output). */
function plainly(frames: readonly number[][]): number[] {
  let rows = frames;
  for (let layer = 0; layer < layers; layer++) {
    let [hidden, cell] = [0, 0].map(() => Array.from({ length: width }, () => 0));
    rows = rows.map((x) => {
      const gate = (kind: number, i: number): number => {
        const row = kind * width + i;
        const biases = flat(`lstm.bias_ih_l${layer}`)[row] + flat(`lstm.bias_hh_l${layer}`)[row];
        return dot(`lstm.weight_ih_l${layer}`, row, x) + dot(`lstm.weight_hh_l${layer}`, row, hidden) + biases;
      };
      cell = cell.map((value, i) => sigmoid(gate(1, i)) * value + sigmoid(gate(0, i)) * Math.tanh(gate(2, i)));
      hidden = cell.map((value, i) => sigmoid(gate(3, i)) * Math.tanh(value));
      return hidden;
    });
  }
  const last = rows.at(-1) ?? [];
  const raw = Array.from({ length: size }, (_, i) =>
    Math.max(0, dot('linear.weight', i, last) + flat('linear.bias')[i]),
  );
  const norm = Math.hypot(...raw);
  return raw.map((value) => value / norm);
}

test('the encoder computes what the formulas say, window by window', async (t) => {
  const folder = await scratch(t);
  await writeSmallEncoder(folder);
  const encoder = await openEncoder(folder);
  const [first, second] = await encoder.windows(sound, [0, 77]);
  const mel = melPowers(77 + 160, bands, (index) => sound[index] ?? 0);
  for (const [start, embedding] of [[0, first] as const, [77, second] as const]) {
    const frames = Array.from({ length: 160 }, (_, i) =>
      Array.from(mel.subarray((start + i) * bands, (start + i + 1) * bands)),
    );
    for (const [i, value] of plainly(frames).entries())
      assert.ok(Math.abs(value - embedding[i]) < 1e-5, `${start} ${i}`);
  }
  assert.ok(similarity(first, second) < 0.9999, 'windows differ');
  // Whatever the level, and however often.
  const whole = await encoder.embed(sound);
  const quiet = await encoder.embed(sound.map((value) => value / 50));
  assert.ok(whole && quiet && similarity(whole, quiet) > 0.99999);
  assert.deepEqual(await encoder.embed(sound), whole);
  assert.equal(await encoder.embed(new Float32Array(encodedRate)), null);
  assert.equal(await encoder.embed(new Float32Array(0)), null);
  await encoder.close();
});

test('windows lie where Resemblyzer has them', () => {
  // compute_partial_slices(n, 1.3, 0.75)
  assert.deepEqual(windowStarts(100), [0]);
  assert.deepEqual(windowStarts(1.6 * encodedRate), [0]);
  assert.deepEqual(windowStarts(1.9 * encodedRate), [0]);
  assert.deepEqual(windowStarts(2 * encodedRate), [0, 77]);
  assert.deepEqual(windowStarts(6.01 * encodedRate), [0, 77, 154, 231, 308, 385, 462]);
});

test('embeddings are kept whole, and those of another model are not compared', () => {
  const vector = Float32Array.of(0.6, 0.8, 0);
  assert.deepEqual(vectorOf(keep('a', vector), 'a'), vector);
  assert.equal(vectorOf(keep('a', vector), 'b'), null);
  assert.equal(vectorOf(null, 'a'), null);
  assert.equal(centroid([]), null);
  assert.equal(centroid([Float32Array.of(0, 0)]), null);
  assert.deepEqual(
    centroid([Float32Array.of(1, 0), Float32Array.of(0, 1)]),
    Float32Array.of(Math.SQRT1_2, Math.SQRT1_2),
  );
});

test('a clip is embedded in a thread; without a model nobody does', async (t) => {
  const folder = await scratch(t);
  const ffmpeg = await ffmpegHere();
  assert.equal(await openSpeakers(path.join(folder, 'none'), ffmpeg, pino({ level: 'silent' })), null);
  await writeSmallEncoder(folder);
  const clip = path.join(folder, 'clip.wav');
  await writeFile(clip, await promptWav(4));
  const speakers = createSpeakers(folder, ffmpeg);
  const [first, second] = await Promise.all([speakers.embed(clip), speakers.embed(clip)]);
  assert.deepEqual(first, second);
  assert.equal(vectorOf(first, first?.model ?? '')?.length, size);
  await assert.rejects(speakers.embed(clip, AbortSignal.abort(new Error('no more'))), /no more/);
  await speakers.close();
});

const refuses = (file: Buffer, message: RegExp): void =>
  assert.throws(() => readLegacyCheckpoint(file, 'model_state'), { name: 'CheckpointUnreadable', message });

test('a checkpoint is read as data, and anything but what PyTorch wrote is refused', async (t) => {
  const good = toLegacyCheckpoint(tensors);
  const read = readLegacyCheckpoint(good, 'model_state');
  assert.deepEqual(read, tensors);
  assert.deepEqual(shapeOf(read), smallShape);
  /** The file with these bytes of its pickle in the place of others. */
  const changed = (before: string, after: string): Buffer => {
    const at = good.indexOf(Buffer.from(before, 'latin1'), legacyHead.length);
    assert.ok(at > 0, before);
    return Buffer.concat([good.subarray(0, at), Buffer.from(after, 'latin1'), good.subarray(at + before.length)]);
  };
  refuses(Buffer.from('PK\x03\x04'), /no checkpoint of an early PyTorch/);
  refuses(legacyHead, /does not end/);
  refuses(Buffer.concat([good, Buffer.of(0)]), /follows/);
  refuses(good.subarray(0, -1), /cut off/);
  refuses(changed('ctorch._utils\n_rebuild_tensor_v2\n', 'cos\nsystem\n'), /asks for "os system"/);
  refuses(changed('ctorch\nFloatStorage\n', 'cbuiltins\neval\n'), /asks for "builtins eval"/);
  refuses(changed(')R', '\x85\x81'), /empty stack|operation/);
  refuses(changed('Nt', 'Nb'), /changes|broken/);
  refuses(changed('cpu', 'tpu'), /no storage of floats/);
  // A shape that is larger than what there is; axes that lie elsewhere; a number twice in the memory.
  refuses(changed('K\x0c\x86', 'M\xff\xff\x86'), /rows|larger/);
  refuses(changed('q\x01', 'q\x09'), /memory/);
  refuses(changed('lstm.bias_hh_l0', 'lstm.bias_ih_l0'), /twice/);
  assert.throws(() => readLegacyCheckpoint(good, 'optimizer_state'), /no optimizer_state/);
  const numbers = Buffer.from(good);
  numbers.writeFloatLE(Number.NaN, numbers.length - 4);
  refuses(numbers, /a number that is none/);
  const huge = Buffer.from(good);
  huge.writeBigInt64LE(
    2n ** 62n,
    good.length - 8 - 4 * [...tensors.values()].reduce((n, { data }) => n + data.length, 0),
  );
  refuses(huge, /cut off/);
  const random = Random.seeded(3);
  for (let i = 0; i < 400; i++) {
    const copy = Buffer.from(good);
    for (let k = 0; k < 3; k++) copy[legacyHead.length + random.below(2000)] = random.below(256);
    try {
      shapeOf(readLegacyCheckpoint(copy, 'model_state'));
    } catch (error) {
      assert.ok(error instanceof Error);
      assert.doesNotMatch(error.message, /undefined|out of range|Invalid typed array|not a function|not iterable/i);
    }
  }
  const folder = await scratch(t);
  await writeFile(path.join(folder, 'pretrained.pt'), toLegacyCheckpoint(new Map([...tensors].slice(1))));
  await assert.rejects(openEncoder(folder), /no speaker encoder has the shape/);
});
