/**
 * # Hermite coefficients of an activation, in double precision
 *
 * a_k(q) = E[σ(√q Z) h_k(Z)] and b_k(q) = E[σ′(√q Z) h_k(Z)], Z ~ N(0, 1), with the orthonormal
 * probabilists' h_k; b_k = √((k+1)/q)·a_{k+1} where σ is locally absolutely continuous. The
 * functions h_k·√φ come from the recurrence √(k+1) h_{k+1} = z h_k − √k h_{k−1}, which neither
 * overflows nor loses accuracy. Estimates, no bounds.
 */
import { panelRule, rootDensity } from './panel.ts';
import type { PanelRule, RuleFailure } from './panel.ts';
import { approxFunction } from '../expr/approx-evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import { smoothPieces } from './smooth-piece.ts';
import type { Pieces } from './smooth-piece.ts';

export interface Hermite {
  readonly kind: 'hermite';
  readonly variance: number;
  /** a_k, k < terms. */
  readonly coefficients: Float64Array;
  /** E[σ²], and what the coefficients leave of it. */
  readonly squareNorm: number;
  readonly tail: number;
  /** b_k, k < terms, E[σ′²] and the rest; null: the language has no σ′, or it is not finite. */
  readonly derivativeCoefficients: Float64Array | null;
  readonly derivativeSquareNorm: number | null;
  readonly derivativeTail: number | null;
  /** Estimated error of each a_k, and of each b_k. */
  readonly errorEstimate: number;
  readonly derivativeErrorEstimate: number | null;
  readonly nodes: number;
}

export const MAX_TERMS = 16_384;

/** An activation made ready: pieces are found once. */
export interface PreparedActivation {
  readonly kind: 'prepared';
  readonly expr: Expr;
  readonly pieces: Pieces;
  readonly value: (x: number) => number;
}

export function prepareActivation(expr: Expr): PreparedActivation {
  return { kind: 'prepared', expr, pieces: smoothPieces(expr), value: approxFunction(expr) };
}

/** The quadrature rule on which `terms` coefficients are resolved. */
export function approxRule(
  activation: PreparedActivation,
  variance: number,
  terms: number,
  derivative: boolean,
): PanelRule | RuleFailure {
  const pieces = activation.pieces.within(50 * Math.sqrt(variance));
  // On a width w the polynomial degree of h_k√φ is about w√k/2, as of cos(√k z).
  return panelRule(pieces, variance, Math.min(2, 24 / Math.sqrt(terms)), derivative);
}

/**
 * `terms` coefficients at a variance q > 0; a failure where σ is not defined, not finite in doubles
 * or not resolved by the rule.
 * @throws RangeError on a variance or number of terms out of range
 */
export function approxHermite(
  activation: Expr | PreparedActivation,
  variance: number,
  terms: number,
  { derivative = true }: { readonly derivative?: boolean } = {},
): Hermite | RuleFailure {
  if (!(variance > 0 && variance < Infinity))
    throw new RangeError(`approxHermite: expected a finite variance > 0, got ${variance}`);
  if (!(Number.isInteger(terms) && terms >= 1 && terms <= MAX_TERMS))
    throw new RangeError(`approxHermite: expected 1 to ${MAX_TERMS} terms, got ${terms}`);
  const prepared = activation.kind === 'prepared' ? activation : prepareActivation(activation);
  const rule = approxRule(prepared, variance, terms, derivative);
  return 'kind' in rule ? rule : project(rule, variance, terms);
}

function project(rule: PanelRule, variance: number, terms: number): Hermite | RuleFailure {
  const { nodes, weights, values, slopes } = rule;
  const coefficients = new Float64Array(terms);
  const derivativeCoefficients = slopes && new Float64Array(terms);
  const [low, high] = [nodes.map(rootDensity), new Float64Array(nodes.length)];
  // low = h_k√φ, high = h_{k−1}√φ at the nodes.
  for (let k = 0; k < terms; k += 1) {
    let [a, b] = [0, 0];
    const [s, t] = [Math.sqrt(k), 1 / Math.sqrt(k + 1)];
    for (let i = 0; i < nodes.length; i += 1) {
      const psi = low[i]!;
      const w = weights[i]! * psi;
      a += w * values[i]!;
      if (slopes !== null) b += w * slopes[i]!;
      low[i] = (nodes[i]! * psi - s * high[i]!) * t;
      high[i] = psi;
    }
    coefficients[k] = a;
    if (derivativeCoefficients !== null) derivativeCoefficients[k] = b;
  }
  const squareNorm = energy(weights, values);
  const derivativeSquareNorm = slopes && energy(weights, slopes);
  if (!Number.isFinite(squareNorm)) return { kind: 'failure', reason: 'overflow' };
  const rounding = 4 * Number.EPSILON;
  return {
    kind: 'hermite',
    variance,
    coefficients,
    squareNorm,
    tail: rest(squareNorm, coefficients),
    derivativeCoefficients,
    derivativeSquareNorm,
    derivativeTail:
      derivativeSquareNorm === null ? null : rest(derivativeSquareNorm, derivativeCoefficients!),
    errorEstimate: rule.unresolved + rounding * Math.sqrt(squareNorm),
    derivativeErrorEstimate:
      derivativeSquareNorm === null
        ? null
        : rule.slopeUnresolved + rounding * Math.sqrt(derivativeSquareNorm),
    nodes: nodes.length,
  };
}

function energy(weights: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) sum += weights[i]! * values[i]! * values[i]!;
  return sum;
}

function rest(norm: number, coefficients: Float64Array): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k -= 1) sum += coefficients[k]! ** 2;
  return Math.max(0, norm - sum);
}
