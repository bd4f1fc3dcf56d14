/**
 * # Dyadic numbers
 *
 * The reals m·2^e for integers m and e, and the exact operations on them that enclosures need.
 */
import type { Rational } from './rational.ts';

/** m·2^e; m is odd, or m = 0 and e = 0. */
export interface Dyadic {
  readonly m: bigint;
  readonly e: number;
}

export const zero: Dyadic = { m: 0n, e: 0 };
export const one: Dyadic = { m: 1n, e: 0 };

/** The number of bits of |n|; 0 for 0. */
export function bitLength(n: bigint): number {
  const magnitude = n < 0n ? -n : n;
  let shift = 0;
  let approx = Number(magnitude);
  while (approx === Infinity && shift < largestShift) {
    shift += 960;
    approx = Number(magnitude >> BigInt(shift));
  }
  if (approx === Infinity) {
    const hex = magnitude.toString(16);
    return 4 * hex.length - Math.clz32(parseInt(hex[0]!, 16)) + 28;
  }
  // The double tells the length up to one bit; these 28 to 31 leading bits tell it exactly.
  const rest = approx === 0 ? 0 : Math.max(0, shift + Math.floor(Math.log2(approx)) - 29);
  return rest + 32 - Math.clz32(Number(magnitude >> BigInt(rest)));
}

/** Beyond, digits are counted. */
const largestShift = 9600;

/** m·2^e. */
export function dyadic(m: bigint, e: number): Dyadic {
  if (m === 0n) return zero;
  let [odd, exponent] = [m, e];
  for (let low = Number(odd & 0x3fffffffn); (low & 1) === 0; low = Number(odd & 0x3fffffffn)) {
    // The number of trailing zeros of `low`, 30 if it is 0.
    const shift = low === 0 ? 30 : 31 - Math.clz32(low & -low);
    odd >>= BigInt(shift);
    exponent += shift;
  }
  return { m: odd, e: exponent };
}

/** The k with 2^(k−1) ≤ |d| < 2^k; −∞ for 0. */
export function magnitude(d: Dyadic): number {
  return d.m === 0n ? -Infinity : bitLength(d.m) + d.e;
}

export function negate(d: Dyadic): Dyadic {
  return { m: -d.m, e: d.e };
}

export function compare(a: Dyadic, b: Dyadic): -1 | 0 | 1 {
  const [signA, signB] = [signOf(a.m), signOf(b.m)];
  if (signA !== signB) return signA > signB ? 1 : -1;
  if (signA === 0) return 0;
  const [sizeA, sizeB] = [magnitude(a), magnitude(b)];
  if (sizeA !== sizeB) return sizeA > sizeB ? (signA as -1 | 1) : (-signA as -1 | 1);
  const e = Math.min(a.e, b.e);
  return signOf((a.m << BigInt(a.e - e)) - (b.m << BigInt(b.e - e)));
}

/** a + b exactly; only for exponents that are not far apart. */
export function sum(a: Dyadic, b: Dyadic): Dyadic {
  const e = Math.min(a.e, b.e);
  return dyadic((a.m << BigInt(a.e - e)) + (b.m << BigInt(b.e - e)), e);
}

/** The largest integer ≤ d·2^scale. */
export function floorScaled(d: Dyadic, scale: number): bigint {
  const shift = d.e + scale;
  return shift >= 0 ? d.m << BigInt(shift) : d.m >> BigInt(-shift);
}

export function signOf(n: bigint): -1 | 0 | 1 {
  return n > 0n ? 1 : n < 0n ? -1 : 0;
}

/** A decimal of at most six digits that is ≤ d; a power of two if d is astronomic. */
export function decimalBelow(d: Dyadic): string {
  if (d.m === 0n) return '0';
  const size = magnitude(d);
  // 2^(size−1) ≤ |d| < 2^size
  if (Math.abs(size) > 4000) return d.m > 0n ? `2^${size - 1}` : `-2^${size}`;
  // An exponent of ten with 10^5 ≤ |d|·10^−exponent < 10^8, one more while there are seven digits.
  let exponent = Math.floor((size - 1) * 0.30103) - 6;
  let digits = floorTimesTen(d, -exponent);
  while (digits >= 1000000n || digits <= -1000000n) digits = floorTimesTen(d, -++exponent);
  while (digits !== 0n && digits % 10n === 0n) [digits, exponent] = [digits / 10n, exponent + 1];
  const [sign, text] = digits < 0n ? ['-', `${-digits}`] : ['', `${digits}`];
  const position = text.length + exponent;
  if (exponent >= 0 && position <= 9) return `${sign}${text}${'0'.repeat(exponent)}`;
  if (position > 0 && position <= 9)
    return `${sign}${text.slice(0, position)}.${text.slice(position)}`;
  if (position <= 0 && position > -5) return `${sign}0.${'0'.repeat(-position)}${text}`;
  const tail = text.length > 1 ? `.${text.slice(1)}` : '';
  return `${sign}${text[0]}${tail}e${position - 1}`;
}

/** The largest integer ≤ d·10^k. */
function floorTimesTen(d: Dyadic, k: number): bigint {
  if (k >= 0) return floorScaled({ m: d.m * 10n ** BigInt(k), e: d.e }, 0);
  const num = d.e >= 0 ? d.m << BigInt(d.e) : d.m;
  const den = (10n ** BigInt(-k)) << BigInt(d.e < 0 ? -d.e : 0);
  const truncated = num / den;
  return num < 0n && truncated * den !== num ? truncated - 1n : truncated;
}

/** The sign of d − q. */
export function compareToRational(d: Dyadic, q: Rational): number {
  if (d.m === 0n || q.num === 0n || d.m > 0n !== q.num > 0n) return signOf(d.m) - signOf(q.num);
  const sign = signOf(d.m);
  // 2^(size−1) < |q| < 2^(size+1)  and  2^(k−1) ≤ |d| < 2^k  for k = magnitude(d)
  const size = bitLength(q.num) - bitLength(q.den);
  if (magnitude(d) - 1 >= size + 1) return sign;
  if (magnitude(d) <= size - 1) return -sign;
  return d.e >= 0
    ? signOf((d.m << BigInt(d.e)) * q.den - q.num)
    : signOf(d.m * q.den - (q.num << BigInt(-d.e)));
}
