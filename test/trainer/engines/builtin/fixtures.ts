// Recorded prompts as the clips that an engine gets: normalized FLAC files with transcripts.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { EngineClip, EngineContext, PrepareReport, TrainRequest } from '../../../../src/trainer/engines/engine.ts';
import type { TrainingPlan } from '../../../../src/storage/records.ts';
import { sharedFolder } from '../../../support/shared.ts';
import { recordedPrompts } from '../../../support/speech.ts';

const nameOf = (prompt: string): string => `${prompt.replaceAll('/', '-')}.flac`;

/**
 * Recorded prompts of `from` to `to` seconds as clips in `folder`: `count` of them, the first ones or those after `skip`.
 * @param filter for ffmpeg, what they come through
 */
export async function promptClips(
  folder: string,
  count: number,
  from = 2,
  to = 6,
  { skip = 0, filter = 'volume=-3dB' } = {},
): Promise<EngineClip[]> {
  const prompts = recordedPrompts(from, to).slice(skip, skip + count);
  const fileOf = (name: string): string => path.join(folder, nameOf(name));
  const normalized = ['-af', filter, '-ar', '32000', '-ac', '1', '-sample_fmt', 's16'];
  const made = await sharedFolder(['prompt clips', prompts.map(({ name }) => name), filter], async (into) => {
    await promisify(execFile)('ffmpeg', [
      '-v',
      'error',
      '-nostdin',
      '-y',
      ...prompts.flatMap((prompt) => ['-f', 'g722', '-i', prompt.path]),
      ...prompts.flatMap(({ name }, index) => ['-map', `${index}:a`, ...normalized, path.join(into, nameOf(name))]),
    ]);
  });
  await Promise.all(prompts.map(({ name }) => copyFile(path.join(made, nameOf(name)), fileOf(name))));
  return await Promise.all(
    prompts.map(async ({ name, text, seconds }) => {
      const sha256 = createHash('sha256')
        .update(await readFile(fileOf(name)))
        .digest('hex');
      return { id: name, sha256, path: fileOf(name), durationSeconds: seconds, transcript: text, language: 'en' };
    }),
  );
}

/** What recordings come through to have a wide band: their samples are held, which has images above 8 kHz. */
export const wideBand = 'aresample=32000:filter_size=1:phase_shift=0';

export const plan: TrainingPlan = {
  mode: 'fresh',
  parentVersionId: null,
  epochs: 4,
  learningRate: 1e-3,
  warmupSteps: 20,
  batchSize: 256,
  replayShare: 1,
  earlyStopPatience: null,
  seed: 7,
  pilotEpochs: 0,
  reasons: [],
  warnings: [],
};

export function trainRequest(
  given: Pick<TrainRequest, 'stateDir' | 'trainClips'> & Partial<TrainRequest>,
): TrainRequest {
  const newClipIds = new Set(given.trainClips.map(({ id }) => id));
  return { start: 'base', plan, heldOutClips: [], newClipIds, earlierLosses: [], ...given };
}

/** Of a report, what every engine tells; some also know how well each transcript fits. */
export const countsOf = ({ prepared, failed }: PrepareReport): PrepareReport => ({ prepared, failed });

export function engineContext(cacheDir: string, given: Partial<EngineContext> = {}): EngineContext {
  return { cacheDir, signal: new AbortController().signal, onEvent: () => Promise.resolve(), ...given };
}
