// Reads a recording of ours, or one that was sniffed before, as samples.
import { readFile, stat } from 'node:fs/promises';
import { asSoxr, resample } from '../dsp/resample.ts';
import { clipSampleRate } from './clip.ts';
import { FfmpegError, decodeArguments, resampleFilter, runFfmpeg } from './ffmpeg.ts';
import type { Ffmpeg } from './ffmpeg.ts';
import { decodeFlac } from './flac.ts';
import { sniffFormat } from './format.ts';

/** Longest recording that is decoded into memory: 10 minutes, 77 MB at 32 kHz. */
const maxSeconds = 600;
/** What is no larger and no longer than clips are takes less time than ffmpeg needs to start. */
const mostClipBytes = 2 ** 20;
const mostClipSamples = 2 ** 19;

/** A clip as we make them, or one like it; null: ffmpeg must read it. */
async function decodeClip(path: string, sampleRate: number): Promise<Float32Array | null> {
  if ((await stat(path)).size > mostClipBytes) return null;
  const clip = decodeFlac(await readFile(path), mostClipSamples);
  return clip?.sampleRate === clipSampleRate ? resample(clip.samples, clipSampleRate, sampleRate, asSoxr) : null;
}

/**
 * Decode a local audio file to mono samples.
 * @param path any format that can be uploaded; channels are averaged
 * @param options `sampleRate` in Hz
 * @returns samples, −1 to 1 (decoders of lossy formats may overshoot a little)
 * @throws UserError when it is no audio; FfmpegError when it is damaged; `signal.reason` when aborted
 */
export async function decodePcm(
  ffmpeg: Ffmpeg,
  path: string,
  options: { readonly sampleRate: number; readonly signal?: AbortSignal },
): Promise<Float32Array> {
  const { sampleRate, signal } = options;
  const format = await sniffFormat({ path, fileName: path });
  signal?.throwIfAborted();
  const clip = format.demuxer === 'flac' ? await decodeClip(path, sampleRate) : null;
  if (clip !== null) return clip;
  const filters = `aformat=channel_layouts=mono,${resampleFilter(ffmpeg, sampleRate)}`;
  const chunks: Buffer[] = [];
  await runFfmpeg(
    ffmpeg.ffmpeg,
    [
      ['-hide_banner', '-nostdin', '-v', 'error', ...decodeArguments(format), '-t', `${maxSeconds}`],
      ['-i', `file:${path}`, '-map', '0:a:0', '-vn', '-sn', '-dn'],
      ['-af', filters, '-f', 'f32le', '-c:a', 'pcm_f32le', 'pipe:1'],
    ].flat(),
    {
      timeoutMs: 120_000,
      signal,
      onStdout: (chunk) => chunks.push(chunk),
      maxStdoutBytes: (maxSeconds + 1) * sampleRate * 4,
    },
  );
  const bytes = Buffer.concat(chunks);
  if (bytes.length < 4) throw new FfmpegError('failed', 'no audio in the file', '');
  return samplesOf(bytes);
}

/** Samples in a file without a header, as clips are listened to. */
export const readSamples = async (file: string): Promise<Float32Array> => samplesOf(await readFile(file));

// A copy, so that the samples are aligned and own their memory.
const samplesOf = (bytes: Buffer): Float32Array =>
  new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~3)));
