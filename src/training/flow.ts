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
    let [c, v, taken] = [coefficients[k]!, 0, 0];
    for (const [i, step] of steps.entries()) {
      for (; taken < step; taken += 1) {
        v = momentum * v - learningRate * eigenvalues[k]! * c;
        c += v;
      }
      losses[i]! += (c * c) / 2;
    }
  }
  return losses;
}

/** Descent under the kernel converges for every rate below this: η λ_max < 2(1 + μ). */
export function largestStableRate({ eigenvalues }: KernelFlow, momentum = 0): number {
  return (2 * (1 + momentum)) / eigenvalues[eigenvalues.length - 1]!;
}
