/** Errors of h_k that wrong roundings add up to, against the bound. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recurrenceError } from '../../src/ntk/recurrence-error.ts';
import { integerRoot } from '../../src/linalg/fixed-point.ts';
import { runs } from '../testing/seed.ts';

const BITS = 400n;
const root = (k: number): bigint => integerRoot(BigInt(k) << (2n * BITS));

/** δ_k in units of 2^−BITS for ε_k = ±2^200 units, by signs that a number chooses. */
function errors(z: bigint, signs: number[], count: number): bigint[] {
  const found = [0n];
  let [before, now] = [0n, 0n];
  for (let k = 0; k < count; k += 1) {
    const own = (signs[k % signs.length]! >= 0 ? 1n : -1n) << 200n;
    const next = (z * now - root(k) * before) / root(k + 1) + own;
    [before, now] = [now, next];
    found.push(now);
  }
  return found;
}

describe('recurrenceError', () => {
  it('bounds what errors of single steps add up to', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 0, max: 40_000 }), fc.constantFrom(0, 1999, 2000, 2001, 20_000)),
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 24 }),
        fc.integer({ min: 10, max: 260 }),
        (milli, signs, count) => {
          const z = (BigInt(milli) << BITS) / 1000n;
          const bound = recurrenceError(milli / 1000, 2 ** -60);
          for (const delta of errors(z, signs, count)) {
            const size = Number((delta < 0n ? -delta : delta) >> 180n) * 2 ** -20;
            expect(bound.error * (1 + 1e-12)).toBeGreaterThanOrEqual(size - 2 ** -18);
            bound.advance(1);
          }
        },
      ),
      runs(300),
    );
  });

  it('grows no faster than h_k where that grows, and slowly where it oscillates', () => {
    for (const z of [0, 1, 3, 8, 20]) {
      const bound = recurrenceError(z, 0);
      for (let k = 0; k < 2000; k += 1) bound.advance(1);
      expect(bound.error, `z = ${z}`).toBeLessThan(Math.exp((z * z) / 4) * 2000 ** 2);
    }
  });
});
