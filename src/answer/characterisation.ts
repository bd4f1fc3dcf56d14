/**
 * # Three characterisations of polynomials, side by side
 *
 * σ is a polynomial of degree < k iff σ^(k) ≡ 0 on R (and σ is smooth), iff Δ_h^k σ ≡ 0 (Fréchet),
 * iff, off a null set, its Hermite coefficients a_j vanish for all j ≥ k. For k ≤ n each is shown
 * as far as it is certified: differences, derivatives and the polynomials on pieces were accepted by
 * the checker, in one certificate; Hermite coefficients are enclosures.
 *
 * A derivative is certified through differences inside the piece: σ^(k) ≡ 0 there would give
 * Δ_h^k σ = 0 for every stencil in it (mean value theorem).
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { cellsOf } from '../cells/cells.ts';
import type { CellPiece } from '../cells/cells.ts';
import { addExpr, exprOf } from '../cells/nodes.ts';
import { check } from '../checker/check.ts';
import type { Proved } from '../checker/check.ts';
import type { Point } from '../checker/cell.ts';
import type { Certificate, Claim } from '../checker/certificate.ts';
import { analyse } from '../checker/analysis.ts';
import type { Dag } from '../checker/expression.ts';
import { cellPrecision, isAnalytic } from '../checker/rules/growth.ts';
import { unlimited } from '../checker/ensure.ts';
import { createDag } from '../checker/expression.ts';
import { isZero } from '../expr/build.ts';
import { derivative } from '../expr/derivative.ts';
import type { Expr } from '../expr/expr.ts';
import { print } from '../expr/print.ts';
import { children, postOrder } from '../expr/structure.ts';
import { differentiated, polynomialExpression } from '../expr/polynomial-expression.ts';
import { polynomialOn } from '../polynomiality/identity.ts';
import { pointText } from '../polynomiality/ceiling-text.ts';
import type { Verdict } from '../polynomiality/verdict.ts';
import { findDifference } from '../polynomiality/witness.ts';
import { writeCertificate } from '../polynomiality/write.ts';
import type { Hypotheses } from '../regularity/hypotheses.ts';
import { collected } from './collected.ts';
import { hermiteRows } from './hermite-rows.ts';
import type { HermiteRows } from './hermite-rows.ts';
import type { CertificateJson } from '../polynomiality/write.ts';

/** Δ_step^order σ(at), enclosed by the checker: text of an interval that excludes 0. */
export type ShownDifference = NonNullable<Proved['difference']>;

export interface DerivativeOnPiece {
  readonly order: number;
  /** σ^(order) as an expression in x on the piece; null where none is known or it is too long. */
  readonly text: string | null;
  /** `zero`: identically; `nonzero`: not identically, by the difference; else not shown. */
  readonly value: 'zero' | 'nonzero' | 'unknown';
  readonly difference: ShownDifference | null;
}

export interface ShownPiece {
  /** Ends as text; null: infinite. */
  readonly lower: string | null;
  readonly upper: string | null;
  /** Coefficients of 1, x, x², … where σ is certified to be a polynomial on the piece. */
  readonly coefficients: readonly string[] | null;
  /** Empty where σ was not shown to be smooth on the piece. */
  readonly derivatives: readonly DerivativeOnPiece[];
}

export interface DifferenceRow {
  readonly order: number;
  /** `zero`: for all x and h; `nonzero`: by the difference; else not shown. */
  readonly value: 'zero' | 'nonzero' | 'unknown';
  readonly difference: ShownDifference | null;
}

export interface Characterisation {
  readonly orders: number;
  /** From this order on a polynomial (or what the ceiling leaves of one) vanishes; null: unknown. */
  readonly vanishesFrom: number | null;
  readonly pieces: readonly ShownPiece[];
  /** Pieces that are not shown. */
  readonly morePieces: number;
  readonly differences: readonly DifferenceRow[];
  readonly hermite: HermiteRows;
  readonly certificate: CertificateJson | null;
}

/** The largest order that is shown. */
export const maxOrder = 24;
const maxPieces = 6;
/** Nodes of a derivative beyond which the next is not taken, and characters that are shown. */
const maxNodes = 3000;
const maxText = 240;
/** Printed nodes beyond which like terms are not collected, and nothing is printed. */
const maxCollected = 2000;
const efforts = [
  { precision: 64, stencils: 60 },
  { precision: 256, stencils: 30 },
  { precision: 1024, stencils: 8 },
];

type Order = Extract<Claim, { claim: 'not-polynomial-of-degree' }>;

/**
 * The characterisations of σ for the orders 0 … n.
 * @throws RangeError unless n is an integer from 0 to 24
 */
export function characterise(
  expr: Expr,
  verdict: Verdict,
  hypotheses: Pick<Hypotheses, 'definedOnR' | 'gaussianIntegrable'>,
  n: number,
  input: Certificate['input'],
): Characterisation {
  if (!Number.isInteger(n) || n < 0 || n > maxOrder)
    throw new RangeError(`characterise: expected an integer from 0 to ${maxOrder}, got ${n}`);
  const dag = createDag(unlimited);
  const root = addExpr(dag, expr);
  const cells = cellsOf(dag, root);
  const claims: Claim[] = [];
  const orders = Array.from({ length: n + 1 }, (_, k) => k);
  const zeroFrom = verdict.kind === 'polynomial' ? firstZero(verdict) : Infinity;

  const orderClaim = (order: number, piece: CellPiece | null): Order | null => {
    const witness = findDifference(expr, order, {
      centres: piece ? [piece.sample, ...piece.samples] : cells.pieces.slice(0, 12).map(sampleOf),
      efforts,
      ...(piece ? { admits: within(piece), unit: unitOf(piece) } : {}),
    });
    return witness && { claim: 'not-polynomial-of-degree', degree: order - 1, witness };
  };
  /** Puts a claim on the certificate; its place, null if there is none. */
  const put = (claim: Claim | null): number | null => claim && claims.push(claim) - 1;

  const differences = orders.map((k) => (k >= zeroFrom ? null : put(orderClaim(k, null))));
  const pieces = cells.pieces.slice(0, maxPieces).map((piece) => {
    const found = piece.resolved ? polynomialOn(dag, piece.node, piece.samples) : null;
    const { lower, upper } = piece;
    const identity =
      found && put({ claim: 'polynomial-on', rule: 'piece', lower, upper, ...found });
    const smooth = found !== null || isSmooth(dag, piece);
    const coefficients = found && found.coefficients.map((c) => exprOf(dag, c));
    const isZeroPolynomial = coefficients?.length === 1 && isZero(coefficients[0]!);
    const degree = coefficients ? coefficients.length - (isZeroPolynomial ? 2 : 1) : Infinity;
    return {
      piece,
      identity,
      smooth,
      degree,
      texts: coefficients
        ? polynomialTexts(coefficients, n)
        : derivativeTexts(exprOf(dag, piece.node), n),
      orders: orders.map((k) => (k > degree || !smooth ? null : put(orderClaim(k, piece)))),
    };
  });

  const certificate = claims.length > 0 ? writeCertificate(dag, root, input, claims) : null;
  const outcome = certificate && check(certificate);
  const proved = outcome?.accepted ? outcome.proved : null;
  const shown = (place: number | null): Proved | null =>
    place === null ? null : (proved?.[place] ?? null);
  const row = (k: number, place: number | null, zero: boolean): DifferenceRow => {
    const difference = shown(place)?.difference ?? null;
    return { order: k, value: zero ? 'zero' : difference ? 'nonzero' : 'unknown', difference };
  };
  return {
    orders: n,
    vanishesFrom: vanishesFrom(verdict),
    pieces: pieces.map(({ piece, identity, smooth, degree, texts, orders: places }) => ({
      lower: piece.lower && pointText(piece.lower),
      upper: piece.upper && pointText(piece.upper),
      coefficients: shown(identity)?.coefficients ?? null,
      derivatives: (smooth ? orders : []).map((k) => ({
        text: texts[k] ?? null,
        ...row(k, places[k]!, k > degree && shown(identity) !== null),
      })),
    })),
    morePieces: Math.max(0, cells.pieces.length - maxPieces),
    differences: orders.map((k) => row(k, differences[k]!, k >= zeroFrom)),
    hermite: hermiteRows(expr, verdict, hypotheses, n),
    certificate: proved && certificate,
  };
}

/** The order from which on all differences of a polynomial are 0. */
const firstZero = ({ degree, coefficients }: Extract<Verdict, { kind: 'polynomial' }>): number =>
  degree === 0 && coefficients[0] === '0' ? 0 : degree + 1;

function vanishesFrom(verdict: Verdict): number | null {
  if (verdict.kind === 'polynomial') return firstZero(verdict);
  if (verdict.kind === 'undecided' || verdict.ceiling.degree === null) return null;
  return verdict.ceiling.degree + 1;
}

/** Without smoothness a difference says nothing of derivatives: ⌊x⌋ jumps and has σ' = 0. */
function isSmooth(dag: Dag, { lower, upper, node, resolved }: CellPiece): boolean {
  if (!resolved) return false;
  const on = analyse(dag, { kind: 'open', lower, upper }, cellPrecision);
  return on.range(node) !== null && isAnalytic(on, node);
}

const sampleOf = (piece: CellPiece): Rational => piece.sample;
const upperBound = (p: Point): Rational => (p.kind === 'rational' ? p.value : p.upper);
const lowerBound = (p: Point): Rational => (p.kind === 'rational' ? p.value : p.lower);

const within =
  ({ lower, upper }: CellPiece) =>
  (first: Rational, last: Rational): boolean =>
    (lower === null || Q.compare(upperBound(lower), first) < 0) &&
    (upper === null || Q.compare(last, lowerBound(upper)) < 0);

/** A step of the size of the piece. */
function unitOf({ lower, upper }: CellPiece): Rational {
  if (lower === null || upper === null) return Q.one;
  const width = Q.sub(lowerBound(upper), upperBound(lower));
  return Q.sign(width) > 0 ? width : Q.one;
}

/** P, P', …, P^(n) as text. */
function polynomialTexts(coefficients: readonly Expr[], n: number): readonly (string | null)[] {
  const texts: (string | null)[] = [];
  for (let [k, c] = [0, coefficients]; k <= n; k++, c = differentiated(c)) {
    const text = print(polynomialExpression(c));
    texts.push(text.length <= maxText ? text : null);
  }
  return texts;
}

/** σ, σ', …, σ^(n) as text; null from where the expressions are too large. */
function derivativeTexts(expr: Expr, n: number): readonly (string | null)[] {
  const texts: (string | null)[] = [];
  let current: Expr | null = expr;
  for (let k = 0; k <= n; k++) {
    const size: number = current === null ? Infinity : printedSize(current);
    if (size <= maxCollected) current = collected(current!);
    const text = size <= maxCollected ? print(current!) : null;
    texts.push(text !== null && text.length <= maxText ? text : null);
    current = current === null || postOrder(current).length > maxNodes ? null : derivative(current);
  }
  return texts;
}

/** The number of nodes with shared ones counted as often as they are printed. */
function printedSize(expr: Expr): number {
  const size = new Map<Expr, number>();
  for (const e of postOrder(expr))
    size.set(
      e,
      children(e).reduce((sum, child) => sum + size.get(child)!, 1),
    );
  return size.get(expr)!;
}
