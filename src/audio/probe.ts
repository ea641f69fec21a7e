// What a file claims about itself, by ffprobe. Claims can lie: only what was decoded is relied on.
import { z } from 'zod';
import { inputArguments, runFfmpeg } from './ffmpeg.ts';
import type { Ffmpeg } from './ffmpeg.ts';
import type { AudioFormat } from './format.ts';

const probeOutput = z.object({
  streams: z.array(
    z.object({
      codec_name: z.string().optional(),
      channels: z.number().int().optional(),
      sample_rate: z.coerce.number().optional(),
      duration: z.coerce.number().optional(),
    }),
  ),
  format: z.object({ duration: z.coerce.number().optional() }),
});

export interface ProbedFile {
  /** Of the first audio stream. */
  readonly channels: number;
  /** Hz. */
  readonly sampleRate: number;
  /** Claimed duration; null: it makes no claim. */
  readonly seconds: number | null;
}

/**
 * Ask ffprobe about a file.
 * @returns null when there is no audio in it, or none that a decoder can be found for
 * @throws FfmpegError when it can't make sense of the file
 */
export async function probeFile(
  ffmpeg: Ffmpeg,
  path: string,
  format: AudioFormat,
  signal?: AbortSignal,
): Promise<ProbedFile | null> {
  const chunks: Buffer[] = [];
  await runFfmpeg(
    ffmpeg.ffprobe,
    [
      ['-hide_banner', '-v', 'error', ...inputArguments(format), '-select_streams', 'a'],
      [
        '-show_entries',
        'format=duration:stream=codec_name,channels,sample_rate,duration',
        '-of',
        'json',
        `file:${path}`,
      ],
    ].flat(),
    { timeoutMs: 20_000, signal, onStdout: (chunk) => chunks.push(chunk), maxStdoutBytes: 2 ** 20 },
  );
  const { streams, format: container } = probeOutput.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  const [first] = streams;
  if (first?.codec_name === undefined || !first.channels || !first.sample_rate) return null;
  return {
    channels: first.channels,
    sampleRate: first.sample_rate,
    seconds: container.duration ?? first.duration ?? null,
  };
}
