// Looks through recordings in worker threads, at most one per core.
import { UserError } from '../errors.ts';
import { createThreads } from '../threads.ts';
import { withCore } from './cores.ts';
import type { RecordingAnalysis, RecordingTask } from './recording-worker.ts';

const threads = createThreads<RecordingTask, RecordingAnalysis>(new URL('./recording-worker.ts', import.meta.url), {
  idleMs: 20_000,
  // Nearly all of what a recording takes is garbage at once: more of it would only lie about.
  mostYoungMb: 24,
  isNative: false,
});

/** Wall time that one recording may take; 30 minutes of speech take some 10 s on one core. */
const timeoutMs = 180_000;

/**
 * Look through a decoded recording in a worker thread.
 * @throws UserError `too-slow`; `signal.reason` when aborted
 */
export async function analyseRecording(
  task: RecordingTask,
  signal: AbortSignal | undefined,
): Promise<RecordingAnalysis> {
  return await withCore(signal, async () => {
    const late = AbortSignal.timeout(timeoutMs);
    try {
      return await threads.run(task, signal === undefined ? late : AbortSignal.any([signal, late]));
    } catch (error) {
      if (error !== late.reason) throw error;
      throw new UserError('too-slow/looking');
    }
  });
}
