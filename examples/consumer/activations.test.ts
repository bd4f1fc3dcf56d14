/** What a library's own test suite says of its activations. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'nonpoly';
import {
  activation,
  activationFamily,
  architecture,
  certificate,
  degenerateInputs,
  distinctInputs,
  libraryActivation,
  mutatedCertificate,
  nonParallelInputs,
  nonPolynomialActivation,
  polynomialActivation,
} from 'nonpoly/testing';
import 'nonpoly/testing/vitest';

describe('matchers', () => {
  it('take text, names, expressions and generated activations', () => {
    expect('x*tanh(x)').toBeNonPolynomial();
    expect('torch.nn.GELU').toBeStrictlyPositiveDefinite({ depth: 3 });
    expect(parse('(x + 1)^2 - x^2')).toBePolynomial({ degree: 1, coefficients: [1, 2] });
    expect('x^2').toBeSingular({ inputs: [[0], [1], [2], [3]], biasVariance: 1 });
    expect({ lower: '3.14', upper: '3.15' }).toEnclose('pi');
    expect({ σ: 'x^3' }).toEqual({ σ: expect.toBePolynomial({ degree: 3 }) });
  });
});

describe('properties', () => {
  it('polynomials are recognised', () => {
    fc.assert(
      fc.property(polynomialActivation({ disguise: 0 }), (σ) => {
        expect(σ).toBePolynomial({ coefficients: σ.truth.coefficients });
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it('smooth and bounded activations are no polynomials', () => {
    fc.assert(
      fc.property(
        nonPolynomialActivation({ smooth: true, growth: 'bounded', disguise: 0 }),
        (σ) => {
          expect(σ).toBeNonPolynomial();
        },
      ),
      { numRuns: 50, seed: 1 },
    );
  });

  it('certificates are accepted', () => {
    const source = certificate({ activations: libraryActivation() });
    fc.assert(
      fc.property(source, (generated) => {
        expect(generated).toBeAcceptedByChecker();
      }),
      { numRuns: 30, seed: 1 },
    );
  });

  it('relu is positive on any non-parallel inputs, at any depth', () => {
    fc.assert(
      fc.property(nonParallelInputs({ n: 3 }), architecture(), (inputs, { depth }) => {
        expect('relu').toBeStrictlyPositiveDefinite({ inputs, depth });
      }),
      { numRuns: 20, seed: 1 },
    );
  });
});

it('every arbitrary draws what it says', () => {
  const one = <T>(source: fc.Arbitrary<T>): T => fc.sample(source, { numRuns: 1, seed: 2 })[0]!;
  expect(typeof one(activation()).text).toBe('string');
  expect(one(activationFamily()).at('1/3').kind).toBe('activation');
  expect(one(distinctInputs({ n: 4, dimension: 2, minDistance: 0.5 }))).toHaveLength(4);
  expect(one(degenerateInputs({ only: ['zero'] })).nonParallel).toBe(false);
  expect(one(mutatedCertificate()).mutation).not.toBe('');
});
