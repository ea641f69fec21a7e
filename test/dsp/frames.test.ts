// The common time base, levels in dB of full scale, and the decision between speech and silence.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameCount, frameLevels, speechFrames } from '../../src/dsp/frames.ts';
import { whiteNoise } from './signals.ts';

test('frames are centred every 5 ms from sample 0', () => {
  assert.deepEqual(
    [0, 1, 79, 80, 159, 160, 16000].map((n) => frameCount(n, 16000)),
    [0, 1, 1, 2, 2, 3, 201],
  );
  assert.equal(frameCount(22050, 22050), 201);
});

test('the level of noise and of a sine is their mean square', () => {
  const noise = frameLevels(whiteNoise(16000, 0.1), 16000).subarray(10, -10);
  assert.ok(Math.abs(noise.reduce((sum, level) => sum + level, 0) / noise.length + 20) < 0.4);
  const sine = Float32Array.from({ length: 16000 }, (_, n) => Math.sin(n * 0.3));
  assert.ok(
    frameLevels(sine, 16000)
      .subarray(10, -10)
      .every((level) => Math.abs(level + 3.01) < 0.05),
  );
});

test('speech is told from silence, background noise and short gaps', () => {
  const levels = Float64Array.from({ length: 400 }, (_, i) =>
    (i >= 100 && i < 200) || (i >= 250 && i < 300) ? -20 : -75,
  );
  levels.fill(-80, 140, 146);
  for (const background of [-75, -45]) {
    const speech = speechFrames(levels.map((level) => Math.max(level, background)));
    assert.equal(
      speech.reduce((sum, one) => sum + one, 0),
      150,
      `background ${background}`,
    );
    assert.deepEqual([speech[99], speech[100], speech[143], speech[199], speech[200], speech[299]], [0, 1, 1, 1, 0, 1]);
  }
});

test('constant sound is speech throughout, silence and nothing are not', () => {
  assert.ok(speechFrames(new Float64Array(100).fill(-30)).every((one) => one === 1));
  assert.ok(speechFrames(frameLevels(new Float32Array(16000), 16000)).every((one) => one === 0));
  assert.equal(speechFrames(frameLevels(new Float32Array(), 16000)).length, 0);
});
