/**
 * # Bounds and exact numbers
 *
 * Comparison of bounds, and conversion from and to rationals. A conversion from a bound is exact
 * or, beyond the stated limit, weakened in the direction asked for.
 */
import type { Rational } from './rational.ts';
import { rational } from './rational.ts';
import type { Bound, Rounded, Rounding } from './mpfr.ts';
import {
  DOWN,
  isInfinite,
  MAX_EXPONENT,
  minusInfinity,
  plusInfinity,
  UP,
  zeroBound,
} from './mpfr.ts';

/** Rationals made from bounds have numerators and denominators of at most about this many bits. */
export const RATIONAL_BITS = 1 << 15;

/** The number of binary digits of n ≥ 0. */
export function bitLength(n: bigint): number {
  if (n <= 0xffffffffn) return 32 - Math.clz32(Number(n));
  const hex = n.toString(16);
  return hex.length * 4 - (Math.clz32(parseInt(hex[0]!, 16)) - 28);
}

function magnitude(n: bigint): bigint {
  return n < 0n ? -n : n;
}

/** sign · mantissa · 2^shift, mantissa > 0 with at most `bits` digits, bits a multiple of 64. */
function assemble(sign: -1 | 1, mantissa: bigint, shift: number, bits: number): Bound {
  const length = bitLength(mantissa);
  const exponent = shift + length;
  if (Math.abs(exponent) >= MAX_EXPONENT) {
    throw new RangeError(`bound: expected |log2| < ${MAX_EXPONENT}, got ${exponent}`);
  }
  const words = new BigUint64Array(bits / 64);
  let rest = mantissa << BigInt(bits - length);
  for (let i = 0; i < words.length; i += 1) {
    words[i] = BigInt.asUintN(64, rest);
    rest >>= 64n;
  }
  return { sign, exponent, limbs: new Uint32Array(words.buffer) };
}

/** The integer n, exactly. */
export function integerBound(n: bigint | number): Bound {
  const value = BigInt(n);
  if (value === 0n) return zeroBound;
  const mantissa = magnitude(value);
  return assemble(value < 0n ? -1 : 1, mantissa, 0, (bitLength(mantissa) + 63) & ~63);
}

export const oneBound = integerBound(1);

/** q rounded to at least `precision` bits. */
export function rationalBound(q: Rational, precision: number, rounding: Rounding): Rounded {
  if (q.num === 0n) return { value: zeroBound, exact: true };
  const bits = (precision + 63) & ~63;
  const sign = q.num < 0n ? -1 : 1;
  const n = magnitude(q.num);
  if (q.den === 1n && bitLength(n) <= bits) {
    return { value: assemble(sign, n, 0, bits), exact: true };
  }
  // n · 2^s / den has `bits` or `bits` + 1 digits before the point; one digit too many is cut.
  const s = bits - (bitLength(n) - bitLength(q.den));
  const [top, bottom] = s >= 0 ? [n << BigInt(s), q.den] : [n, q.den << BigInt(-s)];
  let mantissa = top / bottom;
  let exact = mantissa * bottom === top;
  let shift = -s;
  while (bitLength(mantissa) > bits) {
    exact &&= (mantissa & 1n) === 0n;
    mantissa >>= 1n;
    shift += 1;
  }
  if (!exact && (rounding === UP) === sign > 0) mantissa += 1n;
  if (bitLength(mantissa) > bits) {
    mantissa >>= 1n; // 2^bits: the digit cut is 0
    shift += 1;
  }
  return { value: assemble(sign, mantissa, shift, bits), exact };
}

/** The significand as an integer m and the exponent e with |x| = m · 2^e; x finite. */
function dyadic(x: Bound): { m: bigint; e: number } {
  let m = 0n;
  for (let i = x.limbs.length - 1; i >= 0; i -= 1) m = (m << 32n) | BigInt(x.limbs[i]!);
  return { m, e: x.exponent - 32 * x.limbs.length };
}

/**
 * A rational ≤ x (DOWN) or ≥ x (UP), equal to x when |exponent| ≤ RATIONAL_BITS; null if only an
 * infinite bound would do.
 */
export function boundRational(x: Bound, rounding: Rounding): Rational | null {
  if (x.sign === 0) return rational(0);
  const outward = (rounding === UP) === x.sign > 0;
  if (x.exponent > RATIONAL_BITS) {
    if (outward) return null;
    return rational(BigInt(x.sign) << BigInt(RATIONAL_BITS));
  }
  if (x.exponent < -RATIONAL_BITS) {
    return outward ? rational(BigInt(x.sign), 1n << BigInt(RATIONAL_BITS)) : rational(0);
  }
  const { m, e } = dyadic(x);
  const n = x.sign < 0 ? -m : m;
  if (e >= 0) return rational(n << BigInt(e));
  // Lowest terms without a gcd: the denominator is a power of 2.
  let [num, twos] = [n, -e];
  for (const step of [1024, 64, 8, 1]) {
    while (twos >= step && BigInt.asUintN(step, num) === 0n) {
      num >>= BigInt(step);
      twos -= step;
    }
  }
  return { num, den: 1n << BigInt(twos) };
}

/** ⌊x·2^bits⌋ (DOWN) or ⌈x·2^bits⌉ (UP); x finite. */
export function scaledInteger(x: Bound, bits: number, rounding: Rounding): bigint {
  if (x.sign === 0) return 0n;
  if (isInfinite(x)) throw new RangeError('bound: expected a finite bound');
  const { m, e } = dyadic(x);
  const n = x.sign < 0 ? -m : m;
  const shift = e + bits;
  if (shift >= 0) return n << BigInt(shift);
  const down = n >> BigInt(-shift);
  return rounding === UP && down << BigInt(-shift) !== n ? down + 1n : down;
}

/** The integer x; x finite, integral and of moderate exponent. */
export function boundInteger(x: Bound): bigint {
  const q = boundRational(x, DOWN);
  if (q === null || q.den !== 1n) throw new RangeError('bound: expected an integer');
  return q.num;
}

export function compareBounds(a: Bound, b: Bound): -1 | 0 | 1 {
  if (a.sign !== b.sign) return a.sign < b.sign ? -1 : 1;
  if (a.sign === 0) return 0;
  const order = compareMagnitudes(a, b);
  return a.sign > 0 ? order : (-order as -1 | 0 | 1);
}

function compareMagnitudes(a: Bound, b: Bound): -1 | 0 | 1 {
  if (a.exponent !== b.exponent) return a.exponent < b.exponent ? -1 : 1;
  const length = Math.max(a.limbs.length, b.limbs.length);
  for (let i = 1; i <= length; i += 1) {
    const [u, v] = [a.limbs[a.limbs.length - i] ?? 0, b.limbs[b.limbs.length - i] ?? 0];
    if (u !== v) return u < v ? -1 : 1;
  }
  return 0;
}

/** The order of x and q, exactly. */
export function compareRational(x: Bound, q: Rational): -1 | 0 | 1 {
  const sign = q.num > 0n ? 1 : q.num < 0n ? -1 : 0;
  if (x.sign !== sign) return x.sign < sign ? -1 : 1;
  if (sign === 0) return 0;
  const order = (less: boolean): -1 | 1 => (less === sign > 0 ? -1 : 1);
  if (isInfinite(x)) return order(false);
  // 2^(k−1) < |q| < 2^(k+1) and 2^(exponent−1) ≤ |x| < 2^exponent.
  const n = magnitude(q.num);
  const k = bitLength(n) - bitLength(q.den);
  if (x.exponent < k) return order(true);
  if (x.exponent - 1 > k) return order(false);
  const { m, e } = dyadic(x);
  const left = e >= 0 ? (m << BigInt(e)) * q.den : m * q.den;
  const right = e >= 0 ? n : n << BigInt(-e);
  return left === right ? 0 : order(left < right);
}

export function negateBound(x: Bound): Bound {
  if (x.sign === 0) return x;
  if (isInfinite(x)) return x.sign > 0 ? minusInfinity : plusInfinity;
  return { sign: x.sign > 0 ? -1 : 1, exponent: x.exponent, limbs: x.limbs };
}

/** A double near x. */
export function approxBound(x: Bound): number {
  if (x.sign === 0) return 0;
  if (isInfinite(x)) return x.sign * Infinity;
  const n = x.limbs.length;
  const fraction = x.limbs[n - 1]! * 2 ** -32 + (x.limbs[n - 2] ?? 0) * 2 ** -64;
  const half = Math.trunc(Math.max(-3000, Math.min(3000, x.exponent)) / 3);
  const rest = Math.max(-3000, Math.min(3000, x.exponent)) - 2 * half;
  return x.sign * fraction * 2 ** half * 2 ** half * 2 ** rest;
}
