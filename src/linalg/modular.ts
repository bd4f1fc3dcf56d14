/**
 * # Integer matrices modulo a prime
 *
 * Gaussian elimination over Z/p for 61-bit primes: the rank of an integer matrix is at least its
 * rank modulo p, and differs from it only if p divides certain minors.
 */

/** The largest primes below 2^61. */
export const primes: readonly bigint[] = [1n, 31n, 45n, 229n, 259n].map((k) => (1n << 61n) - k);

export interface Echelon {
  readonly rank: number;
  /** Rows and columns of a minor that is not 0 modulo p, in the order of elimination. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

const residue = (a: bigint, p: bigint): bigint => ((a % p) + p) % p;

/** 1/a modulo the prime p, by Euclid. @throws RangeError if p divides a */
export function inverseOf(a: bigint, p: bigint): bigint {
  let [r, s, u, v] = [residue(a, p), p, 1n, 0n];
  while (s !== 0n) {
    const q = r / s;
    [r, s, u, v] = [s, r - q * s, v, u - q * v];
  }
  if (r !== 1n) throw new RangeError(`inverseOf: expected a unit modulo ${p}, got ${a}`);
  return residue(u, p);
}

/** Elimination of rows × columns integers. */
export function eliminate(matrix: readonly (readonly bigint[])[], p: bigint): Echelon {
  const work = matrix.map((row) => row.map((a) => residue(a, p)));
  const left = matrix.map((_, i) => i);
  const width = matrix[0]?.length ?? 0;
  const [rows, columns]: [number[], number[]] = [[], []];
  for (let c = 0; c < width && left.length > 0; c += 1) {
    const at = left.findIndex((i) => work[i]![c] !== 0n);
    if (at < 0) continue;
    const pivot = left[at]!;
    left.splice(at, 1);
    rows.push(pivot);
    columns.push(c);
    const scale = inverseOf(work[pivot]![c]!, p);
    for (const i of left) {
      const row = work[i]!;
      if (row[c] === 0n) continue;
      const factor = (row[c]! * scale) % p;
      for (let k = c; k < width; k += 1) row[k] = residue(row[k]! - factor * work[pivot]![k]!, p);
    }
  }
  return { rank: rows.length, rows, columns };
}

/** The inverse of a square matrix modulo p; null if it is singular there. */
export function inverseModulo(
  matrix: readonly (readonly bigint[])[],
  p: bigint,
): readonly (readonly bigint[])[] | null {
  const n = matrix.length;
  const work = matrix.map((row, i) => [
    ...row.map((a) => residue(a, p)),
    ...Array.from({ length: n }, (_, j) => (i === j ? 1n : 0n)),
  ]);
  for (let c = 0; c < n; c += 1) {
    const at = work.findIndex((row, i) => i >= c && row[c] !== 0n);
    if (at < 0) return null;
    [work[c], work[at]] = [work[at]!, work[c]!];
    const pivot = work[c]!;
    const scale = inverseOf(pivot[c]!, p);
    for (let k = c; k < 2 * n; k += 1) pivot[k] = (pivot[k]! * scale) % p;
    work.forEach((row, i) => {
      const factor = row[c]!;
      if (i === c || factor === 0n) return;
      for (let k = c; k < 2 * n; k += 1) row[k] = residue(row[k]! - factor * pivot[k]!, p);
    });
  }
  return work.map((row) => row.slice(n));
}
