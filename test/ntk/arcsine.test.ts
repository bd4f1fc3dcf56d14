/** Arcsines in integers, against MPFR's. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as E from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import { arcsines } from '../../src/ntk/arcsine.ts';
import { runs } from '../testing/seed.ts';

describe('arcsines', () => {
  it.each([56, 88, 232, 600])('of %i bits contain the angle', (bits) => {
    const asin = arcsines(bits);
    const one = 1n << BigInt(bits);
    const special = [0n, 1n, -1n, one, -one, one - 1n, 1n - one, one >> 1n, one - (one >> 40n)];
    const uniform = fc.bigInt({ min: -one, max: one });
    fc.assert(
      fc.property(fc.oneof(uniform, fc.constantFrom(...special)), (rho) => {
        const { angle, cosine, doubt } = asin(rho);
        const exact = E.apply(
          'asin',
          [E.fromRational(Q.rational(rho, one), bits + 64)],
          bits + 64,
        )!;
        const [truth, own] = E.toFixed(exact, bits);
        const gap = angle > truth ? angle - truth : truth - angle;
        expect(Number(gap)).toBeLessThanOrEqual(doubt + Number(own));
        expect(doubt).toBeLessThan(100);
        const rest = one * one - rho * rho;
        expect(cosine * cosine <= rest && (cosine + 1n) ** 2n > rest).toBe(true);
      }),
      runs(500),
    );
  });
});
