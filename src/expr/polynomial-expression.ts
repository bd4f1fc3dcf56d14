/**
 * # Polynomials as expressions
 *
 * From the coefficients of 1, x, x², …, expressions without x, to what a person would write:
 * x^3 - x. Rational coefficients are computed with, others stand as they are.
 */
import * as Q from '../arith/rational.ts';
import { isZero, minus, negate, number, plus, power, times, x, zero } from './build.ts';
import { rationalConstant } from './constant.ts';
import type { Expr } from './expr.ts';

/** Σ c_k x^k, highest power first. */
export function polynomialExpression(coefficients: readonly Expr[]): Expr {
  let sum: Expr = zero;
  for (let k = coefficients.length - 1; k >= 0; k--) {
    const c = coefficients[k]!;
    const value = rationalConstant(c);
    if (value !== null && Q.sign(value) < 0) {
      const term = times(number(Q.neg(value)), power(x, k));
      sum = isZero(sum) ? negate(term) : minus(sum, term);
    } else sum = plus(sum, times(value === null ? c : number(value), power(x, k)));
  }
  return sum;
}

/** The coefficients of the derivative. */
export function differentiated(coefficients: readonly Expr[]): readonly Expr[] {
  return coefficients.slice(1).map((c, k) => {
    const [value, factor] = [rationalConstant(c), Q.rational(k + 1)];
    return value === null ? times(number(factor), c) : number(Q.mul(factor, value));
  });
}
