// WebGPU without a graphics card: Mesa's software driver for Vulkan, lavapipe, computes the trial. Skipped where there is
// none that is new enough.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { chooseProvider } from '../../src/learning/providers.ts';

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

test('WebGPU trains with the figures of the processor', { skip: driver === null && none }, async (t) => {
  const before = process.env['VK_DRIVER_FILES'];
  t.after(() => {
    if (before === undefined) delete process.env['VK_DRIVER_FILES'];
    else process.env['VK_DRIVER_FILES'] = before;
  });
  // Whatever else is in this machine is not asked.
  process.env['VK_DRIVER_FILES'] = driver!;
  assert.deepEqual(await chooseProvider('webgpu'), { provider: 'webgpu', refused: [] });
});
