/**
 * # A certificate of the smallest eigenvalue
 *
 * Panels, a quadrature rule, the number of terms and the precision with which the checker finds
 * λ_min ≥ c by itself, and the largest such c to four digits. The checker's own enclosures
 * are computed here once, to see what c they allow.
 */
import { decimalFromText, decimalToRational } from '../expr/decimal.ts';
import { decimalBelow } from '../arith/decimal-bound.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { addExpr } from '../cells/nodes.ts';
import { analyse } from '../checker/analysis.ts';
import { accept } from '../checker/check.ts';
import * as C from '../checker/complex.ts';
import { decode } from '../checker/decode.ts';
import { decodeLambdaMin } from '../checker/decode-lambda-min.ts';
import { createBudget, Refused, unlimited } from '../checker/ensure.ts';
import { createDag } from '../checker/expression.ts';
import type { Dag } from '../checker/expression.ts';
import * as I from '../checker/interval.ts';
import { kernelLimits } from '../checker/kernel-certificate.ts';
import { boundOn } from '../checker/quadrature.ts';
import { encloseLowerBound } from '../checker/rules/lambda-min.ts';
import { approxFunction } from '../expr/approx-evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import { boundSmallestEigenvalueFixed } from '../linalg/smallest-eigenvalue.ts';
import { exactPieces } from '../ntk/exact-piece.ts';
import { isAngular } from '../ntk/homogeneous.ts';
import { quadratureRule } from '../ntk/quadrature-rule.ts';
import { attempt, bareCertificate, failed } from './problem.ts';
import type { Attempt, Problem } from './problem.ts';

/** Rows up to which it is tried. */
export const mostEigenvalueRows = kernelLimits.eigenvalueRows;
/** Elementary products of one check: about five seconds. */
const mostWork = 380_000_000;

/** Numbers of terms that are tried, until the bound is within 1/64 of the wanted one. */
const lengths = [16, 40, 100, 250];
/** The r of the ellipses. */
const ellipse = 3;
const log2 = (x: number): number => Math.log2(Math.max(x, 1e-300));

/** The least and the largest variance in front of an activation, and its largest E[σ²]. */
interface Scope {
  least: number;
  most: number;
  square: number;
}

/** @param wanted a proved lower bound of λ_min, which certificates are to reach */
export function byEigenvalue(problem: Problem, wanted: Rational): Attempt {
  const { inputs, activations } = problem;
  const n = inputs.length;
  if (n > mostEigenvalueRows)
    return failed(`certificates of λ_min are limited to ${mostEigenvalueRows} rows`);
  const scopes = approxScopes(problem);
  if (scopes === null) return failed('a variance is not of moderate size');
  // What is off in one layer grows with the sizes of those behind it.
  const sizes = scopes.reduce((sum, { square }) => sum + Math.max(0, log2(square)), 0);
  const digits = Math.ceil(sizes - log2(Q.approxNumber(wanted) / n)) + 24;
  const bare = activations.map(bareCertificate);
  const angular = activations.map(({ expr }) => isAngular(expr));
  const series = !angular.every(Boolean);
  const reaches = activations.map(({ expr }, k) =>
    reachOf(approxFunction(expr), scopes[k]!, digits),
  );

  let best: { claim: Record<string, unknown>; bound: Rational } | null = null;
  let reason = 'no bound was found';
  for (const terms of series ? lengths : [1]) {
    const spread = Math.sqrt(terms) + Math.sqrt(2.8 * digits);
    const panels = activations.map(({ expr }, k) =>
      angular[k] ? null : panelsOf(expr, scopes[k]!, reaches[k]!, spread),
    );
    // Errors of the recurrence grow by e^(z√K), z at the end of the panels or of what is summed.
    const growth = activations.map((_, k) => {
      if (angular[k]) return 0;
      const z = Math.min(reaches[k]! / Math.sqrt(scopes[k]!.least), spread);
      return 1.45 * z * Math.sqrt(terms);
    });
    const precision = Math.ceil(Math.max(4 * digits, digits + 48 + Math.max(0, ...growth)));
    const claim = {
      claim: 'strictly-positive-definite',
      rule: 'lambda-min',
      precision,
      terms,
      quadrature: series ? ruleFor(digits + Math.ceil(terms / 4)) : null,
      panels: panels.map((ends) => ends && ends.map(Q.toText)),
    };
    if (precision > kernelLimits.eigenvaluePrecision) break;
    const bound = boundOf(problem, bare, claim);
    if (typeof bound === 'string') reason = bound;
    else if (best === null || Q.compare(bound, best.bound) > 0) best = { claim, bound };
    const gap = typeof bound === 'string' ? null : Q.sub(wanted, bound);
    if (gap && Q.compare(Q.mul(gap, Q.rational(64)), wanted) < 0) break;
  }
  if (best === null) return failed(reason);
  // Few digits, and room for the checker's own rounding.
  const lower = Q.mul(best.bound, Q.rational(99_999, 100_000));
  const bound = decimalToRational(decimalFromText(decimalBelow(lower, 4))!);
  return attempt(problem, bare, { ...best.claim, bound: Q.toText(bound) });
}

/** A lower bound of λ_min by the checker's own enclosures, or why there is none. */
function boundOf(
  { inputs, layers, kernel, indices }: Problem,
  bare: readonly unknown[],
  claim: { precision: number; terms: number } & Record<string, unknown>,
): Rational | string {
  const budget = createBudget(mostWork);
  try {
    const decoded = decodeLambdaMin({ ...claim, bound: '1' }, 'claim', {
      n: inputs.length,
      activations: bare.length,
      budget,
    });
    const accepted = bare.map((json) => accept(decode(json, unlimited, 0), budget));
    const certificate = {
      inputs,
      layers: indices,
      kernel,
      weightVariance: layers.weightVariance,
      biasVariance: layers.biasVariance,
    };
    const matrix = encloseLowerBound(certificate, accepted, decoded, budget);
    const found = boundSmallestEigenvalueFixed({
      n: inputs.length,
      bits: claim.precision,
      middle: matrix.map((row) => row.map(({ middle }) => middle)),
      radius: matrix.map((row) => row.map(({ radius }) => radius)),
    });
    if (found === null || Q.sign(found.lower) <= 0) return 'the bounds do not reach';
    return found.lower;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

/** Variances of every layer in doubles, as far as they go: they choose panels and prove nothing. */
function approxScopes({ inputs, layers, activations, indices }: Problem): readonly Scope[] | null {
  const scopes = activations.map((): Scope => ({ least: Infinity, most: 0, square: 0 }));
  const d = inputs[0]!.length;
  const [weights, biases] = [layers.weightVariance, layers.biasVariance].map((list) =>
    list.map(Q.approxNumber),
  ) as [number[], number[]];
  const square = (row: readonly Rational[]): number =>
    row.reduce((sum, x) => sum + Q.approxNumber(x) ** 2, 0);
  let variances = inputs.map((row) => (weights[0]! / d) * square(row) + biases[0]!);
  for (const [l, k] of indices.entries()) {
    const scope = scopes[k]!;
    for (const q of variances) {
      if (!(q > 1e-9 && q < 1e9)) return null;
      scope.least = Math.min(scope.least, q);
      scope.most = Math.max(scope.most, q);
    }
    const f = approxFunction(activations[k]!.expr);
    const squares = variances.map((q) => approxSquare(f, q));
    scope.square = Math.max(scope.square, ...squares);
    variances = squares.map((square) => weights[l + 1]! * square + biases[l + 1]!);
  }
  return scopes;
}

/** E[f(√q Z)²] by the midpoint rule. */
function approxSquare(f: (x: number) => number, q: number): number {
  const step = 1 / 24;
  let sum = 0;
  for (let k = -240; k < 240; k += 1) {
    const z = (k + 0.5) * step;
    const value = f(Math.sqrt(q) * z);
    if (Number.isFinite(value)) sum += value * value * Math.exp((-z * z) / 2);
  }
  return (sum * step) / Math.sqrt(2 * Math.PI);
}

/** Where f² times the density is ≤ 2^(−2·digits): the root of it counts. */
function reachOf(f: (x: number) => number, { most }: Scope, digits: number): number {
  const target = -Math.LN2 * (2 * digits + 16);
  const size = (x: number): number => 2 * Math.log(Math.max(1e-300, Math.abs(f(x))));
  const small = (r: number): boolean =>
    Math.max(0, size(r), size(-r)) - (r * r) / (2 * most) <= target;
  let r = Math.max(1, Math.sqrt(-2 * target * most));
  for (let step = 0; step < 60 && !small(r); step += 1) r *= 1.03;
  return r;
}

/**
 * Panels of at most twice the least standard deviation √q that matters where they are — variance q
 * is felt for |x| ≤ spread·√q — on which σ is bounded around the reals.
 */
function panelsOf(
  expr: Expr,
  { least }: Scope,
  reach: number,
  spread: number,
): readonly Rational[] {
  const end = Q.rational(Math.ceil(4 * reach), 4);
  const inside = exactPieces(expr, 128)
    .flatMap(({ lower, upper }) => [lower, upper])
    .filter((x): x is Rational => x !== null)
    .filter((x) => Q.compare(x, end) < 0 && Q.compare(Q.neg(end), x) < 0);
  const cuts = [Q.neg(end), ...inside, end];
  const ends: Rational[] = [cuts[0]!];
  const dag = createDag(unlimited);
  const root = addExpr(dag, expr);
  const add = (a: Rational, b: Rational): void => {
    const [left, right] = [Q.approxNumber(a), Q.approxNumber(b)];
    const size = right - left;
    const nearest = left < 0 && right > 0 ? 0 : Math.min(Math.abs(left), Math.abs(right));
    const width = 2 * Math.max(Math.sqrt(least), nearest / spread);
    // What is narrower stays a gap.
    const halved = size > 1.01 * width || (size > narrowest && !isTame(dag, root, a, b));
    if (!halved || ends.length >= kernelLimits.ends) {
      ends.push(b);
      return;
    }
    // Near the middle, at a short number.
    const unit = 2 ** (3 - Math.floor(Math.log2(size)));
    const middle = Q.div(Q.rational(Math.round((unit * (left + right)) / 2)), dyadic(unit));
    add(a, middle);
    add(middle, b);
  };
  for (const [i, b] of cuts.slice(1).entries()) if (Q.compare(cuts[i]!, b) < 0) add(cuts[i]!, b);
  return ends;
}

const narrowest = 2 ** -10;
/** A power of two, as a rational. */
const dyadic = (x: number): Rational =>
  x >= 1 ? Q.rational(BigInt(x)) : Q.rational(1n, BigInt(1 / x));

/** Whether the checker bounds σ on the ellipse around a panel, not far above its real values. */
function isTame(dag: Dag, root: number, a: Rational, b: Rational): boolean {
  const point = (value: Rational): { kind: 'rational'; value: Rational } => ({
    kind: 'rational',
    value,
  });
  const on = analyse(dag, { kind: 'open', lower: point(a), upper: point(b) }, C.bits);
  const range = on.range(root);
  if (range === null) return false;
  const bound = boundOn(on, root, a, b, Q.rational(ellipse));
  if (bound === null) return false;
  const most = I.add(I.abs(range), I.point({ m: 1n, e: 0 }), C.bits);
  return I.certainlyLessEqual(bound, I.mul(most, I.point({ m: 1n, e: 6 }), C.bits));
}

/** Gauss–Legendre with an error of about 2^−digits on these ellipses. */
function ruleFor(digits: number): Record<string, unknown> {
  const count = Math.min(kernelLimits.nodes, Math.ceil((digits + 16) / (2 * Math.log2(ellipse))));
  const bits = Math.max(96, digits + 16);
  const { nodes, weights } = quadratureRule(count, bits);
  const text = (m: bigint): string => Q.toText(Q.rational(m, 1n << BigInt(bits)));
  return {
    nodes: nodes.map(text),
    weights: weights.map(text),
    ellipse: String(ellipse),
  };
}
