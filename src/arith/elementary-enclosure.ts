/**
 * # Enclosures of elementary functions
 *
 * Monotone functions are rounded at the two ends; the circular ones also account for the turning
 * points and poles that an enclosure may contain. null: not certainly defined on the whole of it.
 * A function of an open or infinite end is its limit there, not attained.
 */
import type { Bound, Rounded, Rounding, UnaryPrimitive } from './mpfr.ts';
import { DOWN, isInfinite, roundedPi, roundedQuotient, unary, UP } from './mpfr.ts';
import {
  boundInteger,
  compareBounds,
  integerBound,
  negateBound,
  oneBound,
  rationalBound,
} from './bound.ts';
import { rational } from './rational.ts';
import type { End, Enclosure } from './arithmetic-enclosure.ts';
import {
  abs,
  certainlyNegative,
  certainlyNonNegative,
  certainlyNonzero,
  certainlyPositive,
  decreasing,
  div,
  enclose,
  greatest,
  increasing,
  least,
  lowerEnd,
  neg,
  onePoint,
  point,
  sub,
  upperEnd,
} from './arithmetic-enclosure.ts';

type UnaryEnclosure = (e: Enclosure, precision: number) => Enclosure | null;

const minusOne = integerBound(-1);
const half = point({ ...oneBound, exponent: 0 });
const unit: Enclosure = enclose({ value: minusOne, open: false }, { value: oneBound, open: false });

/** x ≥ limit certainly, or x > limit if strict. */
function above(limit: Bound, e: Enclosure, strict: boolean): boolean {
  const order = compareBounds(e.lower, limit);
  return order > 0 || (order === 0 && (e.lowerOpen || !strict));
}

function below(limit: Bound, e: Enclosure, strict: boolean): boolean {
  return above(negateBound(limit), neg(e), strict);
}

const everywhere = (): boolean => true;

function increasingOn(
  name: UnaryPrimitive,
  domain: (e: Enclosure) => boolean = everywhere,
): UnaryEnclosure {
  const f = unary(name);
  return (e, precision) => (domain(e) ? increasing(f, e, precision) : null);
}

export function pi(precision: number): Enclosure {
  return enclose(
    { value: roundedPi(precision, DOWN).value, open: true },
    { value: roundedPi(precision, UP).value, open: true },
  );
}

export const exp = increasingOn('exp') as (e: Enclosure, precision: number) => Enclosure;
export const log = increasingOn('log', certainlyPositive);

// Odd, decreasing on each side of 0, where it has a pole.
function oddPole(name: 'csch' | 'coth'): UnaryEnclosure {
  const f = unary(name);
  return (e, precision) => {
    if (!certainlyNonzero(e)) return null;
    const image = decreasing(f, abs(e), precision);
    return certainlyNegative(e) ? neg(image) : image;
  };
}

/** The nearest integers are taken of numbers below 2^SHARP_EXPONENT only: reduction by π costs. */
const SHARP_EXPONENT = 1 << 14;

function tooLarge(e: Enclosure): boolean {
  return e.lower.exponent > SHARP_EXPONENT || e.upper.exponent > SHARP_EXPONENT;
}

const ceiling = unary('rint_ceil');
const floor = unary('rint_floor');

/**
 * A set of consecutive integers that contains every k with kπ + offset ∈ e, offset 0 or π/2;
 * e finite. From x/π − offset/π rounded outward; few bits usually show that there is none.
 */
function multiplesOfPi(e: Enclosure, halfTurn: boolean, precision: number): [bigint, bigint] {
  if (precision > 0) {
    const [first, last] = multiplesOfPi(e, halfTurn, 0);
    if (first > last) return [first, last];
  }
  const guarded = precision + 64 + Math.max(0, e.lower.exponent, e.upper.exponent);
  const quotient = div(e, pi(guarded), guarded)!;
  const turns = halfTurn ? sub(quotient, half, guarded) : quotient;
  const first = boundInteger(ceiling(turns.lower, guarded, DOWN).value);
  const last = boundInteger(floor(turns.upper, guarded, UP).value);
  return [first, last];
}

// Between turning points the function is monotone, so its extremes over e are at the ends of e or
// at a turning point, where it is ±1: cos at kπ is (−1)^k, sin at kπ + π/2 too.
function wave(name: 'sin' | 'cos'): (e: Enclosure, precision: number) => Enclosure {
  const f = unary(name);
  return (e, precision) => {
    if (isInfinite(e.lower) || isInfinite(e.upper) || tooLarge(e)) return unit;
    const [a, b] = [
      increasing(f, point(e.lower), precision),
      increasing(f, point(e.upper), precision),
    ];
    if (e.lower === e.upper) return a;
    const open = (end: End, argumentOpen: boolean): End => ({
      value: end.value,
      open: end.open || argumentOpen,
    });
    let lower = least(open(lowerEnd(a), e.lowerOpen), open(lowerEnd(b), e.upperOpen));
    let upper = greatest(open(upperEnd(a), e.lowerOpen), open(upperEnd(b), e.upperOpen));
    const [first, last] = multiplesOfPi(e, name === 'sin', precision);
    for (let k = first; k <= last && k <= first + 1n; k += 1n) {
      if ((k & 1n) === 0n) upper = { value: oneBound, open: false };
      else lower = { value: minusOne, open: false };
    }
    return enclose(lower, upper);
  };
}

export const sin = wave('sin');
export const cos = wave('cos');

// tan increases between its poles kπ + π/2, cot decreases between its poles kπ.
function circularQuotient(name: 'tan' | 'cot'): UnaryEnclosure {
  const f = unary(name);
  return (e, precision) => {
    if (isInfinite(e.lower) || isInfinite(e.upper) || tooLarge(e)) return null;
    if (name === 'tan' && e.lower.sign === 0 && e.upper.sign === 0) return e;
    // An end of e at the pole 0 is a limit: widen to the sign that cot has beside it.
    if (name === 'cot' && !certainlyNonzero(e)) return null;
    if (name === 'cot' && (e.lower.sign === 0 || e.upper.sign === 0)) {
      const c = cos(e, precision + 64);
      return div(c, sin(e, precision + 64), precision);
    }
    const [first, last] = multiplesOfPi(e, name === 'tan', precision);
    if (first <= last) return null;
    return (name === 'tan' ? increasing : decreasing)(f, e, precision);
  };
}

function reciprocal(f: (e: Enclosure, precision: number) => Enclosure): UnaryEnclosure {
  return (e, precision) => div(onePoint, f(e, precision + 64), precision);
}

function onMagnitude(f: UnaryEnclosure): UnaryEnclosure {
  return (e, precision) => f(abs(e), precision);
}

const cosh = unary('cosh');
const sech = unary('sech');
const acos = unary('acos');

const sine = unary('sin');
/** sin(x)/x decreases on [0, π] and is even. */
const SINC_LIMIT = integerBound(3);

// 0 < sin(x)/x ≤ 1 on [0, 3]; both steps round the same way.
function sincPoint(x: Bound, precision: number, rounding: Rounding): Rounded {
  if (x.sign === 0) return { value: oneBound, exact: true };
  const s = sine(x, precision + 64, rounding).value;
  return { value: roundedQuotient(s, x, precision, rounding).value, exact: false };
}

// sin(x)/x ≥ −0.21723362821122…, attained at |x| = 4.4934….
const sincLeast = rationalBound(rational(-21723362822n, 10n ** 11n), 64, DOWN).value;

/** sin(x)/x, 1 at 0. */
export function sinc(e: Enclosure, precision: number): Enclosure {
  const m = abs(e);
  const far = (part: Enclosure): Enclosure => div(sin(part, precision + 64), part, precision)!;
  if (compareBounds(m.upper, SINC_LIMIT) <= 0) return decreasing(sincPoint, m, precision);
  if (compareBounds(m.lower, SINC_LIMIT) >= 0) return clampSinc(far(m));
  const near = decreasing(sincPoint, { ...m, upper: SINC_LIMIT, upperOpen: false }, precision);
  const beyond = far({ ...m, lower: SINC_LIMIT, lowerOpen: false });
  return clampSinc(
    enclose(least(lowerEnd(near), lowerEnd(beyond)), greatest(upperEnd(near), upperEnd(beyond))),
  );
}

function clampSinc(e: Enclosure): Enclosure {
  return enclose(greatest(lowerEnd(e), { value: sincLeast, open: true }), upperEnd(e));
}

export const elementary = {
  exp,
  log,
  log1p: increasingOn('log1p', (e) => above(minusOne, e, true)),
  expm1: increasingOn('expm1'),
  sqrt: increasingOn('sqrt', certainlyNonNegative),
  cbrt: increasingOn('cbrt'),
  sin,
  cos,
  tan: circularQuotient('tan'),
  cot: circularQuotient('cot'),
  sec: reciprocal(cos),
  csc: reciprocal(sin),
  asin: increasingOn('asin', (e) => above(minusOne, e, false) && below(oneBound, e, false)),
  acos: (e: Enclosure, precision: number): Enclosure | null =>
    above(minusOne, e, false) && below(oneBound, e, false) ? decreasing(acos, e, precision) : null,
  atan: increasingOn('atan'),
  sinh: increasingOn('sinh'),
  cosh: onMagnitude((e, precision) => increasing(cosh, e, precision)),
  tanh: increasingOn('tanh'),
  sech: onMagnitude((e, precision) => decreasing(sech, e, precision)),
  csch: oddPole('csch'),
  coth: oddPole('coth'),
  asinh: increasingOn('asinh'),
  acosh: increasingOn('acosh', (e) => above(oneBound, e, false)),
  atanh: increasingOn('atanh', (e) => above(minusOne, e, true) && below(oneBound, e, true)),
  sinc,
} as const satisfies Record<string, UnaryEnclosure>;
