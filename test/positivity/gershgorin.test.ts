import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseActivation } from '../../src/activations/parse-activation.ts';
import * as Q from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import type { ExactArchitecture } from '../../src/ntk/architecture.ts';
import { boundByGershgorin } from '../../src/positivity/gershgorin.ts';
import { approxEigen } from '../../src/linalg/approx-eigen.ts';
import { encloseSmallestEigenvalue } from '../../src/positivity/lambda-min.ts';
import { randomInputs } from '../../src/data/random.ts';
import { gramOf, inputsOf } from '../ntk/gram-of.ts';
import { binaryValue } from '../../src/arith/double.ts';

const exprOf = (text: string) => parseActivation(text).expr;
const axes = (n: number): Rational[][] =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, c) => (i === c ? Q.rational(n) : Q.zero)),
  );

describe('orthogonal inputs, where the bound is λ_min itself', () => {
  // x·x/d = n for n axes of length n: at variance q = n and ρ = 0 the entries are E[σ²] and a_0².
  const cases: readonly (readonly [string, (q: number) => number])[] = [
    ['sin(x)', (q) => (1 - Math.exp(-2 * q)) / 2],
    ['relu', (q) => q / 2 - q / (2 * Math.PI)],
    ['x^3', (q) => 15 * q ** 3],
    ['exp(x/2)', (q) => Math.exp(q / 2) - Math.exp(q / 4)],
    ['cos(x)', (q) => (1 + Math.exp(-2 * q)) / 2 - Math.exp(-q)],
  ];
  it.each(cases)('%s: E[σ²] − a_0²', (text, exact) => {
    const n = 3;
    const architecture: ExactArchitecture = {
      activations: [exprOf(text)],
      depth: 2,
      weightVariance: Q.one,
      biasVariance: Q.zero,
    };
    const bound = boundByGershgorin(axes(n), architecture, 'nngp');
    if (bound.kind === 'none') throw new Error(bound.reason);
    expect(bound.lower / exact(n)).toBeLessThanOrEqual(1);
    expect(bound.lower / exact(n)).toBeGreaterThan(1 - 1e-9);
  });

  it('tangent kernel of sin: λ_min = q·E[cos²] + …, the diagonal where Θ¹ vanishes off it', () => {
    const architecture: ExactArchitecture = {
      activations: [exprOf('sin(x)')],
      depth: 2,
      weightVariance: Q.one,
      biasVariance: Q.zero,
    };
    const bound = boundByGershgorin(axes(3), architecture, 'ntk');
    if (bound.kind === 'none') throw new Error(bound.reason);
    // Θ² = E[sin²]·1 + 3·E[cos²]·1 on the diagonal, 0 off it; E[cos]² = e^{−3} of E[cos²] is not used.
    const exact = (1 - Math.exp(-6)) / 2 + 3 * ((1 + Math.exp(-6)) / 2);
    expect(bound.lower).toBeLessThanOrEqual(exact);
    expect(bound.lower).toBeGreaterThan(exact - 3 * Math.exp(-3) - 1e-8);
  });
});

describe('the bound is below λ_min', () => {
  const activations = ['relu', 'tanh', 'sin(x)', 'leaky_relu', 'x^3 + x^2'];
  it('for random data, depths, biases, kernels and parameterisations', () => {
    let positive = 0;
    fc.assert(
      fc.property(
        fc.record({
          layers: fc.array(fc.constantFrom(...activations), { minLength: 1, maxLength: 3 }),
          n: fc.integer({ min: 2, max: 12 }),
          d: fc.integer({ min: 4, max: 40 }),
          seed: fc.integer({ min: 0, max: 1e6 }),
          weight: fc.constantFrom(1, 2),
          bias: fc.constantFrom(0, 0.125),
          kernel: fc.constantFrom('nngp' as const, 'ntk' as const),
          standard: fc.boolean(),
        }),
        ({ layers, n, d, seed, weight, bias, kernel, standard }) => {
          const depth = layers.length + 1;
          const { data } = randomInputs('gaussian', n, d, seed);
          const inputs = Array.from({ length: n }, (_, i) =>
            Array.from({ length: d }, (_, c) => binaryValue(Math.fround(data[i * d + c]!))),
          );
          const architecture: ExactArchitecture = {
            activations: layers.map(exprOf),
            depth,
            weightVariance: Q.rational(weight),
            biasVariance: binaryValue(bias),
            ...(standard && {
              parameterisation: {
                kind: 'standard' as const,
                widths: Array.from({ length: depth }, (_, l) => Q.rational(l + 1)),
              },
            }),
          };
          const bound = boundByGershgorin(inputs, architecture, kernel, { terms: 66 });
          if (bound.kind === 'none') return;
          positive += 1;
          const gram = gramOf(
            inputsOf(inputs.map((row) => row.map(Q.approxNumber))),
            {
              activations: architecture.activations,
              depth,
              weightVariance: weight,
              biasVariance: bias,
              ...(standard && {
                parameterisation: {
                  kind: 'standard' as const,
                  widths: Array.from({ length: depth }, (_, l) => l + 1),
                },
              }),
            },
            kernel,
          );
          const { values } = approxEigen(gram.matrix, n);
          expect(bound.lower).toBeGreaterThan(0);
          expect(bound.lower).toBeLessThanOrEqual(values[0]! + 1e-11 * values[n - 1]!);
        },
      ),
      { seed: 11, numRuns: 15 },
    );
    expect(positive).toBeGreaterThan(7);
  });

  it('says why there is none: parallel rows, a zero row, depth 1', () => {
    const of = (rows: number[][]) => rows.map((row) => row.map((x) => Q.rational(x)));
    const architecture: ExactArchitecture = {
      activations: [exprOf('tanh')],
      depth: 2,
      weightVariance: Q.one,
      biasVariance: Q.zero,
    };
    const reason = (rows: number[][], depth = 2): string => {
      const bound = boundByGershgorin(of(rows), { ...architecture, depth }, 'nngp');
      return bound.kind === 'none' ? bound.reason : `${bound.lower}`;
    };
    expect(
      reason([
        [1, 2],
        [2, 4],
      ]),
    ).toContain('close to each other');
    expect(
      reason([
        [0, 0],
        [2, 4],
      ]),
    ).toContain('variance 0');
    expect(
      reason(
        [
          [1, 0],
          [0, 1],
        ],
        1,
      ),
    ).toContain('depth 1');
  });
});

describe('without a factorisation', () => {
  it('bounds λ_min from both sides where rows are too many', () => {
    const { data } = randomInputs('gaussian', 40, 8, 5);
    const inputs = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: 8 }, (_, c) => binaryValue(Math.fround(data[i * 8 + c]!))),
    );
    const architecture: ExactArchitecture = {
      activations: [exprOf('relu')],
      depth: 3,
      weightVariance: Q.rational(2),
      biasVariance: Q.zero,
    };
    const exact = encloseSmallestEigenvalue(inputs, architecture, 'ntk');
    const wide = encloseSmallestEigenvalue(inputs, architecture, 'ntk', { rows: 39 });
    if (exact.kind === 'none' || wide.kind === 'none') throw new Error('expected bounds');
    expect(wide.rigour).toContain('Gershgorin');
    expect(Q.sign(wide.lower)).toBe(1);
    expect(Q.compare(wide.lower, exact.upper)).toBeLessThanOrEqual(0);
    expect(Q.compare(wide.upper, exact.lower)).toBeGreaterThanOrEqual(0);
  });
});
