/** What the compiler must accept, and what it must refuse: `npm run types`. Nothing here is run. */
import { expect } from 'vitest';
import type fc from 'fast-check';
import {
  activation,
  conjecture,
  less,
  nonPolynomialActivation,
  polynomial,
  polynomialActivation,
  runConjecture,
  smallestEigenvalue,
} from 'nonpoly/testing';
import type { Activation, PolynomialActivation, Ruling, Summary } from 'nonpoly/testing';
import 'nonpoly/testing/vitest';

export const source: fc.Arbitrary<PolynomialActivation> = polynomialActivation({ maxDegree: 2 });
export const broader: fc.Arbitrary<Activation> = source;
export const coefficientsOf = (σ: PolynomialActivation): readonly string[] => σ.truth.coefficients;
export const shown: Ruling = polynomial('x');
export const summary: Summary = runConjecture(
  conjecture({
    name: 'a',
    statement: 'b',
    activations: activation({ regularity: 'smooth' }),
    claim: (σ, around) =>
      less(smallestEigenvalue(σ, around), smallestEigenvalue(σ, around, 'nngp')),
  }),
  { seed: 1 },
);

export function accepted(): void {
  expect('x').toBePolynomial({ degree: 1, coefficients: [0, '1', { num: 0n, den: 1n }] });
  expect('x').not.toBeStrictlyPositiveDefinite({ inputs: [[1], [2]], depth: 3, kernel: 'nngp' });
  expect({ σ: 'x' }).toEqual({ σ: expect.toBePolynomial(), τ: expect.not.toBeNonPolynomial() });
}

export function refused(): void {
  // @ts-expect-error a degree is a number
  polynomialActivation({ maxDegree: '2' });
  // @ts-expect-error there is no such growth
  nonPolynomialActivation({ growth: 'fast' });
  // @ts-expect-error a conjecture has a claim
  conjecture({ name: 'a', statement: 'b', activations: ['x'] });
  const listed = conjecture({
    name: 'a',
    statement: 'b',
    activations: ['x'],
    claim: (σ) => polynomial(σ),
  });
  // @ts-expect-error a run has a seed
  runConjecture(listed, {});
  // @ts-expect-error a claim is a ruling or a boolean
  conjecture({ ...listed, claim: () => 'yes' });
  // @ts-expect-error there is no such kernel
  expect('x').toBeSingular({ kernel: 'gp' });
  // @ts-expect-error there is no such expectation
  expect('x').toBePolynomial({ deg: 1 });
  // @ts-expect-error inputs are rows
  expect('x').toBeSingular({ inputs: [1, 2] });
  // @ts-expect-error an interval encloses numbers
  expect({ lower: 0, upper: 1 }).toEnclose([1]);
  // @ts-expect-error coefficients of activations of unknown truth are not known
  coefficientsOf(broader);
}
