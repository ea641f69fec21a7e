// Speech is compared with recordings in worker threads: it is a second of computing for a few seconds of speech.
import { createThreads } from '../../../threads.ts';
import type { ClipFigures } from './figures.ts';

/** Samples at the rate that is compared, mono. */
export interface CompareTask {
  readonly clip: { readonly id: string; readonly durationSeconds: number };
  readonly ours: Float32Array;
  readonly theirs: Float32Array;
}

const threads = createThreads<CompareTask, ClipFigures>(new URL('./compare-worker.ts', import.meta.url), {
  idleMs: 10_000,
  isNative: false,
});

/** @throws RangeError when one of them is empty; `signal.reason` when aborted */
export const compareInThread = (task: CompareTask, signal: AbortSignal): Promise<ClipFigures> =>
  threads.run(task, signal);
