/**
 * # Training at infinite width
 *
 * Gradient flow of L = ½ Σ r_i² under a fixed kernel K from r(0) = −y: with K = Σ λ_k q_k q_kᵀ and
 * c_k = q_k·y, r(t) = −Σ e^{−λ_k t} c_k q_k and L(t) = ½ Σ e^{−2λ_k t} c_k²; t = η·steps. It ends
 * at ½‖P y‖², P the projection on ker K (theory H). Gradient descent with rate η and momentum μ is
 * the recursion c ← c + v, v ← μv − ηλc in each mode. Estimates from double precision.
 */
import { approxEigen } from '../linalg/approx-eigen.ts';
import type { Eigen } from '../linalg/approx-eigen.ts';

export interface KernelFlow {
  readonly kind: 'kernel-flow';
  readonly eigen: Eigen;
  /** λ_k, ascending; those of the null space exactly 0, and none negative. */
  readonly eigenvalues: Float64Array;
  /** Of the null space as it was given. */
  readonly nullity: number;
  /** c_k. */
  readonly coefficients: Float64Array;
  /** What an eigenvalue may be off by, as an estimate. */
  readonly resolution: number;
  readonly loss: (time: number) => number;
  readonly residual: (time: number) => Float64Array;
}

export interface FlowOptions {
  /** Dimension of ker K where it is known: that many of the smallest eigenvalues are 0. */
  readonly nullity?: number;
  /** Estimated largest error of an entry of K; rounding unless given. */
  readonly entryError?: number;
}

/**
 * @param kernel n·n entries of a symmetric positive semidefinite matrix
 * @throws RangeError on shapes that do not fit
 */
export function approxKernelFlow(
  kernel: Float64Array,
  labels: Float64Array,
  { nullity = 0, entryError = 0 }: FlowOptions = {},
): KernelFlow {
  const n = labels.length;
  if (!(Number.isInteger(nullity) && nullity >= 0 && nullity <= n))
    throw new RangeError(`approxKernelFlow: expected a nullity from 0 to ${n}, got ${nullity}`);
  const eigen = approxEigen(kernel, n);
  const eigenvalues = eigen.values.map((value, k) => (k < nullity ? 0 : Math.max(0, value)));
  const coefficients = Float64Array.from({ length: n }, (_, k) => {
    let sum = 0;
    for (let i = 0; i < n; i += 1) sum += eigen.vectors[k * n + i]! * labels[i]!;
    return sum;
  });
  // |λ(K + E) − λ(K)| ≤ ‖E‖ ≤ n max |E_ij|
  const resolution = n * entryError + 4 * n * Number.EPSILON * eigenvalues[n - 1]!;
  return {
    kind: 'kernel-flow',
    eigen,
    eigenvalues,
    nullity,
    coefficients,
    resolution,
    loss: (time) => {
      let sum = 0;
      for (let k = 0; k < n; k += 1)
        sum += (coefficients[k]! * Math.exp(-eigenvalues[k]! * time)) ** 2;
      return sum / 2;
    },
    residual: (time) => {
      const residual = new Float64Array(n);
      for (let k = 0; k < n; k += 1) {
        const factor = -coefficients[k]! * Math.exp(-eigenvalues[k]! * time);
        for (let i = 0; i < n; i += 1) residual[i]! += factor * eigen.vectors[k * n + i]!;
      }
      return residual;
    },
  };
}

/** Losses of gradient descent after each of these numbers of steps, ascending. */
export function approxDescentLosses(
  { eigenvalues, coefficients }: KernelFlow,
  learningRate: number,
  momentum: number,
  steps: readonly number[],
): Float64Array {
  const losses = new Float64Array(steps.length);
  for (let k = 0; k < eigenvalues.length; k += 1) {
    const change = learningRate * eigenvalues[k]!;
    const one: Square = [1 - change, momentum, -change, momentum];
    const powers = new Map<number, Square>();
    let [c, v, taken] = [coefficients[k]!, 0, 0];
    for (const [i, step] of steps.entries()) {
      const count = step - taken;
      if (!powers.has(count)) powers.set(count, power(one, count));
      const [p, q, r, s] = powers.get(count)!;
      [c, v, taken] = [p * c + q * v, r * c + s * v, step];
      losses[i]! += (c * c) / 2;
    }
  }
  return losses;
}

/** A 2 × 2 matrix, row by row. */
type Square = readonly [number, number, number, number];

const product = ([a, b, c, d]: Square, [p, q, r, s]: Square): Square => [
  a * p + b * r,
  a * q + b * s,
  c * p + d * r,
  c * q + d * s,
];

function power(matrix: Square, count: number): Square {
  let result: Square = [1, 0, 0, 1];
  for (let [base, rest] = [matrix, count]; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = product(result, base);
    base = product(base, base);
  }
  return result;
}

/** Descent under the kernel converges for every rate below this: η λ_max < 2(1 + μ). */
export function largestStableRate({ eigenvalues }: KernelFlow, momentum = 0): number {
  return (2 * (1 + momentum)) / eigenvalues[eigenvalues.length - 1]!;
}
