/**
 * # Exact rationals
 *
 * A `Rational` is num/den in lowest terms with den > 0. All operations are exact.
 */

export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

/** The greatest common divisor of |a| and |b|; gcd(0, 0) = 0. */
export function gcd(a: bigint, b: bigint): bigint {
  let [u, v] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (v !== 0n) [u, v] = [v, u % v];
  return u;
}

/** The least common multiple of a, b > 0. */
export const lcm = (a: bigint, b: bigint): bigint => (a / gcd(a, b)) * b;

/** num/den in lowest terms. @throws RangeError if den = 0 */
export function rational(num: bigint | number, den: bigint | number = 1n): Rational {
  const [n, d] = [BigInt(num), BigInt(den)];
  if (d === 0n) throw new RangeError('rational: expected a denominator other than 0, got 0');
  if (d === 1n) return { num: n, den: 1n };
  const g = gcd(n, d);
  const s = d < 0n ? -g : g;
  return { num: n / s, den: d / s };
}

export const zero: Rational = rational(0);
export const one: Rational = rational(1);

export function add(a: Rational, b: Rational): Rational {
  if (a.den === 1n && b.den === 1n) return { num: a.num + b.num, den: 1n };
  return rational(a.num * b.den + b.num * a.den, a.den * b.den);
}

export function sub(a: Rational, b: Rational): Rational {
  return add(a, neg(b));
}

export function neg(a: Rational): Rational {
  return { num: -a.num, den: a.den };
}

export function mul(a: Rational, b: Rational): Rational {
  if (a.den === 1n && b.den === 1n) return { num: a.num * b.num, den: 1n };
  return rational(a.num * b.num, a.den * b.den);
}

/** a/b. @throws RangeError if b = 0 */
export function div(a: Rational, b: Rational): Rational {
  return rational(a.num * b.den, a.den * b.num);
}

/** a^k for an integer k, a ≠ 0 if k < 0; 0^0 = 1. */
export function pow(a: Rational, k: number): Rational {
  if (k < 0) return div(one, pow(a, -k));
  return { num: a.num ** BigInt(k), den: a.den ** BigInt(k) };
}

export function sign(a: Rational): -1 | 0 | 1 {
  return a.num > 0n ? 1 : a.num < 0n ? -1 : 0;
}

export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const d = a.num * b.den - b.num * a.den;
  return d > 0n ? 1 : d < 0n ? -1 : 0;
}

export function equals(a: Rational, b: Rational): boolean {
  return a.num === b.num && a.den === b.den;
}

export function isInteger(a: Rational): boolean {
  return a.den === 1n;
}

/** The largest integer ≤ a. */
export function floor(a: Rational): bigint {
  const q = a.num / a.den;
  return a.num < 0n && q * a.den !== a.num ? q - 1n : q;
}

/** "3", "-7/2". */
export function toText(a: Rational): string {
  return a.den === 1n ? `${a.num}` : `${a.num}/${a.den}`;
}

/** Inverse of `toText`; null if the text is not of that form. */
export function fromText(text: string): Rational | null {
  const match = /^(-?\d+)(?:\/(\d+))?$/.exec(text);
  if (!match || (match[2] !== undefined && /^0+$/.test(match[2]))) return null;
  return rational(BigInt(match[1]!), BigInt(match[2] ?? '1'));
}

/** A double near a; not a bound. */
export function approxNumber(a: Rational): number {
  const direct = Number(a.num) / Number(a.den);
  if (Number.isFinite(direct) && direct !== 0) return direct;
  if (a.num === 0n) return 0;
  // Scale both to 64 bits so that neither conversion over- nor underflows.
  const bits = (n: bigint): number => (n < 0n ? -n : n).toString(16).length * 4;
  const [shiftNum, shiftDen] = [Math.max(0, bits(a.num) - 64), Math.max(0, bits(a.den) - 64)];
  const mantissa = Number(a.num >> BigInt(shiftNum)) / Number(a.den >> BigInt(shiftDen));
  return mantissa * 2 ** (shiftNum - shiftDen);
}
