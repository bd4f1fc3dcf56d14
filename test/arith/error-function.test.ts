/**
 * erf and erfc where e^(−x²) is small against the digits asked for: beside the checker's, which
 * sums other series in integers, and as narrow as is promised.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as E from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import * as checker from '../../src/checker/functions.ts';
import * as I from '../../src/checker/interval.ts';

const dyadic = (d: I.Dyadic): Q.Rational =>
  d.e >= 0 ? Q.rational(d.m << BigInt(d.e)) : Q.rational(d.m, 1n << BigInt(-d.e));

const points = fc
  .tuple(fc.integer({ min: -900, max: 900 }), fc.constantFrom(7, 13, 1, 32))
  .map(([n, d]) => Q.rational(n, d))
  .filter((x) => Math.abs(Q.approxNumber(x)) < 70 && x.num !== 0n);

describe.each(['erf', 'erfc', 'Phi'] as const)('%s', (name) => {
  test('meets the checker’s', () => {
    const property = fc.property(points, fc.constantFrom(256, 300, 700, 1100), (x, precision) => {
      const mine = E.apply(name, [E.fromRational(x, precision)], precision)!;
      const theirs = checker.apply(name, [I.fromRational(x, precision)], precision)!;
      const [low, high] = [E.lowerRational(mine)!, E.upperRational(mine)!];
      expect(Q.compare(low, dyadic(theirs.upper!))).toBeLessThanOrEqual(0);
      expect(Q.compare(dyadic(theirs.lower!), high)).toBeLessThanOrEqual(0);
    });
    fc.assert(property, { seed: 23, numRuns: 150 });
  });
});

test.each([
  [1, 4, 4096],
  [8, 1, 256],
  [20, 1, 512],
  [23, 1, 1024],
  [-23, 1, 1024],
  [38, 1, 4096],
  [-50, 1, 4096],
  [50, 1, 4096],
  [140, 1, 4096],
])('at %d/%d with %d bits they are narrow', (n, d, precision) => {
  const x = Q.rational(n, d);
  const bits = (Q.approxNumber(x) ** 2 * Math.LOG2E) | 0;
  for (const name of ['erf', 'erfc'] as const) {
    const value = E.apply(name, [E.fromRational(x, precision)], precision)!;
    const [low, high] = [E.lowerRational(value)!, E.upperRational(value)!];
    const small = name === 'erfc' && n > 0;
    const promised = small && bits >= 2048 ? Math.min(precision, bits) : precision;
    const scaled = Q.mul(Q.sub(high, low), Q.rational(1n << BigInt(promised - 16)));
    const size = Q.sign(low) < 0 ? Q.neg(high) : low;
    expect(Q.compare(scaled, size), name).toBeLessThanOrEqual(0);
  }
});
