// Draws pictures in a worker thread: drawing and packing a PNG takes up to half a second, for which a process that has to
// answer people can't stop listening.
import type { LossPoint } from '../storage/records.ts';
import { createThreads } from '../threads.ts';
import type { TreeVersion } from './tree.ts';
import type { PictureWords } from './words.ts';

interface Recording {
  /** Mono, −1 to 1. */
  readonly samples: Float32Array;
  /** Hz. */
  readonly sampleRate: number;
}

export type Picture = { readonly words?: PictureWords } & (
  | ({ readonly kind: 'recording'; readonly title: string } & Recording)
  | {
      readonly kind: 'loss-curve';
      readonly title: string;
      readonly points: readonly LossPoint[];
      readonly bestEpoch: number | null;
    }
  | { readonly kind: 'tree'; readonly title: string; readonly versions: readonly TreeVersion[] }
);

const threads = createThreads<Picture, Uint8Array>(new URL('./drawing-worker.ts', import.meta.url), {
  most: 1,
  idleMs: 10_000,
  isNative: true,
});

/**
 * Draw a picture without keeping the event loop waiting.
 * @returns PNG; of a recording WebP
 * @throws `signal.reason` when aborted
 */
export async function drawPicture(picture: Picture, signal?: AbortSignal): Promise<Buffer> {
  return Buffer.from(await threads.run(picture, signal));
}
