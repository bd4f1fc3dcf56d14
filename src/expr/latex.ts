/**
 * # LaTeX
 *
 * Expr → LaTeX (amsmath), for display: fractions, roots and cases as a paper sets them.
 */
import { decimalFromRational, decimalToText } from './decimal.ts';
import type { Comparison, Condition, Expr } from './expr.ts';
import { functionTable } from './functions.ts';
import { postOrder } from './structure.ts';

const binding = { conditional: 0, sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const;

interface Typeset {
  readonly text: string;
  readonly binding: number;
}

type TypesetChild = (child: Expr) => Typeset;

const symbols: Readonly<Record<Comparison, string>> = {
  less: '<',
  'less-equal': '\\le',
  greater: '>',
  'greater-equal': '\\ge',
};

/** The LaTeX of an expression, without math delimiters. */
export function toLatex(expr: Expr): string {
  const memo = new Map<Expr, Typeset>();
  const child: TypesetChild = (node) => memo.get(node)!;
  for (const node of postOrder(expr)) memo.set(node, typeset(node, child));
  return child(expr).text;
}

function parentheses(text: string): string {
  return `\\left(${text}\\right)`;
}

function slot({ text, binding: tightness }: Typeset, least: number): string {
  return tightness >= least ? text : parentheses(text);
}

function rightSlot(inner: Typeset, least: number): string {
  return inner.text.startsWith('-') ? parentheses(inner.text) : slot(inner, least);
}

const atom = (text: string): Typeset => ({ text, binding: binding.atom });

function typeset(node: Expr, child: TypesetChild): Typeset {
  switch (node.kind) {
    case 'number':
      return typesetNumber(node);
    case 'constant':
      return atom(node.name === 'pi' ? '\\pi' : 'e');
    case 'variable':
      return atom('x');
    case 'call':
      return typesetCall(node, child);
    case 'if':
      return { text: cases(node, child), binding: binding.atom };
    default:
      return node satisfies never;
  }
}

function typesetNumber(node: Expr & { readonly kind: 'number' }): Typeset {
  const decimal = decimalFromRational(node.value);
  if (decimal === null) return atom(`\\frac{${node.value.num}}{${node.value.den}}`);
  const [mantissa, exponent] = decimalToText(decimal).split('e') as [string, string?];
  if (exponent === undefined) return atom(mantissa);
  if (mantissa === '1') return { text: `10^{${exponent}}`, binding: binding.power };
  return { text: `${mantissa} \\cdot 10^{${exponent}}`, binding: binding.product };
}

function typesetCall(node: Expr & { readonly kind: 'call' }, child: TypesetChild): Typeset {
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
      const rest = args.slice(1).map((arg) => {
        const text = rightSlot(arg, binding.sign);
        return /^[0-9]/.test(text) ? ` \\cdot ${text}` : ` \\, ${text}`;
      });
      return { text: slot(u, binding.product) + rest.join(''), binding: binding.product };
    }
    case 'div':
      return { text: `\\frac{${u.text}}{${v.text}}`, binding: binding.sign };
    case 'neg':
      return { text: `-${slot(u, binding.power)}`, binding: binding.sign };
    case 'pow':
      return { text: `${slot(u, binding.atom)}^{${v.text}}`, binding: binding.power };
    case 'exp':
      return { text: `e^{${u.text}}`, binding: binding.power };
    case 'sqrt':
    case 'cbrt':
      return atom(`${functionTable.get(node.name)!.latex}{${u.text}}`);
    case 'abs':
      return atom(`\\left|${u.text}\\right|`);
    case 'floor':
      return atom(`\\left\\lfloor ${u.text} \\right\\rfloor`);
    case 'ceil':
      return atom(`\\left\\lceil ${u.text} \\right\\rceil`);
    default: {
      const { latex } = functionTable.get(node.name)!;
      return atom(latex + parentheses(args.map((arg) => arg.text).join(', ')));
    }
  }
}

function cases(node: Expr & { readonly kind: 'if' }, child: TypesetChild): string {
  const rows: string[] = [];
  let rest: Expr = node;
  while (rest.kind === 'if') {
    const condition = typesetCondition(rest.condition, child);
    rows.push(`${child(rest.then).text} & \\text{if } ${condition}`);
    rest = rest.otherwise;
  }
  rows.push(`${child(rest).text} & \\text{otherwise}`);
  return `\\begin{cases} ${rows.join(' \\\\ ')} \\end{cases}`;
}

function typesetCondition(condition: Condition, child: TypesetChild): string {
  switch (condition.kind) {
    case 'less':
    case 'less-equal':
    case 'greater':
    case 'greater-equal':
      return `${child(condition.left).text} ${symbols[condition.kind]} ${child(condition.right).text}`;
    case 'and':
    case 'or': {
      const part = (inner: Condition): string => {
        const text = typesetCondition(inner, child);
        const isMixed = inner.kind === 'and' || inner.kind === 'or';
        return isMixed && inner.kind !== condition.kind ? parentheses(text) : text;
      };
      return `${part(condition.left)} \\text{ ${condition.kind} } ${part(condition.right)}`;
    }
    case 'not':
      return `\\text{not } ${parentheses(typesetCondition(condition.condition, child))}`;
    default:
      return condition satisfies never;
  }
}
