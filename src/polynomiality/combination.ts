/**
 * # Rational combinations of fractions
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import * as M from './multivariate.ts';
import type { Fraction, Multi, Relation } from './multivariate.ts';

/** Rational k_i with target = Σ k_i·vectors_i, if there are any; of free ones, 0. */
export function combination(
  target: Fraction,
  vectors: readonly Fraction[],
  relations: ReadonlyMap<number, Relation> = new Map(),
): readonly Rational[] | null {
  if (target.num.size === 0) return vectors.map(() => Q.zero);
  // Numerators over one denominator: the product of the different ones.
  const denominators: Multi[] = [];
  for (const { den } of [target, ...vectors])
    if (!denominators.some((d) => M.equals(d, den))) denominators.push(den);
  if (denominators.length > 6) return null;
  const lift = ({ num, den }: Fraction): Multi =>
    denominators.reduce(
      (product, d) => (M.equals(d, den) ? product : M.reduce(M.mul(product, d), relations)),
      num,
    );
  const columns = vectors.map(lift);
  const goal = lift(target);
  const monomials = new Set([goal, ...columns].flatMap((c) => [...c.keys()]));
  const rows = [...monomials].map((m) => [...columns, goal].map((c) => c.get(m) ?? Q.zero));

  // Gauss–Jordan elimination.
  const pivots: number[] = [];
  let rank = 0;
  for (let column = 0; column < vectors.length && rank < rows.length; column++) {
    const row = rows.findIndex((r, i) => i >= rank && Q.sign(r[column]!) !== 0);
    if (row < 0) continue;
    [rows[rank], rows[row]] = [rows[row]!, rows[rank]!];
    const pivot = rows[rank]!.map((q) => Q.div(q, rows[rank]![column]!));
    rows[rank] = pivot;
    rows.forEach((r, i) => {
      const factor = r[column]!;
      if (i !== rank && Q.sign(factor) !== 0)
        rows[i] = r.map((q, j) => Q.sub(q, Q.mul(factor, pivot[j]!)));
    });
    pivots.push(column);
    rank++;
  }
  if (rows.slice(rank).some((r) => Q.sign(r.at(-1)!) !== 0)) return null;
  return vectors.map((_, j) => {
    const row = pivots.indexOf(j);
    return row < 0 ? Q.zero : rows[row]!.at(-1)!;
  });
}
