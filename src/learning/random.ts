// Seeded randomness whose state can be stored, and what is drawn with it: shuffled epochs.

const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** xoshiro128** 1.1 (Blackman & Vigna 2018), seeded by SplitMix32. Its state is four 32-bit words. */
export class Random {
  readonly #state: Uint32Array;

  private constructor(state: Uint32Array) {
    this.#state = state;
  }

  /** @param seed any integer; its low 32 bits count */
  static seeded(seed: number): Random {
    let z = seed >>> 0;
    return new Random(
      Uint32Array.from({ length: 4 }, () => {
        z = (z + 0x9e3779b9) >>> 0;
        let word = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
        word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
        return word ^ (word >>> 16);
      }),
    );
  }

  /** Go on where `state()` was taken. @throws Error when that is no state of this generator */
  static restored(state: readonly number[]): Random {
    const valid = state.length === 4 && state.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32);
    if (!valid || state.every((word) => word === 0)) throw new Error('not a state of the random generator');
    return new Random(Uint32Array.from(state));
  }

  state(): number[] {
    return [...this.#state];
  }

  /** 32 random bits as a number from 0 to 2³² − 1. */
  bits(): number {
    const s = this.#state;
    const result = Math.imul(rotate(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate(s[3], 11);
    return result;
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.bits() / 2 ** 32;
  }

  /** Uniform integer from 0 to `bound` − 1, without bias: the last, incomplete range of multiples is drawn again. */
  below(bound: number): number {
    const limit = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const bits = this.bits();
      if (bits < limit) return bits % bound;
    }
  }

  /** Standard normal, by the polar method (Marsaglia & Bray 1964); the second value of a pair is not kept. */
  normal(): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  /** Put the elements into a random order (Fisher & Yates), in place. */
  shuffle(elements: Int32Array): Int32Array {
    for (let i = elements.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [elements[i], elements[j]] = [elements[j], elements[i]];
    }
    return elements;
  }
}

/** Rows of a data set in batches: `indices` and `weights` are [steps · batchSize]. */
export interface Batches {
  readonly indices: Int32Array;
  /** Weight of each row in its batch's mean. */
  readonly weights: Float32Array;
}

/**
 * Cut rows into batches. The last one is filled up with its first row at weight 0.
 *
 * @param weightOf weight of a row; default 1
 */
export function batchesOf(rows: Int32Array, batchSize: number, weightOf: (row: number) => number = () => 1): Batches {
  const length = Math.ceil(rows.length / batchSize) * batchSize;
  const filler = rows[length - batchSize];
  const indices = Int32Array.from({ length }, (_, i) => rows[i] ?? filler);
  const weights = Float32Array.from({ length }, (_, i) => (i < rows.length ? weightOf(indices[i]) : 0));
  return { indices, weights };
}

/** All rows 0 … `count` − 1 in a random order, in batches. */
export function shuffledEpoch(random: Random, count: number, batchSize: number): Batches {
  return batchesOf(random.shuffle(Int32Array.from({ length: count }, (_, i) => i)), batchSize);
}
