/**
 * # Enclosures of special functions
 *
 * erf, Γ and the functions of machine learning made from exp and erf. Each is evaluated at a point
 * in the form that keeps relative accuracy where the value is small, every step rounded so that the
 * result is a bound; over an interval by monotonicity on either side of its turning point.
 */
import type { Bound, PointFunction, Rounded, Rounding } from './mpfr.ts';
import {
  DOWN,
  isInfinite,
  plusInfinity,
  roundedProduct,
  roundedQuotient,
  roundedSum,
  unary,
  UP,
  zeroBound,
} from './mpfr.ts';
import {
  boundInteger,
  compareBounds,
  integerBound,
  negateBound,
  oneBound,
  rationalBound,
} from './bound.ts';
import type { Enclosure } from './arithmetic-enclosure.ts';
import {
  certainlyPositive,
  decreasing,
  div,
  enclose,
  greatest,
  increasing,
  mul,
  neg,
  onePoint,
  point,
  sub,
  upperEnd,
} from './arithmetic-enclosure.ts';
import { pi, sin } from './elementary-enclosure.ts';
import { erfcPoint, erfPoint } from './error-function.ts';
import { rational } from './rational.ts';

const expPoint = unary('exp');
const log1pPoint = unary('log1p');
const sqrtPoint = unary('sqrt');
const gammaFunction = unary('gamma');
const floorPoint = unary('rint_floor');

const against = (rounding: Rounding): Rounding => (rounding === UP ? DOWN : UP);

/** 1/(1 + e^(−x)); e^(−x) is rounded the other way. */
function sigmoidPoint(x: Bound, precision: number, rounding: Rounding): Rounded {
  if (x.sign === 0) return { value: { ...oneBound, exponent: 0 }, exact: true };
  const e = expPoint(negateBound(x), precision + 64, against(rounding)).value;
  const d = roundedSum(oneBound, e, precision + 64, against(rounding)).value;
  return { value: roundedQuotient(oneBound, d, precision, rounding).value, exact: isInfinite(x) };
}

/** log(1 + e^x) = max(x, 0) + log(1 + e^(−|x|)). */
function softplusPoint(x: Bound, precision: number, rounding: Rounding): Rounded {
  if (isInfinite(x)) return { value: x.sign > 0 ? plusInfinity : zeroBound, exact: true };
  const e = expPoint(x.sign > 0 ? negateBound(x) : x, precision + 64, rounding).value;
  const l = log1pPoint(e, precision + 64, rounding).value;
  const value = x.sign > 0 ? roundedSum(x, l, precision, rounding).value : l;
  return { value, exact: false };
}

/** Φ(x) = erfc(−x/√2)/2; erfc decreases, so its argument is rounded the other way. */
function phiPoint(x: Bound, precision: number, rounding: Rounding): Rounded {
  if (isInfinite(x)) return { value: x.sign > 0 ? oneBound : zeroBound, exact: true };
  if (x.sign === 0) return { value: { ...oneBound, exponent: 0 }, exact: true };
  // The relative change of erfc at y is about 2y² times that of y: more guard bits than 2·log₂ y,
  // up to y² log₂ e > 2^30 where erfc underflows.
  const guarded = precision + 128;
  const side = against(rounding);
  const s = sqrtPoint(integerBound(2), guarded, x.sign < 0 === (side === UP) ? DOWN : UP).value;
  const y = roundedQuotient(negateBound(x), s, guarded, side).value;
  return { value: halve(erfcPoint(y, precision, rounding).value, rounding), exact: false };
}

function halve(x: Bound, rounding: Rounding): Bound {
  return roundedQuotient(x, integerBound(2), Math.max(64, 32 * x.limbs.length), rounding).value;
}

/** x·Φ(x). */
function geluPoint(x: Bound, precision: number, rounding: Rounding): Rounded {
  if (x.sign === 0) return { value: zeroBound, exact: true };
  if (isInfinite(x)) return { value: x.sign > 0 ? plusInfinity : zeroBound, exact: true };
  const side = x.sign > 0 ? rounding : against(rounding);
  const phi = phiPoint(x, precision + 64, side).value;
  return { value: roundedProduct(x, phi, precision, rounding).value, exact: false };
}

/** A function that decreases up to a point in [left, right] and increases after it. */
interface Valley {
  readonly f: PointFunction;
  readonly left: Bound;
  readonly right: Bound;
  /** f > least; and |f'| ≤ slope on [steepFrom, steepTo], which contains [left, right]. */
  readonly least: Bound;
  readonly slope: Bound;
  readonly steepFrom: Bound;
  readonly steepTo: Bound;
}

function decimal(digits: bigint, places: bigint, rounding: Rounding): Bound {
  return rationalBound(rational(digits, 10n ** places), 64, rounding).value;
}

function overValley(valley: Valley, e: Enclosure, precision: number): Enclosure {
  const { f, left, right, slope } = valley;
  if (compareBounds(e.lower, right) >= 0) return increasing(f, e, precision);
  if (compareBounds(e.upper, left) <= 0) return decreasing(f, e, precision);
  const [atLower, atUpper] = [
    increasing(f, point(e.lower), precision),
    increasing(f, point(e.upper), precision),
  ];
  const upper = greatest(
    { value: atLower.upper, open: atLower.upperOpen || e.lowerOpen },
    { value: atUpper.upper, open: atUpper.upperOpen || e.upperOpen },
  );
  let lower = { value: valley.least, open: true };
  if (
    compareBounds(e.lower, valley.steepFrom) >= 0 &&
    compareBounds(e.upper, valley.steepTo) <= 0
  ) {
    // f(x) ≥ f(end) − slope·(upper − lower) for either end.
    const drop = mul(point(slope), sub(point(e.upper), point(e.lower), precision), precision);
    for (const end of [atLower, atUpper]) {
      lower = greatest(lower, { value: sub(end, drop, precision).lower, open: false });
    }
  }
  return enclose(lower, upper);
}

// gelu' = Φ + xφ vanishes at −0.7517915246935644…, where gelu is −0.16997120747990369…; on
// [−1, −1/2] it increases (gelu'' = φ·(2 − x²) > 0) from −0.0834 to 0.1325.
const geluValley: Valley = {
  f: geluPoint,
  left: decimal(-7517915246936n, 13n, DOWN),
  right: decimal(-7517915246935n, 13n, UP),
  least: decimal(-16997120748n, 11n, DOWN),
  slope: decimal(25n, 2n, UP),
  steepFrom: integerBound(-1),
  steepTo: decimal(-5n, 1n, DOWN),
};

// Γ is convex on x > 0; Γ' vanishes at 1.4616321449683623…, where Γ is 0.88560319441088870…; on
// [1, 2] Γ' increases from −0.5773 to 0.4228.
const gammaValley: Valley = {
  f: gammaPoint,
  left: decimal(14616321449683n, 13n, DOWN),
  right: decimal(14616321449684n, 13n, UP),
  least: decimal(8856031944108n, 13n, DOWN),
  slope: decimal(6n, 1n, UP),
  steepFrom: oneBound,
  steepTo: integerBound(2),
};

/** Γ(2^26) already exceeds the exponent range; a larger argument costs time and says no more. */
const GAMMA_LARGE = integerBound(1n << 27n);

function gammaPoint(x: Bound, precision: number, rounding: Rounding): Rounded {
  if (isInfinite(x)) return { value: plusInfinity, exact: true };
  if (compareBounds(x, GAMMA_LARGE) > 0) {
    const value =
      rounding === UP ? plusInfinity : gammaFunction(GAMMA_LARGE, precision, DOWN).value;
    return { value, exact: false };
  }
  return gammaFunction(x, precision, rounding);
}

/** Below this the reflection's sin(πx) and Γ(1 − x) cost too much. */
const GAMMA_LEAST = integerBound(-(1n << 20n));

/** Bernoulli numbers make Γ slow beyond this many bits: wider, but in bounded time. */
const GAMMA_PRECISION = 4096;

/** null unless e certainly contains no pole 0, −1, −2, …. */
export function gamma(e: Enclosure, wanted: number): Enclosure | null {
  const precision = Math.min(wanted, GAMMA_PRECISION);
  if (certainlyPositive(e)) return overValley(gammaValley, e, precision);
  if (compareBounds(e.lower, GAMMA_LEAST) < 0 || e.upper.sign > 0) return null;
  // n < e < n + 1 for an integer n < 0; ends may be poles only when open.
  const n = boundInteger(floorPoint(e.lower, precision, DOWN).value);
  const [below, above] = [integerBound(n), integerBound(n + 1n)];
  const inside =
    (compareBounds(e.lower, below) > 0 || e.lowerOpen) &&
    (compareBounds(e.upper, above) < 0 || (compareBounds(e.upper, above) === 0 && e.upperOpen));
  if (!inside) return null;
  if (e.lower === e.upper) {
    return enclose(
      { value: gammaFunction(e.lower, precision, DOWN).value, open: false },
      { value: gammaFunction(e.lower, precision, UP).value, open: false },
    );
  }
  // Γ(x) = π / (sin(πx) Γ(1 − x)); sin(πx) = ± sin(πt) with t = x − n in (0, 1).
  const guarded = precision + 64 + Math.max(0, e.lower.exponent);
  const t = sub(e, point(below), guarded);
  const s = sinPi(t, guarded);
  const reflected = overValley(gammaValley, sub(onePoint, e, guarded), guarded);
  const magnitude = div(pi(guarded), mul(s, reflected, guarded), precision);
  if (magnitude === null) return null;
  return (n & 1n) === 0n ? magnitude : neg(magnitude);
}

// sin(πt) for t ⊂ (0, 1) is positive, also where the enclosure of πt reaches past π.
function sinPi(t: Enclosure, precision: number): Enclosure {
  const s = sin(mul(pi(precision), t, precision), precision);
  if (certainlyPositive(s)) return s;
  return enclose(
    { value: zeroBound, open: true },
    greatest(upperEnd(s), { value: zeroBound, open: true }),
  );
}

const monotone =
  (f: PointFunction) =>
  (e: Enclosure, precision: number): Enclosure =>
    increasing(f, e, precision);

export const special = {
  erf: monotone(erfPoint),
  erfc: (e: Enclosure, precision: number): Enclosure => decreasing(erfcPoint, e, precision),
  gamma,
  sigmoid: monotone(sigmoidPoint),
  softplus: monotone(softplusPoint),
  Phi: monotone(phiPoint),
  gelu: (e: Enclosure, precision: number): Enclosure => overValley(geluValley, e, precision),
} as const;
