/**
 * # Any activation
 *
 * A mixture biased to what breaks deciders: kinks, cancellations, scales, flat gluings. Expressions
 * grown at random have an unknown truth; the others carry theirs.
 */
import fc from 'fast-check';
import { activationOf } from './activation.ts';
import type { Activation } from './activation.ts';
import { expressionOf, productionsOf } from './expression-tree.ts';
import { libraryActivation } from './library-activation.ts';
import { nonPolynomialActivation } from './non-polynomial-activation.ts';
import { withParts } from './part.ts';
import { polynomialActivation } from './polynomial-activation.ts';
import { expression } from './total-expression.ts';
import type { ExpressionConstraints } from './total-expression.ts';

/** Grown at random; nothing is known of them but that they are defined on R, unless `partial`. */
export const grownActivation = (
  constraints: ExpressionConstraints = {},
): fc.Arbitrary<Activation> =>
  expression(constraints).map((tree) =>
    activationOf(expressionOf(tree), { kind: 'unknown' }, productionsOf(tree)),
  );

/** Any activation; see the constraints for what is left out by default. */
export function activation(constraints: ExpressionConstraints = {}): fc.Arbitrary<Activation> {
  const { regularity = 'jump', partial = false } = constraints;
  const smooth = regularity === 'smooth';
  const source: fc.Arbitrary<Activation> = fc.oneof(
    { weight: 5, arbitrary: grownActivation(constraints) },
    { weight: 3, arbitrary: polynomialActivation(smooth ? { disguise: 0 } : {}) },
    {
      weight: 4,
      arbitrary: nonPolynomialActivation({ smooth, continuous: regularity !== 'jump' }),
    },
    ...(regularity === 'jump' ? [{ weight: 1, arbitrary: libraryActivation() }] : []),
  );
  return withParts(source, { partial, regular: regularity !== 'jump' });
}
