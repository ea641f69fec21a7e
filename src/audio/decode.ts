// Reads a recording of ours, or one that was sniffed before, as samples.
import { readFile } from 'node:fs/promises';
import { FfmpegError, decodeArguments, resampleFilter, runFfmpeg } from './ffmpeg.ts';
import type { Ffmpeg } from './ffmpeg.ts';
import { sniffFormat } from './format.ts';

/** Longest recording that is decoded into memory: 10 minutes, 77 MB at 32 kHz. */
const maxSeconds = 600;

/** What makes an output of ffmpeg one of mono samples, 32-bit floats without a header. */
export const sampleArguments = (ffmpeg: Ffmpeg, sampleRate: number): string[] => {
  const filters = `aformat=channel_layouts=mono,${resampleFilter(ffmpeg, sampleRate)}`;
  return ['-af', filters, '-f', 'f32le', '-c:a', 'pcm_f32le'];
};

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
  const format = await sniffFormat({ path, fileName: path });
  const chunks: Buffer[] = [];
  await runFfmpeg(
    ffmpeg.ffmpeg,
    [
      ['-hide_banner', '-nostdin', '-v', 'error', ...decodeArguments(format), '-t', `${maxSeconds}`],
      ['-i', `file:${path}`, '-map', '0:a:0', '-vn', '-sn', '-dn'],
      [...sampleArguments(ffmpeg, options.sampleRate), 'pipe:1'],
    ].flat(),
    {
      timeoutMs: 120_000,
      signal: options.signal,
      onStdout: (chunk) => chunks.push(chunk),
      maxStdoutBytes: (maxSeconds + 1) * options.sampleRate * 4,
    },
  );
  const bytes = Buffer.concat(chunks);
  if (bytes.length < 4) throw new FfmpegError('failed', 'no audio in the file', '');
  return samplesOf(bytes);
}

/** Samples in a file without a header, as {@link sampleArguments} has ffmpeg write it. */
export const readSamples = async (file: string): Promise<Float32Array> => samplesOf(await readFile(file));

// A copy, so that the samples are aligned and own their memory.
const samplesOf = (bytes: Buffer): Float32Array =>
  new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~3)));
