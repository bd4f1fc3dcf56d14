import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binaryValue, doubleAbove } from '../../src/arith/double.ts';
import { fromRationals, lowerRational, upperRational, whole } from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import { roundedGram } from '../../src/ntk/rounded-gram.ts';

const rationals = fc
  .tuple(
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
    fc.bigInt({ min: 1n, max: 10n ** 30n }),
  )
  .map(([num, den]) => Q.rational(num, den));

describe('doubleAbove', () => {
  it('is a double ≥ q, by at most a few units in the last place', () => {
    fc.assert(
      fc.property(rationals, fc.integer({ min: -1060, max: 900 }), (r, exponent) => {
        const scale =
          exponent >= 0
            ? Q.rational(2n ** BigInt(exponent))
            : Q.rational(1n, 2n ** BigInt(-exponent));
        const q = Q.mul(r.num < 0n ? Q.neg(r) : r, scale);
        const double = doubleAbove(q);
        const value = binaryValue(double);
        expect(Q.compare(value, q)).toBeGreaterThanOrEqual(0);
        const slack = Q.add(Q.mul(q, binaryValue(1 + 2 ** -50)), binaryValue(2 * Number.MIN_VALUE));
        expect(Q.compare(value, slack)).toBeLessThanOrEqual(0);
      }),
      { seed: 5, numRuns: 500 },
    );
    expect(doubleAbove(Q.rational(10n ** 400n))).toBe(Infinity);
    expect(doubleAbove(Q.zero)).toBe(0);
  });
});

describe('roundedGram', () => {
  it('bounds the distance of every number that is enclosed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(rationals, rationals), { minLength: 3, maxLength: 3 }),
        (pairs) => {
          const [a, b, c] = pairs.map(([x, y]) =>
            Q.compare(x, y) <= 0 ? fromRationals(x, y, 70) : fromRationals(y, x, 70),
          );
          const { matrix, entryError } = roundedGram([
            [a!, b!],
            [b!, c!],
          ])!;
          const error = binaryValue(entryError);
          for (const [e, at] of [
            [a!, 0],
            [b!, 1],
            [b!, 2],
            [c!, 3],
          ] as const)
            for (const end of [lowerRational(e)!, upperRational(e)!]) {
              const distance = Q.sub(binaryValue(matrix[at]!), end);
              const size = distance.num < 0n ? Q.neg(distance) : distance;
              expect(Q.compare(size, error)).toBeLessThanOrEqual(0);
            }
        },
      ),
      { seed: 6, numRuns: 200 },
    );
  });

  it('is nothing where an entry is not bounded', () => {
    expect(roundedGram([[whole]])).toBeNull();
  });
});
