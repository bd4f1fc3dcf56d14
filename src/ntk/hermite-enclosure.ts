/**
 * # Hermite coefficients, enclosed
 *
 * a_k(q) = E[σ(√q Z) h_k(Z)], orthonormal probabilists' h_k, with E[σ²], E[σ′²] and what the
 * coefficients leave of them (Parseval): every number as an enclosure that rests on the bounds of
 * verified-rule.ts and hermite-sum.ts.
 */
import * as E from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { derivative } from '../expr/derivative.ts';
import type { Expr } from '../expr/expr.ts';
import { power } from '../expr/build.ts';
import { exactPieces } from './exact-piece.ts';
import type { ExactPiece } from './exact-piece.ts';
import { hermiteSum } from './hermite-sum.ts';
import type { FixedVector } from './hermite-sum.ts';
import { verifiedRule } from './verified-rule.ts';
import type { NoRule, VerifiedRule } from './verified-rule.ts';

export interface HermiteEnclosure {
  readonly kind: 'hermite-enclosure';
  readonly variance: Rational;
  /** a_k, k < terms. */
  readonly coefficients: readonly Enclosure[];
  /** E[σ²], and what the coefficients leave of it. */
  readonly squareNorm: Enclosure;
  readonly tail: Enclosure;
  /** E[σ′²] and what Σ k a_k²/q, k < terms, leaves of it; null: σ′ is not enclosed. */
  readonly derivativeSquareNorm: Enclosure | null;
  readonly derivativeTail: Enclosure | null;
}

/** Nothing is said of the coefficients. */
export interface NotEnclosedHermite {
  readonly kind: 'not-enclosed';
  readonly reason: string;
}

export const MAX_ENCLOSED_TERMS = 1000;
export const MAX_DIGITS = 200;

/** The expressions that are integrated, made ready once. */
export interface ExactActivation {
  readonly expr: Expr;
  readonly pieces: readonly ExactPiece[];
  readonly squares: readonly ExactPiece[];
  /** σ′² on each piece; null: the language has no σ′. */
  readonly slopeSquares: readonly ExactPiece[] | null;
}

export function exactActivation(expr: Expr, bits: number): ExactActivation {
  const pieces = exactPieces(expr, 2 * bits + 64);
  const slopes = pieces.map((piece) => {
    const slope = derivative(piece.expr);
    return slope && { ...piece, expr: power(slope, 2) };
  });
  return {
    expr,
    pieces,
    squares: pieces.map((piece) => ({ ...piece, expr: power(piece.expr, 2) })),
    slopeSquares: slopes.some((slope) => slope === null) ? null : (slopes as ExactPiece[]),
  };
}

/** Rules that serve every variance of a range. */
export interface ExactRules {
  readonly kind: 'rules';
  readonly value: VerifiedRule;
  readonly square: VerifiedRule;
  readonly slopeSquare: VerifiedRule | null;
}

export function exactRules(
  activation: ExactActivation,
  variances: readonly [Rational, Rational],
  terms: number,
  bits: number,
  wantsSlope: boolean,
): ExactRules | NoRule {
  const value = verifiedRule(activation.pieces, { variances, order: terms - 1, bits });
  if (value.kind === 'no-rule') return value;
  const square = verifiedRule(activation.squares, { variances, order: 0, bits });
  if (square.kind === 'no-rule') return square;
  const slope =
    wantsSlope && activation.slopeSquares !== null
      ? verifiedRule(activation.slopeSquares, { variances, order: 0, bits })
      : null;
  return { kind: 'rules', value, square, slopeSquare: slope?.kind === 'rule' ? slope : null };
}

export const entryOf = ({ bits, values, radius }: FixedVector, k: number): Enclosure =>
  E.fromFixed(values[k]!, radius[k]!, bits, bits + 64);

/**
 * @param variance q > 0
 * @param digits of a_k relative to √E[σ²], about
 * @throws RangeError on arguments out of range
 */
export function encloseHermite(
  expr: Expr,
  variance: Rational,
  terms: number,
  digits: number,
): HermiteEnclosure | NotEnclosedHermite {
  if (Q.sign(variance) <= 0) throw new RangeError('encloseHermite: expected a variance > 0');
  if (!(Number.isInteger(terms) && terms >= 1 && terms <= MAX_ENCLOSED_TERMS))
    throw new RangeError(`encloseHermite: expected 1 to ${MAX_ENCLOSED_TERMS} terms, got ${terms}`);
  if (!(Number.isInteger(digits) && digits >= 1 && digits <= MAX_DIGITS))
    throw new RangeError(`encloseHermite: expected 1 to ${MAX_DIGITS} digits, got ${digits}`);
  const bits = Math.ceil(digits * 3.33) + 8;
  const activation = exactActivation(expr, bits);
  const rules = exactRules(activation, [variance, variance], terms, bits, true);
  if (rules.kind === 'no-rule') return { kind: 'not-enclosed', reason: rules.reason };
  const p = bits + 64;
  const sums = hermiteSum(rules.value, variance, terms);
  const coefficients = sums.values.map((_, k) => entryOf(sums, k));
  const squareNorm = entryOf(hermiteSum(rules.square, variance, 1), 0);
  const slope = rules.slopeSquare && entryOf(hermiteSum(rules.slopeSquare, variance, 1), 0);
  const square = (e: Enclosure): Enclosure => E.powRational(e, Q.rational(2), p)!;
  const left = (norm: Enclosure, weight: (k: number) => Rational): Enclosure => {
    const rest = coefficients.reduce(
      (sum, a, k) => E.sub(sum, E.mul(E.fromRational(weight(k), p), square(a), p), p),
      norm,
    );
    // Parseval: what is left is ≥ 0.
    return E.apply('relu', [rest], p)!;
  };
  return {
    kind: 'hermite-enclosure',
    variance,
    coefficients,
    squareNorm,
    tail: left(squareNorm, () => Q.one),
    derivativeSquareNorm: slope,
    derivativeTail: slope && left(slope, (k) => Q.div(Q.rational(k), variance)),
  };
}
