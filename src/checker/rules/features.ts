/**
 * # Rule `features`
 *
 *     F_ai ⊇ σ₁({w·x_i + b : |w − w_a| < r, |b − b_a| < r}),  ‖1 − BF‖_∞ < 1
 *     σ_l(I) ∩ σ_l(J) = ∅  for l ≥ 2, intervals I, J of positive length
 *     ──────────────────────────────────────────────────────────────────────
 *     Σ^L, Θ^L are strictly positive definite
 *
 * If uᵀΣ²u = 0 then Σ u_i σ₁(w·x_i + b) = 0 for almost every (w, b) (b = 0 without biases), so for one
 * point of each box, and Σ u_i = 0 if σ_b² > 0 in the second layer: a row of F may be 1 then. The matrix
 * of these values is in F, and so nonsingular: u = 0. If Σ^l is
 * strictly positive definite and Σ u_i σ_l(y_i) = 0 for almost every y ∈ R^N with u_k ≠ 0, then σ_l
 * is almost everywhere constant (Fubini), which I and J exclude. Nothing is assumed continuous.
 */
import * as Q from '../rational.ts';
import * as I from '../interval.ts';
import { analyse } from '../analysis.ts';
import type { Cell } from '../cell.ts';
import type { AcceptedActivation } from '../check.ts';
import { dyadic, floorScaled, negate } from '../dyadic.ts';
import { toText } from '../interval-text.ts';
import { ensure } from '../ensure.ts';
import type { Budget } from '../ensure.ts';
import type { Interval } from '../interval.ts';
import { bitsOf, divisorCost } from '../cost.ts';
import type { Features, KernelCertificate, Range } from '../kernel-certificate.ts';
import type { Rational } from '../rational.ts';

/** An enclosure in units of 2^−(precision + 1): every member is within `radius` of `middle`. */
interface Ball {
  readonly middle: bigint;
  readonly radius: bigint;
}

/** numerators/den. */
interface Scaled {
  readonly numerators: readonly bigint[];
  readonly den: bigint;
}

function overOneDenominator(numbers: readonly Rational[], budget: Budget): Scaled {
  let den = 1n;
  for (const q of numbers) {
    if (q.den === den || q.den === 1n) continue;
    budget.spend(divisorCost(bitsOf(den) + bitsOf(q.den)));
    den *= q.den / Q.greatestCommonDivisor(den, q.den);
  }
  return { numerators: numbers.map((q) => q.num * (den / q.den)), den };
}

/**
 * An open interval that contains w·x + b for all |w − w_a| < r, |b − b_a| < r: w_a·x + b_a ± r(|x|₁ + 1),
 * without the 1 for b = 0, its ends moved outward to multiples of 2^−k, 2^−k < r/2^8. {0} for x = 0, b = 0.
 */
function cellOf(
  { numerators: x, den }: Scaled,
  { numerators: w, den: wDen }: Scaled,
  radius: Rational,
  biased: boolean,
  budget: Budget,
): Cell {
  const words = 1 + (bitsOf(den) + bitsOf(wDen) + bitsOf(radius.den)) / 64;
  budget.spend((x.length + 8) * (1 + words * words));
  const size = x.reduce((sum, v) => sum + (v < 0n ? -v : v), biased ? den : 0n);
  if (size === 0n) return { kind: 'point', at: { kind: 'rational', value: Q.zero } };
  const middle = x.reduce((sum, v, k) => sum + v * w[k]!, w[x.length]! * den) * radius.den;
  const reach = size * radius.num * wDen;
  const common = den * wDen * radius.den;
  const k = bitsOf(radius.den) + 8;
  const shift = BigInt(k);
  const floor = (a: bigint): bigint => {
    const quotient = (a << shift) / common;
    return quotient * common > a << shift ? quotient - 1n : quotient;
  };
  return cellBetween(
    dyadicRational(floor(middle - reach), k),
    dyadicRational(-floor(-middle - reach), k),
  );
}

/** m·2^−k in lowest terms. */
function dyadicRational(m: bigint, k: number): Rational {
  const { m: odd, e } = dyadic(m, -k);
  return e >= 0 ? { num: odd << BigInt(e), den: 1n } : { num: odd, den: 1n << BigInt(-e) };
}

const cellBetween = (lower: Rational, upper: Rational): Cell => ({
  kind: 'open',
  lower: { kind: 'rational', value: lower },
  upper: { kind: 'rational', value: upper },
});

function valuesOn(
  { dag, root }: AcceptedActivation,
  cell: Cell,
  precision: number,
  path: string,
): Interval {
  const value = analyse(dag, cell, precision).range(root);
  ensure(value !== null, 'not-defined', path, 'an activation defined on the interval');
  return value;
}

function ballOf({ lower, upper }: Interval, precision: number, path: string): Ball {
  ensure(lower !== null && upper !== null, 'not-shown', path, 'bounded values');
  const from = floorScaled(lower, precision);
  const to = -floorScaled(negate(upper), precision);
  return { middle: from + to, radius: to - from };
}

/** @throws Refused */
export function verifyFeatures(
  { layers, biasVariance, inputs }: KernelCertificate,
  activations: readonly AcceptedActivation[],
  features: Features,
  budget: Budget,
): void {
  const { parameters, radius, precision, separations } = features;
  ensure(layers.length > 0, 'wrong-length', 'layers', 'at least one hidden layer');
  const first = activations[layers[0]!]!;
  const biased = Q.sign(biasVariance[0]!) > 0;
  const rows = inputs.map((row) => overOneDenominator(row, budget));
  const matrix = parameters.map((parameter, a) => {
    const path = `claim.parameters.${a}`;
    if (parameter === null) {
      const added = Q.sign(biasVariance[1]!) > 0;
      ensure(added, 'not-shown', path, 'no constant feature: σ_b² = 0 in the second layer');
      return rows.map(() => ({ middle: 2n << BigInt(precision), radius: 0n }));
    }
    const { weights, bias } = parameter;
    ensure(biased || Q.sign(bias) === 0, 'not-shown', path, 'bias 0: σ_b² = 0', Q.toText(bias));
    const scaled = overOneDenominator([...weights, bias], budget);
    return rows.map((row, i) => {
      const cell = cellOf(row, scaled, radius, biased, budget);
      const where = `${path} at inputs.${i}`;
      return ballOf(valuesOn(first, cell, precision, where), precision, where);
    });
  });
  nonsingular(matrix, features, budget);
  for (const [l, ranges] of separations.entries()) {
    const layer = activations[layers[l + 1]!]!;
    separated(layer, ranges, precision, `claim.separations.${l}`);
  }
}

/** ‖1 − BF‖_∞ < 1 over the balls, in integers: in units of 2^−(scale + precision + 1). */
function nonsingular(
  matrix: readonly (readonly Ball[])[],
  { inverse, scale, precision }: Features,
  budget: Budget,
): void {
  const unit = 1n << BigInt(scale + precision + 1);
  const abs = (a: bigint): bigint => (a < 0n ? -a : a);
  const n = matrix.length;
  const words = 1 + (scale + precision) / 64;
  for (const [k, row] of inverse.entries()) {
    budget.spend(2 * n * n * words);
    const middles = matrix.map(() => 0n);
    let doubt = 0n;
    for (const [a, b] of row.entries()) {
      if (b === 0n) continue;
      const size = abs(b);
      const balls = matrix[a]!;
      for (let i = 0; i < n; i++) {
        middles[i]! += b * balls[i]!.middle;
        doubt += size * balls[i]!.radius;
      }
    }
    const norm = middles.reduce((sum, m, i) => sum + abs((i === k ? unit : 0n) - m), doubt);
    const path = `claim.inverse.${k}`;
    ensure(norm < unit, 'not-shown', path, 'a row of 1 − BF of absolute sum below 1');
  }
}

/** Two intervals with disjoint values: not constant almost everywhere. One: not 0 on it. */
function separated(
  layer: AcceptedActivation,
  ranges: readonly Range[],
  precision: number,
  path: string,
): void {
  const values = ranges.map(([a, b]) => valuesOn(layer, cellBetween(a, b), precision, path));
  const [X, Y] = values as [Interval, Interval | undefined];
  const apart =
    Y === undefined ? I.certainlyNonzero(X) : I.certainlyLess(X, Y) || I.certainlyLess(Y, X);
  const found = values.map(toText).join(', ');
  ensure(apart, 'not-shown', path, Y ? 'disjoint values' : 'values other than 0', found);
}
