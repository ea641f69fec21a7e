// GPT-SoVITS, by its double, keeps the contract of all engines.
import path from 'node:path';
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import { createGptSovitsEngine } from '../../../../src/trainer/engines/gpt-sovits/engine.ts';
import { plan } from '../builtin/fixtures.ts';
import { engineConformance } from '../conformance.ts';
import { makeCheckout } from './checkout.ts';

engineConformance(
  'the GPT-SoVITS engine',
  async (folder) =>
    createGptSovitsEngine({
      checkout: await makeCheckout(path.join(folder, 'checkout')),
      ffmpeg: await locateFfmpeg(),
    }),
  { ...plan, epochs: 2, secondEpochs: 2, learningRate: 1e-4, batchSize: 8 },
);
