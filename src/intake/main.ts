// The intake worker's process.
import { locateFfmpeg } from '../audio/ffmpeg.ts';
import { openEars } from '../ears/ears.ts';
import { serveMetrics } from '../metrics/server.ts';
import { runProcess, takesNoArguments } from '../process.ts';
import { openSpeakers } from '../speakers/speakers.ts';
import { openStorage } from '../storage/storage.ts';
import { closeThreads } from '../threads.ts';
import { startIntake } from './worker.ts';

takesNoArguments('node src/intake/main.ts', 'An intake worker alone, which takes in uploads; npm start runs one.');
await runProcess('intake', async ({ config, log, redisUrl }) => {
  const ffmpeg = await locateFfmpeg(config.ffmpegPath);
  const storage = await openStorage(config);
  const ears = await openEars(config.modelsDir, ffmpeg, log);
  const speakers = await openSpeakers(config.modelsDir, ffmpeg, log);
  const intake = await startIntake({ config, storage, redisUrl, ffmpeg, log, ears, speakers });
  log.info('intake ready');
  const metrics = await serveMetrics({ process: 'intake', config, storage, redisUrl, log });
  return async () => {
    await metrics.close();
    await intake.close();
    await ears?.close();
    await closeThreads();
    await storage.close();
  };
});
