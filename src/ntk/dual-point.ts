/**
 * # One variance made ready for the dual activation
 *
 * From enclosures of E[σ²], E[σ′²] and a_k: the normalised α_k = a_k/√E[σ²] as integers, with bounds of
 * what any number of terms leaves of κ and κ′ (dual-enclosure.ts).
 */
import * as E from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { evaluateAt } from '../expr/evaluate.ts';
import { derivative } from '../expr/derivative.ts';
import type { Expr } from '../expr/expr.ts';
import { UP } from './dual-request.ts';
import type { DualRequest, NoDual } from './dual-request.ts';
import type { FixedVector } from './hermite-sum.ts';

/** One variance made ready. */
export interface Point {
  readonly norm: Enclosure;
  readonly slopeNorm: Enclosure | null;
  /** α_k over 2^bits. */
  readonly alpha: readonly bigint[];
  /** ≥ the 2-norms of the errors of α_k and of √k·α_k, in units. */
  readonly error: number;
  readonly slopeError: number;
  /** ≥ √T and √T′ after the first K terms, K = 0 … length. */
  readonly rest: Float64Array;
  readonly slopeRest: Float64Array | null;
  /** g, and ≥ Σ_{k<K} k α_k², k² α_k² … as bounds of derivatives. */
  readonly ratio: readonly [bigint, bigint] | null;
  readonly first: number;
  readonly second: number;
}

/** At variance 0: σ(0), and σ′(0) for slopes. */
export function constantPoint(expr: Expr, { bits, slopes }: DualRequest): Point | NoDual {
  const p = bits + 32;
  const at = evaluateAt(expr, Q.zero, p);
  const slopeExpr = slopes ? derivative(expr) : null;
  const slope = slopeExpr && evaluateAt(slopeExpr, Q.zero, p);
  if (at === null || (slopes && slope === null))
    return { kind: 'no-dual', reason: 'at variance 0, σ(0) or σ′(0) is not enclosed' };
  const sign = E.certainlyPositive(at) ? 1n : E.certainlyNegative(at) ? -1n : 0n;
  const exact = E.exactRational(at);
  if (sign === 0n && !(exact !== null && exact.num === 0n))
    return { kind: 'no-dual', reason: 'at variance 0 the sign of σ(0) is not certain' };
  return {
    norm: E.abs(at),
    slopeNorm: slope && E.abs(slope),
    alpha: [sign << BigInt(bits)],
    error: 0,
    slopeError: 0,
    rest: Float64Array.of(1, 0),
    slopeRest: slopes ? Float64Array.of(1, 1) : null,
    ratio: [0n, 0n],
    first: 0,
    second: 0,
  };
}

/** Expectations at the variances of a range. */
export interface Moments {
  readonly square: (q: Rational) => Enclosure;
  /** null: not wanted. */
  readonly slopeSquare: ((q: Rational) => Enclosure) | null;
  /** a_k(q), as many as the series has terms. */
  readonly coefficients: (q: Rational) => FixedVector;
}

/** @param low, high around the variance */
export function createPoint(
  moments: Moments,
  low: Rational,
  high: Rational,
  { bits, slopes }: DualRequest,
): Point | NoDual {
  const p = bits + 32;
  const of = (q: Rational): Enclosure => E.fromRational(q, p);
  const sqrt = (e: Enclosure): Enclosure => E.apply('sqrt', [e], p)!;
  // φ_q ≤ √(q₊/q)·φ_{q₊} and ≥ √(q₋/q)·φ_{q₋}: E[f] at q lies between multiples of E[f] at the ends.
  const stretch = sqrt(of(Q.div(high, low)));
  const over = (moment: (q: Rational) => Enclosure): Enclosure | null => {
    const least = E.div(moment(low), stretch, p);
    return least && E.hull(least, E.mul(moment(high), stretch, p));
  };
  const square = over(moments.square);
  const slopeSquare = slopes ? over(moments.slopeSquare!) : null;
  if (square === null || !E.certainlyPositive(square))
    return { kind: 'no-dual', reason: 'E[σ²] is not certainly positive' };
  if (slopes && (slopeSquare === null || !E.certainlyPositive(slopeSquare)))
    return { kind: 'no-dual', reason: 'E[σ′²] is not certainly positive' };
  const norm = sqrt(square);
  const slopeNorm = slopeSquare && sqrt(slopeSquare);
  const middle = Q.rational(
    Q.floor(Q.mul(Q.mul(Q.add(low, high), Q.rational(1, 2)), Q.rational(1n << BigInt(bits + 64)))),
    1n << BigInt(bits + 64),
  );
  const centre = Q.compare(middle, low) < 0 ? low : middle;
  const sums = moments.coefficients(centre);
  const terms = sums.values.length;
  // |∂a_k/∂q| = |√((k+1)(k+2)) a_{k+2} + k a_k|/(2q) ≤ (3/4)(k + 1)·√E[σ²]/q at every q between.
  const width = Q.approxNumber(Q.div(Q.sub(high, low), low)) * UP * UP;
  const drift = width * 0.76 * 2 ** bits;
  const inverse = E.div(of(Q.one), norm, p)!;
  const [scaled, scaledDoubt] = E.toFixed(inverse, bits);
  const shift = BigInt(sums.bits);
  const alpha = sums.values.map((v) => (v * scaled) >> shift);
  const inverseSize = Number(scaled) * 2 ** -bits;
  let [error, slopeError] = [0, 0];
  alpha.forEach((_, k) => {
    // From a_k (in units of 2^−sums.bits) and from 1/n.
    const own = Number(sums.radius[k]!) * 2 ** (bits - sums.bits) * inverseSize;
    const scale = Math.abs(Number(sums.values[k]!)) * 2 ** -sums.bits * Number(scaledDoubt + 1n);
    const e = (own + scale + 2 + drift * (k + 1)) * UP;
    error += e * e * UP;
    slopeError += k * e * e * UP;
  });
  error = Math.sqrt(error) * UP;
  slopeError = Math.sqrt(slopeError) * UP;
  const g = slopeNorm && E.div(norm, E.mul(sqrt(E.fromRationals(low, high, p)), slopeNorm, p), p)!;
  const ratio = g && E.toFixed(g, bits);
  const unit = 2 ** -bits;
  // Σ_{k<K}, from exact sums of integers: T = 1 − Σα² with every α moved by its error at most.
  let [sum, weighted, second] = [0n, 0n, 0];
  const rest = new Float64Array(terms + 1);
  const slopeRest = slopes ? new Float64Array(terms + 1) : null;
  const one = 1n << BigInt(2 * bits);
  const room = (2 * error + error * error * unit) * unit * UP;
  const least = ratio && ratio[0] > ratio[1] ? ratio[0] - ratio[1] : 0n;
  rest[0] = 1;
  if (slopeRest) slopeRest[0] = 1;
  alpha.forEach((a, k) => {
    sum += a * a;
    weighted += BigInt(k) * a * a;
    second +=
      (k * (k + 1) * (Math.abs(Number(a)) * unit) ** 2 + k * k * (error * unit) ** 2) * 2 * UP;
    const left = Math.max(0, toNumber(one - sum, 2 * bits)) + room;
    rest[k + 1] = Math.min(1, Math.sqrt(left) * UP);
    if (slopeRest === null) return;
    const doubt =
      (2 * Math.sqrt(toNumber(weighted, 2 * bits)) * slopeError + slopeError ** 2 * unit) * UP + 1;
    const kept = weighted - (BigInt(Math.ceil(doubt)) << BigInt(bits));
    const shown = one - ((least * least * (kept > 0n ? kept : 0n)) >> BigInt(2 * bits));
    slopeRest[k + 1] = Math.min(1, Math.sqrt(Math.max(0, toNumber(shown, 2 * bits))) * UP);
  });
  const first =
    toNumber(weighted, 2 * bits) * UP +
    4 * (slopeError * unit + slopeError ** 2 * unit ** 2) * Math.sqrt(terms) +
    1e-9;
  return {
    norm,
    slopeNorm,
    alpha,
    error,
    slopeError,
    rest,
    slopeRest,
    ratio,
    first,
    second: second + 1e-9,
  };
}

/** m·2^−bits, to a relative error of 2^−50. */
const toNumber = (m: bigint, bits: number): number => {
  const excess = Math.max(0, bits - 900);
  return Number(m >> BigInt(excess)) * 2 ** -(bits - excess);
};
