/**
 * # Intervals with dyadic ends
 *
 * An `Interval` is a nonempty set of reals between two bounds: a dyadic m·2^e, or null for an
 * infinite one. An open bound is not a member. Openness counts: the image of R under exp is (0, ∞),
 * so it is certainly positive.
 *
 * Inclusion: if x is in X and y in Y then x∘y is in X∘Y, at every precision. Bounds are rounded
 * outward to `precision` bits, and a bound that was moved is open. Predicates say `certainly`:
 * true means proved, false means "not shown".
 */
import {
  bitLength,
  compare,
  compareToRational,
  dyadic,
  magnitude,
  negate,
  signOf,
  sum,
  zero,
} from './dyadic.ts';
import type { Dyadic } from './dyadic.ts';
import type { Rational } from './rational.ts';

export { magnitude } from './dyadic.ts';
export type { Dyadic } from './dyadic.ts';

export interface Interval {
  readonly lower: Dyadic | null;
  readonly upper: Dyadic | null;
  readonly lowerOpen: boolean;
  readonly upperOpen: boolean;
}

/** One end of an interval; `at` null is −∞ or +∞, as `side` says. */
interface Bound {
  readonly at: Dyadic | null;
  readonly side: -1 | 1;
  readonly open: boolean;
}

/**
 * Bounds keep to 2^−limit ≤ |bound| < 2^limit, so that exponents stay exact integers: a bound
 * beyond is moved outward, to 0, ±2^±limit or infinity.
 */
const limit = 2 ** 50;

/** A bound ≤ d of at most `precision` bits. */
function roundedDown(d: Dyadic, open: boolean, precision: number): Bound {
  const bound = (at: Dyadic | null, isOpen: boolean): Bound => ({ at, side: -1, open: isOpen });
  if (d.m === 0n) return bound(zero, open);
  const bits = bitLength(d.m);
  if (bits + d.e > limit) return bound(d.m > 0n ? { m: 1n, e: limit - 1 } : null, true);
  if (bits + d.e <= -limit) return bound(d.m > 0n ? zero : { m: -1n, e: -limit }, true);
  if (bits <= precision) return bound(d, open);
  // m is odd, so a right shift drops something, and >> rounds down.
  const excess = bits - precision;
  return bound(dyadic(d.m >> BigInt(excess), d.e + excess), true);
}

function roundedUp(d: Dyadic, open: boolean, precision: number): Bound {
  return opposite(roundedDown(negate(d), open, precision));
}

function opposite(b: Bound): Bound {
  return { at: b.at && negate(b.at), side: -b.side as -1 | 1, open: b.open };
}

function between(lower: Bound, upper: Bound): Interval {
  return { lower: lower.at, upper: upper.at, lowerOpen: lower.open, upperOpen: upper.open };
}

function lowerBound(X: Interval): Bound {
  return { at: X.lower, side: -1, open: X.lowerOpen };
}

function upperBound(X: Interval): Bound {
  return { at: X.upper, side: 1, open: X.upperOpen };
}

function compareBounds(a: Bound, b: Bound): -1 | 0 | 1 {
  if (a.at && b.at) return compare(a.at, b.at);
  const rank = (c: Bound): number => (c.at ? 0 : c.side);
  return Math.sign(rank(a) - rank(b)) as -1 | 0 | 1;
}

/** The smaller (side −1) or larger bound; of two equal ones, open if `merge` says so. */
function extreme(
  a: Bound,
  b: Bound,
  side: -1 | 1,
  merge: (a: boolean, b: boolean) => boolean,
): Bound {
  const order = compareBounds(a, b) * side;
  if (order === 0) return { ...a, open: merge(a.open, b.open) };
  return order > 0 ? a : b;
}

const both = (a: boolean, b: boolean): boolean => a && b;
const either = (a: boolean, b: boolean): boolean => a || b;

export const whole: Interval = { lower: null, upper: null, lowerOpen: true, upperOpen: true };

/** {d}. @throws RangeError if |d| is not in the range of bounds */
export function point(d: Dyadic): Interval {
  if (d.m !== 0n && Math.abs(magnitude(d)) > limit) {
    throw new RangeError(`point: expected a magnitude of at most 2^50, got ${d.e}`);
  }
  const at = dyadic(d.m, d.e);
  return { lower: at, upper: at, lowerOpen: false, upperOpen: false };
}

/** The set from lower to upper (null: infinite). @throws RangeError if it is empty */
export function interval(
  lower: Dyadic | null,
  upper: Dyadic | null,
  lowerOpen: boolean,
  upperOpen: boolean,
): Interval {
  const order = lower && upper ? compare(lower, upper) : -1;
  if (order > 0 || (order === 0 && (lowerOpen || upperOpen))) {
    throw new RangeError('interval: expected a nonempty set, got an empty one');
  }
  return { lower, upper, lowerOpen: lowerOpen || !lower, upperOpen: upperOpen || !upper };
}

export function isPoint(X: Interval): boolean {
  return X.lower !== null && X.upper !== null && compare(X.lower, X.upper) === 0;
}

export function fromRational(q: Rational, precision: number): Interval {
  return fromRationals(q, q, false, false, precision);
}

/** The set from lower to upper (null: infinite). @throws RangeError if it is empty */
export function fromRationals(
  lower: Rational | null,
  upper: Rational | null,
  lowerOpen: boolean,
  upperOpen: boolean,
  precision: number,
): Interval {
  const order = lower && upper ? signOf(lower.num * upper.den - upper.num * lower.den) : -1;
  if (order > 0 || (order === 0 && (lowerOpen || upperOpen))) {
    throw new RangeError('fromRationals: expected a nonempty set, got an empty one');
  }
  const from = lower ? quotient({ m: lower.num, e: 0 }, { m: lower.den, e: 0 }, precision) : whole;
  const to = upper ? quotient({ m: upper.num, e: 0 }, { m: upper.den, e: 0 }, precision) : whole;
  return {
    lower: from.lower,
    upper: to.upper,
    lowerOpen: from.lowerOpen || lowerOpen,
    upperOpen: to.upperOpen || upperOpen,
  };
}

/** Every d·2^0 with d in [m − error, m + error]·2^e, rounded outward. */
export function around(m: bigint, error: bigint, e: number, precision: number): Interval {
  return between(
    roundedDown(dyadic(m - error, e), false, precision),
    roundedUp(dyadic(m + error, e), false, precision),
  );
}

/** The same set or more, with bounds of at most `precision` bits. */
export function round(X: Interval, precision: number): Interval {
  return between(
    X.lower ? roundedDown(X.lower, X.lowerOpen, precision) : lowerBound(X),
    X.upper ? roundedUp(X.upper, X.upperOpen, precision) : upperBound(X),
  );
}

export function neg(X: Interval): Interval {
  return between(opposite(upperBound(X)), opposite(lowerBound(X)));
}

export function add(X: Interval, Y: Interval, precision: number): Interval {
  const sumOfBounds = (a: Bound, b: Bound): Bound =>
    a.at && b.at
      ? sumDown(a.at, b.at, a.open || b.open, precision)
      : { ...a, at: null, open: true };
  return between(
    sumOfBounds(lowerBound(X), lowerBound(Y)),
    opposite(sumOfBounds(opposite(upperBound(X)), opposite(upperBound(Y)))),
  );
}

function sumDown(a: Dyadic, b: Dyadic, open: boolean, precision: number): Bound {
  const [large, small] = magnitude(a) >= magnitude(b) ? [a, b] : [b, a];
  if (small.m === 0n) return roundedDown(large, open, precision);
  // Shifting over a wide gap would need its width in memory. With |small| < 2^t:
  // large < large + small if small > 0;  large − 2^t < large + small if small < 0.
  const t = Math.min(large.e, magnitude(large) - precision) - 2;
  if (magnitude(small) > t) return roundedDown(sum(large, small), open, precision);
  if (small.m > 0n) return roundedDown(large, true, precision);
  return roundedDown(sum(large, { m: -1n, e: t }), true, precision);
}

export function sub(X: Interval, Y: Interval, precision: number): Interval {
  return add(X, neg(Y), precision);
}

/** Bounds below and above one value, for each pair of bounds of X and Y. */
type Corner = (a: Bound, b: Bound) => { readonly low: Bound; readonly high: Bound };

/** The enclosure spanned by the corners: enough where extremes over a box are at corners. */
function fromCorners(X: Interval, Y: Interval, corner: Corner, precision: number): Interval {
  const ends = (Z: Interval): readonly Bound[] =>
    isPoint(Z) ? [lowerBound(Z)] : [lowerBound(Z), upperBound(Z)];
  const corners = ends(X).flatMap((a) => ends(Y).map((b) => corner(a, b)));
  const low = corners.map((c) => c.low).reduce((a, b) => extreme(a, b, -1, both));
  const high = corners.map((c) => c.high).reduce((a, b) => extreme(a, b, 1, both));
  return round(between(low, high), precision);
}

const exactly = (value: Bound): { low: Bound; high: Bound } => ({ low: value, high: value });
const isZero = (b: Bound): boolean => b.at !== null && b.at.m === 0n;
const signOfBound = (b: Bound): -1 | 0 | 1 => (b.at ? signOf(b.at.m) : b.side);

export function mul(X: Interval, Y: Interval, precision: number): Interval {
  if (certainlyNegative(X)) return neg(mul(neg(X), Y, precision));
  if (certainlyNegative(Y)) return neg(mul(X, neg(Y), precision));
  if (!certainlyNonNegative(X) || !certainlyNonNegative(Y)) {
    return fromCorners(X, Y, productOfBounds, precision);
  }
  const { low } = productOfBounds(lowerBound(X), lowerBound(Y));
  const { high } = productOfBounds(upperBound(X), upperBound(Y));
  return round(between(low, high), precision);
}

/** 0·∞ is 0: the members of an unbounded interval are finite. */
function productOfBounds(a: Bound, b: Bound): { low: Bound; high: Bound } {
  // A member 0 gives the product 0 whatever the other factor is.
  if (isZero(a)) return exactly({ ...a, open: a.open && !(isZero(b) && !b.open) });
  if (isZero(b)) return exactly(b);
  const side = (signOfBound(a) * signOfBound(b)) as -1 | 1;
  if (!a.at || !b.at) return exactly({ at: null, side, open: true });
  const at = { m: a.at.m * b.at.m, e: a.at.e + b.at.e };
  return exactly({ at, side, open: a.open || b.open });
}

/** X/Y; null unless 0 is certainly not in Y. */
export function div(X: Interval, Y: Interval, precision: number): Interval | null {
  if (certainlyNegative(Y)) return div(neg(X), neg(Y), precision);
  if (!certainlyPositive(Y)) return null;
  if (certainlyNegative(X)) return neg(div(neg(X), Y, precision)!);
  const corner: Corner = (a, b) => quotientOfBounds(a, b, precision);
  if (!certainlyNonNegative(X)) return fromCorners(X, Y, corner, precision);
  const { low } = corner(lowerBound(X), upperBound(Y));
  const { high } = corner(upperBound(X), lowerBound(Y));
  return round(between(low, high), precision);
}

/** For b a bound of positive divisors. */
function quotientOfBounds(a: Bound, b: Bound, precision: number): { low: Bound; high: Bound } {
  if (isZero(a)) return exactly(a);
  if (!b.at) return exactly({ at: zero, side: 1, open: true });
  if (!a.at || isZero(b)) {
    return exactly({ at: null, side: signOfBound(a) as -1 | 1, open: true });
  }
  const value = quotient(a.at, b.at, precision);
  const open = a.open || b.open;
  return {
    low: { ...lowerBound(value), open: open || value.lowerOpen },
    high: { ...upperBound(value), open: open || value.upperOpen },
  };
}

/** An enclosure of a/b, b ≠ 0. */
function quotient(a: Dyadic, b: Dyadic, precision: number): Interval {
  const shift = Math.max(0, precision + 2 + bitLength(b.m) - bitLength(a.m));
  const [num, den] = b.m < 0n ? [-a.m << BigInt(shift), -b.m] : [a.m << BigInt(shift), b.m];
  const e = a.e - b.e - shift;
  // bigint division truncates; floor ≤ a/b ≤ floor + 1, with equality on the left if it is exact.
  const exact = num % den === 0n;
  const floor = num / den - (exact || num > 0n ? 0n : 1n);
  return between(
    roundedDown(dyadic(floor, e), !exact, precision),
    roundedUp(dyadic(exact ? floor : floor + 1n, e), !exact, precision),
  );
}

export function hull(X: Interval, Y: Interval): Interval {
  return between(
    extreme(lowerBound(X), lowerBound(Y), -1, both),
    extreme(upperBound(X), upperBound(Y), 1, both),
  );
}

/** The common points of two enclosures of one value. @throws RangeError if there are none */
export function intersect(X: Interval, Y: Interval): Interval {
  const lower = extreme(lowerBound(X), lowerBound(Y), 1, either);
  const upper = extreme(upperBound(X), upperBound(Y), -1, either);
  return interval(lower.at, upper.at, lower.open, upper.open);
}

/** The common points of X and Y; null if there are none. */
export function meet(X: Interval, Y: Interval): Interval | null {
  const lower = extreme(lowerBound(X), lowerBound(Y), 1, either);
  const upper = extreme(upperBound(X), upperBound(Y), -1, either);
  const order = lower.at && upper.at ? compare(lower.at, upper.at) : -1;
  const empty = order > 0 || (order === 0 && (lower.open || upper.open));
  return empty ? null : between(lower, upper);
}

export function abs(X: Interval): Interval {
  if (certainlyNonNegative(X)) return X;
  if (certainlyNonPositive(X)) return neg(X);
  const lower: Bound = { at: zero, side: -1, open: false };
  return between(lower, extreme(upperBound(X), opposite(lowerBound(X)), 1, both));
}

export function max(X: Interval, Y: Interval): Interval {
  return between(
    extreme(lowerBound(X), lowerBound(Y), 1, either),
    extreme(upperBound(X), upperBound(Y), 1, both),
  );
}

export function min(X: Interval, Y: Interval): Interval {
  return neg(max(neg(X), neg(Y)));
}

export function certainlyPositive(X: Interval): boolean {
  return X.lower !== null && (X.lower.m > 0n || (X.lower.m === 0n && X.lowerOpen));
}

export function certainlyNegative(X: Interval): boolean {
  return certainlyPositive(neg(X));
}

export function certainlyNonzero(X: Interval): boolean {
  return certainlyPositive(X) || certainlyNegative(X);
}

export function certainlyNonNegative(X: Interval): boolean {
  return X.lower !== null && X.lower.m >= 0n;
}

export function certainlyNonPositive(X: Interval): boolean {
  return X.upper !== null && X.upper.m <= 0n;
}

/** Whether x < y for every x in X and y in Y. */
export function certainlyLess(X: Interval, Y: Interval): boolean {
  if (!X.upper || !Y.lower) return false;
  const order = compare(X.upper, Y.lower);
  return order < 0 || (order === 0 && (X.upperOpen || Y.lowerOpen));
}

/** Whether x ≤ y for every x in X and y in Y. */
export function certainlyLessEqual(X: Interval, Y: Interval): boolean {
  return X.upper !== null && Y.lower !== null && compare(X.upper, Y.lower) <= 0;
}

/** Whether q is a member of X. */
export function contains(X: Interval, q: Rational): boolean {
  const above = X.lower ? -compareToRational(X.lower, q) : 1;
  const below = X.upper ? compareToRational(X.upper, q) : 1;
  return (
    (above > 0 || (above === 0 && !X.lowerOpen)) && (below > 0 || (below === 0 && !X.upperOpen))
  );
}
