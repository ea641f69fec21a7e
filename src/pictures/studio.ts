// Draws pictures in a few worker threads: drawing and packing a PNG takes up to half a second, for which a process that has
// to answer people can't stop listening.
import { Piscina } from 'piscina';
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

const threads = new Piscina<Picture, Uint8Array>({
  filename: new URL('./drawing-worker.ts', import.meta.url).href,
  minThreads: 0,
  maxThreads: 2,
  idleTimeout: 10_000,
});

/**
 * Draw a picture without keeping the event loop waiting.
 * @returns PNG
 * @throws `signal.reason` when aborted
 */
export async function drawPicture(picture: Picture, signal?: AbortSignal): Promise<Buffer> {
  signal?.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    // The pool isn't told of the signal: it would end the thread within a native call, which can take the process along.
    return Buffer.from(await Promise.race([threads.run(picture), aborted.promise]));
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
