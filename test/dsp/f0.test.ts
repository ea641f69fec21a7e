// F0 of synthetic voices with known F0, voicing of what has no voice, and signals that are hardly any.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateF0 } from '../../src/dsp/f0.ts';
import { frameCount } from '../../src/dsp/frames.ts';
import { harmonicVoice, whiteNoise } from './signals.ts';

/** F0 in Hz by time that swings 3 times a second by `octaves` up and down. */
function vibratoAround(hertz: number, octaves: number): (seconds: number) => number {
  return (seconds) => hertz * 2 ** (octaves * Math.sin(2 * Math.PI * 3 * seconds));
}

for (const sampleRate of [16000, 24000]) {
  for (const [hertz, vibrato] of [
    [62, 0],
    [80, 0.05],
    [120, 0.15],
    [220, 0.15],
    [350, 0.2],
    [595, 0],
  ] as const) {
    test(`a voice around ${hertz} Hz at ${sampleRate} Hz is tracked within 5 cents and without octave errors`, () => {
      const truth = vibratoAround(hertz, vibrato);
      const { f0, framePeriodMs } = estimateF0(harmonicVoice(0.8, sampleRate, truth), sampleRate);
      assert.equal(f0.length, frameCount(0.8 * sampleRate, sampleRate));
      for (let frame = 8; frame < f0.length - 8; frame++) {
        const cents = 1200 * Math.log2(f0[frame] / truth((frame * framePeriodMs) / 1000));
        assert.ok(Math.abs(cents) < 5, `frame ${frame}: ${f0[frame]} Hz, ${cents} cents`);
      }
    });
  }
}

test('F0 is found in noise of the same power in the same band', () => {
  const voice = harmonicVoice(1, 16000, () => 150);
  const power = voice.reduce((sum, sample) => sum + sample * sample, 0) / voice.length;
  const noise = whiteNoise(voice.length, Math.sqrt(power));
  const { f0 } = estimateF0(
    voice.map((sample, n) => sample + noise[n]),
    16000,
  );
  const right = f0.subarray(8, -8).filter((hertz) => Math.abs(1200 * Math.log2(hertz / 150)) < 50).length;
  assert.ok(right > 0.95 * (f0.length - 16), `${right} of ${f0.length - 16}`);
});

test('voicing begins and ends with the voice', () => {
  const voice = harmonicVoice(1, 16000, () => 130);
  const noise = whiteNoise(16000, 1e-3);
  const samples = noise.map((sample, n) => sample + (n >= 4800 && n < 11200 ? voice[n] : 0));
  const { f0 } = estimateF0(samples, 16000);
  const first = f0.findIndex((hertz) => hertz > 0);
  const last = f0.findLastIndex((hertz) => hertz > 0);
  assert.ok(Math.abs(first - 60) <= 3 && Math.abs(last - 140) <= 3, `${first} to ${last}`);
  assert.ok(f0.subarray(first, last + 1).every((hertz) => hertz > 0));
});

test('noise, silence and a constant have no voice', () => {
  const { f0 } = estimateF0(whiteNoise(32000, 0.1), 16000);
  assert.ok(f0.filter((hertz) => hertz > 0).length < 0.05 * f0.length);
  assert.ok(estimateF0(new Float32Array(16000), 16000).f0.every((hertz) => hertz === 0));
  assert.ok(estimateF0(new Float32Array(16000).fill(0.5), 16000).f0.every((hertz) => hertz === 0));
});

test('F0 does not depend on the level', () => {
  const voice = harmonicVoice(0.5, 16000, (seconds) => 100 + 50 * seconds);
  const loud = estimateF0(voice, 16000).f0;
  const quiet = estimateF0(
    voice.map((sample) => sample * 0.03),
    16000,
  ).f0;
  loud.forEach((hertz, frame) => assert.ok(Math.abs(hertz - quiet[frame]) < 0.1));
});

test('signals shorter than a frame are unvoiced and finite', () => {
  for (const length of [0, 1, 2, 50, 400]) {
    const { f0 } = estimateF0(whiteNoise(length, 0.1), 16000);
    assert.equal(f0.length, frameCount(length, 16000));
    assert.ok(f0.every((hertz) => hertz === 0 || (hertz >= 60 && hertz <= 600)));
  }
});

test('F0 stays within the given range', () => {
  const voice = harmonicVoice(0.5, 16000, () => 200);
  assert.ok(estimateF0(voice, 16000, { floorHz: 60, ceilHz: 150 }).f0.every((hertz) => hertz <= 150));
  assert.ok(estimateF0(voice, 16000, { floorHz: 150, ceilHz: 600 }).f0.filter((hertz) => hertz > 190).length > 90);
});
