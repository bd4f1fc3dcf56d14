/**
 * # Conditions of a case, set
 */
import type { Condition } from 'nonpoly';
import { enclosed, leaf, operator, row } from './formula.ts';
import type { Child, Formula } from './formula.ts';

const symbols = { less: '<', 'less-equal': '≤', greater: '>', 'greater-equal': '≥' } as const;

export function typesetCondition(condition: Condition, child: Child): Formula {
  switch (condition.kind) {
    case 'less':
    case 'less-equal':
    case 'greater':
    case 'greater-equal':
      return row(
        child(condition.left).formula,
        operator(symbols[condition.kind]),
        child(condition.right).formula,
      );
    case 'and':
    case 'or': {
      const part = (inner: Condition): Formula => {
        const formula = typesetCondition(inner, child);
        const mixed = inner.kind === 'and' || inner.kind === 'or';
        return mixed && inner.kind !== condition.kind ? enclosed('(', formula, ')') : formula;
      };
      const word = leaf('mtext', ` ${condition.kind} `);
      return row(part(condition.left), word, part(condition.right));
    }
    case 'not':
      return row(
        leaf('mtext', 'not '),
        enclosed('(', typesetCondition(condition.condition, child), ')'),
      );
    default:
      return condition satisfies never;
  }
}
