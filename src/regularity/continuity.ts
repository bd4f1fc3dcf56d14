/**
 * # Continuity
 *
 * A composition of functions that are continuous wherever they are defined is continuous where it
 * is defined; only sign, heaviside, floor, ceil, round and conditionals can jump. Between the
 * breakpoints they take one branch each; at a breakpoint the one-sided limits are the values of the
 * branches on either side, if these are defined there, and are compared with the value.
 */
import * as Q from '../arith/rational.ts';
import { analyse } from '../checker/analysis.ts';
import { withoutGuards } from '../checker/branch.ts';
import type { Cell, Point } from '../checker/cell.ts';
import type { Dag } from '../checker/expression.ts';
import type { Cells } from '../cells/cells.ts';
import { nearby } from '../cells/real-roots.ts';
import { equalAt } from '../polynomiality/identity.ts';
import type { Finding } from './definedness.ts';

const jumping: ReadonlySet<string> = new Set(['sign', 'heaviside', 'floor', 'ceil', 'round', 'if']);
const precision = 96;

/** Whether a node is built from functions that are continuous wherever they are defined. */
export function isContinuous(dag: Dag, root: number): boolean {
  const memo = new Map<number, boolean>();
  const test = (n: number): boolean => {
    let result = memo.get(n);
    if (result === undefined) {
      const { op, args } = dag.nodes[n]!;
      result = !jumping.has(op) && args.every(test);
      memo.set(n, result);
    }
    return result;
  };
  return test(root);
}

/** @param defined whether the function was shown to be defined on R */
export function continuity(dag: Dag, root: number, cells: Cells, defined: boolean): Finding {
  if (!defined) return { value: null, reason: 'it was not shown to be defined at every x' };
  if (isContinuous(dag, root))
    return { value: true, reason: 'a composition of continuous functions, defined on all of R' };
  const jump = findJump(dag, root, cells);
  if (jump !== null) return { value: false, reason: jump };
  const smooth = cells.pieces.every((piece) => isContinuous(dag, piece.node));
  if (!smooth) return { value: null, reason: 'a condition stays open on some interval' };
  for (const [i, { point, node }] of cells.points.entries()) {
    const sides = [cells.pieces[i]!.node, cells.pieces[i + 1]!.node];
    if (!sides.every((side) => joins(dag, side, node, point)))
      return {
        value: null,
        reason: `the limits at x = ${describe(point)} were not shown to equal the value there`,
      };
  }
  return {
    value: true,
    reason: `the branches join at ${cells.points
      .map(({ point }) => describe(point))
      .slice(0, 6)
      .join(', ')}`,
  };
}

const describe = (p: Point): string =>
  p.kind === 'rational' ? Q.toText(p.value) : `≈ ${Q.approxNumber(nearby(p))}`;

/** Whether a branch, continued to the point, has the value of σ there. */
function joins(dag: Dag, branch: number, value: number, point: Point): boolean {
  if (branch === value)
    return analyse(dag, { kind: 'point', at: point }, precision).range(value) !== null;
  const on = analyse(dag, { kind: 'point', at: point }, precision);
  const gap = on.sign(dag.intern('add', branch, dag.intern('neg', value)));
  return gap === null ? equalAt(dag, branch, value, point) : gap === 0;
}

/** A breakpoint (or a small integer) at which a one-sided limit certainly differs from the value. */
function findJump(dag: Dag, root: number, cells: Cells): string | null {
  const points = cells.points.slice(0, 50).map(({ point }) => point);
  const integers = [0, 1, -1, 2].map((k): Point => ({ kind: 'rational', value: Q.rational(k) }));
  for (const point of [...points, ...integers]) {
    if (point.kind !== 'rational') continue;
    const on = analyse(dag, { kind: 'point', at: point }, precision);
    const value = withoutGuards(on, root);
    for (const [side, cell] of [
      ['left', nextTo(point, -1)],
      ['right', nextTo(point, 1)],
    ] as const) {
      const limit = withoutGuards(analyse(dag, cell, precision), root);
      if (!isContinuous(dag, limit) || on.range(limit) === null) continue;
      const gap = on.sign(dag.intern('add', limit, dag.intern('neg', value)));
      if (gap === 1 || gap === -1)
        return `it jumps at x = ${describe(point)}: the limit from the ${side} is ${gap === 1 ? 'above' : 'below'} the value`;
    }
  }
  return null;
}

/** A short interval on one side of a rational point; where its guards stay open, nothing is said. */
function nextTo(point: Extract<Point, { kind: 'rational' }>, side: 1 | -1): Cell {
  const other: Point = { kind: 'rational', value: Q.add(point.value, Q.rational(side, 1 << 20)) };
  return side === 1
    ? { kind: 'open', lower: point, upper: other }
    : { kind: 'open', lower: other, upper: point };
}
