/**
 * # Rule `piece`
 *
 *     σ = P on an open interval, by its steps     σ(x₁) ≠ P(x₁)
 *     ──────────────────────────────────────────────────────────
 *     σ is not a polynomial
 *
 * A polynomial that equals P on an interval is P.
 */
import * as I from '../interval.ts';
import { toText } from '../interval-text.ts';
import * as Q from '../rational.ts';
import type { Ceiling, Value } from '../certificate.ts';
import { ensure } from '../ensure.ts';
import type { Dag } from '../expression.ts';
import { ensureIdentical } from '../identical.ts';
import { valueAt } from './finite-difference.ts';
import { cellPrecision } from './growth.ts';
import { polynomialNode } from './identity.ts';

type Piece = Extract<Ceiling, { rule: 'piece' }>;

/** σ is the polynomial on the open interval; its node. */
export function verifyPolynomialOn(
  dag: Dag,
  root: number,
  piece: Omit<Piece, 'rule'>,
  path: string,
): number {
  const { lower, upper } = piece;
  const polynomial = polynomialNode(dag, piece.coefficients, `${path}.coefficients`);
  const cell = { kind: 'open' as const, lower, upper };
  ensureIdentical(dag, cell, root, polynomial, piece.steps, cellPrecision, path);
  return polynomial;
}

export function verifyPiece(
  dag: Dag,
  root: number,
  ceiling: Piece,
  witness: Value,
  path: string,
): void {
  const polynomial = verifyPolynomialOn(dag, root, ceiling, `${path}.ceiling`);
  const difference = dag.intern('add', root, dag.intern('neg', polynomial));
  const value = valueAt(dag, difference, witness.at, witness.precision, `${path}.witness`);
  ensure(
    I.certainlyNonzero(value),
    'not-shown',
    `${path}.witness`,
    `a value other than the polynomial's at ${Q.toText(witness.at)}`,
    toText(value),
  );
}
