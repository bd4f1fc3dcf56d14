/**
 * # Rule `periodic`
 *
 *     σ − P has the period T > 0 on R, by its steps     σ = P on [b₀, b₀ + T), part by part
 *     ──────────────────────────────────────────────────────────────────────────────────
 *     σ = P on R
 *
 * Almost everywhere: on the open cells only.
 *
 * For floors, whose breakpoints are infinitely many: ⌊x⌋ + ⌊x + 1/2⌋ − ⌊2x⌋ (Hermite's identity).
 */
import type { Claim } from '../certificate.ts';
import type { Cell, Point } from '../cell.ts';
import { ensure } from '../ensure.ts';
import type { Dag } from '../expression.ts';
import { ensureIdentical } from '../identical.ts';
import * as Q from '../rational.ts';
import { cellPrecision } from './growth.ts';
import { ensureLeading, polynomialNode } from './identity.ts';
import { shifted } from './period.ts';

type Periodic = Extract<Claim, { rule: 'periodic' }>;

const pointAt = (value: Q.Rational): Point => ({ kind: 'rational', value });

export function verifyPeriodic(dag: Dag, root: number, claim: Periodic, path: string): void {
  const { breakpoints, coefficients, leading, period } = claim;
  const increasing = breakpoints.every((b, i) => i === 0 || Q.compare(breakpoints[i - 1]!, b) < 0);
  const covered = Q.equals(breakpoints.at(-1)!, Q.add(breakpoints[0]!, period));
  ensure(
    increasing && covered && Q.sign(period) > 0,
    'out-of-range',
    `${path}.breakpoints`,
    'increasing breakpoints over one period',
  );
  const polynomial = polynomialNode(dag, coefficients, `${path}.coefficients`);
  const rest = dag.intern('add', root, dag.intern('neg', polynomial));
  const line: Cell = { kind: 'open', lower: null, upper: null };
  const later = shifted(dag, rest, dag.number(period));
  ensureIdentical(dag, line, rest, later, claim.steps, cellPrecision, path);
  const cells: Cell[] = [];
  breakpoints.slice(0, -1).forEach((b, i) => {
    const [lower, upper] = [pointAt(b), pointAt(breakpoints[i + 1]!)];
    if (claim.claim === 'polynomial') cells.push({ kind: 'point', at: lower });
    cells.push({ kind: 'open', lower, upper });
  });
  cells.forEach((cell, i) => {
    const where = `${path}.cells.${i}`;
    ensureIdentical(dag, cell, root, polynomial, claim.cells[i]!, cellPrecision, where);
  });
  ensureLeading(dag, coefficients, leading, path);
}
