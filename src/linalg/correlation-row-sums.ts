/**
 * # Row sums of powers of correlations, from above
 *
 * For unit vectors e_1..e_N: S_k ≥ max_i Σ_{j≠i} g(|e_i·e_j|)^k at many k, in one pass over the pairs
 * and without a matrix: O(N²(m + number of k)) time, O(N·number of k) memory.
 *
 * Rounding: rows that miss unit vectors by ‖δ‖ ≤ η = 2^−52·√m have products within 2η + η² of the true
 * ones, and a sum of m products in double precision is within 1.01·m·2^−53 of its own: `slack` is more
 * than both. Every later operation is followed by a factor or a term that is more than its rounding.
 */

/** Ascending, each the double of an earlier one or three halves of it. */
export const POWERS: readonly number[] = [
  1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536,
];

/** Numbers below are not followed further; what they add to is in the end. */
const TINY = 1e-40;
const ABOVE = 1 + 2 ** -51;

export interface RowSums {
  /** ≥ max_i Σ_{j≠i} g(|ρ_ij|)^k for each k of POWERS. */
  readonly sums: Float64Array;
  /** The pair that is most correlated, as far as doubles tell. */
  readonly closest: readonly [number, number];
}

/**
 * @param rows N·m entries, row by row: unit vectors, each entry to within 2^−52
 * @param g at r ∈ [0, 1] gives a number in [0, 1]; increasing
 * @param progress called with the fraction done; false stops the computation
 */
export function correlationRowSums(
  rows: Float64Array,
  m: number,
  g: (r: number) => number,
  progress?: (fraction: number) => boolean | void,
): RowSums | 'stopped' {
  const n = rows.length / m;
  const count = POWERS.length;
  const slack = (m + 4 * Math.sqrt(m) + 4) * 2 ** -52;
  const own = new Float64Array(n * count);
  const powers = new Float64Array(count);
  let closest: readonly [number, number] = [0, Math.min(1, n - 1)];
  let most = -1;
  for (let i = 0; i < n; i += 1) {
    if (i % 64 === 0 && progress?.((i / n) ** 2) === false) return 'stopped';
    const x = rows.subarray(i * m, i * m + m);
    for (let j = 0; j < i; j += 1) {
      let product = 0;
      const at = j * m;
      for (let c = 0; c < m; c += 1) product += x[c]! * rows[at + c]!;
      const size = Math.min(1, Math.abs(product) + slack);
      if (size > most) [most, closest] = [size, [j, i]];
      powers[0] = g(size);
      for (let k = 0; k < count; k += 1) {
        if (k === 1) powers[1] = powers[0]! * powers[0]! * ABOVE;
        else if (k > 1) powers[k] = powers[k - 2]! * powers[Math.max(1, k - 2)]! * ABOVE;
        const p = powers[k]!;
        own[i * count + k]! += p;
        own[j * count + k]! += p;
        // Higher powers are smaller still: N·TINY is added for all of them at the end.
        if (p < TINY) break;
      }
    }
  }
  const sums = new Float64Array(count);
  for (let i = 0; i < n; i += 1)
    for (let k = 0; k < count; k += 1) sums[k] = Math.max(sums[k]!, own[i * count + k]!);
  return { sums: sums.map((s) => s * (1 + n * 2 ** -51) + n * TINY * 2), closest };
}
