/**
 * # The cells of an expression
 *
 * The line is cut where guards change their sign, innermost guards first, until on every open cell
 * each guard takes one branch, as the checker's own analysis sees it. Cells are not merged again.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { analyse } from '../checker/analysis.ts';
import { zeroNodes } from './zeros.ts';
import type { Analysis } from '../checker/analysis.ts';
import { withoutGuards } from '../checker/branch.ts';
import { certainlyBefore } from '../checker/cell.ts';
import type { Cell, Point } from '../checker/cell.ts';
import type { Dag } from '../checker/expression.ts';
import { createRationalFunctions } from '../checker/rational-function.ts';
import { guardsOf } from './guard.ts';
import { nearby, realRoots, simplest } from './real-roots.ts';

export interface CellPiece {
  readonly lower: Point | null;
  readonly upper: Point | null;
  /** A rational inside the cell, and several. */
  readonly sample: Rational;
  readonly samples: readonly Rational[];
  /** Equal to σ on the open cell; without guards if `resolved`. */
  readonly node: number;
  readonly resolved: boolean;
}

export interface CellPoint {
  readonly point: Point;
  /** A rational near the point (the point itself, if rational). */
  readonly sample: Rational;
  /** Equal to σ at the point. */
  readonly node: number;
}

export interface Cells {
  /** One more than points; piece i lies between points i − 1 and i. */
  readonly pieces: readonly CellPiece[];
  readonly points: readonly CellPoint[];
}

/** Enclosures over cells need signs, not digits. */
const precision = 96;
/** Cells times nodes; beyond it guards stay. */
const maxWork = 300_000;

type Open = Extract<Cell, { kind: 'open' }>;

export function cellsOf(dag: Dag, root: number): Cells {
  const pieces: CellPiece[] = [];
  // A stack, the leftmost cell on top, so that pieces come out in order.
  const stack: Open[] = [{ kind: 'open', lower: null, upper: null }];
  while (stack.length > 0) {
    const cell = stack.pop()!;
    const on = analyse(dag, cell, precision);
    const undecided = guardsOf(on, root);
    const found = cutsIn(on, cell, undecided);
    const parts = pieces.length + stack.length + found.length + 1;
    const cuts = parts * dag.nodes.length < maxWork ? found : [];
    if (cuts.length === 0) {
      const node = withoutGuards(on, root);
      const sample = sampleIn(cell);
      const samples = [sample, ...spread(cell)];
      pieces.push({ ...cell, sample, samples, node, resolved: undecided.length === 0 });
      continue;
    }
    const ends = [cell.lower, ...cuts, cell.upper];
    for (let i = ends.length - 2; i >= 0; i--)
      stack.push({ kind: 'open', lower: ends[i]!, upper: ends[i + 1]! });
  }
  const points = pieces.slice(1).map(({ lower }): CellPoint => {
    const point = lower!;
    const on = analyse(dag, { kind: 'point', at: point }, precision);
    return { point, sample: nearby(point), node: withoutGuards(on, root) };
  });
  return { pieces, points };
}

/** Points strictly inside the cell where an undecided guard may change, as far as they are algebraic. */
function cutsIn(on: Analysis, cell: Open, critical: readonly number[]): readonly Point[] {
  const rationalFunction = createRationalFunctions(on.dag, on.branch);
  const inside = (p: Point): boolean =>
    (!cell.lower || certainlyBefore(cell.lower, p)) &&
    (!cell.upper || certainlyBefore(p, cell.upper));
  const cuts: Point[] = [];
  for (const n of new Set(critical.flatMap((guard) => [guard, ...zeroNodes(on.dag, guard)]))) {
    const f = rationalFunction(n);
    if (f === null) continue;
    for (const p of [f.numerator, f.denominator].flatMap((p) => realRoots(p) ?? [])) {
      // A point that cannot be told from another one yet waits for the next round.
      const apart = cuts.every((q) => certainlyBefore(p, q) || certainlyBefore(q, p));
      if (inside(p) && apart) cuts.push(p);
    }
  }
  return cuts.sort((a, b) => (certainlyBefore(a, b) ? -1 : 1));
}

/** Points over the whole cell, to see whether a sign changes on it. */
function spread({ lower, upper }: Open): readonly Rational[] {
  const a = lower && (lower.kind === 'rational' ? lower.value : lower.upper);
  const b = upper && (upper.kind === 'rational' ? upper.value : upper.lower);
  const steps = [
    [1, 7],
    [23, 7],
    [-23, 7],
    [211, 7],
    [-211, 7],
  ].map(([p, q]) => Q.rational(p!, q!));
  if (!a && !b) return steps;
  if (a && b) {
    const width = Q.sub(b, a);
    return [1, 3, 6].map((k) => Q.add(a, Q.mul(width, Q.rational(k, 7))));
  }
  const outward = steps.filter((q) => Q.sign(q) > 0);
  return outward.map((q) => (a ? Q.add(a, q) : Q.sub(b!, q)));
}

function sampleIn({ lower, upper }: Open): Rational {
  const after = lower && (lower.kind === 'rational' ? lower.value : lower.upper);
  const before = upper && (upper.kind === 'rational' ? upper.value : upper.lower);
  if (after && before) return Q.compare(after, before) < 0 ? simplest(after, before) : after;
  if (after) return Q.add(after, Q.one);
  // Off the integers, where special values hide signs.
  return before ? Q.sub(before, Q.one) : Q.rational(5, 7);
}
