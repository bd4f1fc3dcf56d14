/** Against 45 digits that bench/reference/hermite.py computes in mpmath. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { approxNumber, fromText } from '../../src/arith/rational.ts';
import { parse } from '../../src/expr/parse.ts';
import { lowerRational, upperRational } from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import { exactNumber } from '../../src/data/number-text.ts';
import { encloseHermite } from '../../src/ntk/hermite-enclosure.ts';
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

describe('enclosures of Hermite coefficients to 36 digits', () => {
  let enclosed = 0;
  // Half a unit of the 43rd digit: what the reference itself may err by.
  const slack = Q.rational(1n, 10n ** 43n);

  it.each(rows.filter(({ variance }) => variance === '1'))(
    '$activation at variance $variance: contain the 45 digits',
    ({ activation, variance, coefficients, squareNorm }) => {
      const terms = coefficients.length;
      const found = encloseHermite(parse(activation), fromText(variance)!, terms, 36);
      if (found.kind === 'not-enclosed') return;
      enclosed += 1;
      const norm = exactNumber(squareNorm)!;
      const margin = Q.mul(slack, Q.add(norm, Q.one));
      [...found.coefficients, found.squareNorm].forEach((e, k) => {
        const value = exactNumber(k < terms ? coefficients[k]! : squareNorm)!;
        const [lower, upper] = [lowerRational(e)!, upperRational(e)!];
        expect(Q.compare(lower, Q.add(value, margin)), `a_${k}`).toBeLessThanOrEqual(0);
        expect(Q.compare(upper, Q.sub(value, margin)), `a_${k}`).toBeGreaterThanOrEqual(0);
        // As many digits as were asked for, relative to the norm.
        const width = Q.approxNumber(Q.sub(upper, lower));
        expect(width).toBeLessThan(1e-35 * (1 + Math.sqrt(Q.approxNumber(norm))));
      });
    },
  );

  it('exist for at least 12 activations', () => {
    expect(enclosed).toBeGreaterThanOrEqual(12);
  });
});

describe('enclosures where σ changes within a millionth of a standard deviation', () => {
  // a_0 of 1/(1 + x²), E[tanh²] and E[tanh′²] by mpmath to 40 digits.
  it.each([
    [
      '1000000',
      '0.00125231476363939217325127387452557495146',
      '0.9992021157673137251551283286196159429707',
      '0.0005319229547714459721912040095457535347668',
    ],
    [
      '1000000000000',
      '0.000001253313137316126907943207215861993732288',
      '0.9999992021154391974627609939768138506649',
      '0.0000005319230405351578067641491042670998092793',
    ],
  ])('variance %s', (variance, mean, square, slopeSquare) => {
    const q = fromText(variance)!;
    const [bump, tanh] = ['1/(1 + x^2)', 'tanh(x)'].map((text) =>
      encloseHermite(parse(text), q, 4, 20),
    );
    if (bump?.kind !== 'hermite-enclosure' || tanh?.kind !== 'hermite-enclosure')
      throw new Error('not enclosed');
    for (const [found, digits] of [
      [bump.coefficients[0]!, mean],
      [tanh.squareNorm, square],
      [tanh.derivativeSquareNorm!, slopeSquare],
    ] as const) {
      const exact = exactNumber(digits)!;
      const [low, high] = [lowerRational(found)!, upperRational(found)!];
      const slack = Q.rational(1n, 10n ** 38n);
      expect(Q.compare(low, Q.add(exact, slack))).toBeLessThan(0);
      expect(Q.compare(high, Q.sub(exact, slack))).toBeGreaterThan(0);
      expect(approxNumber(Q.div(Q.sub(high, low), exact))).toBeLessThan(1e-14);
    }
  });
});
