/**
 * # Balls in fixed point
 *
 * A ball is the set of reals within `radius` of `middle`, both in units of 2^−w for a w that goes
 * with every call. Inclusion: if x is in X and y in Y then x∘y is in X∘Y.
 */
import * as D from './dyadic.ts';
import { ensure } from './ensure.ts';
import * as I from './interval.ts';
import type { Interval } from './interval.ts';

export interface Ball {
  readonly middle: bigint;
  readonly radius: bigint;
}

export const zero: Ball = { middle: 0n, radius: 0n };

/** Larger numbers are refused rather than written out. */
const mostBits = 2 ** 16;
const size = (a: bigint): bigint => (a < 0n ? -a : a);

/** The least integer ≥ the upper bound, in units of 2^−w. @throws Refused if there is none */
export function ceiling({ upper }: Interval, w: number): bigint {
  const bounded = upper !== null && D.magnitude(upper) <= mostBits;
  ensure(bounded, 'not-shown', 'claim', 'numbers of moderate size', 'an unbounded one');
  return -D.floorScaled(D.negate(upper), w);
}

/** @throws Refused on unbounded or astronomic intervals */
export function ofInterval(X: Interval, w: number): Ball {
  const to = ceiling(X, w);
  const from = -ceiling(I.neg(X), w);
  const middle = (from + to) >> 1n;
  return { middle, radius: to - middle };
}

export function toInterval({ middle, radius }: Ball, w: number): Interval {
  const end = (m: bigint): D.Dyadic => D.dyadic(m, -w);
  return I.interval(end(middle - radius), end(middle + radius), false, false);
}

export const add = (a: Ball, b: Ball): Ball => ({
  middle: a.middle + b.middle,
  radius: a.radius + b.radius,
});

/** Rounding down moves the middle by less than 1, and the radius by less than 1. */
export function mul(a: Ball, b: Ball, w: number): Ball {
  const error = size(a.middle) * b.radius + size(b.middle) * a.radius + a.radius * b.radius;
  return {
    middle: (a.middle * b.middle) >> BigInt(w),
    radius: (error >> BigInt(w)) + 2n,
  };
}

export const widened = ({ middle, radius }: Ball, by: bigint): Ball => ({
  middle,
  radius: radius + by,
});
