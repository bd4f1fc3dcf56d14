/**
 * # Route `exact`
 *
 * Over Q: equal inputs, null vectors and ranks of polynomial networks (theorem D), and inputs on a
 * line through 0 on which the layers act alike (theorem F).
 */
import { eliminate, primes } from '../linalg/modular.ts';
import { clearColumns, leftNullSpace } from '../linalg/rational-matrix.ts';
import {
  genericRank,
  monomialFeatures,
  outputDegrees,
  supportOf,
} from '../ntk/polynomial-kernel.ts';
import type { Support } from '../ntk/polynomial-kernel.ts';
import type { Verdict } from '../polynomiality/verdict.ts';
import type { CertificateJson } from '../polynomiality/write.ts';
import { toText } from '../arith/rational.ts';
import { byCollinear } from './collinear.ts';
import { attempt, bareCertificate, biasesOf, failed } from './problem.ts';
import type { Attempt, Inputs, Problem } from './problem.ts';

export interface ExactAttempt {
  readonly attempt: Attempt;
  /** Of this kernel matrix; null where it is not known. */
  readonly rank: number | null;
  /** N*: from so many rows on every data set of R^d is singular. null: there is no such number, or it is not known. */
  readonly threshold: number | null;
}

/** Rows up to which ranks and null vectors are computed. */
export const mostExactRows = 400;
/** Of S_L. */
const mostDegrees = 200;

export function byExact(problem: Problem): ExactAttempt {
  const { inputs, activations } = problem;
  const bare = (): CertificateJson[] => activations.map(bareCertificate);
  const rows = equalRows(inputs);
  const equal = rows && attempt(problem, bare(), { claim: 'singular', rule: 'equal-inputs', rows });
  const polynomial = byDegrees(problem);
  if (equal?.kind === 'accepted') return { ...polynomial, attempt: equal };
  if (polynomial.attempt.kind === 'accepted') return polynomial;
  const collinear = byCollinear(problem);
  if (collinear.kind === 'accepted') return { ...polynomial, attempt: collinear };
  const reasons = [polynomial.attempt, collinear].map((a) => (a.kind === 'failed' ? a.reason : ''));
  return { ...polynomial, attempt: failed(reasons.filter(Boolean).join('; ')) };
}

function equalRows(inputs: Inputs): readonly [number, number] | null {
  const seen = new Map<string, number>();
  for (const [i, row] of inputs.entries()) {
    const text = row.map(toText).join(' ');
    const before = seen.get(text);
    if (before !== undefined) return [before, i];
    seen.set(text, i);
  }
  return null;
}

/** The polynomial that the kernels see; null where none is shown, or where points count. */
function coefficientsOf(verdict: Verdict, problem: Problem): readonly string[] | null {
  if (verdict.kind === 'polynomial') return verdict.coefficients;
  const onlyVariances = problem.kernel === 'nngp' && biasesOf(problem).slice(0, -1).every(Boolean);
  return onlyVariances ? (verdict.almostEverywhere?.coefficients ?? null) : null;
}

function byDegrees(problem: Problem): ExactAttempt {
  const none = (reason: string): ExactAttempt => ({
    attempt: failed(reason),
    rank: null,
    threshold: null,
  });
  const { activations, indices, inputs } = problem;
  const supports: Support[] = [];
  for (const { verdict } of activations) {
    const coefficients = coefficientsOf(verdict(), problem);
    if (coefficients === null) return none('not every layer is shown to be a polynomial');
    supports.push(supportOf(coefficients));
  }
  const biases = biasesOf(problem);
  const of = (side: keyof Support): readonly number[] | null =>
    outputDegrees(
      indices.map((k) => supports[k]![side]),
      biases,
      mostDegrees,
    );
  const [within, covering] = [of('within'), of('covering')];
  if (within === null || covering === null) return none('the degree is beyond exact arithmetic');
  const known = within.join() === covering.join();
  const d = inputs[0]!.length;
  const threshold = known ? 1 + genericRank(within, d) : null;

  const certificates = activations.map(({ verdict }) => verdict().certificate as CertificateJson);
  const n = inputs.length;
  const some = inputs.slice(0, mostExactRows);
  const reached = rankModulo(some, within);
  if (n <= mostExactRows && reached.rank === n) {
    const claim = {
      claim: 'strictly-positive-definite',
      rule: 'full-rank',
      precision: 256,
      modulus: reached.modulus,
    };
    return { attempt: attempt(problem, certificates, claim), rank: n, threshold };
  }
  const { rank, vectors } = leftNullSpace(monomialFeatures(some, covering));
  // The rank of some rows is that of all if no rows of R^d have more.
  const whole = n <= mostExactRows || 1 + rank === threshold;
  const answer = (result: Attempt): ExactAttempt => ({
    attempt: result,
    rank: known && whole ? rank : null,
    threshold,
  });
  const vector = shortest(vectors);
  if (vector === null)
    return answer(
      failed(
        n > some.length
          ? `the first ${some.length} rows have no null vector, and more are not looked at`
          : 'whether some coefficients are 0 is not known, and the answer hangs on it',
      ),
    );
  const padded = inputs.map((_, i) => String(vector[i] ?? 0n));
  return answer(
    attempt(problem, certificates, { claim: 'singular', rule: 'null-vector', vector: padded }),
  );
}

/** The rank modulo a prime: never more than the rank over Q. */
function rankModulo(
  inputs: Inputs,
  degrees: readonly number[],
): { readonly rank: number; readonly modulus: string } {
  const p = primes[0]!;
  const { rank } = eliminate(clearColumns(monomialFeatures(inputs, degrees)), p);
  return { rank, modulus: String(p) };
}

/** The vector with the fewest nonzero entries, then the fewest digits. */
function shortest(vectors: readonly (readonly bigint[])[]): readonly bigint[] | null {
  const size = (v: readonly bigint[]): number =>
    v.reduce((sum, u) => sum + (u === 0n ? 0 : 1e6 + u.toString().length), 0);
  return vectors.reduce<readonly bigint[] | null>(
    (best, v) => (best === null || size(v) < size(best) ? v : best),
    null,
  );
}
