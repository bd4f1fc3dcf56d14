/**
 * # Rule `finite-difference`
 *
 *     0 ∉ Σ_j (−1)^(n−j) C(n,j) σ(x₀ + j·h),  n = D + 1
 *     ─────────────────────────────────────────────────
 *     σ is not a polynomial of degree ≤ D
 *
 * The n-th difference Δ_h^n of a polynomial of degree < n is 0. Order n = 0 is σ(x₀) itself.
 */
import * as I from '../interval.ts';
import { toText } from '../interval-text.ts';
import * as Q from '../rational.ts';
import { analyse } from '../analysis.ts';
import type { Difference } from '../certificate.ts';
import { ensure } from '../ensure.ts';
import type { Dag } from '../expression.ts';
import type { Interval } from '../interval.ts';
import type { Rational } from '../rational.ts';

/** The enclosure of the value of node n at a rational point. @throws Refused if undefined there */
export function valueAt(
  dag: Dag,
  n: number,
  at: Rational,
  precision: number,
  path: string,
): Interval {
  const on = analyse(dag, { kind: 'point', at: { kind: 'rational', value: at } }, precision);
  const value = on.range(n);
  ensure(value !== null, 'not-defined', path, 'an expression defined at the point', Q.toText(at));
  return value;
}

/** The enclosure of the difference. @throws Refused if it does not exclude 0 */
export function verifyFiniteDifference(
  dag: Dag,
  root: number,
  order: number,
  witness: Difference,
  path: string,
): Interval {
  const { at, step, precision } = witness;
  // Terms are rounded to `precision` bits but binomials are exact.
  let sum = I.fromRational(Q.zero, precision);
  let binomial = 1n;
  for (let j = 0; j <= order; j++) {
    const x = Q.add(at, Q.mul(step, Q.rational(BigInt(j))));
    const sign = (order - j) % 2 === 0 ? 1n : -1n;
    const weight = I.fromRational(Q.rational(sign * binomial), precision + order);
    sum = I.add(sum, I.mul(weight, valueAt(dag, root, x, precision, path), precision), precision);
    binomial = (binomial * BigInt(order - j)) / BigInt(j + 1);
  }
  ensure(
    I.certainlyNonzero(sum),
    'not-shown',
    path,
    'a difference that is certainly not 0',
    toText(sum),
  );
  return sum;
}
