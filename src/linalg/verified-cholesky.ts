/**
 * # Lower bounds of the smallest eigenvalue from a floating factorisation
 *
 * If Cholesky of B = fl(A − cI) completes, LLᵀ = B + Δ with |Δ_ij| ≤ γ_{min(i,j)+1}(|L||Lᵀ|)_ij + underflow
 * (Higham 2002, Theorem 10.3, any order of summation) and ‖row j of L‖² ≤ b_jj/(1 − γ_{j+1}), so that
 * ‖Δ‖₂ ≤ Σ_j γ_{j+1}/(1 − γ_{j+1}) b_jj and λ_min(A) ≥ min_i(a_ii − b_ii) − ‖Δ‖₂.
 * Reference: S. Rump, Verification of positive definiteness, BIT 46 (2006).
 */
import { cholesky } from './cholesky.ts';

/** Unit roundoff. */
const u = 2 ** -53;

/** A double ≤ the exact result that x is rounded from; `upward` likewise ≥. */
export const downward = (x: number): number => x - (Math.abs(x) * 2 * u + Number.MIN_VALUE);
export const upward = (x: number): number => x + (Math.abs(x) * 2 * u + Number.MIN_VALUE);

/** Every symmetric matrix K with |K_ij − values_ij| ≤ radius_ij; a number stands for every entry. */
export interface MatrixBall {
  readonly n: number;
  /** Entry (i, j) at i·n + j; symmetric. */
  readonly values: Float64Array;
  readonly radius: Float64Array | number;
}

/** ≥ ‖E‖₂ for every symmetric E with |E_ij| ≤ radius_ij: the largest sum of a row. */
export function radiusNorm({ n, radius }: MatrixBall): number {
  if (typeof radius === 'number') return upward(n * radius);
  let largest = 0;
  for (let i = 0; i < n; i += 1) {
    let sum = 0;
    for (let j = 0; j < n; j += 1) sum = upward(sum + radius[i * n + j]!);
    largest = Math.max(largest, sum);
  }
  return largest;
}

export interface Factored {
  /** λ_min ≥ this for every matrix of the ball. */
  readonly lower: number;
  /** Of fl(A − shift·I): an approximation that any use may rest on. */
  readonly factor: Float64Array;
}

/** Moderate sizes: products neither overflow nor lose digits to underflow that is not counted. */
const largestEntry = 2 ** 500;

/** A lower bound near `shift`; null if the factorisation of the shifted matrix does not complete. */
export function lowerBoundByShift(ball: MatrixBall, shift: number, norm: number): Factored | null {
  const { n, values } = ball;
  const shifted = values.slice();
  let [gap, trace, largest] = [Infinity, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const a = values[i * n + i]!;
    const b = a - shift;
    shifted[i * n + i] = b;
    if (!(b > 0 && b < largestEntry)) return null;
    gap = Math.min(gap, downward(a - b));
    // (j + 4)·u/(1 − 2(j + 4)u)·b_jj, from row 0 on, with room for the roundings of this sum.
    trace += (i + 4) * b;
    largest = Math.max(largest, b);
  }
  const factor = cholesky(shifted, n);
  if (factor === null) return null;
  // (n + 2)·2^−1074·max(1, l_jj) an entry, n entries a row.
  const underflow = n * (n + 2) * Math.max(1, largest) * 2 ** -1000;
  const rounding = upward(1.001 * u * trace) + underflow;
  return { lower: downward(gap - upward(upward(rounding) + norm)), factor };
}

/** ≥ λ_min of every matrix of the ball: the Rayleigh quotient of v with its errors. */
export function upperBoundByVector(ball: MatrixBall, v: Float64Array): number {
  const { n, values, radius } = ball;
  let [sum, absolute, doubt, square] = [0, 0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    let [row, size, error] = [0, 0, 0];
    for (let j = 0; j < n; j += 1) {
      const term = values[i * n + j]! * v[j]!;
      row += term;
      size += Math.abs(term);
      error += Math.abs(v[j]!) * (typeof radius === 'number' ? radius : radius[i * n + j]!);
    }
    sum += v[i]! * row;
    absolute += Math.abs(v[i]!) * size;
    doubt += Math.abs(v[i]!) * error;
    square += v[i]! * v[i]!;
  }
  // Two nested sums of n terms: relative errors γ_{2n+2} of the sums of absolute values.
  const gamma = 1.01 * (2 * n + 4) * u;
  const numerator = sum + (gamma * absolute + doubt * (1 + gamma)) * (1 + 8 * u) + 2 ** -900;
  const quotient = upward(numerator) / (square * (numerator > 0 ? 1 - gamma : 1 + gamma));
  const bound = upward(upward(quotient));
  return Number.isNaN(bound) ? Infinity : bound;
}
