// Draws pictures in a worker thread: drawing and packing a PNG takes up to half a second, for which a process that has to
// answer people can't stop listening.
import { Worker } from 'node:worker_threads';
import type { LossPoint } from '../storage/records.ts';
import type { TreeVersion } from './tree.ts';

interface Recording {
  /** Mono, −1 to 1. */
  readonly samples: Float32Array;
  /** Hz. */
  readonly sampleRate: number;
}

export type Picture =
  | ({ readonly kind: 'spectrogram' | 'waveform'; readonly title: string } & Recording)
  | {
      readonly kind: 'loss-curve';
      readonly title: string;
      readonly points: readonly LossPoint[];
      readonly bestEpoch: number | null;
    }
  | { readonly kind: 'tree'; readonly title: string; readonly versions: readonly TreeVersion[] };

/**
 * Draw a picture without keeping the event loop waiting.
 * @returns PNG
 * @throws `signal.reason` when aborted
 */
export async function drawPicture(picture: Picture, signal?: AbortSignal): Promise<Buffer> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL('./drawing-worker.ts', import.meta.url), { workerData: picture });
  const outcome = Promise.withResolvers<Uint8Array>();
  const onAbort = () => outcome.reject(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  worker.once('message', outcome.resolve);
  worker.once('error', outcome.reject);
  worker.once('exit', (code) => outcome.reject(new Error(`The drawing thread ended with code ${code}`)));
  try {
    return Buffer.from(await outcome.promise);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}
