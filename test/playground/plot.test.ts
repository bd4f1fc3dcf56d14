/**
 * Ticks that a class can read a value from, and polynomials as a paper writes them.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { polynomialText } from '../../examples/playground/src/formula/polynomial.ts';
import { tickText, ticks } from '../../examples/playground/src/plot/scale.ts';
import { parse } from '../../src/expr/parse.ts';
import { decide } from '../../src/polynomiality/decide.ts';

const seed = 20261130;

describe('ticks', () => {
  it('of a logarithmic axis over a decade are two at least, ascending, within, and read as they are', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -16, max: 4, noNaN: true }),
        fc.double({ min: 1, max: 12, noNaN: true }),
        fc.integer({ min: 2, max: 8 }),
        (start, decades, count) => {
          const axis = { from: 10 ** start, to: 10 ** (start + decades), scale: 'log' } as const;
          const values = ticks(axis, count);
          expect(values.length).toBeGreaterThanOrEqual(2);
          for (const [i, value] of values.entries()) {
            expect(value).toBeGreaterThanOrEqual(axis.from * (1 - 1e-8));
            expect(value).toBeLessThanOrEqual(axis.to * (1 + 1e-8));
            if (i > 0) expect(value).toBeGreaterThan(values[i - 1]!);
          }
          const texts = values.map((value) => tickText(value, values, axis));
          expect(new Set(texts).size).toBe(texts.length);
          for (const [i, text] of texts.entries())
            expect(read(text) / values[i]!).toBeCloseTo(1, 6);
        },
      ),
      { seed, numRuns: 500 },
    );
  });
});

/** "10⁻⁴" and "2e−5" as numbers. */
function read(text: string): number {
  const plain = [...text].map((sign) => {
    const raised = '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(sign);
    return raised < 0 ? sign : '-0123456789'[raised]!;
  });
  const power = /^10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/.test(text);
  const digits = plain.join('').replaceAll('−', '-');
  return power ? Number(`1e${digits.slice(2)}`) : Number(digits);
}

describe('polynomials', () => {
  it.each([
    [['0', '0', '1'], 'x^2'],
    [['0'], '0'],
    [['-1', '0', '-3/4', '2'], '2*x^3 - 3/4*x^2 - 1'],
    [['1', '-1'], '-x + 1'],
    [['sqrt(2)', '-pi'], '(-pi)*x + (sqrt(2))'],
    [['0', '-0.5'], '-0.5*x'],
  ])('%j', (coefficients, text) => {
    expect(polynomialText(coefficients)).toBe(text);
  });

  it('written out are what they were', () => {
    const coefficient = fc
      .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .map(([p, q]) => (q === 1 || p === 0 ? String(p) : `${p}/${q}`));
    fc.assert(
      fc.property(fc.array(coefficient, { minLength: 1, maxLength: 8 }), (coefficients) => {
        const plain = coefficients.map((c, k) => `(${c})*x^${k}`).join(' + ');
        const difference = decide(parse(`${plain} - (${polynomialText(coefficients)!})`));
        expect(difference).toMatchObject({ kind: 'polynomial', coefficients: ['0'] });
      }),
      { seed, numRuns: 100 },
    );
  });

  it('too long to be read are none', () => {
    expect(polynomialText(Array.from({ length: 40 }, () => '1'))).toBeNull();
    expect(polynomialText(['1'.repeat(400)])).toBeNull();
  });
});
