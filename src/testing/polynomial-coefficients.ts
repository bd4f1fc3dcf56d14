/**
 * # Random polynomials over Q
 */
import fc from 'fast-check';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { number } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { polynomialExpression } from '../expr/polynomial-expression.ts';

/** Ascending coefficients without zeros at the end; the zero polynomial is [0]. */
export function trimmed(coefficients: readonly Rational[]): readonly Rational[] {
  const last = coefficients.findLastIndex((c) => c.num !== 0n);
  return last < 0 ? [Q.zero] : coefficients.slice(0, last + 1);
}

/** 0, 1, −1, 2, −2, …: positive numbers are the simpler ones. */
const zigzag = (k: number): number => (k % 2 === 1 ? (k + 1) / 2 : -k / 2 + 0);

/** Small fractions; now and then the scales at which rounding begins to matter. */
export const coefficient: fc.Arbitrary<Rational> = fc
  .oneof(
    { withCrossShrink: true },
    {
      weight: 9,
      arbitrary: fc.tuple(fc.nat(18).map(zigzag), fc.integer({ min: 1, max: 4 })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(
        fc.constantFrom(1, -1, 123_456_789),
        fc.constantFrom(10n ** 6n, 10n ** 30n),
      ),
    },
  )
  .map(([num, den]) => Q.rational(num, den));

/** Coefficients of a polynomial of degree from `least` to `most`; a constant one shrinks to 0. */
export const coefficients = (least: number, most: number): fc.Arbitrary<readonly Rational[]> =>
  fc
    .array(coefficient, { minLength: least + 1, maxLength: most + 1 })
    .map((list) =>
      list.slice(least).some((c) => c.num !== 0n) || least === 0
        ? trimmed(list)
        : [...list.slice(0, least), Q.one],
    );

/** Σ c_k x^k as a person would write it. */
export const expressionOfCoefficients = (list: readonly Rational[]): Expr =>
  polynomialExpression(list.map(number));
