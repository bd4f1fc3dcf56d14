/**
 * # Gram matrices, enclosed
 *
 * Σ^L or Θ^L on exact inputs, every entry as an enclosure in multiple precision.
 */
import type { Enclosure } from '../arith/enclosure.ts';
import type { Rational } from '../arith/rational.ts';
import type { ExactArchitecture } from './architecture.ts';
import type { KernelName, NoKernel } from './kernel.ts';

export interface GramEnclosure {
  readonly kind: 'gram-enclosure';
  readonly kernel: KernelName;
  readonly n: number;
  /** Row i has the entries (i, 0) … (i, n − 1); the matrix is symmetric, entry by entry. */
  readonly entries: readonly (readonly Enclosure[])[];
}

/** No enclosure was found: nothing is said of the kernel. */
export interface NotEnclosed {
  readonly kind: 'not-enclosed';
  /** Hidden layer, from 1. */
  readonly layer: number;
  /** 'unsupported': no method for this activation; 'too-wide': enclosures wider than of use. */
  readonly code: 'unsupported' | 'too-wide';
  readonly reason: string;
}

/**
 * @param inputs N rows of d exact numbers
 * @param precision bits; entries are as good as about 2^−precision relative to the diagonal
 * @throws RangeError on an architecture, inputs or precision that do not fit
 */
export function encloseGram(
  architecture: ExactArchitecture,
  inputs: readonly (readonly Rational[])[],
  kernel: KernelName,
  precision: number,
): GramEnclosure | NotEnclosed | NoKernel {
  void [architecture, inputs, kernel, precision];
  return { kind: 'not-enclosed', layer: 1, code: 'unsupported', reason: 'no method yet' };
}
