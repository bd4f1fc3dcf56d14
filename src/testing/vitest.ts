/**
 * # The entry `nonpoly/testing/vitest`
 *
 * Importing it adds the matchers to vitest's `expect`, and their types to its interface.
 */
import { expect } from 'vitest';
import * as matchers from './matchers.ts';
import type { PolynomialExpectation, PositivityExpectation } from './matchers.ts';
import type { ExactNumber } from './polynomiality.ts';

export type { PolynomialExpectation, PositivityExpectation } from './matchers.ts';
export type { ExactNumber } from './polynomiality.ts';

export interface NonpolyMatchers<R = unknown> {
  /** Is proved to be a polynomial, of this exact degree, with these coefficients. */
  toBePolynomial(expected?: PolynomialExpectation): R;
  /** Is proved to be no polynomial. */
  toBeNonPolynomial(): R;
  /** Its kernel is proved strictly positive definite: on `inputs`, or on all admissible data sets. */
  toBeStrictlyPositiveDefinite(expected?: PositivityExpectation): R;
  /** Its kernel is proved singular: on `inputs`, or on some admissible data set. */
  toBeSingular(expected?: PositivityExpectation): R;
  /** The interval is proved to contain this number: 0.1 is 1/10, "pi" is π. */
  toEnclose(value: ExactNumber): R;
  /** The checker accepts the certificate, and its text denotes its expression. */
  toBeAcceptedByChecker(): R;
}

/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-empty-object-type */
declare module 'vitest' {
  interface Matchers<T = any> extends NonpolyMatchers<T> {}
  /** Those under `expect.not`. */
  interface AsymmetricMatchersContaining extends NonpolyMatchers<any> {}
}
/* eslint-enable */

expect.extend({ ...matchers });
