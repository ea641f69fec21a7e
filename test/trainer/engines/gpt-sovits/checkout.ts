// A checkout of the contract double, ready to be opened: the programs and their tiny pretrained models.
import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { GptSovitsSettings } from '../../../../src/config.ts';
import { openCheckout } from '../../../../src/trainer/engines/gpt-sovits/checkout.ts';
import type { Checkout } from '../../../../src/trainer/engines/gpt-sovits/checkout.ts';

const double = fileURLToPath(new URL('./double', import.meta.url));

/** What a test can make go wrong; see double/double.py. */
export interface Knobs {
  readonly fail?: Readonly<Record<string, readonly string[]>>;
  readonly memory?: Readonly<Record<string, number>>;
  readonly killed?: Readonly<Record<string, number>>;
  readonly from?: number;
  readonly sleep?: number;
  readonly unread?: boolean;
  readonly progress?: 'rich';
  readonly nan?: boolean;
  readonly noExport?: boolean;
  readonly lack?: string;
  readonly noStep?: boolean;
  readonly deaf?: boolean;
}

export interface DoubleCheckout extends Checkout {
  turn(knobs: Knobs): Promise<void>;
  /** What was started since the last time, and with what. */
  calls(): Promise<{ readonly event: string; readonly [what: string]: unknown }[]>;
}

/** Make a checkout in `home`, which must not be there yet. */
export async function makeCheckout(
  home: string,
  version: GptSovitsSettings['version'] = 'v2Pro',
): Promise<DoubleCheckout> {
  await cp(double, home, { recursive: true, filter: (source) => !source.endsWith('__pycache__') });
  // The system's Python before any wrapper: it starts in a tenth of the time.
  const searchPath = `/usr/bin:${process.env['PATH'] ?? ''}`;
  await promisify(execFile)('python3', ['make_models.py'], { cwd: home, env: { ...process.env, PATH: searchPath } });
  // What is written into the checkout must be our doing, not the test machine's.
  const { PYTHONDONTWRITEBYTECODE: _, ...ours } = process.env;
  const env = { ...ours, PATH: searchPath, CUDA_VISIBLE_DEVICES: '' };
  const checkout = await openCheckout({ home, version, python: undefined }, env);
  let seen = 0;
  return {
    ...checkout,
    turn: (knobs) => writeFile(path.join(home, 'double.json'), JSON.stringify(knobs)),
    async calls() {
      const lines = (await readFile(path.join(home, 'calls.jsonl'), 'utf8').catch(() => '')).split('\n').slice(0, -1);
      const fresh = lines.slice(seen).map((line) => JSON.parse(line) as { event: string });
      seen = lines.length;
      return fresh;
    },
  };
}
