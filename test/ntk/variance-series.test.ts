/** Coefficients by series around a variance, against quadrature at the variance itself. */
import { describe, expect, it } from 'vitest';
import { parseActivation } from '../../src/activations/parse-activation.ts';
import * as Q from '../../src/arith/rational.ts';
import { exactActivation, exactRules } from '../../src/ntk/hermite-enclosure.ts';
import { hermiteSum } from '../../src/ntk/hermite-sum.ts';
import type { FixedVector } from '../../src/ntk/hermite-sum.ts';
import { centreAbove, MAX_ORDER, REACH, varianceSeries } from '../../src/ntk/variance-series.ts';

const BITS = 64;
const abs = (a: bigint): bigint => (a < 0n ? -a : a);
const worst = ({ bits, radius }: FixedVector): number =>
  Math.log2(Number(radius.reduce((a, b) => (a > b ? a : b), 0n))) - bits;

describe('varianceSeries', () => {
  it.each(['tanh', 'gelu', 'relu', 'elu', 'x^2 - x/3', 'exp(x/4)'])(
    '%s: meets quadrature at nearby variances',
    (text) => {
      const terms = 40;
      const activation = exactActivation(parseActivation(text).expr, BITS);
      for (const centre of [Q.rational(1, 2), Q.rational(2)]) {
        const ends = [Q.mul(centre, Q.rational(7, 8)), Q.mul(centre, Q.rational(9, 8))] as const;
        const rules = exactRules(activation, ends, terms + 2 * MAX_ORDER, BITS, true);
        if (rules.kind !== 'rules') throw new Error(rules.reason);
        const square = hermiteSum(rules.square, centre, 1);
        const energy = Q.rational(square.values[0]! + square.radius[0]!, 1n << BigInt(square.bits));
        const sums = hermiteSum(rules.value, centre, terms + 2 * MAX_ORDER);
        const series = varianceSeries(sums, centre, energy, terms);
        for (const step of [-16, -11, -1, 0, 5, 16]) {
          const q = Q.mul(centre, Q.add(Q.one, Q.mul(REACH, Q.rational(step, 16))));
          const [near, own] = [series.at(q), hermiteSum(rules.value, q, terms)];
          expect(near.bits).toBe(own.bits);
          near.values.forEach((value, k) => {
            const room = near.radius[k]! + own.radius[k]!;
            expect(abs(value - own.values[k]!) <= room, `a_${k} at ${Q.toText(q)}`).toBe(true);
          });
          expect(worst(near)).toBeLessThan(-BITS + 8);
        }
        expect(() => series.at(Q.mul(centre, Q.rational(35, 32)))).toThrow(RangeError);
      }
    },
  );

  it('a centre serves what it is chosen for', () => {
    for (const text of ['1', '1/1000', '7/3', '1000003/7', '3/1000000007']) {
      const least = Q.fromText(text)!;
      const centre = centreAbove(least);
      const begin = Q.mul(centre, Q.sub(Q.one, REACH));
      expect(Q.compare(begin, least)).toBeLessThanOrEqual(0);
      expect(Q.compare(Q.mul(begin, Q.rational(1001, 1000)), least)).toBeGreaterThan(0);
    }
  });
});
