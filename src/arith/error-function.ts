/**
 * # erf and erfc far from 0
 *
 * Where e^(−x²) is small against the digits asked for, MPFR's own loops take seconds. Here erfc x
 * comes from its asymptotic series, which is accurate to about the bits of e^(−x²), and erf x and
 * erfc(−x) from 1 − erfc x.
 *
 * Reference: NIST Digital Library of Mathematical Functions, 7.12.
 */
import type { Enclosure } from './arithmetic-enclosure.ts';
import { div, enclose, mul, neg, point, sub } from './arithmetic-enclosure.ts';
import {
  approxBound,
  integerBound,
  negateBound,
  oneBound,
  rationalBound,
  scaledInteger,
} from './bound.ts';
import { elementary, exp, pi } from './elementary-enclosure.ts';
import { DOWN, isInfinite, MAX_PRECISION, roundedSum, unary, UP } from './mpfr.ts';
import type { Bound, Rounded, Rounding } from './mpfr.ts';

const mpfrErf = unary('erf');
const mpfrErfc = unary('erfc');

/** Below this MPFR is fast. */
const fewBits = 256;
/** From this many bits of e^(−x²) on no more are asked of erfc x: it is below 2^(−enough). */
const enough = 2048;
const room = 64;

/** About −log2 e^(−x²), by which the way is chosen; 0 where MPFR is fast or x is out of reach. */
function bitsOfDecay(x: Bound, precision: number): number {
  if (x.sign === 0 || isInfinite(x) || x.exponent > 12 || precision < fewBits) return 0;
  return Math.floor(approxBound(x) ** 2 * Math.LOG2E);
}

const side = (X: Enclosure, rounding: Rounding): Rounded => ({
  value: rounding === DOWN ? X.lower : X.upper,
  exact: false,
});

const limited = (precision: number): number => Math.max(room, Math.min(MAX_PRECISION, precision));

export function erfPoint(x: Bound, precision: number, rounding: Rounding): Rounded {
  const bits = bitsOfDecay(x, precision);
  if (2 * bits < precision) return mpfrErf(x, precision, rounding);
  const size = x.sign < 0 ? negateBound(x) : x;
  const value = sub(point(oneBound), asymptotic(size, limited(precision - bits + room)), precision);
  return side(x.sign < 0 ? neg(value) : value, rounding);
}

export function erfcPoint(x: Bound, precision: number, rounding: Rounding): Rounded {
  const bits = bitsOfDecay(x, precision);
  if (x.sign < 0 && 2 * bits >= precision) {
    const rest = asymptotic(negateBound(x), limited(precision - bits + room));
    return side(sub(point(integerBound(2)), rest, precision), rounding);
  }
  if (x.sign < 0 || bits < room) return mpfrErfc(x, precision, rounding);
  if (bits >= Math.min(precision, enough)) return side(asymptotic(x, precision), rounding);
  // erfc x > e^(−x²)/(2x + 2): 1 − erf x loses few bits more than those.
  const other = rounding === UP ? DOWN : UP;
  const { value } = mpfrErf(x, limited(precision + bits + room), other);
  return {
    value: roundedSum(oneBound, negateBound(value), precision, rounding).value,
    exact: false,
  };
}

/** erfc x = e^(−x²)/(x√π)·(Σ_{n<N} (−1)^n t_n + R_N), x > 0, t_{n+1} = t_n·(2n+1)·y, y = 1/(2x²). */
function asymptotic(x: Bound, precision: number): Enclosure {
  const w = precision + room;
  const X = point(x);
  const square = mul(X, X, w);
  const Y = div(point(oneBound), mul(point(integerBound(2)), square, w), w)!;
  // Units of 2^−w: y is off by at most r from m. While (2n+1)·(m + r) ≤ 1, t_n ≤ 1, and the error
  // E_n of the computed T_n grows to at most E_n + (2n+1)·r + 1, so E_n ≤ n²·r + n.
  const unit = 1n << BigInt(w);
  const m = scaledInteger(Y.lower, w, DOWN);
  const r = scaledInteger(Y.upper, w, UP) - m;
  let [term, value, n] = [unit, 0n, 0n];
  while (term > 0n && (2n * n + 1n) * (m + r) <= unit) {
    value += n % 2n === 0n ? term : -term;
    term = (term * m * (2n * n + 1n)) >> BigInt(w);
    n++;
  }
  // |R_N| ≤ t_N.
  const error = (n + 1n) * (n * n * r + n) + term;
  const end = (k: bigint, rounding: Rounding): Bound =>
    rationalBound({ num: k, den: unit }, w, rounding).value;
  const S = enclose(
    { value: end(value - error, DOWN), open: false },
    { value: end(value + error, UP), open: false },
  );
  const decay = exp(neg(square), w);
  const root = elementary.sqrt(pi(w), w)!;
  return div(mul(decay, S, w), mul(X, root, w), precision)!;
}
