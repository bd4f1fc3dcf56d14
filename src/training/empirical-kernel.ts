/**
 * # The kernel of a network beside that of infinite width
 *
 * Θ̂ = Σ ∂f/∂w·∂f/∂w at some step of a training, Θ its limit: estimates from double precision.
 */
import { approxEigen } from '../linalg/approx-eigen.ts';

export interface KernelMoment {
  readonly step: number;
  readonly smallestEigenvalue: number;
  /** ‖Θ̂ − Θ‖/‖Θ‖ in the Frobenius norm; null without a kernel of infinite width. */
  readonly distance: number | null;
}

/** @param empirical n·n entries, as those of the limit */
export function approxKernelMoment(
  step: number,
  empirical: Float64Array,
  limit: Float64Array | null,
): KernelMoment {
  const smallestEigenvalue = approxEigen(empirical, Math.sqrt(empirical.length)).values[0]!;
  return { step, smallestEigenvalue, distance: limit && approxKernelDistance(empirical, limit) };
}

/** ‖Θ̂ − Θ‖/‖Θ‖ in the Frobenius norm. */
export function approxKernelDistance(empirical: Float64Array, limit: Float64Array): number {
  const size = (entry: (k: number) => number): number =>
    Math.sqrt(limit.reduce((sum, _, k) => sum + entry(k) ** 2, 0));
  return size((k) => empirical[k]! - limit[k]!) / size((k) => limit[k]!);
}
