/**
 * # Rule `sequence`
 *
 *     t continuous, |t| → ∞ along a half-line     σ = τ where cos t = c, sin t = s
 *     |τ| = O(|x|^(m+ε)) along the half-line, for every ε > 0
 *     ─────────────────────────────────────────────────────────────────────────────
 *     if σ is a polynomial, its degree is ≤ ⌊m⌋
 *
 * (c, s) is one of (1, 0), (0, 1), (−1, 0), (0, −1), and τ is σ with cos t and sin t replaced by
 * them. t takes every large value by continuity, so σ = τ at points that tend to infinity.
 */
import { analyse } from '../analysis.ts';
import type { Cell, Point } from '../cell.ts';
import type { Ceiling } from '../certificate.ts';
import { ensure } from '../ensure.ts';
import type { Dag } from '../expression.ts';
import { createGrowth } from '../growth.ts';
import type { Growth } from '../growth.ts';
import * as Q from '../rational.ts';
import { cellPrecision, degreeBound, isAnalytic } from './growth.ts';

type Sequence = Extract<Ceiling, { rule: 'sequence' }>;

/** The node with cos t and sin t at the angle quarter·π/2 in place of those of node t. */
export function atQuarter(dag: Dag, root: number, t: number, quarter: number): number {
  const [zero, one] = [dag.number(Q.zero), dag.number(Q.one)];
  const values = [one, zero, dag.intern('neg', one), zero];
  const memo = new Map([
    [dag.intern('cos', t), values[quarter % 4]!],
    [dag.intern('sin', t), values[(quarter + 3) % 4]!],
  ]);
  const replace = (n: number): number => {
    let result = memo.get(n);
    if (result === undefined) {
      const { op, args, value } = dag.nodes[n]!;
      result = value !== null || args.length === 0 ? n : dag.intern(op, ...args.map(replace));
      memo.set(n, result);
    }
    return result;
  };
  return replace(root);
}

/** Whether a node that is defined on the half-line, and continuous there, tends to infinity. */
export function isUnbounded(growth: (n: number) => Growth, angle: number): boolean {
  const { lower } = growth(angle);
  return lower === '+inf' || (lower !== '-inf' && Q.sign(lower) > 0);
}

export function verifySequence(dag: Dag, root: number, ceiling: Sequence, path: string): void {
  const { side, from, angle, quarter, degree } = ceiling;
  const end: Point = { kind: 'rational', value: from };
  const cell: Cell =
    side === 1
      ? { kind: 'open', lower: end, upper: null }
      : { kind: 'open', lower: null, upper: end };
  const on = analyse(dag, cell, cellPrecision);
  const growth = createGrowth(on, side);
  ensure(
    on.range(angle) !== null && isAnalytic(on, angle),
    'not-analytic',
    path,
    'an angle that is continuous on the half-line',
  );
  ensure(isUnbounded(growth, angle), 'not-shown', path, 'an angle that tends to infinity');
  const replaced = atQuarter(dag, root, angle, quarter);
  ensure(on.range(replaced) !== null, 'not-defined', path, 'a node defined on the half-line');
  const bound = degreeBound(growth(replaced));
  ensure(bound <= degree, 'not-shown', path, `a degree bound of ${degree}`, `${bound}`);
}
