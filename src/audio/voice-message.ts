// Encodes speech the way Discord plays voice messages: Opus in Ogg with its duration and a drawing of its loudness.
import { resampleFilter, runFfmpeg } from './ffmpeg.ts';
import type { Ffmpeg } from './ffmpeg.ts';
import { integratedLoudness, truePeakDb } from './loudness.ts';

export interface VoiceMessage {
  /** Ogg Opus, mono, 48 kHz. Same samples: same bytes. */
  readonly ogg: Buffer;
  readonly durationSeconds: number;
  /** Base64 of one byte a point, at most 256 points and at most ten a second. */
  readonly waveform: string;
}

/** As loud as other voice messages are, dull peaks allowed. */
const targetLufs = -16;
const ceilingDb = -1.5;
/** How much the limiter may take off the highest peaks, dB, before the message stays quieter instead. */
const mostLimiting = 6;
const bitRate = '48k';
const mostPoints = 256;
const pointsPerSecond = 10;

/** RMS of equal parts of the message, the loudest of them 255: base64. */
export function drawLoudness(samples: Float32Array, sampleRate: number): string {
  const points = Math.min(mostPoints, Math.max(1, Math.floor((samples.length / sampleRate) * pointsPerSecond)));
  const levels = Array.from({ length: points }, (_, point) => {
    const part = samples.subarray(
      Math.floor((point * samples.length) / points),
      Math.floor(((point + 1) * samples.length) / points),
    );
    return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, part.length));
  });
  const loudest = Math.max(...levels, 1e-9);
  return Buffer.from(levels.map((level) => Math.round((255 * level) / loudest))).toString('base64');
}

/**
 * Encode speech as a voice message of about −16 LUFS.
 * @param speech mono samples, −1 to 1, at any sampling rate; not empty
 * @throws FfmpegError when ffmpeg fails; `signal.reason` when aborted
 */
export async function encodeVoiceMessage(
  ffmpeg: Ffmpeg,
  speech: { readonly samples: Float32Array; readonly sampleRate: number },
  options: { readonly signal?: AbortSignal } = {},
): Promise<VoiceMessage> {
  const { samples, sampleRate } = speech;
  if (samples.length === 0) throw new RangeError('A voice message needs at least one sample');
  const loudness = integratedLoudness(samples, sampleRate);
  const peak = truePeakDb(samples);
  const gainDb =
    loudness === null || peak === null ? 0 : Math.min(targetLufs - loudness, ceilingDb + mostLimiting - peak);
  const leveled = samples.map((sample) => sample * 10 ** (gainDb / 20));
  const limit = 10 ** (ceilingDb / 20);
  const chunks: Buffer[] = [];
  await runFfmpeg(
    ffmpeg.ffmpeg,
    [
      ['-hide_banner', '-nostdin', '-v', 'error', '-f', 'f32le', '-ar', `${sampleRate}`, '-ac', '1', '-i', 'pipe:0'],
      ['-af', `${resampleFilter(ffmpeg, 48_000)},alimiter=limit=${limit.toFixed(4)}:attack=5:release=60:level=false`],
      ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'],
      ['-c:a', 'libopus', '-b:a', bitRate, '-ac', '1', '-ar', '48000', '-f', 'ogg', 'pipe:1'],
    ].flat(),
    {
      timeoutMs: 60_000,
      signal: options.signal,
      stdin: new Uint8Array(leveled.buffer),
      onStdout: (chunk) => chunks.push(chunk),
      maxStdoutBytes: 2 ** 20 + Math.ceil(samples.length / sampleRate) * 32_000,
    },
  );
  return {
    ogg: Buffer.concat(chunks),
    durationSeconds: samples.length / sampleRate,
    waveform: drawLoudness(samples, sampleRate),
  };
}
