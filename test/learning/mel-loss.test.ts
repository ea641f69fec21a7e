// The mel loss: its spectra are those of plain JavaScript, its gradients those of central differences.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Tensor as OrtTensor } from 'onnxruntime-node';
import { Graph, encodeModel, valueInfo } from '../../src/learning/graph.ts';
import type { Tensor } from '../../src/learning/graph.ts';
import { frameCount, logMels, melLoss, melResolutions } from '../../src/learning/mel-loss.ts';
import { Random } from '../../src/learning/random.ts';
import { openSession } from '../../src/learning/runtime.ts';
import { checkGradients } from './gradient-check.ts';

const small = [
  { window: 40, size: 64, bands: 3 },
  { window: 80, size: 128, bands: 5 },
];
const seconds = 0.1;

/** Something with a spectrum, at any rate; its level changes over time. */
const sound = (rate: number, pitch: number): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * rate) }, (_, n) => {
    const t = n / rate;
    const level = 0.2 + 2 * t;
    return level * [1, 2, 5, 9].reduce((sum, k) => sum + Math.sin(2 * Math.PI * k * pitch * t + k) / k, 0);
  });

/** The loss of `audio` at a rate against spectra of `target` at 16 kHz. */
async function lossOf(audio: Float32Array, rate: number, target: Float32Array, weight = 1): Promise<number> {
  const graph = new Graph();
  const frames = frameCount(audio.length, rate);
  const feeds = new Map<Tensor, Float32Array>();
  const given = (name: string, shape: readonly number[], data: Float32Array): Tensor => {
    const tensor = graph.symbol(name, shape);
    feeds.set(tensor, data);
    return tensor;
  };
  const targets = logMels(target).map(({ bands, data }, i) => given(`target${i}`, [1, bands, frames], data));
  const weights = given('weights', [1, frames], new Float32Array(frames).fill(weight));
  const loss = melLoss(given('audio', [1, audio.length], audio), targets, weights, { rate });
  const ends = [valueInfo(loss, loss.shape)];
  for (const { tensor, data } of graph.arraysFor(ends)) feeds.set(tensor, data);
  const inputs = [...feeds.keys()].map((tensor) => valueInfo(tensor, tensor.shape));
  const session = await openSession(encodeModel(graph.toProto(inputs, ends)));
  const tensors = [...feeds].map(([{ name, shape }, data]) => [name, new OrtTensor('float32', data, shape)]);
  const results = await session.run(Object.fromEntries(tensors));
  await session.release();
  return (results[loss.name].data as Float32Array)[0];
}

describe('mel loss', () => {
  test('gradients, of a batch with weights', () =>
    checkGradients({
      shapes: [
        [2, 240],
        [2, 3, 7],
        [2, 5, 7],
      ],
      range: [0.2, 1],
      build: (audio, a, b) => {
        const weights = audio.graph.constant([1, 2, 0, 1, 1, 3, 1, 1, 1, 1, 0.1, 0.1, 0.2, 1], [2, 7]);
        return melLoss(audio, [a, b], weights, { rate: 8000, resolutions: small });
      },
    }));

  test('nothing is lost against the sound itself, nor against the same sound at another rate', async () => {
    const [low, high] = [sound(16_000, 150), sound(24_000, 150)];
    assert.ok((await lossOf(low, 16_000, low)) < 1e-4);
    assert.ok((await lossOf(high, 24_000, low)) < 0.02);
    assert.ok((await lossOf(sound(24_000, 190), 24_000, low)) > 0.3);
  });

  test('a sound twice as loud is one log 2 away in each band, and in its mean as well', async () => {
    const random = Random.seeded(5);
    const noise = Float32Array.from({ length: 1600 }, () => 0.1 * random.normal());
    const louder = noise.map((x) => 2 * x);
    const loss = await lossOf(louder, 16_000, noise);
    assert.ok(Math.abs(loss - 1.5 * Math.log(2)) < 0.01, String(loss));
    // Where frames count next to nothing, so does their loss.
    assert.ok((await lossOf(louder, 16_000, noise, 0.01)) < 0.1);
  });

  test('the spectrum of a sine is at its band, of silence at the floor', () => {
    const sine = Float32Array.from({ length: 16_000 }, (_, n) => Math.sin((2 * Math.PI * 1000 * n) / 16_000));
    for (const [i, { bands, frames, data }] of logMels(sine).entries()) {
      assert.equal(frames, 201);
      assert.equal(bands, melResolutions[i].bands);
      const column = Array.from({ length: bands }, (_, band) => data[band * frames + 100]);
      const loudest = column.indexOf(Math.max(...column));
      const [low, high] = [40, 7600].map((hertz) => Math.log10(1 + hertz / 700));
      const centre = 700 * (10 ** (low + ((high - low) * (loudest + 1)) / (bands + 1)) - 1);
      assert.ok(Math.abs(centre - 1000) < 60, `${centre} Hz`);
    }
    const [{ data }] = logMels(new Float32Array(800));
    assert.ok(data.every((value) => Math.abs(value - 0.5 * Math.log(1e-9)) < 1e-4));
  });

  test('what does not fit is refused', () => {
    const graph = new Graph();
    const symbol = (...shape: number[]) => graph.symbol('x', shape);
    assert.throws(() => melLoss(symbol(1, 600), [], symbol(1, 6)), /mel loss: needs \[batch, samples\]/);
    const targets = [symbol(1, 40, 21), symbol(1, 80, 21), symbol(1, 80, 22)];
    assert.throws(() => melLoss(symbol(1, 2400), targets, symbol(1, 21)), /needs targets of \[1,40,21\]/);
  });
});
