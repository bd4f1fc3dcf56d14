/**
 * # The variances of a layer made ready for the dual activation
 *
 * One set of rules for variances within a factor; where many lie close together, series around a few
 * centres (variance-series.ts) instead of a quadrature at each.
 */
import * as E from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { power } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { constantPoint, createPoint } from './dual-point.ts';
import type { Moments, Point } from './dual-point.ts';
import { MAX_SERIES, powerUp } from './dual-request.ts';
import type { DualRequest, NoDual } from './dual-request.ts';
import type { ExactPiece } from './exact-piece.ts';
import { entryOf, exactActivation, exactRules } from './hermite-enclosure.ts';
import type { ExactActivation } from './hermite-enclosure.ts';
import { hermiteSum } from './hermite-sum.ts';
import { centreAbove, MAX_ORDER, REACH, varianceSeries } from './variance-series.ts';
import type { VarianceSeries } from './variance-series.ts';
import { verifiedRule } from './verified-rule.ts';

/** Variances of one rule differ by at most this factor. */
const SPREAD = 16;

/** @param variances enclosures of q ≥ 0, each certainly 0 or certainly positive */
export function pointsOf(
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
    const direct = directMoments(activation, range, terms, request, bits);
    if ('kind' in direct) return direct;
    const widest = pointOf(direct, group.at(-1)!, request);
    if ('kind' in widest) return widest;
    const left = powerUp(request.correlation, terms - 1);
    const enough =
      widest.rest[terms]! ** 2 * left <= small &&
      (widest.slopeRest === null || widest.slopeRest[terms]! ** 2 * left <= small);
    if (!enough && terms < longest) continue;
    const near = nearbyMoments(activation, group, range, terms, request, bits);
    for (const [at, member] of group.entries()) {
      const moments = near[at] ?? direct;
      const point =
        member === group.at(-1) && moments === direct ? widest : pointOf(moments, member, request);
      if ('kind' in point) return point;
      points[member.i] = point;
    }
    return null;
  }
}

function pointOf(moments: Moments, { low, high }: Ranged, request: DualRequest): Point | NoDual {
  try {
    return createPoint(moments, low, high, request);
  } catch (error) {
    // Bounds beyond the range of doubles: nothing is enclosed.
    if (error instanceof RangeError) return { kind: 'no-dual', reason: error.message };
    throw error;
  }
}

/** By quadrature at each variance. */
function directMoments(
  activation: ExactActivation,
  range: readonly [Rational, Rational],
  terms: number,
  request: DualRequest,
  bits: number,
): Moments | NoDual {
  const rules = exactRules(activation, range, terms, bits, request.slopes);
  if (rules.kind === 'no-rule') return { kind: 'no-dual', reason: rules.reason };
  const { value, square, slopeSquare } = rules;
  if (request.slopes && slopeSquare === null)
    return { kind: 'no-dual', reason: 'E[σ′²] is not enclosed' };
  return {
    square: (q) => entryOf(hermiteSum(square, q, 1), 0),
    slopeSquare: slopeSquare && ((q) => entryOf(hermiteSum(slopeSquare, q, 1), 0)),
    coefficients: (q) => hermiteSum(value, q, terms),
  };
}

/** Members that share a centre pay for it from this many on. */
const WORTHWHILE = 6;
/** Longer series move too fast with the variance. */
const LONGEST_SHARED = 128;

/** By series around centres where variances lie close together; undefined elsewhere. */
function nearbyMoments(
  activation: ExactActivation,
  group: readonly Ranged[],
  range: readonly [Rational, Rational],
  terms: number,
  { slopes }: DualRequest,
  bits: number,
): readonly (Moments | undefined)[] {
  const near = new Array<Moments | undefined>(group.length);
  if (group.length < WORTHWHILE || terms > LONGEST_SHARED) return near;
  const orders = 2 * MAX_ORDER;
  const squared = (pieces: readonly ExactPiece[]): ExactPiece[] =>
    pieces.map((piece) => ({ ...piece, expr: power(piece.expr, 2) }));
  /** Of f on its pieces, `count` coefficients around a centre; null: no rule, or no finite E[f²]. */
  const seriesOf = (
    pieces: readonly ExactPiece[],
    squares: readonly ExactPiece[],
    count: number,
  ): ((q: Rational) => VarianceSeries | null) | null => {
    const rule = verifiedRule(pieces, { variances: range, order: count + orders, bits });
    // Of energies, few digits serve.
    const energy = verifiedRule(squares, { variances: range, order: 0, bits: 16 });
    if (rule.kind !== 'rule' || energy.kind !== 'rule') return null;
    return (q) => {
      const most = E.upperRational(entryOf(hermiteSum(energy, q, 1), 0));
      return most && varianceSeries(hermiteSum(rule, q, count + orders), q, most, count);
    };
  };
  const { pieces, squares, slopeSquares } = activation;
  const ofValue = seriesOf(pieces, squares, terms);
  const ofSquare = seriesOf(squares, squared(squares), 1);
  const ofSlope = slopes && slopeSquares && seriesOf(slopeSquares, squared(slopeSquares), 1);
  if (!ofValue || !ofSquare || (slopes && !ofSlope)) return near;
  for (let from = 0; from < group.length;) {
    const centre = centreAbove(group[from]!.low);
    const end = Q.mul(centre, Q.add(Q.one, REACH));
    let to = from;
    while (to < group.length && Q.compare(group[to]!.high, end) <= 0) to += 1;
    const inside = Q.compare(centre, range[0]) >= 0 && Q.compare(centre, range[1]) <= 0;
    if (inside && to - from >= WORTHWHILE) {
      const [value, square, slope] = [
        ofValue(centre),
        ofSquare(centre),
        ofSlope && ofSlope(centre),
      ];
      if (value && square && (!slopes || slope))
        near.fill(
          {
            square: (q) => entryOf(square.at(q), 0),
            slopeSquare: slope ? (q) => entryOf(slope.at(q), 0) : null,
            coefficients: (q) => value.at(q),
          },
          from,
          to,
        );
    }
    from = Math.max(to, from + 1);
  }
  return near;
}

/** The range with ends of few digits. */
function rounded(low: Rational, high: Rational): readonly [Rational, Rational] {
  const unit = 2 ** (Math.floor(Math.log2(Q.approxNumber(low))) - 8);
  const step = unit >= 1 ? Q.rational(BigInt(unit)) : Q.rational(1n, BigInt(1 / unit));
  const down = Q.mul(Q.rational(Q.floor(Q.div(low, step))), step);
  const up = Q.mul(Q.rational(Q.floor(Q.div(high, step)) + 1n), step);
  return [down, up];
}
