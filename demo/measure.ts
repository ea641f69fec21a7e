// Measures voices on recordings that were never uploaded: the figures at the end of the demo.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Ffmpeg } from '../src/audio/ffmpeg.ts';
import { processRecording } from '../src/audio/intake.ts';
import { createLog } from '../src/log.ts';
import { usableModel } from '../src/models/usable.ts';
import type { VoiceMetrics } from '../src/storage/records.ts';
import { openStorage, type Version } from '../src/storage/storage.ts';
import { createBuiltinEngine } from '../src/trainer/engines/builtin/engine.ts';
import { kokoroName } from '../src/trainer/engines/builtin/source/kokoro/kokoro.ts';
import type { EngineClip, EngineContext } from '../src/trainer/engines/engine.ts';
import { toMetrics } from '../src/trainer/engines/measuring/figures.ts';
import { restoreState } from '../src/trainer/states.ts';
import type { Prompt } from '../test/support/speech.ts';
import { encodeUploads } from './recordings.ts';

export interface Measured {
  readonly version: Version;
  readonly metrics: VoiceMetrics;
}

/**
 * Evaluate every version of the only voice in `dataDir` on prompts that the bot has never seen, oldest version first.
 * @param modelsDir of the natural source, where the voice was made from it
 */
export async function measureVersions(
  ffmpeg: Ffmpeg,
  dataDir: string,
  userId: string,
  prompts: readonly Prompt[],
  modelsDir: string,
): Promise<Measured[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'timbre-demo-'));
  const storage = await openStorage({ dataDir });
  const natural = await usableModel(modelsDir, kokoroName, createLog('timbre', 'error'));
  const partsDir = path.join(dataDir, 'cache', 'models');
  const engine = createBuiltinEngine({ ffmpeg, kokoro: natural === null ? null : { folder: natural, partsDir } });
  try {
    const signal = new AbortController().signal;
    const context: EngineContext = { signal, onEvent: async () => {}, cacheDir: path.join(dataDir, 'cache') };
    const clips: EngineClip[] = [];
    await encodeUploads(ffmpeg.ffmpeg, prompts, path.join(folder, 'unseen'), [['wav', []]]);
    for (const prompt of prompts) {
      const fileName = `${prompt.name.replaceAll('/', '-')}.wav`;
      const file = { path: path.join(folder, 'unseen', fileName), fileName, sha256: '0'.repeat(64) };
      const into = path.join(folder, fileName.slice(0, -4));
      await mkdir(into);
      const { clips: found } = await processRecording(ffmpeg, file, { folder: into, signal });
      const [clip] = found;
      if (clip === undefined || found.length > 1) continue;
      clips.push({
        id: prompt.name,
        sha256: clip.sha256,
        path: clip.path,
        durationSeconds: clip.measures.durationSeconds,
        transcript: prompt.text,
        language: 'en',
      });
    }
    const voice = await storage.voices.ensure(userId);
    const measured: Measured[] = [];
    for (const version of (await storage.versions.list(voice.id)).toReversed()) {
      if (version.manifest === null) continue;
      const stateDir = path.join(folder, `state-${version.number}`);
      await restoreState(storage.blobs, engine, version.manifest, stateDir, `Version ${version.number}`);
      measured.push({ version, metrics: toMetrics(await engine.evaluate(stateDir, clips, context)) });
    }
    return measured;
  } finally {
    await engine.close();
    await storage.close();
    await rm(folder, { recursive: true, force: true });
  }
}
