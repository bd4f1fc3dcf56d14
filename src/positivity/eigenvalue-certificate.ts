/**
 * # A certificate of the smallest eigenvalue
 *
 * Panels, a quadrature rule, the number of terms and the precision with which the checker finds
 * λ_min ≥ c by itself, and the largest such c to three digits. The checker's own enclosures
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
export const mostEigenvalueRows = 32;

/** Numbers of terms that are tried, until the bound is within 1/64 of the wanted one. */
const lengths = [12, 24, 48, 96, 192];
/** The r of the ellipses. */
const ellipse = 3;
const log2 = (x: number): number => Math.log2(Math.max(x, 1e-300));

/** The least and the largest variance in front of each activation. */
interface Scope {
  least: number;
  most: number;
}

/** @param wanted a proved lower bound of λ_min, which certificates are to reach */
export function byEigenvalue(problem: Problem, wanted: Rational): Attempt {
  const { inputs, activations } = problem;
  const n = inputs.length;
  if (n > mostEigenvalueRows)
    return failed(`certificates of λ_min are limited to ${mostEigenvalueRows} rows`);
  const scopes = approxScopes(problem);
  if (scopes === null) return failed('a variance is not of moderate size');
  const digits = Math.ceil(-log2(Q.approxNumber(wanted) / n)) + 24;
  const bare = activations.map(bareCertificate);
  const angular = activations.map(({ expr }) => isAngular(expr));
  const series = !angular.every(Boolean);

  let best: { claim: Record<string, unknown>; bound: Rational } | null = null;
  let reason = 'no bound was found';
  for (const terms of series ? lengths : [1]) {
    const reach = (k: number): number => reachOf(scopes[k]!, digits);
    const panels = activations.map(({ expr }, k) =>
      angular[k] ? null : panelsOf(expr, scopes[k]!, reach(k)),
    );
    // Errors of the recurrence grow by e^(z√K), z ≤ √K + √(0.35 w) or the end of the panels.
    const growth = activations.map((_, k) => {
      if (angular[k]) return 0;
      const z = Math.min(
        reach(k) / Math.sqrt(scopes[k]!.least),
        Math.sqrt(terms) + Math.sqrt(2.8 * digits),
      );
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
    if (precision > kernelLimits.precision) break;
    const bound = boundOf(problem, bare, claim);
    if (typeof bound === 'string') reason = bound;
    else if (best === null || Q.compare(bound, best.bound) > 0) best = { claim, bound };
    const gap = typeof bound === 'string' ? null : Q.sub(wanted, bound);
    if (gap && Q.compare(Q.mul(gap, Q.rational(64)), wanted) < 0) break;
  }
  if (best === null) return failed(reason);
  // Three digits, and room for the checker's own rounding.
  const lower = Q.mul(best.bound, Q.rational(9999, 10000));
  const bound = decimalToRational(decimalFromText(decimalBelow(lower, 3))!);
  return attempt(problem, bare, { ...best.claim, bound: Q.toText(bound) });
}

/** A lower bound of λ_min by the checker's own enclosures, or why there is none. */
function boundOf(
  { inputs, layers, kernel, indices }: Problem,
  bare: readonly unknown[],
  claim: { precision: number; terms: number } & Record<string, unknown>,
): Rational | string {
  const budget = createBudget(kernelLimits.work);
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
  const scopes = activations.map((): Scope => ({ least: Infinity, most: 0 }));
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
    variances = variances.map((q) => weights[l + 1]! * approxSquare(f, q) + biases[l + 1]!);
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

/** Where the density is e^(−x²/2q) ≤ 2^(−2·digits): half of it goes to a square root. */
const reachOf = ({ most }: Scope, digits: number): number =>
  Math.max(1, Math.ceil(2 * Math.sqrt(most * (2 * digits + 16) * 1.4 * 4)) / 4);

/** Panels of at most twice the least standard deviation, on which σ is bounded around the reals. */
function panelsOf(expr: Expr, { least }: Scope, reach: number): readonly Rational[] {
  const bits = 128;
  const width = Math.min(1, 2 ** Math.floor(Math.log2(2 * Math.sqrt(least))));
  const end = Q.rational(Math.ceil(4 * reach), 4);
  const inside = exactPieces(expr, bits)
    .flatMap(({ lower, upper }) => [lower, upper])
    .filter((x): x is Rational => x !== null)
    .filter((x) => Q.compare(x, end) < 0 && Q.compare(Q.neg(end), x) < 0);
  const cuts = [Q.neg(end), ...inside, end];
  const ends: Rational[] = [cuts[0]!];
  const dag = createDag(unlimited);
  const root = addExpr(dag, expr);
  const add = (a: Rational, b: Rational): void => {
    const size = Q.approxNumber(Q.sub(b, a));
    const middle = Q.div(Q.add(a, b), Q.rational(2));
    // What is narrower stays a gap.
    const tooWide = size > 1.01 * width || (size > 2 ** -10 && !isTame(dag, root, a, b));
    if (!tooWide || ends.length > kernelLimits.ends) ends.push(b);
    else {
      add(a, middle);
      add(middle, b);
    }
  };
  for (const [i, b] of cuts.slice(1).entries()) {
    const a = cuts[i]!;
    if (Q.compare(a, b) >= 0) continue;
    // Grid points of that width between them, so that halving gives short numbers.
    const grid: Rational[] = [];
    const step = Q.rational(BigInt(Math.round(width * 1024)), 1024n);
    if (Q.sign(step) > 0)
      for (let k = Q.floor(Q.div(a, step)) + 1n; ; k += 1n) {
        const x = Q.mul(step, { num: k, den: 1n });
        if (Q.compare(x, b) >= 0) break;
        if (Q.compare(x, a) > 0) grid.push(x);
      }
    const points = [a, ...grid, b];
    for (const [j, x] of points.slice(1).entries()) add(points[j]!, x);
  }
  return ends;
}

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
