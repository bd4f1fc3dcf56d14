import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlationRowSums, POWERS } from '../../src/linalg/correlation-row-sums.ts';

const vectors = fc.integer({ min: 2, max: 4 }).chain((m) =>
  fc.array(
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: m, maxLength: m })
      .filter((v) => Math.hypot(...v) > 0.1)
      .map((v) => v.map((x) => x / Math.hypot(...v))),
    { minLength: 2, maxLength: 40 },
  ),
);

describe('correlationRowSums', () => {
  it('is above the sums in doubles, by no more than rounding', () => {
    fc.assert(
      fc.property(vectors, fc.constantFrom(identity, half), (rows, g) => {
        const m = rows[0]!.length;
        const found = correlationRowSums(Float64Array.from(rows.flat()), m, g);
        if (found === 'stopped') throw new Error('it was not asked to stop');
        for (const [b, k] of POWERS.entries()) {
          const sums = rows.map((x, i) =>
            rows.reduce((sum, y, j) => {
              const rho = x.reduce((all, v, c) => all + v * y[c]!, 0);
              return i === j ? sum : sum + g(Math.min(1, Math.abs(rho))) ** k;
            }, 0),
          );
          const largest = Math.max(...sums);
          expect(found.sums[b]).toBeGreaterThanOrEqual(largest * (1 - 1e-12));
          expect(found.sums[b]).toBeLessThanOrEqual(largest * (1 + k * 1e-12) + 1e-12);
        }
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('is never below the exact sum: rows along the axes and between them', () => {
    // ρ = 3/5 and 4/5 with (1, 0), (0, 1); their 24 beside (3/5, 4/5)·(4/5, 3/5) = 24/25.
    const rows = Float64Array.of(1, 0, 0, 1, 3 / 5, 4 / 5, 4 / 5, 3 / 5);
    const found = correlationRowSums(rows, 2, identity);
    if (found === 'stopped') throw new Error('it was not asked to stop');
    for (const [b, k] of POWERS.entries()) {
      const exact = [24n, 20n, 15n].reduce((sum, v) => sum + v ** BigInt(k), 0n);
      // sums[b] ≥ exact/25^k, in integers: a double is m·2^e.
      const scaled = BigInt(Math.floor(found.sums[b]! * 2 ** 160 * 2 ** 160));
      expect(scaled >= (exact << 320n) / 25n ** BigInt(k)).toBe(true);
    }
    expect(found.closest).toEqual([2, 3]);
  });

  it('stops when told to', () => {
    expect(correlationRowSums(Float64Array.of(1, 1), 1, identity, () => false)).toBe('stopped');
  });
});

const identity = (r: number): number => r;
const half = (r: number): number => r / 2;
