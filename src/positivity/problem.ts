/**
 * # One kernel matrix to certify
 *
 * Inputs, layers and the distinct activations with their verdicts, and the certificate that binds
 * them: the parts that every rule shares.
 */
import { sign, toText } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { addExpr } from '../cells/nodes.ts';
import { checkKernel } from '../checker/check-kernel.ts';
import type { ProvedKernel } from '../checker/check-kernel.ts';
import { decode } from '../checker/decode.ts';
import type { Certificate } from '../checker/certificate.ts';
import type { Refusal } from '../checker/ensure.ts';
import { unlimited } from '../checker/ensure.ts';
import { createDag } from '../checker/expression.ts';
import { kernelBindingOf } from '../checker/kernel-binding.ts';
import { kernelFormat, kernelVersion } from '../checker/kernel-certificate.ts';
import type { Expr } from '../expr/expr.ts';
import { print } from '../expr/print.ts';
import type { ExactArchitecture } from '../ntk/architecture.ts';
import { exactLayersOf } from '../ntk/exact-layers.ts';
import type { ExactLayers } from '../ntk/exact-layers.ts';
import type { KernelName } from '../ntk/kernel.ts';
import { decide } from '../polynomiality/decide.ts';
import type { Verdict } from '../polynomiality/verdict.ts';
import { writeCertificate } from '../polynomiality/write.ts';
import type { CertificateJson } from '../polynomiality/write.ts';
import { hypotheses } from '../regularity/hypotheses.ts';
import type { Hypotheses } from '../regularity/hypotheses.ts';

export interface Activation {
  readonly expr: Expr;
  readonly input: Certificate['input'];
  readonly verdict: () => Verdict;
  readonly hypotheses: () => Hypotheses;
}

export interface Problem {
  readonly inputs: readonly (readonly Rational[])[];
  readonly layers: ExactLayers;
  readonly kernel: KernelName;
  /** Distinct activations, and for each hidden layer an index into them. */
  readonly activations: readonly Activation[];
  readonly indices: readonly number[];
}

export type Inputs = readonly (readonly Rational[])[];
/** What was typed for each activation of the architecture. */
export type Typed = readonly Certificate['input'][];

/** @throws RangeError on shapes, variances or numbers of layers that do not fit */
export function problemOf(
  inputs: Inputs,
  architecture: ExactArchitecture,
  kernel: KernelName,
  typed?: Typed,
): Problem {
  const d = inputs[0]?.length ?? 0;
  if (d === 0 || inputs.some((row) => row.length !== d))
    throw new RangeError('certify: expected at least one row, and rows of one length ≥ 1');
  if (typed && typed.length !== architecture.activations.length)
    throw new RangeError(
      `certify: expected ${architecture.activations.length} texts, got ${typed.length}`,
    );
  const layers = exactLayersOf(architecture);
  const byText = new Map<string, number>();
  const activations: Activation[] = [];
  const indices = layers.activations.map((expr, l) => {
    const text = print(expr);
    const known = byText.get(text);
    if (known !== undefined) return known;
    const input = typed?.[typed.length === 1 ? 0 : l] ?? { text, parameters: {} };
    byText.set(text, activations.length);
    return activations.push(activationOf(expr, input)) - 1;
  });
  return { inputs, layers, kernel, activations, indices };
}

function activationOf(expr: Expr, input: Certificate['input']): Activation {
  let verdict: Verdict | null = null;
  let found: Hypotheses | null = null;
  return {
    expr,
    input,
    verdict: () => (verdict ??= decide(expr, { input })),
    hypotheses: () => (found ??= hypotheses(expr)),
  };
}

/** Whether σ_b² > 0, for each layer of weights. */
export const biasesOf = ({ layers }: Problem): readonly boolean[] =>
  layers.biasVariance.map((q) => sign(q) > 0);

/** A certificate of an activation that claims nothing. */
export function bareCertificate({ expr, input }: Activation): CertificateJson {
  const dag = createDag(unlimited);
  return writeCertificate(dag, addExpr(dag, expr), input, []);
}

/** A claim about the kernel, accepted by the checker. */
export interface Accepted {
  readonly proved: ProvedKernel;
  readonly certificate: CertificateJson;
}

/**
 * The certificate of a claim, checked.
 * @param of the certificate of each distinct activation
 */
export function acceptedClaim(
  { inputs, layers, kernel, indices }: Problem,
  of: readonly CertificateJson[],
  claim: CertificateJson,
): Accepted | Refusal {
  const bound = {
    activations: of.map((json) => decode(json, unlimited, 0)),
    layers: indices,
    kernel,
    weightVariance: layers.weightVariance,
    biasVariance: layers.biasVariance,
    inputs,
  };
  const certificate = {
    format: kernelFormat,
    version: kernelVersion,
    activations: of,
    layers: indices,
    kernel,
    weightVariance: layers.weightVariance.map(toText),
    biasVariance: layers.biasVariance.map(toText),
    inputs: inputs.map((row) => row.map(toText)),
    sha256: kernelBindingOf(bound),
    claim,
  };
  const outcome = checkKernel(certificate);
  return outcome.accepted ? { proved: outcome.proved, certificate } : outcome.refusal;
}

/** What a route comes to: accepted, or a reason why not. */
export type Attempt =
  ({ readonly kind: 'accepted' } & Accepted) | { readonly kind: 'failed'; readonly reason: string };

export const failed = (reason: string): Attempt => ({ kind: 'failed', reason });

/** As an attempt; a refusal is a defect to report, said as such. */
export function attempt(
  problem: Problem,
  of: readonly CertificateJson[],
  claim: CertificateJson,
): Attempt {
  const result = acceptedClaim(problem, of, claim);
  if ('certificate' in result) return { kind: 'accepted', ...result };
  const { code, path, expected, found } = result;
  return failed(
    `the checker refused the certificate: ${code} at ${path}, expected ${expected}, found ${found}`,
  );
}
