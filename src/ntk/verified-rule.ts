/**
 * # A quadrature rule for one activation, with a proven error
 *
 * [−X, X] cut into panels, each with Gauss–Legendre nodes (quadrature-rule.ts) and a bound of its
 * error for every integral ∫ f(x) h_k(x/√q) φ(x/√q) dx/√q, k ≤ order, q in a range: f is enclosed on
 * rectangles that cover a Bernstein ellipse around the panel, and there the Hermite function is bounded by hermite-bound.ts. Where f is not analytic, intervals too
 * short to matter are bounded by |f|·|h_k φ| ≤ |f|. Beyond X stands the envelope.
 */
import * as C from '../arith/complex-enclosure.ts';
import * as E from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import { binaryValue } from '../arith/double.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { evaluateComplex } from '../expr/evaluate-complex.ts';
import { evaluate, evaluateAt } from '../expr/evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import { envelope, tailSquare } from './envelope.ts';
import type { ExactPiece } from './exact-piece.ts';
import { hermiteBound, leastBound } from './hermite-bound.ts';
import type { RuleRequest } from './hermite-bound.ts';
import { quadratureRule } from './quadrature-rule.ts';
import { stripRule } from './strip-rule.ts';

export interface VerifiedRule {
  readonly kind: 'rule';
  /** x ≥ 0 exactly, with w·f at x and at −x as integers over 2^(bits − scale), w in units of x. */
  readonly nodes: readonly Node[];
  readonly bits: number;
  /** About log₂ of the size of f. */
  readonly scale: number;
  /** ≥ what panels, short intervals and the range beyond X add to an integral. */
  readonly error: Rational;
  readonly request: RuleRequest;
}

export interface Node {
  readonly x: Rational;
  readonly right: bigint;
  readonly left: bigint;
  /** ≥ the errors of both, in their units. */
  readonly doubt: bigint;
}

export interface NoRule {
  readonly kind: 'no-rule';
  readonly reason: string;
}

const ROUGH = 53;
const MAX_PANELS = 320;
const radii = [8, 6, 4, 3, 2.25, 1.75].map((r) => Q.rational(Math.round(r * 4), 4));
const two = Q.rational(2);
const half = Q.rational(1, 2);
const of = (q: Rational): Enclosure => E.fromRational(q, ROUGH);
const upper = (e: Enclosure | null): Rational | null => e && E.upperRational(e);

/** ≥ a + b, with few digits. */
const sum = (a: Rational, b: Rational): Rational => upper(E.add(of(a), of(b), ROUGH))!;

interface Panel {
  readonly lower: Rational;
  readonly upper: Rational;
  readonly piece: ExactPiece;
}

/** @param pieces that cover R */
export function verifiedRule(
  pieces: readonly ExactPiece[],
  request: RuleRequest,
): VerifiedRule | NoRule {
  const { bits } = request;
  const reach = reachOf(pieces, request);
  if (reach === null)
    return { kind: 'no-rule', reason: 'no bound of the integrand far out was found' };
  const { from, size, tail } = reach;
  const target = Q.mul(size, Q.rational(1n, 1n << BigInt(bits + 6)));
  const strip = pieces.length === 1 ? stripRule(pieces[0]!.expr, from, target, request) : null;
  if (strip !== null) {
    const { step, last, error } = strip;
    const points = Array.from({ length: 2 * last + 1 }, (_, i): Sample => {
      const x = Q.mul(step, Q.rational(i - last));
      return { x, weight: step, expr: pieces[0]!.expr };
    });
    return sample(points, request, Q.approxNumber(size), Q.add(tail, error));
  }
  const count = Math.ceil(bits / 4) + 6;
  const rule = quadratureRule(count, Math.max(64, bits + 24));
  const stack = initialPanels(pieces, from, request).reverse();
  const kept: Panel[] = [];
  let error = tail;
  let short = 0;
  while (stack.length > 0) {
    const panel = stack.pop()!;
    const width = Q.sub(panel.upper, panel.lower);
    const bound = panelError(panel, request, count, rule.defect, rule.bits);
    if (bound !== null && Q.compare(bound, target) <= 0) {
      kept.push(panel);
      error = sum(error, bound);
      continue;
    }
    const crude = crudeBound(panel, request);
    if (crude !== null && Q.compare(crude, target) <= 0) {
      error = sum(error, crude);
      short += 1;
      continue;
    }
    if (
      kept.length + stack.length + short > MAX_PANELS ||
      Q.compare(width, Q.rational(1n, 1n << BigInt(4 * bits + 64))) < 0
    )
      return { kind: 'no-rule', reason: `no error bound near x = ${Q.approxNumber(panel.lower)}` };
    const middle = Q.mul(Q.add(panel.lower, panel.upper), half);
    stack.push({ ...panel, lower: middle }, { ...panel, upper: middle });
  }
  return sample(nodesOf(kept, bits), request, Q.approxNumber(size), error);
}

interface Reach {
  readonly from: Rational;
  /** About √E[f²]. */
  readonly size: Rational;
  readonly tail: Rational;
}

/** X, and a bound of √(∫_{|x| > X} f²φ), by Cauchy–Schwarz what each coefficient loses. */
function reachOf(pieces: readonly ExactPiece[], { variances, bits }: RuleRequest): Reach | null {
  const [least, most] = variances.map(Q.approxNumber) as [number, number];
  const size = sizeOf(pieces, Math.sqrt(least), Math.sqrt(most));
  if (size === null) return null;
  const target = Q.mul(size, Q.rational(1n, 1n << BigInt(bits + 6)));
  for (let T = Math.sqrt(2.8 * bits + 24); T < 3000; T *= 1.2) {
    // A number of few bits; x ≥ 1 for the envelope.
    const want = Math.max(1, T * Math.sqrt(most));
    const unit = 2 ** (Math.ceil(Math.log2(want)) - 4);
    const from = binaryValue(Math.ceil(want / unit) * unit);
    const ends = [pieces.at(-1)!.lower, pieces[0]!.upper && Q.neg(pieces[0]!.upper)];
    if (ends.some((end) => end && Q.compare(from, end) <= 0)) continue;
    const range = E.fromRationals(...variances, ROUGH);
    let total: Rational | null = Q.zero;
    for (const side of [1, -1] as const) {
      const { expr } = side === 1 ? pieces.at(-1)! : pieces[0]!;
      const found = envelope(expr, side, from);
      const part = found && tailSquare(found, from, range);
      total = part === null || total === null ? null : sum(total, part);
    }
    const tail = total && upper(E.apply('sqrt', [of(total)], ROUGH));
    if (tail !== null && Q.compare(tail, target) <= 0) return { from, size, tail };
  }
  return null;
}

/**
 * About √E[f²], from a few points within a standard deviation and, where f may be large only near 0,
 * from ±2^−k of one with the share of the mass that lies there: a scale, nothing rests on it.
 */
function sizeOf(pieces: readonly ExactPiece[], low: number, high: number): Rational | null {
  let best = Q.zero;
  const look = (t: number, share: number): void => {
    const x = binaryValue(Math.fround(t));
    const piece = pieces.find((p) => p.upper === null || Q.compare(x, p.upper) < 0)!;
    const value = evaluateAt(piece.expr, x, ROUGH);
    const most = value && upper(E.abs(value));
    const size = most && Q.mul(most, binaryValue(share));
    if (size && Q.compare(size, best) > 0) best = size;
  };
  for (const s of [low, high])
    for (const t of [-2.013, -1.017, -0.511, -0.127, 0.131, 0.483, 0.977, 1.996]) look(t * s, 1);
  for (let k = 4; k <= NEAREST && low * 2 ** -k > 1e-30; k += 1)
    for (const t of [-0.983, 0.971]) look(t * low * 2 ** -k, 2 ** -Math.ceil(k / 2));
  return best.num === 0n ? Q.one : best;
}

/** Halvings of the standard deviation at which f is looked at. */
const NEAREST = 48;

/** Cut at 0, ±s, ±2s, ±4s, …, s the least standard deviation. */
function initialPanels(
  pieces: readonly ExactPiece[],
  from: Rational,
  { variances }: RuleRequest,
): Panel[] {
  const s = 2 ** Math.round(Math.log2(Math.sqrt(Q.approxNumber(variances[0]))));
  const cuts: Rational[] = [Q.zero];
  for (let x = binaryValue(s); Q.compare(x, from) < 0; x = Q.mul(x, two)) cuts.push(x, Q.neg(x));
  const larger = (a: Rational, b: Rational | null): Rational => (b && Q.compare(b, a) > 0 ? b : a);
  const smaller = (a: Rational, b: Rational | null): Rational => (b && Q.compare(b, a) < 0 ? b : a);
  return pieces.flatMap((piece) => {
    const [a, b] = [larger(Q.neg(from), piece.lower), smaller(from, piece.upper)];
    if (Q.compare(a, b) >= 0) return [];
    const inside = cuts.filter((c) => Q.compare(c, a) > 0 && Q.compare(c, b) < 0);
    const ends = [a, ...inside, b].sort(Q.compare);
    return ends.slice(1).map((end, i) => ({ lower: ends[i]!, upper: end, piece }));
  });
}

/**
 * half-width·2M(defect/(1 − 1/ρ) + (2/3 + 2.001)ρ^−2m/(1 − 1/ρ)), M ≥ |f·h_kφ/√q| on the ellipse,
 * the best ρ of a list; null if f is analytic on none of the ellipses.
 */
function panelError(
  panel: Panel,
  request: RuleRequest,
  count: number,
  defect: bigint,
  defectBits: number,
): Rational | null {
  const radius = Q.mul(Q.sub(panel.upper, panel.lower), half);
  const on = E.fromRationals(panel.lower, panel.upper, ROUGH, { lower: true, upper: true });
  let best: Rational | null = null;
  for (const rho of radii) {
    const along = Q.mul(Q.add(rho, Q.div(Q.one, rho)), Q.mul(radius, half));
    const across = Q.mul(Q.sub(rho, Q.div(Q.one, rho)), Q.mul(radius, half));
    const weight = hermiteBound(distanceOf(panel, along), across, request);
    const size = weight && known(panel, rho, () => largestOn(panel, on, along, across));
    if (!size) continue;
    const M = Q.mul(size, weight!);
    const decay = Q.pow(Q.div(Q.one, rho), 2 * count);
    const worst = Q.add(
      Q.rational(defect, 1n << BigInt(defectBits)),
      Q.mul(Q.rational(27, 10), decay),
    );
    const error = Q.mul(
      Q.mul(Q.mul(radius, two), M),
      Q.div(worst, Q.sub(Q.one, Q.div(Q.one, rho))),
    );
    const rounded = upper(of(error))!;
    if (best === null || Q.compare(rounded, best) < 0) best = rounded;
    else break;
  }
  return best;
}

/** Of the ellipse from 0, along the real axis. */
function distanceOf({ lower, upper: end }: Panel, along: Rational): Rational {
  const centre = Q.mul(Q.add(lower, end), half);
  const distance = Q.sub(Q.sign(centre) < 0 ? Q.neg(centre) : centre, along);
  return Q.sign(distance) > 0 ? distance : Q.zero;
}

const COLUMNS = 6;

/** Sizes on ellipses, by piece: rules of other orders meet the same panels. */
const sizes = new WeakMap<ExactPiece, Map<string, Rational | null>>();

function known(panel: Panel, rho: Rational, compute: () => Rational | null): Rational | null {
  const memo = sizes.get(panel.piece) ?? new Map<string, Rational | null>();
  sizes.set(panel.piece, memo);
  const key = [panel.lower, panel.upper, rho].map(Q.toText).join(' ');
  let size = memo.get(key);
  if (size === undefined) {
    size = compute();
    memo.set(key, size);
  }
  return size;
}

/** ≥ |f| on rectangles that cover the upper half of the ellipse; f(z̄) is the conjugate of f(z). */
function largestOn(
  panel: Panel,
  on: Enclosure,
  along: Rational,
  across: Rational,
): Rational | null {
  const centre = Q.mul(Q.add(panel.lower, panel.upper), half);
  let most = leastBound;
  for (let i = 0; i < COLUMNS; i += 1) {
    const at = (k: number): Rational =>
      Q.add(centre, Q.mul(along, Q.rational(2 * k - COLUMNS, COLUMNS)));
    // Height of the ellipse over the column: across·√(1 − t²), t the column's nearest |x|/along.
    const t = Math.max(0, Math.abs(2 * i + 1 - COLUMNS) - 1) / COLUMNS;
    const height = Q.mul(across, Q.rational(Math.ceil(Math.sqrt(1 - t * t) * 64) + 1, 64));
    for (const [low, high] of [
      [Q.zero, Q.mul(height, half)],
      [Q.mul(height, half), height],
    ] as const) {
      const z = C.rectangle([at(i), at(i + 1)], [low, high], ROUGH);
      const value = evaluateComplex(panel.piece.expr, z, on, ROUGH);
      const size = value && C.magnitude(value, ROUGH);
      if (!size) return null;
      if (Q.compare(size, most) > 0) most = size;
    }
  }
  return most;
}

/** width·sup|f|/√q: |h_k φ| ≤ 0.69·√φ ≤ 0.44 (Cramér's inequality, 1.0865·(2π)^−¼). */
function crudeBound(
  { lower, upper: end, piece }: Panel,
  { variances }: RuleRequest,
): Rational | null {
  const values = evaluate(piece.expr, E.fromRationals(lower, end, ROUGH), ROUGH);
  const size = values && upper(E.abs(values));
  const root = upper(E.div(of(Q.one), E.apply('sqrt', [of(variances[0])], ROUGH)!, ROUGH));
  return size && root && Q.mul(Q.mul(Q.sub(end, lower), size), root);
}

interface Sample {
  readonly x: Rational;
  readonly weight: Rational;
  readonly expr: Expr;
}

function nodesOf(panels: readonly Panel[], bits: number): readonly Sample[] {
  const rule = quadratureRule(Math.ceil(bits / 4) + 6, Math.max(64, bits + 24));
  const unit = 1n << BigInt(rule.bits);
  return panels.flatMap(({ lower, upper: end, piece }) => {
    const radius = Q.mul(Q.sub(end, lower), half);
    const centre = Q.add(lower, radius);
    return rule.nodes.map((node, i) => ({
      x: Q.add(centre, Q.mul(radius, Q.rational(node, unit))),
      weight: Q.mul(radius, Q.rational(rule.weights[i]!, unit)),
      expr: piece.expr,
    }));
  });
}

/** f at the nodes, symmetric ones together. */
function sample(
  samples: readonly Sample[],
  request: RuleRequest,
  size: number,
  error: Rational,
): VerifiedRule | NoRule {
  const own = request.bits + 24;
  const most = Q.approxNumber(request.variances[1]);
  const scale = Math.ceil(Math.log2(size)) || 0;
  const found = new Map<string, { x: Rational; right: bigint; left: bigint; doubt: bigint }>();
  for (const { x, weight, expr } of samples) {
    // Far nodes count little, |h_k φ| ≤ e^{−z²/4}, and need the fewer bits.
    const z2 = Q.approxNumber(x) ** 2 / most;
    const precision = Math.max(40, own + 16 - Math.floor(0.34 * z2));
    const value = evaluateAt(expr, x, precision);
    if (value === null)
      return {
        kind: 'no-rule',
        reason: `σ is not certainly defined at x = ${Q.approxNumber(x)}`,
      };
    const weighted = E.mul(value, E.fromRational(weight, own + 16), own + 16);
    const [w, doubt] = E.toFixed(weighted, own - scale);
    const distance = Q.sign(x) < 0 ? Q.neg(x) : x;
    const key = Q.toText(distance);
    const node = found.get(key) ?? { x: distance, right: 0n, left: 0n, doubt: 0n };
    if (Q.sign(x) < 0) node.left += w;
    else node.right += w;
    node.doubt += doubt;
    found.set(key, node);
  }
  return { kind: 'rule', nodes: [...found.values()], bits: own, scale, error, request };
}
