/**
 * # A quadrature rule on [−1, 1], and an activation on panels
 *
 * The rule Σ w_j f(ξ_j), |ξ_j| < 1, is judged by its defects E_k = Σ w_j T_k(ξ_j) − ∫ T_k on Chebyshev
 * polynomials. If f is analytic on the ellipse with foci ±1 and half-axes (r ± 1/r)/2, r > 1, and
 * |f| ≤ 1 there, then f = Σ a_k T_k with |a_0| ≤ 1, |a_k| ≤ 2r^(−k) (Bernstein), so that for every D
 *
 *     |∫ f − Σ w_j f(ξ_j)| ≤ κ = Σ_{k≤D} 2r^(−k)|E_k| + 2r^(−D)/(r − 1)·(2 + Σ|w_j|).
 */
import * as I from './interval.ts';
import * as Q from './rational.ts';
import { analyse } from './analysis.ts';
import type { Analysis } from './analysis.ts';
import { analyticOn } from './analytic.ts';
import { withoutGuards } from './branch.ts';
import type { Cell, Point } from './cell.ts';
import type { AcceptedActivation } from './check.ts';
import * as C from './complex.ts';
import type { Box } from './complex.ts';
import { ensure } from './ensure.ts';
import type { Budget } from './ensure.ts';
import { createEnvelope } from './envelope.ts';
import type { Envelope } from './envelope.ts';
import { add, mul, ofInterval, toInterval } from './fixed.ts';
import type { Ball } from './fixed.ts';
import type { Interval } from './interval.ts';
import type { Quadrature } from './kernel-certificate.ts';
import type { Rational } from './rational.ts';

const bits = C.bits;
const half = Q.rational(1n, 2n);
const rounded = (q: Rational): Interval => I.fromRational(q, bits);

/** κ, as an upper bound. */
export function defectOf({ nodes, weights, ellipse }: Quadrature, budget: Budget): Interval {
  const last = 2 * nodes.length - 1;
  // T_k is computed by a recurrence that multiplies errors by at most 3 a step.
  const w = 256 + 2 * last;
  budget.spend(nodes.length * last * 40);
  const ball = (q: Rational): Ball => ofInterval(I.fromRational(q, w), w);
  const x = nodes.map(ball);
  const weight = weights.map(ball);
  const double = ({ middle, radius }: Ball): Ball => ({ middle: 2n * middle, radius: 2n * radius });
  const minus = ({ middle, radius }: Ball): Ball => ({ middle: -middle, radius });
  let previous = nodes.map(() => ball(Q.one));
  let current = x;
  let shrunk = rounded(Q.one);
  let kappa = I.point({ m: 0n, e: 0 });
  const [two, inverse] = [rounded(Q.rational(2n)), rounded(Q.div(Q.one, ellipse))];
  for (let k = 0; k <= last; k++) {
    const integral = k % 2 === 1 ? Q.zero : Q.rational(2n, BigInt(1 - k * k));
    const sum = weight.map((v, j) => mul(v, previous[j]!, w)).reduce(add, minus(ball(integral)));
    const defect = I.abs(toInterval(sum, w));
    kappa = I.add(kappa, I.mul(I.mul(two, shrunk, bits), defect, bits), bits);
    [previous, current] = [
      current,
      current.map((t, j) => add(double(mul(x[j]!, t, w)), minus(previous[j]!))),
    ];
    if (k < last) shrunk = I.mul(shrunk, inverse, bits);
  }
  const size = weights.reduce((sum, v) => I.add(sum, I.abs(rounded(v)), bits), two);
  const ratio = I.div(I.mul(two, shrunk, bits), rounded(Q.sub(ellipse, Q.one)), bits)!;
  return I.add(kappa, I.mul(ratio, size, bits), bits);
}

/** An activation on panels: all that integrals against Gaussian densities need. */
export interface Samples {
  /** At x: h·w_j·σ(x) and h·w_j·σ(x)² for panels of width 2h, in units of 2^−w. */
  readonly nodes: readonly {
    readonly at: Rational;
    readonly value: Ball;
    readonly square: Ball;
  }[];
  /** Integrated ones: |σ| ≤ bound on the ellipse, which keeps to |Im| ≤ height, |Re| ≥ nearest. */
  readonly panels: readonly {
    readonly halfWidth: Interval;
    readonly bound: Interval;
    readonly height: Interval;
    readonly nearest: Interval;
  }[];
  /** Those left out, where σ is not shown to be analytic: |σ| ≤ bound. */
  readonly gaps: readonly { readonly width: Interval; readonly bound: Interval }[];
  /** Beyond the panels: −∞ … −from, from … ∞. */
  readonly tails: readonly { readonly from: Rational; readonly envelope: Envelope }[];
}

const pointOf = (value: Rational): Point => ({ kind: 'rational', value });
const openCell = (lower: Rational | null, upper: Rational | null): Cell => ({
  kind: 'open',
  lower: lower && pointOf(lower),
  upper: upper && pointOf(upper),
});

/** A box around the ellipse of a panel. */
function ringOf(
  lower: Rational,
  upper: Rational,
  ellipse: Rational,
): {
  readonly middle: Rational;
  readonly h: Rational;
  readonly height: Rational;
  readonly box: Box;
} {
  const inverse = Q.div(Q.one, ellipse);
  const middle = Q.mul(half, Q.add(lower, upper));
  const h = Q.mul(half, Q.sub(upper, lower));
  const width = Q.mul(h, Q.mul(half, Q.add(ellipse, inverse)));
  const height = Q.mul(h, Q.mul(half, Q.sub(ellipse, inverse)));
  const [from, to] = [Q.sub(middle, width), Q.add(middle, width)];
  const box = {
    re: I.fromRationals(from, to, false, false, bits),
    im: I.fromRationals(Q.neg(height), height, false, false, bits),
  };
  return { middle, h, height, box };
}

/** A bound of |σ| on the ellipse around a panel; null: not shown to be analytic and bounded there. */
export function boundOn(
  on: Analysis,
  root: number,
  lower: Rational,
  upper: Rational,
  ellipse: Rational,
): Interval | null {
  const { box } = ringOf(lower, upper, ellipse);
  const image = analyticOn(on.dag, withoutGuards(on, root), box);
  const bound = image && C.size(image);
  return bound?.upper ? bound : null;
}

/**
 * @param ends increasing, from ≤ −1 to ≥ 1
 * @param w bits of the values
 * @throws Refused unless σ is shown to be defined on R, bounded on each panel and of exponential type
 */
export function sample(
  { dag, root }: AcceptedActivation,
  ends: readonly Rational[],
  { nodes: rule, weights, ellipse }: Quadrature,
  w: number,
  path: string,
): Samples {
  const [nodes, panels, gaps]: [
    Samples['nodes'][number][],
    Samples['panels'][number][],
    Samples['gaps'][number][],
  ] = [[], [], []];
  const valueAt = (x: Rational, precision: number): Interval => {
    const value = analyse(dag, { kind: 'point', at: pointOf(x) }, precision).range(root);
    ensure(value !== null, 'not-defined', path, 'a function defined on R', Q.toText(x));
    return value;
  };
  for (const x of ends) valueAt(x, bits);
  for (const [i, upper] of ends.slice(1).entries()) {
    const lower = ends[i]!;
    const on = analyse(dag, openCell(lower, upper), bits);
    const range = on.range(root);
    const where = `${path}.${i + 1}`;
    ensure(range !== null, 'not-defined', where, 'a function shown to be defined on the panel');
    const ring = ringOf(lower, upper, ellipse);
    const bound = boundOn(on, root, lower, upper, ellipse);
    if (bound === null) {
      ensure(
        range.lower !== null && range.upper !== null,
        'not-shown',
        where,
        'a bounded function',
      );
      gaps.push({ width: rounded(Q.sub(upper, lower)), bound: I.abs(range) });
      continue;
    }
    const { middle, h } = ring;
    panels.push({
      halfWidth: rounded(h),
      bound,
      height: rounded(ring.height),
      nearest: I.abs(ring.box.re),
    });
    // A special function takes about w terms of so many words.
    dag.budget.spend(rule.length * 5 * w * (1 + w / 64));
    for (const [j, xi] of rule.entries()) {
      const at = Q.add(middle, Q.mul(h, xi));
      const value = valueAt(at, w);
      const scale = I.fromRational(Q.mul(h, weights[j]!), w);
      const scaled = I.mul(scale, value, w);
      nodes.push({
        at,
        value: ofInterval(scaled, w),
        square: ofInterval(I.mul(scaled, value, w), w),
      });
    }
  }
  const tails = ([-1, 1] as const).map((side) => {
    const end = side === 1 ? ends.at(-1)! : ends[0]!;
    const cell = side === 1 ? openCell(end, null) : openCell(null, end);
    const envelope = createEnvelope(analyse(dag, cell, bits))(root);
    ensure(
      envelope !== null,
      'not-shown',
      path,
      'a function of exponential type beyond the panels',
    );
    return { from: side === 1 ? end : Q.neg(end), envelope };
  });
  return { nodes, panels, gaps, tails };
}
