// Whisper as the library transformers keeps it: the graphs against the library itself (what it computed is kept beside the
// model; where a python3 has it, a model of other numbers too), the languages, and files that are not what they should be.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pino from 'pino';
import { z } from 'zod';
import { openEars } from '../../src/ears/ears.ts';
import { findListeningModels, heardLanguages, modelsByHand } from '../../src/ears/listening-models.ts';
import { describeTransformers, readTransformers } from '../../src/ears/transformers.ts';
import { shapeOf, writeDecoder, writeEncoder } from '../../src/ears/whisper-graphs.ts';
import { openWhisper } from '../../src/ears/whisper.ts';
import type { NamedTensors } from '../../src/learning/safetensors.ts';
import { Random } from '../../src/learning/random.ts';
import { ffmpegHere, promptWav } from '../audio/material.ts';
import { logitsOf } from './small-whisper.ts';

const golden = fileURLToPath(new URL('./golden-whisper', import.meta.url));
const maker = fileURLToPath(new URL('./make_whisper.py', import.meta.url));
const expectation = z.object({
  tokens: z.array(z.number()),
  mel: z.array(z.number()),
  logits: z.array(z.array(z.number())),
});

async function tensorsOf(folder: string): Promise<NamedTensors> {
  const weights = await readFile(path.join(folder, 'model.safetensors'));
  return readTransformers(weights, await describeTransformers(folder));
}

async function assertComputes(folder: string): Promise<void> {
  const expected = expectation.parse(JSON.parse(await readFile(path.join(folder, 'expected.json'), 'utf8')));
  const answers = await logitsOf(await tensorsOf(folder), Float32Array.from(expected.mel), expected.tokens);
  const differences = answers.flatMap((logits, at) =>
    Array.from(logits, (value, i) => Math.abs(value - expected.logits[at][i])),
  );
  assert.equal(differences.length, expected.tokens.length * 16);
  assert.ok(Math.max(...differences) < 1e-4, `${Math.max(...differences)}`);
}

/** A python3 with the library; null: there is none. */
async function findTransformers(): Promise<string | null> {
  const python = process.env['TRANSFORMERS_PYTHON'] ?? 'python3';
  return await promisify(execFile)(python, ['-c', 'import torch, transformers']).then(
    () => python,
    () => null,
  );
}

/** A vocabulary of so many words, two of which name languages. */
const words = (count: number): string =>
  Array.from({ length: count }, (_, i) => (i === 2 ? '<|de|>' : i === 3 ? '<|yue|>' : `w${i}`)).join('\n');

describe('Whisper as transformers keeps it', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-transformers-'));
  });
  after(() => rm(folder, { recursive: true }));
  const copy = async (name: string): Promise<string> => {
    const to = path.join(folder, name);
    await cp(golden, to, { recursive: true });
    return to;
  };

  test('computes what the library computes', async () => await assertComputes(golden));

  test('computes what the library at hand computes of other numbers', async (t) => {
    const python = await findTransformers();
    if (python === null) return t.skip('no python3 with transformers (TRANSFORMERS_PYTHON names another)');
    const other = path.join(folder, 'other');
    await promisify(execFile)(python, [maker, other, '2']);
    await assertComputes(other);
  });

  test('hears the languages that it knows, before what is fetched; what can’t be read is named and left out', async () => {
    const models = path.join(folder, 'models');
    const multilingual = await copy('models/many');
    const broken = await copy('models/broken');
    await writeFile(path.join(broken, 'config.json'), '{"model_type": "bert"}');
    const lines: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
    const found = await findListeningModels(models, log);
    assert.deepEqual(
      found.map(({ folder: of, languages }) => [of, languages]),
      [[multilingual, ['en', 'de']]],
    );
    assert.match(lines.join(), /"model":"broken"/);

    const ears = await openEars(models, await ffmpegHere(), log);
    assert.match(ears?.modelFor('de-AT') ?? '', /^many [0-9a-f]{12}$/);
    assert.equal(ears?.modelFor('fr'), null);
    const clip = path.join(folder, 'clip.wav');
    await writeFile(clip, await promptWav(4));
    assert.doesNotMatch((await ears?.hear(clip, 'de'))?.text ?? '<|', /<\||of/, 'words, and none that is never said');
    // Put in its place while it was used: the graphs are not those of these numbers.
    const weights = path.join(multilingual, 'model.safetensors');
    await writeFile(weights, (await readFile(weights)).subarray(0, 300));
    await ears?.close();
    const again = await openEars(models, await ffmpegHere(), log);
    assert.equal(await again?.hear(clip, 'de'), null);
    assert.equal(again?.modelFor('de'), null, 'it is not asked again');
    assert.match(lines.join(), /can’t be read and is not used any more/);
    await again?.close();
  });

  test('models put there by hand are told by layout, language and size, without reading their weights', async () => {
    const models = path.join(folder, 'by-hand');
    await mkdir(path.join(models, 'no-model'), { recursive: true });
    const put = async (name: string, files: Readonly<Record<string, string>>, bytes: number): Promise<void> => {
      const of = path.join(models, name);
      await mkdir(of);
      for (const [file, text] of Object.entries(files)) await writeFile(path.join(of, file), text);
      const weights = path.join(of, 'model.bin');
      await writeFile(weights, '');
      // Sparse: takes no room.
      await truncate(weights, bytes);
    };
    const config = JSON.stringify({ lang_ids: [2, 3] });
    await put('english', { 'config.json': config, 'vocabulary.txt': words(51_864) }, 5);
    await put('many', { 'config.json': config, 'vocabulary.json': JSON.stringify(words(51_865).split('\n')) }, 7);
    await put('huge', { 'config.json': config, 'vocabulary.txt': words(9) }, 2 ** 33);
    await put('no-words', { 'config.json': config }, 3);
    await put('no-config', { 'config.json': '{"lang_ids": "all"}', 'vocabulary.txt': '' }, 3);
    const { usable, unusable } = await modelsByHand(models);
    assert.deepEqual(
      usable.map(({ name, bytes, languages }) => [name, bytes, languages]),
      [
        ['huge', 2 ** 33, ['en']],
        ['many', 7, ['de', 'yue']],
        ['english', 5, ['en']],
      ],
    );
    assert.deepEqual(
      unusable.map(({ name }) => name),
      ['no-config', 'no-words'],
    );
    assert.match(unusable[0]?.why ?? '', /config\.json: .*lang_ids/s);
    assert.match(unusable[1]?.why ?? '', /vocabulary\.txt is missing/);
    assert.deepEqual(await heardLanguages(models), ['en', 'de', 'yue']);
    assert.deepEqual(await modelsByHand(path.join(folder, 'nowhere')), { usable: [], unusable: [] });
  });

  test('refuses what is not what it should be', async () => {
    const model = await copy('changed');
    const change = async (name: string, changes: object): Promise<void> => {
      const file = path.join(model, name);
      const json: unknown = JSON.parse(await readFile(path.join(golden, name), 'utf8'));
      await writeFile(file, JSON.stringify({ ...(json as object), ...changes }));
    };
    const refused = async (message: RegExp): Promise<void> => {
      await assert.rejects(openWhisper(model), { name: 'ModelUnreadable', message });
    };
    await change('config.json', { decoder_attention_heads: 4 });
    await refused(/2 heads listen and 4 speak/);
    await change('config.json', { activation_function: 'relu' });
    await refused(/config\.json: .*activation_function/s);
    await change('config.json', { vocab_size: 9 });
    await refused(/token \d+ of 9/);
    await change('config.json', { vocab_size: 17 });
    await refused(/17 words for 16 tokens/);
    await change('config.json', {});
    await change('vocab.json', { Hello: -1 });
    await refused(/vocab\.json/);
    await change('vocab.json', {});
    await change('added_tokens.json', { '<|notimestamps|>': 15 });
    await rm(path.join(model, 'generation_config.json'));
    assert.deepEqual((await describeTransformers(model)).languages, ['en', 'de']);

    const file = path.join(model, 'model.safetensors');
    const good = await readFile(file);
    const random = Random.seeded(3);
    const unreadable = async (bytes: Buffer): Promise<void> => {
      await writeFile(file, bytes);
      try {
        const tensors = await tensorsOf(model);
        const shape = shapeOf(tensors);
        writeEncoder(path.join(model, 'encoder.onnx'), tensors, shape);
        writeDecoder(path.join(model, 'decoder.onnx'), tensors, shape);
      } catch (error) {
        assert.ok(error instanceof Error);
        assert.doesNotMatch(
          error.message,
          /Cannot read|is not a function|out of range|Invalid typed array|not iterable/i,
        );
      }
    };
    for (const length of [0, 7, 300, good.length - 2]) await unreadable(good.subarray(0, length));
    for (let i = 0; i < 150; i++) {
      const bytes = Buffer.from(good);
      // Mostly in the header: there are the names and the shapes.
      for (let k = 0; k < 3; k++) bytes[random.below(i % 3 === 0 ? bytes.length : 3000)] = random.below(256);
      await unreadable(bytes);
    }
    const notNumber = Buffer.from(good);
    notNumber.writeUInt16LE(0x7e00, good.length - 2);
    await writeFile(file, notNumber);
    await refused(/a number that is none/);
    const header = JSON.stringify({
      'model.encoder.conv1.weight': { dtype: 'F16', shape: [2 ** 40, 2 ** 40], data_offsets: [0, 2] },
    });
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    await writeFile(file, Buffer.concat([length, Buffer.from(header), Buffer.alloc(2)]));
    await refused(/in 2 bytes/);
  });
});
