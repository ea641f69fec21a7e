// Runs the worker threads that look through recordings, at most one per core. A thread that has nothing to do is kept for
// the next recording for a while: starting one costs several times as much as looking through a short clip.
import { Worker } from 'node:worker_threads';
import { withCore } from './cores.ts';
import type { RecordingAnalysis, RecordingTask } from './recording-worker.ts';

const idleMs = 20_000;
const idle = new Map<Worker, NodeJS.Timeout>();

function takeWorker(): Worker {
  const [entry] = idle;
  if (entry === undefined) return new Worker(new URL('./recording-worker.ts', import.meta.url));
  const [worker, timer] = entry;
  clearTimeout(timer);
  idle.delete(worker);
  worker.ref();
  return worker;
}

function leaveWorker(worker: Worker): void {
  const timer = setTimeout(() => {
    idle.delete(worker);
    void worker.terminate();
  }, idleMs);
  // Neither the thread nor its timer keeps a process alive.
  timer.unref();
  worker.unref();
  idle.set(worker, timer);
}

/**
 * Look through a decoded recording in a worker thread.
 * @throws `signal.reason` when aborted
 */
export async function analyseRecording(
  task: RecordingTask,
  signal: AbortSignal | undefined,
): Promise<RecordingAnalysis> {
  return await withCore(signal, async () => {
    const worker = takeWorker();
    const outcome = Promise.withResolvers<RecordingAnalysis>();
    const onAbort = () => outcome.reject(signal?.reason);
    const onExit = (code: number) => outcome.reject(new Error(`The recording worker ended with code ${code}`));
    signal?.addEventListener('abort', onAbort, { once: true });
    worker.once('message', outcome.resolve).once('error', outcome.reject).once('exit', onExit);
    worker.postMessage(task, []);
    try {
      const analysis = await outcome.promise;
      leaveWorker(worker);
      return analysis;
    } catch (error) {
      await worker.terminate();
      throw error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      worker.off('message', outcome.resolve).off('error', outcome.reject).off('exit', onExit);
    }
  });
}
