/**
 * # An activation as smooth pieces
 *
 * σ and σ′ as functions of doubles, between breakpoints: zeros of guards, and points where a root,
 * logarithm or inverse function is singular. Breakpoints of rational guards are exact; those of
 * other guards (sin x in |sin x|, the jumps of floor) are searched on a grid within the radius
 * asked for. Nothing rigorous may rest on it.
 */
import { approxNumber } from '../arith/rational.ts';
import * as Q from '../arith/rational.ts';
import { analyse } from '../checker/analysis.ts';
import { unlimited } from '../checker/ensure.ts';
import { createDag } from '../checker/expression.ts';
import type { Dag } from '../checker/expression.ts';
import { createRationalFunctions } from '../checker/rational-function.ts';
import { cellsOf } from '../cells/cells.ts';
import { addExpr, exprOf } from '../cells/nodes.ts';
import { nearby, realRoots } from '../cells/real-roots.ts';
import { approxFunction } from '../expr/approx-evaluate.ts';
import { call, minus, number, pi, times, unit } from '../expr/build.ts';
import { rationalConstant } from '../expr/constant.ts';
import { derivative } from '../expr/derivative.ts';
import type { Condition, Expr } from '../expr/expr.ts';
import { postOrder } from '../expr/structure.ts';

export interface SmoothPiece {
  /** −∞ and +∞ at the ends. */
  readonly lower: number;
  readonly upper: number;
  /** Without guards where the cells resolve them. */
  readonly expr: Expr;
  readonly value: (x: number) => number;
  /** null: the language has no expression for σ′. */
  readonly slope: ((x: number) => number) | null;
}

export interface Pieces {
  /** Pieces that cover R, breakpoints inside [−radius, radius] only where they must be searched. */
  within(radius: number): readonly SmoothPiece[];
}

export function smoothPieces(expr: Expr): Pieces {
  const dag = createDag(unlimited);
  const cells = cellsOf(dag, addExpr(dag, expr));
  const ends = cells.points.map(({ point }) => approxNumber(nearby(point)));
  const coarse = cells.pieces.map((piece, i) => {
    const own = exprOf(dag, piece.node);
    const slope = derivative(own);
    return {
      lower: ends[i - 1] ?? -Infinity,
      upper: ends[i] ?? Infinity,
      expr: own,
      value: approxFunction(own),
      slope: slope && approxFunction(slope),
      critical: criticalOf(dag, own),
    };
  });
  const memo = new Map<number, readonly SmoothPiece[]>();
  return {
    within(radius) {
      const reach = 2 ** Math.ceil(Math.log2(Math.max(radius, 1)));
      let pieces = memo.get(reach);
      if (pieces === undefined) {
        pieces = coarse.flatMap(({ critical, ...piece }) => split(piece, critical, reach));
        memo.set(reach, pieces);
      }
      return pieces;
    },
  };
}

interface Critical {
  readonly exact: readonly number[];
  readonly functions: readonly ((x: number) => number)[];
}

/** Where a piece may still fail to be smooth: known points, and functions whose zeros they are. */
function criticalOf(dag: Dag, expr: Expr): Critical {
  const whole = analyse(dag, { kind: 'open', lower: null, upper: null }, 96);
  const rationalFunction = createRationalFunctions(dag, whole.branch);
  const exact: number[] = [];
  const functions: ((x: number) => number)[] = [];
  for (const u of guardsOf(expr)) {
    const f = rationalFunction(addExpr(dag, u));
    const roots = f && realRoots(f.numerator);
    if (roots === null) functions.push(approxFunction(u));
    else exact.push(...roots.map((point) => approxNumber(nearby(point))));
  }
  return { exact, functions };
}

/** Expressions at whose zeros the expression may not be smooth. */
function guardsOf(expr: Expr): readonly Expr[] {
  const guards: Expr[] = [];
  const comparisons = (c: Condition): void => {
    switch (c.kind) {
      case 'not':
        comparisons(c.condition);
        break;
      case 'and':
      case 'or':
        comparisons(c.left);
        comparisons(c.right);
        break;
      default:
        guards.push(minus(c.left, c.right));
    }
  };
  for (const node of postOrder(expr)) {
    if (node.kind === 'if') comparisons(node.condition);
    if (node.kind !== 'call') continue;
    const [u, v, w] = node.args as [Expr, Expr, Expr];
    switch (node.name) {
      case 'abs':
      case 'sign':
      case 'relu':
      case 'heaviside':
      case 'sqrt':
      case 'cbrt':
      case 'log':
        guards.push(u);
        break;
      case 'pow': {
        const exponent = rationalConstant(v);
        if (exponent === null || !Q.isInteger(exponent)) guards.push(u);
        break;
      }
      case 'floor':
      case 'ceil':
        guards.push(call('sin', times(pi, u)));
        break;
      case 'round':
        guards.push(call('cos', times(pi, u)));
        break;
      case 'asin':
      case 'acos':
        guards.push(minus(u, unit), minus(u, number(-1)));
        break;
      case 'clip':
        guards.push(minus(u, v), minus(u, w));
        break;
      case 'max':
      case 'min':
        node.args.forEach((a, i) =>
          node.args.slice(i + 1).forEach((b) => guards.push(minus(a, b))),
        );
        break;
      default:
    }
  }
  return guards;
}

function split(piece: SmoothPiece, critical: Critical, reach: number): readonly SmoothPiece[] {
  const [from, to] = [Math.max(piece.lower, -reach), Math.min(piece.upper, reach)];
  const found = critical.functions.flatMap((f) => (from < to ? zerosOf(f, from, to) : []));
  const cuts = [...critical.exact, ...found]
    .filter((x) => x > piece.lower && x < piece.upper)
    .sort((a, b) => a - b)
    // Two guards with one zero, found a rounding apart.
    .filter((x, i, all) => i === 0 || x - all[i - 1]! > 1e-13 * Math.max(1, Math.abs(x)));
  const ends = [piece.lower, ...cuts, piece.upper];
  return ends.slice(1).map((upper, i) => ({ ...piece, lower: ends[i]!, upper }));
}

/** Sign changes on a grid, bisected to adjacent doubles. */
function zerosOf(f: (x: number) => number, from: number, to: number): number[] {
  const count = Math.min(65_536, Math.max(2048, Math.ceil(16 * (to - from))));
  const zeros: number[] = [];
  // A grid that does not meet the simple numbers at which guards vanish.
  const at = (i: number): number => from + ((to - from) * (i + 0.318)) / (count + 1);
  let [previous, below] = [at(0), f(at(0))];
  for (let i = 1; i <= count; i += 1) {
    const x = at(i);
    const above = f(x);
    if (below * above < 0) {
      let [a, b] = [previous, x];
      for (let step = 0; step < 100; step += 1) {
        const m = (a + b) / 2;
        if (m <= a || m >= b) break;
        if (f(m) * below > 0) a = m;
        else b = m;
      }
      // Jumps of floor, ceil and round lie at halves of integers.
      const simple = Math.round(2 * b) / 2;
      zeros.push(Math.abs(b - simple) < 1e-13 * Math.max(1, Math.abs(b)) ? simple : b);
    }
    [previous, below] = [x, above];
  }
  return zeros;
}
