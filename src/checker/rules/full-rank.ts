/**
 * # Rule `full-rank`
 *
 *     det [Σ_{s∈S} (x_i·x_j)^s] ≠ 0,  S ⊆ S_L
 *     ───────────────────────────────────────
 *     Σ^L, Θ^L are strictly positive definite
 *
 * The matrix is M·W·Mᵀ for the matrix M of monomials of degrees S at the inputs and W positive
 * diagonal (multinomial coefficients): were u a null vector of the kernel, Mᵀu = 0. Its determinant
 * is not 0 if elimination modulo m, with units for pivots, reaches the end; m need not be prime.
 */
import type { AcceptedActivation } from '../check.ts';
import { degreesOf } from '../degrees.ts';
import { ensure } from '../ensure.ts';
import type { Budget } from '../ensure.ts';
import { kernelLimits } from '../kernel-certificate.ts';
import type { FullRank, KernelCertificate } from '../kernel-certificate.ts';

/** 1/a modulo m, by Euclid; null if a is no unit. */
function inverse(a: bigint, m: bigint): bigint | null {
  let [r, s, u, v] = [a, m, 1n, 0n];
  while (s !== 0n) {
    const q = r / s;
    [r, s, u, v] = [s, r - q * s, v, u - q * v];
  }
  return r === 1n ? modulo(u, m) : null;
}

const modulo = (a: bigint, m: bigint): bigint => {
  const r = a % m;
  return r < 0n ? r + m : r;
};

/** @throws Refused */
export function verifyFullRank(
  certificate: KernelCertificate,
  activations: readonly AcceptedActivation[],
  { precision, modulus: m }: FullRank,
  budget: Budget,
): void {
  const { inputs } = certificate;
  const n = inputs.length;
  ensure(n <= kernelLimits.order, 'too-large', 'inputs', `at most ${kernelLimits.order} rows`);
  const degrees = degreesOf(certificate, activations, 'within', precision, budget);
  // A product modulo m with its reduction is about four elementary ones.
  budget.spend(4 * n * n * (inputs[0]!.length + 2 * degrees.length + n / 3));
  const rows = inputs.map((row, i) =>
    row.map(({ num, den }) => {
      const scale = inverse(modulo(den, m), m);
      ensure(scale !== null, 'not-shown', `inputs.${i}`, 'denominators prime to the modulus');
      return modulo(num * scale, m);
    }),
  );
  const work = rows.map((x) =>
    rows.map((y) => {
      const inner = x.reduce((sum, value, k) => sum + value * y[k]!, 0n) % m;
      let [power, at, sum] = [1n, 0, 0n];
      for (const s of degrees) {
        for (; at < s; at++) power = (power * inner) % m;
        sum += power;
      }
      return sum % m;
    }),
  );
  for (let c = 0; c < n; c++) {
    let [found, scale] = [c, inverse(work[c]![c]!, m)];
    while (scale === null && found + 1 < n) scale = inverse(work[(found += 1)]![c]!, m);
    ensure(scale !== null, 'not-shown', 'claim', `a unit modulo ${m} as pivot ${c + 1} of ${n}`);
    [work[c], work[found]] = [work[found]!, work[c]!];
    const pivot = work[c]!;
    for (const row of work.slice(c + 1)) {
      const factor = (row[c]! * scale) % m;
      if (factor === 0n) continue;
      for (let k = c; k < n; k++) row[k] = modulo(row[k]! - factor * pivot[k]!, m);
    }
  }
}
