// The built-in engine keeps the contract of all engines.
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import { createBuiltinEngine } from '../../../../src/trainer/engines/builtin/engine.ts';
import { engineConformance } from '../conformance.ts';
import { plan } from './fixtures.ts';

engineConformance(
  'the built-in engine',
  async () => createBuiltinEngine({ ffmpeg: await locateFfmpeg(), checkpointSeconds: 0 }),
  { ...plan, epochs: 2 },
);
