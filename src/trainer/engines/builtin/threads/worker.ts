// The other end of the pool: runs one task after the other in a worker thread.
import { parentPort, workerData } from 'node:worker_threads';
import { revive, toSend } from './pool.ts';
import type { FromWorker, ToWorker } from './pool.ts';
import { startTasks } from './tasks.ts';
import type { WorkerSettings } from './tasks.ts';

const port = parentPort;
if (!port) throw new Error('This file runs in worker threads only');
const aborts = new Map<number, AbortController>();
let isEnding = false;
const listeners = new Map<number, { readonly heard: () => void; readonly refused: (reason: unknown) => void }>();

const say = (message: FromWorker): void => port.postMessage(message);

const questions = new Map<number, PromiseWithResolvers<unknown>>();
let asked = 0;
const tasks = startTasks(workerData as WorkerSettings, (what) => {
  const answered = Promise.withResolvers<unknown>();
  const question = asked++;
  questions.set(question, answered);
  say({ kind: 'ask', question, asked: what });
  return answered.promise;
});

function hearAnswer({ question, answer, error }: Extract<ToWorker, { kind: 'answer' }>): void {
  const answered = questions.get(question);
  questions.delete(question);
  if (error === undefined) answered?.resolve(answer);
  else answered?.reject(revive(error));
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
  else if (message.kind === 'answer') hearAnswer(message);
  else if (message.error === undefined) listeners.get(message.id)?.heard();
  else listeners.get(message.id)?.refused(new Error(message.error));
});
