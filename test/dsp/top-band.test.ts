// What lies above 8 kHz: how far up a recording has it, and how loud it is beside the level of each frame.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { recordedTop, topBands, topLevels, topRate } from '../../src/dsp/top-band.ts';
import { Random } from '../../src/learning/random.ts';

const seconds = 0.6;
const frames = 200 * seconds;
/** Silence, then speech. */
const speech = Uint8Array.from({ length: frames }, (_, frame) => (frame < frames / 3 ? 0 : 1));
const level = new Float32Array(frames);

/** A hum of all tones below an edge, Hz, with `noise` over all; from 8 kHz on so many times as loud. */
function hum(edge: number, { louder = 1, noise = 1e-4 } = {}): Float32Array {
  const random = Random.seeded(3);
  const samples = Float32Array.from({ length: topRate * seconds }, () => noise * random.normal());
  for (let hertz = 110; hertz < edge; hertz += 110) {
    const phase = 7 * random.uniform();
    const amplitude = 0.01 * (hertz < 8000 ? 1 : louder);
    for (let i = samples.length / 3; i < samples.length; i++) {
      samples[i] += amplitude * Math.sin(phase + (2 * Math.PI * hertz * i) / topRate);
    }
  }
  return samples;
}

describe('the band above 8 kHz', () => {
  test('is told as far as the file of a recording reaches, and where noise does not cover it', () => {
    for (const [edge, bands] of [
      [8000, 0],
      [9000, 0],
      [11_000, 2],
      [12_000, topBands],
    ] as const) {
      assert.equal(recordedTop(hum(edge), level, speech).bands, bands, `${edge} Hz`);
    }
    assert.equal(recordedTop(hum(12_000, { noise: 0.3 }), level, speech).bands, 0);
    assert.equal(recordedTop(hum(12_000), level, new Uint8Array(frames)).bands, 0);
  });

  test('is as loud as it is beside the level of each frame', () => {
    const own = topLevels(hum(12_000), level);
    const louder = topLevels(hum(12_000, { louder: 2 }), level);
    const beside = topLevels(
      hum(12_000),
      level.map(() => 0.5),
    );
    for (let i = (frames - 20) * topBands; i < (frames - 10) * topBands; i++) {
      assert.ok(Math.abs(louder[i] - own[i] - Math.LN2) < 0.05);
      assert.ok(Math.abs(own[i] - beside[i] - 0.5) < 1e-5);
    }
    assert.deepEqual(recordedTop(hum(12_000), level, speech).levels, own);
  });
});
