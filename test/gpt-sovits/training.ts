// A process that trains, to be killed: what it is told comes as JSON in its first argument, what happens goes out as JSON
// lines. At each checkpoint it copies the state aside, as the trainer does, before it says so.
import { cp, rm } from 'node:fs/promises';
import { locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import type { GptSovitsSettings } from '../../src/config.ts';
import type { EngineEvent, TrainRequest } from '../../src/trainer/engines/engine.ts';
import { openCheckout } from '../../src/trainer/engines/gpt-sovits/checkout.ts';
import { createGptSovitsEngine } from '../../src/trainer/engines/gpt-sovits/engine.ts';

export interface TrainingOptions {
  readonly settings: GptSovitsSettings;
  readonly request: Omit<TrainRequest, 'newClipIds'> & { readonly newClipIds: readonly string[] };
  readonly cacheDir: string;
  /** Where the state of the newest checkpoint lies. */
  readonly saved: string;
}

const { settings, request, cacheDir, saved } = JSON.parse(process.argv[2] ?? '') as TrainingOptions;
const engine = createGptSovitsEngine({ checkout: await openCheckout(settings), ffmpeg: await locateFfmpeg() });
const onEvent = async (event: EngineEvent): Promise<void> => {
  if (event.type === 'checkpoint') {
    await rm(saved, { recursive: true, force: true });
    await cp(request.stateDir, saved, { recursive: true });
  }
  process.stdout.write(`${JSON.stringify(event)}\n`);
};
await engine.train(
  { ...request, newClipIds: new Set(request.newClipIds) },
  { cacheDir, signal: new AbortController().signal, onEvent },
);
