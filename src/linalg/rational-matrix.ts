/**
 * # Matrices over Q
 *
 * Rank and left null space {u : uᵀA = 0}, exactly. The rank modulo a 61-bit prime proposes a
 * nonsingular minor; fraction-free elimination (E. Bareiss, Math. Comp. 22, 1968) of that minor
 * gives integer vectors, and a product with A proves them.
 */
import { gcd, lcm } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { eliminate, primes } from './modular.ts';

export interface LeftNullSpace {
  readonly rank: number;
  /** Rows and columns of a nonsingular minor of this size. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** The other rows; vector k is 0 on them except at free[k]. */
  readonly free: readonly number[];
  /** Coprime integers, the entry at free[k] positive: a basis of the left null space. */
  readonly vectors: readonly (readonly bigint[])[];
}

function expectRectangular(name: string, matrix: readonly (readonly unknown[])[]): void {
  const width = matrix[0]?.length ?? 0;
  if (matrix.some((row) => row.length !== width))
    throw new RangeError(`${name}: expected rows of ${width} entries`);
}

/** Integers with the same left null space: every column by its common denominator. */
export function clearColumns(matrix: readonly (readonly Rational[])[]): bigint[][] {
  const width = matrix[0]?.length ?? 0;
  const scales = Array.from({ length: width }, (_, c) =>
    matrix.reduce((d, row) => lcm(d, row[c]!.den), 1n),
  );
  return matrix.map((row) => row.map(({ num, den }, c) => num * (scales[c]! / den)));
}

/**
 * The reduced form of the system B·X = C of integers, B square and nonsingular: det·X and det.
 * null if B is singular.
 */
function solve(
  square: readonly (readonly bigint[])[],
  right: readonly (readonly bigint[])[],
): { readonly det: bigint; readonly scaled: readonly (readonly bigint[])[] } | null {
  const n = square.length;
  const work = square.map((row, i) => [...row, ...right[i]!]);
  const width = n + (right[0]?.length ?? 0);
  let previous = 1n;
  for (let c = 0; c < n; c += 1) {
    const at = work.findIndex((row, i) => i >= c && row[c] !== 0n);
    if (at < 0) return null;
    if (at !== c) [work[c], work[at]] = [work[at]!.map((a) => -a), work[c]!];
    const pivot = work[c]!;
    const lead = pivot[c]!;
    work.forEach((row, i) => {
      if (i === c) return;
      const factor = row[c]!;
      // Every quotient is a minor of the matrix: the division is exact (Bareiss).
      for (let k = 0; k < width; k += 1) row[k] = (lead * row[k]! - factor * pivot[k]!) / previous;
    });
    previous = lead;
  }
  return { det: previous, scaled: work.map((row) => row.slice(n)) };
}

/** Divides by the greatest common divisor. */
function primitive(vector: readonly bigint[]): bigint[] {
  const g = vector.reduce(gcd, 0n);
  return g <= 1n ? [...vector] : vector.map((a) => a / g);
}

const annihilates = (
  vector: readonly bigint[],
  matrix: readonly (readonly bigint[])[],
  width: number,
): boolean => {
  const support = vector.flatMap((u, i) => (u === 0n ? [] : [i]));
  for (let c = 0; c < width; c += 1)
    if (support.reduce((sum, i) => sum + vector[i]! * matrix[i]![c]!, 0n) !== 0n) return false;
  return true;
};

/** @throws RangeError if the rows differ in length */
export function leftNullSpace(matrix: readonly (readonly Rational[])[]): LeftNullSpace {
  expectRectangular('leftNullSpace', matrix);
  const integers = clearColumns(matrix);
  const width = matrix[0]?.length ?? 0;
  for (const p of primes) {
    const { rank, rows, columns } = eliminate(integers, p);
    const free = integers.map((_, i) => i).filter((i) => !rows.includes(i));
    // Σ_i c_i A_{rows i} = A_{free k} on the pivot columns, transposed.
    const minor = columns.map((c) => rows.map((i) => integers[i]![c]!));
    const others = columns.map((c) => free.map((i) => integers[i]![c]!));
    const solved = solve(minor, others);
    if (solved === null) continue;
    const { det, scaled } = solved;
    const vectors = free.map((i, k) => {
      const vector = integers.map(() => 0n);
      const sign = det < 0n ? -1n : 1n;
      vector[i] = det * sign;
      rows.forEach((row, r) => (vector[row] = -scaled[r]![k]! * sign));
      return primitive(vector);
    });
    // The rank is at least that modulo p, and these vectors show that it is no more.
    if (vectors.every((vector) => annihilates(vector, integers, width)))
      return { rank, rows, columns, free, vectors };
  }
  throw new RangeError('leftNullSpace: expected entries that no list of primes divides');
}

export const rankOf = (matrix: readonly (readonly Rational[])[]): number =>
  leftNullSpace(matrix).rank;
