/**
 * # Kernels on few inputs, the bounds of their λ_min, and certificates of it
 *
 * The bounds are those of ntk/ and linalg/, which share nothing with the checker's rule.
 */
import { parseActivation } from '../../src/activations/parse-activation.ts';
import * as Q from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import { checkKernel } from '../../src/checker/check-kernel.ts';
import type { KernelOutcome } from '../../src/checker/check-kernel.ts';
import type { KernelName } from '../../src/checker/kernel-certificate.ts';
import { byEigenvalue } from '../../src/positivity/eigenvalue-certificate.ts';
import { encloseSmallestEigenvalue } from '../../src/positivity/lambda-min.ts';
import type { EigenvalueBounds } from '../../src/positivity/lambda-min.ts';
import { problemOf } from '../../src/positivity/problem.ts';
import type { Inputs } from '../../src/positivity/problem.ts';

export type Certificate = Record<string, unknown> & {
  claim: Record<string, unknown>;
  inputs: string[][];
};

export interface Setting {
  readonly texts: readonly string[];
  readonly inputs: Inputs;
  readonly depth: number;
  readonly bias: Rational;
  readonly kernel: KernelName;
}

/** n points of [−2, 2]. */
export const equispaced = (n: number): Rational[][] =>
  Array.from({ length: n }, (_, i) => [Q.rational(4 * i - 2 * (n - 1), Math.max(1, n - 1))]);

/** Three rows of R²: two of one length and a cosine of 4/5, one of another. */
export const plane: readonly (readonly Rational[])[] = [
  [Q.rational(7, 5), Q.rational(1, 5)],
  [Q.one, Q.one],
  [Q.rational(-1), Q.rational(1, 2)],
];

type Architecture = Parameters<typeof problemOf>[1];
export const architectureOf = ({ texts, depth, bias }: Setting): Architecture => ({
  activations: texts.map((text) => parseActivation(text).expr),
  depth,
  weightVariance: Q.one,
  biasVariance: bias,
});

export function truthOf(setting: Setting): EigenvalueBounds {
  const { inputs, kernel } = setting;
  const truth = encloseSmallestEigenvalue(inputs, architectureOf(setting), kernel);
  if (truth.kind !== 'bounds') throw new Error(truth.reason);
  return truth;
}

/** The certificate, with the number c that it proves. */
export function certified(
  setting: Setting,
  wanted: Rational,
): { readonly certificate: Certificate; readonly bound: Rational } {
  const problem = problemOf(setting.inputs, architectureOf(setting), setting.kernel);
  const result = byEigenvalue(problem, wanted);
  if (result.kind !== 'accepted') throw new Error(result.reason);
  const { proved, certificate } = result;
  return {
    certificate: JSON.parse(JSON.stringify(certificate)) as Certificate,
    bound: Q.fromText(proved.lambdaMin!)!,
  };
}

/** The checker on the certificate with other fields of the claim. */
export const claiming = (
  certificate: Certificate,
  change: Record<string, unknown>,
): KernelOutcome => checkKernel({ ...certificate, claim: { ...certificate.claim, ...change } });

export const codeOf = (outcome: KernelOutcome): string =>
  outcome.accepted ? 'accepted' : outcome.refusal.code;
