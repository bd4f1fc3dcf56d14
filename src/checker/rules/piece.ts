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

export function verifyPiece(
  dag: Dag,
  root: number,
  ceiling: Piece,
  witness: Value,
  path: string,
): void {
  const polynomial = polynomialNode(dag, ceiling.coefficients, `${path}.ceiling.coefficients`);
  const cell = { kind: 'open' as const, lower: ceiling.lower, upper: ceiling.upper };
  ensureIdentical(dag, cell, root, polynomial, ceiling.steps, cellPrecision, `${path}.ceiling`);
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
