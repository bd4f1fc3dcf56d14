import { unlimited } from '../../src/checker/ensure.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDag } from '../../src/checker/expression.ts';
import { printNode } from '../../src/checker/print.ts';
import { InputError } from '../../src/expr/input-error.ts';
import { parse } from '../../src/expr/parse.ts';
import { print } from '../../src/expr/print.ts';
import { addExpr, exprOf } from '../../src/cells/nodes.ts';
import { equal } from '../../src/expr/structure.ts';
import { arbitraryExpr } from '../expr/arbitrary.ts';
import { entries } from '../corpus/entries.ts';

const throughChecker = (text: string): string => {
  const dag = createDag(unlimited);
  return printNode(dag, addExpr(dag, parse(text)));
};

describe('the checker prints what the language prints', () => {
  it('for random expressions', () => {
    fc.assert(
      fc.property(arbitraryExpr, (expr) => {
        const dag = createDag(unlimited);
        const root = addExpr(dag, expr);
        expect(printNode(dag, root)).toBe(print(expr));
        expect(equal(exprOf(dag, root), expr)).toBe(true);
      }),
      { seed: 42, numRuns: 1000 },
    );
  });

  it('for every activation of the corpus', () => {
    for (const { expr } of entries) {
      try {
        parse(expr);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        continue;
      }
      expect(throughChecker(expr)).toBe(print(parse(expr)));
    }
  });
});
