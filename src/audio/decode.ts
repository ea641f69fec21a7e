// Reads a recording of ours, or one that was sniffed before, as samples.
import { FfmpegError, decodeArguments, resampleFilter, runFfmpeg } from './ffmpeg.ts';
import type { Ffmpeg } from './ffmpeg.ts';
import { sniffFormat } from './format.ts';

/** Longest recording that is decoded into memory: 10 minutes, 77 MB at 32 kHz. */
const maxSeconds = 600;

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
      ['-af', `aformat=channel_layouts=mono,${resampleFilter(ffmpeg, options.sampleRate)}`],
      ['-f', 'f32le', '-c:a', 'pcm_f32le', 'pipe:1'],
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
  // A copy, so that the samples are aligned and own their memory.
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~3)));
}
