/**
 * # Exact rationals
 *
 * A `Rational` is num/den in lowest terms with den > 0. Every operation is exact.
 */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

/** num/den in lowest terms. @throws RangeError if den = 0 */
export function rational(num: bigint, den: bigint = 1n): Rational {
  if (den === 0n) throw new RangeError('rational: expected a denominator other than 0, got 0');
  if (den === 1n) return { num, den };
  const g = greatestCommonDivisor(num, den);
  const divisor = den < 0n ? -g : g;
  return { num: num / divisor, den: den / divisor };
}

/** The greatest common divisor, ≥ 0. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [u, v] = [a, b];
  while (v !== 0n) [u, v] = [v, u % v];
  return u < 0n ? -u : u;
}

export const zero: Rational = { num: 0n, den: 1n };
export const one: Rational = { num: 1n, den: 1n };

export function add(a: Rational, b: Rational): Rational {
  if (a.num === 0n) return b;
  if (b.num === 0n) return a;
  return rational(a.num * b.den + b.num * a.den, a.den * b.den);
}

export function sub(a: Rational, b: Rational): Rational {
  return rational(a.num * b.den - b.num * a.den, a.den * b.den);
}

export function neg(a: Rational): Rational {
  return { num: -a.num, den: a.den };
}

export function mul(a: Rational, b: Rational): Rational {
  return rational(a.num * b.num, a.den * b.den);
}

/** a/b. @throws RangeError if b = 0 */
export function div(a: Rational, b: Rational): Rational {
  if (b.num === 0n) throw new RangeError('div: expected a divisor other than 0, got 0');
  return rational(a.num * b.den, a.den * b.num);
}

/** a^k for an integer k; 0^0 = 1. @throws RangeError if k is no integer, or a = 0 and k < 0 */
export function pow(a: Rational, k: number): Rational {
  if (!Number.isSafeInteger(k)) throw new RangeError(`pow: expected an integer exponent, got ${k}`);
  if (k < 0) return div(one, pow(a, -k));
  return { num: a.num ** BigInt(k), den: a.den ** BigInt(k) };
}

export function sign(a: Rational): -1 | 0 | 1 {
  return a.num > 0n ? 1 : a.num < 0n ? -1 : 0;
}

export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const [left, right] = [a.num * b.den, b.num * a.den];
  return left > right ? 1 : left < right ? -1 : 0;
}

export function equals(a: Rational, b: Rational): boolean {
  return a.num === b.num && a.den === b.den;
}

export function isInteger(a: Rational): boolean {
  return a.den === 1n;
}

/** The largest integer ≤ a. */
export function floor(a: Rational): bigint {
  // bigint division truncates towards 0.
  const quotient = a.num / a.den;
  return a.num < 0n && a.den !== 1n ? quotient - 1n : quotient;
}

/** "3", "-7/2". */
export function toText(a: Rational): string {
  return a.den === 1n ? `${a.num}` : `${a.num}/${a.den}`;
}

/** Inverse of `toText`; null for every text that `toText` does not write. */
export function fromText(text: string): Rational | null {
  const match = /^(0|-?[1-9][0-9]*)(?:\/([1-9][0-9]*))?$/.exec(text);
  if (match === null) return null;
  const q = rational(BigInt(match[1]!), BigInt(match[2] ?? '1'));
  return toText(q) === text ? q : null;
}
