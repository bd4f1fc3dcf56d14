/**
 * # The trapezoidal rule for an activation analytic in a strip
 *
 * Nodes jh, |j| ≤ n, X = (n + ½)h. With m(z) = cot(πz/h)/(2i), hΣf(jh) is ∮ f·m over the boundary of
 * [−X, X] × [−y, y]; |m ± ½| ≤ 1/(e^{2πy/h} − 1) on the long sides and |m| ≤ ½ on the short ones, so
 *
 *     |hΣf(jh) − ∫_{−X}^{X} f| ≤ (∫|f(x + iy)| dx + ∫|f(x − iy)| dx)/(e^{2πy/h} − 1) + Σ_± 2y·max|f(±X + it)|.
 *
 * |f| is bounded on rectangles that cover the strip. Reference: L. N. Trefethen, J. A. C. Weideman,
 * The exponentially convergent trapezoidal rule, SIAM Review 56 (2014).
 */
import * as C from '../arith/complex-enclosure.ts';
import * as E from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import { binaryValue } from '../arith/double.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { evaluateComplex } from '../expr/evaluate-complex.ts';
import type { Expr } from '../expr/expr.ts';
import { hermiteBound, leastBound } from './hermite-bound.ts';
import type { RuleRequest } from './hermite-bound.ts';

export interface StripRule {
  readonly step: Rational;
  /** Nodes j·step, |j| ≤ last. */
  readonly last: number;
  /** ≥ the error over [−X, X] of every integral of the request. */
  readonly error: Rational;
}

const ROUGH = 53;
const of = (q: Rational): Enclosure => E.fromRational(q, ROUGH);
const two = Q.rational(2);
const COLUMNS = 48;
const MAX_NODES = 2000;

/** Half-widths of strips, in standard deviations of the least variance. */
const heights = [4, 3, 2.5, 2, 1.625, 1.375, 1.125, 0.875, 0.625, 0.375, 0.1875, 0.0625];

/** X over the range asked for: the short sides need more room than the real line. */
const reaches = [4, 5, 6, 7, 9].map((n) => Q.rational(n, 4));

interface Strip {
  readonly from: Rational;
  readonly height: Rational;
  /** ≥ ∫|f(x + iy)| dx over a long side, and the largest |f| on the short ones. */
  readonly along: Rational;
  readonly ends: Rational;
}

/** null: f is not shown to be analytic in any strip, or it would take too many nodes. */
export function stripRule(
  expr: Expr,
  from: Rational,
  target: Rational,
  request: RuleRequest,
): StripRule | null {
  const s = Math.sqrt(Q.approxNumber(request.variances[0]));
  let best: { readonly strip: Strip; readonly step: number } | null = null;
  for (const height of heights) {
    const y = binaryValue(Math.fround(height * s));
    const strip = reaches
      .map((reach) => () => stripOf(expr, Q.mul(from, reach), y, target, request))
      .reduce<Strip | 'short' | null>(
        (found, next) => (found === 'short' ? next() : found),
        'short',
      );
    if (strip === null || strip === 'short') continue;
    const ratio = Q.approxNumber(Q.div(strip.along, target));
    const step = (2 * Math.PI * Q.approxNumber(y)) / (Math.log(Math.max(ratio, 2)) + 3);
    if (best !== null && step < best.step) break;
    best = { strip, step };
  }
  if (best === null) return null;
  const { strip } = best;
  // X = (n + ½)h
  const last = Math.ceil(Q.approxNumber(strip.from) / best.step);
  if (last > MAX_NODES) return null;
  const step = Q.div(strip.from, Q.rational(2 * last + 1, 2));
  const turns = E.div(
    E.mul(E.mul(of(two), E.pi(ROUGH), ROUGH), of(strip.height), ROUGH),
    of(step),
    ROUGH,
  )!;
  const growth = E.sub(E.apply('exp', [turns], ROUGH)!, of(Q.one), ROUGH);
  const sides = E.div(of(Q.mul(two, strip.along)), growth, ROUGH);
  const ends = of(Q.mul(Q.rational(4), Q.mul(strip.height, strip.ends)));
  const error = sides && E.upperRational(E.add(sides, ends, ROUGH));
  if (error === null || Q.compare(error, target) > 0) return null;
  return { step, last, error };
}

/** 'short': the short sides are too close. */
function stripOf(
  expr: Expr,
  from: Rational,
  height: Rational,
  target: Rational,
  request: RuleRequest,
): Strip | 'short' | null {
  const on = E.fromRationals(Q.neg(from), from, ROUGH, { lower: true, upper: true });
  const width = Q.div(from, Q.rational(COLUMNS));
  let along = Q.zero;
  let ends = Q.zero;
  for (let i = COLUMNS - 1; i >= 0; i -= 1) {
    const [near, far] = [Q.mul(width, Q.rational(i)), Q.mul(width, Q.rational(i + 1))];
    const weight = hermiteBound(near, height, request);
    if (weight === null) return null;
    for (const re of [[near, far] as const, [Q.neg(far), Q.neg(near)] as const]) {
      const value = evaluateComplex(expr, C.rectangle(re, [Q.zero, height], ROUGH), on, ROUGH);
      const size = value && C.magnitude(value, ROUGH);
      if (!size) return null;
      const bound = Q.mul(Q.compare(size, leastBound) < 0 ? leastBound : size, weight);
      along = E.upperRational(of(Q.add(along, Q.mul(bound, width))))!;
      if (i === COLUMNS - 1 && Q.compare(bound, ends) > 0) ends = bound;
    }
    const late =
      i === COLUMNS - 1 && Q.compare(Q.mul(Q.mul(Q.rational(8), height), ends), target) > 0;
    if (late) return 'short';
  }
  return { from, height, along, ends };
}
