// 16-bit PCM WAV files: what GPT-SoVITS answers with, and the references that it takes.
import type { Speech } from '../engine.ts';

/** @returns null when the bytes are no mono or stereo 16-bit WAV file; of two channels the first is taken */
export function decodeWav(bytes: Buffer): Speech | null {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    return null;
  }
  let format: { channels: number; sampleRate: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + length);
    const name = bytes.toString('latin1', at, at + 4);
    if (name === 'fmt ' && body.length >= 16) {
      if (body.readUInt16LE(14) !== 16) return null;
      format = { channels: body.readUInt16LE(2), sampleRate: body.readUInt32LE(4) };
    }
    if (name === 'data' && format !== null && format.channels > 0) {
      const step = 2 * format.channels;
      const samples = new Float32Array(Math.floor(body.length / step));
      for (let i = 0; i < samples.length; i++) samples[i] = body.readInt16LE(i * step) / 32_768;
      return { samples, sampleRate: format.sampleRate };
    }
    at += 8 + length + (length % 2);
  }
  return null;
}

/** Samples as a mono 16-bit WAV file; what is beyond full scale is cut off. */
export function encodeWav({ samples, sampleRate }: Speech): Buffer {
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + 2 * samples.length, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const) {
    bytes.writeUInt16LE(value, at);
  }
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(2 * sampleRate, 28);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(2 * samples.length, 40);
  for (const [i, sample] of samples.entries()) {
    bytes.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))), 44 + 2 * i);
  }
  return bytes;
}
