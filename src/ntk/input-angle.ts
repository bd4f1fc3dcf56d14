/**
 * # Correlations of inputs
 *
 * Σ¹ = σ_w²/d x·y + σ_b² as variances and, for every pair, ρ and 1 − |ρ|. For |ρ| near 1 the latter
 * comes from the part of y that is orthogonal to x: sin θ = |y ∓ x − (…)x|/|y|, which is accurate
 * to rounding of the inputs however close they are.
 */
import type { WeightLayer } from './architecture.ts';

export interface Inputs {
  readonly n: number;
  readonly d: number;
  /** Row i is data[i·d .. i·d + d). */
  readonly data: Float64Array;
}

/** Pairs i < j are numbered row by row. */
export const pairCount = (n: number): number => (n * (n - 1)) / 2;

export interface Correlations {
  readonly variances: Float64Array;
  readonly correlation: Float64Array;
  /** 1 − |ρ|. */
  readonly complement: Float64Array;
}

/** @throws RangeError on shapes or entries that do not fit */
export function inputCorrelations(
  { n, d, data }: Inputs,
  { weightVariance, biasVariance }: WeightLayer,
): Correlations {
  if (!(Number.isInteger(n) && n >= 1 && Number.isInteger(d) && d >= 1 && data.length === n * d))
    throw new RangeError(
      `inputCorrelations: expected n·d entries for n = ${n}, d = ${d}, got ${data.length}`,
    );
  const scale = Math.sqrt(weightVariance / d);
  const bias = Math.sqrt(biasVariance);
  const rows = Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(d + 1);
    for (let k = 0; k < d; k += 1) row[k] = scale * data[i * d + k]!;
    row[d] = bias;
    return row;
  });
  const variances = Float64Array.from(rows, (row) => dot(row, row));
  const bad = variances.findIndex((q) => !Number.isFinite(q));
  if (bad >= 0)
    throw new RangeError(
      `inputCorrelations: expected finite inputs of moderate size, got row ${bad}`,
    );
  const correlation = new Float64Array(pairCount(n));
  const complement = new Float64Array(pairCount(n));
  const roots = variances.map(Math.sqrt);
  let p = 0;
  for (let i = 0; i < n; i += 1)
    for (let j = i + 1; j < n; j += 1, p += 1) {
      const size = roots[i]! * roots[j]!;
      const rho = size === 0 ? 0 : dot(rows[i]!, rows[j]!) / size;
      correlation[p] = rho;
      complement[p] = 1 - Math.abs(rho);
      if (Math.abs(rho) < 0.9) continue;
      complement[p] = orthogonalComplement(rows[i]!, rows[j]!, variances[i]!, variances[j]!, rho);
      correlation[p] = Math.sign(rho) * (1 - complement[p]!);
    }
  return { variances, correlation, complement };
}

/** Two sums, so that additions need not wait for one another. */
function dot(x: Float64Array, y: Float64Array): number {
  let [even, odd] = [0, 0];
  const last = x.length - 1;
  for (let k = 0; k < last; k += 2) {
    even += x[k]! * y[k]!;
    odd += x[k + 1]! * y[k + 1]!;
  }
  return last % 2 === 0 ? even + odd + x[last]! * y[last]! : even + odd;
}

/** 1 − cos θ = sin²θ/(1 + cos θ) from the orthogonal part of y ∓ x. */
function orthogonalComplement(
  x: Float64Array,
  y: Float64Array,
  xx: number,
  yy: number,
  rho: number,
): number {
  const rest = rho > 0 ? y.map((v, k) => v - x[k]!) : y.map((v, k) => v + x[k]!);
  // Twice is enough (Kahan, Parlett).
  for (let pass = 0; pass < 2; pass += 1) {
    const along = dot(rest, x) / xx;
    for (let k = 0; k < rest.length; k += 1) rest[k]! -= along * x[k]!;
  }
  const square = Math.min(1, dot(rest, rest) / yy);
  return square / (1 + Math.sqrt(1 - square));
}
