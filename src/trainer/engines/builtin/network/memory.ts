// How much memory a training takes, and which batches fit into what is free.

/** Frames in a batch: the usual number, and the fewest that are worth a step. */
export const usualBatch = 256;
export const smallestBatch = 32;

/** What a natural source takes while it learns a timbre: its decoder's weights, and what is kept of a segment on the way back. */
export const learningBytes = 900e6;

/** A training besides its data: the runtime, flite and the network. */
const baseBytes = 350e6;
/** Rows of the network and the features behind them, per second of audio. */
const bytesPerSecond = 200 * 2000;
/** What is computed of a row in a step, forward and backward. */
const bytesPerRow = 30e3;

/** Old speech that is at hand for replay: so many seconds at least, and so many times what an epoch replays. */
const leastPool = 180;
const poolShare = 2;

/** Seconds of old speech that a training holds, where there is so much. @param replayShare of an epoch, per fresh second */
export const poolSeconds = (replayShare: number, freshSeconds: number): number =>
  replayShare === 0 ? 0 : Math.max(leastPool, poolShare * replayShare * freshSeconds);

/** Bytes that a training on so many seconds of audio takes at most, held-out clips among them. */
export function memoryNeeded(seconds: number, batchSize: number): number {
  return baseBytes + bytesPerSecond * seconds + bytesPerRow * batchSize;
}

/** The largest batch, halved from the usual one, that fits into `freeBytes`; null when none does. */
export function fittingBatch(seconds: number, freeBytes: number): number | null {
  for (let batch = usualBatch; batch >= smallestBatch; batch /= 2) {
    if (memoryNeeded(seconds, batch) <= freeBytes) return batch;
  }
  return null;
}
