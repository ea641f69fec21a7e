// What a file claims about its duration, by ffprobe and by its own header. Claims can lie: they are only compared with what was decoded.
import { z } from 'zod';
import { claimedOverPresent } from './data-chunk.ts';
import { FfmpegError, inputArguments, runFfmpeg } from './ffmpeg.ts';
import type { Ffmpeg } from './ffmpeg.ts';
import type { AudioFormat } from './format.ts';

const duration = z.coerce.number().nonnegative().optional();
const probeOutput = z.object({
  streams: z.array(z.object({ duration })),
  format: z.object({ duration }),
});

/**
 * How long a file says it is.
 * @returns seconds; null where it makes no claim or ffprobe can't tell (as for videos, whose decoders it may not open)
 */
export async function claimedDuration(
  ffmpeg: Ffmpeg,
  path: string,
  format: AudioFormat,
  signal?: AbortSignal,
): Promise<number | null> {
  const chunks: Buffer[] = [];
  try {
    await runFfmpeg(
      ffmpeg.ffprobe,
      [
        ['-hide_banner', '-v', 'error', ...inputArguments(format), '-select_streams', 'a'],
        ['-show_entries', 'format=duration:stream=duration', '-of', 'json', `file:${path}`],
      ].flat(),
      { timeoutMs: 20_000, signal, onStdout: (chunk) => chunks.push(chunk), maxStdoutBytes: 2 ** 20 },
    );
  } catch (error) {
    if (error instanceof FfmpegError) return null;
    throw error;
  }
  const claim = probeOutput.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  if (!claim.success) return null;
  const seconds = claim.data.format.duration ?? claim.data.streams[0]?.duration;
  return seconds === undefined ? null : seconds * (await claimedOverPresent(path, format));
}
