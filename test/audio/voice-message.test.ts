// Voice messages: what Discord asks of them, the same bytes every time, and loud enough.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { decodePcm } from '../../src/audio/decode.ts';
import { integratedLoudness, truePeakDb } from '../../src/audio/loudness.ts';
import { drawLoudness, encodeVoiceMessage } from '../../src/audio/voice-message.ts';
import { ffmpegHere, promptSamples, scratch } from './material.ts';

test('Opus in Ogg, mono, 48 kHz, bit-exact, with its true duration', async (t) => {
  const folder = await scratch(t);
  const ffmpeg = await ffmpegHere();
  const samples = await promptSamples(3);
  for (const sampleRate of [32_000, 16_000]) {
    const message = await encodeVoiceMessage(ffmpeg, { samples, sampleRate });
    if (sampleRate === 16_000) {
      const again = await encodeVoiceMessage(ffmpeg, { samples, sampleRate });
      assert.ok(message.ogg.equals(again.ogg));
    }
    assert.equal(message.waveform, drawLoudness(samples, sampleRate));
    assert.equal(message.durationSeconds, samples.length / sampleRate);
    assert.equal(message.ogg.toString('latin1', 0, 4), 'OggS');
    // Serial number of the stream: random unless asked otherwise.
    assert.equal(message.ogg.readUInt32LE(14), 0);
    const file = path.join(folder, `${sampleRate}.ogg`);
    await writeFile(file, message.ogg);
    // RFC 7845, 5.1.
    const head = message.ogg.subarray(message.ogg.indexOf('OpusHead'));
    assert.deepEqual([head.readUInt8(9), head.readUInt32LE(12)], [1, 48_000], 'channels and Hz');
    const decoded = await decodePcm(ffmpeg, file, { sampleRate: 48_000 });
    assert.ok(Math.abs(decoded.length / 48_000 - message.durationSeconds) < 0.05);
    assert.ok(Math.abs((integratedLoudness(decoded, 48_000) ?? 0) + 16) < 1);
    assert.ok((truePeakDb(decoded) ?? 0) < 0);
  }
});

const points = (samples: Float32Array) => Buffer.from(drawLoudness(samples, 8000), 'base64');

test('the waveform has at most 256 points and ten a second, the loudest of them 255', () => {
  // Half a second of tone, the second half of it at half the level.
  const tone = Float32Array.from({ length: 8000 }, (_, i) => Math.sin(i / 3) * (i < 4000 ? 0.4 : 0.2));
  const drawn = points(tone);
  assert.equal(drawn.length, 10);
  assert.ok(drawn.subarray(0, 5).every((value) => value > 250) && drawn.includes(255));
  assert.ok(drawn.subarray(5).every((value) => Math.abs(value - 127) < 4));
  assert.equal(points(new Float32Array(8000 * 40).fill(0.1)).length, 256);
  assert.equal(points(tone.subarray(0, 100)).length, 1);
  assert.deepEqual(
    [...points(new Float32Array(8000))],
    Array.from({ length: 10 }, () => 0),
  );
});

test('nothing to encode, and nobody waiting any more', async () => {
  const ffmpeg = await ffmpegHere();
  await assert.rejects(encodeVoiceMessage(ffmpeg, { samples: new Float32Array(0), sampleRate: 8000 }), RangeError);
  const reason = new Error('stopped');
  const samples = new Float32Array(8000);
  await assert.rejects(
    encodeVoiceMessage(ffmpeg, { samples, sampleRate: 8000 }, { signal: AbortSignal.abort(reason) }),
    reason,
  );
});
