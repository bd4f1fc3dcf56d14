/**
 * # Rule `null-vector`
 *
 *     u ≠ 0,  Σ_ij u_i u_j (x_i·x_j)^s = 0  for s ∈ S,  S ⊇ S_L
 *     ─────────────────────────────────────────────────────────
 *     Σ^L u = Θ^L u = 0
 *
 * The sum is Σ_α w_α (Σ_i u_i x_i^α)² over the monomials of degree s, with multinomial w_α > 0: it is
 * 0 exactly if u annihilates every form of degree s.
 */
import * as Q from '../rational.ts';
import type { AcceptedActivation } from '../check.ts';
import { bitsOf } from '../cost.ts';
import { degreesOf } from '../degrees.ts';
import { ensure } from '../ensure.ts';
import type { Budget } from '../ensure.ts';
import type { KernelCertificate, NullVector } from '../kernel-certificate.ts';

/** @throws Refused */
export function verifyNullVector(
  certificate: KernelCertificate,
  activations: readonly AcceptedActivation[],
  { vector }: NullVector,
  budget: Budget,
): void {
  const path = 'claim.vector';
  const support = vector.flatMap((u, i) => (u === 0n ? [] : [i]));
  ensure(support.length > 0, 'not-shown', path, 'a vector other than 0');
  const degrees = degreesOf(certificate, activations, 'covering', 16, budget);
  // One common denominator δ: (x_i·x_j)^s·δ^{2s} are integers, and the factor δ^{2s} drops out.
  const { inputs } = certificate;
  let common = 1n;
  for (const i of support)
    for (const { den } of inputs[i]!) {
      budget.spend((bitsOf(common) / 64) * (bitsOf(den) / 64) + 8);
      common *= den / Q.greatestCommonDivisor(common, den);
    }
  const rows = support.map((i) => inputs[i]!.map(({ num, den }) => num * (common / den)));
  const sums = degrees.map(() => 0n);
  for (const [a, x] of rows.entries())
    for (const [b, y] of rows.slice(0, a + 1).entries()) {
      const inner = x.reduce((sum, value, k) => sum + value * y[k]!, 0n);
      const words = bitsOf(inner) / 64;
      const last = degrees.at(-1) ?? 0;
      budget.spend(x.length * (1 + words * words) + (1 + last) * (1 + words * words * last));
      const weight = vector[support[a]!]! * vector[support[b]!]! * (a === b ? 1n : 2n);
      let [power, at] = [weight, 0];
      for (const [k, s] of degrees.entries()) {
        for (; at < s; at++) power *= inner;
        sums[k]! += power;
      }
    }
  for (const [k, s] of degrees.entries())
    ensure(sums[k] === 0n, 'not-shown', path, `a vector that annihilates the forms of degree ${s}`);
}
