/**
 * # Ceilings and witnesses in words
 */
import * as Q from '../arith/rational.ts';
import type { Point } from '../checker/cell.ts';
import { number } from '../expr/build.ts';
import { polynomialExpression } from '../expr/polynomial-expression.ts';
import { print } from '../expr/print.ts';
import type { Ceiling, Difference, Value } from '../checker/certificate.ts';

/** The degree that a polynomial could have under the ceiling; null where no degree is named. */
export const degreeOf = (ceiling: Ceiling): number | null =>
  'degree' in ceiling ? ceiling.degree : null;

export function ceilingText(ceiling: Ceiling): string {
  switch (ceiling.rule) {
    case 'piece':
      return 'it equals a polynomial on an interval, so it could only be that polynomial';
    case 'superpolynomial':
      return `${judged(ceiling)} grows faster than every power as ${towards(ceiling.side)}`;
    case 'growth':
      return ceiling.degree < 0
        ? `${judged(ceiling)} tends to 0 as ${towards(ceiling.side)}, so of polynomials only 0 is left`
        : `${judged(ceiling)} is smaller than every multiple of |x|^${ceiling.degree + 1} as ${towards(ceiling.side)}, so a polynomial would have degree ≤ ${ceiling.degree}`;
    case 'sequence':
      return ceiling.degree < 0
        ? `it vanishes, or tends to 0, along points that tend to infinity, so of polynomials only 0 is left`
        : `along points that tend to infinity it is smaller than every multiple of |x|^${ceiling.degree + 1}, so a polynomial would have degree ≤ ${ceiling.degree}`;
    case 'period':
      return 'it is periodic, so a polynomial would be constant';
    case 'differential-equation': {
      const order = Math.max(...ceiling.terms.map((t) => t.exponents.findLastIndex((e) => e > 0)));
      const what = order > 0 ? 'a differential equation' : 'an algebraic equation';
      return `it satisfies ${what} whose polynomial solutions have degree ≤ ${ceiling.degree}`;
    }
  }
}

const towards = (side: 1 | -1): string => (side === 1 ? 'x → +∞' : 'x → −∞');
const judged = ({ piece }: Extract<Ceiling, { rule: 'growth' | 'superpolynomial' }>): string =>
  piece ? `the analytic branch on (${piece.map(Q.toText).join(', ')})` : 'it';

export function witnessText(witness: Difference | Value, ceiling: Ceiling): string {
  const at = Q.toText(witness.at);
  if (witness.rule === 'value') return `at x = ${at} it differs from that polynomial`;
  const order = (degreeOf(ceiling) ?? -1) + 1;
  if (order === 0) return `its value at x = ${at} is certainly not 0`;
  return `its finite difference of order ${order} at x = ${at} with step ${Q.toText(witness.step)} is certainly not 0`;
}

/** A point of the line: a rational, or which root of which polynomial it is. */
export function pointText(point: Point): string {
  if (point.kind === 'rational') return Q.toText(point.value);
  const { polynomial, lower, upper } = point;
  const text = print(polynomialExpression(polynomial.map(number)));
  const middle = Q.approxNumber(Q.div(Q.add(lower, upper), Q.rational(2)));
  return `the root near ${Number(middle.toPrecision(6))} of ${text}`;
}
