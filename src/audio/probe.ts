// What a file claims about itself, by ffprobe. Claims can lie: only what was decoded is relied on.
import { z } from 'zod';
import { inputArguments, runFfmpeg } from './ffmpeg.ts';
import type { Ffmpeg } from './ffmpeg.ts';
import type { AudioFormat } from './format.ts';

const probeOutput = z.object({
  streams: z.array(z.object({ codec_name: z.string().optional(), duration: z.coerce.number().optional() })),
  format: z.object({ duration: z.coerce.number().optional() }),
});

export interface ProbedFile {
  /** ffmpeg's name of the codec of the first audio stream; null: no audio stream, or one of an unknown codec. */
  readonly codec: string | null;
  readonly audioStreams: number;
  /** Claimed duration; null: it makes no claim. */
  readonly seconds: number | null;
}

/**
 * Ask ffprobe about a file.
 * @returns null where there is no ffprobe
 * @throws FfmpegError when it can't make sense of the file
 */
export async function probeFile(
  ffmpeg: Ffmpeg,
  path: string,
  format: AudioFormat,
  signal?: AbortSignal,
): Promise<ProbedFile | null> {
  if (ffmpeg.ffprobe === null) return null;
  const chunks: Buffer[] = [];
  await runFfmpeg(
    ffmpeg.ffprobe,
    [
      ['-hide_banner', '-v', 'error', ...inputArguments(format), '-select_streams', 'a'],
      ['-show_entries', 'format=duration:stream=codec_name,duration', '-of', 'json', `file:${path}`],
    ].flat(),
    { timeoutMs: 20_000, signal, onStdout: (chunk) => chunks.push(chunk), maxStdoutBytes: 2 ** 20 },
  );
  const { streams, format: container } = probeOutput.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  const [first] = streams;
  return {
    codec: first?.codec_name ?? null,
    audioStreams: streams.length,
    seconds: container.duration ?? first?.duration ?? null,
  };
}
