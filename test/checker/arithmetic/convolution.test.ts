/**
 * # Convolutions
 *
 * Against the definition, on both sides of where long ones begin.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convolution, isShort } from '../../../src/checker/convolution.ts';

const byDefinition = (a: readonly bigint[], b: readonly bigint[]): bigint[] =>
  Array.from({ length: a.length + b.length - 1 }, (_, k) =>
    a.reduce((sum, c, i) => sum + c * (b[k - i] ?? 0n), 0n),
  );

const integer = fc.oneof(
  fc.constantFrom(0n, 1n, -1n, 7n, -8n, 15n, -16n),
  fc.bigInt({ min: -(1n << 200n), max: 1n << 200n }),
);
const sequence = fc.array(integer, { minLength: 1, maxLength: 90, size: 'max' });

describe('convolution', () => {
  it('is what the definition says', () => {
    let long = 0;
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        if (!isShort(a.length, b.length)) long += 1;
        expect(convolution(a, b)).toEqual(byDefinition(a, b));
      }),
      { seed: 5, numRuns: 200 },
    );
    expect(long).toBeGreaterThan(20);
  });

  it.each([1n, -1n, 8n, -8n, 15n, -15n, 16n, -16n])('of extremes of %s', (c) => {
    for (const d of [1n, -1n]) {
      const [a, b] = [Array<bigint>(64).fill(c), Array<bigint>(64).fill(c * d)];
      expect(isShort(64, 64)).toBe(false);
      expect(convolution(a, b)).toEqual(byDefinition(a, b));
      const zeros = Array<bigint>(64).fill(0n);
      expect(convolution(a, zeros)).toEqual(Array<bigint>(127).fill(0n));
    }
  });
});
