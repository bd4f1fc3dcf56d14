/**
 * # Random expressions
 *
 * Every kind of node, within the invariants of expr.ts. Depth is small, literals include the
 * extremes of notation.
 */
import fc from 'fast-check';
import { call, choose, number, x } from '../../src/expr/build.ts';
import type { Comparison, Condition, Expr, FunctionName } from '../../src/expr/expr.ts';
import { functionTable } from '../../src/expr/functions.ts';
import { decimalToRational } from '../../src/expr/decimal.ts';

/** Literals ≥ 0: terminating decimals of all sizes. */
export const arbitraryNumber: fc.Arbitrary<Expr> = fc
  .record({
    digits: fc.oneof(
      fc.nat(20).map(String),
      fc.bigInt(0n, 10n ** 40n).map((n) => n.toString()),
    ),
    exponent: fc.oneof(fc.integer({ min: -8, max: 8 }), fc.integer({ min: -500, max: 500 })),
  })
  .map(({ digits, exponent }) => {
    const trimmed = digits.replace(/0+$/, '') || '0';
    return { kind: 'number', value: decimalToRational({ digits: trimmed, exponent }) };
  });

export const arbitraryLeaf: fc.Arbitrary<Expr> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(x) },
  { weight: 3, arbitrary: arbitraryNumber },
  fc.constantFrom<Expr>({ kind: 'constant', name: 'pi' }, { kind: 'constant', name: 'e' }),
);

const comparisons: readonly Comparison[] = ['less', 'less-equal', 'greater', 'greater-equal'];

/** All kinds of expressions; the functions are those of `names`. */
export function arbitraryExprOf(names: readonly FunctionName[]): fc.Arbitrary<Expr> {
  const { expr } = fc.letrec<{ expr: Expr; condition: Condition }>((tie) => ({
    expr: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      arbitraryLeaf,
      { weight: 4, arbitrary: arbitraryCall(names, tie('expr')) },
      fc
        .tuple(tie('condition'), tie('expr'), tie('expr'))
        .map(([condition, then, otherwise]) => choose(condition, then, otherwise)),
    ),
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc
        .tuple(fc.constantFrom(...comparisons), tie('expr'), tie('expr'))
        .map(([kind, left, right]): Condition => ({ kind, left, right })),
      fc
        .tuple(fc.constantFrom('and' as const, 'or' as const), tie('condition'), tie('condition'))
        .map(([kind, left, right]): Condition => ({ kind, left, right })),
      tie('condition').map((condition): Condition => ({ kind: 'not', condition })),
    ),
  }));
  return expr;
}

function arbitraryCall(
  names: readonly FunctionName[],
  expr: fc.Arbitrary<Expr>,
): fc.Arbitrary<Expr> {
  return fc.constantFrom(...names).chain((name) => {
    const { arity } = functionTable.get(name)!;
    const [minLength, maxLength] = arity === 'many' ? [2, 4] : [arity, arity];
    const args = fc.array(expr, { minLength, maxLength });
    // Constant bounds the wrong way round are not in the language.
    if (name === 'clip') return expr.map((u) => call('clip', u, number(-1), number(2)));
    return args.map((list) => call(name, ...list));
  });
}

export const arbitraryExpr: fc.Arbitrary<Expr> = arbitraryExprOf([...functionTable.keys()]);
