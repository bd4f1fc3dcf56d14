/**
 * # Hermite coefficients of an activation, in double precision
 *
 * a_k(q) = E[σ(√q Z) h_k(Z)] and b_k(q) = E[σ′(√q Z) h_k(Z)], Z ~ N(0, 1), with the orthonormal
 * probabilists' h_k; b_k = √((k+1)/q)·a_{k+1} where σ is locally absolutely continuous. The
 * functions h_k·√φ come from the recurrence √(k+1) h_{k+1} = z h_k − √k h_{k−1}, which neither
 * overflows nor loses accuracy. Estimates, no bounds.
 */
import { NODES, panelRule, rootDensity } from './panel.ts';
import type { PanelRule, RuleFailure } from './panel.ts';
import { approxFunction } from '../expr/approx-evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import { kinkCoefficients } from './kink-coefficients.ts';
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
  /** So many coefficients come from quadrature, the others from kinks. */
  readonly integrated: number;
}

export const MAX_TERMS = 65_536;

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
  const short = terms > SHORT ? extended(prepared, variance, terms, derivative) : null;
  if (short !== null) return short;
  const rule = approxRule(prepared, variance, terms, derivative);
  return 'kind' in rule ? rule : project(rule, variance, terms);
}

/** Coefficients up to here are always integrated; this many more are compared. */
const SHORT = 256;
const COMPARED = 16;

/** By quadrature at first, from where kinks say the same by what they say; null: they never do. */
function extended(
  prepared: PreparedActivation,
  variance: number,
  terms: number,
  derivative: boolean,
): Hermite | null {
  const kinks = kinkCoefficients(prepared.pieces, variance, terms);
  if (kinks === null) return null;
  for (let known = SHORT; 2 * known <= terms; known *= 4) {
    const rule = approxRule(prepared, variance, known, derivative);
    if ('kind' in rule) return null;
    const found = project(rule, variance, known);
    if (found.kind === 'failure') return null;
    const { coefficients, squareNorm, derivativeCoefficients, derivativeSquareNorm } = found;
    if (!agree(coefficients, kinks.values, squareNorm)) continue;
    const slopes = derivativeCoefficients;
    if (slopes !== null && !agree(slopes, kinks.slopes, derivativeSquareNorm!)) continue;
    kinks.values.set(coefficients);
    if (slopes !== null) kinks.slopes.set(slopes);
    return {
      ...found,
      coefficients: kinks.values,
      tail: rest(squareNorm, kinks.values),
      derivativeCoefficients: slopes && kinks.slopes,
      derivativeTail: slopes && rest(derivativeSquareNorm!, kinks.slopes),
    };
  }
  return null;
}

/** Whether the last of the known coefficients are those, up to rounding. */
function agree(known: Float64Array, others: Float64Array, squareNorm: number): boolean {
  const rounding = 4 * Number.EPSILON * Math.sqrt(squareNorm);
  for (let k = known.length - COMPARED; k < known.length; k += 1)
    if (!(Math.abs(known[k]! - others[k]!) <= rounding)) return false;
  return true;
}

function project(rule: PanelRule, variance: number, terms: number): Hermite | RuleFailure {
  const { nodes, weights, values, slopes } = rule;
  const even = terms + (terms % 2);
  const [a, b] = [new Float64Array(even), new Float64Array(even)];
  const weighted = weights.map((w, i) => w * values[i]!);
  const weightedSlopes = weights.map((w, i) => (slopes === null ? 0 : w * slopes[i]!));
  const [low, high] = [nodes.map(rootDensity), new Float64Array(nodes.length)];
  // low = h_k√φ, high = h_{k−1}√φ at the nodes; two steps of the recurrence at a time. Sums by
  // panel first, then of the panels: an eighth of the rounding of one long sum.
  for (let k = 0; k < even; k += 2) {
    let [a0, a1, b0, b1] = [0, 0, 0, 0];
    const [s0, t0] = [Math.sqrt(k), 1 / Math.sqrt(k + 1)];
    const [s1, t1] = [Math.sqrt(k + 1), 1 / Math.sqrt(k + 2)];
    for (let from = 0; from < nodes.length; from += NODES) {
      const to = Math.min(from + NODES, nodes.length);
      let [c0, c1, d0, d1] = [0, 0, 0, 0];
      for (let i = from; i < to; i += 1) {
        const z = nodes[i]!;
        const [v, w] = [weighted[i]!, weightedSlopes[i]!];
        const psi = low[i]!;
        const next = (z * psi - s0 * high[i]!) * t0;
        c0 += v * psi;
        d0 += w * psi;
        c1 += v * next;
        d1 += w * next;
        low[i] = (z * next - s1 * psi) * t1;
        high[i] = next;
      }
      a0 += c0;
      a1 += c1;
      b0 += d0;
      b1 += d1;
    }
    a[k] = a0;
    b[k] = b0;
    a[k + 1] = a1;
    b[k + 1] = b1;
  }
  const coefficients = a.subarray(0, terms);
  const derivativeCoefficients = slopes && b.subarray(0, terms);
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
    integrated: terms,
  };
}

function energy(weights: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let from = 0; from < weights.length; from += NODES) {
    const to = Math.min(from + NODES, weights.length);
    let block = 0;
    for (let i = from; i < to; i += 1) block += weights[i]! * values[i]! * values[i]!;
    sum += block;
  }
  return sum;
}

function rest(norm: number, coefficients: Float64Array): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k -= 1) sum += coefficients[k]! ** 2;
  return Math.max(0, norm - sum);
}
