// What graphics cards this machine has, as nvidia-smi tells; none where it is not installed.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Gpu {
  /** In the order of the PCI bus, as `CUDA_VISIBLE_DEVICES` takes it under `CUDA_DEVICE_ORDER=PCI_BUS_ID`. */
  readonly index: number;
  readonly uuid: string;
  readonly name: string;
  readonly totalBytes: number;
  readonly freeBytes: number;
  /** Compute capability, for example 8.6. */
  readonly capability: number;
}

const run = promisify(execFile);
const MiB = 2 ** 20;

/**
 * List the graphics cards.
 * @param searchPath folders to look for nvidia-smi in, as in the environment variable PATH
 */
export async function listGpus(searchPath = process.env['PATH'] ?? ''): Promise<readonly Gpu[]> {
  const query = '--query-gpu=index,uuid,name,memory.total,memory.free,compute_cap';
  let table: string;
  try {
    const env = { ...process.env, PATH: searchPath };
    ({ stdout: table } = await run('nvidia-smi', [query, '--format=csv,noheader,nounits'], { env, timeout: 20_000 }));
  } catch {
    return [];
  }
  return table.split('\n').flatMap((line) => {
    const [index, uuid, name, total, free, capability] = line.split(',').map((cell) => cell.trim());
    const numbers = [index, total, free, capability].map(Number);
    if (uuid === undefined || name === undefined || capability === undefined || numbers.some(Number.isNaN)) return [];
    const [at = 0, totalMiB = 0, freeMiB = 0, level = 0] = numbers;
    return [{ index: at, uuid, name, totalBytes: totalMiB * MiB, freeBytes: freeMiB * MiB, capability: level }];
  });
}

/** Whether GPT-SoVITS computes on a card (its config.py: from 4 GB, 0.4 of them forgiven, and capability 6.1). */
export function isUsable({ totalBytes, capability }: Gpu): boolean {
  return totalBytes / 2 ** 30 + 0.4 >= 4 && capability >= 6.1;
}

/** Whether a card computes well in half precision (config.py: beyond 6.1, and not the 16 series). */
export function isHalfPrecise({ name, capability }: Gpu): boolean {
  return capability > 6.1 && !(capability === 7.5 && /16\d{2}/.test(name));
}
