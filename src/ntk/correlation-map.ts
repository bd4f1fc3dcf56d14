/**
 * # How far correlations can grow from layer to layer
 *
 * With α_k the normalised Hermite coefficients at one variance, F(r) = Σ_k α_k² r^k and
 * β = σ_b²/(σ_w² E[σ²] + σ_b²): h(r) = (1 − β)F(r) + β. By Cauchy and Schwarz, first over k and then
 * over the two terms, the correlation of two inputs behind the layer is at most √(h_i(r) h_j(r)) in
 * absolute value if it was at most r before it.
 */
import * as E from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Point } from './dual-point.ts';
import { UP } from './dual-request.ts';

/** An increasing function of [0, 1] into itself, rounded upward. */
export type Increasing = (r: number) => number;

/** Bins of s = 1 − r: five bits of the fraction of s, for s ≥ 2^−OCTAVES. */
const FRACTION = 5;
const OCTAVES = 40;
const base = (1023 - OCTAVES) << FRACTION;
const count = (OCTAVES << FRACTION) + 1;

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
const high = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

function binOf(s: number): number {
  double[0] = s;
  return (words[high]! >>> (20 - FRACTION)) - base;
}

/** The least s of a bin, exactly. */
function leastOf(bin: number): number {
  words[high] = (bin + base) << (20 - FRACTION);
  words[1 - high] = 0;
  return double[0]!;
}

/**
 * The largest h of the points after `before`, tabulated: at r, its value at the end of the bin.
 * @param points with the bits of their integers
 */
export function correlationMap(
  before: Increasing,
  points: readonly Point[],
  bits: number,
  weightVariance: Rational,
  biasVariance: Rational,
): Increasing {
  const curves = points.map((point) => curveOf(point, bits, weightVariance, biasVariance));
  const table = Float64Array.from({ length: count }, (_, bin) => {
    const r = before(1 - leastOf(bin));
    return curves.reduce((most, curve) => Math.max(most, curve(r)), 0);
  });
  return (r) => {
    const bin = binOf((1 - r) * (1 - 2 ** -51));
    return bin < 0 ? 1 : table[bin]!;
  };
}

function curveOf(
  { alpha, error, rest, norm }: Point,
  bits: number,
  weightVariance: Rational,
  biasVariance: Rational,
): Increasing {
  const unit = 2 ** -bits;
  const squares = Float64Array.from(alpha, (a) => (Number(a) * unit) ** 2);
  const left = rest[alpha.length]! ** 2;
  const share = shareOf(norm, weightVariance, biasVariance);
  return (r) => {
    let sum = left;
    for (let k = squares.length - 1; k >= 0; k -= 1) sum = sum * r + squares[k]!;
    // Above, `left` came with r^K: both roundings of a term are within UP.
    const root = Math.sqrt(sum * UP) * UP + error * unit;
    const f = Math.min(1, root * root * UP);
    return Math.min(1, ((1 - share) * f + share) * UP);
  };
}

/** ≥ β. */
function shareOf(norm: E.Enclosure, weightVariance: Rational, biasVariance: Rational): number {
  if (Q.sign(biasVariance) === 0) return 0;
  const p = 96;
  const own = E.mul(E.fromRational(weightVariance, p), E.mul(norm, norm, p), p);
  const all = E.add(own, E.fromRational(biasVariance, p), p);
  const share = E.div(E.fromRational(biasVariance, p), all, p);
  const upper = share && E.upperRational(share);
  return upper === null ? 1 : Math.min(1, Q.approxNumber(upper) * UP);
}
