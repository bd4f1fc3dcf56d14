/** Bounds of smallest eigenvalues, against independent computations. */
import { describe, expect, it } from 'vitest';
import { parseActivation } from '../../src/activations/parse-activation.ts';
import * as Q from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import { approxEigen } from '../../src/linalg/approx-eigen.ts';
import { approxGram } from '../../src/ntk/gram.ts';
import { encloseSmallestEigenvalue } from '../../src/positivity/lambda-min.ts';
import type { EigenvalueBounds, LambdaMinOptions } from '../../src/positivity/lambda-min.ts';
import { seeded } from '../ntk/gram-of.ts';

function bounds(
  text: string,
  inputs: readonly (readonly Rational[])[],
  depth: number,
  biasVariance: Rational,
  kernel: 'ntk' | 'nngp',
  options: LambdaMinOptions = {},
): EigenvalueBounds {
  const found = encloseSmallestEigenvalue(
    inputs,
    { activations: [parseActivation(text).expr], depth, weightVariance: Q.one, biasVariance },
    kernel,
    options,
  );
  if (found.kind !== 'bounds') throw new Error(found.reason);
  return found;
}

const number = (q: Rational): number => Q.approxNumber(q);
const width = ({ lower, upper }: EigenvalueBounds): number =>
  number(Q.div(Q.sub(upper, lower), upper));

describe('encloseSmallestEigenvalue', () => {
  // By the trapezoidal rule over weight and bias, 45,563 nodes of step 1/14 in 150 bits (Arb), and
  // the eigenvalues of that matrix in 40 digits (mpmath).
  it.each([
    ['nngp', 6.47390533861768e-13, 128],
    ['ntk', 6.82576208515773e-11, 192],
  ] as const)('tanh on 30 equispaced points of [−2, 2], %s', (kernel, truth, maxPrecision) => {
    const inputs = Array.from({ length: 30 }, (_, i) => [Q.rational(4 * i - 58, 29)]);
    const found = bounds('tanh', inputs, 2, Q.one, kernel, { maxPrecision });
    expect(number(found.lower)).toBeLessThanOrEqual(truth * (1 + 1e-14));
    expect(number(found.upper)).toBeGreaterThanOrEqual(truth * (1 - 1e-14));
    expect(width(found)).toBeLessThan(1e-3);
  });

  it.each(['relu', 'tanh'])('%s on 210 points of R^8 in verified double precision', (text) => {
    const random = seeded(11);
    const milli = Array.from({ length: 210 }, () =>
      Array.from({ length: 8 }, () => Math.round(3000 * (random() - 0.5))),
    );
    const inputs = milli.map((row) => row.map((m) => Q.rational(m, 1000)));
    const found = bounds(text, inputs, 3, Q.rational(1, 10), 'ntk');
    expect(width(found)).toBeLessThan(1e-2);
    const gram = approxGram(
      { n: 210, d: 8, data: Float64Array.from(milli.flat().map((m) => m / 1000)) },
      {
        activations: [parseActivation(text).expr],
        depth: 3,
        weightVariance: 1,
        biasVariance: 0.1,
      },
      { kernel: 'ntk' },
    );
    if (gram.kind !== 'gram') throw new Error(JSON.stringify(gram));
    const least = approxEigen(gram.matrix, 210).values[0]!;
    expect(number(found.lower)).toBeLessThan(least * (1 + 1e-9));
    expect(number(found.upper)).toBeGreaterThan(least * (1 - 1e-9));
  });
});
