/**
 * # Hermite series at many variances
 *
 * a_k(q)/√E[σ(√q Z)²] is analytic in ln q: for many variances it is interpolated between Chebyshev
 * nodes, the error seen at some of the variances themselves. Every interpolated series is a vector
 * of features like any other, so that Gram matrices stay positive semidefinite.
 *
 * Reference: J.-P. Berrut, L. N. Trefethen, SIAM Rev. 46(3), 2004 (barycentric interpolation).
 */
import { seriesOf } from './series.ts';
import type { Series } from './series.ts';

/** Numbers of nodes that are tried, and the largest ratio of variances. */
const sizes = [32, 64, 96];
const largestRatio = 1e4;
/** Largest error at a probe, relative to the norm. */
const tolerance = 4e-15;

export interface Interpolated {
  readonly series: readonly Series[];
  /** The largest difference at the probes, relative to the norm. */
  readonly error: number;
}

/** Normalised coefficients, the logarithm of the norm, the tail; then the same of σ′. */
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
  for (const size of sizes) {
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
    const value = (variance: number): Vector => interpolate(nodes, vectors, Math.log(variance));
    let error = 0;
    for (const { variance, vector } of probes) {
      if (vector === null) return null;
      const near = value(variance);
      for (let k = 0; k < near.length; k += 1)
        error = Math.max(error, Math.abs(near[k]! - vector[k]!));
    }
    const terms = found[0]!.terms;
    const derivative = found[0]!.slopes !== null;
    if (error <= tolerance)
      return {
        series: Array.from(variances, (variance) => seriesFrom(value(variance), terms, derivative)),
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
  const { terms, coefficients, slopes, squareNorm, derivativeSquareNorm } = series;
  const parts = [
    { values: coefficients, norm: squareNorm, tails: series.tails },
    ...(slopes === null
      ? []
      : [{ values: slopes, norm: derivativeSquareNorm!, tails: series.slopeTails! }]),
  ];
  if (!parts.every(({ norm }) => norm > 0 && norm < Infinity)) return null;
  return Float64Array.from(
    parts.flatMap(({ values, norm, tails }) => {
      const root = Math.sqrt(norm);
      const scaled = Array.from(values.subarray(0, terms), (a) => a / root);
      return [...scaled, Math.log(norm), tails.at(-1)!];
    }),
  );
}

function seriesFrom(vector: Vector, terms: number, derivative: boolean): Series {
  const part = (p: number): { values: Float64Array; norm: number; tail: number } => {
    const from = p * (terms + 2);
    const norm = Math.exp(vector[from + terms]!);
    const root = Math.sqrt(norm);
    return {
      values: vector.slice(from, from + terms).map((a) => a * root),
      norm,
      tail: Math.max(0, vector[from + terms + 1]!) * norm,
    };
  };
  const value = part(0);
  const slope = derivative ? part(1) : null;
  return seriesOf({
    coefficients: value.values,
    squareNorm: value.norm,
    tail: value.tail,
    derivativeCoefficients: slope && slope.values,
    derivativeSquareNorm: slope && slope.norm,
    derivativeTail: slope && slope.tail,
  });
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
  vectors.forEach((vector, j) => {
    const w = weights[j]! / total;
    for (let k = 0; k < out.length; k += 1) out[k]! += w * vector[k]!;
  });
  return out;
}
