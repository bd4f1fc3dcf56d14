/**
 * # Producer of the rules `growth` and `superpolynomial`
 *
 * Degree bounds from growth along half-lines, of σ itself or of its normal form there.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Ceiling, Restatement } from '../checker/certificate.ts';
import type { Point } from '../checker/cell.ts';
import type { Dag } from '../checker/expression.ts';
import { analyse } from '../checker/analysis.ts';
import { createGrowth } from '../checker/growth.ts';
import type { Order } from '../checker/order.ts';
import * as M from './multivariate.ts';
import type { Multi } from './multivariate.ts';
import type { Cells } from '../cells/cells.ts';
import { normalForm } from './normal-form.ts';

export type HalfLineCeiling = Extract<Ceiling, { rule: 'growth' | 'superpolynomial' }>;

/** Where half-lines begin: growth needs guards decided, and signs that hold from there on. */
const starts = [1, 8, 1000, 1e6].map((k) => Q.rational(k));

function degreeBound(upper: Order): number | null {
  if (upper === '+inf') return null;
  return upper === '-inf' ? -1 : Math.max(-1, Number(Q.floor(upper)));
}

/** Enclosures over half-lines need signs and sizes, not digits. */
const precision = 96;

/** Beyond this degree a witness needs too many values. */
const maxDegree = 400;

/** Ceilings that node n gives on the half-line, as the checker's growth calculus sees it. */
function ceilingsOf(
  dag: Dag,
  n: number,
  side: 1 | -1,
  from: Rational,
  restatement: Restatement | null,
  piece: readonly [Rational, Rational] | null,
): HalfLineCeiling[] {
  const end: Point = { kind: 'rational', value: from };
  const [lower, upper] = side === 1 ? [end, null] : [null, end];
  const on = analyse(dag, { kind: 'open', lower, upper }, precision);
  if (on.range(n) === null) return [];
  const g = createGrowth(on, side)(n);
  const common = { side, from, restatement, piece };
  const degree = degreeBound(g.upper);
  const bounded = degree !== null && degree <= maxDegree;
  return [
    ...(bounded ? [{ rule: 'growth' as const, ...common, degree }] : []),
    ...(g.lower === '+inf' ? [{ rule: 'superpolynomial' as const, ...common }] : []),
  ];
}

/** Ceilings of the expression itself; the smallest degree first. */
export function proposeGrowth(dag: Dag, root: number): readonly HalfLineCeiling[] {
  const found: HalfLineCeiling[] = [];
  for (const from of starts) {
    for (const side of [1, -1] as const)
      found.push(...ceilingsOf(dag, root, side, side === 1 ? from : Q.neg(from), null, null));
    if (found.length > 0) break;
  }
  return sorted(found);
}

/** Ceilings of the normal form of the outermost pieces. */
export function proposeRestatedGrowth(dag: Dag, cells: Cells): readonly HalfLineCeiling[] {
  const found: HalfLineCeiling[] = [];
  for (const side of [1, -1] as const) {
    const piece = side === 1 ? cells.pieces.at(-1)! : cells.pieces[0]!;
    const start = Q.rational(side * 1000);
    const from = beyond(piece.sample, start, side);
    const normal = normalForm(dag, piece.node, [Q.add(from, Q.rational(side))], null);
    if (normal === null) continue;
    const { tower, form } = normal;
    // Numerator and denominator as they are, and divided by each term of the denominator: one of
    // these shows a bounded quotient of exponentials as such.
    for (const key of ['', ...form.den.keys()].slice(0, 12)) {
      const termwise = (a: Multi): number => {
        const parts = [...a].map(([k, c]) => {
          const [above, below] = M.quotientOfMonomials(k, key);
          const numerator = tower.nodeOf(new Map([[above, c]]));
          return below === ''
            ? numerator
            : dag.intern('div', numerator, tower.nodeOf(new Map([[below, Q.one]])));
        });
        if (parts.length === 0) return dag.number(Q.zero);
        return parts.length === 1 ? parts[0]! : dag.intern('add', ...parts);
      };
      const restated = dag.intern('div', termwise(form.num), termwise(form.den));
      const restatement = { node: restated, steps: [...tower.steps] };
      found.push(...ceilingsOf(dag, restated, side, from, restatement, null));
    }
  }
  return sorted(found);
}

/** Ceilings of analytic pieces, judged out to infinity. */
export function proposeAnalyticGrowth(dag: Dag, cells: Cells): readonly HalfLineCeiling[] {
  const found: HalfLineCeiling[] = [];
  for (const piece of cells.pieces) {
    if (!piece.resolved) continue;
    const [a, b] = inside(piece);
    for (const side of [1, -1] as const)
      for (const start of starts) {
        const from = beyond(side === 1 ? b : a, side === 1 ? start : Q.neg(start), side);
        found.push(...ceilingsOf(dag, piece.node, side, from, null, [a, b]));
      }
  }
  return sorted(found);
}

/** A rational interval inside the cell, around its sample. */
function inside(piece: Cells['pieces'][number]): readonly [Rational, Rational] {
  const ends = [piece.lower, piece.upper].map((p) =>
    p === null ? null : p.kind === 'rational' ? p.value : null,
  );
  const half = (a: Rational, b: Rational): Rational => Q.div(Q.add(a, b), Q.rational(2));
  const reach = Q.rational(1);
  const lower =
    ends[0] ??
    (piece.lower?.kind === 'algebraic'
      ? half(piece.lower.upper, piece.sample)
      : Q.sub(piece.sample, reach));
  const upper =
    ends[1] ??
    (piece.upper?.kind === 'algebraic'
      ? half(piece.upper.lower, piece.sample)
      : Q.add(piece.sample, reach));
  return [lower, upper];
}

const beyond = (a: Rational, b: Rational, side: 1 | -1): Rational =>
  Q.compare(a, b) === side ? a : b;

function sorted(list: readonly HalfLineCeiling[]): readonly HalfLineCeiling[] {
  const rank = (c: HalfLineCeiling): number => (c.rule === 'growth' ? c.degree : maxDegree + 1);
  return [...list].sort((a, b) => rank(a) - rank(b));
}
