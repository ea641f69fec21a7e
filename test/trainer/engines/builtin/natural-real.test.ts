// A voice from the fetched natural source; skipped where `npm run models` has not fetched it.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import pino from 'pino';
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import { loadEnvFile, readConfig } from '../../../../src/config.ts';
import { estimateF0 } from '../../../../src/dsp/f0.ts';
import { usableModel } from '../../../../src/models/usable.ts';
import { median } from '../../../../src/statistics.ts';
import { createBuiltinEngine } from '../../../../src/trainer/engines/builtin/engine.ts';
import { kokoroName } from '../../../../src/trainer/engines/builtin/source/kokoro/kokoro.ts';
import { toMetrics } from '../../../../src/trainer/engines/measuring/figures.ts';
import { scratch } from '../../../audio/material.ts';
import { engineContext, plan, promptClips, trainRequest } from './fixtures.ts';

loadEnvFile();
const { modelsDir } = readConfig(process.env);

test('the fetched natural source learns a voice, comes closer to it, and speaks in its pitch', async (t) => {
  const kokoro = await usableModel(modelsDir, kokoroName, pino({ level: 'silent' }));
  if (kokoro === null) return t.skip(`no model in ${modelsDir}: npm run models -- kokoro fetches it`);
  const folder = await scratch(t);
  const engine = createBuiltinEngine({
    ffmpeg: await locateFfmpeg(),
    kokoro: { folder: kokoro, partsDir: path.join(folder, 'parts') },
  });
  t.after(() => engine.close());
  const [heldOut, ...trainClips] = await promptClips(folder, 5, 2, 3);
  const context = engineContext(path.join(folder, 'cache'));
  const stateDir = path.join(folder, 'state');
  await engine.train(
    trainRequest({ stateDir, trainClips, heldOutClips: [heldOut], plan: { ...plan, epochs: 12 } }),
    context,
  );
  const metrics = toMetrics(await engine.evaluate(stateDir, [heldOut], context));
  assert.ok(metrics.mcdDb! < metrics.mcdSourceDb!, `${metrics.mcdDb} dB, the source ${metrics.mcdSourceDb} dB`);
  const { samples, sampleRate } = await engine.synthesize(stateDir, 'The number is 42.', context);
  assert.equal(sampleRate, 24_000);
  const hertz = median([...estimateF0(samples, sampleRate).f0].filter((value) => value > 0)) ?? 0;
  assert.ok(hertz > 140 && hertz < 280, `${hertz} Hz`);
});
