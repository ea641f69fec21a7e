// With the natural source, and learning a timbre, the engine does what every engine does: with a model of a few random numbers.
import path from 'node:path';
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import { createBuiltinEngine } from '../../../../src/trainer/engines/builtin/engine.ts';
import { engineConformance } from '../conformance.ts';
import { plan } from './fixtures.ts';
import { writeSmallKokoro } from './small-kokoro.ts';

engineConformance(
  'the built-in engine with a natural source that learns',
  async (folder) => {
    await writeSmallKokoro(path.join(folder, 'kokoro'));
    const kokoro = { folder: path.join(folder, 'kokoro'), partsDir: path.join(folder, 'parts') };
    return createBuiltinEngine({ ffmpeg: await locateFfmpeg(), checkpointSeconds: 0, kokoro, learnsTimbre: true });
  },
  { ...plan, epochs: 3 },
);
