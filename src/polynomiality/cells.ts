/**
 * # The cells of an expression
 *
 * The smooth pieces of σ between the breakpoints of its guards, each with a rational sample point
 * inside, and σ at the breakpoints, in the terms of certificates.
 */
import { coefficients } from '../arith/polynomial.ts';
import { separator } from '../arith/roots.ts';
import type { RealRoot } from '../arith/roots.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Point } from '../checker/cell.ts';
import type { Expr } from '../expr/expr.ts';
import { piecewise, resolveAt } from '../expr/piecewise.ts';

export interface CellPiece {
  readonly lower: Point | null;
  readonly upper: Point | null;
  readonly sample: Rational;
  /** Equal to σ on the open cell; without guards if `resolved`. */
  readonly expr: Expr;
  readonly resolved: boolean;
}

export interface CellPoint {
  readonly point: Point;
  /** A rational near the point (the point itself, if rational). */
  readonly sample: Rational;
  /** Guard-free and equal to σ at the point; null if not found. */
  readonly expr: Expr | null;
}

export interface Cells {
  readonly pieces: readonly CellPiece[];
  readonly points: readonly CellPoint[];
}

const pointOf = (root: RealRoot): Point =>
  root.kind === 'rational'
    ? root
    : {
        kind: 'algebraic',
        polynomial: coefficients(root.polynomial),
        lower: root.lower,
        upper: root.upper,
      };

const nearby = (root: RealRoot): Rational => (root.kind === 'rational' ? root.value : root.lower);

function sampleIn(lower: RealRoot | null, upper: RealRoot | null): Rational {
  if (lower && upper) return separator(lower, upper);
  if (lower) return Q.add(lower.kind === 'rational' ? lower.value : lower.upper, Q.one);
  // Off the integers, where special values hide signs.
  return upper ? Q.sub(nearby(upper), Q.one) : Q.rational(5, 7);
}

export function cellsOf(expr: Expr): Cells {
  const { breakpoints, pieces } = piecewise(expr);
  return {
    pieces: pieces.map((piece) => ({
      lower: piece.lower && pointOf(piece.lower),
      upper: piece.upper && pointOf(piece.upper),
      sample: sampleIn(piece.lower, piece.upper),
      expr: piece.expr,
      resolved: piece.resolved,
    })),
    points: breakpoints.map((root) => ({
      point: pointOf(root),
      sample: nearby(root),
      expr: resolveAt(expr, root),
    })),
  };
}
