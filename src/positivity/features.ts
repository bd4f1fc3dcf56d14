/**
 * # Route `features`
 *
 * Finds parameters θ_a = (w_a, b_a) with [σ₁(w_a·x_i + b_a)] well conditioned: random ones at several
 * scales, aimed at the data, of which pivoting keeps N; then an approximate inverse in doubles, or
 * in fixed point where doubles do not do. The checker encloses σ₁ over boxes around them.
 */
import { lowerRational } from '../arith/enclosure.ts';
import { approxNumber, rational, toText } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { approxFunction } from '../expr/approx-evaluate.ts';
import { evaluateAt } from '../expr/evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import { approxInverse, fixedInverse } from './approximate-inverse.ts';
import type { ApproximateInverse } from './approximate-inverse.ts';
import { candidatesOf } from './candidate.ts';
import type { Candidate } from './candidate.ts';
import { approxPivotRows } from './pivot-rows.ts';
import { attempt, bareCertificate, biasesOf, failed } from './problem.ts';
import type { Attempt, Problem } from './problem.ts';
import { separationOf } from './separation.ts';

/** A feature matrix with what the checker needs to see that it is nonsingular. */
interface Features {
  /** null: the constant feature of a bias in the second layer. */
  readonly candidates: readonly (Candidate | null)[];
  readonly inverse: ApproximateInverse;
  /** Of the largest entry. */
  readonly bits: number;
}

/** @param most rows beyond which nothing is tried */
export function byFeatures(problem: Problem, seed: number, most: number): Attempt {
  const { inputs, activations, indices } = problem;
  const n = inputs.length;
  if (n > most) return failed(`certificates by features are limited to ${most} rows here`);
  const first = activations[indices[0] ?? -1]?.expr;
  if (first === undefined) return failed('there is no hidden layer');
  const separations = indices.slice(1).map((k) => separationOf(activations[k]!.expr, n));
  const constant = separations.indexOf(null);
  if (constant >= 0)
    return failed(`hidden layer ${constant + 2} is not shown to be other than constant`);
  const features = findFeatures(problem, first, seed);
  if (features === null)
    return failed('no N parameters were found whose feature values are certainly independent');
  let result: Attempt = failed('');
  // Kinks and steep places need smaller boxes and more bits.
  for (const extra of [0, 64, 256]) {
    const claim = claimOf(features, problem, extra);
    result = attempt(problem, activations.map(bareCertificate), {
      ...claim,
      separations: separations.map((ranges) => ranges!.map((range) => range.map(toText))),
    });
    if (result.kind === 'accepted') break;
  }
  return result;
}

function claimOf(
  { candidates, inverse: { inverse, scale }, bits }: Features,
  { inputs }: Problem,
  extra: number,
): Readonly<Record<string, unknown>> {
  const n = inputs.length;
  const abs = (a: bigint): bigint => (a < 0n ? -a : a);
  const norm = inverse.reduce((most, row) => {
    const sum = row.reduce((s, b) => s + abs(b), 0n);
    return sum > most ? sum : most;
  }, 1n);
  // Σ |B|·radius stays below 1/16.
  const digits = norm.toString(2).length - scale + Math.ceil(Math.log2(n)) + 6;
  const precision = Math.max(64, digits + Math.max(0, bits)) + extra;
  const reach = Math.max(
    1,
    ...inputs.map((row) => row.reduce((s, q) => s + Math.abs(approxNumber(q)), 1)),
  );
  const fineness = precision + 24 + Math.ceil(Math.log2(reach)) + extra;
  return {
    claim: 'strictly-positive-definite',
    rule: 'features',
    parameters: candidates.map(
      (candidate) => candidate && [candidate.weights.map(toText), toText(candidate.bias)],
    ),
    radius: toText({ num: 1n, den: 1n << BigInt(fineness) }),
    precision,
    scale,
    inverse: inverse.map((row) => row.map(String)),
  };
}

function findFeatures(problem: Problem, sigma: Expr, seed: number): Features | null {
  const { inputs } = problem;
  const n = inputs.length;
  const f = approxFunction(sigma);
  const found: (Candidate | null)[] = [];
  const values: Float64Array[] = [];
  if (biasesOf(problem)[1]) {
    found.push(null);
    values.push(new Float64Array(n).fill(1));
  }
  const wanted = 4 * n + 24;
  let tried = 0;
  for (const candidate of candidatesOf(inputs, biasesOf(problem)[0]!, seed)) {
    if (found.length >= wanted || tried >= 3 * wanted) break;
    tried += 1;
    const row = Float64Array.from(candidate.arguments, (q) => f(approxNumber(q)));
    if (!row.every((v) => Math.abs(v) < 1e100) || row.every((v) => v === 0)) continue;
    found.push(candidate);
    values.push(row);
  }
  if (found.length < n) return null;
  const chosen = approxPivotRows(equilibrated(values));
  if (chosen === null) return null;
  const candidates = chosen.map((a) => found[a]!);
  const matrix = chosen.map((a) => values[a]!);
  const largest = Math.max(
    ...matrix.map((row) => row.reduce((m, v) => Math.max(m, Math.abs(v)), 0)),
  );
  const bits = Math.ceil(Math.log2(largest));
  const inverse = approxInverse(matrix) ?? inMorePrecision(sigma, candidates);
  return inverse && { candidates, inverse, bits };
}

/** Rows and columns brought to sizes near 1. */
function equilibrated(values: readonly Float64Array[]): readonly Float64Array[] {
  const scaled = values.map((row) => row.slice());
  const n = scaled[0]!.length;
  for (let pass = 0; pass < 2; pass += 1) {
    for (let k = 0; k < n; k += 1) {
      const most = scaled.reduce((m, row) => Math.max(m, Math.abs(row[k]!)), 0);
      if (most > 0) for (const row of scaled) row[k] = row[k]! / most;
    }
    for (const row of scaled) {
      const most = row.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
      if (most > 0) for (let k = 0; k < n; k += 1) row[k] = row[k]! / most;
    }
  }
  return scaled;
}

/** Bits of fixed point, and rows up to which they are worth it. */
const fixed = [
  { bits: 256, most: 200 },
  { bits: 768, most: 80 },
];

function inMorePrecision(
  sigma: Expr,
  candidates: readonly (Candidate | null)[],
): ApproximateInverse | null {
  for (const { bits, most } of fixed) {
    if (candidates.length > most) continue;
    const matrix: bigint[][] = [];
    for (const candidate of candidates) {
      const row = candidate
        ? candidate.arguments.map((at) => fixedValue(sigma, at, bits))
        : candidates.map(() => 1n << BigInt(bits));
      if (!row.every((v) => v !== null)) return null;
      matrix.push(row as bigint[]);
    }
    const inverse = fixedInverse(matrix, bits);
    // What is not accurate in itself is told by its own product.
    if (inverse !== null && agrees(matrix, inverse)) return inverse;
  }
  return null;
}

function fixedValue(sigma: Expr, { num, den }: Rational, bits: number): bigint | null {
  const value = evaluateAt(sigma, rational(num, den), bits + 64);
  const lower = value && lowerRational(value);
  return lower && (lower.num << BigInt(bits)) / lower.den;
}

/** Whether ‖1 − BF‖ is below 1/4, F as computed. */
function agrees(
  f: readonly (readonly bigint[])[],
  { inverse, scale }: ApproximateInverse,
): boolean {
  const unit = 1n << BigInt(2 * scale);
  return inverse.every((row, k) => {
    let sum = 0n;
    for (let i = 0; i < f.length; i += 1) {
      let entry = k === i ? unit : 0n;
      for (let a = 0; a < f.length; a += 1) entry -= row[a]! * f[a]![i]!;
      sum += entry < 0n ? -entry : entry;
    }
    return 4n * sum < unit;
  });
}
