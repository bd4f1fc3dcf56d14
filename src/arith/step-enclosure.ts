/**
 * # Enclosures of functions in pieces
 *
 * sign, floor, ceil, round, heaviside do not decrease: their extremes over an interval are the
 * values at its ends, at an open end the limit from inside. relu and clip are made of max and min.
 */
import type { Bound } from './mpfr.ts';
import { DOWN, isInfinite, roundedSum, unary, UP } from './mpfr.ts';
import { compareBounds, integerBound, negateBound } from './bound.ts';
import type { Enclosure } from './arithmetic-enclosure.ts';
import {
  certainlyNegative,
  certainlyNonNegative,
  certainlyNonPositive,
  certainlyPositive,
  enclose,
  max,
  min,
  neg,
  zeroPoint,
} from './arithmetic-enclosure.ts';

const floorPoint = unary('rint_floor');
const roundPoint = unary('rint_round');
const minusOne = integerBound(-1);

/** Bits that hold every integer that floor, ceil or round makes of x. */
function bitsFor(x: Bound): number {
  return 64 + 32 * x.limbs.length;
}

function floorBound(x: Bound): Bound {
  return floorPoint(x, bitsFor(x), DOWN).value;
}

function isIntegral(x: Bound): boolean {
  return compareBounds(floorBound(x), x) === 0;
}

/** The largest floor below an upper end: x < n for an integer n gives n − 1. */
function floorUpper(x: Bound, open: boolean): Bound {
  if (isInfinite(x)) return x;
  if (open && isIntegral(x)) return roundedSum(x, minusOne, bitsFor(x), UP).value;
  return floorBound(x);
}

/** The largest rounding below an upper end: x < n + 1/2, n ≥ 0, gives n. */
function roundUpper(x: Bound, open: boolean): Bound {
  if (isInfinite(x)) return x;
  const twice = roundedSum(x, x, bitsFor(x), DOWN).value;
  if (open && x.sign > 0 && isIntegral(twice)) return floorBound(x);
  return roundPoint(x, bitsFor(x), UP).value;
}

function stepped(lower: Bound, upper: Bound): Enclosure {
  return enclose({ value: lower, open: false }, { value: upper, open: false });
}

function floor(e: Enclosure): Enclosure {
  const lower = isInfinite(e.lower) ? e.lower : floorBound(e.lower);
  return stepped(lower, floorUpper(e.upper, e.upperOpen));
}

function round(e: Enclosure): Enclosure {
  const lower = negateBound(roundUpper(negateBound(e.lower), e.lowerOpen));
  return stepped(lower, roundUpper(e.upper, e.upperOpen));
}

function sign(e: Enclosure): Enclosure {
  const lower = certainlyPositive(e) ? 1 : certainlyNonNegative(e) ? 0 : -1;
  const upper = certainlyNegative(e) ? -1 : certainlyNonPositive(e) ? 0 : 1;
  return stepped(integerBound(lower), integerBound(upper));
}

function heaviside(e: Enclosure): Enclosure {
  return stepped(
    integerBound(certainlyNonNegative(e) ? 1 : 0),
    integerBound(certainlyNegative(e) ? 0 : 1),
  );
}

export const step = {
  sign,
  floor,
  ceil: (e: Enclosure): Enclosure => neg(floor(neg(e))),
  round,
  heaviside,
  relu: (e: Enclosure): Enclosure => max(e, zeroPoint),
  clip: (e: Enclosure, low: Enclosure, high: Enclosure): Enclosure => min(max(e, low), high),
} as const;
