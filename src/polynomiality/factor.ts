/**
 * # Factors of positive rationals
 *
 * Primes up to a bound by trial division; what is left over stands as one factor.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';

const bound = 2000n;

function factorInteger(n: bigint): [bigint, number][] {
  const factors: [bigint, number][] = [];
  let rest = n;
  for (let p = 2n; p <= bound && p * p <= rest; p++) {
    let k = 0;
    for (; rest % p === 0n; rest /= p) k++;
    if (k > 0) factors.push([p, k]);
  }
  if (rest > 1n) factors.push([rest, 1]);
  return factors;
}

/** q = Π factor^exponent, q > 0; exponents of the denominator are negative. */
export function factorConstant(q: Rational): readonly (readonly [Rational, number])[] {
  return [
    ...factorInteger(q.num).map(([p, k]) => [Q.rational(p), k] as const),
    ...factorInteger(q.den).map(([p, k]) => [Q.rational(p), -k] as const),
  ];
}
