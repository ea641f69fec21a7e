// The other end of the pool: runs one task after the other in a worker thread.
import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../../../../errors.ts';
import type { FromWorker, SentError, ToWorker } from './pool.ts';
import { startTasks } from './tasks.ts';
import type { WorkerSettings } from './tasks.ts';

const port = parentPort;
if (!port) throw new Error('This file runs in worker threads only');
const tasks = startTasks(workerData as WorkerSettings);
const aborts = new Map<number, AbortController>();
let isEnding = false;
const listeners = new Map<number, { readonly heard: () => void; readonly refused: (reason: unknown) => void }>();

const say = (message: FromWorker): void => port.postMessage(message);

function toSend(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: undefined };
  const sent = { name: error.name, message: error.message, stack: error.stack };
  return error instanceof UserError ? { ...sent, code: error.code, hint: error.hint } : sent;
}

async function run({ id, task, input }: Extract<ToWorker, { kind: 'start' }>): Promise<void> {
  const abort = new AbortController();
  aborts.set(id, abort);
  try {
    const output = await tasks[task](input as never, {
      signal: abort.signal,
      emit: async (event) => {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        listeners.set(id, { heard: resolve, refused: reject });
        say({ kind: 'event', id, event });
        await promise;
      },
    });
    say({ kind: 'done', id, output });
  } catch (error) {
    say({ kind: 'failed', id, error: toSend(error) });
  } finally {
    aborts.delete(id);
    listeners.delete(id);
    endWhenIdle();
  }
}

/** Without its port nothing keeps the thread. */
function endWhenIdle(): void {
  if (isEnding && aborts.size === 0) port?.close();
}

function end(): void {
  isEnding = true;
  for (const abort of aborts.values()) abort.abort();
  endWhenIdle();
}

port.on('message', (message: ToWorker) => {
  if (message.kind === 'start') void run(message);
  else if (message.kind === 'abort') aborts.get(message.id)?.abort();
  else if (message.kind === 'end') end();
  else if (message.error === undefined) listeners.get(message.id)?.heard();
  else listeners.get(message.id)?.refused(new Error(message.error));
});
