/**
 * # Polynomial layers: the degrees that reach the output
 *
 * S_1 = {1} ∪ ({0} if σ_b² > 0), S_{l+1} = ⋃_{k ∈ supp σ_l} kS_l ∪ ({0} if σ_b² > 0): the kernel's null
 * space is {u : Σ u_i p(x_i) = 0 for p homogeneous of degree s, s ∈ S_L} (FORMAT.md, theorem D).
 * S_L grows with the supports: a part of them gives a part of S_L, more of them more.
 */
import * as Q from './rational.ts';
import * as I from './interval.ts';
import { analyse } from './analysis.ts';
import { limits } from './certificate.ts';
import type { AcceptedActivation } from './check.ts';
import { ensure } from './ensure.ts';
import type { Budget } from './ensure.ts';
import { rationalConstant } from './expression.ts';
import type { KernelCertificate } from './kernel-certificate.ts';

/** What a set of exponents is to the support: contained in it, or containing it. */
export type Side = 'within' | 'covering';

/** Exponents of the polynomial that an activation's claims show it to be. */
function supportOf(
  { dag, claims }: AcceptedActivation,
  side: Side,
  precision: number,
  certificate: KernelCertificate,
  path: string,
): readonly number[] {
  const everywhere = claims.find((claim) => claim.claim === 'polynomial');
  const claim = everywhere ?? claims.find((c) => c.claim === 'polynomial-almost-everywhere');
  ensure(claim !== undefined && 'coefficients' in claim, 'missing-claim', path, 'a polynomial');
  // Off a null set: variances must be positive, and Θ needs continuity.
  ensure(
    everywhere !== undefined || seesNoPoints(certificate),
    'not-shown',
    path,
    'a polynomial everywhere, or kernel nngp with biases before every activation',
  );
  const origin = { kind: 'point', at: { kind: 'rational', value: Q.zero } } as const;
  const on = analyse(dag, origin, precision);
  return claim.coefficients.flatMap((coefficient, k) => {
    const exact = rationalConstant(dag, coefficient);
    if (side === 'covering') return exact !== null && Q.sign(exact) === 0 ? [] : [k];
    const value = on.range(coefficient);
    return value !== null && I.certainlyNonzero(value) ? [k] : [];
  });
}

const seesNoPoints = ({ kernel, biasVariance }: KernelCertificate): boolean =>
  kernel === 'nngp' && biasVariance.slice(0, -1).every((q) => Q.sign(q) > 0);

/** S_L, ascending, from exponents within or covering the supports. @throws Refused */
export function degreesOf(
  certificate: KernelCertificate,
  activations: readonly AcceptedActivation[],
  side: Side,
  precision: number,
  budget: Budget,
): readonly number[] {
  const { layers, biasVariance } = certificate;
  const biased = biasVariance.map((q) => Q.sign(q) > 0);
  const supports = activations.map((activation, k) =>
    supportOf(activation, side, precision, certificate, `activations.${k}`),
  );
  let degrees = new Set(biased[0] ? [0, 1] : [1]);
  for (const [l, k] of layers.entries()) {
    const support = supports[k]!;
    const highest = support.at(-1) ?? 0;
    const largest = Math.max(0, ...degrees);
    const most = limits.degree;
    ensure(highest * largest <= most, 'too-large', `layers.${l}`, `degrees of at most ${most}`);
    const next = new Set(biased[l + 1] ? [0] : []);
    // kS = S + (k − 1)S, and 0S = {0}
    let sums = new Set([0]);
    for (let j = 0; j <= highest; j++) {
      if (support.includes(j)) for (const s of sums) next.add(s);
      if (j === highest) break;
      budget.spend(sums.size * degrees.size);
      sums = new Set([...sums].flatMap((a) => [...degrees].map((b) => a + b)));
    }
    degrees = next;
  }
  return [...degrees].sort((a, b) => a - b);
}
