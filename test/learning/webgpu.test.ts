// WebGPU without a graphics card: Mesa's software driver for Vulkan, lavapipe, computes the trial. Skipped where there is
// none that is new enough.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { z } from 'zod';
import { sizeOf } from '../../src/learning/graph.ts';
import { readModel } from '../../src/learning/import.ts';
import { chooseProvider } from '../../src/learning/providers.ts';
import { Random } from '../../src/learning/random.ts';
import type { Provider } from '../../src/learning/runtime.ts';
import { Trainer } from '../../src/learning/trainer.ts';
import { assertClose } from './gradient-check.ts';
import { learningStyle, shapes, smallDecoder } from './small-decoder.ts';

const leastMesa = 25;
const manifest = z.object({ ICD: z.object({ library_path: z.string() }) });

/** The manifest of a lavapipe that is new enough, for the Vulkan loader; null: there is none. */
function lavapipe(): string | null {
  const named = process.env['VK_DRIVER_FILES']?.split(':').filter((file) => /lvp/.test(file) && existsSync(file)) ?? [];
  for (const file of [...named, ...globSync('/usr/share/vulkan/icd.d/lvp_icd*.json')]) {
    const { library_path: library } = manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).ICD;
    const found = path.isAbsolute(library) ? library : globSync(`/usr/lib/{*-linux-gnu,}/${library}`)[0];
    if (found === undefined || !existsSync(found)) continue;
    const version = /Mesa (\d+)\.\d/.exec(readFileSync(found, 'latin1'))?.[1];
    if (Number(version ?? 0) >= leastMesa) return file;
  }
  return null;
}

const driver = lavapipe();
const none = `no Mesa ${leastMesa} or newer with lavapipe (Debian 12: mesa-vulkan-drivers of bookworm-backports)`;

/** Whatever else is in this machine is not asked. */
function onlyLavapipe(t: TestContext): void {
  const before = process.env['VK_DRIVER_FILES'];
  t.after(() => {
    if (before === undefined) delete process.env['VK_DRIVER_FILES'];
    else process.env['VK_DRIVER_FILES'] = before;
  });
  process.env['VK_DRIVER_FILES'] = driver!;
}

test('WebGPU trains with the figures of the processor', { skip: driver === null && none }, async (t) => {
  onlyLavapipe(t);
  assert.deepEqual(await chooseProvider('webgpu'), { provider: 'webgpu', refused: [] });
});

test('WebGPU learns through a decoder taken in', { skip: driver === null && none }, async (t) => {
  onlyLavapipe(t);
  const random = Random.seeded(4);
  const normal = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal());
  const data = { phones: normal(sizeOf(shapes.phones)), source: normal(sizeOf(shapes.source)), audio: normal(72) };
  const figures = async (provider: Provider) => {
    const model = learningStyle(readModel(smallDecoder()));
    const trainer = await Trainer.create(model, { batchSize: 1, seed: 1, providers: [provider], parts: 2 });
    t.after(() => trainer.dispose());
    const epoch = { data, indices: new Int32Array(4), learningRates: new Float32Array(4).fill(0.05) };
    const { losses, gradientNorms } = await trainer.runEpoch(epoch);
    return [...losses, ...gradientNorms];
  };
  assertClose(await figures('webgpu'), await figures('cpu'), 1e-4, 'losses and norms');
});
