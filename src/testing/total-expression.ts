/**
 * # Expressions defined on all of R
 */
import type fc from 'fast-check';
import { expressionTree } from './expression-tree.ts';
import type { Tree } from './expression-tree.ts';
import { constants, partial as partialProductions, total } from './production.ts';
import type { Production } from './production.ts';

export interface ExpressionConstraints {
  /** The worst that may occur: 'smooth' is C^∞, 'kink' continuous, 'jump' anything (the default). */
  readonly regularity?: Production['regularity'];
  /** Productions inside each other; 3 unless given. */
  readonly maxDepth?: number;
  /** Also expressions that are not defined everywhere; false unless given. */
  readonly partial?: boolean;
}

const order = { smooth: 0, kink: 1, jump: 2 } as const;

/** Trees of expressions; defined on R by construction unless `partial`. */
export function expression({
  regularity = 'jump',
  maxDepth = 3,
  partial = false,
}: ExpressionConstraints = {}): fc.Arbitrary<Tree> {
  if (!(Number.isInteger(maxDepth) && maxDepth >= 0 && maxDepth <= 8))
    throw new RangeError(`expression: expected an integer maxDepth from 0 to 8, got ${maxDepth}`);
  const admitted = total.filter((row) => order[row.regularity] <= order[regularity]);
  return expressionTree({
    productions: partial ? [...admitted, ...partialProductions] : admitted,
    constants,
    maxDepth,
  });
}
