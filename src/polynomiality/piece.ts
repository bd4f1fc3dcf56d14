/**
 * # Producer of the rule `piece`
 *
 * Cells on which σ is a polynomial, the simplest first.
 */
import type { Ceiling } from '../checker/certificate.ts';
import type { Dag } from '../checker/expression.ts';
import type { Cells } from '../cells/cells.ts';
import { polynomialOn } from './identity.ts';

export interface PieceProposal {
  readonly ceiling: Extract<Ceiling, { rule: 'piece' }>;
  readonly coefficients: readonly number[];
}

/** Cells beyond this many are not looked at: the first ones serve as well. */
const maxCells = 8;

export function* proposePieces(dag: Dag, cells: Cells): Generator<PieceProposal> {
  for (const piece of cells.pieces.slice(0, maxCells)) {
    const found = polynomialOn(dag, piece.node, piece.samples);
    if (found === null) continue;
    const { coefficients, steps } = found;
    const { lower, upper } = piece;
    yield { ceiling: { rule: 'piece', lower, upper, coefficients, steps }, coefficients };
  }
}
