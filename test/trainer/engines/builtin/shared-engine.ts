// One engine for all tests of a process that need no other: its threads load and warm up once.
import { after } from 'node:test';
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import { createBuiltinEngine } from '../../../../src/trainer/engines/builtin/engine.ts';
import type { VoiceEngine } from '../../../../src/trainer/engines/engine.ts';

let engine: VoiceEngine | undefined;

/** From the source that lies in the repository, with a checkpoint after every epoch. Closed when all tests are done. */
export const sharedEngine = async (): Promise<VoiceEngine> =>
  (engine ??= createBuiltinEngine({ ffmpeg: await locateFfmpeg(), checkpointSeconds: 0 }));

after(() => engine?.close());
