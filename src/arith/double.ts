/**
 * # Doubles as rationals
 *
 * The exact value of a double, and a double above a rational.
 */
import { approxNumber, compare, zero } from './rational.ts';
import type { Rational } from './rational.ts';

/** A finite double itself, exactly. */
export function binaryValue(double: number): Rational {
  if (double === 0) return zero;
  // |double| = mantissa · 2^exponent with an integer mantissa below 2^53.
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, double);
  const high = bits.getUint32(0);
  const field = (high >>> 20) & 0x7ff;
  const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(bits.getUint32(4));
  let mantissa = field === 0 ? fraction : fraction | (1n << 52n);
  let exponent = Math.max(field, 1) - 1075;
  while (mantissa % 2n === 0n) {
    mantissa >>= 1n;
    exponent += 1;
  }
  const num = double < 0 ? -mantissa : mantissa;
  return exponent >= 0
    ? { num: num << BigInt(exponent), den: 1n }
    : { num, den: 1n << BigInt(-exponent) };
}

/** A double ≥ q, within a few units in the last place; Infinity beyond the largest. @param q ≥ 0 */
export function doubleAbove(q: Rational): number {
  let double = approxNumber(q);
  while (double < Infinity && compare(binaryValue(double), q) < 0)
    double = double * (1 + 2 ** -52) + Number.MIN_VALUE;
  return double;
}
