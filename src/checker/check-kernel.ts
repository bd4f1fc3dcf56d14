/**
 * # The checker of certificates of kernels
 *
 * `checkKernel(certificate)` replays the claims about each activation and then the one claim about
 * the kernel of the data set, and accepts or refuses.
 */
import * as Q from './rational.ts';
import { accept, refusing } from './check.ts';
import type { AcceptedActivation, Proved } from './check.ts';
import type { Certificate } from './certificate.ts';
import { continuousByStructure } from './continuous.ts';
import { decodeKernel } from './decode-kernel.ts';
import { createBudget, ensure, Refused } from './ensure.ts';
import type { Budget, Refusal } from './ensure.ts';
import { kernelBindingOf } from './kernel-binding.ts';
import { kernelLimits } from './kernel-certificate.ts';
import type { KernelCertificate, KernelClaim, KernelName } from './kernel-certificate.ts';
import { printNode } from './print.ts';
import { verifyCollinear } from './rules/collinear.ts';
import { verifyFeatures } from './rules/features.ts';
import { verifyFullRank } from './rules/full-rank.ts';
import { verifyLambdaMin } from './rules/lambda-min.ts';
import { verifyNullVector } from './rules/null-vector.ts';
import { verifyTheorem } from './rules/theorem.ts';

/** What a claim rests on and its certificate does not prove. */
export interface Assumption {
  readonly hypothesis: 'continuity' | 'existence';
  readonly statement: string;
}

/** What is proved of one kernel matrix, as data. */
export interface ProvedKernel {
  readonly claim: KernelClaim['claim'];
  readonly rule: KernelClaim['rule'];
  /** Letters of the theorems it rests on, as in "A, C". */
  readonly theorem: string;
  readonly kernel: KernelName;
  readonly depth: number;
  readonly inputs: number;
  readonly dimension: number;
  readonly weightVariance: readonly string[];
  readonly biasVariance: readonly string[];
  /** Of singular ones: u ≠ 0 with K·u = 0, as text. */
  readonly nullVector: readonly string[] | null;
  /** By `lambda-min`: c > 0 with uᵀKu ≥ c·|u|² for all u, as text. */
  readonly lambdaMin: string | null;
  readonly assumes: readonly Assumption[];
}

export interface KernelAccepted {
  readonly accepted: true;
  readonly kind: 'kernel';
  /** Canonical texts of the hidden layers' activations, in order. */
  readonly layers: readonly string[];
  /** Of the distinct activations: what was typed, and the canonical text. */
  readonly activations: readonly {
    readonly input: Certificate['input'];
    readonly expression: string;
    readonly proved: readonly Proved[];
  }[];
  readonly proved: ProvedKernel;
}
export type KernelOutcome =
  KernelAccepted | { readonly accepted: false; readonly refusal: Refusal };

/**
 * Checks a certificate of a kernel: a parsed JSON value.
 * Never throws on any JSON value; time and memory are bounded by the limits of FORMAT.md.
 */
export function checkKernel(certificate: unknown): KernelOutcome {
  const budget = createBudget(kernelLimits.work);
  return refusing<KernelOutcome>(() => judge(decodeKernel(certificate, budget), budget));
}

function judge(certificate: KernelCertificate, budget: Budget): KernelAccepted {
  const { claim, kernel, layers, inputs, weightVariance, biasVariance, sha256 } = certificate;
  ensure(
    sha256 === kernelBindingOf(certificate),
    'wrong-hash',
    'sha256',
    'the digest of activations, architecture and inputs',
    sha256,
  );
  const activations = certificate.activations.map((activation, k) => {
    const used = layers.includes(k);
    ensure(used, 'unknown-field', `activations.${k}`, 'an activation of some layer');
    return within(`activations.${k}`, () => accept(activation, budget));
  });
  const nullVector = prove(certificate, activations, budget);
  const texts = activations.map(({ dag, root }) => printNode(dag, root));
  const { theorem } = rules[claim.rule];
  return {
    accepted: true,
    kind: 'kernel',
    layers: layers.map((k) => texts[k]!),
    activations: activations.map(({ proved }, k) => ({
      input: certificate.activations[k]!.input,
      expression: texts[k]!,
      proved,
    })),
    proved: {
      claim: claim.claim,
      rule: claim.rule,
      theorem,
      kernel,
      depth: layers.length + 1,
      inputs: inputs.length,
      dimension: inputs[0]!.length,
      weightVariance: weightVariance.map(Q.toText),
      biasVariance: biasVariance.map(Q.toText),
      nullVector: nullVector?.map(Q.toText) ?? null,
      lambdaMin: claim.rule === 'lambda-min' ? Q.toText(claim.bound) : null,
      assumes: assumptions(certificate, activations),
    },
  };
}

const rules: Readonly<Record<KernelClaim['rule'], { theorem: string; continuous: boolean }>> = {
  theorem: { theorem: 'A, C, E', continuous: true },
  features: { theorem: 'C, H', continuous: false },
  'full-rank': { theorem: 'D', continuous: false },
  'lambda-min': { theorem: 'H', continuous: false },
  'null-vector': { theorem: 'D', continuous: false },
  'equal-inputs': { theorem: 'F', continuous: false },
  collinear: { theorem: 'F', continuous: false },
};

/** The null vector of singular ones. @throws Refused unless the claim is proved */
function prove(
  certificate: KernelCertificate,
  activations: readonly AcceptedActivation[],
  budget: Budget,
): readonly Q.Rational[] | null {
  const { claim, inputs } = certificate;
  switch (claim.rule) {
    case 'theorem':
      verifyTheorem(certificate, activations, budget);
      return null;
    case 'features':
      verifyFeatures(certificate, activations, claim, budget);
      return null;
    case 'full-rank':
      verifyFullRank(certificate, activations, claim, budget);
      return null;
    case 'lambda-min':
      verifyLambdaMin(certificate, activations, claim, budget);
      return null;
    case 'null-vector':
      verifyNullVector(certificate, activations, claim, budget);
      return claim.vector.map((u) => Q.rational(u));
    case 'equal-inputs': {
      const [i, j] = claim.rows;
      const equal = i !== j && inputs[i]!.every((x, k) => Q.equals(x, inputs[j]![k]!));
      ensure(equal, 'not-shown', 'claim.rows', 'two equal rows');
      return inputs.map((_, k) => Q.rational(k === i ? 1n : k === j ? -1n : 0n));
    }
    case 'collinear':
      return verifyCollinear(certificate, activations, claim, budget);
    default:
      return claim satisfies never;
  }
}

/** What the rule needs and the certificate does not prove. */
function assumptions(
  { claim, kernel, layers }: KernelCertificate,
  activations: readonly AcceptedActivation[],
): readonly Assumption[] {
  const isPolynomial = activations.map(({ proved }) =>
    proved.some((p) => p.claim === 'polynomial'),
  );
  const named = (wanted: (k: number) => boolean): string | null => {
    const found = layers.flatMap((k, l) => (wanted(k) ? [l + 1] : []));
    if (found.length === 0) return null;
    return found.length === layers.length
      ? 'every hidden layer'
      : `hidden layer ${found.join(', ')}`;
  };
  const continuous = rules[claim.rule].continuous
    ? named((k) => !isPolynomial[k] && !continuousByStructure(activations[k]!))
    : null;
  // `lambda-min` bounds E[σ(√q Z)²] itself.
  const shown = claim.rule === 'lambda-min' && kernel === 'nngp';
  const existing = shown ? null : named((k) => !isPolynomial[k]);
  const finite =
    kernel === 'ntk'
      ? "E[σ(√q Z)²] and E[σ'(√q Z)²] are finite at every variance q that occurs, and σ is locally absolutely continuous"
      : 'E[σ(√q Z)²] is finite at every variance q that occurs';
  const found: Assumption[] = [];
  if (continuous !== null)
    found.push({ hypothesis: 'continuity', statement: `σ is continuous in ${continuous}` });
  if (existing !== null)
    found.push({
      hypothesis: 'existence',
      statement: `the kernel exists: in ${existing}, ${finite}`,
    });
  return found;
}

/** The same, with refusals that name the place in the whole. */
function within<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { refusal } = error;
    throw new Refused({ ...refusal, path: [path, refusal.path].filter(Boolean).join('.') });
  }
}
