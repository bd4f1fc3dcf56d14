/**
 * Arguments for the tests of the checker's enclosures: dyadic points of every scale, exact values,
 * and intervals around them.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { compare, dyadic, negate, sum } from '../../../src/checker/dyadic.ts';
import type { Dyadic } from '../../../src/checker/dyadic.ts';
import * as I from '../../../src/checker/interval.ts';
import { toText } from '../../../src/checker/interval-text.ts';
import type { Interval } from '../../../src/checker/interval.ts';
import * as Q from '../../../src/checker/rational.ts';
import type { Rational } from '../../../src/checker/rational.ts';

export type Domain = (d: Dyadic) => boolean;

const above =
  (bound: Dyadic): Domain =>
  (d) =>
    compare(d, bound) > 0;

export const line: Domain = () => true;
export const positive: Domain = (d) => d.m > 0n;
export const nonNegative: Domain = (d) => d.m >= 0n;
export const nonzero: Domain = (d) => d.m !== 0n;
export const aboveMinusOne: Domain = above({ m: -1n, e: 0 });
export const aboveOne: Domain = above({ m: 1n, e: 0 });
export const unit: Domain = (d) => aboveMinusOne(d) && !aboveOne(d) && d.m !== 1n << BigInt(-d.e);
export const noPole: Domain = (d) => d.m > 0n || d.e < 0;

/** Small integers and halves, numbers of size 2^−2 … 2^5 and of all scales down to 2^−140. */
const anyPoint: fc.Arbitrary<Dyadic> = fc.oneof(
  fc.integer({ min: -9, max: 9 }).map((n) => dyadic(BigInt(n), -1)),
  fc
    .tuple(fc.bigInt({ min: -(1n << 60n), max: 1n << 60n }), fc.integer({ min: -62, max: -55 }))
    .map(([m, e]) => dyadic(m, e)),
  fc
    .tuple(fc.bigInt({ min: -4096n, max: 4096n }), fc.integer({ min: -140, max: -8 }))
    .map(([m, e]) => dyadic(m, e)),
);

export const pointIn = (domain: Domain): fc.Arbitrary<Dyadic> => anyPoint.filter(domain);

/** Bounded intervals with ends in the domain, narrow and wide, open or closed at each end. */
export const intervalIn = (domain: Domain): fc.Arbitrary<Interval> =>
  fc
    .tuple(
      pointIn(domain),
      fc.oneof(pointIn(domain), fc.integer({ min: -90, max: 2 })),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([a, other, lowerOpen, upperOpen]) => {
      const b = typeof other === 'number' ? sum(a, { m: 1n, e: other }) : other;
      const [low, high] = compare(a, b) <= 0 ? [a, b] : [b, a];
      const single = compare(a, b) === 0;
      return I.interval(low, high, !single && lowerOpen, !single && upperOpen);
    })
    .filter((X) => domain(X.upper!));

/** The point a fraction k/16 of the way from the lower to the upper end. */
export function inside(X: Interval, k: number): Dyadic {
  const weighted = (d: Dyadic, n: number): Dyadic => dyadic(d.m * BigInt(n), d.e - 4);
  return sum(weighted(X.lower!, 16 - k), weighted(X.upper!, k));
}

export const toRational = (d: Dyadic): Rational =>
  d.e >= 0 ? Q.rational(d.m << BigInt(d.e)) : Q.rational(d.m, 1n << BigInt(-d.e));

/** The rational written as "-1.25e-7", "22/7" or "3". */
export function rationalOf(text: string): Rational {
  const [, sign, whole, fraction, exponent] =
    /^(-?)(\d+)\.?(\d*)(?:e([+-]?\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return Q.fromText(text)!;
  const digits = Q.rational(BigInt(`${whole}${fraction ?? ''}`));
  const ten = Q.pow(Q.rational(10n), Number(exponent ?? 0) - (fraction ?? '').length);
  const value = Q.mul(digits, ten);
  return sign === '-' ? Q.neg(value) : value;
}

export const meets = (X: Interval, Y: Interval): boolean =>
  !I.certainlyLess(X, Y) && !I.certainlyLess(Y, X);

export function expectMeeting(X: Interval, Y: Interval, what: string): void {
  expect(meets(X, Y), `${what}: ${toText(X)} and ${toText(Y)}`).toBe(true);
}

/** Width ≤ 2^bits times the least absolute value. */
export function expectTight(X: Interval, bits: number, what: string): void {
  const [lower, upper] = [X.lower!, X.upper!];
  const least = lower.m < 0n ? negate(upper) : lower;
  const most = { m: least.m, e: least.e + bits };
  const tight = compare(lower, upper) === 0 || compare(sum(upper, negate(lower)), most) <= 0;
  expect(tight, `${what}: ${toText(X)}`).toBe(true);
}
