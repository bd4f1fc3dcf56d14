/**
 * # Printing
 *
 * Expr → text in the language, with as few parentheses as reading needs. The text is canonical:
 * parse(print(e)) equals e for every valid e within the parser's limits, and equal expressions have
 * equal texts.
 */
import { toText } from '../arith/rational.ts';
import { decimalFromRational, decimalToText } from './decimal.ts';
import type { Comparison, Condition, Expr } from './expr.ts';
import { postOrder } from './structure.ts';

/** How tightly a text binds: what stands in a slot must bind at least as tightly as the slot. */
const binding = { conditional: 0, sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const;

interface Printed {
  readonly text: string;
  readonly binding: number;
}

type PrintedChild = (child: Expr) => Printed;

const symbols: Readonly<Record<Comparison, string>> = {
  less: '<',
  'less-equal': '<=',
  greater: '>',
  'greater-equal': '>=',
};

/** The text of an expression. Its length is that of the tree, shared subtrees written out. */
export function print(expr: Expr): string {
  const memo = new Map<Expr, Printed>();
  const child: PrintedChild = (node) => memo.get(node)!;
  for (const node of postOrder(expr)) memo.set(node, printNode(node, child));
  return child(expr).text;
}

function slot({ text, binding: tightness }: Printed, least: number): string {
  return tightness >= least ? text : `(${text})`;
}

/** A slot after an operator, where a leading minus sign is put in parentheses. */
function rightSlot(printed: Printed, least: number): string {
  return printed.text.startsWith('-') ? `(${printed.text})` : slot(printed, least);
}

function printNode(node: Expr, child: PrintedChild): Printed {
  switch (node.kind) {
    case 'number': {
      const decimal = decimalFromRational(node.value);
      if (decimal === null) {
        const found = toText(node.value);
        throw new RangeError(`print: expected a terminating decimal >= 0, got ${found}`);
      }
      return { text: decimalToText(decimal), binding: binding.atom };
    }
    case 'constant':
      return { text: node.name, binding: binding.atom };
    case 'variable':
      return { text: 'x', binding: binding.atom };
    case 'call':
      return printCall(node, child);
    case 'if': {
      const condition = printCondition(node.condition, child);
      const then = slot(child(node.then), binding.sum);
      const otherwise = child(node.otherwise).text;
      return { text: `${condition} ? ${then} : ${otherwise}`, binding: binding.conditional };
    }
    default:
      return node satisfies never;
  }
}

function printCall(node: Expr & { readonly kind: 'call' }, child: PrintedChild): Printed {
  const args = node.args.map(child);
  const [u, v] = [args[0]!, args[1]!];
  switch (node.name) {
    case 'add': {
      const rest = node.args.slice(1).map((arg) => {
        if (arg.kind === 'call' && arg.name === 'neg') {
          return ` - ${rightSlot(child(arg.args[0]!), binding.product)}`;
        }
        return ` + ${rightSlot(child(arg), binding.product)}`;
      });
      return { text: slot(u, binding.product) + rest.join(''), binding: binding.sum };
    }
    case 'mul': {
      const rest = args.slice(1).map((arg) => `*${rightSlot(arg, binding.sign)}`);
      return { text: slot(u, binding.product) + rest.join(''), binding: binding.product };
    }
    case 'div': {
      const text = `${slot(u, binding.product)}/${rightSlot(v, binding.power)}`;
      return { text, binding: binding.product };
    }
    case 'neg':
      return { text: `-${slot(u, binding.power)}`, binding: binding.sign };
    case 'pow': {
      const text = `${slot(u, binding.atom)}^${rightSlot(v, binding.power)}`;
      return { text, binding: binding.power };
    }
    default: {
      const text = `${node.name}(${args.map((arg) => arg.text).join(', ')})`;
      return { text, binding: binding.atom };
    }
  }
}

function printCondition(condition: Condition, child: PrintedChild): string {
  switch (condition.kind) {
    case 'less':
    case 'less-equal':
    case 'greater':
    case 'greater-equal': {
      const [left, right] = [child(condition.left), child(condition.right)];
      return `${slot(left, binding.sum)} ${symbols[condition.kind]} ${slot(right, binding.sum)}`;
    }
    case 'or': {
      const right = printCondition(condition.right, child);
      const inner = condition.right.kind === 'or' ? `(${right})` : right;
      return `${printCondition(condition.left, child)} or ${inner}`;
    }
    case 'and': {
      const left = printCondition(condition.left, child);
      const right = printCondition(condition.right, child);
      const isChain = condition.right.kind === 'and' || condition.right.kind === 'or';
      const inner = isChain ? `(${right})` : right;
      return `${condition.left.kind === 'or' ? `(${left})` : left} and ${inner}`;
    }
    case 'not':
      return `not (${printCondition(condition.condition, child)})`;
    default:
      return condition satisfies never;
  }
}
