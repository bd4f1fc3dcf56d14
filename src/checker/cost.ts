/**
 * # What exact arithmetic costs
 *
 * Upper estimates of running time in elementary products (of two 64-bit integers, about 50 ns),
 * spent from the budget before the work is done. They decide only whether work is done, never
 * what is proved.
 */
import type { Polynomial } from './polynomial.ts';
import type { Rational } from './rational.ts';

export const bitsOf = (n: bigint): number => n.toString(16).length * 4;
export const bitsOfRational = (q: Rational): number => bitsOf(q.num) + bitsOf(q.den);

/** Bits of the largest integer when p is brought to a common denominator. */
function bitsOfPolynomial(p: Polynomial): number {
  let [denominators, largest] = [0, 0];
  for (const { num, den } of p) {
    if (den !== 1n) denominators += bitsOf(den);
    largest = Math.max(largest, bitsOf(num));
  }
  return denominators + largest;
}

/** A greatest common divisor by Euclid: 0.6 steps a bit, each linear in the words. */
export const divisorCost = (bits: number): number => 0.6 * bits * (1 + bits / 3200);

/** The schoolbook product. */
export function productCost(p: Polynomial, q: Polynomial): number {
  const [a, b] = [bitsOfPolynomial(p) / 64, bitsOfPolynomial(q) / 64];
  const fractions = [...p, ...q].some(({ den }) => den !== 1n);
  const reduction = fractions ? (p.length + q.length) * divisorCost(64 * (a + b)) : 0;
  return p.length * q.length * (1 + (a * b) / 16) + reduction;
}

/** Horner's scheme in rationals. */
export function evaluationCost(p: Polynomial, at: Rational): number {
  const bits = p.length * bitsOfRational(at) + bitsOfPolynomial(p);
  return p.length * divisorCost(bits);
}
