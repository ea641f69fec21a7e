// A timbre as shares of a natural source's voices. A style that is learnt freely goes where no voice is, and sounds hoarse there;
// what voices have in common with it does not.
import type { Timbre } from '../source/kokoro/mix.ts';
import { halfWidth } from '../source/kokoro/voices.ts';
import { solveSymmetric } from '../speaker/regression.ts';

/** Of a style's number: what differs less from voice to voice is learnt less. */
const usualVariance = 0.005;
/** A hundred thousandth: nobody hears less. */
const digits = 1e5;

/** How the voices of a source differ. */
export class VoiceSpace {
  readonly #names: readonly string[];
  /** Each voice's distance from the mean of all, [voices × 128]: their products sum to the covariance. */
  readonly #rows: readonly Float64Array[];
  readonly #scale: number;

  /** @param timbres see Voices.timbres */
  constructor(timbres: ReadonlyMap<string, Float32Array>) {
    const styles = [...timbres.values()];
    this.#names = [...timbres.keys()];
    this.#scale = 1 / Math.sqrt(Math.max(1, styles.length - 1));
    const mean = Float64Array.from(
      { length: halfWidth },
      (_, k) => styles.reduce((sum, style) => sum + style[k], 0) / styles.length,
    );
    this.#rows = styles.map((style) => Float64Array.from(mean, (value, k) => this.#scale * (style[k] - value)));
  }

  /**
   * Shares that move a mix as far as voices go: each direction of the shift by v / (v + u) of it, for the variance v of the voices along it
   * and the usual one, u.
   * @param shift of the style, [128]
   * @returns shares in the order of the names, some of them below 0; they sum to 1 as those of the mix do
   */
  shares(mix: Timbre, shift: ArrayLike<number>): [string, number][] {
    const n = this.#rows.length;
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        matrix[i * n + j] = dot(this.#rows[i], this.#rows[j]) + (i === j ? usualVariance : 0);
      }
    }
    const moved = solveSymmetric(
      matrix,
      Float64Array.from(this.#rows, (row) => dot(row, shift)),
    );
    const mean = moved.reduce((sum, value) => sum + value, 0) / n;
    const before = new Map(mix);
    return this.#names.map((name, i): [string, number] => [
      name,
      Math.round(digits * ((before.get(name) ?? 0) + this.#scale * (moved[i] - mean))) / digits,
    ]);
  }

  /** By how much shares shift the style of a mix, [128]. */
  shift(mix: Timbre, shares: Timbre): number[] {
    const [before, now] = [new Map(mix), new Map(shares)];
    const by = this.#names.map((name) => ((now.get(name) ?? 0) - (before.get(name) ?? 0)) / this.#scale);
    return Array.from({ length: halfWidth }, (_, k) => this.#rows.reduce((sum, row, i) => sum + by[i] * row[k], 0));
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
