// How fast the network learns, by how many steps the training over its present recordings has made. Nothing here knows how
// many more will come, so a training that goes on later makes the very steps of one that never stopped. No learning rate
// falls towards an end that is not known: what speaks is the average of the weights over the last part of the steps, which
// does as much.

/** The average spans about the last step in this many, however long the training. */
const averaging = 5;

/** What a stretch of training chooses of its learning rate. */
export interface Pace {
  readonly peak: number;
  /** Steps of linear warm-up. */
  readonly warmup: number;
}

/** Learning rates of steps `from` to `to` (exclusive): warm-up, then the peak. */
export function learningRates({ peak, warmup }: Pace, from: number, to: number): Float32Array {
  return Float32Array.from({ length: to - from }, (_, i) => peak * Math.min(1, (from + i + 1) / Math.max(1, warmup)));
}

/**
 * Decays of the weights' average at steps `from` to `to` (exclusive): polynomial-decay averaging (Shamir and Zhang 2013),
 * whose memory is a fixed share of all steps made.
 */
export function averageDecays(from: number, to: number): Float32Array {
  return Float32Array.from({ length: to - from }, (_, i) => 1 - averaging / (from + i + averaging));
}
