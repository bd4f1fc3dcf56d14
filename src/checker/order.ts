/**
 * # Orders of growth: the rationals with −∞ and +∞
 */
import * as Q from './rational.ts';
import type { Rational } from './rational.ts';

export type Order = Rational | '+inf' | '-inf';

export function compare(a: Order, b: Order): -1 | 0 | 1 {
  if (typeof a !== 'string' && typeof b !== 'string') return Q.compare(a, b);
  const rank = (k: Order): number => (k === '+inf' ? 1 : k === '-inf' ? -1 : 0);
  return Math.sign(rank(a) - rank(b)) as -1 | 0 | 1;
}

export const max = (a: Order, b: Order): Order => (compare(a, b) >= 0 ? a : b);
export const min = (a: Order, b: Order): Order => (compare(a, b) <= 0 ? a : b);

/** a + b, where +∞ and −∞ meet the given one. */
export function plus(a: Order, b: Order, clash: '+inf' | '-inf'): Order {
  if (typeof a !== 'string' && typeof b !== 'string') return Q.add(a, b);
  if (typeof a === 'string' && typeof b === 'string') return a === b ? a : clash;
  return typeof a === 'string' ? a : b;
}

export function minus(a: Order): Order {
  if (typeof a !== 'string') return Q.neg(a);
  return a === '+inf' ? '-inf' : '+inf';
}

/** k·a for a rational k > 0. */
export const times = (a: Order, k: Rational): Order => (typeof a === 'string' ? a : Q.mul(a, k));
