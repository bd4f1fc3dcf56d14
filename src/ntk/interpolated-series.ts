/**
 * # Hermite series at many variances
 *
 * a_k(q)/√E[σ(√q Z)²] is analytic in ln q: for many variances it is interpolated between Chebyshev
 * nodes, the error seen at some of the variances themselves. Every interpolated series is a vector
 * of features like any other, so that Gram matrices stay positive semidefinite.
 *
 * Reference: J.-P. Berrut, L. N. Trefethen, SIAM Rev. 46(3), 2004 (barycentric interpolation).
 */
import { seriesFrom } from './series.ts';
import type { Norm, Series } from './series.ts';

/** Numbers of nodes that are tried, multiples of four, and the largest ratio of variances. */
const sizes = [16, 24, 32, 64, 96];
const largestRatio = 1e4;
/** Largest error at a probe, relative to the norm. */
const tolerance = 4e-15;

export interface Interpolated {
  readonly series: readonly Series[];
  /** The largest difference at the probes, relative to the norm. */
  readonly error: number;
}

/** Normalised coefficients as in the series; logarithm of the norm and tail, then those of σ′. */
type Vector = Float64Array;

/**
 * null where it does not pay, or does not agree with the series at the probes.
 * @param variances ≥ 0
 * @param at the series at one variance; null: there is none
 */
export function interpolatedSeries(
  variances: Float64Array,
  at: (variance: number) => Series | null,
): Interpolated | null {
  const least = variances.reduce((a, b) => Math.min(a, b), Infinity);
  const most = variances.reduce((a, b) => Math.max(a, b), 0);
  if (!(least > 0 && most > least && most / least < largestRatio)) return null;
  const [from, to] = [Math.log(least), Math.log(most)];
  const probes = probesOf(variances).map((variance) => {
    const series = at(variance);
    return { variance, vector: series && vectorOf(series) };
  });
  // For entire σ the strip has half-width π/2: errors shrink by this factor a node.
  const half = (to - from) / 2;
  const factor = (Math.PI / 2 + Math.hypot(Math.PI / 2, half)) / half;
  for (const size of sizes) {
    if (factor ** size < 1e14 && size < sizes.at(-1)!) continue;
    if (variances.length < 4 * size) return null;
    // Of the second kind, both ends among them.
    const nodes = Array.from({ length: size }, (_, j) => {
      const t = Math.cos((Math.PI * j) / (size - 1));
      return (from + to) / 2 + (t * (to - from)) / 2;
    });
    const found = nodes.map((node, j) =>
      at(j === 0 ? most : j === size - 1 ? least : Math.exp(node)),
    );
    const vectors = found.map((series) => series && vectorOf(series));
    if (!vectors.every((vector) => vector !== null)) return null;
    if (found.some((series) => series!.parity !== found[0]!.parity)) return null;
    const value = (variance: number): Vector => interpolate(nodes, vectors, Math.log(variance));
    let error = 0;
    for (const { variance, vector } of probes) {
      if (vector === null) return null;
      const near = value(variance);
      for (let k = 0; k < near.length; k += 1)
        error = Math.max(error, Math.abs(near[k]! - vector[k]!));
    }
    if (error <= tolerance)
      return {
        series: Array.from(variances, (variance) => seriesOfVector(value(variance), found[0]!)),
        error,
      };
  }
  return null;
}

/** Five of the variances, spread over their range. */
function probesOf(variances: Float64Array): number[] {
  const sorted = variances.slice().sort();
  return [0.03, 0.21, 0.5, 0.77, 0.95].map((p) => sorted[Math.floor(p * sorted.length)]!);
}

function vectorOf(series: Series): Vector | null {
  const { packed, squareNorm, derivativeSquareNorm, tails, slopeTails } = series;
  const slopes = derivativeSquareNorm !== null;
  const norms = slopes ? [squareNorm, derivativeSquareNorm] : [squareNorm];
  if (!norms.every((norm) => norm > 0 && norm < Infinity)) return null;
  const scales = [1 / Math.sqrt(squareNorm), slopes ? 1 / Math.sqrt(derivativeSquareNorm) : 0];
  const vector = new Float64Array(packed.length + 2 * norms.length);
  for (let m = 0; m < packed.length; m += 1) vector[m] = packed[m]! * scales[m % 2]!;
  vector.set([Math.log(squareNorm), tails.at(-1)!], packed.length);
  if (slopes) vector.set([Math.log(derivativeSquareNorm), slopeTails!.at(-1)!], packed.length + 2);
  return vector;
}

/** Of the same shape as `like`. */
function seriesOfVector(vector: Vector, { terms, parity, packed, slopeTails }: Series): Series {
  const norm = (at: number): Norm => {
    const squareNorm = Math.exp(vector[at]!);
    return { squareNorm, tail: Math.max(0, vector[at + 1]!) * squareNorm };
  };
  const value = norm(packed.length);
  const slope = slopeTails && norm(packed.length + 2);
  const scales = [Math.sqrt(value.squareNorm), slope ? Math.sqrt(slope.squareNorm) : 0];
  const own = vector.slice(0, packed.length);
  for (let m = 0; m < own.length; m += 1) own[m]! *= scales[m % 2]!;
  return seriesFrom({ terms, parity, packed: own }, value, slope);
}

/** Barycentric: weights (−1)^j, halved at both ends. */
function interpolate(nodes: readonly number[], vectors: readonly Vector[], t: number): Vector {
  const exact = nodes.indexOf(t);
  if (exact >= 0) return vectors[exact]!;
  const weights = nodes.map(
    (node, j) =>
      ((j % 2 === 0 ? 1 : -1) * (j === 0 || j === nodes.length - 1 ? 0.5 : 1)) / (t - node),
  );
  const total = weights.reduce((sum, w) => sum + w, 0);
  const out = new Float64Array(vectors[0]!.length);
  // Four at a time (all sizes are multiples of four): a sum is read and written as seldom.
  for (let j = 0; j < nodes.length; j += 4) {
    const v0 = vectors[j]!;
    const v1 = vectors[j + 1]!;
    const v2 = vectors[j + 2]!;
    const v3 = vectors[j + 3]!;
    const w0 = weights[j]! / total;
    const w1 = weights[j + 1]! / total;
    const w2 = weights[j + 2]! / total;
    const w3 = weights[j + 3]! / total;
    for (let k = 0; k < out.length; k += 1)
      out[k]! += w0 * v0[k]! + w1 * v1[k]! + (w2 * v2[k]! + w3 * v3[k]!);
  }
  return out;
}
