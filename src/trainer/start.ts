// Puts the trainer's process together.
import path from 'node:path';
import { locateFfmpeg } from '../audio/ffmpeg.ts';
import { serveMetrics } from '../metrics/server.ts';
import type { ProcessParts } from '../process.ts';
import { openSpeakers } from '../speakers/speakers.ts';
import { openStorage } from '../storage/storage.ts';
import { closeThreads } from '../threads.ts';
import { engineName } from '../engines.ts';
import { UserError } from '../errors.ts';
import { usableModel } from '../models/usable.ts';
import { kokoroName } from './engines/builtin/source/kokoro/kokoro.ts';
import { createEngine } from './engines/create.ts';
import type { VoiceEngine } from './engines/engine.ts';
import { type Trainer, startTrainer } from './trainer.ts';

/** @throws UserError `engine-unready`, which names what is missing and the commands that bring it */
async function mustBeReady(engine: VoiceEngine): Promise<void> {
  const missing = (await engine.unready?.()) ?? [];
  if (missing.length === 0) return;
  throw new UserError(
    'engine-unready',
    `${engineName(engine.id)} can't train here:\n${missing.map(({ message, hint }) => `${message}\n  ${hint}`).join('\n')}`,
    'Then start it again. npm run cli -- doctor looks at the rest.',
  );
}

/** @returns what stops it again */
export async function start({ config, log, redisUrl }: ProcessParts): Promise<() => Promise<void>> {
  const storage = await openStorage(config);
  const ffmpeg = await locateFfmpeg(config.ffmpegPath);
  const speakers = await openSpeakers(config.modelsDir, ffmpeg, log);
  const folder = await usableModel(config.modelsDir, kokoroName, log);
  const kokoro = folder === null ? null : { folder, partsDir: path.join(config.dataDir, 'cache', 'models') };
  const engine = await createEngine(ffmpeg, config.engine, { leaseMs: config.leaseMs, speakers, kokoro });
  // Said before anything is claimed: what was asked for may not work here.
  await mustBeReady(engine);
  const device = await engine.device();
  let trainer: Trainer | undefined;
  const ready = { trainer: () => trainer !== undefined };
  const metrics = await serveMetrics({ process: 'trainer', config, storage, redisUrl, log, ready });
  trainer = await startTrainer({ config, storage, engine, ffmpeg, speakers, redisUrl, log });
  log.info({ engine: engine.id, version: engine.version, device }, 'trainer ready');
  // Nothing is waited for any more: it has runs in hand from now on, which a signal must not cut off.
  return async () => {
    await metrics.close();
    await trainer?.close();
    await closeThreads();
    await storage.close();
  };
}
