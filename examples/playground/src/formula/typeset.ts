/**
 * # Formulas
 *
 * Expr → MathML, as a tree of plain data that the page makes elements of: fractions, roots, powers
 * and cases as a paper sets them. What is set is the expression; nothing of the text gets in.
 */
import type { Expr } from 'nonpoly';
import { typesetCall } from './call.ts';
import { typesetCondition } from './condition.ts';
import { atom, leaf, operator, row } from './formula.ts';
import type { Child, Formula, Typeset } from './formula.ts';

/** Nodes of the expression, as a tree, beyond which it is not set. */
const longest = 400;

/** The formula of an expression; null if it is too long to be read. */
export function typeset(expr: Expr): Formula | null {
  let left = longest;
  const child = (node: Expr): Typeset | null => {
    left -= 1;
    if (left < 0) throw new TooLong();
    return typesetNode(node, child as Child);
  };
  try {
    return child(expr)!.formula;
  } catch (error) {
    if (error instanceof TooLong) return null;
    throw error;
  }
}

class TooLong extends Error {}

function typesetNode(node: Expr, child: Child): Typeset {
  switch (node.kind) {
    case 'number': {
      const { num, den } = node.value;
      return atom(leaf('mn', decimal(num, den)));
    }
    case 'constant':
      return atom(leaf('mi', node.name === 'pi' ? 'π' : 'e'));
    case 'variable':
      return atom(leaf('mi', 'x'));
    case 'call':
      return typesetCall(node, child);
    case 'if':
      return atom(cases(node, child));
    default:
      return node satisfies never;
  }
}

/** Numbers are terminating decimals. */
function decimal(num: bigint, den: bigint): string {
  if (den === 1n) return shortened(num.toString());
  let digits = 0;
  for (let power = 1n; power % den !== 0n && digits < 400; power *= 10n) digits += 1;
  const text = ((num * 10n ** BigInt(digits)) / den).toString().padStart(digits + 1, '0');
  return shortened(`${text.slice(0, -digits)}.${text.slice(-digits)}`);
}

const shortened = (text: string): string =>
  text.length <= 30 ? text : `${text.slice(0, 12)}…${text.slice(-6)}`;

function cases(node: Extract<Expr, { kind: 'if' }>, child: Child): Formula {
  const line = (value: Expr, ...when: readonly Formula[]): Formula => ({
    tag: 'mtr',
    content: [
      { tag: 'mtd', content: [child(value).formula] },
      { tag: 'mtd', content: [row(...when)] },
    ],
  });
  const lines: Formula[] = [];
  let rest: Expr = node;
  while (rest.kind === 'if') {
    lines.push(line(rest.then, leaf('mtext', 'if '), typesetCondition(rest.condition, child)));
    rest = rest.otherwise;
  }
  lines.push(line(rest, leaf('mtext', 'otherwise')));
  return row(operator('{'), { tag: 'mtable', content: lines });
}
