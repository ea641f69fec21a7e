// The trainer process.
import { locateFfmpeg } from '../audio/ffmpeg.ts';
import { runProcess, takesNoArguments } from '../process.ts';
import { openStorage } from '../storage/storage.ts';
import { closeThreads } from '../threads.ts';
import { createEngine } from './engines/create.ts';
import { startTrainer } from './trainer.ts';

takesNoArguments('node src/trainer/main.ts', 'A trainer alone; npm start runs one together with the bot.');
await runProcess('trainer', async ({ config, log, redisUrl }) => {
  const storage = await openStorage({ dataDir: config.dataDir });
  const ffmpeg = await locateFfmpeg(config.ffmpegPath);
  const engine = await createEngine(ffmpeg, config.engine);
  // Said before anything is claimed: what was asked for may not work here.
  const device = await engine.device();
  const trainer = await startTrainer({ config, storage, engine, ffmpeg, redisUrl, log });
  log.info({ engine: engine.id, version: engine.version, device }, 'trainer ready');
  return async () => {
    await trainer.close();
    await closeThreads();
    await storage.close();
  };
});
