/**
 * # The smallest eigenvalue, enclosed
 */
import type { Rational } from '../arith/rational.ts';
import type { ExactArchitecture } from '../ntk/architecture.ts';
import type { KernelName } from '../ntk/kernel.ts';

export interface LambdaMinOptions {
  /** Rows beyond which nothing is tried. */
  readonly rows?: number;
}

export type LambdaMin =
  | {
      readonly kind: 'bounds';
      readonly lower: Rational;
      readonly upper: Rational;
      /** How the bounds are known. */
      readonly rigour: string;
    }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * Bounds of λ_min of Σ^L or Θ^L.
 * @param inputs N rows of d exact numbers
 */
export function encloseSmallestEigenvalue(
  inputs: readonly (readonly Rational[])[],
  architecture: ExactArchitecture,
  kernel: KernelName,
  options: LambdaMinOptions = {},
): LambdaMin {
  void [inputs, architecture, kernel, options];
  return { kind: 'none', reason: 'the entries of the kernel are not enclosed yet' };
}
