// Least squares with coefficients that can't be negative (Lawson and Hanson, "Solving Least Squares Problems", 1974, chapter
// 23), out of products alone.

/** Gradients that are smaller, in shares of the largest one, are none. */
const tolerance = 1e-10;

/**
 * The x ≥ 0 for which |A·x − b| is smallest.
 * @param gram AᵀA, [n × n], positive definite
 * @param right Aᵀb, [n]
 */
export function nonNegativeLeastSquares(gram: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  let x = new Float64Array(n);
  const free = new Set<number>();
  const least = tolerance * Math.max(...right.map(Math.abs));
  // Each turn sets one more free; an order in which it would go round in circles is one of rounding.
  for (let turn = 0; turn < 3 * n; turn++) {
    let [steepest, best] = [least, -1];
    for (let i = 0; i < n; i++) {
      const slope = free.has(i) ? 0 : right[i] - product(gram, x, i);
      if (slope > steepest) [steepest, best] = [slope, i];
    }
    if (best < 0) return x;
    free.add(best);
    for (;;) {
      const solved = solveFor([...free], gram, right);
      const below = [...free].filter((i) => solved[i] <= 0);
      if (below.length === 0) {
        x = solved;
        break;
      }
      // As far towards the solution as all stay above 0.
      const share = Math.min(...below.map((i) => (x[i] === 0 ? 0 : x[i] / (x[i] - solved[i]))));
      for (const i of free) x[i] += share * (solved[i] - x[i]);
      for (const i of below) {
        if (x[i] > tolerance * Math.max(...x)) continue;
        x[i] = 0;
        free.delete(i);
      }
    }
  }
  return x;
}

function product(gram: Float64Array, x: Float64Array, row: number): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += gram[row * x.length + k] * x[k];
  return sum;
}

/** Least squares with these coefficients, all others 0: by Cholesky's decomposition. */
function solveFor(chosen: readonly number[], gram: Float64Array, right: Float64Array): Float64Array<ArrayBuffer> {
  const [n, size] = [right.length, chosen.length];
  const lower = new Float64Array(size * size);
  const y = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = gram[chosen[i] * n + chosen[j]];
      for (let k = 0; k < j; k++) rest -= lower[i * size + k] * lower[j * size + k];
      lower[i * size + j] = i === j ? Math.sqrt(rest) : rest / lower[j * size + j];
    }
    let rest = right[chosen[i]];
    for (let k = 0; k < i; k++) rest -= lower[i * size + k] * y[k];
    y[i] = rest / lower[i * size + i];
  }
  const x = new Float64Array(n);
  for (let i = size - 1; i >= 0; i--) {
    let rest = y[i];
    for (let k = i + 1; k < size; k++) rest -= lower[k * size + i] * x[chosen[k]];
    x[chosen[i]] = rest / lower[i * size + i];
  }
  return x;
}
