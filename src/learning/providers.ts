// Which execution provider computes on this machine: by trying each one, and comparing with the processor.
import { fork } from 'node:child_process';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
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
/** So much of what a trial logs is kept, in characters. */
const logLength = 65_536;

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
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
    timeout: trialSeconds * 1000,
    killSignal: 'SIGKILL',
  });
  let found: Verdict | undefined;
  let log = '';
  // Read to its end, so that nobody waits to write; a driver that never stops fills no memory.
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (log += text.slice(0, logLength - log.length)));
  child.on('message', (message) => (found = verdict.parse(message)));
  const { promise, resolve, reject } = Promise.withResolvers<string | null>();
  child.on('error', reject);
  child.on('close', (_, signal) => resolve(signal));
  const signal = await promise;
  if (found && 'speed' in found) return found;
  const late = `no answer within ${trialSeconds} s`;
  const ended = signal === 'SIGKILL' ? late : `its trial ended with ${signal ?? 'no answer'}`;
  return { problem: wholeReason(found?.problem ?? ended, log) };
}

/**
 * Why a provider does not work, on one line. What is thrown is often only that something failed, and what failed is only
 * logged: both, without the places and conditions in the runtime's own source, each once.
 * @param log what the trial wrote to its standard error
 */
export function wholeReason(thrown: string, log: string): string {
  const logged = stripVTControlCharacters(log)
    .split('\n')
    .filter((line) => /\[[EF]:onnxruntime|^(Warning|Error): /.test(line));
  const reasons = [thrown.replaceAll(/\s+/g, ' '), ...logged].map((reason) =>
    reason
      .replace(/^.* was false\. /, '')
      .replace(/^.*\[ONNXRuntimeError\] : \d+ : \w+ : /, '')
      .replace(/^(Warning|Error): /, '')
      .trim()
      .replace(/\.$/, ''),
  );
  return [...new Set(reasons)]
    .filter((reason, i, all) => !all.some((other, j) => j !== i && other.includes(reason)))
    .join('; ');
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
