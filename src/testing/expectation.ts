/**
 * # What a matcher is asked
 *
 * Options that name nothing, or contradict each other, would make an assertion that says less than
 * it seems to: they throw.
 */
import type { Rows } from './inputs.ts';
import type { KernelConstraints } from './kernel.ts';
import type { ExactNumber } from './polynomiality.ts';

export interface PolynomialExpectation {
  /** Its exact degree; the zero polynomial has degree 0. */
  readonly degree?: number;
  /** Ascending; texts may be constants in the language: "1/sqrt(2*pi)". 0.1 is 1/10. */
  readonly coefficients?: readonly ExactNumber[];
}

export interface PositivityExpectation extends Omit<KernelConstraints, 'inputs'> {
  /** The rows of a data set; all admissible data sets unless given. */
  readonly inputs?: Rows;
  /** Without `inputs`: all admissible sets of n inputs; of every number of them unless given. */
  readonly n?: number;
}

function ensureKnown(where: string, expected: unknown, known: readonly string[]): void {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected))
    throw new TypeError(`${where}: expected an object with ${known.join(', ')}`);
  const unknown = Object.keys(expected).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new TypeError(`${where}: expected ${known.join(', ')}, got ${unknown}`);
}

/** @throws TypeError, RangeError */
export function readPolynomialExpectation(
  where: string,
  expected: PolynomialExpectation,
): PolynomialExpectation {
  ensureKnown(where, expected, ['degree', 'coefficients']);
  const { degree, coefficients } = expected;
  if (degree !== undefined && !(Number.isSafeInteger(degree) && degree >= 0))
    throw new RangeError(`${where}: expected an integer degree ≥ 0, got ${String(degree)}`);
  if (coefficients !== undefined && !Array.isArray(coefficients))
    throw new TypeError(`${where}: expected coefficients as a list, ascending`);
  return expected;
}

/** @throws TypeError, RangeError */
export function readPositivityExpectation(
  where: string,
  expected: PositivityExpectation,
): PositivityExpectation {
  const known = ['inputs', 'n', 'depth', 'kernel', 'weightVariance', 'biasVariance'];
  ensureKnown(where, expected, known);
  const { inputs, n, weightVariance = 1, biasVariance = 0 } = expected;
  if (inputs !== undefined && n !== undefined)
    throw new TypeError(`${where}: expected inputs or n, got both`);
  if (!(Number.isFinite(weightVariance) && weightVariance > 0))
    throw new RangeError(`${where}: expected a weightVariance > 0, got ${String(weightVariance)}`);
  if (!(Number.isFinite(biasVariance) && biasVariance >= 0))
    throw new RangeError(`${where}: expected a biasVariance ≥ 0, got ${String(biasVariance)}`);
  return expected;
}
