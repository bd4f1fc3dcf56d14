/**
 * # Disguises
 *
 * Terms that are 0 for all real x, whatever stands in them: added to an activation they change its
 * text and not its truth.
 */
import fc from 'fast-check';
import { call } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { print } from '../expr/print.ts';
import { expressionOf } from './expression-tree.ts';
import { vanishing } from './identity.ts';
import { printedAs } from './printed.ts';
import { fill } from './production.ts';
import { expression } from './total-expression.ts';

export interface VanishingTerm {
  readonly name: string;
  readonly expr: Expr;
}

const notSmooth = /abs|relu|max|sign|floor|clip|\?|cbrt/;
const names = Object.keys(vanishing);
const smoothNames = names.filter((name) => !notSmooth.test(vanishing[name]!));
const factors = ['u', '3*u', 'x*u', 'exp(x)*u', '(x^2 - 2)*u', 'sin(x)*u'] as const;

/** One term; `smooth`: of smooth functions only. */
const term = (smooth: boolean): fc.Arbitrary<VanishingTerm> =>
  fc
    .tuple(
      fc.constantFrom(...(smooth ? smoothNames : names)),
      fc.constantFrom(...factors),
      expression({ regularity: smooth ? 'smooth' : 'kink', maxDepth: 1 }),
      expression({ regularity: 'smooth', maxDepth: 1 }),
    )
    .map(([name, factor, u, v]) => {
      const expr = fill(factor, [fill(vanishing[name]!, [expressionOf(u), expressionOf(v)])]);
      return printedAs({ name, expr }, JSON.stringify(print(expr)));
    });

/** Up to `most` vanishing terms; shrinks to none. */
export function vanishingTerms(
  most: number,
  smooth = false,
): fc.Arbitrary<readonly VanishingTerm[]> {
  if (!(Number.isInteger(most) && most >= 0 && most <= 10))
    throw new RangeError(`disguise: expected an integer from 0 to 10, got ${most}`);
  return fc.array(term(smooth), { maxLength: most, size: 'max' });
}

/** The sum of an expression and these terms. */
export const disguised = (expr: Expr, terms: readonly VanishingTerm[]): Expr =>
  terms.reduce((sum, { expr: zero }) => call('add', sum, zero), expr);
