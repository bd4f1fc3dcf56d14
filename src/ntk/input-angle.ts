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
  /** Of the pairs. */
  readonly covariance: Float64Array;
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
  const rows = scaledRows({ n, d, data }, weightVariance, biasVariance);
  const variances = Float64Array.from({ length: n }, (_, i) => {
    const row = rows.subarray(i * (d + 1), (i + 1) * (d + 1));
    return dot(row, row);
  });
  const bad = variances.findIndex((q) => !Number.isFinite(q));
  if (bad >= 0)
    throw new RangeError(
      `inputCorrelations: expected finite inputs of moderate size, got row ${bad}`,
    );
  const pairs = (): Float64Array => new Float64Array(pairCount(n));
  const [covariance, correlation, complement] = [pairs(), pairs(), pairs()];
  const roots = variances.map(Math.sqrt);
  const row = (at: number): Float64Array => rows.subarray(at * (d + 1), (at + 1) * (d + 1));
  let p = 0;
  const fill = (i: number, products: Float64Array): void => {
    for (let j = i + 1; j < n; j += 1, p += 1) {
      const size = roots[i]! * roots[j]!;
      const product = products[j]!;
      const rho = size === 0 ? 0 : product / size;
      covariance[p] = product;
      correlation[p] = rho;
      complement[p] = 1 - Math.abs(rho);
      if (Math.abs(rho) < 0.9) continue;
      const rest = orthogonalComplement(row(i), row(j), variances[i]!, variances[j]!, rho);
      complement[p] = rest;
      correlation[p] = Math.sign(rho) * (1 - rest);
    }
  };
  const [first, second] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i + 1 < n; i += 2) {
    innerProducts(rows, n, d + 1, i, first, second);
    fill(i, first);
    fill(i + 1, second);
  }
  return { variances, covariance, correlation, complement };
}

/** (σ_w x/√d, σ_b), row after row: Σ¹ is their inner product. */
function scaledRows(
  { n, d, data }: Inputs,
  weightVariance: number,
  biasVariance: number,
): Float64Array {
  const scale = Math.sqrt(weightVariance / d);
  const bias = Math.sqrt(biasVariance);
  const rows = new Float64Array(n * (d + 1));
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < d; k += 1) rows[i * (d + 1) + k] = scale * data[i * d + k]!;
    rows[i * (d + 1) + d] = bias;
  }
  return rows;
}

/** Long rows are summed in blocks of so many, which keeps rounding small and one row in the cache. */
const BLOCK = 256;

/** Rows i and i + 1 with those behind i, four at a time: a number read serves several sums. */
function innerProducts(
  rows: Float64Array,
  n: number,
  width: number,
  i: number,
  first: Float64Array,
  second: Float64Array,
): void {
  first.fill(0);
  second.fill(0);
  const [one, two] = [i * width, (i + 1) * width];
  for (let from = 0; from < width; from += BLOCK) {
    const to = Math.min(from + BLOCK, width);
    let j = i + 1;
    for (; j + 3 < n; j += 4) {
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      let [t0, t1, t2, t3] = [0, 0, 0, 0];
      const b0 = j * width;
      const [b1, b2, b3] = [b0 + width, b0 + 2 * width, b0 + 3 * width];
      for (let k = from; k < to; k += 1) {
        const x = rows[one + k]!;
        const y = rows[two + k]!;
        const z0 = rows[b0 + k]!;
        const z1 = rows[b1 + k]!;
        const z2 = rows[b2 + k]!;
        const z3 = rows[b3 + k]!;
        s0 += x * z0;
        s1 += x * z1;
        s2 += x * z2;
        s3 += x * z3;
        t0 += y * z0;
        t1 += y * z1;
        t2 += y * z2;
        t3 += y * z3;
      }
      first[j]! += s0;
      first[j + 1]! += s1;
      first[j + 2]! += s2;
      first[j + 3]! += s3;
      second[j]! += t0;
      second[j + 1]! += t1;
      second[j + 2]! += t2;
      second[j + 3]! += t3;
    }
    for (; j < n; j += 1) {
      let [s, t] = [0, 0];
      for (let k = from; k < to; k += 1) {
        s += rows[one + k]! * rows[j * width + k]!;
        t += rows[two + k]! * rows[j * width + k]!;
      }
      first[j]! += s;
      second[j]! += t;
    }
  }
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
