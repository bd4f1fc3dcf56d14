/**
 * # Rulings on kernels
 *
 * Without inputs: is the kernel strictly positive definite on all admissible sets of n inputs (of
 * every n unless given)? By theorem E: exactly if n ≤ 1 + r^(L−1), r the degree, ∞ for what is no
 * polynomial. A refutation comes with the smallest data set that theorem D makes singular.
 */
import { hypotheses } from '../regularity/hypotheses.ts';
import type { Hypotheses } from '../regularity/hypotheses.ts';
import { verdictOf, verdictText, whereUndefined } from './polynomiality.ts';
import { ruling } from './ruling.ts';
import type { Ruling } from './ruling.ts';
import type { ReadSubject } from './subject.ts';

export interface TheoremOptions {
  /** Inputs in the data set; every number of them unless given. */
  readonly n?: number | undefined;
  /** Layers of weights; 2 unless given. */
  readonly depth?: number | undefined;
  /** 'ntk' unless given. */
  readonly kernel?: 'nngp' | 'ntk' | undefined;
  /** Whether the data set that refutes it may rest on biases in the first layer; true unless given. */
  readonly biases?: boolean | undefined;
}

/** By theorem E, whatever the inputs. */
export function positiveByTheorem(subject: ReadSubject, options: TheoremOptions = {}): Ruling {
  const { n = Infinity, depth = 2, kernel = 'ntk', biases = true } = options;
  if (!(Number.isInteger(depth) && depth >= 2 && depth <= 1000))
    throw new RangeError(`expected a depth from 2 to 1000, got ${depth}`);
  if (!(n === Infinity || (Number.isSafeInteger(n) && n >= 1)))
    throw new RangeError(`expected n ≥ 1 inputs, got ${n}`);
  if (kernel !== 'ntk' && kernel !== 'nngp')
    throw new RangeError(`expected the kernel 'ntk' or 'nngp', got ${String(kernel)}`);
  const where = whereUndefined(subject.expr);
  const { text } = subject;
  if (where !== null)
    return ruling('undecided', `${text} is no activation, it is not defined on R: ${where}`);
  const verdict = verdictOf(subject);
  const because = `${text} is ${verdictText(verdict)}`;
  if (verdict.kind === 'polynomial') {
    if (!verdict.exact) return ruling('undecided', [because, 'its exact degree is not known']);
    return polynomialRuling(verdict, { n, depth, biases }, because);
  }
  const missing = missingHypothesis(hypotheses(subject.expr), kernel);
  if (missing !== null) return ruling('undecided', [because, missing]);
  if (verdict.kind === 'non-polynomial')
    return ruling(
      'holds',
      [because, `strictly positive definite on every admissible data set by theorem E`],
      [verdict.certificate],
    );
  // No polynomial of degree ≤ D: n ≤ 1 + (D + 1)^(L−1) is settled.
  const excluded = verdict.notPolynomialOfDegree ?? -1;
  const settled = excluded < 0 ? 0n : largestSettled(excluded + 1, depth);
  return isAtMost(n, settled)
    ? ruling('holds', [because, `theorem E settles n ≤ ${settled}`], [verdict.certificate])
    : ruling('undecided', [because, ...(settled > 0n ? [`theorem E settles n ≤ ${settled}`] : [])]);
}

/** 1 + r^(L−1): up to so many inputs layers of degree ≥ r ≥ 1 are settled by theorem E. */
export const largestSettled = (r: number, depth: number): bigint =>
  1n + BigInt(r) ** BigInt(depth - 1);

const isAtMost = (n: number, most: bigint): boolean => n !== Infinity && BigInt(n) <= most;

/** What theorem E needs and was not shown; null if nothing. */
function missingHypothesis(h: Hypotheses, kernel: 'nngp' | 'ntk'): string | null {
  if (h.continuous.value !== true) return `not shown continuous: ${h.continuous.reason}`;
  if (h.gaussianIntegrable.value !== true)
    return `Σ is not shown to exist at every variance: ${h.gaussianIntegrable.reason}`;
  if (kernel === 'nngp') return null;
  if (h.locallyAbsolutelyContinuous.value !== true)
    return `not shown locally absolutely continuous: ${h.locallyAbsolutelyContinuous.reason}`;
  if (h.derivativeGaussianIntegrable.value !== true)
    return `Θ is not shown to exist at every variance: ${h.derivativeGaussianIntegrable.reason}`;
  return null;
}

/** Largest null vectors that are written out. */
const written = 12n;

function polynomialRuling(
  { degree, certificate }: { readonly degree: number; readonly certificate: unknown },
  { n, depth, biases }: { readonly n: number; readonly depth: number; readonly biases: boolean },
  because: string,
): Ruling {
  // A constant layer makes the kernel constant, and 0 if the constant is.
  if (degree === 0 && n === 1) return ruling('undecided', because);
  const settled = degree === 0 ? 1n : largestSettled(degree, depth);
  if (isAtMost(n, settled))
    return ruling('holds', [because, `theorem E: n ≤ ${settled}`], [certificate]);
  const size = settled + 1n;
  const place = biases ? 'on a line' : 'on a line off the origin';
  const stencil = size <= written ? nullVector(Number(size)) : null;
  const names = stencil?.map((_, k) => (biases ? `${k}` : `(1, ${k})`)).join(', ');
  const smallest =
    stencil === null
      ? `${size} equally spaced inputs ${place}`
      : `the ${size} inputs ${names}, null vector ${stencil.join(', ')}`;
  const how = biases ? 'with first-layer biases' : 'without biases';
  return ruling('fails', [because, `singular by theorem D, ${how}, on ${smallest}`], [certificate]);
}

/** (−1)^k C(n−1, k): annihilates all polynomials of degree ≤ n − 2 at 0, 1, …, n − 1. */
function nullVector(n: number): bigint[] {
  const vector = [1n];
  for (let k = 1; k < n; k += 1) vector.push((vector[k - 1]! * BigInt(k - n)) / BigInt(k));
  return vector;
}
