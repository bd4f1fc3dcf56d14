/**
 * # Enclosures: order and arithmetic
 *
 * An `Enclosure` is an interval of reals with endpoints in [−∞, ∞], each open or closed; infinite
 * endpoints are open. Inclusion: if x ∈ X and y ∈ Y then f(x, y) ∈ f(X, Y, p) for every precision
 * p ≥ 2. An endpoint is open also where rounding moved it, since then the value is not attained.
 */
import type { Bound, PointFunction, Rounded, Rounding } from './mpfr.ts';
import {
  DOWN,
  isInfinite,
  minusInfinity,
  plusInfinity,
  roundedPower,
  roundedProduct,
  roundedQuotient,
  roundedRoot,
  roundedSum,
  UP,
  zeroBound,
} from './mpfr.ts';
import { compareBounds, integerBound, negateBound, oneBound, rationalBound } from './bound.ts';
import type { Rational } from './rational.ts';

export interface Enclosure {
  readonly lower: Bound;
  readonly upper: Bound;
  readonly lowerOpen: boolean;
  readonly upperOpen: boolean;
}

/** One side of an enclosure. */
export interface End {
  readonly value: Bound;
  readonly open: boolean;
}

export function enclose(lower: End, upper: End): Enclosure {
  return {
    lower: lower.value,
    upper: upper.value,
    lowerOpen: lower.open || isInfinite(lower.value),
    upperOpen: upper.open || isInfinite(upper.value),
  };
}

export function point(x: Bound): Enclosure {
  return { lower: x, upper: x, lowerOpen: false, upperOpen: false };
}

export const zeroPoint = point(zeroBound);
export const onePoint = point(oneBound);
export const whole: Enclosure = enclose(
  { value: minusInfinity, open: true },
  { value: plusInfinity, open: true },
);

export function lowerEnd(e: Enclosure): End {
  return { value: e.lower, open: e.lowerOpen };
}

export function upperEnd(e: Enclosure): End {
  return { value: e.upper, open: e.upperOpen };
}

/** The smaller end; of two equal values the closed one. */
export function least(a: End, b: End): End {
  const order = compareBounds(a.value, b.value);
  return order < 0 ? a : order > 0 ? b : a.open ? b : a;
}

export function greatest(a: End, b: End): End {
  const order = compareBounds(a.value, b.value);
  return order > 0 ? a : order < 0 ? b : a.open ? b : a;
}

/** A number proved to lie in both lies in the result. */
export function intersect(a: Enclosure, b: Enclosure): Enclosure {
  const [l, u] = [compareBounds(a.lower, b.lower), compareBounds(a.upper, b.upper)];
  return {
    lower: l >= 0 ? a.lower : b.lower,
    upper: u <= 0 ? a.upper : b.upper,
    lowerOpen: l > 0 ? a.lowerOpen : l < 0 ? b.lowerOpen : a.lowerOpen || b.lowerOpen,
    upperOpen: u < 0 ? a.upperOpen : u > 0 ? b.upperOpen : a.upperOpen || b.upperOpen,
  };
}

export function hull(a: Enclosure, b: Enclosure): Enclosure {
  return enclose(least(lowerEnd(a), lowerEnd(b)), greatest(upperEnd(a), upperEnd(b)));
}

export function certainlyPositive(e: Enclosure): boolean {
  return e.lower.sign > 0 || (e.lower.sign === 0 && e.lowerOpen);
}

export function certainlyNegative(e: Enclosure): boolean {
  return e.upper.sign < 0 || (e.upper.sign === 0 && e.upperOpen);
}

export function certainlyNonzero(e: Enclosure): boolean {
  return certainlyPositive(e) || certainlyNegative(e);
}

export function certainlyNonNegative(e: Enclosure): boolean {
  return e.lower.sign >= 0;
}

export function certainlyNonPositive(e: Enclosure): boolean {
  return e.upper.sign <= 0;
}

/** Every number of a is less than every number of b. */
export function certainlyLess(a: Enclosure, b: Enclosure): boolean {
  const order = compareBounds(a.upper, b.lower);
  return order < 0 || (order === 0 && (a.upperOpen || b.lowerOpen) && !isInfinite(a.upper));
}

/** Every number of a is ≤ every number of b. */
export function certainlyLessOrEqual(a: Enclosure, b: Enclosure): boolean {
  return compareBounds(a.upper, b.lower) <= 0 && !isInfinite(a.upper);
}

function rounded(r: Rounded, open: boolean): End {
  return { value: r.value, open: open || !r.exact };
}

/** The image under a strictly increasing f. */
export function increasing(f: PointFunction, e: Enclosure, precision: number): Enclosure {
  const lower = rounded(f(e.lower, precision, DOWN), e.lowerOpen);
  if (e.lower === e.upper && lower.open === e.lowerOpen) return enclose(lower, lower);
  return enclose(lower, rounded(f(e.upper, precision, UP), e.upperOpen));
}

/** The image under a strictly decreasing f. */
export function decreasing(f: PointFunction, e: Enclosure, precision: number): Enclosure {
  return enclose(
    rounded(f(e.upper, precision, DOWN), e.upperOpen),
    rounded(f(e.lower, precision, UP), e.lowerOpen),
  );
}

export function neg(e: Enclosure): Enclosure {
  return {
    lower: negateBound(e.upper),
    upper: negateBound(e.lower),
    lowerOpen: e.upperOpen,
    upperOpen: e.lowerOpen,
  };
}

export function abs(e: Enclosure): Enclosure {
  if (e.lower.sign >= 0) return e;
  if (e.upper.sign <= 0) return neg(e);
  return enclose({ value: zeroBound, open: false }, greatest(upperEnd(neg(e)), upperEnd(e)));
}

// max(x, y) is ≥ both lower ends, strictly if the larger is open or they are equal and one is open.
export function max(a: Enclosure, b: Enclosure): Enclosure {
  const order = compareBounds(a.lower, b.lower);
  const lower =
    order > 0
      ? lowerEnd(a)
      : order < 0
        ? lowerEnd(b)
        : { value: a.lower, open: a.lowerOpen || b.lowerOpen };
  return enclose(lower, greatest(upperEnd(a), upperEnd(b)));
}

export function min(a: Enclosure, b: Enclosure): Enclosure {
  return neg(max(neg(a), neg(b)));
}

export function add(a: Enclosure, b: Enclosure, precision: number): Enclosure {
  return enclose(
    rounded(roundedSum(a.lower, b.lower, precision, DOWN), a.lowerOpen || b.lowerOpen),
    rounded(roundedSum(a.upper, b.upper, precision, UP), a.upperOpen || b.upperOpen),
  );
}

export function sub(a: Enclosure, b: Enclosure, precision: number): Enclosure {
  return add(a, neg(b), precision);
}

// x·y at a corner of a box. A zero factor makes 0 whatever the other is, so 0 is attained on that
// whole edge: the corner is closed as soon as one zero factor is closed.
function cornerProduct(a: End, b: End, precision: number, rounding: Rounding): End {
  if (a.value.sign === 0 || b.value.sign === 0) {
    const attained = (a.value.sign === 0 && !a.open) || (b.value.sign === 0 && !b.open);
    return { value: zeroBound, open: !attained };
  }
  return rounded(roundedProduct(a.value, b.value, precision, rounding), a.open || b.open);
}

// x/y at a corner, y > 0; a zero y is open and stands for the limit from the right.
function cornerQuotient(a: End, b: End, precision: number, rounding: Rounding): End {
  if (a.value.sign === 0) return { value: zeroBound, open: a.open };
  if (isInfinite(b.value)) return { value: zeroBound, open: true };
  if (b.value.sign === 0) {
    return { value: a.value.sign > 0 ? plusInfinity : minusInfinity, open: true };
  }
  return rounded(roundedQuotient(a.value, b.value, precision, rounding), a.open || b.open);
}

/** The extremes of x·y, linear in each variable, are at corners of the box. */
export function mul(a: Enclosure, b: Enclosure, precision: number): Enclosure {
  if (b.upper.sign <= 0 && b.lower.sign < 0) return neg(mul(a, neg(b), precision));
  if (b.lower.sign >= 0) {
    // For an end of a that is 0 take b's lower end: where that is 0 and closed, 0 is attained.
    const atLower = a.lower.sign < 0 ? upperEnd(b) : lowerEnd(b);
    const atUpper = a.upper.sign > 0 ? upperEnd(b) : lowerEnd(b);
    return enclose(
      cornerProduct(lowerEnd(a), atLower, precision, DOWN),
      cornerProduct(upperEnd(a), atUpper, precision, UP),
    );
  }
  if (a.lower.sign >= 0 || a.upper.sign <= 0) return mul(b, a, precision);
  const corner = (u: End, v: End, rounding: Rounding): End =>
    cornerProduct(u, v, precision, rounding);
  return enclose(
    least(corner(lowerEnd(a), upperEnd(b), DOWN), corner(upperEnd(a), lowerEnd(b), DOWN)),
    greatest(corner(lowerEnd(a), lowerEnd(b), UP), corner(upperEnd(a), upperEnd(b), UP)),
  );
}

/** null unless b is certainly nonzero. */
export function div(a: Enclosure, b: Enclosure, precision: number): Enclosure | null {
  if (!certainlyNonzero(b)) return null;
  if (b.lower.sign < 0) return div(neg(a), neg(b), precision);
  const [atLower, atUpper] = [
    a.lower.sign < 0 ? lowerEnd(b) : upperEnd(b),
    a.upper.sign < 0 ? upperEnd(b) : lowerEnd(b),
  ];
  return enclose(
    cornerQuotient(lowerEnd(a), atLower, precision, DOWN),
    cornerQuotient(upperEnd(a), atUpper, precision, UP),
  );
}

function integerPower(k: bigint): PointFunction {
  const exponent = integerBound(k);
  return (x, precision, rounding) => roundedPower(x, exponent, precision, rounding);
}

// x^r for x ≥ 0, r not an integer. With r rounded, x^r is monotone in r: up for x > 1, down below.
function fractionalPower(r: Rational): PointFunction {
  const few = r.den <= 64n && r.num <= 1n << 32n && -r.num <= 1n << 32n;
  const against = (rounding: Rounding): Rounding => (rounding === UP ? DOWN : UP);
  return (x, precision, rounding) => {
    const side = x.sign === 0 ? -1 : compareBounds(x, oneBound);
    if (side === 0) return { value: oneBound, exact: true };
    if (x.sign === 0) return { value: r.num > 0n ? zeroBound : plusInfinity, exact: true };
    if (isInfinite(x)) return { value: r.num > 0n ? plusInfinity : zeroBound, exact: true };
    if (few) {
      const inner = r.num > 0n ? rounding : against(rounding);
      const base = roundedRoot(x, Number(r.den), precision + 64, inner);
      const power = roundedPower(base.value, integerBound(r.num), precision, rounding);
      return { value: power.value, exact: base.exact && power.exact };
    }
    const exponent = rationalBound(r, precision + 64, side > 0 ? rounding : against(rounding));
    const power = roundedPower(x, exponent.value, precision, rounding);
    return { value: power.value, exact: exponent.exact && power.exact };
  };
}

/**
 * x^r: integer r: x ≠ 0 if r < 0, x^0 = 1; other r: x ≥ 0, and x > 0 if r < 0. null where that is
 * not certain.
 */
export function powRational(e: Enclosure, r: Rational, precision: number): Enclosure | null {
  if (r.num === 0n) return onePoint;
  if (r.den !== 1n) {
    if (!(r.num > 0n ? certainlyNonNegative(e) : certainlyPositive(e))) return null;
    return (r.num > 0n ? increasing : decreasing)(fractionalPower(r), e, precision);
  }
  if (r.num === 1n) return e;
  if (r.num < 0n && !certainlyNonzero(e)) return null;
  const f = integerPower(r.num);
  const odd = (r.num & 1n) === 1n;
  if (r.num > 0n) return increasing(f, odd ? e : abs(e), precision);
  const magnitude = decreasing(f, abs(e), precision);
  return odd && certainlyNegative(e) ? neg(magnitude) : magnitude;
}
