/**
 * # What exact arithmetic costs
 *
 * Upper estimates of running time in elementary products (of two 64-bit integers, about 50 ns),
 * spent from the budget before the work is done. They decide only whether work is done, never
 * what is proved.
 */
import { isShort } from './convolution.ts';
import type { Polynomial } from './polynomial.ts';
import type { Rational } from './rational.ts';

export const bitsOf = (n: bigint): number => n.toString(16).length * 4;
export const bitsOfRational = (q: Rational): number => bitsOf(q.num) + bitsOf(q.den);

/** Bits of the largest integer when p is brought to a common denominator. */
function bitsOfPolynomial(p: Polynomial): number {
  let [denominator, sum, largest] = [1n, 0, 0];
  for (const { num, den } of p) {
    if (den > denominator) denominator = den;
    if (den !== 1n) sum += bitsOf(den);
    largest = Math.max(largest, bitsOf(num));
  }
  const common = p.every(({ den }) => den === 1n || denominator % den === 0n);
  return largest + (common ? bitsOf(denominator) : sum);
}

/** A greatest common divisor by Euclid: 0.6 steps a bit, each linear in the words. */
export const divisorCost = (bits: number): number => 0.6 * bits * (1 + bits / 3200);

/** A product of two integers: about linear for long ones. */
const integerProductCost = (bits: number): number => bits / 2;

/** As `convolution` does it, powers of x outside. */
export function productCost(p: Polynomial, q: Polynomial): number {
  const [m, n] = [p, q].map(
    (r) =>
      r.length -
      Math.max(
        0,
        r.findIndex((a) => a.num !== 0n),
      ),
  ) as [number, number];
  const [a, b] = [bitsOfPolynomial(p), bitsOfPolynomial(q)];
  const fractions = [...p, ...q].some(({ den }) => den !== 1n);
  const reduction = fractions ? (m + n) * divisorCost(a + b) : 0;
  const sum = isShort(m, n)
    ? m * n * (1 + (a * b) / 2 ** 16)
    : integerProductCost((m + n) * (a + b + 32));
  return p.length + q.length + sum + reduction;
}

/**
 * A Sturm sequence: the k-th remainder has deg p − k coefficients of about 2k times the bits of p's,
 * and their greatest common divisor is taken out.
 */
export function sturmCost(p: Polynomial): number {
  const bits = bitsOfPolynomial(p);
  let total = 0;
  for (let k = 1; k < p.length; k++) total += (p.length - k) * divisorCost(2 * k * bits);
  return total;
}

/** A multiple, each coefficient reduced. */
export const scaleCost = (p: Polynomial, q: Rational): number =>
  p.reduce((sum, c) => sum + divisorCost(bitsOfRational(c) + bitsOfRational(q)), 0);

/** Horner's scheme in rationals. */
export function evaluationCost(p: Polynomial, at: Rational): number {
  const bits = p.length * bitsOfRational(at) + bitsOfPolynomial(p);
  return p.length * divisorCost(bits);
}
