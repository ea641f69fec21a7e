// Which execution provider computes on this machine: by trying each one, and comparing with the processor.
import { fork } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Provider } from './runtime.ts';

/** In the order in which they are tried. */
const accelerators = ['cuda', 'webgpu'] as const;
/** What an operator can ask for. `auto`: the first that gives right figures and is faster than the processor. */
export const computes = ['auto', ...accelerators, 'cpu'] as const;
export type Compute = (typeof computes)[number];

export interface ProviderChoice {
  readonly provider: Provider;
  /** Those that were tried before it, and why they were not taken. */
  readonly refused: readonly { readonly provider: Provider; readonly reason: string }[];
}

/** A trial on a device takes a second or two; the first one on a new driver may have shaders to compile. */
const trialSeconds = 30;

/** What trial.ts sends. */
const verdict = z.union([
  z.object({ problem: z.string() }),
  /** How often the trial fits into the time that the processor takes for it. */
  z.object({ speed: z.number().positive() }),
]);
export type Verdict = z.infer<typeof verdict>;

/** Try a provider in a process of its own: a driver may crash, hang, and print what it likes. */
async function tryProvider(provider: Provider): Promise<Verdict> {
  const child = fork(path.join(import.meta.dirname, 'trial.ts'), [provider], {
    stdio: 'ignore',
    execArgv: [],
    timeout: trialSeconds * 1000,
    killSignal: 'SIGKILL',
  });
  let found: Verdict | undefined;
  child.on('message', (message) => (found = verdict.parse(message)));
  const { promise, resolve, reject } = Promise.withResolvers<string | null>();
  child.on('error', reject);
  child.on('close', (_, signal) => resolve(signal));
  const signal = await promise;
  if (found) return found;
  const late = `no answer within ${trialSeconds} s`;
  return { problem: signal === 'SIGKILL' ? late : `its trial ended with ${signal ?? 'no answer'}` };
}

/**
 * The provider that computes here. Trying takes about a second where there are drivers, else a fraction; do it once.
 * @throws UserError when a provider that is asked for by name does not work; slow ones are then taken nevertheless
 */
export async function chooseProvider(compute: Compute): Promise<ProviderChoice> {
  if (compute === 'cpu') return { provider: 'cpu', refused: [] };
  if (compute !== 'auto') {
    const found = await tryProvider(compute);
    if (!('problem' in found)) return { provider: compute, refused: [] };
    throw new UserError(
      'compute-unavailable',
      `COMPUTE=${compute} does not work on this machine: ${found.problem}.`,
      'Set COMPUTE=auto to use what works here.',
    );
  }
  const refused: { provider: Provider; reason: string }[] = [];
  for (const provider of accelerators) {
    const found = await tryProvider(provider);
    if ('speed' in found && found.speed > 1) return { provider, refused };
    const reason = 'problem' in found ? found.problem : `${found.speed.toFixed(2)} times as fast as the processor`;
    refused.push({ provider, reason });
  }
  return { provider: 'cpu', refused };
}
