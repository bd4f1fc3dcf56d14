/** What a library's own test suite says of its activations. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, parse } from 'nonpoly';
import {
  activation,
  activationFamily,
  architecture,
  certificate,
  conjecture,
  degenerateInputs,
  distinctInputs,
  libraryActivation,
  mutatedCertificate,
  nonParallelInputs,
  nonPolynomial,
  nonPolynomialActivation,
  polynomialActivation,
  runConjecture,
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

describe('recipes', () => {
  it('a family: polynomial at the exceptions, and only there', () => {
    fc.assert(
      fc.property(activationFamily(), fc.constantFrom('1/3', '-5/7', '12'), (family, a) => {
        for (const { a: exception } of family.polynomialAt)
          expect(family.at(exception)).toBePolynomial();
        fc.pre(!family.polynomialAt.some((at) => at.a === a));
        expect(family.at(a)).toBeNonPolynomial();
      }),
      { numRuns: 30, seed: 1 },
    );
  });

  it('data as they come: singular exactly where rows coincide', () => {
    fc.assert(
      fc.property(degenerateInputs({ only: ['duplicate', 'near-duplicate'] }), (data) => {
        const { rows: inputs, distinct } = data;
        if (distinct) expect('tanh').toBeStrictlyPositiveDefinite({ inputs, biasVariance: 1 });
        else expect('tanh').toBeSingular({ inputs, biasVariance: 1 });
      }),
      { numRuns: 12, seed: 1 },
    );
  });

  it('a certificate that a build has stored is still one', () => {
    const stored = JSON.stringify(decide(parse('x*tanh(x)')).certificate);
    expect(stored).toBeAcceptedByChecker();
    expect(stored.replace('"degree":1', '"degree":0')).not.toBeAcceptedByChecker();
  });

  it('a conjecture in code', () => {
    const { counts, counterexamples } = runConjecture(
      conjecture({
        name: 'products',
        statement: 'The product of a non-polynomial with x is no polynomial.',
        activations: nonPolynomialActivation({ disguise: 0 }),
        claim: (σ) => nonPolynomial(`(${σ.text})*x`),
      }),
      { seed: 1, cases: 30 },
    );
    expect(counts.fails).toBe(0);
    expect(counterexamples).toEqual([]);
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
