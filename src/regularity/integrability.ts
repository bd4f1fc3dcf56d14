/**
 * # Gaussian square-integrability: E[f(√q Z)²] < ∞
 *
 * Locally by boundedness, or by the order of a singularity at a point b through x = b ± 1/t; at
 * infinity by growth. log|f| = O(|x|^p) with p < 2 leaves every variance q; log|f| ≤ c·x² + o(x²)
 * leaves q < 1/(4c); growth beyond e^(x^p), p > 2, leaves none.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { analyse } from '../checker/analysis.ts';
import type { Cell, Point } from '../checker/cell.ts';
import type { Dag } from '../checker/expression.ts';
import { createGrowth } from '../checker/growth.ts';
import type { Growth } from '../checker/growth.ts';
import * as O from '../checker/order.ts';
import { addExpr } from '../cells/nodes.ts';
import { call, number, over, x } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { substitute } from '../expr/structure.ts';
import { quadraticRate } from './quadratic-rate.ts';

export interface Integrability {
  /** A variance bound q < value, where only some variances are shown; null: none shown. */
  readonly value: boolean | null | { readonly varianceBelow: string };
  readonly reason: string;
}

const precision = 96;
const two = Q.rational(2);

/** Growth on the outermost half-lines, as far out as needed for it to be finite. */
export function growthAtEnds(dag: Dag, root: number): readonly (Growth | null)[] {
  return ([1, -1] as const).map((side) => {
    let best: Growth | null = null;
    for (const start of [1, 8, 1000, 1e6]) {
      const end: Point = { kind: 'rational', value: Q.rational(side * start) };
      const cell: Cell =
        side === 1
          ? { kind: 'open', lower: end, upper: null }
          : { kind: 'open', lower: null, upper: end };
      const on = analyse(dag, cell, precision);
      if (on.range(root) === null) continue;
      best = createGrowth(on, side)(root);
      if (best.above !== '+inf') break;
    }
    return best;
  });
}

/**
 * @param locally whether f² is integrable on every bounded interval, with the reason
 */
export function gaussianIntegrability(
  dag: Dag,
  root: number,
  locally: Integrability,
): Integrability {
  if (locally.value !== true) return locally;
  const ends = growthAtEnds(dag, root);
  if (ends.some((g) => g === null))
    return { value: null, reason: 'its growth was not bounded at ±∞' };
  const [right, left] = ends as readonly [Growth, Growth];
  for (const g of [right, left])
    if (g.surge !== null && Q.compare(g.surge, two) > 0)
      return {
        value: false,
        reason: 'it outgrows e^(|x|^p) for some p > 2: E[·²] = ∞ for every variance',
      };
  const above = O.max(right.above, left.above);
  if (O.compare(above, two) < 0) return { value: true, reason: growthReason(right, left) };
  const rates = ([1, -1] as const).map((side) => quadraticRate(dag, root, side));
  const [a, b] = rates;
  if (!a || !b) return { value: null, reason: 'its growth was not bounded by e^(c·x²)' };
  const rate = Q.compare(a, b) > 0 ? a : b;
  if (Q.sign(rate) <= 0) return { value: true, reason: 'it grows more slowly than every e^(c·x²)' };
  const bound = Q.div(Q.one, Q.mul(Q.rational(4), rate));
  return {
    value: { varianceBelow: Q.toText(bound) },
    reason: `log of it is at most ${Q.toText(rate)}·x² + o(x²), so E[·²] < ∞ for every variance below ${Q.toText(bound)}`,
  };
}

function growthReason(right: Growth, left: Growth): string {
  const order = O.max(right.upper, left.upper);
  if (order === '+inf') return 'it grows more slowly than every e^(c·x²)';
  if (order === '-inf') return 'bounded, and smaller than every power of |x| at ±∞';
  return O.compare(order, Q.zero) <= 0
    ? 'bounded up to logarithms'
    : `at most polynomial growth, |x|^${Q.toText(order)}`;
}

/** Order of f at b from one side: |f(b ± h)| ≤ h^(−upper), ≥ h^(−lower), up to small powers. */
function orderAt(dag: Dag, f: Expr, b: Rational, side: 1 | -1): Growth | null {
  const shift = over(number(1), x);
  const near: Expr = {
    kind: 'call',
    name: 'add',
    args: [rationalExpr(b), side === 1 ? shift : call('neg', shift)],
  };
  const n = addExpr(dag, substitute(f, near));
  for (const start of [1, 1000, 1e6]) {
    const lower: Point = { kind: 'rational', value: Q.rational(start) };
    const on = analyse(dag, { kind: 'open', lower, upper: null }, precision);
    if (on.range(n) !== null) return createGrowth(on, 1)(n);
  }
  return null;
}

function rationalExpr({ num, den }: Rational): Expr {
  const magnitude = number({ num: num < 0n ? -num : num, den: 1n });
  const quotient = den === 1n ? magnitude : over(magnitude, number(den));
  return num < 0n ? call('neg', quotient) : quotient;
}

/**
 * Whether f² is integrable near the points: on x = b ± 1/t, ∫|f|² dx = ∫ |f|² t^(−2) dt converges
 * for |f| ≤ t^m with 2m < 1 and diverges for |f| ≥ t^m with 2m > 1.
 */
export function locallySquareIntegrable(
  dag: Dag,
  f: Expr,
  points: readonly Point[],
): Integrability {
  const half = Q.rational(1, 2);
  const known: Integrability = { value: true, reason: 'locally bounded' };
  let result = known;
  for (const point of points) {
    if (point.kind !== 'rational')
      return { value: null, reason: 'unbounded near an irrational point' };
    for (const side of [1, -1] as const) {
      const g = orderAt(dag, f, point.value, side);
      const where = `near x = ${Q.toText(point.value)}`;
      if (g !== null && O.compare(g.upper, half) < 0) {
        if (O.compare(g.upper, Q.zero) > 0)
          result = { value: true, reason: `unbounded ${where}, but square-integrable there` };
        continue;
      }
      if (g !== null && O.compare(g.lower, half) > 0)
        return {
          value: false,
          reason: `like |h|^−k with k > 1/2 ${where}: its square is not integrable`,
        };
      return { value: null, reason: `its size ${where} was not bounded` };
    }
  }
  return result;
}
