/**
 * # Is this kernel matrix strictly positive definite?
 *
 * Routes in order: `theorem` (E on the data), `exact` (over Q), `features` (a matrix of feature
 * values certified nonsingular), `lambda-min` (bounds of the smallest eigenvalue). The first that
 * settles it answers, and only with a certificate that the checker has accepted; only `lambda-min`,
 * where a certificate is out of reach, answers without one and says how its bounds are known.
 */
import { decimalAbove, decimalBelow } from '../arith/decimal-bound.ts';
import { approxNumber, fromText, sign } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { ExactArchitecture } from '../ntk/architecture.ts';
import { approxKernels, existsAtEveryVariance } from '../ntk/kernel.ts';
import type { KernelName, NoKernel } from '../ntk/kernel.ts';
import type { CertificateJson } from '../polynomiality/write.ts';
import { byEigenvalue } from './eigenvalue-certificate.ts';
import { byExact } from './exact.ts';
import { byFeatures } from './features.ts';
import { encloseSmallestEigenvalue } from './lambda-min.ts';
import type { LambdaMin, LambdaMinOptions } from './lambda-min.ts';
import { failed, problemOf } from './problem.ts';
import type { Attempt, Inputs, Problem, Typed } from './problem.ts';
import { byTheorem, theoremHypotheses } from './theorem.ts';
import type { Hypothesis } from './theorem.ts';

export type { Hypothesis } from './theorem.ts';
export const routes = ['theorem', 'exact', 'features', 'lambda-min'] as const;
export type Route = (typeof routes)[number];

export interface CertifyOptions {
  readonly kernel: KernelName;
  /** The only route to try; all of them, in order, unless given. */
  readonly by?: Route;
  /** Of the search for features: the same seed gives the same certificate. 0 unless given. */
  readonly seed?: number;
  /** Rows beyond which `features` is not tried; 100 unless given, 600 at most. */
  readonly mostFeatures?: number;
  /** false: λ_min is not enclosed where another route settles the question. */
  readonly lambdaMin?: boolean | LambdaMinOptions;
  /** What was typed for each activation, for the certificate. */
  readonly typed?: Typed;
}

export interface Certification {
  readonly kind: 'certification';
  readonly verdict: 'strictly-positive-definite' | 'singular' | 'undecided';
  readonly by: Route | null;
  /** Letters of the theorems that the verdict rests on. */
  readonly theorem: string | null;
  readonly kernel: KernelName;
  readonly depth: number;
  /** Rows and their length. */
  readonly n: number;
  readonly d: number;
  /** Decimal strings, rounded outward. */
  readonly lambdaMin: {
    readonly lower: string;
    readonly upper: string;
    /** ≤ lower: the bound that the checker accepted. null: the certificate says nothing of λ_min. */
    readonly certified: string | null;
  } | null;
  /** How the bounds of λ_min are known, or why there are none. */
  readonly lambdaMinNote: string;
  /** Of this kernel matrix; null where it is not known exactly. */
  readonly rank: number | null;
  /** N* over R^d: every larger data set, and any of N*, is singular. null: none, or not known. */
  readonly threshold: number | null;
  /** Of singular ones: u ≠ 0 with K·u = 0, exactly. */
  readonly nullVector: readonly string[] | null;
  /** Of theorem E, and whatever else the verdict assumes. */
  readonly hypotheses: readonly Hypothesis[];
  /** What the verdict rests on and its certificate does not prove, as sentences. */
  readonly assumes: readonly string[];
  readonly certificate: CertificateJson | null;
  readonly rigour:
    | 'certificate accepted by the checker'
    | 'verified floating point, not independently checked'
    | 'nothing is proved';
  /** Why the routes that were tried did not settle it. */
  readonly reasons: readonly string[];
}

/**
 * @param inputs N rows of d exact numbers
 * @returns the kernel's failure to exist where that shows
 * @throws RangeError on an architecture, inputs or options that do not fit
 */
export function certify(
  inputs: Inputs,
  architecture: ExactArchitecture,
  options: CertifyOptions,
): Certification | NoKernel {
  const { kernel, by } = options;
  if (by !== undefined && !routes.includes(by))
    throw new RangeError(`certify: expected a route (${routes.join(', ')}), got ${String(by)}`);
  const problem = problemOf(inputs, architecture, kernel, options.typed);
  const missing = existence(problem);
  if (missing !== null) return missing;

  const hypotheses = theoremHypotheses(problem);
  const reasons: string[] = [];
  // Rank and threshold belong to the answer whatever settles it.
  const exact = byExact(problem);
  const tries: readonly (readonly [Route, () => Attempt])[] = [
    ['theorem', () => byTheorem(problem, hypotheses)],
    ['exact', () => exact.attempt],
    ['features', () => byFeatures(problem, options.seed ?? 0, options.mostFeatures ?? 100)],
  ];
  let settled: Settled | null = null;
  for (const [route, run] of tries) {
    if (settled !== null || (by !== undefined && by !== route)) continue;
    const result = run();
    if (result.kind === 'accepted') settled = { ...result, by: route };
    else reasons.push(`${route}: ${result.reason}`);
  }

  const shared = {
    kind: 'certification',
    kernel,
    depth: architecture.depth,
    n: inputs.length,
    d: inputs[0]!.length,
    rank: exact.rank,
    threshold: exact.threshold,
    hypotheses,
    reasons,
  } as const;
  if (settled?.proved.claim === 'singular')
    return {
      ...shared,
      ...answered(settled),
      lambdaMin: { lower: '0', upper: '0', certified: '0' },
      lambdaMinNote: 'the kernel is positive semidefinite and singular',
    };
  const wanted = by === undefined || by === 'lambda-min' || settled !== null;
  const bounds = boundsOf(inputs, architecture, options, wanted);
  const note = bounds.kind === 'bounds' ? bounds.rigour : bounds.reason;
  if (bounds.kind === 'none') {
    if (settled === null && wanted) reasons.push(`lambda-min: ${note}`);
    return settled === null
      ? { ...shared, ...undecided, lambdaMin: null, lambdaMinNote: note }
      : { ...shared, ...answered(settled), lambdaMin: null, lambdaMinNote: note };
  }
  const { lower, upper } = bounds;
  const enclosed = { lower: decimalBelow(lower), upper: decimalAbove(upper), certified: null };
  if (settled !== null)
    return { ...shared, ...answered(settled), lambdaMin: enclosed, lambdaMinNote: note };
  if (sign(lower) <= 0) {
    reasons.push(`lambda-min: ${note}`);
    return { ...shared, ...undecided, lambdaMin: enclosed, lambdaMinNote: note };
  }
  // The checker's recursion of Θ is that of the NTK parameterisation.
  const standard = kernel === 'ntk' && architecture.parameterisation?.kind === 'standard';
  const result = standard
    ? failed('certificates of λ_min are for the NTK parameterisation')
    : byEigenvalue(problem, lower);
  if (result.kind === 'accepted') {
    const certified = decimalBelow(fromText(result.proved.lambdaMin!)!);
    return {
      ...shared,
      ...answered({ ...result, by: 'lambda-min' }),
      lambdaMin: { ...enclosed, certified },
      lambdaMinNote: `at least ${certified} by the certificate; the closer bounds: ${note}, not independently checked`,
    };
  }
  return {
    ...shared,
    ...undecided,
    verdict: 'strictly-positive-definite',
    by: 'lambda-min',
    theorem: 'H',
    rigour: 'verified floating point, not independently checked',
    lambdaMin: enclosed,
    lambdaMinNote: `${note}; no certificate: ${result.reason}`,
  };
}

const undecided = {
  verdict: 'undecided',
  by: null,
  theorem: null,
  nullVector: null,
  assumes: [],
  certificate: null,
  rigour: 'nothing is proved',
} as const;

type Settled = Extract<Attempt, { kind: 'accepted' }> & { readonly by: Route };

function answered({
  by,
  proved,
  certificate,
}: Settled): Pick<
  Certification,
  'verdict' | 'by' | 'theorem' | 'nullVector' | 'assumes' | 'certificate' | 'rigour'
> {
  return {
    verdict: proved.claim,
    by,
    theorem: proved.theorem,
    nullVector: proved.nullVector,
    assumes: proved.assumes.map(({ statement }) => statement),
    certificate,
    rigour: 'certificate accepted by the checker',
  };
}

function boundsOf(
  inputs: Inputs,
  architecture: ExactArchitecture,
  { kernel, by, lambdaMin = true }: CertifyOptions,
  wanted: boolean,
): LambdaMin {
  if (!wanted || lambdaMin === false) return { kind: 'none', reason: 'not asked for' };
  // Asked for by name, it may take its time.
  const patient = by === 'lambda-min' ? { maxPrecision: 256 } : {};
  const options = lambdaMin === true ? patient : { ...patient, ...lambdaMin };
  return encloseSmallestEigenvalue(inputs, architecture, kernel, options);
}

/** Rows whose kernels are looked at together: only their variances matter here. */
const chunk = 64;

/** The first failure of the kernel to exist on the data, as far as doubles show it. */
function existence({ inputs, layers, kernel, activations, indices }: Problem): NoKernel | null {
  if (indices.every((k) => existsAtEveryVariance(activations[k]!.hypotheses(), kernel)))
    return null;
  const d = inputs[0]!.length;
  const numbers = (list: readonly Rational[]): number[] => list.map(approxNumber);
  const architecture = {
    activations: layers.activations,
    depth: layers.activations.length + 1,
    weightVariance: numbers(layers.weightVariance),
    biasVariance: numbers(layers.biasVariance),
  };
  for (let i = 0; i < inputs.length; i += chunk) {
    const rows = inputs.slice(i, i + chunk);
    const data = Float64Array.from(rows.flatMap(numbers));
    const kernels = approxKernels({ n: rows.length, d, data }, architecture, { kernel });
    // What doubles cannot compute may exist all the same.
    if (kernels.kind === 'no-kernel' && kernels.code !== 'not-computed') return kernels;
  }
  return null;
}
