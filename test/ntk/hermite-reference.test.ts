/** Against 45 digits that bench/reference/hermite.py computes in mpmath. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { approxNumber, fromText } from '../../src/arith/rational.ts';
import { parse } from '../../src/expr/parse.ts';
import { approxHermite } from '../../src/ntk/hermite.ts';

interface Row {
  readonly activation: string;
  readonly variance: string;
  readonly coefficients: readonly string[];
  readonly squareNorm: string;
}
const rows = JSON.parse(
  readFileSync(new URL('./reference/hermite.json', import.meta.url), 'utf8'),
) as readonly Row[];

describe('Hermite coefficients against 45 digits', () => {
  it('of at least 12 activations', () => {
    expect(new Set(rows.map(({ activation }) => activation)).size).toBeGreaterThanOrEqual(12);
  });

  it.each(rows)('$activation at variance $variance: to 1e-13', (row) => {
    const { activation, variance, coefficients, squareNorm } = row;
    const q = approxNumber(fromText(variance)!);
    const found = approxHermite(parse(activation), q, coefficients.length, { derivative: false });
    if (found.kind === 'failure') throw new Error(found.reason);
    const scale = Math.sqrt(Number(squareNorm));
    const errors = coefficients.map((a, k) => Math.abs(found.coefficients[k]! - Number(a)));
    expect(Math.max(...errors) / scale).toBeLessThan(1e-13);
    expect(Math.abs(found.squareNorm / Number(squareNorm) - 1)).toBeLessThan(1e-13);
    // The estimate of the error is one.
    expect(Math.max(...errors)).toBeLessThanOrEqual(found.errorEstimate);
  });
});
