/**
 * # N rows that span
 *
 * Greedy: of the rows left, the one farthest from the span of those taken (Gram–Schmidt with
 * pivoting, twice for orthogonality). Doubles: a proposal.
 */

/**
 * Indices of as many rows as there are columns; null if doubles show no more than a part.
 * @param matrix rows of n numbers, scaled to comparable size
 */
export function approxPivotRows(matrix: readonly Float64Array[]): readonly number[] | null {
  const n = matrix[0]?.length ?? 0;
  const work = matrix.map((row) => row.slice());
  const left = new Set(matrix.keys());
  const taken: number[] = [];
  for (let step = 0; step < n; step += 1) {
    let [best, most] = [-1, 0];
    for (const a of left) {
      const size = square(work[a]!);
      if (size > most) [best, most] = [a, size];
    }
    if (best < 0) return null;
    left.delete(best);
    taken.push(best);
    const q = work[best]!;
    const length = Math.sqrt(most);
    for (let k = 0; k < n; k += 1) q[k] = q[k]! / length;
    for (const a of left) {
      const row = work[a]!;
      let inner = 0;
      for (let k = 0; k < n; k += 1) inner += q[k]! * row[k]!;
      for (let k = 0; k < n; k += 1) row[k] = row[k]! - inner * q[k]!;
    }
  }
  return taken;
}

function square(row: Float64Array): number {
  let sum = 0;
  for (const v of row) sum += v * v;
  return sum;
}
