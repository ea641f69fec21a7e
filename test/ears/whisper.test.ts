// Whisper on a model of a few numbers: its graphs against the plain formulas, the words that come of it, and files that are
// not what they should be.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readCtranslate2 } from '../../src/ears/ctranslate2.ts';
import { type Hearing, isSure } from '../../src/ears/hearing.ts';
import { shapeOf } from '../../src/ears/whisper-graphs.ts';
import { openWhisper } from '../../src/ears/whisper.ts';
import { textOf } from '../../src/ears/words.ts';
import { Random } from '../../src/learning/random.ts';
import {
  logitsOf,
  smallShape,
  smallTensors,
  smallVocabulary,
  toCtranslate2,
  writeSmallWhisper,
} from './small-whisper.ts';

type Rows = number[][];
const tensors = smallTensors();
const { width, heads, positions, bands } = smallShape;
/** Of more words than are asked for again once they seem the likeliest. */
const wordy = smallTensors({ ...smallShape, vocabulary: 60 });
const flat = (name: string): number[] => [...(wordy.get(name)?.data ?? [])];
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

function linear(x: Rows, name: string): Rows {
  const bias = flat(`${name}/bias`);
  const weight = flat(`${name}/weight`);
  const size = x[0].length;
  return x.map((row) => bias.map((shift, i) => shift + dot(row, weight.slice(i * size, (i + 1) * size))));
}

function normalize(x: Rows, name: string): Rows {
  const [gamma, beta] = [flat(`${name}/gamma`), flat(`${name}/beta`)];
  return x.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
    return row.map((value, i) => ((value - mean) / Math.sqrt(variance + 1e-5)) * gamma[i] + beta[i]);
  });
}

/** Abramowitz and Stegun, 7.1.26: good to 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - poly * Math.exp(-x * x));
}
const gelu = (x: Rows): Rows => x.map((row) => row.map((v) => 0.5 * v * (1 + erf(v / Math.SQRT2))));
const add = (a: Rows, b: Rows): Rows => a.map((row, i) => row.map((value, k) => value + b[i][k]));
const columns = (x: Rows, from: number, to: number): Rows => x.map((row) => row.slice(from, to));

function attend(query: Rows, key: Rows, value: Rows, isCausal: boolean): Rows {
  const size = width / heads;
  return query.map((_, t) =>
    Array.from({ length: heads }, (_unused, head) => {
      const part = (row: readonly number[]): number[] => row.slice(head * size, (head + 1) * size);
      const seen = isCausal ? key.slice(0, t + 1) : key;
      const weights = seen.map((row) => Math.exp(dot(part(query[t]), part(row)) / Math.sqrt(size)));
      const sum = weights.reduce((total, weight) => total + weight, 0);
      return Array.from({ length: size }, (_none, i) =>
        weights.reduce((total, weight, k) => total + (weight / sum) * part(value[k])[i], 0),
      );
    }).flat(),
  );
}

function layer(x: Rows, name: string, heard: Rows | null): Rows {
  const all = linear(normalize(x, `${name}/self_attention/layer_norm`), `${name}/self_attention/linear_0`);
  const [query, key, value] = [0, 1, 2].map((i) => columns(all, i * width, (i + 1) * width));
  let y = add(x, linear(attend(query, key, value, heard !== null), `${name}/self_attention/linear_1`));
  if (heard !== null) {
    const both = linear(heard, `${name}/attention/linear_1`);
    const asked = linear(normalize(y, `${name}/attention/layer_norm`), `${name}/attention/linear_0`);
    const found = attend(asked, columns(both, 0, width), columns(both, width, 2 * width), false);
    y = add(y, linear(found, `${name}/attention/linear_2`));
  }
  const inner = gelu(linear(normalize(y, `${name}/ffn/layer_norm`), `${name}/ffn/linear_0`));
  return add(y, linear(inner, `${name}/ffn/linear_1`));
}

function convolve(x: Rows, name: string, stride: number): Rows {
  const [weight, bias] = [flat(`${name}/weight`), flat(`${name}/bias`)];
  const channels = x[0].length;
  return Array.from({ length: x.length / stride }, (_, t) =>
    bias.map((shift, out) => {
      let sum = shift;
      for (let k = 0; k < 3; k++) {
        const row = x[t * stride + k - 1];
        if (row) for (let c = 0; c < channels; c++) sum += row[c] * weight[(out * channels + c) * 3 + k];
      }
      return sum;
    }),
  );
}

const rowsOf = (name: string, size: number): Rows => {
  const values = flat(name);
  return Array.from({ length: values.length / size }, (_, i) => values.slice(i * size, (i + 1) * size));
};

const refuses = (file: Buffer, message: RegExp): void =>
  assert.throws(() => [...readCtranslate2(file, 'WhisperSpec').values()].map(({ data }) => data), {
    name: 'ModelUnreadable',
    message,
  });

/** A model of one number, of which more may be claimed. */
const one = (shape: number[]): Buffer => toCtranslate2(new Map([['x', { shape, data: Float32Array.of(1) }]]));

/** @param frames of the spectrum, as many as the model listens to or fewer */
async function assertComputes(frames: Rows): Promise<void> {
  const table = rowsOf('encoder/position_encodings/encodings', width);
  let x = gelu(convolve(frames, 'encoder/conv1', 1));
  x = add(gelu(convolve(x, 'encoder/conv2', 2)), table.slice(0, frames.length / 2));
  for (let i = 0; i < smallShape.encoderLayers; i++) x = layer(x, `encoder/layer_${i}`, null);
  const heard = normalize(x, 'encoder/layer_norm');
  const tokens = [8, 10, 0, 1];
  const [embeddings, places] = ['decoder/embeddings/weight', 'decoder/position_encodings/encodings'].map((name) =>
    rowsOf(name, width),
  );
  let y = tokens.map((token, at) => embeddings[token].map((value, i) => value + places[at][i]));
  for (let i = 0; i < smallShape.decoderLayers; i++) y = layer(y, `decoder/layer_${i}`, heard);
  const expected = normalize(y, 'decoder/layer_norm').map((row) => embeddings.map((word) => dot(word, row)));

  const turned = Float32Array.from(
    { length: frames.length * bands },
    (_, i) => frames[i % frames.length][Math.floor(i / frames.length)],
  );
  for (const [at, logits] of (await logitsOf(wordy, turned, tokens)).entries()) {
    const right = expected[at];
    const likeliest = [...right.keys()].sort((a, b) => right[b] - right[a]).slice(0, 8);
    for (const i of likeliest) assert.ok(Math.abs(logits[i] - right[i]) < 1e-4, `${at} ${i}`);
    const largest = Math.max(...right.map(Math.abs));
    for (const [i, value] of logits.entries()) assert.ok(Math.abs(value - right[i]) < 0.03 * largest, `${at} ${i}`);
    assert.ok(logits.some((value, i) => Math.abs(value - right[i]) > 1e-4));
  }
}

describe('Whisper', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-whisper-'));
  });
  after(() => rm(folder, { recursive: true }));

  test('computes what the formulas say, word after word', async () => {
    const random = Random.seeded(2);
    const frames = Array.from({ length: 2 * positions }, () => Array.from({ length: bands }, () => random.uniform()));
    for (const heard of [frames, frames.slice(0, positions)]) await assertComputes(heard);
  });

  test('hears a short clip in half of its time, if that makes it sure', async () => {
    const samples = Float32Array.from({ length: 6_000 }, (_, i) => 0.3 * Math.sin(i / 7) * Math.sin(i / 900));
    const hearing = async (name: string, gain: number, heard: number): Promise<Hearing> => {
      const model = path.join(folder, name);
      await writeSmallWhisper(model);
      const changed = new Map(tensors);
      const change = (tensor: string, rows: number, factor: number): void => {
        const data = tensors.get(tensor)?.data.slice(0, rows * width) ?? [];
        changed.set(tensor, {
          shape: rows === 1 ? [width] : [rows, width],
          data: Float32Array.from(data, (value) => value * factor),
        });
      };
      change('decoder/layer_norm/gamma', 1, gain);
      change('encoder/position_encodings/encodings', heard, 1);
      await writeFile(path.join(model, 'model.bin'), toCtranslate2(changed));
      const listener = await openWhisper(model);
      const heardThere = await listener.hear(samples, 'en');
      await listener.close();
      return heardThere;
    };
    const sure = await hearing('sure', 64, positions);
    assert.ok(isSure(sure));
    assert.deepEqual(sure, await hearing('sure-half', 64, positions / 2));
    const unsure = await hearing('unsure', 1, positions);
    assert.ok(!isSure(unsure));
    assert.notDeepEqual(unsure, await hearing('unsure-half', 1, positions / 2));
  });

  test('says the same words each time, and only words', async () => {
    const model = path.join(folder, 'model');
    await writeSmallWhisper(model);
    const samples = Float32Array.from({ length: 16_000 }, (_, i) => 0.3 * Math.sin(i / 7) * Math.sin(i / 900));
    const texts: string[] = [];
    for (let time = 0; time < 2; time++) {
      const listener = await openWhisper(model);
      const heard = await listener.hear(samples, 'en');
      assert.ok(heard.meanLogProbability <= 0 && Number.isFinite(heard.meanLogProbability));
      assert.doesNotMatch(heard.text, /<\||of/, 'nothing but words, and none that is never said');
      assert.doesNotMatch(heard.text, /^\./);
      texts.push(heard.text);
      await listener.close();
    }
    assert.equal(texts[0], texts[1]);
  });

  test('what repeats itself is tried again less greedily', async () => {
    const model = path.join(folder, 'repeats');
    await writeSmallWhisper(model);
    // Whatever is heard and said before: Hello is a little likelier than the end, and nothing else is likely.
    const likely = new Map([
      ['Hello', 4],
      ['<|endoftext|>', 3.875],
    ]);
    const repeating = new Map(tensors);
    const table = smallVocabulary.flatMap((word) => [likely.get(word) ?? -8, 0, 0, 0, 0, 0, 0, 0]);
    const set = (name: string, data: readonly number[], dims: readonly number[]) =>
      repeating.set(name, { shape: dims, data: Float32Array.from(data) });
    set('decoder/embeddings/weight', table, [smallVocabulary.length, width]);
    set('decoder/layer_norm/gamma', [0, 0, 0, 0, 0, 0, 0, 0], [width]);
    set('decoder/layer_norm/beta', [1, 0, 0, 0, 0, 0, 0, 0], [width]);
    await writeFile(path.join(model, 'model.bin'), toCtranslate2(repeating));
    const listener = await openWhisper(model);
    const { text, compressionRatio } = await listener.hear(new Float32Array(16_000).fill(0.1), 'en');
    await listener.close();
    assert.match(text, /^(Hello){0,8}$/, 'greedily it would say so thirty times');
    assert.ok(compressionRatio <= 2.4);
  });

  test('refuses files that are not what they should be', async () => {
    const good = toCtranslate2(tensors);
    assert.deepEqual(shapeOf(readCtranslate2(good, 'WhisperSpec')), smallShape);
    assert.deepEqual(readCtranslate2(good, 'WhisperSpec'), tensors);
    const changed = (at: number, value: number): Buffer => {
      const copy = Buffer.from(good);
      copy.writeUInt32LE(value, at);
      return copy;
    };
    refuses(changed(0, 7), /version 7/);
    assert.throws(() => readCtranslate2(good, 'BertSpec'), /not a BertSpec/);
    refuses(changed(22, 1e9), /claims to hold/);
    for (const length of [0, 3, 21, 40, good.length / 2, good.length - 8]) {
      refuses(good.subarray(0, length), /cut off/);
    }
    refuses(one([2 ** 30, 2 ** 30, 2 ** 30, 2 ** 30]), /x has 2 bytes for/);
    refuses(one([1, 1, 1, 1, 1]), /x has 5 axes/);
    const notNumber = one([1]);
    // The number is before the last word.
    notNumber.writeUInt16LE(0x7e00, notNumber.length - 6);
    refuses(notNumber, /x holds a number that is none/);
    const random = Random.seeded(3);
    for (let i = 0; i < 300; i++) {
      const copy = Buffer.from(good);
      for (let k = 0; k < 3; k++) copy[random.below(copy.length)] = random.below(256);
      try {
        shapeOf(readCtranslate2(copy, 'WhisperSpec'));
      } catch (error) {
        assert.ok(error instanceof Error);
        assert.doesNotMatch(error.message, /undefined|out of range|Invalid typed array/i);
      }
    }
    const broken = path.join(folder, 'broken');
    await writeSmallWhisper(broken);
    const file = path.join(broken, 'model.bin');
    await writeFile(file, (await readFile(file)).subarray(0, 200));
    await assert.rejects(openWhisper(broken), { name: 'ModelUnreadable', message: /cut off/ });
  });

  test('turns tokens into text', () => {
    assert.equal(textOf([8, 10, 0, 1, 5, 7], smallVocabulary), 'Hello there.');
    assert.equal(textOf([0], ['Ã¼']), 'ü');
  });
});
