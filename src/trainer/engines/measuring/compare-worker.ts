// Compares speech with a recording in a worker thread: it is a second of computing for a few seconds of speech.
import { parentPort } from 'node:worker_threads';
import { compareSpeech, hear } from './compare.ts';
import { noFigures } from './figures.ts';

/** Samples at the rate that is compared, mono. */
export interface CompareTask {
  readonly clip: { readonly id: string; readonly durationSeconds: number };
  readonly ours: Float32Array;
  readonly theirs: Float32Array;
}

const port = parentPort;
if (!port) throw new Error('This file runs in worker threads only');
port.on('message', ({ clip, ours, theirs }: CompareTask) => {
  const figures = noFigures(clip);
  compareSpeech(hear(ours), hear(theirs), figures);
  port.postMessage(figures);
});
