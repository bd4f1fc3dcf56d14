/**
 * # Images of intervals under monotone functions
 */
import * as I from './interval.ts';
import { bitLength, one } from './dyadic.ts';
import type { Dyadic } from './dyadic.ts';
import type { Interval } from './interval.ts';

/** X^k for an integer k, 0^0 = 1; null if k < 0 and 0 is not certainly outside X. */
export function powInt(X: Interval, k: number | bigint, precision: number): Interval | null {
  const exponent = BigInt(k);
  if (exponent < 0n) {
    const power = powInt(X, -exponent, precision + 8);
    return power && I.certainlyNonzero(X) ? I.div(I.point(one), power, precision) : null;
  }
  if (exponent === 0n) return I.point(one);
  // d^k by repeated squaring; each of the ≤ 2·log2(k) roundings may be raised to a power up to k.
  const working = precision + 2 * bitLength(exponent) + 8;
  const ofPoint = (d: Dyadic): Interval => {
    let power = I.point(one);
    for (let i = bitLength(exponent) - 1; i >= 0; i--) {
      power = I.mul(power, power, working);
      if ((exponent >> BigInt(i)) & 1n) power = I.mul(power, I.point(d), working);
    }
    return power;
  };
  const even = (exponent & 1n) === 0n;
  return I.round(increasing(even ? I.abs(X) : X, ofPoint, I.whole), precision);
}

/**
 * f(X) for a strictly increasing f with values in `range`: `ofPoint` encloses f at a bound, and
 * f tends to the ends of `range` at infinite bounds.
 */
export function increasing(
  X: Interval,
  ofPoint: (d: Dyadic) => Interval,
  range: Interval,
): Interval {
  const first = X.lower ? ofPoint(X.lower) : range;
  const last = !X.upper ? range : X.lower && I.isPoint(X) ? first : ofPoint(X.upper);
  const image = {
    lower: first.lower,
    upper: last.upper,
    lowerOpen: X.lowerOpen || first.lowerOpen,
    upperOpen: X.upperOpen || last.upperOpen,
  };
  return I.intersect(image, range);
}

/** f(X) for a strictly decreasing f, likewise. */
export function decreasing(
  X: Interval,
  ofPoint: (d: Dyadic) => Interval,
  range: Interval,
): Interval {
  return I.neg(increasing(X, (d) => I.neg(ofPoint(d)), I.neg(range)));
}
