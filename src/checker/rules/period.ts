/**
 * # Rule `period`
 *
 *     σ(x + T) = σ(x) on R, by its steps     T ≠ 0
 *     ───────────────────────────────────────────
 *     if σ is a polynomial, its degree is ≤ 0
 */
import { certainlyNonzero } from '../interval.ts';
import type { Ceiling } from '../certificate.ts';
import { ensure } from '../ensure.ts';
import type { Dag } from '../expression.ts';
import { ensureIdentical } from '../identical.ts';
import * as Q from '../rational.ts';
import { substituted } from '../substitution.ts';
import { valueAt } from './finite-difference.ts';
import { cellPrecision } from './growth.ts';
import { isConstant } from './identity.ts';

type Period = Extract<Ceiling, { rule: 'period' }>;

/** The node with x + T in place of x. */
export const shifted = (dag: Dag, root: number, period: number): number =>
  substituted(dag, root, dag.intern('add', dag.intern('x'), period));

export function verifyPeriod(dag: Dag, root: number, ceiling: Period, path: string): void {
  const { period, steps } = ceiling;
  ensure(isConstant(dag)(period), 'wrong-kind', path, 'a period without x');
  const value = valueAt(dag, period, Q.zero, cellPrecision, path);
  ensure(certainlyNonzero(value), 'not-shown', path, 'a period that is certainly not 0');
  const line = { kind: 'open' as const, lower: null, upper: null };
  ensureIdentical(dag, line, root, shifted(dag, root, period), steps, cellPrecision, path);
}
