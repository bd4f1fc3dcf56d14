/**
 * # Positive definite over Q
 */
import * as Q from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';

/** By elimination: every pivot is > 0. */
export function isPositiveDefinite(rows: readonly (readonly Rational[])[]): boolean {
  const m = rows.map((row) => [...row]);
  return m.every((_, k) => {
    const pivot = m[k]![k]!;
    if (Q.sign(pivot) <= 0) return false;
    for (let i = k + 1; i < m.length; i += 1) {
      const factor = Q.div(m[i]![k]!, pivot);
      for (let j = k; j < m.length; j += 1) m[i]![j] = Q.sub(m[i]![j]!, Q.mul(factor, m[k]![j]!));
    }
    return true;
  });
}
