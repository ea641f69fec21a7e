// What a file claims about its duration, by what ffmpeg says of it and by its own header. Claims can lie: they are only
// compared with what was decoded.
import { claimedOverPresent } from './data-chunk.ts';
import type { AudioFormat } from './format.ts';

export interface Claim {
  readonly seconds: number;
  /** Whether it is by the count of its samples or bytes, and no estimate. */
  readonly isExact: boolean;
}

/** Formats whose headers count the samples. */
const counted: readonly AudioFormat['demuxer'][] = ['flac', 'aiff'];

/**
 * How long a file says it is.
 * @param said what ffmpeg said of its input (at the level `info`) before it began. Whatever a tag holds, ffmpeg indents it
 *   further than the line with the duration
 * @returns null where it makes no claim, or it is that of something else than sound, as in videos
 */
export async function claimedDuration(said: string, path: string, format: AudioFormat): Promise<Claim | null> {
  const [input = ''] = said.split(/^(?:Stream mapping:|Output #0)/m);
  if (/^  Stream #0:[^\n]*: (?:Video|Subtitle|Data|Attachment):/m.test(input)) return null;
  const [, hours, minutes, seconds] = /^  Duration: (\d+):(\d\d):(\d\d\.\d+),/m.exec(input) ?? [];
  if (seconds === undefined) return null;
  const claimed = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const times = await claimedOverPresent(path, format);
  return { seconds: claimed * times, isExact: times > 1 || counted.includes(format.demuxer) };
}
