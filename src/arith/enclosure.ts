/**
 * # Enclosures
 *
 * The public face of the producer's interval arithmetic. An `Enclosure` stands for every real
 * number in an interval whose ends are open or closed, infinite ends included. `apply` encloses
 * each function of the language of activations; semantics as in expr/expr.ts.
 *
 * "certainly…" is true only if proved for every number of the enclosure; false means "not shown".
 */
import type { Bound } from './mpfr.ts';
import { DOWN, MAX_PRECISION, minusInfinity, plusInfinity, UP } from './mpfr.ts';
import {
  approxBound,
  bitLength,
  boundRational,
  compareBounds,
  compareRational,
  rationalBound,
  scaledInteger,
} from './bound.ts';
import type { Enclosure } from './arithmetic-enclosure.ts';
import {
  abs,
  add,
  certainlyPositive,
  div,
  enclose,
  max,
  min,
  mul,
  neg,
  onePoint,
  powRational as exactPower,
} from './arithmetic-enclosure.ts';
import { elementary, exp, log, pi as piEnclosure } from './elementary-enclosure.ts';
import { special } from './special-enclosure.ts';
import { step } from './step-enclosure.ts';
import type { Rational } from './rational.ts';
import * as rationals from './rational.ts';

export type { Enclosure } from './arithmetic-enclosure.ts';
export {
  abs,
  add,
  certainlyLess,
  certainlyLessOrEqual,
  certainlyNegative,
  certainlyNonNegative,
  certainlyNonPositive,
  certainlyNonzero,
  certainlyPositive,
  div,
  hull,
  intersect,
  mul,
  neg,
  sub,
  whole,
} from './arithmetic-enclosure.ts';

function checkPrecision(where: string, precision: number): void {
  if (!(Number.isInteger(precision) && precision >= 2 && precision <= MAX_PRECISION)) {
    throw new RangeError(
      `${where}: expected a precision from 2 to ${MAX_PRECISION} bits, got ${precision}`,
    );
  }
}

/** The interval from lower to upper; null is −∞ (lower), +∞ (upper). Closed unless said open. */
export function fromRationals(
  lower: Rational | null,
  upper: Rational | null,
  precision: number,
  open: { readonly lower?: boolean; readonly upper?: boolean } = {},
): Enclosure {
  checkPrecision('fromRationals', precision);
  if (lower !== null && upper !== null) {
    const order = rationals.compare(lower, upper);
    if (order > 0 || (order === 0 && (open.lower || open.upper))) {
      throw new RangeError('fromRationals: expected a non-empty interval');
    }
  }
  const [l, u] = [
    lower && rationalBound(lower, precision, DOWN),
    upper && rationalBound(upper, precision, UP),
  ];
  return enclose(
    { value: l?.value ?? minusInfinity, open: Boolean(open.lower) || l?.exact === false },
    { value: u?.value ?? plusInfinity, open: Boolean(open.upper) || u?.exact === false },
  );
}

/** q, exactly if its digits fit into the precision. */
export function fromRational(q: Rational, precision: number): Enclosure {
  checkPrecision('fromRational', precision);
  const lower = rationalBound(q, precision, DOWN);
  const upper = lower.exact ? lower : rationalBound(q, precision, UP);
  return enclose(
    { value: lower.value, open: !lower.exact },
    { value: upper.value, open: !upper.exact },
  );
}

export function pi(precision: number): Enclosure {
  checkPrecision('pi', precision);
  return piEnclosure(precision);
}

/** The number e. */
export function euler(precision: number): Enclosure {
  checkPrecision('euler', precision);
  return exp(onePoint, precision);
}

/** A rational ≤ every number of e; null: none. Weakened where it would need over 2^15 bits. */
export function lowerRational(e: Enclosure): Rational | null {
  return boundRational(e.lower, DOWN);
}

/** A rational ≥ every number of e; null: none. Weakened where it would need over 2^15 bits. */
export function upperRational(e: Enclosure): Rational | null {
  return boundRational(e.upper, UP);
}

/** [m, r] with |x − m·2^−bits| ≤ r·2^−bits for every number x of e. @throws RangeError if e is unbounded */
export function toFixed(e: Enclosure, bits: number): readonly [bigint, bigint] {
  const [a, b] = [scaledInteger(e.lower, bits, DOWN), scaledInteger(e.upper, bits, UP)];
  const m = (a + b) >> 1n;
  return [m, b - m];
}

/** The interval from (m − r)·2^−bits to (m + r)·2^−bits. */
export function fromFixed(m: bigint, r: bigint, bits: number, precision: number): Enclosure {
  const power = 1n << BigInt(Math.abs(bits));
  const at = (k: bigint): Rational =>
    bits >= 0 ? { num: k, den: power } : { num: k * power, den: 1n };
  return fromRationals(at(m - r), at(m + r), precision);
}

/** The one number that e stands for; null if there are several, or it is too long. */
export function exactRational(e: Enclosure): Rational | null {
  if (e.lowerOpen || e.upperOpen || compareBounds(e.lower, e.upper) !== 0) return null;
  const [lower, upper] = [boundRational(e.lower, DOWN), boundRational(e.lower, UP)];
  return lower !== null && upper !== null && rationals.equals(lower, upper) ? lower : null;
}

export function contains(e: Enclosure, q: Rational): boolean {
  const [l, u] = [compareRational(e.lower, q), compareRational(e.upper, q)];
  return (e.lowerOpen ? l < 0 : l <= 0) && (e.upperOpen ? u > 0 : u >= 0);
}

/** A rational near the middle of e: of two infinite ends 0, of one a number 1 inside the other. */
export function midpoint(e: Enclosure): Rational {
  const [l, u] = [lowerRational(e), upperRational(e)];
  if (l === null) return u === null ? rationals.zero : rationals.sub(u, rationals.one);
  if (u === null) return rationals.add(l, rationals.one);
  return rationals.div(rationals.add(l, u), rationals.rational(2));
}

/** A double near the middle of e; not a bound. */
export function approxNumber(e: Enclosure): number {
  const [l, u] = [approxBound(e.lower), approxBound(e.upper)];
  if (l === u) return l;
  if (!Number.isFinite(l)) return Number.isFinite(u) ? u : u === -l ? 0 : u;
  return Number.isFinite(u) ? l + (u - l) / 2 : l;
}

/** x^r: integer r ≥ 0 everywhere, r < 0 for x ≠ 0; other r for x ≥ 0, r < 0 for x > 0. */
export function powRational(e: Enclosure, r: Rational, precision: number): Enclosure | null {
  checkPrecision('powRational', precision);
  return exactPower(e, r, precision);
}

// e^{v log u}, u > 0. The guard bits cover |v log u| < 2^30 log 2, beyond which e^… over- or underflows.
function pow(u: Enclosure, v: Enclosure, precision: number): Enclosure | null {
  if (!certainlyPositive(u)) return null;
  const r = exactRational(v);
  if (r !== null && bitLength(r.den) < 64) return exactPower(u, r, precision);
  return exp(mul(v, log(u, precision + 64)!, precision + 64), precision);
}

const functionsOfOne = { neg, abs, ...step, ...elementary, ...special } as const;

/** The functions that `apply` knows: those of the language of activations. */
export type EnclosureFunction =
  keyof typeof functionsOfOne | 'add' | 'mul' | 'div' | 'pow' | 'max' | 'min';

function expectArguments(name: string, args: readonly Enclosure[], least: number, most: number) {
  if (args.length < least || args.length > most) {
    throw new TypeError(
      `apply: expected ${least} or more arguments of ${name}, got ${args.length}`,
    );
  }
}

/** The image; null: not certainly defined on the whole of the arguments. */
export function apply(
  name: EnclosureFunction,
  args: readonly Enclosure[],
  precision: number,
): Enclosure | null {
  checkPrecision('apply', precision);
  const [a, b, c] = args;
  switch (name) {
    case 'add':
      expectArguments(name, args, 1, Infinity);
      return args.reduce((sum, term) => add(sum, term, precision));
    case 'mul':
      expectArguments(name, args, 1, Infinity);
      return args.reduce((product, factor) => mul(product, factor, precision));
    case 'max':
      expectArguments(name, args, 1, Infinity);
      return args.reduce(max);
    case 'min':
      expectArguments(name, args, 1, Infinity);
      return args.reduce(min);
    case 'div':
      expectArguments(name, args, 2, 2);
      return div(a!, b!, precision);
    case 'pow':
      expectArguments(name, args, 2, 2);
      return pow(a!, b!, precision);
    case 'clip':
      expectArguments(name, args, 3, 3);
      return step.clip(a!, b!, c!);
    default: {
      expectArguments(name, args, 1, 1);
      const f = functionsOfOne[name];
      if (f === undefined) throw new TypeError(`apply: expected a function name, got ${name}`);
      return f(a!, precision);
    }
  }
}

// The digits of |q|, rounded down or up: mantissa · 10^exponent with exactly `digits` digits.
function decimal(bound: Bound, digits: number, up: boolean): string {
  const q = boundRational(bound, up ? UP : DOWN);
  if (q === null) return up ? 'Infinity' : '-Infinity';
  if (q.num === 0n) return '0';
  const negative = q.num < 0n;
  const n = negative ? -q.num : q.num;
  // 10^k ≤ |q| up to one: log10 2 ≈ 0.30103.
  let shift = digits - Math.floor((bitLength(n) - bitLength(q.den)) * 0.30103);
  const scaled = (): { top: bigint; bottom: bigint } =>
    shift >= 0
      ? { top: n * 10n ** BigInt(shift), bottom: q.den }
      : { top: n, bottom: q.den * 10n ** BigInt(-shift) };
  while (scaled().top / scaled().bottom >= 10n ** BigInt(digits)) shift -= 1;
  while (scaled().top / scaled().bottom < 10n ** BigInt(digits - 1)) shift += 1;
  const { top, bottom } = scaled();
  let mantissa = top / bottom;
  if (mantissa * bottom !== top && up !== negative) mantissa += 1n;
  return (negative ? '-' : '') + placePoint(mantissa.toString(), -shift);
}

/** text · 10^exponent, positional where that is short. */
function placePoint(text: string, exponent: number): string {
  const point = text.length + exponent;
  const trim = (s: string): string => (s.includes('.') ? s.replace(/\.?0+$/, '') : s);
  if (point > 21 || point < -6) {
    return trim(`${text[0]}.${text.slice(1) || '0'}`) + `e${point - 1 < 0 ? '' : '+'}${point - 1}`;
  }
  if (point <= 0) return trim(`0.${'0'.repeat(-point)}${text}`);
  if (exponent >= 0) return text + '0'.repeat(exponent);
  return trim(`${text.slice(0, point)}.${text.slice(point)}`);
}

/** Decimal bounds with about `digits` significant digits, rounded outward. */
export function toDecimals(e: Enclosure, digits: number): { lower: string; upper: string } {
  if (!(Number.isInteger(digits) && digits >= 1)) {
    throw new RangeError(`toDecimals: expected a positive number of digits, got ${digits}`);
  }
  return { lower: decimal(e.lower, digits, false), upper: decimal(e.upper, digits, true) };
}
