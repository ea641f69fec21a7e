// The figures that every room takes of a list of numbers.

/** NaN of nothing. */
export function mean(values: Float32Array | readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** The upper one of the two in the middle where their number is even; null of nothing. */
export const median = (values: readonly number[]): number | null =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? null;
