/**
 * # Rule `theorem`
 *
 *     σ_l no polynomial of degree < r_l,  x_1 … x_N admissible,  N ≤ 1 + Π r_l,  1 ≤ r_l ≤ ∞
 *     ──────────────────────────────────────────────────────────────────────────────────────
 *     Σ^L, Θ^L are strictly positive definite           (theorem E; every σ_l continuous)
 *
 * Admissible: distinct with σ_b² > 0 in the first layer; without, nonzero and pairwise non-parallel.
 */
import * as Q from '../rational.ts';
import type { AcceptedActivation } from '../check.ts';
import { ensure } from '../ensure.ts';
import type { Budget } from '../ensure.ts';
import { divisorCost, bitsOfRational } from '../cost.ts';
import type { KernelCertificate } from '../kernel-certificate.ts';
import type { Rational } from '../rational.ts';

/** The largest r such that σ is proved to be no polynomial of degree < r; 0 if nothing is. */
function degreeReached({ proved }: AcceptedActivation): number {
  const kinds = proved.map(({ claim }) => claim);
  // Not continuous, and a polynomial to the kernels: theorem E is silent.
  if (kinds.includes('polynomial-almost-everywhere') && !kinds.includes('polynomial')) return 0;
  return proved.reduce((most, { claim, degree, exact }) => {
    switch (claim) {
      case 'polynomial':
        return exact ? Math.max(most, degree!) : most;
      case 'non-polynomial':
        return Infinity;
      case 'not-polynomial-of-degree':
        return Math.max(most, degree! + 1);
      case 'polynomial-almost-everywhere':
      case 'polynomial-on':
        return most;
    }
  }, 0);
}

/** @throws Refused */
export function verifyTheorem(
  { layers, biasVariance, inputs }: KernelCertificate,
  activations: readonly AcceptedActivation[],
  budget: Budget,
): void {
  const reached = activations.map(degreeReached);
  let product = 1;
  for (const [l, k] of layers.entries()) {
    ensure(reached[k]! >= 1, 'not-shown', `layers.${l}`, 'an activation shown not to be constant');
    product *= reached[k]!;
  }
  const n = inputs.length;
  ensure(n <= 1 + product, 'not-shown', 'inputs', `at most ${1 + product} rows`, String(n));

  const biased = Q.sign(biasVariance[0]!) > 0;
  const seen = new Map<string, number>();
  for (const [i, row] of inputs.entries()) {
    const text = (biased ? row : direction(row, i, budget)).map(Q.toText).join(' ');
    const before = seen.get(text);
    const what = biased ? 'a row unlike the others' : 'a row not parallel to the others';
    ensure(before === undefined, 'not-shown', `inputs.${i}`, what, `row ${before}`);
    seen.set(text, i);
  }
}

/** The row divided by its first nonzero entry: the same exactly for parallel rows. */
function direction(row: readonly Rational[], i: number, budget: Budget): readonly Rational[] {
  const lead = row.find((value) => Q.sign(value) !== 0);
  ensure(lead !== undefined, 'not-shown', `inputs.${i}`, 'a row other than 0', '0');
  return row.map((value) => {
    budget.spend(divisorCost(bitsOfRational(value) + bitsOfRational(lead)));
    return Q.div(value, lead);
  });
}
