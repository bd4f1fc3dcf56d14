/**
 * # Where Hermite coefficients exist
 *
 * a_k(q) = E[σ(√q Z) h_k(Z)] for every k, and Parseval's identity, need E[σ(√q Z)²] < ∞.
 */
import { compare, fromText } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Hypotheses } from '../regularity/hypotheses.ts';

export type HermiteExistence =
  | { readonly kind: 'exist'; readonly assumed: readonly string[] }
  | {
      readonly kind: 'none';
      readonly code: 'undefined' | 'infinite';
      readonly reason: string;
    };

/** @param variance q > 0 */
export function hermiteExistence(
  { definedOnR, gaussianIntegrable }: Pick<Hypotheses, 'definedOnR' | 'gaussianIntegrable'>,
  variance: Rational,
): HermiteExistence {
  const infinite = (reason: string): HermiteExistence => ({
    kind: 'none',
    code: 'infinite',
    reason: `E[σ²] = ∞: ${reason}`,
  });
  if (definedOnR.value === false)
    return { kind: 'none', code: 'undefined', reason: definedOnR.reason };
  const assumed: string[] = [];
  if (definedOnR.value === null) assumed.push(`σ is defined on R (${definedOnR.reason})`);
  const { value, reason } = gaussianIntegrable;
  if (value === false) return infinite(reason);
  if (value === null) assumed.push(`E[σ²] < ∞ (${reason})`);
  else if (value !== true) {
    const bound = fromText(value.varianceBelow);
    if (bound === null) assumed.push(`q < ${value.varianceBelow}, where E[σ²] < ∞`);
    else if (compare(variance, bound) >= 0)
      return infinite(`finite for q < ${value.varianceBelow}`);
  }
  return { kind: 'exist', assumed };
}
