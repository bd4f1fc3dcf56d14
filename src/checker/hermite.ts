/**
 * # Hermite coefficients of an activation
 *
 * a_k(q) = E[σ(X)h_k(X/√q)], X ~ N(0, q), h_k = He_k/√k!, and E[σ(X)²], enclosed for every q of an
 * interval [q₋, q₊]. With φ the density of N(0, q₊) and P_k(x) = q₊^(k/2)·He_k(x/√q₊),
 *
 *     P_{k+1} = x·P_k − k·q₊·P_{k−1},   a_k(q₊) = ∫ σ·P_k·φ/√(q₊^k·k!).
 *
 * On an ellipse with |Im z| ≤ y, |Re z| ≥ x and |σ| ≤ S, Cauchy's formula for φ^(k) = ±P_k φ/q^k on a
 * circle of radius √(kq), and k! ≤ e√k(k/e)^k, give for k ≤ K and s = √(Kq)
 *
 *     |σ·P_k·φ|/√(q^k·k!) ≤ S·(K + 2)/√(2πq)·exp((y² + 2ys − max(0, x − s)²)/2q).
 *
 * On the reals this holds with y = 0: it bounds the nodes with |x| ≥ s + √(0.35·q·w), where exp(…) is
 * below 2^(−w/4), and they are not summed. What is left out, in gaps and beyond the panels, has E[σ²; …] ≤ T² and changes a_k by at most T.
 * a_k′(q) = (k·a_k + √((k+1)(k+2))·a_{k+2})/2q, so |a_k′(q)| ≤ (k + 1)·√E[σ²]/q; and for
 * q₋ ≤ q ≤ q₊: (1 − R²η)·φ ≤ φ_q on |x| ≤ R, η = (1/q₋ − 1/q₊)/2, and φ_q ≤ √(q₊/q₋)·φ on R.
 */
import * as D from './dyadic.ts';
import * as E from './elementary.ts';
import * as I from './interval.ts';
import * as Q from './rational.ts';
import { bitsOfRational } from './cost.ts';
import { ensure } from './ensure.ts';
import type { Budget } from './ensure.ts';
import * as F from './fixed.ts';
import type { Ball } from './fixed.ts';
import { powRational } from './functions.ts';
import type { Interval } from './interval.ts';
import type { Samples } from './quadrature.ts';

export interface Hermite {
  /** a_0 … a_K, in units of 2^−w. */
  readonly coefficients: readonly Ball[];
  /** E[σ²]. */
  readonly square: Ball;
}

const bits = 64;
const nought = I.point(D.zero);
const unit = I.point(D.one);
const integer = (k: number): Interval => I.point(D.dyadic(BigInt(k), 0));
const mul = (X: Interval, Y: Interval): Interval => I.mul(X, Y, bits);
const add = (X: Interval, Y: Interval): Interval => I.add(X, Y, bits);
const div = (X: Interval, Y: Interval): Interval => I.div(X, Y, bits)!;
const root = (X: Interval): Interval => E.root(X, 2, bits)!;
const square = (X: Interval): Interval => mul(X, X);

/** √(2πq). */
const normalisation = (q: Interval, p: number): Interval =>
  E.root(I.mul(I.mul(E.piInterval(p), integer(2), p), q, p), 2, p)!;

/** T² ≥ E[σ(X)²; X not in an integrated panel], X ~ N(0, q). */
function leftOut({ gaps, tails }: Samples, q: Interval, path: string): Interval {
  const density = div(unit, normalisation(q, bits));
  let total = nought;
  for (const { width, bound } of gaps) total = add(total, mul(mul(square(bound), width), density));
  for (const { from, envelope } of tails) {
    // g(x) = 2m·log x + 2Bx − x²/2q is concave: e^g ≤ e^(g(R) − s(x − R)) beyond R, s = −g′(R).
    const [R, m] = [I.fromRational(from, bits), I.fromRational(envelope.power, bits)];
    const [twice, rate] = [mul(m, integer(2)), mul(envelope.rate, integer(2))];
    const slope = I.sub(div(R, q), add(div(twice, R), rate), bits);
    ensure(I.certainlyPositive(slope), 'not-shown', path, 'panels that reach further');
    const exponent = I.sub(mul(rate, R), div(square(R), mul(q, integer(2))), bits);
    const power = powRational(R, Q.mul(Q.rational(2n), envelope.power), bits)!;
    const size = mul(mul(square(envelope.factor), power), E.exp(exponent, bits));
    total = add(total, div(mul(size, density), slope));
  }
  return total;
}

/** What quadrature is off by: in every a_k, and in E[σ²]. */
function quadratureError(
  { panels }: Samples,
  q: Interval,
  terms: number,
  defect: Interval,
): { readonly ofCoefficients: Interval; readonly ofSquare: Interval } {
  const s = root(mul(q, integer(terms)));
  const double = mul(q, integer(2));
  const factor = div(mul(defect, integer(terms + 2)), normalisation(q, bits));
  let [first, second] = [nought, nought];
  for (const { halfWidth, bound, height, nearest } of panels) {
    const away = I.max(nought, I.sub(nearest, s, bits));
    const exponent = I.sub(mul(height, add(height, mul(s, integer(2)))), square(away), bits);
    const error = mul(mul(mul(factor, halfWidth), bound), E.exp(div(exponent, double), bits));
    first = add(first, error);
    second = add(second, mul(error, bound));
  }
  return { ofCoefficients: first, ofSquare: second };
}

/** The p with den = 2^p; null for other numbers. */
function powerOfTwo(den: bigint): bigint | null {
  const p = BigInt(D.bitLength(den) - 1);
  return 1n << p === den ? p : null;
}

/** Sums over the nodes with weights e^(−x²/2q): of σ·P_k/4^(jk/2) and of σ²; j scales q into [1, 4). */
function sums(
  { nodes }: Samples,
  q: bigint,
  j: number,
  terms: number,
  w: number,
): {
  readonly moments: readonly Ball[];
  readonly square: Ball;
  /** Σ |value|·e^(−(|x| − s)²/2q) of the nodes that are not summed, and the same of squares. */
  readonly far: { readonly value: Interval; readonly square: Interval };
} {
  const W = BigInt(w);
  const spread = I.fromRational(Q.rational(BigInt(35 * w), 100n), bits);
  const variance = I.point(D.dyadic(q, -w));
  const s = root(mul(variance, integer(terms)));
  const limit = add(s, root(mul(variance, spread))).upper!;
  const moments = Array.from({ length: terms + 1 }, () => 0n);
  const rates = moments.map((_, k) => BigInt(k) * q);
  const scale = BigInt(w + 2 * j);
  let sumOfSquares = F.zero;
  const far = { value: nought, square: nought };
  let [count, doubt, farthest] = [0n, 0n, 0n];
  for (const { at, value, square: ofSquare } of nodes) {
    const distance = at.num < 0n ? Q.neg(at) : at;
    if (D.compareToRational(limit, distance) <= 0) {
      const away = I.sub(I.fromRational(distance, bits), s, bits);
      const decay = E.exp(I.neg(div(square(away), mul(variance, integer(2)))), bits);
      far.value = add(far.value, mul(I.abs(F.toInterval(value, w)), decay));
      far.square = add(far.square, mul(I.abs(F.toInterval(ofSquare, w)), decay));
      continue;
    }
    count++;
    // x²/2q, rounded down by less than 1; e^(−t) changes by less than that.
    const t = ((at.num * at.num) << (2n * W)) / (2n * at.den * at.den * q);
    const precision = Math.max(16, w - Math.floor(Number(t >> W) * 1.44));
    const density = F.widened(F.ofInterval(E.exp(I.point(D.dyadic(-t, -w)), precision), w), 1n);
    sumOfSquares = F.add(sumOfSquares, F.mul(ofSquare, density, w));
    const { middle, radius } = F.mul(value, density, w);
    if (radius > doubt) doubt = radius;
    const num = j < 0 ? at.num << BigInt(-j) : at.num;
    const den = j > 0 ? at.den << BigInt(j) : at.den;
    const reach = (num < 0n ? -num : num) / den + 1n;
    if (reach > farthest) farthest = reach;
    const power = powerOfTwo(den);
    let [previous, current] = [0n, middle];
    moments[0]! += current;
    for (let k = 0; k < terms; k++) {
      const product = num * current;
      const shifted = power === null ? product / den : product >> power;
      const next = shifted - ((rates[k]! * previous) >> scale);
      previous = current;
      current = next;
      moments[k + 1]! += next;
    }
  }
  // Each step rounds by less than 2 and multiplies what was off before by at most |x| and k·q.
  const radii = [doubt];
  for (let k = 0; k < terms; k++) {
    const before = k > 0 ? (rates[k]! * radii[k - 1]!) >> scale : 0n;
    radii.push(farthest * radii[k]! + before + 3n);
  }
  return {
    moments: moments.map((middle, k) => ({ middle, radius: count * radii[k]! })),
    square: sumOfSquares,
    far,
  };
}

/**
 * @param variance a ball of positive numbers, in units of 2^−w
 * @param defect κ of the rule
 * @throws Refused where the panels do not reach far enough
 */
export function hermiteOf(
  samples: Samples,
  variance: Ball,
  terms: number,
  defect: Interval,
  w: number,
  budget: Budget,
  path: string,
): Hermite {
  const { nodes, tails } = samples;
  const words = 1 + w / 64;
  const digits = nodes.reduce((most, { at }) => Math.max(most, bitsOfRational(at)), 0) / 64;
  const step = 4 + 2 * words + (words * digits) / 8;
  budget.spend(nodes.length * (terms * step + 40 * words * words));
  budget.spend(4000 + 1500 * (samples.panels.length + samples.gaps.length));
  const [least, most] = [variance.middle - variance.radius, variance.middle + variance.radius];
  ensure(least > 0n, 'not-shown', path, 'a variance > 0');
  const j = Math.floor((D.bitLength(most) - 1 - w) / 2);
  ensure(w + 2 * j >= 16, 'not-shown', path, 'a precision that fits the variance');
  const [low, high] = [least, most].map((m) => I.point(D.dyadic(m, -w))) as [Interval, Interval];
  const { moments, square: sumOfSquares, far } = sums(samples, most, j, terms, w);
  const left = leftOut(samples, high, path);
  const error = quadratureError(samples, high, terms, defect);
  const density = I.div(unit, normalisation(high, w), w)!;
  const skipped = mul(mul(far.value, integer(terms + 2)), density);
  const skippedSquare = mul(far.square, density);

  const inside = I.mul(F.toInterval(sumOfSquares, w), density, w);
  const whole = F.widened(
    F.ofInterval(inside, w),
    F.ceiling(add(error.ofSquare, skippedSquare), w),
  );
  // √(q₊/q₋) − 1 ≤ (q₊ − q₋)/2q₋
  const gap = I.sub(high, low, bits);
  const excess = div(gap, mul(low, integer(2)));
  const largest = mul(add(unit, excess), add(F.toInterval(whole, w), left));
  const reach = tails.map(({ from }) => from).reduce((a, b) => (Q.compare(a, b) > 0 ? a : b));
  const fraction = div(mul(excess, square(I.fromRational(reach, bits))), high);
  const bottom = whole.middle - whole.radius - F.ceiling(mul(fraction, largest), w);
  const gained = F.ceiling(add(left, mul(excess, largest)), w);
  const top = whole.middle + whole.radius + gained;
  const middle = (bottom + top) >> 1n;

  const rest = add(error.ofCoefficients, skipped);
  const outside = F.ceiling(add(rest, root(I.max(nought, left))), w);
  const speed = div(mul(root(I.max(nought, largest)), gap), low);
  const scaled = I.point(D.dyadic(most, -w - 2 * j));
  let norm = unit;
  const coefficients = moments.map((moment, k) => {
    if (k > 0) norm = I.mul(norm, I.mul(scaled, integer(k), w), w);
    const quotient = I.div(F.toInterval(moment, w), E.root(norm, 2, w)!, w)!;
    const drift = F.ceiling(mul(speed, integer(k + 1)), w);
    return F.widened(F.ofInterval(I.mul(quotient, density, w), w), outside + drift);
  });
  return { coefficients, square: { middle, radius: top - middle } };
}
