/**
 * # A lower bound of the smallest eigenvalue without a factorisation
 *
 * For as many inputs as one has time to look at all pairs of (theory H, in blocks): cut the Hermite
 * series of E[σ(u)σ(v)] into blocks B = [r, s), the last one infinite. T_B,ij = Σ_{k∈B} a_k(q_i) a_k(q_j) ρ_ij^k
 * is positive semidefinite, has T_B,ii = Σ_{k∈B} a_k(q_i)² and |T_B,ij| ≤ |ρ_ij|^r √(T_B,ii T_B,jj). So by
 * Gershgorin's circles for T_B,ij/√(T_B,ii T_B,jj), with S_r ≥ max_i Σ_{j≠i} |ρ_ij|^r,
 *
 *     λ_min(Σ^{l+1}) ≥ w Σ_B min_i T_B,ii · max(0, 1 − S_r),
 *
 * which is theory H's sum over k where blocks have one term. E[σ′(u)σ′(v)] has the same with k a_k²/q at
 * k − 1, and Θ^l ⊙ E[σ′σ′] the factor min_i Θ^l_ii besides (Schur).
 *
 * Depth: with F_i(r) = Σ_k α_k(q_i)² r^k, α_k² = a_k²/E[σ²], and β_i = b/(w E[σ²] + b), Cauchy and Schwarz
 * give |ρ^{l+1}_ij| ≤ √(h_i h_j), h_i = (1 − β_i) F_i(|ρ^l_ij|) + β_i: the largest h_i, composed over
 * layers, bounds every correlation by an increasing function of |ρ^1_ij|.
 */
import * as E from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Expr } from '../expr/expr.ts';
import { correlationRowSums, POWERS } from '../linalg/correlation-row-sums.ts';
import { exactLayersOf } from '../ntk/architecture.ts';
import type { ExactArchitecture, ExactWeightLayer } from '../ntk/architecture.ts';
import { slopeMasses, valueMasses } from '../ntk/hermite-mass.ts';
import { correlationMap } from '../ntk/correlation-map.ts';
import type { Increasing } from '../ntk/correlation-map.ts';
import type { Point } from '../ntk/dual-point.ts';
import { pointsOf } from '../ntk/dual-points.ts';
import { distinctVariances } from '../ntk/distinct-variances.ts';
import { MAX_SERIES } from '../ntk/dual-request.ts';
import { angular, isAngular } from '../ntk/homogeneous.ts';
import type { KernelName } from '../ntk/kernel.ts';
import { hypotheses } from '../regularity/hypotheses.ts';

export interface GershgorinBound {
  readonly kind: 'bound';
  /** ≤ λ_min, > 0. */
  readonly lower: number;
  /** Rows by their correlation with one of the closest pair, as far as doubles tell; it comes first. */
  readonly nearest: readonly number[];
}

export interface NoGershgorinBound {
  readonly kind: 'none';
  readonly reason: string;
}

/** Bits of the Hermite coefficients. */
const BITS = 136;
const WANTED = 96;
/** Terms in the layers below the last. */
const BELOW = 64;
/** Terms that nearby variances share (ntk/dual-points.ts): longer series take minutes. */
const SHARED_TERMS = 128;

export interface GershgorinOptions {
  /** Hermite terms of an input's last layer at most; 128 unless given, 1600 for σ = a·x + b·|x|. */
  readonly terms?: number;
  /** Called with the fraction done; false stops the computation. */
  readonly progress?: (fraction: number) => boolean | void;
}

/**
 * @param inputs N ≥ 2 rows of d exact numbers
 * @throws RangeError on an architecture that does not fit
 */
export function boundByGershgorin(
  inputs: readonly (readonly Rational[])[],
  architecture: ExactArchitecture,
  kernel: KernelName,
  { terms, progress }: GershgorinOptions = {},
): GershgorinBound | NoGershgorinBound {
  const { weights, activations } = exactLayersOf(architecture);
  if (activations.length === 0) return { kind: 'none', reason: 'depth 1 has no activation' };
  const first = firstLayer(inputs, weights[0]!);
  if (first === null) return { kind: 'none', reason: 'an input of variance 0 has no correlations' };
  const slopes = kernel === 'ntk';
  if (slopes && activations.some((s) => hypotheses(s).locallyAbsolutelyContinuous.value !== true))
    return { kind: 'none', reason: 'σ is not shown to be locally absolutely continuous' };
  let { variances, tangents } = first;
  let map: Increasing = (r) => r;
  for (const [l, expr] of activations.slice(0, -1).entries()) {
    const points = layerPoints(expr, variances, slopes, BELOW);
    if ('kind' in points)
      return { kind: 'none', reason: `hidden layer ${l + 1}: ${points.reason}` };
    const layer = weights[l + 1]!;
    map = correlationMap(map, distinct(points), BITS, layer.weightVariance, layer.biasVariance);
    const next = points.map((point, i) => advance(point, tangents[i]!, layer));
    variances = next.map(({ variance }) => variance);
    tangents = next.map(({ tangent }) => tangent);
  }
  const found = correlationRowSums(first.rows, first.length, map, progress);
  if (found === 'stopped') return { kind: 'none', reason: 'stopped' };
  const expr = activations.at(-1)!;
  const affordable = isAngular(expr) ? MAX_SERIES : SHARED_TERMS;
  const starts = startsOf(found.sums, (terms ?? affordable) - 2);
  if (starts.length === 0)
    return {
      kind: 'none',
      reason:
        'inputs are too many or too close to each other for a bound by Gershgorin’s circles of this length',
    };
  const points = layerPoints(expr, variances, slopes, POWERS[starts.at(-1)!]! + 2);
  if ('kind' in points)
    return { kind: 'none', reason: `hidden layer ${activations.length}: ${points.reason}` };
  const lower = lastLayer(points, tangents, found.sums, starts, weights.at(-1)!, kernel);
  return lower > 0
    ? { kind: 'bound', lower, nearest: nearestTo(first, found.closest[0]) }
    : { kind: 'none', reason: 'the bound by Gershgorin’s circles is not positive' };
}

interface FirstLayer {
  /** Unit vectors of the augmented inputs, row by row, and their length. */
  readonly rows: Float64Array;
  readonly length: number;
  readonly variances: Enclosure[];
  /** Θ¹ on the diagonal. */
  readonly tangents: Enclosure[];
}

const P = BITS + 32;
const of = (q: Rational): Enclosure => E.fromRational(q, P);
const sqrt = (e: Enclosure): Enclosure => E.apply('sqrt', [e], P)!;

function firstLayer(
  inputs: readonly (readonly Rational[])[],
  { weightVariance, biasVariance, tangentWeight, tangentBias }: ExactWeightLayer,
): FirstLayer | null {
  const d = inputs[0]!.length;
  const scale = Q.div(weightVariance, Q.rational(d));
  const rows = new Float64Array(inputs.length * (d + 1));
  const variances: Enclosure[] = [];
  const tangents: Enclosure[] = [];
  for (const [i, row] of inputs.entries()) {
    const square = row.reduce((sum, x) => Q.add(sum, Q.mul(x, x)), Q.zero);
    const variance = Q.add(Q.mul(scale, square), biasVariance);
    if (Q.sign(variance) === 0) return null;
    variances.push(of(variance));
    tangents.push(of(Q.add(Q.mul(Q.div(tangentWeight, Q.rational(d)), square), tangentBias)));
    const unit = (x: Enclosure): number => {
      const [m] = E.toFixed(E.div(x, sqrt(of(variance)), P)!, 64);
      return Number(m) * 2 ** -64;
    };
    const factor = sqrt(of(scale));
    for (const [c, x] of row.entries())
      rows[i * (d + 1) + c] = x.num === 0n ? 0 : unit(E.mul(factor, of(x), P));
    rows[i * (d + 1) + d] = Q.sign(biasVariance) === 0 ? 0 : unit(sqrt(of(biasVariance)));
  }
  return { rows, length: d + 1, variances, tangents };
}

function nearestTo({ rows, length }: FirstLayer, centre: number): number[] {
  const at = (i: number): number => {
    let product = 0;
    for (let c = 0; c < length; c += 1)
      product += rows[i * length + c]! * rows[centre * length + c]!;
    return i === centre ? 2 : Math.abs(product);
  };
  const sizes = Float64Array.from({ length: rows.length / length }, (_, i) => at(i));
  return [...sizes.keys()].sort((i, j) => sizes[j]! - sizes[i]!);
}

/** Equal variances share a point; σ = a·x + b·|x| has one for all, but for its norms. */
function layerPoints(
  expr: Expr,
  variances: readonly Enclosure[],
  slopes: boolean,
  terms: number,
): Point[] | { readonly kind: 'no-dual'; readonly reason: string } {
  const request = { bits: BITS, wanted: WANTED, slopes, correlation: 1, terms };
  const closed = angular(expr, variances, request);
  if (closed !== null) {
    const points = pointsOf(expr, [of(Q.one)], request);
    if ('kind' in points) return points;
    return variances.map((_, i) => ({
      ...points[0]!,
      norm: closed.norms[i]!,
      slopeNorm: closed.slopeNorms?.[i] ?? null,
    }));
  }
  const { values, index } = distinctVariances(variances);
  const points = pointsOf(expr, values, request);
  return 'kind' in points ? points : index.map((at) => points[at]!);
}

/** Points that differ in more than their norms decide how correlations grow. */
const distinct = (points: readonly Point[]): Point[] => [...new Set(points)];

function advance(
  { norm, slopeNorm }: Point,
  tangent: Enclosure,
  { weightVariance: w, biasVariance: b, tangentWeight: t, tangentBias: c }: ExactWeightLayer,
): { readonly variance: Enclosure; readonly tangent: Enclosure } {
  const square = E.mul(norm, norm, P);
  const ofTheta = E.add(E.mul(of(t), square, P), of(c), P);
  const slope = slopeNorm && E.mul(slopeNorm, slopeNorm, P);
  return {
    variance: E.add(E.mul(of(w), square, P), of(b), P),
    tangent:
      slope === null ? ofTheta : E.add(ofTheta, E.mul(E.mul(of(w), tangent, P), slope, P), P),
  };
}

/** Places in POWERS from the first whose sum is below 1 to one where it is negligible. */
function startsOf(sums: Float64Array, mostTerms: number): number[] {
  const places = [...POWERS.keys()].filter((b) => sums[b]! < 1 && POWERS[b]! <= mostTerms);
  const small = places.findIndex((b) => sums[b]! < 0.1);
  return small < 0 ? places : places.slice(0, small + 1);
}

function lastLayer(
  points: readonly Point[],
  tangents: readonly Enclosure[],
  sums: Float64Array,
  places: readonly number[],
  { weightVariance: w, tangentWeight: t }: ExactWeightLayer,
  kernel: KernelName,
): number {
  const least = (e: Enclosure): number => {
    const lower = E.lowerRational(e);
    return lower === null ? 0 : Math.max(0, Q.approxNumber(lower) * (1 - 2 ** -50));
  };
  const starts = places.map((b) => POWERS[b]!);
  /** Σ_B min_i size_i·mass_B,i·(1 − S). */
  const total = (
    size: (i: number) => number,
    mass: (point: Point) => readonly number[],
  ): number => {
    const known = new Map<readonly bigint[], readonly number[]>();
    const most = places.map(() => Infinity);
    for (const [i, point] of points.entries()) {
      let own = known.get(point.alpha);
      if (own === undefined) known.set(point.alpha, (own = mass(point)));
      const s = size(i);
      for (const b of places.keys()) most[b] = Math.min(most[b]!, own[b]! * s);
    }
    return places.reduce((sum, b, k) => sum + most[k]! * (1 - sums[b]!) * (1 - 2 ** -40), 0);
  };
  const square = (e: Enclosure): number => least(E.mul(e, e, P));
  const values = total(
    (i) => square(points[i]!.norm),
    (point) => valueMasses(point, starts, BITS),
  );
  if (kernel === 'nngp') return least(of(w)) * values * (1 - 2 ** -40);
  const smallest = tangents.reduce((most, e) => Math.min(most, least(e)), Infinity);
  // The k-th term of the derivative has ρ^{k−1}.
  const slopes = total(
    (i) => square(points[i]!.slopeNorm!),
    (point) =>
      slopeMasses(
        point,
        starts.map((r) => r + 1),
        BITS,
      ),
  );
  return (least(of(t)) * values + least(of(w)) * smallest * slopes) * (1 - 2 ** -40);
}
