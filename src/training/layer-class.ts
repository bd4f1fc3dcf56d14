/**
 * # What the theorems need to know of a layer
 *
 * Read off the verdict and the hypotheses: the exponents of a polynomial, or a degree that σ is
 * proved to reach. What holds almost everywhere decides: kernels of positive variance, and networks
 * with random parameters, see no more.
 */
import type { Expr } from '../expr/expr.ts';
import { supportOf } from '../ntk/polynomial-kernel.ts';
import { decide } from '../polynomiality/decide.ts';
import type { Verdict } from '../polynomiality/verdict.ts';
import { hypotheses } from '../regularity/hypotheses.ts';

export interface LayerClass {
  readonly kind: 'polynomial' | 'non-polynomial' | 'undecided';
  /** Of the coefficients that are not 0, ascending; null unless all are known to be 0 or not. */
  readonly exponents: readonly number[] | null;
  /** σ is no polynomial of a lower degree; ∞ for a non-polynomial, 0 where nothing is proved. */
  readonly degreeAtLeast: number;
  readonly continuous: boolean;
}

export function layerClass(expr: Expr, verdict: Verdict = decide(expr)): LayerClass {
  const continuous = hypotheses(expr).continuous.value === true;
  const ofCoefficients = (coefficients: readonly string[]): LayerClass => {
    const { within, covering } = supportOf(coefficients);
    const exponents = within.length === covering.length ? within : null;
    return {
      kind: 'polynomial',
      exponents,
      degreeAtLeast: exponents?.at(-1) ?? 0,
      continuous: true,
    };
  };
  switch (verdict.kind) {
    case 'polynomial':
      return ofCoefficients(verdict.coefficients);
    case 'non-polynomial': {
      if (verdict.almostEverywhere !== null)
        return ofCoefficients(verdict.almostEverywhere.coefficients);
      return { kind: 'non-polynomial', exponents: null, degreeAtLeast: Infinity, continuous };
    }
    case 'undecided': {
      const degreeAtLeast = (verdict.notPolynomialOfDegree ?? -1) + 1;
      return { kind: 'undecided', exponents: null, degreeAtLeast, continuous };
    }
    default:
      return verdict satisfies never;
  }
}
