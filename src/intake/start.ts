// Puts the intake worker's process together.
import { locateFfmpeg } from '../audio/ffmpeg.ts';
import { openEars } from '../ears/ears.ts';
import { serveMetrics } from '../metrics/server.ts';
import type { ProcessParts } from '../process.ts';
import { openSpeakers } from '../speakers/speakers.ts';
import { openStorage } from '../storage/storage.ts';
import { closeThreads } from '../threads.ts';
import { startIntake } from './worker.ts';

/** @returns what stops it again */
export async function start({ config, log, redisUrl }: ProcessParts): Promise<() => Promise<void>> {
  const ffmpeg = await locateFfmpeg(config.ffmpegPath);
  const storage = await openStorage(config);
  const ears = await openEars(config.modelsDir, ffmpeg, log);
  const speakers = await openSpeakers(config.modelsDir, ffmpeg, log);
  let intake: Awaited<ReturnType<typeof startIntake>> | undefined;
  const ready = { intake: () => intake !== undefined };
  const metrics = await serveMetrics({ process: 'intake', config, storage, redisUrl, log, ready });
  intake = await startIntake({ config, storage, redisUrl, ffmpeg, log, ears, speakers });
  log.info('intake ready');
  // Nothing is waited for any more: it has files in hand from now on, which a signal must not cut off.
  return async () => {
    await metrics.close();
    await intake?.close();
    await ears?.close();
    await closeThreads();
    await storage.close();
  };
}
