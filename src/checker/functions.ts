// TEMPORARY
import * as A from '../arith/enclosure.ts';
import * as I from './interval.ts';
import type { Interval } from './interval.ts';
import * as Q from './rational.ts';
const toQ = (d: I.Dyadic): Q.Rational => (d.e >= 0 ? Q.rational(d.m << BigInt(d.e)) : Q.rational(d.m, 1n << BigInt(-d.e)));
const toE = (X: Interval, p: number): A.Enclosure =>
  A.fromRationals(X.lower && toQ(X.lower), X.upper && toQ(X.upper), p, { lower: X.lowerOpen, upper: X.upperOpen } as never);
const toI = (E: A.Enclosure | null, p: number): Interval | null => {
  if (!E) return null;
  const [l, u] = [A.lowerRational(E), A.upperRational(E)];
  return I.fromRationals(l, u, A.certainlyPositive(E) && l !== null && l.num === 0n, A.certainlyNegative(E) && u !== null && u.num === 0n, p);
};
export function apply(name: string, args: readonly Interval[], p: number): Interval | null {
  return toI(A.apply(name as never, args.map((a) => toE(a, p + 20)), p), p);
}
export function powRational(X: Interval, r: Q.Rational, p: number): Interval | null {
  return toI(A.powRational(toE(X, p + 20), r, p), p);
}
export const piInterval = (p: number): Interval => toI(A.pi(p), p)!;
export const eInterval = (p: number): Interval => toI(A.euler(p), p)!;
