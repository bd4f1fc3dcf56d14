/**
 * # Loewner lower bounds of kernels
 *
 * For symmetric matrices 0 ⪯ A ⪯ Σ^l (X ⪯ Y: Y − X is positive semidefinite), with q the diagonal
 * of Σ^l and r_ij = A_ij/√(q_i q_j), Schur's product theorem gives, term by term of Hermite's
 * expansion E[σ(u)σ(v)] = Σ_k a_k(q_i) a_k(q_j) ρ^k,
 *
 *     0 ⪯ A' = [σ_w² Σ_{k≤K} a_k(q_i) a_k(q_j) r_ij^k + σ_b²] ⪯ Σ^{l+1},
 *
 * and for 0 ⪯ B ⪯ Θ^l, where Θ exists,
 *
 *     0 ⪯ B' = [A'_ij + σ_w² B_ij Σ_{1≤k≤K} k·a_k(q_i) a_k(q_j) r_ij^(k−1)/√(q_i q_j)] ⪯ Θ^{l+1}.
 *
 * For σ = αx + β|x| the whole series is known, with t² = q_i q_j and s = A_ij:
 *
 *     E[σσ] = α²s + β²·2/π·(√(t² − s²) + s·asin(s/t)),   E[σ′σ′] = α² + β²·2/π·asin(s/t)
 *
 * (Y. Cho, L. K. Saul, Kernel Methods for Deep Learning, 2009). A and B are fixed matrices of reals;
 * what is computed are enclosures of their entries, in units of 2^−w.
 */
import * as D from './dyadic.ts';
import * as E from './elementary.ts';
import { ensure } from './ensure.ts';
import * as I from './interval.ts';
import * as F from './fixed.ts';
import type { Ball } from './fixed.ts';
import { apply } from './functions.ts';
import type { Hermite } from './hermite.ts';
import type { Interval } from './interval.ts';

export type Matrix = readonly (readonly Ball[])[];

export interface Bounds {
  /** A and B: lower triangles. */
  readonly sigma: Matrix;
  readonly theta: Matrix;
  /** The diagonal of Σ^l itself. */
  readonly variances: readonly Ball[];
  /** Whether A = Σ^l. */
  readonly whole: boolean;
}

export interface Layer {
  readonly weightVariance: Ball;
  readonly biasVariance: Ball;
}

/** σ = rising·x on x > 0 and falling·x on x < 0. */
export interface Homogeneous {
  readonly rising: Interval;
  readonly falling: Interval;
}

const mapped = (n: number, entry: (i: number, j: number) => Ball): Ball[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: i + 1 }, (_, j) => entry(i, j)));

/** 1/√q. */
function inverseRoots(variances: readonly Ball[], w: number): readonly Ball[] {
  const one = I.point(D.one);
  return variances.map((q) => F.ofInterval(I.div(one, E.root(F.toInterval(q, w), 2, w)!, w)!, w));
}

/** σ_w²·X + σ_b². */
const behind =
  ({ weightVariance, biasVariance }: Layer, w: number) =>
  (X: Ball): Ball =>
    F.add(F.mul(weightVariance, X, w), biasVariance);

/** @param of the coefficients of each row, K > 0 of them after the first */
export function bySeries(
  { sigma, theta, variances }: Bounds,
  of: readonly Hermite[],
  layer: Layer,
  derivative: boolean,
  w: number,
): Bounds {
  const n = variances.length;
  const mul = (a: Ball, b: Ball): Ball => F.mul(a, b, w);
  const scale = inverseRoots(variances, w);
  const next = behind(layer, w);
  const values: Ball[][] = [];
  const slopes: Ball[][] = [];
  for (let i = 0; i < n; i++) {
    values.push([]);
    slopes.push([]);
    for (let j = 0; j <= i; j++) {
      const inverse = mul(scale[i]!, scale[j]!);
      const r = mul(sigma[i]![j]!, inverse);
      const [a, b] = [of[i]!.coefficients, of[j]!.coefficients];
      // Horner's scheme, for the sum and for its derivative in r.
      let [value, slope] = [F.zero, F.zero];
      for (let k = a.length - 1; k >= 0; k--) {
        if (derivative) slope = F.add(mul(slope, r), value);
        value = F.add(mul(value, r), mul(a[k]!, b[k]!));
      }
      values[i]!.push(next(value));
      slopes[i]!.push(mul(slope, inverse));
    }
  }
  return {
    sigma: values,
    theta: derivative ? thetaOf(values, theta, slopes, layer.weightVariance, w) : [],
    variances: of.map(({ square }) => next(square)),
    whole: false,
  };
}

function thetaOf(
  values: Matrix,
  theta: Matrix,
  slopes: Matrix,
  weightVariance: Ball,
  w: number,
): Matrix {
  return mapped(values.length, (i, j) => {
    const product = F.mul(theta[i]![j]!, slopes[i]![j]!, w);
    return F.add(values[i]![j]!, F.mul(weightVariance, product, w));
  });
}

export function byArc(
  { sigma, theta, variances, whole }: Bounds,
  { rising, falling }: Homogeneous,
  layer: Layer,
  derivative: boolean,
  w: number,
): Bounds {
  const n = variances.length;
  const mul = (a: Ball, b: Ball): Ball => F.mul(a, b, w);
  const half = I.point({ m: 1n, e: -1 });
  const squared = (X: Interval): Ball => F.ofInterval(I.mul(X, X, w), w);
  const alpha = squared(I.mul(I.add(rising, falling, w), half, w));
  const beta = squared(I.mul(I.sub(rising, falling, w), half, w));
  const overPi = I.div(I.point({ m: 1n, e: 1 }), E.piInterval(w), w)!;
  const arc = mul(beta, F.ofInterval(overPi, w));
  const roots = variances.map((q) => F.ofInterval(E.root(F.toInterval(q, w), 2, w)!, w));
  const next = behind(layer, w);
  const both = F.add(alpha, beta);
  const isDiagonal = (i: number, j: number): boolean => whole && i === j;

  const values = mapped(n, (i, j) => {
    if (isDiagonal(i, j)) return next(mul(both, variances[i]!));
    const [t, s] = [mul(roots[i]!, roots[j]!), sigma[i]![j]!];
    // ∂/∂t = √(t² − s²)/t ≤ 1 and |∂/∂s| = |asin(s/t)| < 2: taken at the middles, |s| ≤ t.
    const radius = t.radius + 2n * s.radius;
    const most = t.middle;
    const over = s.middle > most ? s.middle - most : s.middle < -most ? -s.middle - most : 0n;
    const at = over === 0n ? s.middle : s.middle > 0n ? most : -most;
    const [T, S] = [most, at].map((m) => I.point(D.dyadic(m, -w))) as [Interval, Interval];
    const rest = E.root(I.point(D.dyadic(most * most - at * at, -2 * w)), 2, w)!;
    const angle = apply('asin', [quotientWithin(S, T, w)], w)!;
    const value = F.ofInterval(I.add(rest, I.mul(S, angle, w), w), w);
    const sum = F.widened(value, radius + 2n * over);
    return next(F.add(mul(alpha, s), mul(arc, sum)));
  });
  const slopes = derivative
    ? mapped(n, (i, j) => {
        if (isDiagonal(i, j)) return both;
        const t = F.toInterval(mul(roots[i]!, roots[j]!), w);
        const angle = apply('asin', [quotientWithin(F.toInterval(sigma[i]![j]!, w), t, w)], w)!;
        return F.add(alpha, mul(arc, F.ofInterval(angle, w)));
      })
    : [];
  return {
    sigma: values,
    theta: derivative ? thetaOf(values, theta, slopes, layer.weightVariance, w) : [],
    variances: variances.map((q) => next(mul(both, q))),
    whole,
  };
}

/** S/T where its members are known to be within [−1, 1]. */
function quotientWithin(S: Interval, T: Interval, w: number): Interval {
  const one = I.point(D.one);
  const quotient = I.div(S, T, w);
  ensure(quotient !== null, 'not-shown', 'claim.precision', 'more precision');
  return I.min(I.max(quotient, I.neg(one)), one);
}
