/**
 * # The dual activation, enclosed, on a set of variances
 *
 * For (u, v) normal with variances q_i, q_j and correlation ρ: the normalised
 * κ = E[σ(u)σ(v)]/(n_i n_j), n² = E[σ²], and κ′ = E[σ′(u)σ′(v)]/(m_i m_j), m² = E[σ′²], in [−1, 1], as
 * integers over 2^bits with errors. With α_k = a_k/n the series
 *
 *     κ = Σ_k α_ik α_jk ρ^k,   κ′ = g_i g_j dκ/dρ,  g = n/(√q m),
 *
 * cut after K terms leave at most |ρ|^K √(T_i T_j) and |ρ|^{K−1} √(T′_i T′_j), T = 1 − Σ_{k<K} α_k²,
 * T′ = 1 − g² Σ_{k<K} k α_k² (theory H). σ = a·x + b·|x| has the arc-cosine form.
 */
import * as E from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { evaluateAt } from '../expr/evaluate.ts';
import { derivative } from '../expr/derivative.ts';
import type { Expr } from '../expr/expr.ts';
import { angular } from './homogeneous.ts';
import { entryOf, exactActivation, exactRules } from './hermite-enclosure.ts';
import type { ExactActivation } from './hermite-enclosure.ts';
import { hermiteSum } from './hermite-sum.ts';

/** Room for the roundings of bounds that are doubles. */
export const UP = 1 + 2 ** -30;

/** κ and κ′ of a pair with bounds of their errors, in units of 2^−bits. */
export interface PairValue {
  value: bigint;
  doubt: number;
  slope: bigint;
  slopeDoubt: number;
}

export interface DualEnclosure {
  readonly kind: 'dual';
  /** √E[σ²] at each variance; √E[σ′²], null unless wanted. */
  readonly norms: readonly Enclosure[];
  readonly slopeNorms: readonly Enclosure[] | null;
  /** @param rho over 2^bits, within `doubt` of the correlation */
  pair(i: number, j: number, rho: bigint, doubt: number, out: PairValue): void;
}

export interface NoDual {
  readonly kind: 'no-dual';
  readonly reason: string;
}

export interface DualRequest {
  /** Of the integers. */
  readonly bits: number;
  /** Errors near 2^−wanted are enough. */
  readonly wanted: number;
  readonly slopes: boolean;
  /** The largest |ρ| that occurs between different inputs. */
  readonly correlation: number;
  /** Terms of a series at most: where they do not reach `wanted`, entries are wider. */
  readonly terms: number;
}

export const MAX_SERIES = 1600;

/** One variance made ready. */
interface Point {
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

/** @param variances enclosures of q ≥ 0, each certainly 0 or certainly positive */
export function encloseDual(
  expr: Expr,
  variances: readonly Enclosure[],
  request: DualRequest,
): DualEnclosure | NoDual {
  const closed = angular(expr, variances, request);
  if (closed !== null) return closed;
  const points = pointsOf(expr, variances, request);
  if ('kind' in points) return points;
  const { bits, wanted, slopes } = request;
  const p = BigInt(bits);
  const unit = 2 ** -bits;
  return {
    kind: 'dual',
    norms: points.map(({ norm }) => norm),
    slopeNorms: slopes ? points.map(({ slopeNorm }) => slopeNorm!) : null,
    pair(i, j, rho, doubt, out) {
      const [a, b] = [points[i]!, points[j]!];
      const length = Math.min(a.alpha.length, b.alpha.length);
      const size = Math.min(1, (Math.abs(Number(rho)) * UP + doubt) * unit);
      // The shortest series that serves, by its proven remainder.
      let terms = Math.min(8, length);
      const remainder = (rest: Float64Array, other: Float64Array, k: number, power: number) =>
        rest[k]! * other[k]! * powerUp(size, power) * UP;
      const small = 2 ** -wanted;
      while (terms < length) {
        const value = remainder(a.rest, b.rest, terms, terms);
        const slope = slopes ? remainder(a.slopeRest!, b.slopeRest!, terms, terms - 1) : 0;
        if (value <= small && slope <= small) break;
        terms = Math.min(length, Math.ceil(terms * 1.25));
      }
      let [sum, first] = [0n, 0n];
      for (let k = terms - 1; k >= 0; k -= 1) {
        if (slopes) first = ((first * rho) >> p) + sum;
        sum = ((sum * rho) >> p) + ((a.alpha[k]! * b.alpha[k]!) >> p);
      }
      // Σ(|α_i|e_j + |α_j|e_i) ≤ ‖e_j‖ + ‖e_i‖; two roundings a term; |dκ/dρ| ≤ √(Σkα_i² Σkα_j²).
      out.value = sum;
      out.doubt =
        (a.error + b.error + 2 * terms + 2 + doubt * Math.sqrt(a.first * b.first)) * UP +
        (remainder(a.rest, b.rest, terms, terms) / unit) * UP;
      if (!slopes) return;
      const [g, dg] = a.ratio!;
      const [h, dh] = b.ratio!;
      const factor = (g * h) >> p;
      const factorDoubt =
        (Number(g) * unit * Number(dh) +
          Number(h) * unit * Number(dg) +
          Number(dg) * Number(dh) * unit +
          2) *
        UP;
      const firstDoubt =
        (a.slopeError * Math.sqrt(b.first) +
          b.slopeError * Math.sqrt(a.first) +
          a.slopeError * b.slopeError * unit +
          2 * terms * (terms + 1) +
          doubt * Math.sqrt(a.second * b.second)) *
        UP;
      out.slope = (factor * first) >> p;
      out.slopeDoubt =
        (Number(factor) * unit * firstDoubt +
          Math.abs(Number(first)) * unit * factorDoubt +
          factorDoubt * firstDoubt * unit +
          2) *
          UP *
          UP +
        (remainder(a.slopeRest!, b.slopeRest!, terms, terms - 1) / unit) * UP;
    },
  };
}

/** ≥ x^k for 0 ≤ x ≤ 1, by squaring; each product rounds up by less than UP. */
function powerUp(x: number, k: number): number {
  let [result, base] = [1, x];
  for (let rest = k; rest > 0; rest >>= 1) {
    if (rest & 1) result = result * base * (1 + 2 ** -50) + Number.MIN_VALUE;
    base = base * base * (1 + 2 ** -50) + Number.MIN_VALUE;
  }
  return Math.min(1, result);
}

/** Variances of one rule differ by at most this factor. */
const SPREAD = 16;

function pointsOf(
  expr: Expr,
  variances: readonly Enclosure[],
  request: DualRequest,
): Point[] | NoDual {
  const bits = request.wanted + 24;
  const activation = exactActivation(expr, bits);
  const points = new Array<Point>(variances.length);
  const positive: { readonly i: number; readonly low: Rational; readonly high: Rational }[] = [];
  for (const [i, q] of variances.entries()) {
    const [low, high] = [E.lowerRational(q), E.upperRational(q)];
    if (low === null || high === null || (Q.sign(low) <= 0 && Q.sign(high) !== 0))
      return { kind: 'no-dual', reason: 'a variance is not certainly 0 or positive and finite' };
    if (Q.sign(high) === 0) {
      const point = constantPoint(expr, request);
      if ('kind' in point) return point;
      points[i] = point;
    } else positive.push({ i, low, high });
  }
  positive.sort((a, b) => Q.compare(a.high, b.high));
  while (positive.length > 0) {
    const limit = Q.mul(positive[0]!.low, Q.rational(SPREAD));
    const cut = positive.findIndex(({ high }) => Q.compare(high, limit) > 0);
    const group = positive.splice(0, cut < 0 ? positive.length : Math.max(1, cut));
    const failed = fillGroup(activation, group, request, bits, points);
    if (failed !== null) return failed;
  }
  return points;
}

type Ranged = { readonly i: number; readonly low: Rational; readonly high: Rational };

function fillGroup(
  activation: ExactActivation,
  group: readonly Ranged[],
  request: DualRequest,
  bits: number,
  points: Point[],
): NoDual | null {
  const range = rounded(
    group[0]!.low,
    group.reduce((m, g) => (Q.compare(g.high, m) > 0 ? g.high : m), group[0]!.high),
  );
  const small = 2 ** -request.wanted;
  const longest = Math.min(request.terms, MAX_SERIES);
  // The widest variance, as a rule, has the longest series: it chooses how many terms all get.
  for (let terms = Math.min(48, longest); ; terms = Math.min(longest, Math.ceil(terms * 1.7))) {
    const rules = exactRules(activation, range, terms, bits, request.slopes);
    if (rules.kind === 'no-rule') return { kind: 'no-dual', reason: rules.reason };
    if (request.slopes && rules.slopeSquare === null)
      return { kind: 'no-dual', reason: 'E[σ′²] is not enclosed' };
    const make = ({ low, high }: Ranged): Point | NoDual => {
      try {
        return createPoint(rules, low, high, terms, request);
      } catch (error) {
        // Bounds beyond the range of doubles: nothing is enclosed.
        if (error instanceof RangeError) return { kind: 'no-dual', reason: error.message };
        throw error;
      }
    };
    const widest = make(group.at(-1)!);
    if ('kind' in widest) return widest;
    const left = powerUp(request.correlation, terms - 1);
    const enough =
      widest.rest[terms]! ** 2 * left <= small &&
      (widest.slopeRest === null || widest.slopeRest[terms]! ** 2 * left <= small);
    if (!enough && terms < longest) continue;
    for (const member of group) {
      const point = member === group.at(-1) ? widest : make(member);
      if ('kind' in point) return point;
      points[member.i] = point;
    }
    return null;
  }
}

/** The range with ends of few digits. */
function rounded(low: Rational, high: Rational): readonly [Rational, Rational] {
  const unit = 2 ** (Math.floor(Math.log2(Q.approxNumber(low))) - 8);
  const step = unit >= 1 ? Q.rational(BigInt(unit)) : Q.rational(1n, BigInt(1 / unit));
  const down = Q.mul(Q.rational(Q.floor(Q.div(low, step))), step);
  const up = Q.mul(Q.rational(Q.floor(Q.div(high, step)) + 1n), step);
  return [down, up];
}

/** At variance 0: σ(0), and σ′(0) for slopes. */
function constantPoint(expr: Expr, { bits, slopes }: DualRequest): Point | NoDual {
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

type Rules = Extract<ReturnType<typeof exactRules>, { kind: 'rules' }>;

function createPoint(
  rules: Rules,
  low: Rational,
  high: Rational,
  terms: number,
  { bits, slopes }: DualRequest,
): Point | NoDual {
  const p = bits + 32;
  const of = (q: Rational): Enclosure => E.fromRational(q, p);
  const sqrt = (e: Enclosure): Enclosure => E.apply('sqrt', [e], p)!;
  // φ_q ≤ √(q₊/q)·φ_{q₊} and ≥ √(q₋/q)·φ_{q₋}: E[f] at q lies between multiples of E[f] at the ends.
  const stretch = sqrt(of(Q.div(high, low)));
  const over = (rule: Parameters<typeof hermiteSum>[0]): Enclosure | null => {
    const [a, b] = [entryOf(hermiteSum(rule, low, 1), 0), entryOf(hermiteSum(rule, high, 1), 0)];
    const least = E.div(a, stretch, p);
    return least && E.hull(least, E.mul(b, stretch, p));
  };
  const square = over(rules.square);
  const slopeSquare = slopes ? over(rules.slopeSquare!) : null;
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
  const sums = hermiteSum(rules.value, centre, terms);
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
