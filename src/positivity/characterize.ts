/**
 * # The equation Σ u_i σ(θ·z_i) = 0
 *
 * All u with Σ u_i σ(θ₁·z_i + θ₂) = 0 for all θ (theorem A): for a polynomial of degree r an exact
 * basis of {u : Σ u_i p(z_i) = 0, deg p ≤ r}, finite-difference stencils among them; else the
 * certificate that u = 0 is the only one.
 */
import type { Rational } from '../arith/rational.ts';
import { compare, div, equals, gcd, lcm, one, sub, zero } from '../arith/rational.ts';
import type { Certificate } from '../checker/certificate.ts';
import type { Expr } from '../expr/expr.ts';
import { leftNullSpace } from '../linalg/rational-matrix.ts';
import { monomialFeatures, outputDegrees, supportOf } from '../ntk/polynomial-kernel.ts';
import type { Verdict } from '../polynomiality/verdict.ts';
import type { CertificateJson } from '../polynomiality/write.ts';
import { byExact, mostExactRows } from './exact.ts';
import { byFeatures } from './features.ts';
import { problemOf } from './problem.ts';
import type { Inputs } from './problem.ts';
import { byTheorem, theoremHypotheses } from './theorem.ts';

export interface CharacterizeOptions {
  /** What was typed, for the certificate. */
  readonly input?: Certificate['input'];
  /** Of the search for features; 0 unless given. */
  readonly seed?: number;
  /** false: θ₂ = 0, the equation Σ u_i σ(θ·z_i) = 0. true unless given. */
  readonly bias?: boolean;
}

export type Characterization =
  | {
      /** All solutions, a space of dimension ≥ 1. */
      readonly kind: 'solutions';
      /** Coprime integers, exactly. */
      readonly basis: readonly (readonly bigint[])[];
      readonly degree: number;
      readonly theorem: string;
      /** That the first vector is a solution, and of what polynomial σ is. */
      readonly certificate: CertificateJson;
      readonly reason: string;
    }
  | {
      readonly kind: 'only-zero';
      readonly by: 'theorem' | 'exact' | 'features';
      readonly theorem: string;
      readonly assumes: readonly string[];
      readonly certificate: CertificateJson;
      readonly reason: string;
    }
  | { readonly kind: 'undecided'; readonly reasons: readonly string[] };

/**
 * The solutions of the paper's equation at the points.
 * @param points N rows of d exact numbers; d = 1 for points of the line
 * @throws RangeError on rows of different lengths
 */
export function characterize(
  expr: Expr,
  points: Inputs,
  { input, seed = 0, bias = true }: CharacterizeOptions = {},
): Characterization {
  // uᵀΣ²u = E[(Σ u_i σ(θ·z_i))²] where the last layer has no bias: the same equation, almost everywhere.
  const architecture = {
    activations: [expr],
    depth: 2,
    weightVariance: one,
    biasVariance: [bias ? one : zero, zero],
  };
  const problem = problemOf(points, architecture, 'nngp', input && [input]);
  const reasons: string[] = [];
  const theorem = byTheorem(problem, theoremHypotheses(problem));
  const exact = theorem.kind === 'accepted' ? null : byExact(problem).attempt;
  const features =
    theorem.kind === 'accepted' || exact?.kind === 'accepted'
      ? null
      : byFeatures(problem, seed, mostExactRows);
  for (const [by, result] of [
    ['theorem', theorem],
    ['exact', exact],
    ['features', features],
  ] as const) {
    if (result === null) continue;
    if (result.kind === 'failed') {
      reasons.push(`${by}: ${result.reason}`);
      continue;
    }
    const { proved, certificate } = result;
    if (proved.claim === 'strictly-positive-definite')
      return {
        kind: 'only-zero',
        by,
        theorem: by === 'theorem' ? 'A' : proved.theorem,
        // The equation needs no kernel.
        assumes: proved.assumes
          .filter(({ hypothesis }) => hypothesis !== 'existence')
          .map(({ statement }) => statement),
        certificate,
        reason: `u = 0 is the only solution at these ${points.length} points`,
      };
    const solutions = allSolutions(points, problem.activations[0]!.verdict(), bias);
    if (solutions !== null) return { ...solutions, theorem: proved.theorem, certificate };
    const some = `such as u = (${(proved.nullVector ?? []).join(', ')})`;
    // Off a null set σ may be a polynomial without being one.
    const where = proved.rule === 'null-vector' ? ' for almost every θ' : '';
    reasons.push(`there are solutions${where}, ${some}; all are known for polynomials only`);
    return { kind: 'undecided', reasons };
  }
  return { kind: 'undecided', reasons };
}

type Solutions = Pick<
  Extract<Characterization, { kind: 'solutions' }>,
  'kind' | 'basis' | 'degree' | 'reason'
>;

/** Of a polynomial whose coefficients are known to be 0 or not; else null. */
function allSolutions(points: Inputs, verdict: Verdict, bias: boolean): Solutions | null {
  if (verdict.kind !== 'polynomial' || points.length > mostExactRows) return null;
  const { within, covering } = supportOf(verdict.coefficients);
  const [degrees, most] = [within, covering].map((side) => outputDegrees([side], [bias, false]));
  if (!degrees || degrees.join() !== most?.join()) return null;
  const degree = degrees.at(-1) ?? -1;
  const consecutive =
    bias && points[0]!.length === 1
      ? stencils(
          points.map(([z]) => z!),
          degree,
        )
      : null;
  const basis = consecutive ?? leftNullSpace(monomialFeatures(points, degrees)).vectors;
  if (degrees.length === 0)
    return { kind: 'solutions', basis, degree, reason: 'σ is 0: every u is a solution' };
  const which = bias ? `degree ≤ ${degree}` : `homogeneous of degree ${degrees.join(', ')}`;
  return {
    kind: 'solutions',
    basis,
    degree,
    reason: `u is a solution exactly if Σ u_i p(z_i) = 0 for every polynomial p of ${which}: a space of dimension ${basis.length}`,
  };
}

/**
 * Divided differences on r + 2 consecutive points each, as coprime integers: a basis of
 * {u : Σ u_i z_i^k = 0, k ≤ r}. null unless the points are distinct.
 */
function stencils(points: readonly Rational[], r: number): readonly (readonly bigint[])[] | null {
  const order = points.map((_, i) => i).sort((a, b) => compare(points[a]!, points[b]!));
  if (order.some((i, k) => k > 0 && equals(points[i]!, points[order[k - 1]!]!))) return null;
  const windows = Math.max(0, points.length - r - 1);
  return Array.from({ length: windows }, (_, first) => {
    const window = order.slice(first, first + r + 2);
    const weights = window.map((i) =>
      window.reduce((w, j) => (i === j ? w : div(w, sub(points[i]!, points[j]!))), one),
    );
    const vector = points.map(() => 0n);
    coprime(weights).forEach((u, k) => (vector[window[k]!] = u));
    return vector;
  });
}

/** The coprime integers in the same proportions. */
function coprime(weights: readonly Rational[]): readonly bigint[] {
  const common = weights.reduce((d, { den }) => lcm(d, den), 1n);
  const integers = weights.map(({ num, den }) => num * (common / den));
  const g = integers.reduce(gcd, 0n);
  return integers.map((u) => u / g);
}
