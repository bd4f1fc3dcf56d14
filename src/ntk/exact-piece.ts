/**
 * # An activation as pieces with exact ends
 *
 * The cells of an expression, each with an expression that takes one branch of every guard that the
 * cells resolve. An irrational breakpoint stands in a gap: a rational interval of width ≤ 2^−bits.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { cellsOf } from '../cells/cells.ts';
import { addExpr, exprOf } from '../cells/nodes.ts';
import type { Point } from '../checker/cell.ts';
import { unlimited } from '../checker/ensure.ts';
import { createDag } from '../checker/expression.ts';
import * as P from '../checker/polynomial.ts';
import type { Expr } from '../expr/expr.ts';

export interface ExactPiece {
  /** null: infinite. */
  readonly lower: Rational | null;
  readonly upper: Rational | null;
  readonly expr: Expr;
  /** Between two pieces, around a breakpoint. */
  readonly gap: boolean;
}

/** Pieces that cover R, ends shared. */
export function exactPieces(expr: Expr, bits: number): readonly ExactPiece[] {
  const dag = createDag(unlimited);
  const { pieces, points } = cellsOf(dag, addExpr(dag, expr));
  const ends = points.map(({ point }) => isolated(point, bits));
  return pieces.flatMap((piece, i) => {
    const before = ends[i - 1];
    const own: ExactPiece = {
      lower: before?.[1] ?? null,
      upper: ends[i]?.[0] ?? null,
      expr: exprOf(dag, piece.node),
      gap: false,
    };
    const around = before && Q.compare(before[0], before[1]) < 0;
    return around ? [{ lower: before[0], upper: before[1], expr, gap: true }, own] : [own];
  });
}

/** Rationals a ≤ point ≤ b with b − a ≤ 2^−bits. */
function isolated(point: Point, bits: number): readonly [Rational, Rational] {
  if (point.kind === 'rational') return [point.value, point.value];
  const width = Q.rational(1n, 1n << BigInt(bits));
  let [a, b] = [point.lower, point.upper];
  const below = Q.sign(P.evaluate(point.polynomial, a));
  while (Q.compare(Q.sub(b, a), width) > 0) {
    const m = Q.div(Q.add(a, b), Q.rational(2));
    const s = Q.sign(P.evaluate(point.polynomial, m));
    if (s === 0) return [m, m];
    if (s === below) a = m;
    else b = m;
  }
  return [a, b];
}
