// Loudness and true peak against ffmpeg's ebur128, on real speech.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { integratedLoudness, truePeakDb } from '../../src/audio/loudness.ts';
import { ask, promptSamples, scratch, wavOf } from './material.ts';

test('agrees with ffmpeg within 0.1 LU and 0.2 dB', async (t) => {
  const folder = await scratch(t);
  for (const [index, gainDb] of [0, -12, 3].entries()) {
    const speech = (await promptSamples(index)).map((sample) => sample * 10 ** (gainDb / 20));
    const wav = path.join(folder, 'speech.wav');
    await writeFile(wav, wavOf([speech], 'floats', 32_000));
    const said = await ask(wav, 'ebur128=peak=true');
    const [, loudness] = /I:\s+(-?[\d.]+) LUFS/.exec(said.slice(said.lastIndexOf('Summary'))) ?? [];
    const [, peak] = /Peak:\s+(-?[\d.]+) dBFS/.exec(said.slice(said.lastIndexOf('Summary'))) ?? [];
    assert.ok(Math.abs((integratedLoudness(speech, 32_000) ?? 0) - Number(loudness)) <= 0.1, `${loudness} LUFS`);
    assert.ok(Math.abs((truePeakDb(speech) ?? 0) - Number(peak)) <= 0.2, `${peak} dBTP`);
  }
});

test('a wave whose peaks lie between the samples', () => {
  // A quarter of the sampling rate, 45 degrees off: every sample is at 0.707 of the peak.
  const tone = Float32Array.from({ length: 4800 }, (_, i) => 0.5 * Math.sin((Math.PI / 2) * i + Math.PI / 4));
  assert.ok(Math.abs((truePeakDb(tone) ?? 0) - 20 * Math.log10(0.5)) < 0.2);
});

test('a full-scale tone of 997 Hz has −3.01 LUFS; silence has neither loudness nor peak', () => {
  const tone = Float32Array.from({ length: 96_000 }, (_, i) => Math.sin((2 * Math.PI * 997 * i) / 48_000));
  assert.ok(Math.abs((integratedLoudness(tone, 48_000) ?? 0) + 3.01) < 0.02);
  assert.equal(integratedLoudness(new Float32Array(48_000), 48_000), null);
  assert.equal(truePeakDb(new Float32Array(100)), null);
  assert.equal(integratedLoudness(new Float32Array(0), 48_000), null);
});
