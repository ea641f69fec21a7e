// Linear regression out of sums: rows can be added for ever, nothing of them is kept, and all that they say is solved for at
// once (ridge regression, Hoerl and Kennard 1970). What is added later counts as what came first.

/** Rows of features: plain ones, and categories of which each row has one per group. */
export interface Rows {
  readonly count: number;
  /** [count × plainWidth], row-major. */
  readonly plain: Float32Array;
  readonly plainWidth: number;
  /** [count × groups]; a category is a column of its own, from plainWidth on. */
  readonly categories: Int32Array;
  readonly groups: number;
}

/** Value of a category's column where it is the row's: how freely categories may differ, beside plain features of size 1. */
const categoryValue = 3;

/** A solved regression: y ≈ intercept + row · weights. */
export interface Fit {
  readonly intercept: number;
  readonly weights: readonly number[];
  /** Of y over all rows. */
  readonly mean: number;
  /** Of y over all rows, and of what is predicted for them. */
  readonly deviation: number;
  readonly predictedDeviation: number;
}

/** Number of sums for rows of this many columns. */
export const sumCount = (columns: number): number => ((columns + 2) * (columns + 3)) / 2;

/** Sums of the products of all pairs of: 1, the columns, y. */
export class Regression {
  readonly columns: number;
  /** Upper triangle, row by row. */
  readonly #sums: Float64Array;

  /** @param sums of rows that were added before, see {@link sums} */
  constructor(columns: number, sums?: Float32Array) {
    this.columns = columns;
    this.#sums = sums ? Float64Array.from(sums) : new Float64Array(sumCount(columns));
    if (this.#sums.length !== sumCount(columns))
      throw new RangeError(`${this.#sums.length} sums of ${columns} columns`);
  }

  get sums(): Float32Array {
    return Float32Array.from(this.#sums);
  }

  /** Of all rows. */
  get weight(): number {
    return this.#sums[0];
  }

  /** Where the products of an element (0: 1, then the columns, then y) with itself and those after it begin. */
  #start(element: number): number {
    return element * (this.columns + 2) - (element * (element - 1)) / 2 - element;
  }

  /** @param y and `weights` one a row; rows of weight 0 do not count */
  add(rows: Rows, y: ArrayLike<number>, weights: ArrayLike<number>): void {
    const { plain, plainWidth, categories, groups } = rows;
    const last = this.columns + 1;
    const elements = new Int32Array(2 + plainWidth + groups);
    const values = new Float64Array(elements.length);
    for (let row = 0; row < rows.count; row++) {
      if (!(weights[row] > 0)) continue;
      values[0] = 1;
      for (let k = 0; k < plainWidth; k++) {
        elements[1 + k] = 1 + k;
        values[1 + k] = plain[row * plainWidth + k];
      }
      // Each group has columns after those of the group before, so elements come in order.
      for (let k = 0; k < groups; k++) {
        elements[1 + plainWidth + k] = 1 + categories[row * groups + k];
        values[1 + plainWidth + k] = categoryValue;
      }
      elements[elements.length - 1] = last;
      values[elements.length - 1] = y[row];
      for (let i = 0; i < elements.length; i++) {
        const start = this.#start(elements[i]);
        const value = weights[row] * values[i];
        for (let j = i; j < elements.length; j++) this.#sums[start + elements[j]] += value * values[j];
      }
    }
  }

  /**
   * @param penalty of a weight's distance from `expected`, in rows
   * @param expected weights where nothing is known: column and value; others 0
   * @throws RangeError without rows
   */
  solve(penalty: number, expected: ReadonlyMap<number, number> = new Map()): Fit {
    const n = this.columns;
    const total = this.weight;
    if (!(total > 0)) throw new RangeError('There are no rows');
    const at = (i: number, j: number): number => this.#sums[this.#start(i) + j];
    const mean = Float64Array.from({ length: n + 2 }, (_, i) => at(0, i) / total);
    const centred = (i: number, j: number): number => at(i, j) - total * mean[i] * mean[j];
    const matrix = new Float64Array(n * n);
    const right = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      for (let j = i; j < n; j++) matrix[j * n + i] = centred(i + 1, j + 1) + (i === j ? penalty : 0);
      right[i] = centred(i + 1, n + 1) + penalty * (expected.get(i) ?? 0);
    }
    const weights = [...solveSymmetric(matrix, right)];
    let explained = 0;
    for (let i = 0; i < n; i++) {
      for (let j = i; j < n; j++) explained += (i === j ? 1 : 2) * weights[i] * weights[j] * centred(i + 1, j + 1);
    }
    return {
      intercept: weights.reduce((sum, weight, i) => sum - weight * mean[i + 1], mean[n + 1]),
      weights,
      mean: mean[n + 1],
      deviation: Math.sqrt(Math.max(0, centred(n + 1, n + 1) / total)),
      predictedDeviation: Math.sqrt(Math.max(0, explained / total)),
    };
  }
}

/** Solve A·x = b for a positive definite A by Cholesky's decomposition. @param a lower triangle [n × n]; overwritten, as is b */
export function solveSymmetric(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = i === j ? Math.sqrt(sum) : sum / a[j * n + j];
    }
  }
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) b[i] -= a[i * n + k] * b[k];
    b[i] /= a[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) b[i] -= a[k * n + i] * b[k];
    b[i] /= a[i * n + i];
  }
  return b;
}

/** What a fit says of each row. */
export function predictRows({ intercept, weights }: Pick<Fit, 'intercept' | 'weights'>, rows: Rows): Float32Array {
  const { plain, plainWidth, categories, groups } = rows;
  return Float32Array.from({ length: rows.count }, (_, row) => {
    let sum = intercept;
    for (let k = 0; k < plainWidth; k++) sum += weights[k] * plain[row * plainWidth + k];
    for (let k = 0; k < groups; k++) sum += weights[categories[row * groups + k]] * categoryValue;
    return sum;
  });
}
